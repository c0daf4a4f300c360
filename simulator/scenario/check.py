"""Checking files without playing them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from simulator.errors import DrillError, Place, Problem, StoppedError, in_order, say
from simulator.plan.compose import weave
from simulator.plan.faults import Faults
from simulator.plan.read import read_norms, read_plan
from simulator.scenario.costs import read_costs
from simulator.scenario.patch import read_patch
from simulator.scenario.project import Project, find_project, shown_name
from simulator.scenario.read import read_case
from simulator.scenario.what_if import AS_IT_IS, WhatIf
from simulator.text.faults import did_you_mean
from simulator.text.source import read_source
from simulator.text.tree import read_tree

_KINDS = ("plan", "scenario", "norms", "patch", "costs")
_READERS: Mapping[str, Callable[..., object]] = {
    "norms": read_norms,
    "patch": read_patch,
    "costs": read_costs,
}
"""Of files that need no other to be checked."""


def check_files(paths: Iterable[Path], what_if: WhatIf = AS_IT_IS) -> tuple[Problem, ...]:
    """Give every problem and warning of files, sorted by place.

    A scenario is checked with all its plans; a plan alone for what can be known without the others;
    only a scenario can be checked with what is to be otherwise.
    """
    checked = [_check(Path(path), what_if) for path in paths]
    covered = {file for check in checked for file in check.covers}
    problems = [problem for check in checked if check.alone not in covered for problem in check.problems]
    return in_order(problems)


@dataclass(frozen=True, slots=True)
class _Checked:
    """What is wrong in a file, the plans that were checked with it, and itself if it was checked alone."""

    problems: tuple[Problem, ...]
    covers: frozenset[str] = frozenset()
    alone: str | None = None


def _check(path: Path, what_if: WhatIf) -> _Checked:
    project, file = find_project(path)
    shown = shown_name(project, file, path)
    try:
        kind, problem = kind_of(file, shown, what_if)
        if kind == "scenario":
            return _check_scenario(file, what_if)
        if kind in _READERS:
            _READERS[kind](file, shown=shown)
            return _Checked(())
        if kind == "plan":
            return _Checked(_check_plan(file, project, shown), alone=shown)
        return _Checked((problem,) if problem else ())
    except DrillError as error:
        return _Checked(error.problems)


def _check_scenario(file: Path, what_if: WhatIf) -> _Checked:
    case = read_case(file, what_if)
    return _Checked(case.warnings, frozenset(plan.source.path for plan in case.composition.plans))


def _check_plan(file: Path, project: Project, shown: str) -> tuple[Problem, ...]:
    plan = read_plan(file, root=project.root, shown=shown)
    faults = Faults()
    weave((plan,), faults, closed=False)
    return faults.problems((plan,))


def kind_of(file: Path, shown: str, what_if: WhatIf = AS_IT_IS) -> tuple[str, Problem | None]:
    """Give what a file says that it is (one of `_KINDS`; or nothing), and what is wrong.

    Raises
    ------
    StoppedError
        When something is to be otherwise and the file is no scenario, which brings the plans that are meant.
    """
    source = read_source(file, shown=shown)
    tree = read_tree(source)
    kind = tree.get("drill")
    place = tree.values_at.get("drill", Place(shown))
    line = source.line(place.line)
    if what_if and kind in _KINDS and kind != "scenario":
        found = say(
            "{options}: only a scenario can be looked at otherwise than it is, and {file} is none",
            options=tuple(what_if.named),
            file=shown,
        )
        raise StoppedError(found)
    if isinstance(kind, str) and kind in _KINDS:
        return kind, None
    hint = did_you_mean(str(kind), _KINDS) or say("begin with `drill: plan` or `drill: scenario`")
    return "", Problem(place, say("the file does not say what it is"), hint, "drill", line)
