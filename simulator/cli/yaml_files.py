"""The files that a command line names, folders with all that they hold."""

from collections.abc import Iterable
from pathlib import Path

from simulator.errors import StoppedError, say
from simulator.scenario.folder import yaml_in


def yaml_files(paths: Iterable[Path]) -> list[Path]:
    """Give the files themselves, and of folders all their YAML files, sorted; hidden ones are left out.

    Raises
    ------
    StoppedError
        When a folder holds none, or a link that leads out of the project.
    """
    return [file for path in paths for file in _files(path)]


def _files(path: Path) -> list[Path]:
    """Give the file itself, or the YAML files of a folder."""
    if not path.is_dir():
        return [path]
    found = yaml_in(path)
    if not found:
        raise StoppedError(say("the folder {folder} holds no YAML files", folder=path))
    return found
