"""Which names the plans declare, and what a name as written can mean."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from simulator.errors import Message, say
from simulator.plan.agencies import Agency
from simulator.plan.model import Plan
from simulator.text.faults import did_you_mean, there_are
from simulator.text.titles import Title

_MOST_COMPARED = 3_000
"""Names that are compared for "did you mean"; more would make a file full of faults slow."""


class Guesses(Protocol):
    """Known names, to say what one that means nothing was meant to be."""

    def guess(self, ref: str) -> Message | None:
        """Give a hint with the name that comes nearest, or with those that there are."""

    def mistyped(self, plan: str, ref: str) -> str | None:
        """Give the name of a plan that is meant with one slip of the hand."""


class Directory:
    """The names of one kind of thing, by plan."""

    def __init__(
        self, names: Iterable[tuple[str, str]], titles: Iterable[tuple[str, Title | None]] = ()
    ) -> None:
        """Take pairs of plan and bare name; `titles` are pairs of bare name and what people call it."""
        self._called = {word: name for name, title in titles if title for word in (title.zh, title.en)}
        self._plans: dict[str, list[str]] = {}
        for plan, name in names:
            self._plans.setdefault(name, []).append(plan)

    def candidates(self, plan: str, ref: str) -> tuple[str, ...]:
        """Give the qualified names that `ref`, written in `plan`, can mean: none, one, or several."""
        owner, dot, name = ref.rpartition(".")
        plans = self._plans.get(name, ())
        if dot:
            return (ref,) if owner in plans else ()
        if plan in plans:
            return (f"{plan}.{name}",)
        return tuple(f"{other}.{name}" for other in plans)

    def titled(self, ref: str) -> Message | None:
        """Give a hint with the id of what has `ref` for its title, none where nothing has."""
        name = self._called.get(ref)
        return say("that is a title, the id is `{name}`", name=name) if name else None

    def near(self, ref: str) -> Message | None:
        """Give a hint with the name that comes nearest to `ref`, none where nothing is near."""
        owner, dot, name = ref.rpartition(".")
        if titled := self.titled(ref):
            return titled
        known = [
            f"{owner}.{known}" if dot else known
            for known, plans in self._plans.items()
            if abs(len(known) - len(name)) <= 1 + len(name) // 2 and (not dot or owner in plans)
        ]
        return did_you_mean(ref, known[:_MOST_COMPARED])

    def guess(self, ref: str) -> Message | None:
        """Give a hint with the nearest name, else with all of them where they are few enough to read."""
        return self.near(ref) or self.listed()

    def listed(self) -> Message | None:
        """Give a hint with all the names, none where there are none or too many to read."""
        return there_are(self._plans)

    def mistyped(self, plan: str, ref: str) -> str | None:
        """Give the name of this plan that `ref` is with one slip of the hand, if any."""
        owner, _, name = ref.rpartition(".")
        if owner not in ("", plan):
            return None
        return next(
            (known for known, plans in self._plans.items() if plan in plans and _one_slip(name, known)), None
        )


def _one_slip(one: str, other: str) -> bool:
    """Tell whether one letter too many, too few, wrong, or two swapped make one word of the other."""
    if one == other or abs(len(one) - len(other)) > 1 or min(len(one), len(other)) < 4:
        return False
    start = next(
        (at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )
    one, other = one[start:], other[start:]
    swapped = one[:2] == other[1::-1] and one[2:] == other[2:]
    return swapped or one[1:] == other[1:] or one[1:] == other or one == other[1:]


def titles_of(plans: Iterable[Plan], field: str, key: str = "name") -> list[tuple[str, Title | None]]:
    """Give the names in a part of several plans with the titles of what stands there."""
    return [(name, getattr(record, key)) for plan in plans for name, record in getattr(plan, field).items()]


def _names(plans: Iterable[Plan], field: str) -> list[tuple[str, str]]:
    return [(plan.id, name) for plan in plans for name in getattr(plan, field)]


@dataclass(frozen=True, slots=True)
class Names:
    """Everything that several plans declare under a name.

    `party` holds agencies and posts together. `copies` gives the agencies behind a qualified name: those of
    `times:`, or the one itself. `links` are those with an id.
    """

    plans: Mapping[str, Plan]
    agency: Directory
    party: Directory
    medium: Directory
    region: Directory
    place: Directory
    task: Directory
    scale: Directory
    hazard: Directory
    link: Directory
    agencies: Mapping[str, Agency]
    copies: Mapping[str, tuple[str, ...]]


def gather_names(plans: Iterable[Plan]) -> Names:
    """Gather the names of plans with different ids."""
    plans = tuple(plans)
    agencies = _names(plans, "agencies")
    tasks = [(plan.id, task) for plan in plans for hazard in plan.procedures.values() for task in hazard]
    hazards = [(plan.id, name) for plan in plans for name in {**plan.hazards, **plan.procedures}]
    records = {f"{plan.id}.{name}": agency for plan in plans for name, agency in plan.agencies.items()}
    return Names(
        plans={plan.id: plan for plan in plans},
        agency=Directory(agencies, titles_of(plans, "agencies")),
        party=Directory(agencies + _names(plans, "posts"), titles_of(plans, "agencies")),
        medium=Directory(_names(plans, "media"), titles_of(plans, "media")),
        region=Directory(_names(plans, "regions"), titles_of(plans, "regions")),
        place=Directory(_names(plans, "places")),
        task=Directory(dict.fromkeys(tasks)),
        scale=Directory(_names(plans, "scales")),
        hazard=Directory(hazards, titles_of(plans, "hazards")),
        link=Directory(dict.fromkeys((plan.id, link.id) for plan in plans for link in plan.links if link.id)),
        agencies=records,
        copies={name: _copies(name, agency) for name, agency in records.items()},
    )


def _copies(name: str, agency: Agency) -> tuple[str, ...]:
    if agency.times == 1:
        return (name,)
    return tuple(f"{name}#{number}" for number in range(1, agency.times + 1))
