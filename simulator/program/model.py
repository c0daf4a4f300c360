"""The program: a case compiled for running. Names have become integers; nothing is looked up by name at run time.

The tables below are in declared order. Index 0 of `agents` is the world, whose beliefs are the truth.
"""

from dataclasses import dataclass
from datetime import datetime

from simulator.plan.tasks import Value
from simulator.text.distributions import Distribution
from simulator.text.record import Title

WORLD = 0
NONE = -1


@dataclass(frozen=True, slots=True)
class Agent:
    """An agency. `desk` is the server of its operators, `NONE` without a desk."""

    name: str
    title: Title
    sector: str
    level: str
    region: str
    plan: str
    desk: int


@dataclass(frozen=True, slots=True)
class FactRow:
    """A fact instance (`trapped@city.north`); `base` is the id of the fact; `levels` names ranks from 1."""

    name: str
    base: str
    kind: str
    title: Title | None
    levels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Stream:
    """A source of draws: what is drawn, and the key that makes it its own."""

    key: str
    distribution: Distribution | None
    """None: even between 0 and 1, without a unit."""


@dataclass(frozen=True, slots=True)
class Server:
    """A desk, a pool or the channel of a talk group, with its capacity at the start.

    For a pool `kind` is the kind of unit, `point` [longitude, latitude], `speed` in metres a second.
    """

    name: str
    agent: int
    kind: str
    capacity: int
    consumed: bool = False
    redeploy: bool = False
    point: tuple[float, float] | None = None
    speed: float = 0.0


@dataclass(frozen=True, slots=True)
class Medium:
    """A medium. `members` of a talk group are agents."""

    name: str
    title: Title | None
    call: bool
    members: tuple[int, ...]
    channel: int
    """Server of a talk group's one speaker at a time, `NONE` for other media."""
    up_gate: int
    switch: int


@dataclass(frozen=True, slots=True)
class Rung:
    """One medium of a link's ladder, and the switches of which all must be closed for it to work."""

    medium: int
    call: bool
    group: bool
    tries: int
    patience: float
    switches: tuple[int, ...]
    members: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Dice:
    """The streams of one message: composing, handling, and (delay, chance, pause) for each rung."""

    number: int
    compose: int
    handling: int
    rungs: tuple[tuple[int, int, int], ...]
    chances: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """A directed link. `slots` are its facts as indexes into `Program.slots`. Times in seconds."""

    number: int
    name: str
    sender: int
    receiver: int
    sender_desk: int
    receiver_desk: int
    purpose: str
    priority: int
    order: int
    rungs: tuple[Rung, ...]
    slots: tuple[int, ...]
    again: float
    lapses: float
    every: float
    pause: float
    acknowledge: bool
    lost_cells: tuple[int, int, int] | None = None
    """(world's cell, sender's cell, fact) of `link.undelivered`, where somebody uses it."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One fact on one link: the sender's and the receiver's cell, and the draws that belong to it."""

    link: int
    fact: int
    cell: int
    there: int
    dice: Dice
    overhear: tuple[tuple[int, int, tuple[int, ...]], ...] = ()
    """Other members of a talk group on its ladder: (medium, cell, switches of the member)."""


