"""What all rules of the audit look at, worked out once: who needs what, who can learn it, what it is for."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property

from simulator.plan.alike import common
from simulator.plan.audit.losses import Cutting, Losses
from simulator.plan.audit.need import Need, needs_of
from simulator.plan.audit.prospects import Prospects, Values, foresee, limits_in, states_of
from simulator.plan.audit.routes import Routes, pairs
from simulator.plan.audit.setting import Aim, Setting
from simulator.plan.audit.stock import Stock
from simulator.plan.audit.ways import Producer, ways_to
from simulator.plan.composed import Axis, Composition, Edge, Job
from simulator.plan.graph import beginnings, together
from simulator.plan.model import Plan
from simulator.plan.norms import NormDuty
from simulator.plan.passing import ALL
from simulator.text.titles import Title

MOST_NEEDS = 2_000
"""So many needs under guard are looked at for what the loss of each element cuts; of more, a sample."""


class Survey:
    """Composed plans as the rules see them. Without a setting all facts of the world can come about."""

    def __init__(self, composition: Composition, setting: Setting | None = None) -> None:
        self.composition = composition
        self.setting = setting
        self.routes = Routes(composition)
        self.stock = Stock(composition)
        self._sources: dict[str, Mapping[str, str]] = {}
        self._reached: dict[str, frozenset[str]] = {}

    # -- what can come about ---------------------------------------------------------------------------------

    @cached_property
    def producers(self) -> Mapping[str, tuple[Producer, ...]]:
        """The tasks and scales behind each fact that they bring about, automatic facts of tasks as well."""
        found: dict[str, dict[str, Producer]] = defaultdict(dict)
        for job in self.composition.jobs:
            for fact in (*(fact for fact, _ in job.brings), *states_of(job)):
                found[fact][job.name] = job
        for axis in self.composition.axes:
            found[axis.name][axis.name] = axis
        return {fact: tuple(things.values()) for fact, things in found.items()}

    @cached_property
    def senders(self) -> Mapping[str, str]:
        """Who knows first that a link failed, by `link.undelivered`."""
        return {f"{edge.name}.undelivered": edge.sender for edge in self.composition.edges}

    @cached_property
    def free(self) -> Mapping[str, Values]:
        """Facts that the world, not a plan, brings about: they may take any value."""
        told = {fact for fact, _ in self.setting.facts} if self.setting else set()
        return {fact: None for fact in self.composition.facts if fact not in self.producers or fact in told}

    @cached_property
    def alive(self) -> Prospects:
        """What can come about in the setting; without one, whatever the world may bring."""
        if self.setting is None:
            return foresee(self.composition, self.free)
        start = Prospects(self.composition.facts, dict.fromkeys(self.senders))
        times = Counter(fact for fact, _ in self.setting.facts)
        for fact, value in self.setting.facts:
            start.add(fact, value)
            if times[fact] > 1 and not isinstance(value, bool | str):
                start.values[fact] = None  # numbers of several regions or moments
        return foresee(self.composition, start.values)

    @cached_property
    def possible(self) -> Prospects:
        """What can come about whatever the world brings, also what this setting does not."""
        if self.setting is None:
            return self.alive
        known = {**self.alive.values, **self.free}
        return foresee(self.composition, known, without=[job.name for job in self.jobs])

    @cached_property
    def compared(self) -> Mapping[str, tuple[Callable[[float], bool], ...]]:
        """By fact: what tasks and the criteria of other scales compare it with, as tests of a number."""
        found: dict[str, list[Callable[[float], bool]]] = defaultdict(list)
        for job in self.composition.jobs:
            for fact, test in limits_in(job.when):
                found[fact].append(test)
        for axis in self.composition.axes:
            for _, when in axis.criteria:
                for fact, test in limits_in(when):
                    if fact != axis.name:
                        found[fact].append(test)
        return {fact: tuple(tests) for fact, tests in found.items()}

    @cached_property
    def jobs(self) -> tuple[Job, ...]:
        """The tasks that can be set in motion."""
        return tuple(job for job in self.composition.jobs if f"{job.name}.done" in self.alive.values)

    @cached_property
    def axes(self) -> tuple[Axis, ...]:
        """The scales of which a level can be declared; without a setting all."""
        axes = self.composition.axes
        return tuple(axis for axis in axes if self.setting is None or axis.name in self.alive.values)

    @cached_property
    def concerned(self) -> frozenset[str]:
        """The agencies that have something to do or to know; without a setting all."""
        if self.setting is None:
            return frozenset(self.composition.actors)
        seats = [*(job.seat for job in self.jobs if job.seat), *(axis.seat for axis in self.axes)]
        deciding = {holder for seat in seats for holder in seat.holders}
        posts = {seat.name for seat in seats} | {job.post for job in self.jobs if job.post}
        deciding.update(holder for post in posts for holder in self._standing(post))
        return frozenset(deciding | {job.owner for job in self.jobs} | {need.agency for need in self.needs})

    def _standing(self, post: str) -> Iterator[str]:
        """Give all who may come to hold a post."""
        if post in self.composition.seats:
            yield from self.composition.seats[post].holders
        turnover = self.composition.turnovers.get(post)
        if turnover and turnover.to:
            yield turnover.to

    def carries_anything(self, edge: Edge) -> bool:
        """Tell whether a link carries a fact that can come about."""
        return any(fact.startswith(ALL) or fact in self.alive.values for fact in edge.carries)

    # -- who needs and who knows -----------------------------------------------------------------------------

    @cached_property
    def needs(self) -> tuple[Need, ...]:
        """Every need for a fact that can come about.

        What somebody must be told by a teller who cannot know it is first the teller's need.
        """
        found = needs_of(self.composition, self.setting)
        alive = (need for need in found if need.fact in self.alive.values)
        return tuple(each for need in alive for each in self._first_needed(need))

    def _first_needed(self, need: Need) -> Iterator[Need]:
        if (
            need.either
            and need.agency not in self.reached(need.fact)
            and need.either in self.reached(need.fact)
        ):
            yield replace(need, agency=need.either)
        elif need.teller is None or need.teller in self.reached(need.fact):
            yield need
        elif isinstance(need.where, NormDuty):
            return  # a norm binds whoever knows of it; how that comes about is the step before
        elif self.setting is None or self.composition.facts[need.fact].per != "region":
            yield replace(need, agency=need.teller)  # of another region's figures it may have none

    @cached_property
    def needs_by_pair(self) -> Mapping[tuple[str, str], tuple[Need, ...]]:
        """The needs by (agency, fact), many alike each for itself."""
        found: dict[tuple[str, str], list[Need]] = defaultdict(list)
        for need in self.needs:
            found[need.agency, need.fact].append(need)
        return {pair: tuple(needs) for pair, needs in found.items()}

    @cached_property
    def _seen(self) -> Mapping[str, dict[str, str]]:
        found: dict[str, dict[str, str]] = defaultdict(dict)
        for agency, fact in self.setting.seen if self.setting else ():
            found[fact][agency] = "sees"
        return found

    def sources(self, fact: str) -> Mapping[str, str]:
        """Give who can learn a fact by itself, and how: it `sees` it, `does` it, or is `assumed` to see it.

        Of a fact of the world of which no scenario says who sees it, those who pass it on without being told
        are assumed to.
        """
        if fact not in self._sources:
            found = {**self._seen.get(fact, {}), **dict.fromkeys(self._doers(fact), "does")}
            if not found and not self._told_by_scenario(fact):
                told = list(pairs(self.routes.hops(fact)))
                found = dict.fromkeys(sorted(beginnings(told)), "assumed") if told else {}
            self._sources[fact] = found
        return self._sources[fact]

    def _told_by_scenario(self, fact: str) -> bool:
        return self.setting is not None and fact in self.alive.values

    def _doers(self, fact: str) -> Iterator[str]:
        for thing in self.producers.get(fact, ()):
            owner, post = (
                (thing.owner, thing.post or "")
                if isinstance(thing, Job)
                else (thing.seat.holders[0], thing.seat.name)
            )
            turnover = self.composition.turnovers.get(post)
            yield owner
            yield from filter(None, (turnover.to if turnover else None,))
        if fact in self.senders:
            yield self.senders[fact]

    def reached(self, fact: str) -> frozenset[str]:
        """Give the agencies that can come to know a fact."""
        if fact not in self._reached:
            self._reached[fact] = self.routes.reached(fact, self.sources(fact))
        return self._reached[fact]

    @cached_property
    def groups(self) -> Mapping[str, str]:
        """By agency, the name of its group: those who are in contact, directly or through others."""
        links = ((edge.sender, edge.receiver) for edge in self.composition.edges)
        return {name: min(group) for group in together(links) for name in group}

    def out_of_touch(self, agency: str, fact: str) -> bool:
        """Tell whether those assumed to see a fact are of other plans than an agency and out of its touch."""
        sources = self.sources(fact)
        if set(sources.values()) != {"assumed"}:
            return False
        actors, groups = self.composition.actors, self.groups
        return all(
            actors[source].plan != actors[agency].plan and groups.get(source) != groups.get(agency, agency)
            for source in sources
        )

    def observable(self, fact: str) -> bool:
        """Tell whether who needs a fact may see it: the world brings it about, and no scenario says more."""
        return fact not in self.producers and not self._told_by_scenario(fact)

    @cached_property
    def needers(self) -> Mapping[str, tuple[str, ...]]:
        """The agencies that need a fact, in declared order."""
        found: dict[str, list[str]] = defaultdict(list)
        for agency, fact in self.needs_by_pair:
            found[fact].append(agency)
        return {fact: tuple(agencies) for fact, agencies in found.items()}

    # -- what it is for --------------------------------------------------------------------------------------

    @cached_property
    def aims(self) -> tuple[Aim, ...]:
        """What is to be reached: milestones, and what obligations want done."""
        found = list(self.setting.aims) if self.setting else []
        for duty in self.composition.duties:
            if duty.then is not None:
                title = duty.record.name or Title.read(duty.name)
                found.append(Aim(duty.name, title, duty.then, duty.record.place))
        return tuple(found)

    @cached_property
    def ways(self) -> Mapping[str, dict[str, bool]]:
        """By task or scale: the aims on whose way it lies; true where one cannot be reached without it."""
        return ways_to(self.aims, self.composition, self.producers, seen=self._seen)

    @cached_property
    def guarded(self) -> frozenset[tuple[str, str]]:
        """The pairs (agency, fact) under an obligation, or on the way of a milestone or of what is due."""
        return frozenset(
            (need.agency, need.fact)
            for need in self.needs
            if need.purpose in ("obligation", "milestone") or need.name in self.ways
        )

    @cached_property
    def due(self) -> frozenset[tuple[str, str]]:
        """The pairs (agency, fact) that an obligation or a milestone names itself."""
        return frozenset(
            (need.agency, need.fact) for need in self.needs if need.purpose in ("obligation", "milestone")
        )

    @cached_property
    def tellers(self) -> Mapping[tuple[str, str], frozenset[str]]:
        """By (agency, fact): who is to tell it, by obligation or agreement."""
        return {
            pair: frozenset(need.teller for need in needs if need.teller)
            for pair, needs in self.needs_by_pair.items()
        }

    @cached_property
    def losses(self) -> Losses:
        """What the loss of each element cuts of the needs under guard; of very many needs, of a sample."""
        wanted: dict[str, list[str]] = defaultdict(list)
        for agency, fact in sorted(self.guarded):
            if agency in self.reached(fact) and agency not in self.sources(fact):
                wanted[fact].append(agency)
        total = sum(map(len, wanted.values()))
        step = -(-total // MOST_NEEDS) or 1
        chosen = list(wanted)[::step]
        cutting = Cutting(self.routes, self.composition.channels)
        for fact in chosen:
            cutting.cut(fact, self.sources(fact), wanted[fact])
        return cutting.losses(looked_at=sum(len(wanted[fact]) for fact in chosen), of=total)

    # -- links -----------------------------------------------------------------------------------------------

    def plan(self, name: str) -> Plan:
        """Give a plan by its id."""
        return next(plan for plan in self.composition.plans if plan.id == name)

    @cached_property
    def edges_by_sender(self) -> Mapping[str, tuple[Edge, ...]]:
        """The links of each sender, in declared order."""
        found: dict[str, list[Edge]] = defaultdict(list)
        for edge in self.composition.edges:
            found[edge.sender].append(edge)
        return {sender: tuple(edges) for sender, edges in found.items()}

    @cached_property
    def edges_by_receiver(self) -> Mapping[str, tuple[Edge, ...]]:
        """The links to each receiver, in declared order."""
        found: dict[str, list[Edge]] = defaultdict(list)
        for edge in self.composition.edges:
            found[edge.receiver].append(edge)
        return {receiver: tuple(edges) for receiver, edges in found.items()}

    @cached_property
    def many(self) -> Mapping[str, tuple[str, ...]]:
        """The agencies behind a common name."""
        found: dict[str, list[str]] = defaultdict(list)
        for name in self.composition.actors:
            found[common(name)].append(name)
        return {name: tuple(names) for name, names in found.items()}
