"""The files that a command line names, folders with all that they hold."""

from collections.abc import Iterable
from pathlib import Path

from simulator.errors import StoppedError, say


def yaml_files(paths: Iterable[Path]) -> list[Path]:
    """Give the files themselves, and of folders all their YAML files, sorted; hidden ones are left out.

    Raises
    ------
    StoppedError
        When a folder holds none.
    """
    return [file for path in paths for file in _files(path)]


def _files(path: Path) -> list[Path]:
    """Give the file itself, or the YAML files of a folder."""
    if not path.is_dir():
        return [path]
    found = sorted(
        file for file in path.rglob("*.y*ml") if file.suffix in (".yaml", ".yml") and _visible(file, path)
    )
    if not found:
        raise StoppedError(say("the folder {folder} holds no YAML files", folder=path))
    return found


def _visible(file: Path, folder: Path) -> bool:
    return not any(part.startswith(".") for part in file.relative_to(folder).parts)
