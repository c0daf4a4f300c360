"""Media, links and their slots, and the switches that cut them."""

from simulator.plan.composed import Channel, Composition, Edge
from simulator.plan.links import Medium as MediumRecord
from simulator.program.knowledge import Holdings, Knowledge, carried
from simulator.program.model import NONE, Dice, Link, Medium, Rung, Server, Slot
from simulator.program.outages import Outages
from simulator.program.registry import Cells, Registry
from simulator.scenario.case import Case
from simulator.text.distributions import Constant, Distribution

PRIORITIES = {"command": 1, "warn": 2, "report": 2, "request_aid": 2, "ask": 3, "coordinate": 4}
CALL_TRIES, CALL_PATIENCE, CALL_PAUSE = 3, 60.0, Constant(60.0)
MESSAGE_TRIES, MESSAGE_PAUSE = 1, Constant(10.0)
AGAIN, ASK_PAUSE, NEVER = 15 * 60.0, 10 * 60.0, float("inf")
"""Seconds, where a link does not say."""

AT_ONCE = Channel("", MediumRecord())
"""Stands in for the ladder of a link without media: it arrives at once."""


class Wiring:
    """Compiles media and links."""

    def __init__(self, case: Case, registry: Registry) -> None:
        self._composition: Composition = case.composition
        self._registry = registry
        self._media = {name: number for number, name in enumerate((*case.composition.channels, ""))}
        self.outages = Outages(case, registry)
        self._rungs: dict[Rung, Rung] = {}
        self._chances: dict[tuple[str, ...], tuple[float, ...]] = {}
        """Equal rungs and chances are one value: a plan has few media and many links."""
        self._channels = {
            name: registry.server(Server(name, NONE, "channel", 1))
            for name, channel in case.composition.channels.items()
            if channel.members
        }

    def desk(self, agency: str) -> int:
        """Give the server of an agency's operators, `NONE` without a desk."""
        return self._registry.server_numbers.get(agency, NONE)

    def _channel(self, name: str) -> Channel:
        return self._composition.channels.get(name, AT_ONCE)

    def _members(self, name: str) -> tuple[int, ...]:
        return tuple(self._registry.agents[member] for member in self._channel(name).members)

    # -- media -----------------------------------------------------------------------------------------------

    def medium(self, name: str, up_gate: int) -> Medium:
        """Compile one medium; that without a name is no medium at all."""
        record = self._channel(name).record
        return Medium(
            name=name,
            title=record.name,
            call=record.mode == "call",
            members=self._members(name),
            channel=self._channels.get(name, NONE),
            up_gate=up_gate,
            switch=self._registry.switch("medium", name, "") if up_gate != NONE else NONE,
        )

    # -- links -----------------------------------------------------------------------------------------------

    def link(self, number: int, slots: tuple[int, ...]) -> Link:
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
            rungs=tuple(self._rung(edge, name) for name in _ladder(edge)),
            slots=slots,
            again=AGAIN if record.again is None else record.again,
            lapses=NEVER if record.lapses is None else record.lapses,
            every=record.every or 0.0,
            pause=ASK_PAUSE if record.pause is None else record.pause,
            acknowledge=record.acknowledge,
            lost_cells=self._lost(edge),
        )

    def _rung(self, edge: Edge, name: str) -> Rung:
        record = self._channel(name).record
        members = frozenset(self._members(name))
        call = record.mode == "call" and not members
        rung = Rung(
            medium=self._media[name],
            call=call,
            group=bool(members),
            tries=record.tries or (CALL_TRIES if call else MESSAGE_TRIES),
            patience=CALL_PATIENCE if record.patience is None else record.patience,
            switches=self.outages.of_rung(edge, name),
            members=members,
        )
        return self._rungs.setdefault(rung, rung)

    def _lost(self, edge: Edge) -> Cells | None:
        """Give the cells of `link.undelivered`, where somebody uses it."""
        written = self._registry.facts_of.automatic(edge.name, "undelivered", None)
        return self._registry.cells(self._registry.agents[edge.sender], written) if written else None

    # -- draws -----------------------------------------------------------------------------------------------

    def dice(self, key: str, edge: Edge) -> Dice:
        """Give the draws of one message on a link, under a key of its own."""
        ladder = _ladder(edge)
        return Dice(
            compose=self._registry.stream(f"compose|{key}", self._desk_time(edge.sender, "compose")),
            handling=self._registry.stream(f"handling|{key}", self._desk_time(edge.receiver, "handling")),
            rungs=tuple(self._throws(name, f"{name}.{place}|{key}") for place, name in enumerate(ladder)),
            chances=self._success(ladder),
        )

    def _success(self, ladder: tuple[str, ...]) -> tuple[float, ...]:
        if ladder not in self._chances:
            self._chances[ladder] = tuple(self._channel(name).record.success for name in ladder)
        return self._chances[ladder]

    def _throws(self, name: str, key: str) -> tuple[int, int, int]:
        channel = self._channel(name)
        record = channel.record
        call = record.mode == "call" and not channel.members
        return (
            self._registry.stream(f"delay|{key}", record.delay),
            self._registry.chance(f"success|{key}", record.success),
            self._registry.stream(f"pause|{key}", record.pause or (CALL_PAUSE if call else MESSAGE_PAUSE)),
        )

    def _desk_time(self, agency: str, what: str) -> Distribution | None:
        desk = self._composition.actors[agency].record.desk
        return getattr(desk, what) if desk is not None else None

    # -- slots -----------------------------------------------------------------------------------------------

    def slots(self, knowledge: Knowledge, holdings: Holdings) -> list[Slot]:
        """Compile the facts of all links: what the giver can hold, in the order carried."""
        edges = self._composition.edges
        givers = [edge.receiver if edge.record.purpose == "ask" else edge.sender for edge in edges]
        held = {giver: knowledge.by_pattern(holdings.get(giver, ())) for giver in dict.fromkeys(givers)}
        return [
            self._slot(number, edge, fact)
            for number, (edge, giver) in enumerate(zip(edges, givers, strict=True))
            for fact in carried(edge, held[giver])
        ]

    def _slot(self, link: int, edge: Edge, fact: int) -> Slot:
        registry = self._registry
        asks = edge.record.purpose == "ask"
        sender, receiver = registry.agents[edge.sender], registry.agents[edge.receiver]
        own = registry.cell(sender, fact) if asks else registry.heard(sender, fact)
        there = registry.heard(receiver, fact) if asks else registry.cell(receiver, fact)
        dice = self.dice(f"{edge.name}|{registry.fact_rows[fact].name}", edge)
        return Slot(link, fact, own, there, dice, self._overhear(edge, fact))

    def _overhear(self, edge: Edge, fact: int) -> tuple[tuple[int, int, tuple[int, ...]], ...]:
        """Give the other members of talk groups on a ladder; they hear reports, not questions."""
        if edge.record.purpose == "ask":
            return ()
        return tuple(
            (
                self._media[name],
                self._registry.cell(self._registry.agents[member], fact),
                self.outages.of_agency(member),
            )
            for name in dict.fromkeys(edge.over)
            for member in self._composition.channels[name].members
            if member not in (edge.sender, edge.receiver)
        )


def _ladder(edge: Edge) -> tuple[str, ...]:
    """Give the media of a link in the order in which they are tried."""
    return edge.over or ("",)
