"""The folder that a run leaves: complete or not there at all. The only module that writes it."""

import errno
import hashlib
import json
import os
import re
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath, PureWindowsPath
from secrets import token_hex
from typing import Any

from simulator.errors import Message, StoppedError, say
from simulator.report.style import MARK
from simulator.scenario.case import Input
from simulator.text.json_writing import show_json

FORMAT = 7
"""Version of what stands in the folder; part of the run id."""
COMPLETE = "summary.json"
"""A folder that holds this file is complete: the folder gets its name only when every file is in it."""
PAGE = "report.html"
"""The run as one page that opens without a network."""
NOTICE = "EXERCISE.txt"
_NOTICE = f"""{MARK}

本文件夹中的一切均来自推演，不是真实事件。
Everything in this folder comes from a simulated exercise. Nothing here happened.
"""

_SCRATCH = re.compile(r"\.(?:[a-z]+-)?[0-9a-f]{12}-[0-9a-f]{8}")
"""What a folder is called while it is written: the id of a run or study, and what tells it from another."""
_LONG = 3600.0
"""Seconds that no folder takes to be written."""

Content = bytes | Callable[[Path], None]
"""The bytes of a file, or what writes it to a path."""


def run_id(inputs: Sequence[Input], *, seed: int, runs: int, extra: Mapping[str, Any] | None = None) -> str:
    """Give the id of a run: 12 hexadecimal digits that follow from all that its results depend on.

    `inputs` are the files with the paths relative to the project, in any order; `extra` is whatever else
    changes the results, as JSON would hold it.

    >>> run_id([Input("plans/a.yaml", b"x")], seed=7, runs=1000)
    'ea43034ce14a'
    """
    digest = hashlib.sha256()
    settings = {"format": FORMAT, "seed": seed, "runs": runs, "extra": dict(extra or {})}
    parts = [json.dumps(settings, sort_keys=True).encode()]
    parts += [
        part for one in sorted(inputs, key=lambda one: one.path) for part in (one.path.encode(), one.content)
    ]
    for part in parts:
        digest.update(len(part).to_bytes(8, "big"))  # else two inputs could share a boundary
        digest.update(part)
    return digest.hexdigest()[:12]


def json_bytes(value: object) -> bytes:
    """Give a value as the bytes of a JSON file, UTF-8; see `show_json`."""
    return show_json(value).encode()


def summary_bytes(summary: Mapping[str, Any]) -> bytes:
    """Give `summary.json`: the mark of the exercise, then the summary."""
    return json_bytes({"mark": MARK, **summary})


def find_run(out: Path, stem: str, run: str) -> Path | None:
    """Give the folder of a run if it is there and complete."""
    folder = out / stem / run
    return folder if (folder / COMPLETE).is_file() else None


def check_folder(out: Path) -> None:
    """Find out before a long run whether its results can be written; makes `out` if it is not there.

    Raises
    ------
    StoppedError
        When they cannot.
    """
    with _explained(out):
        out.mkdir(parents=True, exist_ok=True)
        if not os.access(out, os.W_OK | os.X_OK):
            raise PermissionError(errno.EACCES, "no permission", str(out))


def write_run(out: Path, stem: str, run: str, *, fresh: bool, files: Mapping[str, Content]) -> Path:
    """Write the folder of a run and give its path.

    Parameters
    ----------
    out, stem, run
        The folder is `out/stem/run`.
    fresh
        Replace a complete run that is there already; else it is left as it is.
    files
        By path in the folder, with `/` between parts. Must hold `summary.json`.

    Raises
    ------
    StoppedError
        When the disk or its permissions stand in the way. Nothing is left behind then, and a run that was
        there before is still there.
    ValueError
        For a path that leaves the folder, a `stem` or `run` that leaves `out`.
    """
    inside_folder(f"{stem}/{run}")
    paths = {inside_folder(name): content for name, content in files.items()}
    if PurePosixPath(COMPLETE) not in paths:
        raise ValueError(f"a run needs {COMPLETE}")
    found = find_run(out, stem, run)
    if found and not fresh:
        return found
    target = out / stem / run
    with _explained(target), _scratch(out / stem, run) as scratch:
        _fill(scratch, paths)
        _put_in_place(scratch, target)
    return target


