"""Several plans as one: every name resolved, every reference an agency, a medium, a fact that exists."""

from dataclasses import dataclass, field
from datetime import date

from simulator.errors import Message, Place, Problem
from simulator.plan.agencies import Agency, Post
from simulator.plan.links import Agreement, Link, Medium
from simulator.plan.model import Locality, Plan, Quantity, Region
from simulator.plan.tasks import Obligation, Scale, Task
from simulator.text.condition_tree import Condition
from simulator.text.distributions import Distribution
from simulator.text.scalars import Value
from simulator.text.titles import Title
from simulator.units import Seconds


@dataclass(frozen=True, slots=True)
class Actor:
    """One agency. `name` is qualified (`city.duty_room`; the third of many alike is `city.grid#3`).

    `open_to` gives, by pool, the agencies that may take its units without asking.
    """

    name: str
    record: Agency
    plan: str
    region: str | None
    open_to: dict[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Seat:
    """Who is asked, in order: the holder of a post and its deputies, or one agency alone.

    `after` is the time after which the next is asked too; None where there is no next.
    """

    name: str
    holders: tuple[str, ...]
    after: Seconds | None = None
    record: Post | None = None


@dataclass(frozen=True, slots=True)
class Turnover:
    """How a post changes hands, beside the loss of whoever holds it.

    `to` takes over when `when` holds. `arrives`: the holder takes it up only then, and it is `wanted` from
    another condition on (None: from the start). Fields of what the post does not state are None.
    """

    to: str | None = None
    when: Condition | None = None
    takes: Distribution | None = None
    arrives: Condition | None = None
    wanted: Condition | None = None
    arriving: Distribution | None = None

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """All that somebody must know of for it to change hands."""
        return tuple(each for each in (self.when, self.arrives, self.wanted) if each is not None)


@dataclass(frozen=True, slots=True)
class Channel:
    """A medium. `members` are qualified agencies; empty unless it is a talk group."""

    name: str
    record: Medium
    members: tuple[str, ...] = ()
    up_when: Condition | None = None


@dataclass(frozen=True, slots=True)
class Edge:
    """A link between two agencies. `carries` are ids of facts and patterns (`*`, `*.done`), as written."""

    name: str
    record: Link
    plan: str
    sender: str
    receiver: str
    carries: tuple[str, ...]
    over: tuple[str, ...]
    order: int


@dataclass(frozen=True, slots=True)
class Amount:
    """A quantity by its fact; `most` is the fact that it cannot exceed."""

    fact: str
    record: Quantity
    plan: str
    most: str | None


@dataclass(frozen=True, slots=True)
class Refill:
    """So many units that a pool is filled up by."""

    agency: str
    pool: str
    units: int


@dataclass(frozen=True, slots=True)
class Job:
    """A task with its references resolved. `order` is its place among all tasks and links as declared.

    `outcomes` are (fact, probability), `serves` (fact of a quantity, rate), `uses` (kind of unit, rate);
    rates are a second, for each unit at work.
    `post` is the post that owns it, None where an agency does; `owner` is then its holder at first.
    """

    name: str
    record: Task
    plan: str
    hazard: str
    owner: str
    seat: Seat | None
    companions: tuple[str, ...]
    when: Condition
    stops: Condition | None
    achieves: tuple[tuple[str, Value], ...]
    outcomes: tuple[tuple[str, float], ...]
    serves: tuple[tuple[str, float], ...]
    uses: tuple[tuple[str, float], ...]
    refills: tuple[Refill, ...]
    goes_to: str | None
    order: int
    post: str | None = None

    @property
    def brings(self) -> tuple[tuple[str, Value | None], ...]:
        """The facts that it can bring about, each with its value; None: any number."""
        drawn = ((fact, True) for fact, _ in self.outcomes)
        return (*self.achieves, *drawn, *((fact, None) for fact, _ in self.serves))


@dataclass(frozen=True, slots=True)
class Axis:
    """A scale. `name` is the id of the fact that it declares; `criteria` are (rank from 1, condition).

    `lower` are (rank that it goes down to, condition).
    """

    name: str
    record: Scale
    plan: str
    levels: tuple[str, ...]
    seat: Seat
    criteria: tuple[tuple[int, Condition], ...]
    order: int
    lower: tuple[tuple[int, Condition], ...] = ()


@dataclass(frozen=True, slots=True)
class Grade:
    """A scale that nobody declares: an agency is at the highest level whose criterion holds in its beliefs.

    `criteria` are (rank from 1, condition), lowest first; conditions that compare the scale hold them in its
    place. `compared` are (sign, rank) of those comparisons in tasks and in the criteria of scales.
    """

    name: str
    record: Scale
    plan: str
    levels: tuple[str, ...]
    criteria: tuple[tuple[int, Condition], ...]
    compared: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Pact:
    """An agreement, with both records where both stand, that of the giver's file first: its values count.

    `decider` is the agency that answers a request; `tells` are ids of facts. `missing_in` names the plan
    that does not have it, `differs` the keys in which the two files are unequal.
    """

    name: str
    giver: str
    receiver: str
    decider: str
    takes: Distribution | None
    records: tuple[Agreement, ...]
    order: int
    tells: tuple[str, ...] = ()
    missing_in: tuple[str, ...] = ()
    differs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FactItem:
    """A fact. `name` is its id: `leak` for one of the world, `city.evacuated` for one that a plan produces.

    `kind` is boolean, number, level or place; `per` region, incident or None; `levels` the ids of a scale's
    levels, lowest first, `level_names` what people call them. `automatic` names the task or link whose state
    it is (`city.rescue` for `city.rescue.done`).
    """

    name: str
    kind: str
    title: Title | None = None
    per: str | None = None
    levels: tuple[str, ...] = ()
    automatic: str | None = None
    level_names: tuple[Title, ...] = ()


@dataclass(frozen=True, slots=True)
class Duty:
    """An obligation bound to agencies: one for each pair of holder and receiver.

    `fact`, `sender`, `receiver` for a duty to tell; `when`, `then` (and `holder`, in whose beliefs `when` is
    read) for if-then; `fulfilled` for a thing that must exist. `when` beside `fact`: the clock waits for it,
    too. `pack` is the norm pack that it comes from, or that it stands in for.
    """

    name: str
    record: Obligation
    plan: str
    fact: str | None = None
    sender: str | None = None
    receiver: str | None = None
    holder: str | None = None
    when: Condition | None = None
    then: Condition | None = None
    fulfilled: bool | None = None
    pack: str | None = None


@dataclass(frozen=True, slots=True)
class Unbound:
    """A duty of a norm pack that binds nobody in these plans, and why; `place` is its line in the pack."""

    name: str
    reason: Message
    place: Place


@dataclass(frozen=True, slots=True)
class Area:
    """A region with its qualified name and the regions it lies in, nearest first."""

    name: str
    record: Region
    within: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Spot:
    """A named place."""

    name: str
    record: Locality
    region: str | None


@dataclass(frozen=True, slots=True)
class Composition:
    """Several plans composed into one. Every mapping is keyed by qualified name, in declared order.

    In conditions a name that is no fact's id is the value of a place (`rvp = north_gate`).
    """

    plans: tuple[Plan, ...]
    actors: dict[str, Actor]
    areas: dict[str, Area]
    spots: dict[str, Spot]
    seats: dict[str, Seat]
    channels: dict[str, Channel]
    edges: tuple[Edge, ...]
    jobs: tuple[Job, ...]
    axes: tuple[Axis, ...]
    pacts: tuple[Pact, ...]
    facts: dict[str, FactItem]
    duties: tuple[Duty, ...]
    amounts: dict[str, Amount]
    holidays: dict[str, frozenset[date]]
    travel: dict[tuple[str, str], Distribution]
    detour: float
    warnings: tuple[Problem, ...] = ()
    grades: tuple[Grade, ...] = ()
    members: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """The agencies behind a name as written: `city.grid` to `city.grid#1` and so on."""
    unbound: tuple[Unbound, ...] = ()
    turnovers: dict[str, Turnover] = field(default_factory=dict)
    """How posts change hands, of those that say so."""
    authorities: dict[str, str] = field(default_factory=dict)
    """The agency that issued each plan, by the plan's id."""
    kinds: dict[str, Title] = field(default_factory=dict)
    """Names of kinds of units, of those that have one."""

    def kind_name(self, kind: str) -> Title:
        """Give what people call a kind of unit."""
        return self.kinds.get(kind) or Title(kind, kind)
