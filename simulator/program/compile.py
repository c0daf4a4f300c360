"""From a checked case to a program: the one pass that turns names into integers."""

from collections import defaultdict

from simulator.plan.composed import Composition
from simulator.program.conditions import Action, Conditions, Reader, cells_of_test
from simulator.program.desks import roster
from simulator.program.facts import Facts
from simulator.program.knowledge import Holdings, spread
from simulator.program.model import NONE, Agent, Link, Medium, Program, Scale, Server, Slot
from simulator.program.registry import Registry
from simulator.program.travel import Ways
from simulator.program.wiring import Wiring, lost_cells, make_slots
from simulator.program.work import Work
from simulator.program.world import World
from simulator.scenario.case import Case
from simulator.text.conditions import And, Compare, Condition, Lasting, Name, Number
from simulator.text.record import Title

DEPUTY_AFTER = 15 * 60.0
SCALE_STEP = 100
"""A scale's action is told scale times this plus rank."""


def compile_case(case: Case) -> Program:
    """Compile a case. Deterministic: the same case gives the same program."""
    return _Compiler(case).program()


class _Compiler:
    def __init__(self, case: Case) -> None:
        self._case = case
        self._composition: Composition = case.composition
        self._facts = Facts(case)
        self._registry = Registry(self._facts)
        self._shifts: list[tuple[int, int, float, int]] = []
        self._agents = self._enter_agents()
        self._wiring = Wiring(case, self._registry)
        self._conditions = Conditions(self._registry)
        self._ways = Ways(case, self._registry)
        self._work = Work(case, self._registry, self._wiring, self._conditions, self._ways)
        self._world = World(case, self._registry, self._wiring, self._conditions)

    def program(self) -> Program:
        """Run the stages in their order: what is written, who can know it, then everything that reads it."""
        self._world.incidents()
        self._write_achievements()
        holdings = spread(self._composition, self._facts, self._registry, self._first_holdings())
        self._world.injects()
        holdings = spread(self._composition, self._facts, self._registry, self._first_holdings())
        tasks = tuple(self._work.task(number, copy, holdings) for number, copy in enumerate(self._facts.copies))
        holdings = spread(self._composition, self._facts, self._registry, self._first_holdings())
        slots = make_slots(self._composition, self._wiring, holdings, self._registry)
        links = self._links(slots)
        scales = tuple(self._scales())
        milestones = tuple(self._world.milestones())
        duties, duty_sources = self._world.duties()
        media = tuple(self._media())
        case, registry, conditions = self._case, self._registry, self._conditions
        return Program(
            stem=case.stem,
            title=case.scenario.name,
            start=case.scenario.start,
            horizon=case.scenario.horizon,
            runs=case.scenario.runs,
            seed=case.scenario.seed,
            agents=self._agents,
            tasks=tasks,
            links=links,
            slots=tuple(slots),
            media=media,
            scales=scales,
            milestones=milestones,
            duties=tuple(duties),
            duty_sources=tuple(duty_sources),
            errands=tuple(self._work.errands),
            seats=tuple(self._work.seats),
            pacts=tuple(self._work.pacts),
            legs=tuple(self._work.legs),
            observers=tuple(self._world.observers),
            acts=tuple(self._world.acts),
            shifts=tuple(self._shifts),
            facts=tuple(registry.fact_rows),
            streams=tuple(registry.streams),
            servers=tuple(registry.servers),
            sources=tuple(registry.sources),
            roads=tuple("-".join(pair) for pair in registry.roads),
            clocks=tuple(registry.clocks),
            switches=tuple(" ".join(key) for key in registry.switches),
            cells=tuple(registry.cells),
            atoms=tuple(conditions.atoms),
            gates=tuple(conditions.gates),
            cell_atoms=self._cell_atoms(),
            cell_slots=self._cell_slots(slots, links),
            cell_observers=self._by_cell(self._world.cell_observers),
            askings=tuple(self._askings(slots, links)),
        )

    # -- agencies ------------------------------------------------------------------------------------------------

    def _enter_agents(self) -> tuple[Agent, ...]:
        """Enter agencies with their desks and pools; the world comes first."""
        self._registry.agents[""] = 0
        agents = [Agent("", Title("世界", "the world"), "", "", "", "", NONE)]
        for number, actor in enumerate(self._composition.actors.values(), 1):
            self._registry.agents[actor.name] = number
            record = actor.record
            desk = self._desk(actor.name, number) if record.desk is not None else NONE
            region = actor.region or ""
            agents.append(Agent(actor.name, record.name, record.sector, record.level, region, actor.plan, desk))
            for name, pool in record.pools.items():
                point = (pool.at.lon, pool.at.lat) if pool.at else None
                server = Server(
                    f"{actor.name}.{name}", number, pool.kind or name, pool.units, pool.consumed, pool.redeploy,
                    point, pool.speed or 0.0,
                )  # fmt: skip
                self._registry.server(server)
        return tuple(agents)

    def _desk(self, agency: str, number: int) -> int:
        actor = self._composition.actors[agency]
        holidays = self._composition.holidays.get(actor.plan, frozenset())
        scenario = self._case.scenario
        operators, changes = roster(actor.record, holidays, scenario.start, scenario.horizon)
        server = self._registry.server(Server(agency, number, "desk", operators))
        if changes:
            source = self._registry.source(agency, "shift")
            self._shifts += [(source, server, time, capacity) for time, capacity in changes]
        return server

    # -- facts ---------------------------------------------------------------------------------------------------

    def _write_achievements(self) -> None:
        for axis in self._composition.axes:
            self._registry.fact(self._facts.write(axis.name, None, None), axis.name)
        for move in self._case.moves:
            for base, _value in move.facts:
                region = self._facts.region_of_move(move)
                self._registry.fact(self._facts.write(base, region, self._facts.first), base)
        for copy in self._facts.copies:
            for base, _value in copy.job.achieves:
                name = self._facts.write(base, self._facts.region_of(copy), copy.occurrence)
                self._registry.fact(name, base)
            for state in ("ready", "started", "done", "overdue"):
                name_or_none = self._facts.automatic(copy.job.name, state, copy.occurrence)
                if name_or_none is not None:
                    self._registry.fact(name_or_none, f"{copy.job.name}.{state}")
        for edge in self._composition.edges:
            lost_cells(edge, self._facts, self._registry)

    def _first_holdings(self) -> Holdings:
        """What agencies can learn by themselves: their own cells so far, and what their own work brings about."""
        found: Holdings = defaultdict(dict)
        names = {number: name for name, number in self._registry.agents.items()}
        for observer in self._world.observers:
            found[names[observer.agent]].update((fact, None) for _cell, _own, fact in observer.cells)
        for act in self._world.acts:
            if act.tells:
                found[names[act.agent]].update((fact, None) for _cell, fact, _value in act.tells)
        for copy in self._facts.copies:
            found[copy.job.owner].update(dict.fromkeys(self._own_facts(copy)))
        for axis in self._composition.axes:
            for holder in axis.seat.holders:
                found[holder][self._registry.facts[axis.name]] = None
        for edge in self._composition.edges:
            name = f"{edge.name}.undelivered"
            if name in self._registry.facts:
                found[edge.sender][self._registry.facts[name]] = None
        for errand in self._work.errands:
            found[names[errand.receiver]].update((fact, None) for _own, _there, fact in errand.slots)
        return found

    def _own_facts(self, copy) -> list[int]:  # noqa: ANN001
        region = self._facts.region_of(copy)
        names = [self._facts.write(base, region, copy.occurrence) for base, _value in copy.job.achieves]
        states = ("ready", "started", "done", "overdue")
        automatic = (self._facts.automatic(copy.job.name, state, copy.occurrence) for state in states)
        names += [name for name in automatic if name is not None]
        return [self._registry.facts[name] for name in names]

    # -- links ---------------------------------------------------------------------------------------------------

    def _links(self, slots: list[Slot]) -> tuple[Link, ...]:
        by_link: dict[int, list[int]] = defaultdict(list)
        for number, slot in enumerate(slots):
            by_link[slot.link].append(number)
        return tuple(
            self._wiring.link(number, tuple(by_link[number]), lost_cells(edge, self._facts, self._registry))
            for number, edge in enumerate(self._composition.edges)
        )

    def _media(self) -> list[Medium]:
        media = []
        for number, (name, channel) in enumerate(self._composition.channels.items()):
            gate = NONE
            if channel.up_when is not None:
                gate = self._conditions.root(channel.up_when, Reader(), Action.MEDIUM, number)
            media.append(self._wiring.medium(name, gate))
        return [*media, self._wiring.medium("", NONE)]

    # -- scales --------------------------------------------------------------------------------------------------

    def _scales(self) -> list[Scale]:
        """One entry for each holder of the seat: a deputy acts when nobody else has for `after`."""
        scales: list[Scale] = []
        for axis in self._composition.axes:
            fact = self._registry.facts[axis.name]
            after = axis.seat.after or DEPUTY_AFTER
            for turn, holder in enumerate(axis.seat.holders):
                number = len(scales)
                agent = self._registry.agents[holder]
                gates = tuple(
                    self._criterion(number, agent, rank, criterion, axis.name, turn * after)
                    for rank, criterion in axis.criteria
                )
                decide = self._registry.stream(f"declare|{axis.name}|{holder}", axis.record.decide)
                own, world = self._registry.cell(agent, fact), self._registry.truth(fact)
                desk = self._wiring.desk(holder)
                scales.append(Scale(axis.name, fact, agent, desk, axis.order, world, own, decide, gates, turn))
        return scales

    def _criterion(
        self, scale: int, agent: int, rank: int, criterion: Condition, axis: str, wait: float
    ) -> tuple[int, int, int]:
        subject = scale * SCALE_STEP + rank
        reader = Reader(agent)
        if not wait:
            gate = self._conditions.root(criterion, reader, Action.SCALE, subject)
            return rank, gate, gate
        undeclared = And((criterion, Compare(Name(axis), "<", Number(rank))))
        call = self._conditions.root(Lasting(undeclared, wait), reader, Action.SCALE, subject)  # type: ignore[arg-type]
        return rank, call, self._conditions.root(criterion, reader, Action.NOTHING, subject)

    # -- by cell -------------------------------------------------------------------------------------------------

    def _by_cell(self, found: dict[int, list[int]]) -> tuple[tuple[int, ...], ...]:
        return tuple(tuple(dict.fromkeys(found.get(cell, ()))) for cell in range(len(self._registry.cells)))

    def _cell_atoms(self) -> tuple[tuple[int, ...], ...]:
        found: dict[int, list[int]] = defaultdict(list)
        for number, atom in enumerate(self._conditions.atoms):
            for cell in cells_of_test(atom.test):
                found[cell].append(number)
        return self._by_cell(found)

    def _cell_slots(self, slots: list[Slot], links: tuple[Link, ...]) -> tuple[tuple[int, ...], ...]:
        found: dict[int, list[int]] = defaultdict(list)
        for number, slot in enumerate(slots):
            link = links[slot.link]
            if link.purpose != "ask" and not link.every:
                found[slot.cell].append(number)
        return self._by_cell(found)

    def _askings(self, slots: list[Slot], links: tuple[Link, ...]) -> list[tuple]:  # type: ignore[type-arg]
        found = []
        for link in links:
            if link.purpose != "ask":
                continue
            wanted = []
            for number in link.slots:
                cell = slots[number].cell
                roots = [
                    root for root in self._work.askers[link.sender] if cell in self._conditions.cells_of_root[root]
                ]
                if roots:
                    wanted.append((number, tuple(roots)))
            if wanted:
                found.append((link.sender, (link.number, tuple(wanted))))
        return found
