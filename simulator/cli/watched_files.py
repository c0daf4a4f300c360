"""The files that a scenario may depend on, as they are on the disk, looked at again and again.

Looking costs less than a millisecond for a plan of usual size and works on every disk, also one on a network
where the system reports no changes; so there is no library for it.
"""

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic, sleep

ENDINGS = (".yaml", ".yml", ".csv", ".tsv", ".txt")
"""Of plans, scenarios, norm packs and measured values."""
MOST_FOLDERS = 500
"""Folders that are looked through, so that a scenario in somebody's home folder does no harm."""
PAUSE, CALM = 0.25, 0.15
"""Seconds between two looks; seconds in which nothing may change until a change counts as finished."""

Stamp = tuple[int, int]
"""When a file was changed, in ns, and its size."""
Seen = dict[str, Stamp]


class ChangedError(Exception):
    """A file was changed while the scenario was played."""


@dataclass(slots=True)
class WatchedFiles:
    """Everything with one of `ENDINGS` below `roots`, and the `named` files, wherever they are.

    What lies in `results` does not count, nor hidden folders.
    """

    roots: tuple[Path, ...]
    results: Path
    named: tuple[Path, ...] = ()
    _seen: Seen = field(default_factory=dict, init=False)
    _next: float = field(default=0.0, init=False)

    def begin(self) -> None:
        """Take the files as they are now for what is played; waits until nobody is writing."""
        self._seen = self._calm()

    def name(self, files: tuple[Path, ...]) -> None:
        """Look at these files too from now on; what was seen of others stays as it was seen."""
        self.named = files
        self._seen = {path: self._seen.get(path, stamp) for path, stamp in self._look().items()}

    def wait(self) -> None:
        """Return when a file is no longer as it was."""
        while self._look() == self._seen:
            sleep(PAUSE)

    def check(self, _finished: int = 0) -> None:
        """Look now and then.

        Raises
        ------
        ChangedError
            When a file is no longer as it was.
        """
        if monotonic() < self._next:
            return
        self._next = monotonic() + PAUSE
        if self._look() != self._seen:
            raise ChangedError

    def _calm(self) -> Seen:
        """Give the files once they stay as they are for a moment: an editor saves in several steps."""
        seen = self._look()
        while True:
            sleep(CALM)
            again = self._look()
            if again == seen:
                return seen
            seen = again

    def _look(self) -> Seen:
        found = {path: stamp for root in self.roots for path, stamp in self._below(root)}
        for file in self.named:
            with suppress(OSError):
                found[str(file)] = _stamp(file.stat())
        return found

    def _below(self, root: Path) -> Iterator[tuple[str, Stamp]]:
        waiting, left = [str(root)], MOST_FOLDERS
        while waiting and left:
            left -= 1
            for entry in _entries(waiting.pop(0)):
                if entry.name.startswith("."):
                    continue
                with suppress(OSError):  # it may be gone by now
                    if entry.is_dir(follow_symlinks=False):
                        if Path(entry.path) != self.results:
                            waiting.append(entry.path)
                    elif entry.name.endswith(ENDINGS):
                        yield entry.path, _stamp(entry.stat())


def _entries(folder: str) -> Iterable["os.DirEntry[str]"]:
    try:
        with os.scandir(folder) as entries:
            return list(entries)
    except OSError:
        return ()


def _stamp(status: os.stat_result) -> Stamp:
    return status.st_mtime_ns, status.st_size
