"""Posts and agencies: who acts, who is asked, who steps in."""

from collections.abc import Iterable, Mapping

from simulator.errors import say
from simulator.plan.agencies import Agency
from simulator.plan.composed import Actor, Seat
from simulator.plan.faults import At
from simulator.plan.model import Plan
from simulator.plan.references import References
from simulator.units import MINUTE, Seconds

DEPUTY_AFTER = Seconds(15 * MINUTE)
"""Time after which a deputy steps in, where the post does not say."""


def find_actors(plans: Iterable[Plan], references: References) -> dict[str, Actor]:
    """Give every agency, each copy of many alike for itself."""
    found: dict[str, Actor] = {}
    for plan in plans:
        for name, record in plan.agencies.items():
            at = At(plan.id, record)
            region = references.find("region", record.region, at.of("region")) if record.region else None
            opened = _opened(record, at, references)
            _check_desk(record, at, references)
            for copy in references.names.copies[f"{plan.id}.{name}"]:
                found[copy] = Actor(copy, record, plan.id, region, opened)
    return found


def _opened(record: Agency, at: At, references: References) -> dict[str, tuple[str, ...]]:
    return {
        name: tuple(
            agency
            for position, ref in enumerate(pool.open_to)
            for agency in references.agencies(ref, At(at.plan, pool, ("open_to", position)))
        )
        for name, pool in record.pools.items()
        if pool.open_to
    }


def _check_desk(record: Agency, at: At, references: References) -> None:
    if record.desk and (record.desk.operators is None) == (not record.desk.shifts):
        found = say("a desk has either `operators` or `shifts`")
        references.faults.add(
            at.of("desk"), found, say("for the hours that no shift names, add a last shift without hours")
        )


def find_seats(plans: Iterable[Plan], references: References) -> dict[str, Seat]:
    """Give every post with its holder and deputies; a post whose holder is unknown has none."""
    found: dict[str, Seat] = {}
    for plan in plans:
        for name, record in plan.posts.items():
            at = At(plan.id, record)
            _check_name(plan, name, at, references)
            refs = [(record.holder, at.of("holder"))]
            refs += [(ref, at.of("deputies", position)) for position, ref in enumerate(record.deputies)]
            holders = tuple(
                dict.fromkeys(filter(None, (references.agency(ref, place) for ref, place in refs)))
            )
            stated = DEPUTY_AFTER if record.after is None else record.after
            after = stated if len(holders) > 1 else None
            found[f"{plan.id}.{name}"] = Seat(f"{plan.id}.{name}", holders, after, record)
    return found


def _check_name(plan: Plan, name: str, at: At, references: References) -> None:
    if name in plan.agencies:
        found = say("`{name}` is the name of an agency too", name=name)
        references.faults.add(
            at, found, say("give one of the two another name"), others=(plan.agencies[name].place,)
        )


def find_seat(ref: str, at: At, references: References, seats: Mapping[str, Seat]) -> Seat | None:
    """Give who is asked where a decision names an agency or a post; None where it names nobody."""
    party = references.party(ref, at)
    if party is None:
        return None
    seat = seats.get(party) or Seat(party, (party,))
    return seat if seat.holders else None
