"""Agreements: what passes between two authorities, and whether both files say the same."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from simulator.errors import say
from simulator.plan.composed import Pact
from simulator.plan.faults import At
from simulator.plan.links import Agreement
from simulator.plan.meaning import Meaning
from simulator.plan.model import Plan


@dataclass(frozen=True, slots=True)
class _Side:
    """An agreement as one file has it, with its names resolved."""

    name: str
    at: At
    record: Agreement
    giver: str
    receiver: str
    decider: str
    tells: tuple[str, ...]

    @property
    def plans(self) -> frozenset[str]:
        return frozenset((_plan(self.giver), _plan(self.receiver)))

    def terms(self) -> dict[str, object]:
        """Give what must be the same in both files, by key."""
        record = self.record
        return {
            "from": self.giver,
            "to": self.receiver,
            "tells": frozenset(self.tells),
            "gives": record.gives,
            "decision": (self.decider, record.decision and record.decision.takes),
            "accepts": record.accepts,
            "within": record.within,
            "lapses": record.lapses,
            "promise_lapses": record.promise_lapses,
        }


def _plan(agency: str) -> str:
    return agency.partition(".")[0]


def find_pacts(plans: Iterable[Plan], meaning: Meaning, orders: Mapping[int, int]) -> tuple[Pact, ...]:
    """Give every agreement once; what is missing or unequal in the other file is a warning."""
    plans = tuple(plans)
    files = {plan.id: plan for plan in plans}
    groups: dict[tuple[str, frozenset[str]], list[_Side]] = {}
    for plan in plans:
        for name, record in plan.agreements.items():
            side = _side(name, At(plan.id, record), record, meaning)
            if side:
                groups.setdefault((name, side.plans), []).append(side)
    names = Counter(name for name, _ in groups)
    return tuple(
        _pact(name if names[name] == 1 else f"{name}:{'-'.join(sorted(ends))}", sides, files, meaning, orders)
        for (name, ends), sides in groups.items()
    )


def _side(name: str, at: At, record: Agreement, meaning: Meaning) -> _Side | None:
    giver = meaning.references.agency(record.giver, at.of("from"))
    receiver = meaning.references.agency(record.receiver, at.of("to"))
    decider = _decider(at, record, meaning) if record.decision else giver
    tells = meaning.carried(record.tells, at.of("tells"))
    if not record.tells and not record.gives:
        meaning.references.faults.add(
            at, say("an agreement `tells` facts or `gives` units, this one does neither")
        )
    if giver is None or receiver is None or decider is None:
        return None
    return _Side(name, at, record, giver, receiver, decider, tells)


def _decider(at: At, record: Agreement, meaning: Meaning) -> str | None:
    if record.decision is None:
        return None
    holders = meaning.holders(record.decision.by, At(at.plan, record.decision, ("by",)))
    return holders[0] if holders else None


def _pact(
    name: str, sides: list[_Side], files: Mapping[str, Plan], meaning: Meaning, orders: Mapping[int, int]
) -> Pact:
    giving = next((side for side in sides if side.at.plan == _plan(side.giver)), sides[0])
    others = [side for side in sides if side is not giving]
    missing = tuple(sorted(giving.plans - {side.at.plan for side in sides}))
    for plan in missing:
        _missing(giving, files[plan], meaning)
    differs = dict.fromkeys(key for side in others for key in _compare(giving, side, meaning))
    return Pact(
        name=name,
        giver=giving.giver,
        receiver=giving.receiver,
        decider=giving.decider,
        takes=giving.record.decision.takes if giving.record.decision else None,
        records=(giving.record, *(side.record for side in others)),
        order=min(orders[id(side.record)] for side in sides),
        tells=giving.tells,
        missing_in=missing,
        differs=tuple(differs),
    )


def _missing(side: _Side, plan: Plan, meaning: Meaning) -> None:
    found = say("the agreement `{name}` does not stand in the plan `{plan}`", name=side.name, plan=plan.id)
    hint = say("write the same record under `agreements:` there")
    meaning.references.faults.add(side.at, found, hint, others=(plan.place_of("agreements"),), warning=True)


def _compare(giving: _Side, other: _Side, meaning: Meaning) -> list[str]:
    """Warn of each key in which the two files are unequal, and give these keys."""
    terms = other.terms()
    differs = [key for key, value in giving.terms().items() if value != terms[key]]
    for key in differs:
        found = say("the two files of the agreement `{name}` differ in `{key}`", name=giving.name, key=key)
        hint = say("the giver's file counts until both say the same")
        places = (other.at.of(key).place,)
        meaning.references.faults.add(giving.at.of(key), found, hint, others=places, warning=True)
    return differs
