"""A user's file as text, whatever is wrong with its bytes said plainly."""

import codecs
import re
import stat
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from simulator.errors import DrillError, Message, Place, Problem, say
from simulator.text.faults import did_you_mean, there_are

LARGEST = 32 * 2**20
"""The largest file that is read, in bytes."""

_BREAKS = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
_WIDE_MARKS = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_SAVE = say("save the file as UTF-8")
_TO_TEXT = say("it looks like a Word, Excel or PDF file: write the plan as plain text, in YAML")
_OFFICE = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF-")


@dataclass(frozen=True)
class Source:
    """A file's name, as shown to the user, and its text; `others` are those whose values were merged in."""

    path: str
    text: str
    others: tuple["Source", ...] = ()

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """The lines without their ends; a line ends where YAML says it does."""
        return tuple(_BREAKS.split(self.text))

    def line(self, number: int) -> str:
        """Give a line by its number from 1, empty where there is none."""
        return self.lines[number - 1] if 0 < number <= len(self.lines) else ""

    def line_at(self, place: Place) -> str:
        """Give the line of a place in this file or one that was merged in, empty where there is none."""
        return next((each.line(place.line) for each in (self, *self.others) if each.path == place.file), "")


def read_source(path: Path, *, shown: str) -> Source:
    """Read a user's text file; `shown` is its name in messages.

    Raises `DrillError` with one problem: no such file, or it is empty, too large, or no text in UTF-8.
    """
    try:
        data = _bytes(path, shown)
    except FileNotFoundError as error:
        raise _fault(shown, say("there is no such file"), _sibling(path, shown)) from error
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise _fault(shown, say("the file cannot be read: {reason}", reason=reason)) from error
    except ValueError as error:  # a NUL in the name
        raise _fault(shown, say("this cannot be the name of a file")) from error
    return Source(shown, _decode(data, shown))


def _bytes(path: Path, shown: str) -> bytes:
    status = path.stat()
    if stat.S_ISDIR(status.st_mode):
        raise _fault(shown, say("this is a folder, a file is expected"), _inside(path, shown))
    if not stat.S_ISREG(status.st_mode):  # a pipe or a device may never end
        raise _fault(shown, say("this is no ordinary file"))
    if status.st_size > LARGEST:
        found = say(
            "the file has {size} MB, at most {most} MB are read",
            size=-(-status.st_size // 2**20),
            most=LARGEST >> 20,
        )
        raise _fault(shown, found)
    return path.read_bytes()


def _inside(path: Path, shown: str) -> Message | None:
    """Give the first YAML file of a folder, else of its `scenarios/`, as what may have been meant."""
    folder = shown.rstrip("/")
    for inside, named in ((path, folder), (path / "scenarios", f"{folder}/scenarios")):
        names = _yaml_names(inside)
        if names:
            return say("did you mean `{word}`?", word=f"{named}/{names[0]}")
    return None


def _yaml_names(folder: Path) -> list[str]:
    try:
        return sorted(file.name for file in folder.iterdir() if file.suffix in (".yaml", ".yml"))
    except OSError:
        return []


def _sibling(path: Path, shown: str) -> Message | None:
    """Give the file of the same kind beside a path that comes nearest to it, else all; as they are shown."""
    try:
        names = sorted(file.stem for file in path.parent.iterdir() if file.suffix == path.suffix)
    except OSError:
        return say("the folder does not exist either")
    before, after = shown.removesuffix(path.name), path.suffix
    near = did_you_mean(path.stem, names, before=before, after=after)
    return near or (there_are(f"{before}{name}{after}" for name in names) if after else None)


def _decode(data: bytes, shown: str) -> str:
    if data.startswith(_OFFICE):
        raise _fault(shown, say("this is no text file"), _TO_TEXT)
    if data.startswith(_WIDE_MARKS) or _looks_wide(data):
        raise _fault(shown, say("the file is written in UTF-16 or UTF-32"), _SAVE)
    body = data.removeprefix(codecs.BOM_UTF8)
    if not body.strip():
        raise _fault(shown, say("the file is empty"), say("`drill new DIR` writes files to begin with"))
    if b"\0" in body:
        raise _fault(shown, say("this is no text file"))
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _not_utf8(body, error, len(data) - len(body), shown) from error


def _looks_wide(data: bytes) -> bool:
    """Tell whether every second byte of the beginning is mostly NUL, as in UTF-16 without a mark."""
    start = data[:400]
    pairs = len(start) // 2
    return (
        pairs > 1
        and max(start[0::2].count(0), start[1::2].count(0)) > pairs * 0.4
        and start.count(0) < 4 * pairs
    )


def _not_utf8(body: bytes, error: UnicodeDecodeError, skipped: int, shown: str) -> DrillError:
    before = body[: error.start].decode("utf-8")
    lines = _BREAKS.split(before)
    place = Place(shown, len(lines), len(lines[-1]) + 1)
    found = say("byte {position} is not UTF-8", position=error.start + skipped + 1)
    return _fault(
        shown, found, say("the file looks like GB18030: save it as UTF-8") if _is_gb(body) else _SAVE, place
    )


def _is_gb(body: bytes) -> bool:
    try:
        text = body.decode("gb18030")
    except UnicodeDecodeError:
        return False
    return any("\u4e00" <= letter <= "\u9fff" for letter in text)


def _fault(shown: str, found: Message, hint: Message | None = None, place: Place | None = None) -> DrillError:
    return DrillError([Problem(place or Place(shown), found, hint)])
