"""Reading a scenario and the plans that it plays, as one value."""

from dataclasses import replace
from pathlib import Path

from simulator.collector import clear_now_and_then, without_collector
from simulator.errors import DrillError, Place, Problem, say
from simulator.plan.compose import weave
from simulator.plan.faults import Faults
from simulator.scenario.case import Case
from simulator.scenario.dangling import warn_dangling
from simulator.scenario.files import Files, find_inputs, read_files
from simulator.scenario.injects import find_moves
from simulator.scenario.limits import check_limits
from simulator.scenario.misreports import warn_unheard
from simulator.scenario.model import Scenario
from simulator.scenario.norms import norm_uses
from simulator.scenario.project import Project, find_project
from simulator.scenario.resolve import (
    check_scenario,
    find_goals,
    find_happenings,
    find_world,
    incidents_of,
)
from simulator.scenario.what_if import AS_IT_IS, WhatIf
from simulator.text.source import read_source


def read_case(path: Path, what_if: WhatIf = AS_IT_IS) -> Case:
    """Read a scenario and its plans, every name resolved, with what is to be otherwise than in their files.

    Raises `DrillError` with every problem of all files, warnings included; without one the warnings are in
    the case. Problems of names come only when every file can be read: before, most would follow from others.
    """
    clear_now_and_then()
    return _read(path, what_if)


@without_collector()
def _read(path: Path, what_if: WhatIf) -> Case:
    if not path.is_file():  # it is told as it was typed
        read_source(path, shown=path.as_posix())
    project, file = find_project(path)
    if not file.stem.strip("."):  # the results' folder has this name, and `..` would lead out of it
        raise DrillError([_nameless(project.shown(file))])
    files = read_files(project, file, what_if)
    if files.problems or files.scenario is None:
        raise DrillError(files.problems)
    return _case(project, files, files.scenario)


def _nameless(shown: str) -> Problem:
    return Problem(
        Place(shown), say("the file has no name before its ending"), say("call it `my_drill.yaml`")
    )


def _case(project: Project, files: Files, scenario: Scenario) -> Case:
    faults = Faults()
    plans = tuple(files.plans.values())
    check_scenario(scenario, faults)
    norms = norm_uses(scenario, files.packs, incidents_of(scenario), faults)
    woven = weave(plans, faults, world=find_world(scenario, plans, faults), norms=norms)
    if woven is None:
        raise DrillError(faults.problems(files.documents))
    happenings = find_happenings(scenario, woven.meaning)
    moves = find_moves(scenario.injects, woven.meaning)
    goals = find_goals(scenario.milestones, woven.meaning)
    check_limits(scenario, woven.composition, faults)
    warn_dangling(woven.composition, goals, happenings, moves, faults)
    warn_unheard(moves, woven.composition, faults)
    problems = faults.problems(files.documents)
    if faults.stop:
        raise DrillError(problems)
    return Case(
        stem=files.file.stem,
        scenario=scenario,
        composition=replace(woven.composition, warnings=problems),
        happenings=happenings,
        moves=moves,
        goals=goals,
        inputs=find_inputs(project, files),
        warnings=problems,
        norms=norms,
        what_if=files.what_if,
        patches=tuple(shown for shown, _path in files.patches),
    )
