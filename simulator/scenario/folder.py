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
        When it is no folder, there is none in it, or a link leads out of the project.
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
    files = yaml_in(project.root / "plans")
    return tuple(project.shown(file) for file in files if _kind(file) == "plan")


def yaml_in(folder: Path) -> list[Path]:
    """Give the YAML files in a folder and in the folders inside it, sorted; hidden ones are left out.

    Raises
    ------
    StoppedError
        When one is a link that leads out of its project: who names a folder need not know what such a file
        shows.
    """
    found = sorted(
        file
        for file in folder.rglob("*.y*ml")
        if file.suffix in (".yaml", ".yml")
        and not any(part.startswith(".") for part in file.relative_to(folder).parts)
    )
    for file in found:
        project, _ = find_project(file)
        if not project.holds(file):
            raise StoppedError(say("{file} is a link that leads out of the project", file=file))
    return found


def _files(folder: Path, notice: str) -> Iterator[Path]:
    for file in yaml_in(folder):
        above = [*file.relative_to(folder).parents][:-1]
        if not any((folder / each / notice).is_file() for each in above):
            yield file


def _kind(path: Path) -> str:
    """Give what a file says that it is; nothing where that cannot be read."""
    project, file = find_project(path)
    try:
        return kind_of(file, project.shown(file))[0]
    except DrillError:
        return ""
