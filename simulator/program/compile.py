"""From a checked case to a program: the one pass that turns names into integers."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from simulator.collector import without_collector
from simulator.plan.chains import find_chains, since_origin
from simulator.program.amounts import Amounts
from simulator.program.conditions import Conditions, Reader
from simulator.program.crowds import Crowds
from simulator.program.errands import Errands
from simulator.program.facts import Facts
from simulator.program.holders import hand_overs_of
from simulator.program.injects import Injects
from simulator.program.knowledge import Holdings, Knowledge
from simulator.program.literals import Action
from simulator.program.measured import Measured
from simulator.program.model import NONE, WORLD, Act, Asking, Duty, Link, Medium, Program, Slot, Task
from simulator.program.posts import Posts
from simulator.program.registry import Registry
from simulator.program.scales import Scales
from simulator.program.staff import Staff
from simulator.program.units import Units
from simulator.program.wiring import Wiring
from simulator.program.work import Work
from simulator.program.world import World
from simulator.scenario.case import Case

Insight = tuple[str, str]
"""(agency, id of a fact): the agency believes of it at once what the newest belief of any agency says."""


@without_collector()
def compile_case(
    case: Case, *, insights: Iterable[Insight] = (), of_first: bool = False, apart: bool = False
) -> Program:
    """Compile a case. Deterministic: the same case gives the same program.

    `insights` are what agencies are to know without being told: gaps of information, closed. Milestones that
    are `of_first` count what becomes of the first incident alone, where there are several. With `apart` every
    length of time has a stream of its own, those that are certain and equal too, so that one can be changed.
    """
    return _Compiler(case, tuple(insights), of_first=of_first, apart=apart).program()


class _Compiler:
    """One compilation: the registry that hands out numbers, and a compiler for each part that takes them."""

    def __init__(self, case: Case, insights: tuple[Insight, ...], *, of_first: bool, apart: bool) -> None:
        self._case = case
        self._insights = insights
        self._composition = case.composition
        self._facts = Facts(case)
        self._registry = registry = Registry(self._facts, apart=apart)
        self._staff = Staff(case, registry)
        self._wiring = Wiring(case, registry)
        self._conditions = Conditions(registry)
        self._errands = Errands(case.composition, registry, self._wiring)
        self._units = Units(case, registry, self._wiring, self._errands)
        self._amounts = Amounts(case, registry, self._units)
        self._work = Work(registry, self._wiring, self._conditions, self._errands, self._units, self._amounts)
        self._world = World(case, registry)
        self._injects = Injects(case, registry, self._wiring, self._conditions, self._world)
        self._scales = Scales(registry, self._wiring, self._conditions)
        self._posts = Posts(case, registry, self._wiring, self._conditions)
        self._measured = Measured(case, registry, self._conditions, of_first=of_first)
        self._crowds = Crowds(case, registry, self._conditions)

    def program(self) -> Program:
        """Run the stages in their order: what is set and done, who can know it, then all that reads it."""
        acts = self._acts()
        tasks, slots, holdings = self._tasks_and_slots(acts)
        links = self._links(slots)
        self._scales.add(self._composition.axes, self._named_tasks())
        posts = self._posts.posts(tasks, self._scales.made, holdings)
        milestones = tuple(
            self._measured.milestone(number, goal) for number, goal in enumerate(self._case.goals)
        )
        copies = self._measured.copies(self._composition.duties)
        duties = tuple(self._measured.duty(number, copy) for number, copy in enumerate(copies))
        duty_sources = tuple(map(self._measured.sources, range(len(duties))))
        media = tuple(self._media())
        self._crowds.make(links, slots)
        quantities = self._amounts.quantities()
        mirrors = self._mirrors()
        chains = self._chains()
        case, registry, conditions = self._case, self._registry, self._conditions
        return Program(
            stem=case.stem,
            title=case.scenario.name,
            start=case.scenario.start,
            horizon=case.scenario.horizon,
            runs=case.scenario.runs,
            seed=case.scenario.seed,
            agents=self._staff.agents,
            regions=tuple((name, area.record.name) for name, area in self._composition.areas.items()),
            kinds=tuple(self._composition.kinds.items()),
            facts=tuple(registry.fact_rows),
            streams=tuple(registry.streams),
            servers=tuple(registry.servers),
            media=media,
            links=links,
            slots=tuple(slots),
            errands=tuple(self._errands.made),
            seats=tuple(self._work.seats),
            tasks=tasks,
            scales=tuple(self._scales.made),
            pacts=tuple(self._units.pacts),
            legs=tuple(self._units.legs),
            roads=tuple("-".join(pair) for pair in registry.roads),
            observers=tuple(self._world.observers),
            sources=tuple(registry.sources),
            acts=acts,
            milestones=milestones,
            duties=duties,
            duty_sources=duty_sources,
            shifts=tuple(self._staff.shifts),
            clocks=tuple(registry.clocks),
            cells=tuple(registry.cell_keys),
            cell_atoms=self._by_cell(conditions.cell_atoms()),
            cell_slots=self._by_cell(_slots_by_cell(slots, links)),
            cell_observers=self._by_cell(self._world.cell_observers),
            atoms=tuple(conditions.atoms),
            gates=tuple(conditions.gates),
            switches=tuple(" ".join(key) for key in registry.switches),
            askings=tuple(self._askings(slots, links)),
            mirrors=self._by_cell(mirrors) if mirrors else (),
            groups=self._crowds.groups,
            crowds=tuple(self._crowds.made),
            quantities=quantities,
            voices=tuple(registry.voices.values()),
            posts=posts,
            hand_overs=tuple(self._posts.hand_overs),
            chains=chains,
        )

    def _chains(self) -> tuple[Duty, ...]:
        """Compile the chains of limits, last of all: what they look at is there already."""
        copies = self._measured.copies(since_origin(find_chains(self._composition)))
        return tuple(self._measured.duty(NONE, copy) for copy in copies)

    def _acts(self) -> tuple[Act, ...]:
        incidents = self._world.incidents()
        moves = enumerate(self._case.moves, len(incidents))
        return (*incidents, *(self._injects.act(number, move) for number, move in moves))

    def _media(self) -> Iterable[Medium]:
        """Compile the media; the last one stands for links that need none."""
        for number, (name, channel) in enumerate(self._composition.channels.items()):
            condition = channel.up_when
            gate = (
                NONE
                if condition is None
                else self._conditions.root(condition, Reader(), Action.MEDIUM, number)
            )
            yield self._wiring.medium(name, gate)
        yield self._wiring.medium("", NONE)

    # -- knowledge -------------------------------------------------------------------------------------------

    def _tasks_and_slots(self, acts: Iterable[Act]) -> tuple[tuple[Task, ...], list[Slot], Holdings]:
        """Compile tasks, then who can know what, then what that decides: links' facts and joint tasks."""
        copies = self._facts.copies
        tasks = [self._work.task(number, copy) for number, copy in enumerate(copies)]
        knowledge = Knowledge(self._composition, self._registry.fact_rows)
        together = [
            (giver, taker) for _, giver, taker in hand_overs_of(self._composition, self._facts.holders)
        ]
        holdings = knowledge.spread(copies, self._first_holdings(acts), together)
        joined = (self._work.joined(task, copy, holdings) for task, copy in zip(tasks, copies, strict=True))
        return tuple(joined), self._wiring.slots(knowledge, holdings), holdings

    def _first_holdings(self, acts: Iterable[Act]) -> Mapping[str, set[int]]:
        """Give the facts that agencies learn by themselves: what they see, are told, do, declare."""
        found: dict[str, set[int]] = defaultdict(set)
        names = list(self._registry.agents)
        for observer in self._world.observers:
            found[names[observer.agent]].update(fact for _cell, _own, fact in observer.cells)
        for act in acts:
            found[names[max(act.agent, 0)]].update(fact for _cell, fact, _value in act.tells)
        for voice in self._registry.voices.values():
            found[names[voice.agent]].add(voice.fact)
        for errand in self._errands.made:
            found[names[errand.receiver]].update(fact for _own, _there, fact in errand.slots)
        for agency, facts in self._own_facts():
            found[agency].update(facts)
        for agency, base in self._insights:
            found[agency].update(self._instances(base))
        return found

    def _instances(self, base: str) -> list[int]:
        """Give the numbers of the instances of a fact."""
        return [number for number, row in enumerate(self._registry.fact_rows) if row.base == base]

    def _named_tasks(self) -> dict[str, tuple[int, ...]]:
        """Give the tasks by their name in their plan: of many alike, and of many incidents, all."""
        found: dict[str, tuple[int, ...]] = {}
        for number, copy in enumerate(self._facts.copies):
            name = copy.job.name.partition("#")[0]
            found[name] = (*found.get(name, ()), number)
        return found

    def _mirrors(self) -> dict[int, list[int]]:
        """Give, by cell, the cells of the same fact of agencies that are to know it at once."""
        registry = self._registry
        told: dict[int, dict[int, int]] = defaultdict(dict)
        for agency, base in self._insights:
            agent = registry.agents[agency]
            for fact in self._instances(base):
                told[fact][agent] = registry.cell(agent, fact)
        return {
            cell: [mirror for agent, mirror in told[fact].items() if agent != holder]
            for cell, (holder, fact) in enumerate(registry.cell_keys)
            if fact in told and holder > WORLD
        }

    def _own_facts(self) -> Iterable[tuple[str, list[int]]]:
        """Give what agencies bring about themselves."""
        numbers = self._registry.numbers
        for copy in self._facts.copies:
            brought = (self._facts.brought(copy, base) for base, _value in copy.job.brings)
            yield copy.job.owner, numbers((*brought, *self._facts.states(copy)))
        for axis in self._composition.axes:
            for holder in self._facts.holders.get(axis.seat.name, axis.seat.holders):
                yield holder, [self._registry.facts[axis.name]]
        for edge in self._composition.edges:
            undelivered = self._facts.automatic(edge.name, "undelivered", None)
            yield edge.sender, numbers([undelivered] if undelivered else [])

    # -- links -----------------------------------------------------------------------------------------------

    def _links(self, slots: list[Slot]) -> tuple[Link, ...]:
        by_link: dict[int, list[int]] = defaultdict(list)
        for number, slot in enumerate(slots):
            by_link[slot.link].append(number)
        return tuple(
            self._wiring.link(number, tuple(by_link.get(number, ())))
            for number in range(len(self._composition.edges))
        )

    def _askings(self, slots: list[Slot], links: Iterable[Link]) -> Iterable[Asking]:
        """Give, for each link that asks, what tasks of the asker wait for and the link may ask for."""
        roots = self._work.roots_by_cell
        for link in links:
            if link.purpose == "ask":
                named = ((slot, roots.get((link.sender, slots[slot].cell), ())) for slot in link.slots)
                wanted = tuple((slot, tuple(found)) for slot, found in named if found)
                if wanted:
                    yield link.sender, (link.number, wanted)

    # -- by cell ---------------------------------------------------------------------------------------------

    def _by_cell(self, found: Mapping[int, Iterable[int]]) -> tuple[tuple[int, ...], ...]:
        return tuple(
            tuple(dict.fromkeys(found[cell])) if cell in found else ()
            for cell in range(len(self._registry.cell_keys))
        )


def _slots_by_cell(slots: list[Slot], links: tuple[Link, ...]) -> dict[int, list[int]]:
    """Give, by the sender's cell, the slots that pass on what changes in it at once."""
    found: dict[int, list[int]] = defaultdict(list)
    for number, slot in enumerate(slots):
        link = links[slot.link]
        if link.purpose != "ask" and not link.every:
            found[slot.cell].append(number)
    return found
