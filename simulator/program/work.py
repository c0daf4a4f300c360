"""Tasks with their decisions, needs, travel, companions and aid."""

from collections import defaultdict

from simulator.plan.composed import Actor, Edge, Pact as PactItem
from simulator.program.conditions import Action, Conditions, Reader
from simulator.program.facts import Copy, Facts
from simulator.program.knowledge import Holdings
from simulator.program.model import NONE, WORLD, Errand, Leg, Need, Pact, SeatTurn, Task
from simulator.program.registry import Registry
from simulator.program.travel import Ways
from simulator.program.wiring import Wiring
from simulator.scenario.case import Case
from simulator.text.conditions import And, Not

AFTER = 15 * 60.0
REQUEST_LAPSES, PROMISE_LAPSES = 3600.0, 6 * 3600.0
REQUEST_PRIORITY, ORDER_PRIORITY, TASK_PRIORITY = 2, 1, 3


class Work:
    """Compiles tasks and what hangs on them."""

    def __init__(self, case: Case, registry: Registry, wiring: Wiring, conditions: Conditions, ways: Ways) -> None:
        self._composition = case.composition
        self._facts: Facts = registry.facts_of
        self._registry = registry
        self._wiring = wiring
        self._conditions = conditions
        self._ways = ways
        self._pools = self._find_pools()
        self.errands: list[Errand] = []
        self.seats: list[SeatTurn] = []
        self.pacts: list[Pact] = []
        self.askers: dict[int, list[int]] = defaultdict(list)

    @property
    def legs(self) -> list[Leg]:
        """All ways that somebody may have to go."""
        return self._ways.legs

    def _find_pools(self) -> dict[tuple[str, str], list[tuple[str, str]]]:
        """By agency and kind of unit, the pools that it may take from: its own, then those open to it."""
        found: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
        for actor in self._composition.actors.values():
            for name, pool in actor.record.pools.items():
                for kind in dict.fromkeys((name, pool.kind or name)):
                    found[actor.name, kind].append((actor.name, name))
        for actor in self._composition.actors.values():
            for name, pool in actor.record.pools.items():
                for other in self._openers(actor, pool.open_to):
                    for kind in dict.fromkeys((name, pool.kind or name)):
                        if (actor.name, name) not in found[other, kind]:
                            found[other, kind].append((actor.name, name))
        return found

    def _openers(self, actor: Actor, refs: tuple[str, ...]) -> list[str]:
        members, seats = self._composition.members, self._composition.seats
        found: list[str] = []
        for ref in refs:
            for name in (f"{actor.plan}.{ref}", ref):
                if name in seats:
                    found += seats[name].holders
                elif name in members or name in self._composition.actors:
                    found += members.get(name, (name,))
        return found

    def task(self, number: int, copy: Copy, holdings: Holdings) -> Task:
        """Compile one task."""
        job, record = copy.job, copy.job.record
        registry = self._registry
        owner = registry.agents[job.owner]
        reader = Reader(owner, copy.occurrence)
        when = job.when if job.stops is None else And((job.when, Not(job.stops)))
        gate = self._conditions.root(when, reader, Action.WHEN, number)
        stops = self._conditions.root(job.stops, reader, Action.STOPS, number) if job.stops is not None else NONE
        cells = list(dict.fromkeys(self._conditions.cells_of_root[gate]))
        self.askers[owner].append(gate)
        needs = tuple(self._need(copy, kind, units) for kind, units in record.needs.items() if kind != "desk")
        operators = record.needs.get("desk", 0) if self._wiring.desk(job.owner) != NONE else 0
        aid = self._aid(number, copy)
        place = record.place
        return Task(
            name=copy.name,
            title=record.name,
            owner=owner,
            desk=self._wiring.desk(job.owner),
            priority=record.priority or TASK_PRIORITY,
            order=job.order,
            operators=operators,
            needs=needs,
            when_gate=gate,
            stops_gate=stops,
            turns=self._turns(number, copy, cells),
            after=AFTER if job.seat is None or job.seat.after is None else job.seat.after,
            duration=registry.stream(f"work|{copy.name}", record.duration),
            achieves=self._achieves(copy, owner),
            ready_cells=self._state(copy, owner, "ready"),
            started_cells=self._state(copy, owner, "started"),
            done_cells=self._state(copy, owner, "done"),
            companions=self._invitations(number, copy, cells),
            at_least=record.at_least or 0,
            wait_at_most=-1.0 if record.wait_at_most is None else record.wait_at_most,
            aid=aid,
            beliefs=self._beliefs(cells, owner),
            basis=record.basis.show("zh") if record.basis is not None else "",
            place=(place.file, place.line, place.column),
            single=self._single(job.owner, operators, needs, aid),
            shared=self._shared(copy, holdings),
        )

    def _single(self, owner: str, operators: int, needs: tuple[Need, ...], aid: tuple[int, ...]) -> int:
        if aid:
            return NONE
        if operators == 1 and not needs:
            return self._wiring.desk(owner)
        alone = not operators and len(needs) == 1 and needs[0].units == 1 and len(needs[0].servers) == 1
        return needs[0].servers[0] if alone else NONE

    def _beliefs(self, cells: list[int], owner: int) -> tuple[tuple[int, int], ...]:
        keys = list(self._registry.cells)
        return tuple((cell, self._registry.truth(keys[cell][1])) for cell in cells if keys[cell][0] == owner)

    def _achieves(self, copy: Copy, owner: int) -> tuple[tuple[int, int, int, object], ...]:
        found = []
        region = self._facts.region_of(copy)
        for base, value in copy.job.achieves:
            item = self._facts.item(base)
            fact = self._registry.fact(self._facts.write(base, region, copy.occurrence), base)
            rank = item.levels.index(value) + 1 if value in item.levels else value
            found.append((self._registry.truth(fact), self._registry.cell(owner, fact), fact, rank))
        return tuple(found)

    def _state(self, copy: Copy, owner: int, state: str) -> tuple[int, int, int] | None:
        name = self._facts.automatic(copy.job.name, state, copy.occurrence)
        if name is None:
            return None
        fact = self._registry.fact(name, f"{copy.job.name}.{state}")
        return self._registry.truth(fact), self._registry.cell(owner, fact), fact

    # -- errands -------------------------------------------------------------------------------------------------

    def _errand(self, kind: str, task: int, copy: Copy, ends: tuple[str, str], facts: list[int]) -> int:
        link = self._wiring.errand(kind, *ends)
        key = f"{kind}|{copy.name}|{ends[0]}>{ends[1]}"
        edge: Edge | None = self._composition.edges[link] if link != NONE else None
        agents, cell = self._registry.agents, self._registry.cell
        sender, receiver = agents[ends[0]], agents[ends[1]]
        slots = tuple((cell(sender, fact), cell(receiver, fact), fact) for fact in facts) if edge else ()
        self.errands.append(
            Errand(
                name=f"{copy.name}: {ends[0]} > {ends[1]}",
                task=task,
                link=link,
                sender=sender,
                receiver=receiver,
                priority=ORDER_PRIORITY if kind == "order" else REQUEST_PRIORITY,
                dice=self._wiring.dice(key, edge) if edge else None,
                slots=slots,
            )
        )
        return len(self.errands) - 1

    def _facts_of(self, cells: list[int]) -> list[int]:
        keys = list(self._registry.cells)
        return list(dict.fromkeys(keys[cell][1] for cell in cells if keys[cell][0] != WORLD))

    def _turns(self, task: int, copy: Copy, cells: list[int]) -> tuple[int, ...]:
        job = copy.job
        if job.seat is None or job.record.decision is None:
            return ()
        turns = []
        for turn, holder in enumerate(job.seat.holders):
            itself = holder == job.owner
            errand = NONE if itself else self._errand("request", task, copy, (job.owner, holder), self._facts_of(cells))
            takes = self._registry.stream(f"decide|{copy.name}|{holder}", job.record.decision.takes)
            agent = self._registry.agents[holder]
            self.seats.append(SeatTurn(job.seat.name, task, agent, self._wiring.desk(holder), errand, takes, turn))
            turns.append(len(self.seats) - 1)
        return tuple(turns)

    def _invitations(self, task: int, copy: Copy, cells: list[int]) -> tuple[int, ...]:
        facts = self._facts_of(cells)
        return tuple(
            self._errand("invite", task, copy, (copy.job.owner, companion), facts) for companion in copy.job.companions
        )

    def _shared(self, copy: Copy, holdings: Holdings) -> tuple[tuple[int, ...], ...]:
        job = copy.job
        if not job.companions:
            return ()
        together = (job.owner, *job.companions)
        facts = dict.fromkeys(fact for one in together for fact in holdings.get(one, {}))
        agents, cell = self._registry.agents, self._registry.cell
        return tuple(tuple(cell(agents[one], fact) for one in together) for fact in facts)

    # -- units ---------------------------------------------------------------------------------------------------

    def _need(self, copy: Copy, kind: str, units: int) -> Need:
        pools = self._pools[copy.job.owner, kind]
        return Need(
            kind=kind,
            units=units,
            servers=tuple(self._registry.server_numbers[f"{agency}.{name}"] for agency, name in pools),
            mobilise=tuple(self._mobilise(copy, agency, name) for agency, name in pools),
            travel=tuple(self._ways.leg(copy, agency, name) for agency, name in pools),
        )

    def _mobilise(self, copy: Copy, agency: str, pool: str) -> int:
        spread = self._composition.actors[agency].record.pools[pool].mobilise
        if spread is None and copy.job.goes_to is None:
            return NONE
        return self._registry.stream(f"mobilise|{copy.name}|{agency}.{pool}", spread)

    def _aid(self, task: int, copy: Copy) -> tuple[int, ...]:
        found = []
        for pact in self._composition.pacts:
            for kind, units in pact.records[0].gives.items():
                if kind in copy.job.record.needs and self._serves(pact, copy):
                    number = self._pact(task, copy, pact, kind, units)
                    if number != NONE:
                        found.append(number)
        return tuple(found)

    def _serves(self, pact: PactItem, copy: Copy) -> bool:
        """An agreement helps the agency that holds it and those of the same plan."""
        actors = self._composition.actors
        owner = copy.job.owner
        return pact.giver != owner and (
            pact.receiver == owner or actors[pact.receiver].plan in (actors[owner].plan, copy.job.plan)
        )

    def _pact(self, task: int, copy: Copy, pact: PactItem, kind: str, units: int) -> int:
        pools = [pool for pool in self._pools[pact.giver, kind] if pool[0] == pact.giver]
        if not pools:
            return NONE
        record = pact.records[0]
        _giver, pool = pools[0]
        steps = [step for step in dict.fromkeys((copy.job.owner, pact.receiver, pact.decider))]
        key = f"{pact.name}|{copy.name}"
        asks = tuple(self._errand("aid", task, copy, pair, []) for pair in zip(steps, steps[1:], strict=False))
        itself = pact.decider == pact.giver
        self.pacts.append(
            Pact(
                name=pact.name,
                task=task,
                kind=kind,
                units=units,
                server=self._registry.server_numbers[f"{pact.giver}.{pool}"],
                asks=asks,
                decider=self._registry.agents[pact.decider],
                decider_desk=self._wiring.desk(pact.decider),
                takes=self._registry.stream(f"aid|{key}", pact.takes),
                chance=self._registry.chance(f"accepts|{key}", record.accepts),
                accepts=record.accepts,
                order_errand=NONE if itself else self._errand("order", task, copy, (pact.decider, pact.giver), []),
                gives_itself=itself,
                mobilise=self._registry.stream(
                    f"mobilise|{key}", self._composition.actors[pact.giver].record.pools[pool].mobilise
                ),
                leg=self._ways.leg(copy, pact.giver, pool),
                lapses=REQUEST_LAPSES if record.lapses is None else record.lapses,
                promise_lapses=PROMISE_LAPSES if record.promise_lapses is None else record.promise_lapses,
            )
        )
        return len(self.pacts) - 1
