"""Agencies and what they have: desks, pools, posts."""

from typing import Literal

from pydantic import Field

from simulator.text.clock import Days, Hours, OfficeHours
from simulator.text.conditions import When
from simulator.text.distributions import Spread
from simulator.text.durations import Duration
from simulator.text.headcount import Headcount
from simulator.text.numbers import Coordinates
from simulator.text.rates import Speed
from simulator.text.record import Ident, Record, Ref, Title

Sector = Literal[
    "government",
    "enterprise",
    "neighbour",
    "community",
    "public_safety",
    "medical",
    "military",
    "utility",
    "volunteer",
]
Level = Literal["province", "city", "county", "town", "village_grid", "site"]


class Shift(Record):
    """Operators on a desk at certain hours; the first shift that fits counts."""

    days: Days | None = Field(None, description="Days on which it holds; absent: every day.")
    hours: Hours | None = Field(None, description="Hours of the day, as `08:00-18:00`; absent: all day.")
    operators: int = Field(ge=0, le=10_000, description="People who answer, compose, ask, decide.")


class Desk(Record):
    """An agency's operators. Each piece of desk work takes one of them."""

    operators: int | None = Field(None, ge=0, le=10_000, description="Operators at every hour.")
    shifts: tuple[Shift, ...] = Field(
        (), description="Operators by day and hour; the first that fits counts."
    )
    hand_over: Duration | None = Field(
        None, description="After a change of shift no new work starts for so long."
    )
    compose: Spread | None = Field(None, description="Time to put a report together; absent: none.")
    handling: Spread | None = Field(None, description="Time to take a message in; absent: none.")
    basis: Title | None = Field(None, description="Where these figures come from; absent: an assumption.")


class Pool(Record):
    """Countable units of one kind."""

    units: int = Field(ge=0, le=1_000_000, description="How many there are.")
    kind: Ident | None = Field(None, description="What they count as elsewhere; absent: the pool's own name.")
    mobilise: Spread | None = Field(None, description="Turn-out time before they move; absent: none.")
    at: Coordinates | None = Field(None, description="Base, [longitude, latitude], WGS-84.")
    speed: Speed | None = Field(None, description="Travel speed on the road, as `50 km/h`.")
    consumed: bool = Field(default=False, description="Used up by a task instead of coming back.")
    redeploy: bool = Field(
        default=False, description="Free for the next task at once, without going back first."
    )
    open_to: tuple[Ref, ...] = Field((), description="Agencies that may take units without asking.")
    basis: Title | None = Field(None, description="Where these figures come from; absent: an assumption.")


class Agency(Record):
    """An actor: it believes, decides, reports and works."""

    name: Title
    sector: Sector = Field(description="Kind of organisation.")
    level: Level = Field(description="Level of the administration, or site.")
    region: Ref | None = Field(None, description="Where it is.")
    role: Ident | None = Field(None, description="What norms bind to, as `county_em_department`.")
    powers: tuple[Ident, ...] = Field((), description="What it may order, as `evacuate`.")
    desk: Desk | None = Field(None, description="Its operators; absent: handled at once, without limit.")
    works: OfficeHours | None = Field(None, description="Hours outside which its desk is not staffed.")
    pools: dict[Ident, Pool] = Field({}, description="Its units.")
    times: int = Field(1, ge=1, le=10_000, description="So many alike.")
    people: Headcount | None = Field(None, description="People it looks after.")


class HandOver(Record):
    """When a post passes to another holder, and how long that takes."""

    to: Ref
    when: When
    takes: Spread | None = None


class Post(Record):
    """A pointer to who holds a role now."""

    holder: Ref = Field(description="Agency that holds it.")
    deputies: tuple[Ref, ...] = Field((), description="Who steps in, in order.")
    after: Duration | None = Field(
        None, description="Time without its being handled after which the next steps in."
    )
    hand_over: HandOver | None = Field(None, description="Passing the post on (a later version).")
    basis: Title | None = Field(None, description="Where these figures come from; absent: an assumption.")
