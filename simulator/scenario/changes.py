"""Laying what is to be otherwise over the files of a scenario: one way for patches, settings and removals."""

import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TypeVar

from simulator.errors import DrillError, Place, Problem, say
from simulator.scenario.patch import Patch, read_patch
from simulator.scenario.project import Project
from simulator.scenario.removal import SCENARIO, Removal, read_removal, without
from simulator.scenario.settings import Setting, as_patch, read_setting
from simulator.scenario.sheets import ListNames, Sheet, Sheets
from simulator.scenario.what_if import SET, WITHOUT, WhatIf
from simulator.text.containers import Map
from simulator.text.faults import did_you_mean
from simulator.text.merge import Merger
from simulator.text.source import Source

_ADDED = frozenset({"links", "obligations", "plans", "norms", "incidents", "injects"})
"""Lists of plans and scenarios that a patch adds to instead of replacing them."""

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Changes:
    """What is to be otherwise, read as far as it can be without the plans; `files` are those of patches."""

    patches: tuple[tuple[Patch, tuple[Removal, ...]], ...] = ()
    settings: tuple[Setting, ...] = ()
    removals: tuple[Removal, ...] = ()
    files: tuple[tuple[str, Path], ...] = ()


def read_changes(what_if: WhatIf, project: Project, problems: list[Problem]) -> Changes:
    """Read patches, settings and removals; what is wrong with them is added to `problems`."""
    paths = [(Path(os.path.normpath(path.absolute())), path) for path in what_if.patches]
    files = tuple((project.shown(whole), path) for whole, path in paths)
    for at, (shown, _path) in enumerate(files):
        if shown in dict(files[:at]):
            problems.append(
                Problem(Place(shown), say("two patches have this name"), say("give one another name"))
            )
    patches = _each((partial(_patch, path, shown) for shown, path in files), problems)
    given = Source(SET, _a_line_each(what_if.settings))
    settings = _each((partial(read_setting, given, at) for at, _ in enumerate(what_if.settings, 1)), problems)
    named = Source(WITHOUT, _a_line_each(what_if.removals))
    removals = _each(
        (
            partial(read_removal, text, Place(named.path, at), named)
            for at, text in enumerate(what_if.removals, 1)
        ),
        problems,
    )
    return Changes(patches, settings, removals, files)


def _a_line_each(options: Iterable[str]) -> str:
    """Give options as lines; what breaks a line inside one would shift the others."""
    return "\n".join(" ".join(option.splitlines()) for option in options)


def _patch(path: Path, shown: str) -> tuple[Patch, tuple[Removal, ...]]:
    patch = read_patch(path, shown=shown)
    problems: list[Problem] = []
    read = (
        partial(read_removal, text, patch.place_of("without", at), patch.source)
        for at, text in enumerate(patch.without)
    )
    removals = _each(read, problems)
    if problems:
        raise DrillError(problems)
    return patch, removals


def _each(reads: Iterable[Callable[[], _T]], problems: list[Problem]) -> tuple[_T, ...]:
    """Give what can be read."""
    found = []
    for read in reads:
        try:
            found.append(read())
        except DrillError as error:
            problems += error.problems
    return tuple(found)


def over_scenario(sheet: Sheet, changes: Changes, problems: list[Problem]) -> Sheet:
    """Give a scenario with what concerns it alone, so that its plans can be found."""
    sheets = Sheets(sheet)
    for patch, _ in changes.patches:
        if patch.origin and isinstance(inner := patch.origin.get("scenario"), Map):
            sheets = _laid(sheets, SCENARIO, inner, patch.source, problems)
    for setting in changes.settings:
        if setting.of_scenario:
            sheets = _set(sheets, setting, problems)
    return sheets.scenario


def over_plans(sheets: Sheets, changes: Changes, problems: list[Problem]) -> Sheets:
    """Give a scenario and its plans with all the rest: each patch in turn, then settings, then removals."""
    for patch, removals in changes.patches:
        inner = patch.origin.get("plans") if patch.origin else None
        for plan, tree in inner.items() if isinstance(inner, Map) else ():
            if isinstance(inner, Map) and plan not in sheets.by_id:
                found = say("no plan of the scenario has the id `{plan}`", plan=plan)
                place, hint = inner.keys_at[plan], did_you_mean(plan, sheets.by_id)
                problems.append(Problem(place, found, hint, "plans", patch.source.line_at(place)))
            elif isinstance(tree, Map):
                sheets = _laid(sheets, plan, tree, patch.source, problems)
        sheets = _taken_away(sheets, removals, problems)
    for setting in changes.settings:
        if not setting.of_scenario:
            sheets = _set(sheets, setting, problems)
    return _taken_away(sheets, changes.removals, problems)


def _set(sheets: Sheets, setting: Setting, problems: list[Problem]) -> Sheets:
    try:
        plan, tree = as_patch(setting, sheets)
    except DrillError as error:
        problems += error.problems
        return sheets
    return _laid(sheets, plan, tree, setting.source, problems)


def _taken_away(sheets: Sheets, removals: Iterable[Removal], problems: list[Problem]) -> Sheets:
    for removal in removals:
        try:
            sheets = without(sheets, removal)
        except DrillError as error:
            problems += error.problems
    return sheets


def _laid(sheets: Sheets, plan: str, patch: Map, source: Source, problems: list[Problem]) -> Sheets:
    """Lay a patch over a plan, or over the scenario where `plan` is empty."""
    merger = Merger(source, ListNames(plan, sheets.directory("agencies")), problems)
    path = sheets.path_of(plan)
    sheet = sheets.plans[path] if path else sheets.scenario
    changed = sheet.changed(merger.merge(sheet.tree, patch, added=_ADDED), source)
    if path:
        return replace(sheets, plans={**sheets.plans, path: changed})
    return replace(sheets, scenario=changed)
