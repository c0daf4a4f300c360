"""What comes from outside the plans, and what is measured."""

from dataclasses import dataclass

from simulator.program.entities import NONE
from simulator.text.scalars import Value
from simulator.text.titles import Title


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
    """incident, set, reissue, outage, restored, road, withdrawn, refilled, calls, message, misreport,
    truthful, shift, holds."""


@dataclass(frozen=True, slots=True)
class Misreport:
    """How a report differs from what is believed: so much less, something else, nothing, or later.

    One of them holds: `less` is 0, `states` None, `late` negative, `never` false where they do not. Times in
    seconds. `voices` are indexes into `Program.voices`; it ends when the root gate `until` turns true.
    """

    voices: tuple[int, ...]
    less: float
    states: Value | None
    never: bool
    late: float
    until: int


@dataclass(frozen=True, slots=True)
class Act:
    """What an inject or an incident does when its time comes. Fields that its kind does not use are empty.

    It happens at `at` and what the streams `times` add to it (one for each arrival so far), or when the root
    `gate` turns true; what ends again `lasts` so long (negative: to the end). Times in seconds. `facts` are
    (world's cell, fact, value); `switches` those that it opens; `servers` (server, units) it takes or brings;
    `desks` the servers that it closes; `factor` on the time by `road` (0: closed); `calls` (server, stream of
    the times between, stream of the times of talk, patience).
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
    misreport: Misreport | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """People whom an agency looks after: from `low` to `high`, drawn from `stream` (`NONE` where equal)."""

    agent: int
    stream: int
    low: int
    high: int
    vulnerable: float


@dataclass(frozen=True, slots=True)
class Crowd:
    """The share of people, or of the vulnerable ones, whose agencies know a fact.

    `knows` is the id of that fact. `hearers` are pairs of group and root gate, which holds while the group's
    agency knows. `cell` and `fact` are the share as a number of the world, `NONE` where no condition asks.
    """

    knows: str
    title: Title
    vulnerable: bool
    hearers: tuple[tuple[int, int], ...]
    cell: int = NONE
    fact: int = NONE


@dataclass(frozen=True, slots=True)
class Milestone:
    """A milestone with its root gate; limits in seconds, share 0 to 1."""

    name: str
    title: Title
    gate: int
    within: float | None
    share: float | None

    @property
    def objective(self) -> tuple[float, float] | None:
        """Limit and share where it is an objective, else None."""
        return None if self.within is None or self.share is None else (self.within, self.share)


@dataclass(frozen=True, slots=True)
class Norm:
    """What the results say of an obligation's source: pack, article, how sure it is; None where it says none.

    `wording` is a limit that is no number, `share` the share of cases in which it must be kept; `overrides`
    names the duty of the pack that a plan's own stands in for, and `why`.
    """

    pack: str | None
    article: str | None
    certainty: str | None
    wording: Title | None = None
    share: float | None = None
    overrides: str | None = None
    why: Title | None = None


@dataclass(frozen=True, slots=True)
class Duty:
    """An obligation as it is measured.

    Telling: `holder_cells` (the first stamp in one starts the clock; the world's with `starts: truth`),
    `receiver`, `facts` (instances, any of which counts), `when_gate` where that must be true, too. If-then:
    `when_gate`, `then_gate`. `fulfilled` for a thing that must exist. Limits in seconds. `incident` names the
    one that it is for; it is empty where it is for all that happens.
    """

    name: str
    title: Title | None
    basis: Title | None
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
    norm: Norm | None = None
    incident: str = ""
