"""The scenario: what happens, when, to which plans."""

from typing import Literal

from pydantic import Field

from simulator.plan.tasks import Value
from simulator.text.clock import Moment
from simulator.text.conditions import When
from simulator.text.distributions import Spread
from simulator.text.document import Document
from simulator.text.durations import Duration
from simulator.text.numbers import Coordinates, Probability
from simulator.text.record import Ident, Record, Ref, Title


class Incident(Record):
    """Something that happens at a place and is seen by somebody."""

    id: Ident | None = None
    hazard: Ident
    region: Ref | None = None
    at: Coordinates | None = Field(None, description="[longitude, latitude], WGS-84.")
    begins: Duration | None = Field(None, description="After the scenario's start; absent: at once.")
    every: Spread | None = Field(None, description="Arrivals: time between two of them.")
    count: int = Field(1, ge=1, le=1_000, description="Arrivals: how many.")
    facts: dict[str, Value] = Field(description="What becomes true.")
    observed_by: dict[Ref, Spread] = Field({}, description="Who sees it, and after what time.")


class Inject(Record):
    """What exercise control adds, at a time or when a condition holds. Exactly one kind of effect."""

    at: Duration | None = Field(None, description="After the scenario's start.")
    when: When | None = Field(
        None, description="When this holds in truth, or in the beliefs of `believed_by`."
    )
    believed_by: Ref | None = Field(None, description="Agency in whose beliefs `when` is read.")
    lasts: Duration | None = Field(None, description="How long it holds; absent: to the end.")
    set: dict[str, Value] | None = Field(None, description="Facts of the world that change.")
    reissue: tuple[str, ...] | None = Field(
        None, description="Facts that are said again, as if they were new."
    )
    observed_by: dict[Ref, Spread] = Field({}, description="Who sees what was set, and after what time.")
    outage: Ref | None = Field(None, description="Medium, link, agency, region or `AGENCY.desk` that fails.")
    region: Ref | None = Field(None, description="The outage of a medium concerns agencies in this region.")
    road_closed: str | None = Field(None, description="`region-region` that nobody gets through.")
    instead: float | None = Field(None, ge=1, le=100, description="Closed road: factor of the way round.")
    slowed: str | None = Field(None, description="`region-region` on which travel takes longer.")
    factor: float | None = Field(None, ge=1, le=100, description="Slowed: factor on the time.")
    take_away: dict[Ref, int] | None = Field(
        None, description="Units withdrawn from pools, `AGENCY.pool: n`."
    )
    calls_to: Ref | None = Field(None, description="Public calls on the desk of an agency.")
    every: Spread | None = Field(None, description="Calls: time between two of them.")
    talk: Spread | None = Field(None, description="Calls: how long each takes an operator.")
    patience: Duration | None = Field(
        None, description="Calls: how long a caller waits; absent: without limit."
    )
    message: Title | None = Field(None, description="A message from exercise control.")
    to: Ref | None = Field(None, description="Message: the agency that gets it.")
    tells: dict[str, Value] = Field({}, description="Message: facts that it states.")
    misreport: str | None = Field(None, description="A report that goes wrong (a later version).")
    by: Ref | None = Field(None, description="Misreport: by whom (a later version).")
    less: float | None = Field(None, description="Misreport (a later version).")
    states: Value | None = Field(None, alias="as", description="Misreport (a later version).")
    never: bool = Field(default=False, description="Misreport (a later version).")
    late: Duration | None = Field(None, description="Misreport (a later version).")
    until: When | None = Field(None, description="Misreport (a later version).")


class Milestone(Record):
    """A named condition whose first time is measured; with `within` and `share` an objective."""

    title: Title | None = None
    when: When = Field(description="Condition in truth; `AGENCY knows x` for what an agency holds.")
    within: Duration | None = Field(None, description="Objective: the limit.")
    share: Probability | None = Field(None, description="Objective: share of replications inside the limit.")


class Scenario(Document):
    """Composed plans, a start, a horizon, incidents, injects, milestones."""

    drill: Literal["scenario"]
    format: Literal[1]
    name: Title
    plans: tuple[str, ...] = Field(min_length=1, description="Plan files, relative to this file.")
    norms: tuple[str, ...] = Field((), description="Norm packs (a later version).")
    start: Moment = Field(description='Local date and time, as "2026-02-17 02:10".')
    horizon: Duration
    incident: Incident | None = None
    incidents: tuple[Incident, ...] = ()
    injects: tuple[Inject, ...] = ()
    milestones: dict[Ident, Milestone] = Field(min_length=1)
    runs: int = Field(200, ge=1, le=1_000_000, description="Replications.")
    seed: int = Field(1, ge=0, lt=2**63)
