"""Media, links and their slots."""

from collections import defaultdict
from collections.abc import Iterable

from simulator.plan.composed import Channel, Composition, Edge
from simulator.plan.links import Medium as MediumRecord
from simulator.program.facts import Facts
from simulator.program.knowledge import Holdings, carried
from simulator.program.model import NONE, Dice, Link, Medium, Rung, Server, Slot
from simulator.program.registry import Registry
from simulator.scenario.case import Case
from simulator.text.distributions import Constant, Distribution

PRIORITIES = {"command": 1, "warn": 2, "report": 2, "request_aid": 2, "ask": 3, "coordinate": 4}
CALL_TRIES, CALL_PATIENCE, CALL_PAUSE = 3, 60.0, Constant(60.0)
MESSAGE_TRIES, MESSAGE_PAUSE = 1, Constant(10.0)
AGAIN, ASK_PAUSE = 15 * 60.0, 10 * 60.0

AT_ONCE = Channel("", MediumRecord())
"""Stands in for the ladder of a link without media: it arrives at once."""

ERRAND_PURPOSES = {
    "request": ("request_aid", "report", "coordinate", "warn", "command"),
    "invite": ("command", "coordinate", "report", "warn", "request_aid"),
    "aid": ("request_aid", "coordinate", "report", "warn", "command"),
    "order": ("command", "coordinate", "report", "warn", "request_aid"),
}


class Wiring:
    """Compiles media and links, and finds the link for an errand."""

    def __init__(self, case: Case, registry: Registry) -> None:
        self._composition: Composition = case.composition
        self._registry = registry
        self._media = {name: number for number, name in enumerate((*case.composition.channels, ""))}
        self._outages = [(*move.outage, move.region) for move in case.moves if move.outage is not None]
        self._lasts_with = {name for name, channel in case.composition.channels.items() if channel.up_when is not None}
        self.keys = _link_keys(case.composition.edges)
        self._pairs: dict[tuple[str, str], list[int]] = defaultdict(list)
        for number, edge in enumerate(case.composition.edges):
            self._pairs[edge.sender, edge.receiver].append(number)
        self.channels = self._channels()
        self._dice = 0

    def _channels(self) -> dict[str, int]:
        return {
            name: self._registry.server(Server(name, NONE, "channel", 1))
            for name, channel in self._composition.channels.items()
            if channel.members
        }

    def medium(self, name: str, up_gate: int) -> Medium:
        """Compile one medium."""
        channel = self._composition.channels.get(name, AT_ONCE)
        return Medium(
            name=name,
            title=channel.record.name,
            call=channel.record.mode == "call",
            members=tuple(self._registry.agents[member] for member in channel.members),
            channel=self.channels.get(name, NONE),
            up_gate=up_gate,
            switch=self._registry.switch("medium", name, "") if up_gate != NONE else NONE,
        )

    def link(self, number: int, slots: tuple[int, ...], lost: tuple[int, int, int] | None) -> Link:
        """Compile one link."""
        edge = self._composition.edges[number]
        record = edge.record
        agents = self._registry.agents
        return Link(
            number=number,
            name=edge.name,
            sender=agents[edge.sender],
            receiver=agents[edge.receiver],
            sender_desk=self.desk(edge.sender),
            receiver_desk=self.desk(edge.receiver),
            purpose=record.purpose,
            priority=record.priority or PRIORITIES[record.purpose],
            order=edge.order,
            rungs=tuple(self._rung(edge, name) for name in self.ladder(edge)),
            slots=slots,
            again=AGAIN if record.again is None else record.again,
            lapses=float("inf") if record.lapses is None else record.lapses,
            every=record.every or 0.0,
            pause=ASK_PAUSE if record.pause is None else record.pause,
            acknowledge=record.acknowledge,
            lost_cells=lost,
        )

    def desk(self, agency: str) -> int:
        """The server of an agency's operators, `NONE` without a desk."""
        return self._registry.server_numbers.get(agency, NONE)

    def ladder(self, edge: Edge) -> tuple[str, ...]:
        """The media of a link in the order in which they are tried."""
        return edge.over or ("",)

    def _channel(self, name: str) -> Channel:
        return self._composition.channels.get(name, AT_ONCE)

    def _rung(self, edge: Edge, name: str) -> Rung:
        channel = self._channel(name)
        record = channel.record
        call = record.mode == "call" and not channel.members
        return Rung(
            medium=self._media[name],
            call=call,
            group=bool(channel.members),
            tries=record.tries or (CALL_TRIES if call else MESSAGE_TRIES),
            patience=CALL_PATIENCE if record.patience is None else record.patience,
            switches=self._switches_of(edge, name),
            members=frozenset(self._registry.agents[member] for member in channel.members),
        )

    def _switches_of(self, edge: Edge, medium: str) -> tuple[int, ...]:
        found = [self._registry.switch("medium", medium, "")] if medium in self._lasts_with else []
        ends = (edge.sender, edge.receiver)
        for kind, name, region in self._outages:
            touched = region is None or any(self.lies_in(end, region) for end in ends)
            if kind == "medium" and name == medium and touched:
                found.append(self._registry.switch("medium", name, region or ""))
            elif kind == "link" and name == edge.name:
                found.append(self._registry.switch("link", name))
        for end in ends:
            found += self.switches_of_agency(end)
        return tuple(dict.fromkeys(found))

    def switches_of_agency(self, agency: str) -> list[int]:
        """Switches that cut an agency off altogether."""
        found = []
        for kind, name, _region in self._outages:
            if kind == "agency" and agency in self._composition.members.get(name, (name,)):
                found.append(self._registry.switch("agency", name))
            elif kind == "region" and self.lies_in(agency, name):
                found.append(self._registry.switch("region", name))
        return found

    def lies_in(self, agency: str, region: str) -> bool:
        """Whether an agency is in a region or in one that lies within it."""
        home = self._composition.actors[agency].region
        if home is None:
            return False
        return home == region or region in self._composition.areas[home].within

    def dice(self, key: str, edge: Edge) -> Dice:
        """The draws of one message on a link, under a key of its own."""
        ladder = self.ladder(edge)
        self._dice += 1
        return Dice(
            number=self._dice - 1,
            compose=self._registry.stream(f"compose|{key}", self._desk_time(edge.sender, "compose")),
            handling=self._registry.stream(f"handling|{key}", self._desk_time(edge.receiver, "handling")),
            rungs=tuple(self._throws(name, position, key) for position, name in enumerate(ladder)),
            chances=tuple(self._channel(name).record.success for name in ladder),
        )

    def _throws(self, name: str, position: int, key: str) -> tuple[int, int, int]:
        record = self._channel(name).record
        call = record.mode == "call" and not self._channel(name).members
        own = f"{name}.{position}|{key}"
        pause = record.pause or (CALL_PAUSE if call else MESSAGE_PAUSE)
        return (
            self._registry.stream(f"delay|{own}", record.delay),
            self._registry.chance(f"success|{own}", record.success),
            self._registry.stream(f"pause|{own}", pause),
        )

    def _desk_time(self, agency: str, what: str) -> Distribution | None:
        desk = self._composition.actors[agency].record.desk
        return getattr(desk, what) if desk is not None else None

    def errand(self, kind: str, sender: str, receiver: str) -> int:
        """The direct link that an errand takes, `NONE` without one; not one that is for questions."""
        found = [number for number in self._pairs[sender, receiver] if self._purpose(number) != "ask"]
        ranks = ERRAND_PURPOSES[kind]
        return min(found, key=lambda number: ranks.index(self._purpose(number)), default=NONE)

    def _purpose(self, number: int) -> str:
        return self._composition.edges[number].record.purpose


