"""What a remedy is, and what remedies share: changes to a composition, and the same as YAML."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from simulator.errors import Message
from simulator.plan.agencies import Agency
from simulator.plan.alike import common
from simulator.plan.composed import Composition
from simulator.plan.gap import Gap
from simulator.scenario.case import Case
from simulator.scenario.costs import Measure
from simulator.study.closure import means
from simulator.text.record import Record
from simulator.text.writing import show_yaml

Yaml = Mapping[str, Any]
Patch = Mapping[str, Yaml]
"""What a patch lays over plans, by their ids."""


@dataclass(frozen=True, slots=True)
class Remedy:
    """What to do about a gap: a sentence, what to write in which plan, and the case in which it is done.

    `yaml` stands for what it replaces, key by key; a link that is not there yet is a further one. `patch` is
    the same as a patch says it: no more than what is otherwise, so that several patches go together.
    """

    measure: Measure
    text: Message
    yaml: str
    patch: Patch
    change: Callable[[Case], Case]


def written(record: Record, **changes: Any) -> dict[str, Any]:
    """Give a record as it stands in the file, with some keys changed."""
    return {**(record.origin or {}), **changes}


def in_plan(composition: Composition, plan: str, data: Yaml) -> str:
    """Give YAML under a line that says in which file of the plan it belongs."""
    file = next((each.place.file for each in composition.plans if each.id == plan), "")
    return f"# {file or plan}\n{show_yaml(data)}"


def in_file(record: Record, data: Yaml) -> str:
    """Give YAML under a line that says in which file it belongs, that of a record."""
    return f"# {record.place.file}\n{show_yaml(data)}"


def plan_of(composition: Composition, record: Record) -> str:
    """Give the id of the plan that a record stands in."""
    return next((each.id for each in composition.plans if each.place.file == record.place.file), "")


def with_composition(case: Case, **changes: Any) -> Case:
    """Give a case in which parts of the composition are others."""
    return replace(case, composition=replace(case.composition, **changes))


def with_records(case: Case, group: str, change: Callable[[Agency], Agency]) -> Case:
    """Give a case in which the record of an agency, or of each of many alike, is another."""
    actors = case.composition.actors
    changed = {
        name: replace(actor, record=change(actor.record))
        for name, actor in actors.items()
        if common(name) == group
    }
    return with_composition(case, actors={**actors, **changed})


def agency_at(composition: Composition, place: str) -> str | None:
    """Give the agency of a name, the first of many alike; None where there is none."""
    return next((name for name in composition.actors if means(place, name)), None)


def partners(composition: Composition, gap: Gap) -> tuple[str, ...]:
    """Give the agencies that a gap names, the one that the want comes from first."""
    named = (gap.sides[1].agency, gap.sides[0].agency, *gap.agencies)
    found = (agency_at(composition, name) for name in named)
    return tuple(dict.fromkeys(filter(None, found)))