@dataclass(frozen=True, slots=True)
class Errand:
    """A message on behalf of a task: request for a decision, invitation, request for aid, order to give it.

    `link` is `NONE` where there is no link for it: it can never be sent. `slots` are (sender's cell, receiver's
    cell, fact) of the beliefs that travel with it.
    """

    name: str
    task: int
    link: int
    sender: int
    receiver: int
    priority: int
    dice: Dice | None
    slots: tuple[tuple[int, int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class SeatTurn:
    """One holder of a seat for one task: whom to ask, by which errand (`NONE`: it is the owner itself)."""

    name: str
    task: int
    agent: int
    desk: int
    errand: int
    takes: int
    turn: int


@dataclass(frozen=True, slots=True)
class Need:
    """So many units of one kind, from these servers in this order."""

    kind: str
    units: int
    servers: tuple[int, ...]
    mobilise: tuple[int, ...]
    """Streams of the turn-out time, one for each server."""
    travel: tuple[int, ...]
    """Legs (indexes into `Program.legs`), one for each server, `NONE` where nothing moves."""


@dataclass(frozen=True, slots=True)
class Leg:
    """A way between a base and a destination: a drawn time, or one that was computed; and its pair of regions.

    `stream` is the time without closures; `road` an index into `Program.roads`, or `NONE`.
    """

    name: str
    stream: int
    road: int


@dataclass(frozen=True, slots=True)
class Task:
    """A task. Cells are of the owner and of the world; gates are roots. Times in seconds."""

    name: str
    title: Title | None
    owner: int
    desk: int
    priority: int
    order: int
    operators: int
    needs: tuple[Need, ...]
    when_gate: int
    stops_gate: int
    turns: tuple[int, ...]
    """Seat turns, holder first; empty without a decision."""
    after: float
    duration: int
    achieves: tuple[tuple[int, int, int, Value], ...]
    """(world's cell, owner's cell, fact, value)."""
    ready_cells: tuple[int, int, int] | None
    started_cells: tuple[int, int, int] | None
    done_cells: tuple[int, int, int] | None
    """(world's cell, owner's cell, fact) of the automatic facts that somebody uses."""
    companions: tuple[int, ...]
    """Errands that invite."""
    at_least: int
    wait_at_most: float
    aid: tuple[int, ...]
    beliefs: tuple[tuple[int, int], ...]
    """(owner's cell, world's cell) of what its condition names."""
    basis: str
    place: tuple[str, int, int]
    """File, line, column of the plan."""
    single: int = NONE
    """The one server of which it needs exactly one, where that is all it needs."""
    shared: tuple[tuple[int, ...], ...] = ()
    """Joint task: for each fact that several participants hold, their cells, the owner's first."""


@dataclass(frozen=True, slots=True)
class Pact:
    """An agreement as one task can call on it. `asks` are errands to the decider, in order; `order_errand` to the
    giver (`NONE` when the decider gives, or no link)."""

    name: str
    task: int
    kind: str
    units: int
    server: int
    asks: tuple[int, ...]
    decider: int
    decider_desk: int
    takes: int
    chance: int
    accepts: float
    order_errand: int
    gives_itself: bool
    mobilise: int
    leg: int
    lapses: float
    promise_lapses: float


@dataclass(frozen=True, slots=True)
class Scale:
    """A scale as one agent (turn 0: the holder, then deputies) may declare it.

    `gates` are (rank, root gate that calls for the decision, root gate of the bare criterion), lowest first.
    """

    name: str
    fact: int
    agent: int
    desk: int
    order: int
    world: int
    own: int
    decide: int
    gates: tuple[tuple[int, int, int], ...]
    turn: int


@dataclass(frozen=True, slots=True)
class Observer:
    """Who sees which facts of the world when they change: pairs of (world's cell, own cell, fact)."""

    name: str
    agent: int
    stream: int
    cells: tuple[tuple[int, int, int], ...]


@dataclass(frozen=True, slots=True)
class Source:
    """Something from outside the plans: an incident, an inject, an exercise message, a shift change."""

    name: str
    title: Title | None
    kind: str
    """incident, set, reissue, outage, restored, road, withdrawn, calls, message, shift, holds."""


@dataclass(frozen=True, slots=True)
class Act:
    """What an inject or an incident does when its time comes. Fields that its kind does not use are empty.

    `times`: streams of waiting times whose sum is when it happens (one for each arrival before it as well), or
    `gate`: a root gate that starts it. `facts` are (world's cell, fact, value); `switch` the switches that it
    opens; `servers` (server, units) that it takes; `road`, `factor` (0: closed); `calls` (server, every stream,
    talk stream, patience).
    """

    source: int
    ends: int
    kind: str
    at: float
    times: tuple[int, ...]
    gate: int
    lasts: float
    facts: tuple[tuple[int, int, Value], ...] = ()
    switches: tuple[int, ...] = ()
    servers: tuple[tuple[int, int], ...] = ()
    desks: tuple[int, ...] = ()
    road: int = NONE
    factor: float = 0.0
    calls: tuple[int, int, int, float] | None = None
    agent: int = NONE
    desk: int = NONE
    handling: int = NONE
    tells: tuple[tuple[int, int, Value], ...] = ()
    """(the receiver's cell, fact, value)."""
    observers: tuple[int, ...] = ()
    """Who sees what it sets, then and later."""


@dataclass(frozen=True, slots=True)
class Milestone:
    """A milestone with its root gate; limits in seconds, share 0 to 1."""

    name: str
    title: Title
    gate: int
    within: float | None
    share: float | None


@dataclass(frozen=True, slots=True)
class Duty:
    """An obligation as it is measured.

    Telling: `holder_cell` (whose first stamp starts the clock; the world's with `starts: truth`), `receiver`,
    `facts` (instances, any of which counts). If-then: `when_gate`, `then_gate`. `fulfilled` for a thing that must
    exist. Limits in seconds.
    """

    name: str
    title: Title | None
    basis: str
    holder: int
    receiver: int
    facts: tuple[int, ...]
    holder_cells: tuple[int, ...]
    when_gate: int
    then_gate: int
    within: float | None
    every: float | None
    stops_at: str
    fulfilled: bool | None
    overdue_cells: tuple[int, int, int] | None
    place: tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class Atom:
    """One literal of a condition: `test` (code, arguments) over cells; it counts in `gate`."""

    gate: int
    test: tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Gate:
    """Counts the children still missing until it is true. `lasting`: true only after so many seconds.

    `action` is (code, subject) of a root. `inverted` belongs to `lasting`: true until it has lasted.
    """

    parent: int
    missing: int
    lasting: float = -1.0
    inverted: bool = False
    action: tuple[int, int] | None = None
    clock: int = NONE


@dataclass(frozen=True, slots=True)
class Program:
    """Everything that one replication needs, flat. Immutable and picklable."""

    stem: str
    title: Title
    start: datetime
    horizon: float
    runs: int
    seed: int
    agents: tuple[Agent, ...]
    facts: tuple[FactRow, ...]
    streams: tuple[Stream, ...]
    servers: tuple[Server, ...]
    media: tuple[Medium, ...]
    links: tuple[Link, ...]
    slots: tuple[Slot, ...]
    errands: tuple[Errand, ...]
    seats: tuple[SeatTurn, ...]
    tasks: tuple[Task, ...]
    scales: tuple[Scale, ...]
    pacts: tuple[Pact, ...]
    legs: tuple[Leg, ...]
    roads: tuple[str, ...]
    observers: tuple[Observer, ...]
    sources: tuple[Source, ...]
    acts: tuple[Act, ...]
    milestones: tuple[Milestone, ...]
    duties: tuple[Duty, ...]
    duty_sources: tuple[tuple[int, int, int], ...]
    """Of each duty: the sources that its start, its end and its being overdue are noted under."""
    shifts: tuple[tuple[int, int, float, int], ...]
    """(source, server, time, operators from then on), by time."""
    clocks: tuple[str, ...]
    cells: tuple[tuple[int, int], ...]
    """(agent, fact) of each cell."""
    cell_atoms: tuple[tuple[int, ...], ...]
    cell_slots: tuple[tuple[int, ...], ...]
    cell_observers: tuple[tuple[int, ...], ...]
    """Of a world's cell: observers that see it change."""
    atoms: tuple[Atom, ...]
    gates: tuple[Gate, ...]
    switches: tuple[str, ...]
    askings: tuple[tuple[int, tuple[int, tuple[tuple[int, tuple[int, ...]], ...]]], ...]
    """(agent, (ask link, ((slot, roots that name its fact), ...)))."""
