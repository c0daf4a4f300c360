"""Which names the plans declare, and what a name as written can mean."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from simulator.errors import Message
from simulator.plan.agencies import Agency
from simulator.plan.model import Plan
from simulator.text.faults import did_you_mean

_MOST_COMPARED = 3_000
"""Names that are compared for "did you mean"; more would make a file full of faults slow."""


class Directory:
    """The names of one kind of thing, by plan."""

    def __init__(self, names: Iterable[tuple[str, str]]) -> None:
        """Take pairs of plan and bare name."""
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

    def near(self, plan: str, ref: str, *, own: bool = False) -> Message | None:
        """Give a hint with the name that comes nearest to `ref`; of the own plan only, if `own`."""
        owner, dot, name = ref.rpartition(".")
        wanted = owner if dot else plan if own else None
        known = [
            f"{owner}.{known}" if dot else known
            for known, plans in self._plans.items()
            if abs(len(known) - len(name)) <= 1 + len(name) // 2 and (wanted is None or wanted in plans)
        ]
        return did_you_mean(ref, known[:_MOST_COMPARED])


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
        agency=Directory(agencies),
        party=Directory(agencies + _names(plans, "posts")),
        medium=Directory(_names(plans, "media")),
        region=Directory(_names(plans, "regions")),
        place=Directory(_names(plans, "places")),
        task=Directory(dict.fromkeys(tasks)),
        scale=Directory(_names(plans, "scales")),
        hazard=Directory(hazards),
        link=Directory(dict.fromkeys((plan.id, link.id) for plan in plans for link in plan.links if link.id)),
        agencies=records,
        copies={name: _copies(name, agency) for name, agency in records.items()},
    )


def _copies(name: str, agency: Agency) -> tuple[str, ...]:
    if agency.times == 1:
        return (name,)
    return tuple(f"{name}#{number}" for number in range(1, agency.times + 1))
