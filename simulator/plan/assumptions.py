"""Figures of plans that nothing stands behind."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from simulator.errors import Message, Place, say
from simulator.plan.agencies import Agency, Desk, HandOver, Pool, Post, Shift
from simulator.plan.links import AgreedDecision, Agreement, Link, Medium
from simulator.plan.model import Plan, Travel
from simulator.plan.tasks import Decision, Obligation, Scale, ScaleLevel, Task
from simulator.text.record import Record


@dataclass(frozen=True, slots=True)
class Assumption:
    """A figure without a source: where it stands, as it is written, and what it says."""

    place: Place
    path: str
    figure: str
    what: Message


FIGURES: Mapping[type[Record], Mapping[str, Message]] = {
    Agency: {"times": say("how many alike there are"), "people": say("people looked after")},
    Shift: {"operators": say("operators on the desk")},
    Desk: {
        "operators": say("operators on the desk"),
        "hand_over": say("time of a change of shift"),
        "compose": say("time to put a report together"),
        "handling": say("time to take a message in"),
    },
    Pool: {
        "units": say("units that there are"),
        "mobilise": say("time until units move"),
        "speed": say("speed on the road"),
    },
    Post: {"after": say("time until a deputy steps in")},
    HandOver: {"takes": say("time to hand a post over")},
    Medium: {
        "delay": say("time under way"),
        "success": say("chance that an attempt gets through"),
        "tries": say("attempts before the next medium"),
        "patience": say("time that a call rings"),
        "pause": say("time between two attempts"),
    },
    Link: {
        "every": say("time between two periodic reports"),
        "again": say("time until an undelivered report is tried again"),
        "lapses": say("time after which a report is given up"),
        "pause": say("time until the next asking"),
    },
    Agreement: {
        "gives": say("units that are promised"),
        "accepts": say("chance that a request is accepted"),
        "within": say("limit that was agreed"),
        "lapses": say("time after which a request lapses"),
        "promise_lapses": say("time after which promised units go back"),
    },
    AgreedDecision: {"takes": say("time to decide")},
    Task: {
        "needs": say("units and operators that the work takes"),
        "at_least": say("participants that are enough"),
        "wait_at_most": say("time that participants are waited for"),
        "duration": say("time of the work"),
        "outcome": say("chance of an outcome"),
        "serves": say("served in a time, and used up"),
        "refills": say("units that are brought"),
    },
    Decision: {"takes": say("time to decide")},
    Scale: {"decide": say("time to decide")},
    ScaleLevel: {"expected": say("time for which a level is expected to hold")},
    Obligation: {
        "within": say("limit of an obligation"),
        "every": say("time between two reports that are due"),
    },
    Travel: {"detour": say("road length over great-circle length"), "table": say("time on the road")},
}
"""The figures of each kind of record, and what they say."""

_OF_SEVERAL = ("table", "needs", "gives", "outcome", "serves", "refills")
"""Keys under which several figures stand, each with a name."""


def assumptions(plans: Iterable[Plan]) -> list[Assumption]:
    """Give every figure without a `basis`, its own or that of a record around it, by file and line."""
    found = [assumption for plan in plans for assumption in _walk(plan, (), based=False)]
    return sorted(found, key=lambda assumption: assumption.place)


def _walk(value: object, way: tuple[str, ...], *, based: bool) -> Iterator[Assumption]:
    if isinstance(value, Record):
        based = based or getattr(value, "basis", None) is not None
        if not based:
            yield from _figures(value, way)
        for name, field in type(value).model_fields.items():
            yield from _walk(getattr(value, name), (*way, field.alias or name), based=based)
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _walk(inner, (*way, str(key)), based=based)
    elif isinstance(value, tuple):
        for position, inner in enumerate(value):
            yield from _walk(inner, (*way, str(position)), based=based)


def _figures(record: Record, way: tuple[str, ...]) -> Iterator[Assumption]:
    for key, what in FIGURES.get(type(record), {}).items():
        written = record.origin.get(key) if record.origin else None
        if written is None:
            continue
        parts = {(key,): written} if key not in _OF_SEVERAL else _each(key, written)
        for path, figure in parts.items():
            yield Assumption(record.place_of(*path), ".".join((*way, *path)), figure_text(figure), what)


def _each(key: str, written: object) -> dict[tuple[str, ...], object]:
    return {(key, str(name)): figure for name, figure in written.items()} if isinstance(written, dict) else {}


def figure_text(figure: object) -> str:
    """Give a figure as it stands in the file."""
    if isinstance(figure, dict):
        return ", ".join(f"{key}: {figure_text(value)}" for key, value in figure.items())
    return str(figure)
