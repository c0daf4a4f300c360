"""How posts change hands: taken up on arrival, handed over on a condition."""

from collections.abc import Iterable

from simulator.errors import say
from simulator.plan.agencies import HandOver, TakingUp
from simulator.plan.composed import Edge, Turnover
from simulator.plan.conditions import resolve
from simulator.plan.faults import At
from simulator.plan.meaning import Meaning
from simulator.plan.model import Plan


def find_turnovers(plans: Iterable[Plan], meaning: Meaning, edges: Iterable[Edge]) -> dict[str, Turnover]:
    """Give how posts change hands, of those that say so, by qualified name."""
    found: dict[str, Turnover] = {}
    direct = {frozenset((edge.sender, edge.receiver)) for edge in edges}
    for plan in plans:
        for name, record in plan.posts.items():
            if record.hand_over is None and record.taken_up is None:
                continue
            seat = meaning.seats[f"{plan.id}.{name}"]
            holder = seat.holders[0] if seat.holders else ""
            handing = _handing(record.hand_over, plan.id, holder, meaning) if record.hand_over else {}
            arriving = _arriving(record.taken_up, plan.id, holder, meaning) if record.taken_up else {}
            found[seat.name] = turnover = Turnover(**handing, **arriving)  # type: ignore[arg-type]
            if record.hand_over and turnover.to and holder and frozenset((holder, turnover.to)) not in direct:
                _unlinked(At(plan.id, record.hand_over, ("to",)), holder, turnover.to, meaning)
    return found


def _unlinked(at: At, holder: str, taker: str, meaning: Meaning) -> None:
    if taker != holder and meaning.references.closed:
        names = {"sender": holder, "receiver": taker}
        found = say("`{sender}` has no link to `{receiver}`, so the post is never handed over", **names)
        hint = say("add a link from `{sender}` to `{receiver}`", **names)
        meaning.references.faults.add(at, found, hint, warning=True)


def _handing(record: HandOver, plan: str, holder: str, meaning: Meaning) -> dict[str, object]:
    at = At(plan, record)
    to = meaning.references.agency(record.to, at.of("to"))
    if to is not None and to == holder:
        found = say("`{agency}` holds the post already", agency=record.to)
        meaning.references.faults.add(at.of("to"), found, say("name the agency that takes it over"))
    return {
        "to": to,
        "when": resolve(meaning, record.when, at.of("when"), actor=holder),
        "takes": record.takes,
    }


def _arriving(record: TakingUp, plan: str, holder: str, meaning: Meaning) -> dict[str, object]:
    at = At(plan, record)
    return {
        "arrives": resolve(meaning, record.when, at.of("when"), actor=holder),
        "wanted": resolve(meaning, record.wanted, at.of("wanted"), actor=holder) if record.wanted else None,
        "arriving": record.takes,
    }
