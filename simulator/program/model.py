"""The program: a case compiled for running. Names have become integers; none is looked up at run time.

The tables below are in declared order. Index 0 of `agents` is the world, whose beliefs are the truth.
"""

from dataclasses import dataclass
from datetime import datetime

from simulator.program.entities import NONE, WORLD, Agent, Atom, FactRow, Gate, Server, Stream
from simulator.program.labour import (
    Leg,
    LevelSays,
    Need,
    Outcome,
    Pact,
    Quantity,
    Scale,
    SeatTurn,
    Service,
    Task,
    Use,
)
from simulator.program.messages import Dice, Errand, Link, Medium, Rung, Slot, Voice
from simulator.program.outside import Act, Crowd, Duty, Group, Milestone, Misreport, Norm, Observer, Source
from simulator.program.posting import HandOver, Post
from simulator.text.titles import Title

Asking = tuple[int, tuple[int, tuple[tuple[int, tuple[int, ...]], ...]]]
"""(agent, (ask link, ((slot, root gates of its tasks that name the slot's fact), ...)))."""

__all__ = [
    "NONE",
    "WORLD",
    "Act",
    "Agent",
    "Asking",
    "Atom",
    "Crowd",
    "Dice",
    "Duty",
    "Errand",
    "FactRow",
    "Gate",
    "Group",
    "HandOver",
    "Leg",
    "LevelSays",
    "Link",
    "Medium",
    "Milestone",
    "Misreport",
    "Need",
    "Norm",
    "Observer",
    "Outcome",
    "Pact",
    "Post",
    "Program",
    "Quantity",
    "Rung",
    "Scale",
    "SeatTurn",
    "Server",
    "Service",
    "Slot",
    "Source",
    "Stream",
    "Task",
    "Use",
    "Voice",
]


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
    """(agent, fact) of each cell; (`voice_of` the agent, fact) where it is what that says, not believes."""
    cell_atoms: tuple[tuple[int, ...], ...]
    cell_slots: tuple[tuple[int, ...], ...]
    cell_observers: tuple[tuple[int, ...], ...]
    """Of a world's cell: observers that see it change."""
    atoms: tuple[Atom, ...]
    gates: tuple[Gate, ...]
    switches: tuple[str, ...]
    askings: tuple[Asking, ...]
    """In the order of links."""
    regions: tuple[tuple[str, Title], ...] = ()
    """(id, name) of each region, for people to read."""
    kinds: tuple[tuple[str, Title], ...] = ()
    """(id, name) of each kind of unit that has a name."""
    mirrors: tuple[tuple[int, ...], ...] = ()
    """Of each cell: those that take over at once what it comes to hold; empty where none does."""
    groups: tuple[Group, ...] = ()
    """The people whom agencies look after, where a condition asks what they know."""
    crowds: tuple[Crowd, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    """Those that some task serves, a bound before what it bounds."""
    voices: tuple[Voice, ...] = ()
    """What agencies say of what they misreport; empty where nobody does."""
    posts: tuple[Post, ...] = ()
    """Posts that may change hands."""
    hand_overs: tuple[HandOver, ...] = ()
    chains: tuple[Duty, ...] = ()
    """From the beginning of a chain of limits to each of its receivers."""
