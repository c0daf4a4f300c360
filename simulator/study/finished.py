"""Finished parts of a study on disk, so that one that was stopped goes on where it was."""

import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from itertools import count
from pathlib import Path
from secrets import token_hex
from typing import BinaryIO

from simulator.errors import StoppedError, say
from simulator.study.journal import Where, add_part, read_parts

Make = Callable[[], bytes]
"""Makes the bytes of a part when they are wanted: a short study never wants them."""

LONG = 5.0
"""Seconds after which a study is long enough to be worth a file, and between two times of syncing it."""
_JOURNALS, _LABEL = "*.parts", "label"


class Finished:
    """Remembers nothing: of a study that starts from nothing and leaves nothing."""

    def section(self) -> str:
        """Give the beginning of the keys of the next stretch of work.

        A study has its stretches in an order of its own, which is the same each time.
        """
        return ""

    def found(self, beginning: str) -> list[str]:  # noqa: ARG002
        """Give the keys with this beginning that are there."""
        return []

    def get(self, key: str) -> bytes:
        """Give the part of a key that was found."""
        raise KeyError(key)

    def put(self, key: str, make: Make) -> None:
        """Put a part down."""

    def remove(self) -> None:
        """Throw all parts away: the study is complete."""


NOTHING = Finished()


class FinishedParts(Finished):
    """Parts in a folder: those of all processes that worked at the study before, and of this one.

    A part counts when it is there whole, so that a process may end, and the power fail, in the middle of it.
    Each process writes a file of its own, begun when the study has taken `LONG` seconds of `clock`; what was
    finished before is put down then too. `label` gives what the parts were made with: those that were made
    with something else are thrown away.
    """

    def __init__(self, folder: Path, *, label: Callable[[], str], clock: Callable[[], float]) -> None:
        self._folder, self._label, self._clock = folder, label, clock
        self._due = clock() + LONG
        self._sections = count()
        self._held: list[tuple[str, Make]] | None = []
        self._file: BinaryIO | None = None
        self._parts: dict[str, Where] = {}
        if folder.is_dir() and _text(folder / _LABEL) != label():
            self.remove()
        for journal in sorted(folder.glob(_JOURNALS)):
            self._parts.update(read_parts(journal))

    @property
    def resumed(self) -> bool:
        """Whether parts were there at the beginning."""
        return bool(self._parts)

    @property
    def folder(self) -> Path | None:
        """Where parts stay; None where there are none."""
        return self._folder if self._folder.is_dir() else None

    def section(self) -> str:
        """Give the beginning of the keys of the next stretch of work."""
        return f"{next(self._sections)}/"

    def found(self, beginning: str) -> list[str]:
        """Give the keys with this beginning that were there when the study began."""
        return [key for key in self._parts if key.startswith(beginning)]

    def get(self, key: str) -> bytes:
        """Give the part of a key that was found."""
        return self._parts[key].read()

    def put(self, key: str, make: Make) -> None:
        """Put a part down, or hold it until the study is a long one.

        Raises
        ------
        StoppedError
            When the disk stands in the way.
        """
        if self._held is not None:
            self._held.append((key, make))
            if self._clock() < self._due:
                return
            waiting, self._held = self._held, None
        else:
            waiting = [(key, make)]
        try:
            self._write(waiting)
        except OSError as fault:
            raise StoppedError(
                say(
                    "what is finished could not be put down in {folder}: {reason};"
                    " make room, or choose another folder with --out",
                    folder=str(self._folder),
                    reason=fault.strerror or str(fault),
                )
            ) from fault

    def _write(self, parts: list[tuple[str, Make]]) -> None:
        if self._file is None:
            self._folder.mkdir(parents=True, exist_ok=True)
            (self._folder / _LABEL).write_text(self._label(), encoding="utf-8")
            self._file = (self._folder / f"{token_hex(8)}.parts").open("wb", buffering=0)
        for key, make in parts:
            add_part(self._file, key, make())
        if self._clock() >= self._due:
            os.fsync(self._file.fileno())
            self._due = self._clock() + LONG

    def close(self) -> None:
        """Let go of the file; the parts stay."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def remove(self) -> None:
        """Throw all parts away: the study is complete."""
        self.close()
        self._parts = {}
        shutil.rmtree(self._folder, ignore_errors=True)
        with suppress(OSError):  # those of other studies are there
            self._folder.parent.rmdir()


def _text(path: Path) -> str | None:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, ValueError):
        return None
