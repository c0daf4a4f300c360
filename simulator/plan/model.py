"""The plan: one authority's document."""

from typing import Literal

from pydantic import Field

from simulator.plan.agencies import Agency, Post
from simulator.plan.links import Agreement, Link, Medium
from simulator.plan.tasks import Obligation, Scale, Task
from simulator.text.clock import DateSpan, OfficeHours
from simulator.text.distributions import Spread
from simulator.text.document import Document
from simulator.text.numbers import Coordinates
from simulator.text.record import Ident, Record, Ref, Title


class Hazard(Record):
    """A kind of incident that the plan is for."""

    name: Title
    special_plan: Title | None = Field(None, description="Special plan or paragraph for it.")
    crosses_border_to: tuple[Ref, ...] = Field((), description="Regions that it can reach.")


class Region(Record):
    """An area of the administration."""

    name: Title
    within: Ref | None = Field(None, description="Region that it lies in.")
    neighbour: bool = Field(default=False, description="Belongs to another authority.")
    at: Coordinates | None = Field(None, description="[longitude, latitude], WGS-84.")


class Locality(Record):
    """A named place."""

    name: Title | None = None
    at: Coordinates | None = Field(None, description="[longitude, latitude], WGS-84.")
    region: Ref | None = None


class Calendar(Record):
    """Holidays and office hours."""

    holidays: tuple[DateSpan, ...] = ()
    office_hours: OfficeHours | None = None


class Fact(Record):
    """A fact that needs more than true or false, or a title."""

    title: Title | None = None
    kind: Literal["boolean", "number", "level", "place"] = "boolean"
    per: Literal["region", "incident"] | None = Field(
        None, description="One value for each region or incident."
    )


class Quantity(Record):
    """A number that tasks raise."""

    title: Title | None = None
    most: str | None = Field(None, description="Quantity that it cannot exceed.")


class Travel(Record):
    """Times between regions, and what stands in where the table is silent."""

    detour: float | None = Field(None, ge=1, le=10, description="Road length over great-circle length.")
    table: dict[str, Spread] = Field({}, description="`from-to: time` between two regions, both ways.")
    basis: Title | None = Field(None, description="Where these figures come from; absent: an assumption.")


class Plan(Document):
    """One authority's document. It owns what it declares and refers to others by qualified name."""

    drill: Literal["plan"]
    format: Literal[1]
    id: Ident
    name: Title
    authority: Ref = Field(description="Agency that issues it.")
    version: Title | None = None
    hazards: dict[Ident, Hazard] = {}
    regions: dict[Ident, Region] = {}
    places: dict[Ident, Locality] = {}
    calendar: Calendar | None = None
    facts: dict[Ident, Fact] = {}
    quantities: dict[Ident, Quantity] = {}
    media: dict[Ident, Medium] = {}
    agencies: dict[Ident, Agency] = {}
    posts: dict[Ident, Post] = {}
    links: tuple[Link, ...] = ()
    agreements: dict[Ident, Agreement] = {}
    scales: dict[Ident, Scale] = {}
    procedures: dict[Ident, dict[Ident, Task]] = Field({}, description="Tasks by hazard.")
    obligations: tuple[Obligation, ...] = ()
    travel: Travel | None = None
