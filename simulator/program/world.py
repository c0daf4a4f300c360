"""What comes from outside the plans, and what is measured: acts, observers, shifts, milestones, duties."""

from collections import defaultdict

from simulator.plan.composed import Duty as DutyItem
from simulator.plan.tasks import Value
from simulator.program.conditions import Action, Conditions, Reader
from simulator.program.facts import STATES, Occurrence
from simulator.program.model import NONE, WORLD, Act, Duty, Milestone, Observer
from simulator.program.registry import Registry
from simulator.program.wiring import Wiring
from simulator.scenario.case import Case, Happening, Move, Observers
from simulator.text.conditions import Condition, names_in
from simulator.text.record import Title

SETS = ("set", "incident")
BLOCKED = 0.0


class World:
    """Compiles what exercise control does and what is watched."""

    def __init__(self, case: Case, registry: Registry, wiring: Wiring, conditions: Conditions) -> None:
        self._case = case
        self._composition = case.composition
        self._registry = registry
        self._facts = registry.facts_of
        self._wiring = wiring
        self._conditions = conditions
        self.acts: list[Act] = []
        self.observers: list[Observer] = []
        self.cell_observers: dict[int, list[int]] = defaultdict(list)
        self._moves: dict[str, int] = defaultdict(int)
        self._arrival_streams: dict[str, list[int]] = {}

    # -- incidents and injects -----------------------------------------------------------------------------------

    def incidents(self) -> None:
        """Compile every incident as it is played."""
        for occurrence in self._facts.occurrences:
            happening = occurrence.happening
            record = happening.record
            facts = self._set_facts(happening.facts, happening.region, occurrence)
            key = f"arrival|{happening.name}"
            waits = tuple(self._arrivals(happening, key)[: occurrence.turn])
            source = self._registry.source(happening.name, "incident", self._hazard_title(record.hazard))
            suffix = f"/{occurrence.number}" if len(self._facts.occurrences) > 1 else ""
            seen = self._watch(f"{happening.name}{suffix}", happening.observers, facts)
            begins = record.begins or 0.0
            act = Act(source, NONE, "incident", begins, waits, NONE, -1.0, facts=facts, observers=seen)
            self.acts.append(act)

    def _arrivals(self, happening: Happening, key: str) -> list[int]:
        if happening.name not in self._arrival_streams:
            self._arrival_streams[happening.name] = [
                self._registry.stream(f"{key}|{turn}", happening.record.every)
                for turn in range(1, happening.record.count)
            ]
        return self._arrival_streams[happening.name]

    def _hazard_title(self, hazard: str) -> Title | None:
        bare = hazard.rpartition(".")[2]
        for plan in self._composition.plans:
            if bare in plan.hazards:
                return plan.hazards[bare].name
        return None

    def _set_facts(
        self, facts: tuple[tuple[str, Value], ...], region: str | None, occurrence: Occurrence | None
    ) -> tuple[tuple[int, int, Value], ...]:
        found = []
        for base, value in facts:
            item = self._facts.item(base)
            fact = self._registry.fact(self._facts.write(base, region, occurrence), base)
            rank = item.levels.index(value) + 1 if value in item.levels else value
            found.append((self._registry.truth(fact), fact, rank))
        return tuple(found)

    def _watch(
        self, name: str, observers: Observers, facts: tuple[tuple[int, int, Value], ...]
    ) -> tuple[int, ...]:
        first = len(self.observers)
        for agency, spread in observers:
            agent = self._registry.agents[agency]
            key = f"see|{agency}|{'+'.join(self._registry.fact_rows[fact].name for _cell, fact, _value in facts)}"
            cells = tuple((cell, self._registry.cell(agent, fact), fact) for cell, fact, _value in facts)
            number = len(self.observers)
            self.observers.append(Observer(f"{name}: {agency}", agent, self._registry.stream(key, spread), cells))
            for cell, _own, _fact in cells:
                self.cell_observers[cell].append(number)
        return tuple(range(first, len(self.observers)))

    def injects(self) -> None:
        """Compile every inject."""
        for move in self._case.moves:
            self.acts.append(self._act(len(self.acts), move))

    def _act(self, number: int, move: Move) -> Act:
        record = move.record
        kind = _kind(move)
        name = self._move_name(kind, move)
        title = record.message
        source = self._registry.source(name, kind, title)
        ends = self._registry.source(name, "restored") if record.lasts is not None and kind != "calls" else NONE
        gate = NONE
        if move.when is not None:
            agent = self._registry.agents[move.believed_by] if move.believed_by else WORLD
            gate = self._conditions.root(move.when, Reader(agent), Action.ACT, number)
        facts = self._set_facts(move.facts, self._facts.region_of_move(move), self._facts.first)
        servers, desks = self._taken(move), self._closed(move)
        return Act(
            source=source,
            ends=ends,
            kind=kind,
            at=record.at or 0.0,
            times=(),
            gate=gate,
            lasts=-1.0 if record.lasts is None else record.lasts,
            facts=facts if kind != "message" else (),
            switches=self._switches(move),
            servers=servers,
            desks=desks,
            road=self._road(move),
            factor=(record.instead or record.factor or BLOCKED) if move.roads else BLOCKED,
            calls=self._calls(move, name),
            agent=self._registry.agents[move.receiver] if move.receiver else NONE,
            desk=self._wiring.desk(move.receiver) if move.receiver else NONE,
            handling=self._handling(move, name),
            tells=self._tells(move, facts) if kind == "message" else (),
            observers=self._watch(name, move.observers, facts),
        )

    def _move_name(self, kind: str, move: Move) -> str:
        """What the inject concerns; the n-th of the same kind on the same thing is numbered."""
        what = {
            "set": lambda: "+".join(fact for fact, _value in move.facts),
            "reissue": lambda: "+".join(fact for fact, _value in move.facts),
            "outage": lambda: move.outage[1] if move.outage else "",
            "road": lambda: "-".join(move.roads or ()),
            "withdrawn": lambda: "+".join(f"{agency}.{pool}" for agency, pool, _units in move.withdrawn),
            "calls": lambda: move.receiver or "",
            "message": lambda: move.receiver or "",
        }[kind]()
        self._moves[f"{kind} {what}"] += 1
        number = self._moves[f"{kind} {what}"]
        return what if number == 1 else f"{what}#{number}"

    def _switches(self, move: Move) -> tuple[int, ...]:
        if move.outage is None or move.outage[0] == "desk":
            return ()
        kind, name = move.outage
        if kind == "medium":
            return (self._registry.switch(kind, name, move.region or ""),)
        return (self._registry.switch(kind, name),)

    def _closed(self, move: Move) -> tuple[int, ...]:
        """Desks and pools that an outage closes."""
        if move.outage is None or move.outage[0] not in {"desk", "agency"}:
            return ()
        kind, name = move.outage
        found = []
        for agency in self._composition.members.get(name, (name,)):
            if self._wiring.desk(agency) != NONE:
                found.append(self._wiring.desk(agency))
            if kind == "agency":
                pools = self._composition.actors[agency].record.pools
                found += [self._registry.server_numbers[f"{agency}.{pool}"] for pool in pools]
        return tuple(found)

    def _taken(self, move: Move) -> tuple[tuple[int, int], ...]:
        return tuple(
            (self._registry.server_numbers[f"{agency}.{pool}"], units) for agency, pool, units in move.withdrawn
        )

    def _road(self, move: Move) -> int:
        if move.roads is None:
            return NONE
        low, high = sorted(move.roads)
        return self._registry.roads.setdefault((low, high), len(self._registry.roads))

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

    def _tells(self, move: Move, facts: tuple[tuple[int, int, Value], ...]) -> tuple[tuple[int, int, Value], ...]:
        agent = self._registry.agents[move.receiver or ""]
        return tuple((self._registry.cell(agent, fact), fact, value) for _cell, fact, value in facts)

    # -- what is measured ----------------------------------------------------------------------------------------

    def milestones(self) -> list[Milestone]:
        """Compile the milestones, read in truth."""
        found = []
        for number, goal in enumerate(self._case.goals):
            gate = self._conditions.root(goal.when, Reader(), Action.MILESTONE, number)
            title = goal.record.title or Title(goal.name, goal.name)
            found.append(Milestone(goal.name, title, gate, goal.record.within, goal.record.share))
        return found

    def duties(self) -> tuple[list[Duty], list[tuple[int, int, int]]]:
        """Compile the obligations, and the sources under which their clocks are noted."""
        duties, sources = [], []
        for number, item in enumerate(self._composition.duties):
            duties.append(self._duty(number, item))
            noted = tuple(self._registry.source(f"duty:{number}:{half}", "holds") for half in ("when", "then", "overdue"))
            sources.append((noted[0], noted[1], noted[2]))
        return duties, sources

    def _duty(self, number: int, item: DutyItem) -> Duty:
        record = item.record
        agents = self._registry.agents
        facts = self._instances(item.fact) if item.fact else ()
        holder = agents[item.sender or item.holder or ""]
        reader = Reader(WORLD if record.starts == "truth" else holder)
        place = record.place
        article = f"第{record.article}条" if isinstance(record.article, int) else str(record.article or "")
        basis = record.basis.show("zh") if record.basis else article
        return Duty(
            name=item.name,
            title=record.name,
            basis=basis,
            holder=holder,
            receiver=agents[item.receiver] if item.receiver else NONE,
            facts=facts,
            holder_cells=tuple(self._registry.cell(reader.agent, fact) for fact in facts),
            when_gate=self._conditions.root(item.when, reader, Action.DUTY_WHEN, number) if item.when else NONE,
            then_gate=self._conditions.root(item.then, Reader(), Action.DUTY_THEN, number) if item.then else NONE,
            within=record.within,
            every=record.every,
            stops_at=record.stops_at,
            fulfilled=item.fulfilled,
            overdue_cells=self._overdue(item.then),
            place=(place.file, place.line, place.column),
        )

    def _instances(self, base: str) -> tuple[int, ...]:
        return tuple(self._registry.fact(name, base) for name in self._facts.read(base, None, None))

    def _overdue(self, then: Condition | None) -> tuple[int, int, int] | None:
        """Cells of `t.overdue` for the task that an if-then duty is about, where somebody uses it."""
        for name in names_in(then) if then is not None else ():
            job_name, _, state = name.text.rpartition(".")
            job = self._jobs.get(job_name)
            if state in STATES and job is not None:
                instance = self._facts.automatic(job_name, "overdue", None)
                if instance is not None:
                    fact = self._registry.fact(instance, f"{job_name}.overdue")
                    return self._registry.truth(fact), self._registry.cell(self._registry.agents[job], fact), fact
        return None

    @property
    def _jobs(self) -> dict[str, str]:
        return {job.name: job.owner for job in self._composition.jobs}


def _kind(move: Move) -> str:
    record = move.record
    kinds = {
        "set": record.set is not None,
        "reissue": record.reissue is not None,
        "outage": record.outage is not None,
        "road": move.roads is not None,
        "withdrawn": bool(move.withdrawn),
        "calls": record.calls_to is not None,
        "message": record.message is not None,
    }
    return next(kind for kind, given in kinds.items() if given)
