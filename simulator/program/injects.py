"""Injects: what exercise control does, and when."""

from collections.abc import Callable, Mapping

from simulator.program.conditions import Conditions, Reader
from simulator.program.literals import Action
from simulator.program.model import NONE, WORLD, Act, Misreport
from simulator.program.registry import Registry
from simulator.program.values import as_rank
from simulator.program.wiring import Wiring
from simulator.program.world import Set, World
from simulator.scenario.case import Case, Move

BLOCKED = 0.0
"""The factor of a road that nobody gets through."""


def _facts(move: Move) -> str:
    return "+".join(fact for fact, _value in move.facts)


def _receiver(move: Move) -> str:
    return move.receiver or ""


KINDS: Mapping[str, tuple[Callable[[Move], object], Callable[[Move], str]]] = {
    "set": (lambda move: move.record.set, _facts),
    "reissue": (lambda move: move.record.reissue, _facts),
    "outage": (lambda move: move.outage, lambda move: move.outage[1] if move.outage else ""),
    "road": (lambda move: move.roads, lambda move: "-".join(move.roads or ())),
    "withdrawn": (
        lambda move: move.record.take_away,
        lambda move: "+".join(f"{agency}.{pool}" for agency, pool, _units in move.withdrawn),
    ),
    "refilled": (
        lambda move: move.record.refill,
        lambda move: "+".join(f"{each.agency}.{each.pool}" for each in move.refilled),
    ),
    "calls": (lambda move: move.record.calls_to, _receiver),
    "message": (lambda move: move.record.message, _receiver),
    "misreport": (
        lambda move: move.record.misreport,
        lambda move: "+".join(f"{fact}@{agency}" for agency, fact in move.kept),
    ),
}
"""Kinds of injects: what tells that it is one (None: it is not), and what it concerns."""


class Injects:
    """Compiles injects into acts."""

    def __init__(
        self, case: Case, registry: Registry, wiring: Wiring, conditions: Conditions, world: World
    ) -> None:
        self._composition = case.composition
        self._registry = registry
        self._wiring = wiring
        self._conditions = conditions
        self._world = world
        self._named: dict[tuple[str, str], int] = {}

    def act(self, number: int, move: Move) -> Act:
        """Compile one inject; `number` is its place among all acts."""
        record = move.record
        kind = next(kind for kind, (found, _what) in KINDS.items() if found(move) is not None)
        name = self._name(kind, move)
        region = self._registry.facts_of.region_of_move(move)
        facts = self._world.settings(move.facts, region, None)
        lasting = record.lasts is not None and kind != "calls"
        return Act(
            source=self._registry.source(name, kind, record.message),
            ends=self._ends(kind, name, lasting=lasting),
            kind=kind,
            at=record.at or 0.0,
            times=(),
            gate=self._gate(number, move),
            lasts=-1.0 if record.lasts is None else record.lasts,
            facts=facts if kind != "message" else (),
            switches=self._wiring.outages.opened_by(move),
            servers=self._taken(move),
            desks=self._closed(move),
            road=self._registry.road(*move.roads) if move.roads else NONE,
            factor=(record.instead or record.factor or BLOCKED) if move.roads else BLOCKED,
            calls=self._calls(move, name),
            agent=self._registry.agents[move.receiver] if move.receiver else NONE,
            desk=self._wiring.desk(move.receiver) if move.receiver else NONE,
            handling=self._handling(move, name),
            tells=self._tells(move, facts) if kind == "message" else (),
            observers=self._world.watch(name, move.observers, facts),
            misreport=self._misreport(number, move, region),
        )

    def _ends(self, kind: str, name: str, *, lasting: bool) -> int:
        """Enter what the end of an inject is noted under; every misreport may end."""
        if kind == "misreport":
            return self._registry.source(name, "truthful")
        return self._registry.source(name, "restored") if lasting else NONE

    def _misreport(self, number: int, move: Move, region: str | None) -> Misreport | None:
        """Compile what agencies say instead of what they believe."""
        record, registry = move.record, self._registry
        if record.misreport is None:
            return None
        kept = (
            (agency, base, name)
            for agency, base in move.kept
            for name in registry.facts_of.read(base, self._where(base, region), None)
        )
        item = registry.facts_of.item(move.kept[0][1]) if move.kept else None
        states = as_rank(record.states, item) if item and record.states is not None else None
        until = move.until
        return Misreport(
            voices=tuple(
                registry.voice(registry.agents[agency], registry.fact(name, base))
                for agency, base, name in kept
            ),
            less=record.less or 0.0,
            states=states,
            never=record.never,
            late=-1.0 if record.late is None else record.late,
            until=NONE if until is None else self._conditions.root(until, Reader(), Action.UNTIL, number),
        )

    def _where(self, base: str, region: str | None) -> str | None:
        return region if self._registry.facts_of.item(base).per == "region" else None

    def _name(self, kind: str, move: Move) -> str:
        """Give what the inject concerns; the n-th of the same kind on the same thing is numbered."""
        what = KINDS[kind][1](move)
        number = self._named[kind, what] = self._named.get((kind, what), 0) + 1
        return what if number == 1 else f"{what}#{number}"

    def _gate(self, number: int, move: Move) -> int:
        if move.when is None:
            return NONE
        agent = self._registry.agents[move.believed_by] if move.believed_by else WORLD
        return self._conditions.root(move.when, Reader(agent), Action.ACT, number)

    def _closed(self, move: Move) -> tuple[int, ...]:
        """Give the desks and pools that an outage closes."""
        kind, name = move.outage or ("", "")
        if kind not in {"desk", "agency"}:
            return ()
        found: list[int] = []
        for agency in self._composition.members.get(name, (name,)):
            desk = self._wiring.desk(agency)
            found += [desk] if desk != NONE else []
            found += self._pools(agency) if kind == "agency" else []
        return tuple(found)

    def _pools(self, agency: str) -> list[int]:
        pools = self._composition.actors[agency].record.pools
        return [self._registry.server_numbers[f"{agency}.{pool}"] for pool in pools]

    def _taken(self, move: Move) -> tuple[tuple[int, int], ...]:
        numbers = self._registry.server_numbers
        refilled = ((f"{each.agency}.{each.pool}", each.units) for each in move.refilled)
        taken = ((f"{agency}.{pool}", units) for agency, pool, units in move.withdrawn)
        return tuple((numbers[name], units) for name, units in (*taken, *refilled))

    def _calls(self, move: Move, name: str) -> tuple[int, int, int, float] | None:
        record = move.record
        if record.calls_to is None or move.receiver is None:
            return None
        every = self._registry.stream(f"calls|{name}", record.every)
        talk = self._registry.stream(f"talk|{name}", record.talk)
        patience = -1.0 if record.patience is None else record.patience
        return self._wiring.desk(move.receiver), every, talk, patience

    def _handling(self, move: Move, name: str) -> int:
        if move.record.message is None or move.receiver is None:
            return NONE
        desk = self._composition.actors[move.receiver].record.desk
        return self._registry.stream(f"notice|{name}", desk.handling if desk else None)

    def _tells(self, move: Move, facts: tuple[Set, ...]) -> tuple[Set, ...]:
        """Give what a message tells: (the receiver's cell, fact, value)."""
        agent = self._registry.agents[_receiver(move)]
        return tuple((self._registry.cell(agent, fact), fact, value) for _cell, fact, value in facts)
