"""Writing small files that a user asked for."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from secrets import token_hex

from simulator.errors import Message, StoppedError, say


def write_files(files: Mapping[Path, str | bytes]) -> None:
    """Write texts (as UTF-8) or bytes to paths, folders made where they are missing; each file is whole.

    Raises
    ------
    StoppedError
        When the disk refuses.
    """
    try:
        for path, content in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            _write(path, content.encode() if isinstance(content, str) else content)
    except OSError as fault:
        reason = fault.strerror or str(fault)
        raise StoppedError(say("cannot write {file}: {reason}", file=path, reason=reason)) from fault


def refuse_present(paths: Iterable[Path], hint: Message) -> None:
    """Refuse paths of which one is there already; `hint` says what to do then.

    Raises
    ------
    StoppedError
        That it is there.
    """
    there = next((path for path in paths if path.exists()), None)
    if there is not None:
        raise StoppedError(say("{file} is there already; nothing was written: {hint}", file=there, hint=hint))


def _write(path: Path, content: bytes) -> None:
    """Write beside the path first, so that the file has its name only when it is whole."""
    part = path.with_name(f".{path.name}-{token_hex(4)}")
    try:
        part.write_bytes(content)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
