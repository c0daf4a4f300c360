"""How posts change hands: taken up on arrival, handed over on a condition."""

from collections.abc import Iterable

from simulator.errors import say
from simulator.plan.agencies import HandOver, TakingUp
from simulator.plan.composed import Turnover
from simulator.plan.conditions import resolve
from simulator.plan.faults import At
from simulator.plan.meaning import Meaning
from simulator.plan.model import Plan


def find_turnovers(plans: Iterable[Plan], meaning: Meaning) -> dict[str, Turnover]:
    """Give how posts change hands, of those that say so, by qualified name."""
    found: dict[str, Turnover] = {}
    for plan in plans:
        for name, record in plan.posts.items():
            if record.hand_over is None and record.taken_up is None:
                continue
            seat = meaning.seats[f"{plan.id}.{name}"]
            holder = seat.holders[0] if seat.holders else ""
            handing = _handing(record.hand_over, plan.id, holder, meaning) if record.hand_over else {}
            arriving = _arriving(record.taken_up, plan.id, holder, meaning) if record.taken_up else {}
            found[seat.name] = Turnover(**handing, **arriving)  # type: ignore[arg-type]
    return found


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