def _link_keys(edges: Iterable[Edge]) -> list[str]:
    """What a link's draws are keyed by: its ends and purpose, so that a link more or less moves no other draw."""
    seen: dict[str, int] = defaultdict(int)
    keys = []
    for edge in edges:
        key = f"{edge.sender}>{edge.receiver}:{edge.record.purpose}"
        seen[key] += 1
        keys.append(key if seen[key] == 1 else f"{key}#{seen[key]}")
    return keys


def make_slots(composition: Composition, wiring: Wiring, holdings: Holdings, registry: Registry) -> list[Slot]:
    """Compile the facts of all links: what the source can hold, in the order carried."""
    slots = []
    for number, edge in enumerate(composition.edges):
        asks = edge.record.purpose == "ask"
        giver = edge.receiver if asks else edge.sender
        for fact in carried(edge, holdings.get(giver, {}), registry):
            own = registry.cell(registry.agents[edge.sender], fact)
            there = registry.cell(registry.agents[edge.receiver], fact)
            dice = wiring.dice(f"{wiring.keys[number]}|{registry.fact_rows[fact].name}", edge)
            slots.append(Slot(number, fact, own, there, dice, _overhear(edge, fact, composition, wiring, registry)))
    return slots


def _overhear(
    edge: Edge, fact: int, composition: Composition, wiring: Wiring, registry: Registry
) -> tuple[tuple[int, int, tuple[int, ...]], ...]:
    found = []
    for position, name in enumerate(composition.channels):
        if name in edge.over and edge.record.purpose != "ask":
            for member in composition.channels[name].members:
                if member not in (edge.sender, edge.receiver):
                    cell = registry.cell(registry.agents[member], fact)
                    found.append((position, cell, tuple(wiring.switches_of_agency(member))))
    return tuple(found)


def lost_cells(edge: Edge, facts: Facts, registry: Registry) -> tuple[int, int, int] | None:
    """Cells of `link.undelivered`, where somebody uses it."""
    base = f"{edge.name}.undelivered"
    if base not in facts.used:
        return None
    fact = registry.fact(facts.write(base, None, None), base)
    return registry.truth(fact), registry.cell(registry.agents[edge.sender], fact), fact