def refresh_run(out: Path, stem: str, run: str, *, files: Mapping[str, Content]) -> Path:
    """Write a run over the one in its folder, as `write_run` with `fresh`, file by file.

    So no file is ever missing for long enough that a browser, which loads it just then, would stay with an
    error. Meanwhile the folder does not count as complete.
    """
    paths = {inside_folder(name): content for name, content in files.items()}
    target = out / stem / run
    with _explained(target), _scratch(out / stem, run) as scratch:
        _fill(scratch, paths)
        if target.is_dir():
            _replace_files(scratch, target)
        else:
            _put_in_place(scratch, target)
    return target


def inside_folder(name: str) -> PurePosixPath:
    """Give the path; one that leads out on any system is refused, a name with a colon is just a name.

    Raises `ValueError` where it is refused.
    """
    path, elsewhere = PurePosixPath(name), PureWindowsPath(name)
    strange = path.is_absolute() or elsewhere.anchor or not path.parts or "\0" in name
    if strange or ".." in elsewhere.parts:
        raise ValueError(f"not a path inside the folder of a run: {name!r}")
    return path


@contextmanager
def _scratch(parent: Path, run: str) -> Iterator[Path]:
    """Give a hidden folder beside the target, so on the same disk, and clear it away whatever happens."""
    parent.mkdir(parents=True, exist_ok=True)
    scratch = parent / f".{run}-{token_hex(4)}"
    try:
        scratch.mkdir()
        _clear_left(scratch)
        yield scratch
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
        _forget_if_empty(parent)


def _clear_left(scratch: Path) -> None:
    """Clear away hidden folders of processes that were killed while they wrote, an hour ago or more."""
    now = scratch.stat().st_mtime
    for left in scratch.parent.iterdir():
        with suppress(OSError):  # another process may clear it away at the same time
            if _SCRATCH.fullmatch(left.name) and now - left.stat().st_mtime > _LONG:
                shutil.rmtree(left)


def _forget_if_empty(parent: Path) -> None:
    """Take the scenario's folder away again if nothing came to stand in it."""
    try:
        parent.rmdir()
    except OSError:
        return


def _fill(scratch: Path, paths: Mapping[PurePosixPath, Content]) -> None:
    for path, content in {PurePosixPath(NOTICE): _NOTICE.encode(), **paths}.items():
        _write(scratch / path, content)
    _sync(scratch)


def _replace_files(scratch: Path, target: Path) -> None:
    """Put each file in the place of the one that was there, the one that says `complete` last."""
    (target / COMPLETE).unlink(missing_ok=True)
    new = [path.relative_to(scratch) for path in scratch.rglob("*") if path.is_file()]
    for path in sorted(new, key=lambda path: path == Path(COMPLETE)):
        (target / path).parent.mkdir(parents=True, exist_ok=True)
        (scratch / path).replace(target / path)
    for path in target.rglob("*"):
        if path.is_file() and path.relative_to(target) not in new:
            path.unlink()


def _write(path: Path, content: Content) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    if isinstance(content, bytes):
        path.write_bytes(content)
    else:
        content(path)


def _sync(folder: Path) -> None:
    """Have the files on the disk before the folder gets its name; some say only now that they are full."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            with path.open("rb+") as file:
                os.fsync(file.fileno())


def _put_in_place(scratch: Path, target: Path) -> None:
    """Give the folder its name. What stood there is moved aside first and comes back if that fails."""
    if not target.is_dir():
        if os.path.lexists(target):
            raise FileExistsError(errno.EEXIST, "a file is in the way", str(target))
        scratch.rename(target)
        return
    aside = scratch.with_name(scratch.name + "-before")
    target.rename(aside)
    try:
        scratch.rename(target)
    except BaseException:
        aside.rename(target)
        raise
    shutil.rmtree(aside, ignore_errors=True)


@contextmanager
def _explained(target: Path) -> Iterator[None]:
    try:
        yield
    except OSError as fault:
        raise StoppedError(_explanation(fault, target)) from fault


def _explanation(fault: OSError, target: Path) -> Message:
    if fault.errno in (errno.ENOSPC, errno.EDQUOT):
        return say(
            "the disk is full: the results could not be written to {folder}, and nothing was left there;"
            " make room, or choose another folder with --out",
            folder=str(target),
        )
    if fault.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return say(
            "no permission to write to {folder}; choose another folder with --out",
            folder=str(target),
        )
    if fault.errno in (errno.EEXIST, errno.ENOTDIR):
        return say(
            "a file is in the way of the folder {folder}; move it, or choose another folder with --out",
            folder=str(target),
        )
    return say(
        "the results could not be written to {folder}: {reason}; choose another folder with --out",
        folder=str(target),
        reason=fault.strerror or str(fault),
    )
