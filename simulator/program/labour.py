"""What agencies do: tasks with what hangs on them, and scales."""

from dataclasses import dataclass

from simulator.program.entities import NONE
from simulator.text.scalars import Value
from simulator.text.titles import Title


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
    """A way from a base to where units are wanted: a time, drawn or computed, and the road that it takes.

    `stream` is the time without closures; `road` an index into `Program.roads`, or `NONE`.
    """

    name: str
    stream: int
    road: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """One of exclusive facts: it comes about where the draw is below `end`, and not below that before it.

    `cells` are (world's cell, owner's cell, fact).
    """

    cells: tuple[int, int, int]
    end: float


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number that tasks raise: its fact and the world's cell, and those of what it cannot exceed.

    `bound_fact` and `bound` are `NONE` where nothing bounds it.
    """

    name: str
    fact: int
    cell: int
    bound_fact: int
    bound: int


@dataclass(frozen=True, slots=True)
class Use:
    """Units that are used up at a rate a second; `need` is for one of them."""

    need: Need
    rate: float


@dataclass(frozen=True, slots=True)
class Service:
    """What a task serves: ((world's cell, owner's cell, fact), rate a second), and what that uses up.

    `to_the_end`: for the whole duration, and not until there is nobody left to serve.
    """

    rates: tuple[tuple[tuple[int, int, int], float], ...]
    uses: tuple[Use, ...]
    to_the_end: bool


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
    basis: Title | None
    place: tuple[str, int, int]
    """File, line, column of the plan."""
    single: int = NONE
    """The one server of which it needs exactly one, where that is all it needs."""
    shared: tuple[tuple[int, ...], ...] = ()
    """Joint task: for each fact that several participants hold, their cells, the owner's first."""
    ways: tuple[int, ...] = ()
    """Joint task in person: the leg of each of `companions`; empty where they take part from afar."""
    post: int = NONE
    """The post that owns it, and the one that decides on it, where that may change hands."""
    decider: int = NONE
    follows: tuple[tuple[int, int], ...] = ()
    """The same of quantities: who is a little behind with one is not mistaken."""
    outcomes: tuple[Outcome, ...] = ()
    draw: int = NONE
    """The stream that tells which of several outcomes comes about."""
    repeats: bool = False
    service: Service | None = None
    refills: tuple[tuple[int, int], ...] = ()
    """(server, units) of the pools that it fills up."""
    incident: int = 0
    """Which incident it is played for, from 1; 0 where for none."""

    @property
    def uses(self) -> tuple[Use, ...]:
        """What it uses up while it is at work."""
        return self.service.uses if self.service else ()

    @property
    def brings(self) -> tuple[int, ...]:
        """The facts that it can bring about, its own states among them."""
        states = (self.ready_cells, self.started_cells, self.done_cells)
        return (
            *(fact for _world, _own, fact, _value in self.achieves),
            *(outcome.cells[2] for outcome in self.outcomes),
            *(cells[2] for cells, _rate in (self.service.rates if self.service else ())),
            *(cells[2] for cells in states if cells is not None),
        )


@dataclass(frozen=True, slots=True)
class Pact:
    """An agreement as one task can call on it.

    `asks` are errands to the decider, in order; `order_errand` to the giver (`NONE` when the decider gives).
    Times in seconds, `accepts` 0 to 1.
    """

    name: str
    task: int
    kind: str
    units: int
    server: int
    asks: tuple[int, ...]
    receiver: int
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
    within: float | None = None
    """The limit that was agreed."""


@dataclass(frozen=True, slots=True)
class LevelSays:
    """What the declaration of a level states beside the level itself: matter, duration, measures.

    `expected` in seconds, negative where it is not said. `measures` are (name as written, tasks that carry it
    out).
    """

    name: str
    matter: Title | None
    expected: float
    measures: tuple[tuple[str, tuple[int, ...]], ...]


@dataclass(frozen=True, slots=True)
class Scale:
    """A scale as one agent (turn 0: the holder, then deputies) may declare it.

    `gates` are (rank, root gate that calls for the decision, root gate of the bare criterion), lowest first;
    `lower` the same of the levels that it goes down to. `states` are what each level says, lowest first.
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
    lower: tuple[tuple[int, int, int], ...] = ()
    states: tuple[LevelSays, ...] = ()
    post: int = NONE
    """The post that may change hands and whose holder declares by this entry; deputies have one more each,
    for the time in which the holder does not act."""
