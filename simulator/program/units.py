"""Units: whose pools a task may take from, and what agreements bring it."""

from collections import defaultdict
from itertools import pairwise

from simulator.plan.agencies import Pool
from simulator.plan.composed import Composition
from simulator.plan.composed import Pact as PactItem
from simulator.program.errands import Errands
from simulator.program.facts import Copy
from simulator.program.model import NONE, Leg, Need, Pact
from simulator.program.registry import Registry
from simulator.program.travel import Ways
from simulator.program.wiring import Wiring
from simulator.scenario.case import Case

REQUEST_LAPSES, PROMISE_LAPSES = 3600.0, 6 * 3600.0
"""Seconds, where an agreement does not say."""

DESK = "desk"
"""The need that means operators of the owner's own desk."""

Ref = tuple[str, str]
"""(agency, pool)."""


class Units:
    """Compiles needs and agreements as tasks call on them."""

    def __init__(self, case: Case, registry: Registry, wiring: Wiring, errands: Errands) -> None:
        self._composition: Composition = case.composition
        self._registry = registry
        self._wiring = wiring
        self._errands = errands
        self._ways = Ways(case, registry)
        self._pools: dict[tuple[str, str], dict[Ref, None]] = defaultdict(dict)
        self._find_pools()
        self._pacts = self._find_pacts()
        self.pacts: list[Pact] = []
        self._needs: dict[Need, Need] = {}
        """Equal needs are one value: an agency's tasks mostly need the same."""

    def ways_of_companions(self, copy: Copy) -> tuple[int, ...]:
        """Compile the ways of those who take part in a joint task in person; none from afar."""
        if not copy.job.record.in_person:
            return ()
        return tuple(self._ways.way_of_person(copy, agency) for agency in copy.job.companions)

    @property
    def legs(self) -> list[Leg]:
        """All ways that somebody may have to go."""
        return self._ways.legs

    def _find_pools(self) -> None:
        """Note, by agency and kind, the pools that it may take from: its own, then those open to it."""
        for actor in self._composition.actors.values():
            for name, pool in actor.record.pools.items():
                self._enter(actor.name, (actor.name, name), pool)
        for actor in self._composition.actors.values():
            for name, openers in actor.open_to.items():
                for other in openers:
                    self._enter(other, (actor.name, name), actor.record.pools[name])

    def _enter(self, taker: str, ref: Ref, pool: Pool) -> None:
        for kind in {ref[1], pool.kind or ref[1]}:
            self._pools[taker, kind][ref] = None

    def _find_pacts(self) -> dict[tuple[str, str], list[PactItem]]:
        """Give, by plan and kind, the agreements that bring units: to all agencies of the receiver's plan."""
        found: dict[tuple[str, str], list[PactItem]] = defaultdict(list)
        for pact in self._composition.pacts:
            for kind in pact.records[0].gives:
                found[self._composition.actors[pact.receiver].plan, kind].append(pact)
        return found

    def _server(self, ref: Ref) -> int:
        return self._registry.server_numbers[f"{ref[0]}.{ref[1]}"]

    # -- needs -----------------------------------------------------------------------------------------------

    def needs(self, copy: Copy) -> tuple[Need, ...]:
        """Compile what a task needs, in the order written; `desk` is not among it."""
        return tuple(
            self.need(copy, kind, units) for kind, units in copy.job.record.needs.items() if kind != DESK
        )

    def need(self, copy: Copy, kind: str, units: int) -> Need:
        """Compile the need of a task for so many units of a kind."""
        pools = tuple(self._pools.get((copy.job.owner, kind), ()))
        need = Need(
            kind=kind,
            units=units,
            servers=tuple(map(self._server, pools)),
            mobilise=tuple(self._mobilise(copy, ref) for ref in pools),
            travel=tuple(self._ways.leg(copy, *ref) for ref in pools),
        )
        return self._needs.setdefault(need, need)

    def _mobilise(self, copy: Copy, ref: Ref) -> int:
        spread = self._pool(ref).mobilise
        if spread is None and copy.job.goes_to is None:
            return NONE
        return self._registry.stream(f"mobilise|{copy.name}|{ref[0]}.{ref[1]}", spread)

    def _pool(self, ref: Ref) -> Pool:
        return self._composition.actors[ref[0]].record.pools[ref[1]]

    # -- agreements ------------------------------------------------------------------------------------------

    def aid(self, task: int, copy: Copy) -> tuple[int, ...]:
        """Compile the agreements that a task can call on; gives their numbers."""
        return tuple(
            self._pact(task, copy, pact, kind)
            for pact, kind in self._promised(copy)
            if pact.giver != copy.job.owner and self._giving(pact, kind) is not None
        )

    def _promised(self, copy: Copy) -> list[tuple[PactItem, str]]:
        """Give the agreements with the owner's plan or the task's that give what it needs, as declared."""
        plans = {self._composition.actors[copy.job.owner].plan, copy.job.plan}
        kinds = [kind for kind in copy.job.record.needs if kind != DESK]
        found = [
            (pact, kind) for kind in kinds for plan in plans for pact in self._pacts.get((plan, kind), ())
        ]
        return sorted(found, key=lambda each: (each[0].order, list(each[0].records[0].gives).index(each[1])))

    def _giving(self, pact: PactItem, kind: str) -> Ref | None:
        """Give the first pool of the giver's own of a kind."""
        pools = self._pools.get((pact.giver, kind), ())
        return next((ref for ref in pools if ref[0] == pact.giver), None)

    def _pact(self, task: int, copy: Copy, pact: PactItem, kind: str) -> int:
        ref = self._giving(pact, kind) or (pact.giver, kind)
        record = pact.records[0]
        key = f"{pact.name}|{copy.name}"
        registry = self._registry
        self.pacts.append(
            Pact(
                name=pact.name,
                task=task,
                kind=kind,
                units=record.gives[kind],
                server=self._server(ref),
                asks=self._asks(task, copy, pact),
                receiver=registry.agents[pact.receiver],
                decider=registry.agents[pact.decider],
                decider_desk=self._wiring.desk(pact.decider),
                takes=registry.stream(f"aid|{key}", pact.takes),
                chance=registry.chance(f"accepts|{key}", record.accepts),
                accepts=record.accepts,
                order_errand=self._order(task, copy, pact),
                gives_itself=pact.decider == pact.giver,
                mobilise=registry.stream(f"mobilise|{key}", self._pool(ref).mobilise),
                leg=self._ways.leg(copy, *ref),
                lapses=REQUEST_LAPSES if record.lapses is None else record.lapses,
                promise_lapses=PROMISE_LAPSES if record.promise_lapses is None else record.promise_lapses,
                within=record.within,
            )
        )
        return len(self.pacts) - 1

    def _asks(self, task: int, copy: Copy, pact: PactItem) -> tuple[int, ...]:
        """Compile the way of a request: from the owner to the one that holds the agreement to the decider."""
        steps = list(dict.fromkeys((copy.job.owner, pact.receiver, pact.decider)))
        return tuple(self._errands.add("aid", task, copy, pair, []) for pair in pairwise(steps))

    def _order(self, task: int, copy: Copy, pact: PactItem) -> int:
        if pact.decider == pact.giver:
            return NONE
        return self._errands.add("order", task, copy, (pact.decider, pact.giver), [])
