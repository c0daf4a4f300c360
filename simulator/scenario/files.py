"""The files of a scenario, read as far as each can be."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import NoneType
from typing import TypeVar

from simulator.errors import DrillError, Message, Place, Problem, say
from simulator.plan.model import Plan
from simulator.plan.read import plan_of
from simulator.scenario.case import Input
from simulator.scenario.changes import Changes, over_plans, over_scenario, read_changes
from simulator.scenario.model import Scenario
from simulator.scenario.norms import PackFile, read_packs
from simulator.scenario.project import Project
from simulator.scenario.sheets import Sheet, Sheets
from simulator.scenario.what_if import AS_IT_IS, WhatIf
from simulator.text.containers import Map, Seq
from simulator.text.document import Document, read_document
from simulator.text.draws import Samples
from simulator.text.record import Record
from simulator.text.source import Source, read_source
from simulator.text.tree import read_tree


@dataclass(frozen=True, slots=True)
class Files:
    """A scenario, its plans and norm packs by their files, and what is wrong in those that cannot be read."""

    file: Path
    scenario: Scenario | None
    plans: dict[Path, Plan]
    problems: tuple[Problem, ...]
    packs: tuple[PackFile, ...] = ()
    what_if: WhatIf = AS_IT_IS
    patches: tuple[tuple[str, Path], ...] = ()

    @property
    def documents(self) -> tuple[Document, ...]:
        """Every file that was read, the scenario first."""
        others = (*self.plans.values(), *(each.pack for each in self.packs))
        return (self.scenario, *others) if self.scenario else others


@dataclass(frozen=True, slots=True)
class _Entry:
    """A line under `plans:`."""

    text: str
    place: Place
    path: str
    line: str

    def problem(self, found: Message, hint: Message | None = None) -> Problem:
        return Problem(self.place, found, hint, self.path, self.line)


def read_files(project: Project, file: Path, what_if: WhatIf = AS_IT_IS) -> Files:
    """Read a scenario's file and the plans that it names; those of a scenario with problems are read, too.

    What is to be otherwise is laid over them before anything in them is looked at.
    """
    problems: list[Problem] = []
    source = read_source(file, shown=project.shown(file))
    changes = read_changes(what_if, project, problems)
    sheet = over_scenario(Sheet(source, read_tree(source)), changes, problems)
    before = len(problems)
    sheets = Sheets(sheet, _plans(sheet, project, file.parent, problems))
    if what_if and len(problems) == before:  # names of a plan that cannot be read are not known
        sheets = over_plans(sheets, changes, problems)
    scenario, plans = _records(sheets, project, file, problems)
    packs = read_packs(sheets.scenario.tree, sheets.scenario.source, project, file.parent, problems)
    problems += [*twins(plans.values()), *_alike(changes, project, (file, *plans))]
    return Files(file, scenario, plans, tuple(problems), packs, what_if, changes.files)


def _plans(sheet: Sheet, project: Project, folder: Path, problems: list[Problem]) -> dict[Path, Sheet]:
    """Give what stands in the plans that a scenario names, as far as they can be read."""
    plans: dict[Path, Sheet | None] = {}
    for entry in _entries(sheet.tree, sheet.source):
        path = project.find(entry.text, folder)
        if isinstance(path, tuple):
            problems.append(entry.problem(*path))
        elif path.resolve() in plans:
            problems.append(entry.problem(say("the plan `{file}` is named twice", file=entry.text)))
        else:
            plans[path.resolve()] = _kept(partial(_sheet, path, project), problems)
    return {path: plan for path, plan in plans.items() if plan}


def _sheet(path: Path, project: Project) -> Sheet:
    source = read_source(path, shown=project.shown(path))
    return Sheet(source, read_tree(source))


def _records(
    sheets: Sheets, project: Project, file: Path, problems: list[Problem]
) -> tuple[Scenario | None, dict[Path, Plan]]:
    context = {"folder": file.parent, "root": project.root}
    sheet = sheets.scenario
    read = partial(read_document, Scenario, sheet.source, tree=sheet.tree, context=context)
    scenario = _kept(read, problems)
    plans = {
        path: _kept(partial(plan_of, path, each.source, root=project.root, tree=each.tree), problems)
        for path, each in sheets.plans.items()
    }
    return scenario, {path: plan for path, plan in plans.items() if plan}


def _alike(changes: Changes, project: Project, files: Iterable[Path]) -> Iterator[Problem]:
    """Give a problem for each patch that has the name of another file: it would stand in its place."""
    taken = {project.shown(path) for path in files}
    for shown, _path in changes.files:
        if shown in taken:
            yield Problem(
                Place(shown),
                say("the scenario or a plan has this name, too"),
                say("give the patch another name"),
            )


_T = TypeVar("_T")


def _kept(read: Callable[[], _T], problems: list[Problem]) -> _T | None:
    try:
        return read()
    except DrillError as error:
        problems += error.problems
        return None


def _entries(tree: Map, source: Source) -> Iterator[_Entry]:
    entries = tree.get("plans")
    if isinstance(entries, Seq):
        for position, text in enumerate(entries):
            if isinstance(text, str):
                place = entries.values_at[position]
                yield _Entry(text, place, f"plans.{position}", source.line_at(place))


def twins(plans: Iterable[Plan]) -> Iterator[Problem]:
    """Give a problem for each plan whose id another one has."""
    first: dict[str, Plan] = {}
    for plan in plans:
        other = first.setdefault(plan.id, plan)
        if other is not plan:
            place = plan.place_of("id")
            found = say("another plan has the id `{name}` already", name=plan.id)
            yield Problem(place, found, None, "id", plan.source.line_at(place), (other.place_of("id"),))


_LEAVES = frozenset({str, int, float, bool, NoneType})


def find_inputs(project: Project, files: Files) -> tuple[Input, ...]:
    """Give every file that a run depends on with its bytes: scenario, plans, measured values, norm packs."""
    owners = zip((files.file, *files.plans), files.documents, strict=False)
    paths = [path for owner, document in owners for path in (owner, *_measured(document, owner.parent))]
    named = [(project.shown(path), path) for path in dict.fromkeys(paths)]
    named += [(each.shown, each.path) for each in files.packs]
    named += files.patches
    given = (Input(option, text) for option, text in files.what_if.options.items())
    return (*(Input(name, path.read_bytes()) for name, path in named), *given)


def _measured(document: Document, folder: Path) -> Iterator[Path]:
    """Give the files of measured values that a document draws from."""
    waiting: list[object] = [document]
    while waiting:
        value = waiting.pop()
        if isinstance(value, Samples):
            yield (folder / value.file).resolve()
        elif isinstance(value, dict):
            waiting += _branches(value.values())
        elif isinstance(value, list | tuple):
            waiting += _branches(value)
        elif isinstance(value, Record):
            waiting += _branches(vars(value).values())


def _branches(values: Iterable[object]) -> list[object]:
    """Leave out what nothing can stand in: most of a large plan."""
    return [value for value in values if type(value) not in _LEAVES]
