"""Writing small files that a user asked for."""

from collections.abc import Mapping
from pathlib import Path

from simulator.errors import StoppedError, say


def write_files(files: Mapping[Path, str], *, replace: bool) -> None:
    """Write texts to paths, folders made where they are missing.

    Raises
    ------
    StoppedError
        When a file is there already and may not be replaced (then nothing is written), or the disk refuses.
    """
    there = next((path for path in files if path.exists()), None)
    if there is not None and not replace:
        raise StoppedError(say("{file} is there already; nothing was written", file=there))
    try:
        for path, text in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
    except OSError as fault:
        reason = fault.strerror or str(fault)
        raise StoppedError(say("cannot write {file}: {reason}", file=path, reason=reason)) from fault
