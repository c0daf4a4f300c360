"""The scenarios of a folder."""

from collections.abc import Iterator
from pathlib import Path

from simulator.errors import DrillError, StoppedError, say
from simulator.scenario.check import kind_of
from simulator.scenario.project import find_project

_OTHERS = ("plan", "norms", "patch", "costs")


def scenarios_in(folder: Path, *, notice: str) -> tuple[Path, ...]:
    """Give the scenarios in a folder and in the folders inside it, sorted by name.

    Plans, norm packs, patches and costs are passed over, and so is what lies hidden, or in the folder of a
    run, which keeps its inputs and holds a file of the name `notice`. A YAML file that does not say what it
    is, or cannot be read, counts: reading it tells why.

    Raises
    ------
    StoppedError
        When it is no folder, or there is none in it.
    """
    if not folder.is_dir():
        found = say("there is no folder {folder}", folder=folder)
        if folder.is_file():
            found = say("{file} is a file: name a folder with scenarios, or `drill run` it", file=folder)
        raise StoppedError(found)
    scenarios = tuple(file for file in _files(folder, notice) if _kind(file) not in _OTHERS)
    if not scenarios:
        raise StoppedError(say("the folder {folder} holds no scenarios", folder=folder))
    return scenarios


def plans_beside(folder: Path) -> tuple[str, ...]:
    """Give the plans in `plans/` of the project that a folder lies in, by their names in outputs, sorted."""
    project, _file = find_project(folder / "scenario.yaml")
    files = sorted((project.root / "plans").rglob("*.yaml"))
    return tuple(project.shown(file) for file in files if _kind(file) == "plan")


def _files(folder: Path, notice: str) -> Iterator[Path]:
    for file in sorted(folder.rglob("*.y*ml")):
        inside = file.relative_to(folder)
        hidden = any(part.startswith(".") for part in inside.parts)
        kept = any((folder / above / notice).is_file() for above in [*inside.parents][:-1])
        if file.suffix in (".yaml", ".yml") and not hidden and not kept:
            yield file


def _kind(path: Path) -> str:
    """Give what a file says that it is; nothing where that cannot be read."""
    project, file = find_project(path)
    try:
        return kind_of(file, project.shown(file))[0]
    except DrillError:
        return ""
