"""Auditing files: plans together, and scenarios with theirs."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from simulator.errors import DrillError, Problem, StoppedError, say
from simulator.plan.audit import audit
from simulator.plan.compose import compose, weave
from simulator.plan.composed import Composition
from simulator.plan.faults import Faults
from simulator.plan.gap import Gap, unite
from simulator.plan.model import Plan
from simulator.plan.read import read_norms, read_plan
from simulator.scenario.case import Case
from simulator.scenario.check import kind_of
from simulator.scenario.costs import read_costs
from simulator.scenario.files import twins
from simulator.scenario.patch import read_patch
from simulator.scenario.project import find_project, shown_name
from simulator.scenario.read import read_case
from simulator.scenario.setting import setting_of
from simulator.scenario.what_if import AS_IT_IS, WhatIf


@dataclass(frozen=True, slots=True)
class Audited:
    """The gaps of plans and scenarios, one for each id, and the duties of norms that bind nobody in them."""

    gaps: tuple[Gap, ...]
    unbound: tuple[str, ...]


def audit_files(paths: Iterable[Path], what_if: WhatIf = AS_IT_IS) -> Audited:
    """Audit plans and scenarios.

    Plans are composed with one another, a scenario with the plans that it names; a plan that a scenario
    brings is not looked at a second time. What is to be otherwise concerns scenarios alone.

    Raises
    ------
    DrillError
        With the problems of all files.
    StoppedError
        When plans refer to others that are not there.
    """
    cases: dict[Path, Case] = {}
    plans: dict[Path, Plan] = {}
    problems: list[Problem] = []
    for path in paths:
        try:
            _read(path, cases, plans, what_if)
        except DrillError as error:
            problems += error.problems
    brought = {
        root / plan.source.path
        for root, case in ((find_project(file)[0].root, case) for file, case in cases.items())
        for plan in case.composition.plans
    }
    alone = [plan for path, plan in plans.items() if path not in brought]
    problems += twins(alone)
    if any(not problem.warning for problem in problems):
        raise DrillError(problems)
    found = [gap for case in cases.values() for gap in audit(case.composition, setting_of(case))]
    unbound = [each.name for case in cases.values() for each in case.composition.unbound]
    gaps = unite([*found, *(audit(_composed(alone)) if alone else ())])
    return Audited(gaps, tuple(dict.fromkeys(unbound)))


def _composed(plans: list[Plan]) -> Composition:
    try:
        return compose(plans)
    except DrillError as error:
        faults = Faults()
        weave(plans, faults, closed=False)
        if faults.stop:
            raise
        missing = next(problem for problem in error.problems if not problem.warning)
        found = say(
            "{files}: {found} ({place}); name the plans that it refers to as well, or a scenario that brings "
            "them",
            files=", ".join(dict.fromkeys(problem.place.file for problem in error.problems)),
            found=missing.found,
            place=missing.place,
        )
        raise StoppedError(found) from None


def _read(path: Path, cases: dict[Path, Case], plans: dict[Path, Plan], what_if: WhatIf) -> None:
    """Read a file into those of its kind, by its path: names in messages may be alike in two projects."""
    project, file = find_project(path)
    shown = shown_name(project, file, path)
    kind, problem = kind_of(file, shown, what_if)
    if problem is not None:
        raise DrillError([problem])
    if kind == "scenario":
        cases[file] = read_case(path, what_if)
    elif kind == "norms":  # on its own it binds nobody; scenarios bring it
        read_norms(file, shown=shown)
    elif kind == "patch":  # what it changes is given with --with
        read_patch(file, shown=shown)
    elif kind == "costs":
        read_costs(file, shown=shown)
    else:
        plans[file] = read_plan(file, root=project.root, shown=shown)
