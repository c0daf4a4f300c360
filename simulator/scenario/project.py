"""Where the files of a scenario lie, and that none lies outside the project."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from simulator.errors import Message, say
from simulator.text.faults import did_you_mean


@dataclass(frozen=True, slots=True)
class Project:
    """A folder with `plans/` and `scenarios/`, or that of the scenario alone."""

    root: Path

    def shown(self, path: Path) -> str:
        """Give a file's name in messages and outputs: relative to the project, with forward slashes."""
        for root in (self.root, self.root.resolve()):
            if path.is_relative_to(root):
                return path.relative_to(root).as_posix()
        return path.name

    def holds(self, path: Path) -> bool:
        """Tell whether a path lies inside, symbolic links followed."""
        try:
            return path.resolve().is_relative_to(self.root.resolve())
        except (OSError, RuntimeError, ValueError):  # a circle of links, a NUL in the name
            return False

    def find(self, entry: str, folder: Path) -> Path | tuple[Message, Message | None]:
        """Give the file that an entry means, relative to `folder` or the project, or what is wrong."""
        inside = [path for path in self._meant(entry, folder) if self.holds(path)]
        if not inside:
            hint = say("plans lie in the same project as the scenario")
            return say("`{file}` lies outside the project", file=entry[:100]), hint
        there = next(filter(os.path.isfile, inside), None)  # `Path.is_file` raises on too long a name
        slash = say("write `/` between folder and file") if "\\" in entry else None
        return there or (say("there is no file `{file}`", file=entry[:100]), slash or _near(entry, inside))

    def _meant(self, entry: str, folder: Path) -> Iterator[Path]:
        for base in (folder, self.root):
            yield _absolute(base / entry)


def _absolute(path: Path) -> Path:
    return Path(os.path.normpath(path.absolute()))


def _near(entry: str, paths: list[Path]) -> Message | None:
    """Give the file that comes nearest to one that is not there, in the folder that the entry names."""
    before = entry[: entry.rfind("/") + 1]
    for path in paths:
        try:
            names = sorted(file.name for file in path.parent.iterdir() if file.is_file())
        except OSError:
            continue
        hint = did_you_mean(path.name, names, before=before)
        if hint:
            return hint
    return None


def find_project(path: Path) -> tuple[Project, Path]:
    """Give the project of a file, and the file's absolute path.

    The project is the nearest folder above that holds both `plans/` and `scenarios/`, else the file's own.
    """
    file = _absolute(path)
    for folder in file.parents:
        if (folder / "plans").is_dir() and (folder / "scenarios").is_dir():
            return Project(folder), file
    return Project(file.parent), file


def shown_name(project: Project, file: Path, typed: Path) -> str:
    """Give the name of a file in messages: one that is not there is told as it was typed."""
    return project.shown(file) if file.exists() else typed.as_posix()
