"""Auditing files: plans together, and scenarios with theirs."""

from collections.abc import Iterable
from pathlib import Path

from simulator.errors import DrillError, Problem
from simulator.plan.audit import audit
from simulator.plan.compose import compose
from simulator.plan.gap import Gap, unite
from simulator.plan.model import Plan
from simulator.plan.read import read_plan
from simulator.scenario.case import Case
from simulator.scenario.check import kind_of
from simulator.scenario.files import twins
from simulator.scenario.project import find_project
from simulator.scenario.read import read_case
from simulator.scenario.setting import setting_of


def audit_files(paths: Iterable[Path]) -> tuple[Gap, ...]:
    """Give the gaps of plans and scenarios, one for each id.

    Plans are composed with one another, a scenario with the plans that it names; a plan that a scenario
    brings is not looked at a second time. Raises `DrillError` with the problems of all files.
    """
    cases: list[Case] = []
    plans: dict[str, Plan] = {}
    problems: list[Problem] = []
    for path in paths:
        try:
            _read(path, cases, plans)
        except DrillError as error:
            problems += error.problems
    brought = {plan.source.path for case in cases for plan in case.composition.plans}
    alone = [plan for path, plan in plans.items() if path not in brought]
    problems += twins(alone)
    if any(not problem.warning for problem in problems):
        raise DrillError(problems)
    found = [gap for case in cases for gap in audit(case.composition, setting_of(case))]
    return unite([*found, *(audit(compose(alone)) if alone else ())])


def _read(path: Path, cases: list[Case], plans: dict[str, Plan]) -> None:
    project, file = find_project(path)
    shown = project.shown(file)
    kind, problem = kind_of(file, shown)
    if problem is not None:
        raise DrillError([problem])
    if kind == "scenario":
        cases.append(read_case(path))
    else:
        plans[shown] = read_plan(file, root=project.root, shown=shown)
