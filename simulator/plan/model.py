"""The plan: one authority's document."""

from typing import Literal

from pydantic import Field

from simulator.plan.agencies import Agency, Post
from simulator.plan.links import Agreement, Link, Medium
from simulator.plan.tasks import Obligation, Scale, Task
from simulator.text.clock import DateSpan, OfficeHours
from simulator.text.distributions import Spread
from simulator.text.document import Document
from simulator.text.numbers import Coordinates, Number
from simulator.text.record import Ident, Record, Ref, Title


class Hazard(Record):
    """A kind of incident that the plan is for."""

    name: Title = Field(description="Name for people. 灾种名称。")
    special_plan: Title | None = Field(
        None, description="Special plan or paragraph for it. 对应的专项预案或章节。"
    )
    crosses_border_to: tuple[Ref, ...] = Field((), description="Regions that it can reach. 可能波及的地区。")


class Region(Record):
    """An area of the administration."""

    name: Title = Field(description="Name for people. 地区名称。")
    within: Ref | None = Field(None, description="Region that it lies in. 上级地区。")
    neighbour: bool = Field(
        default=False, description="Belongs to another authority. 属于另一个主管机关（相邻地区）。"
    )
    at: Coordinates | None = Field(
        None, description="[longitude, latitude], WGS-84. [经度, 纬度]，WGS-84 坐标。"
    )


class Locality(Record):
    """A named place."""

    name: Title | None = Field(None, description="Name for people. 地点名称。")
    at: Coordinates | None = Field(
        None, description="[longitude, latitude], WGS-84. [经度, 纬度]，WGS-84 坐标。"
    )
    region: Ref | None = Field(None, description="Region that it lies in. 所在地区。")


class Calendar(Record):
    """Holidays and office hours."""

    holidays: tuple[DateSpan, ...] = Field(
        (), description="Public holidays, days or spans of days. 法定节假日，单日或起止日期。"
    )
    office_hours: OfficeHours | None = Field(
        None, description="Usual office hours of the authority, for the reader. 机关办公时间，供读者参考。"
    )


class Fact(Record):
    """A fact that needs more than true or false, or a title."""

    title: Title | None = Field(None, description="Name for people. 事实的名称。")
    kind: Literal["boolean", "number", "level", "place"] = Field(
        "boolean",
        description="What its value is: true or false, a number, a level of a scale, a place. "
        "取值类型：是否、数字、等级、地点。",
    )
    per: Literal["region", "incident"] | None = Field(
        None, description="One value for each region or incident. 每个地区或每起事件各有一个值。"
    )


class Quantity(Record):
    """A number that tasks raise."""

    title: Title | None = Field(None, description="Name for people. 数量的名称。")
    most: str | None = Field(None, description="Quantity that it cannot exceed. 不能超过的另一个数量。")


class Travel(Record):
    """Times between regions, and what stands in where the table is silent."""

    detour: Number | None = Field(
        None,
        ge=1,
        le=10,
        description="Road length over great-circle length; absent: 1.3. 道路长度与直线距离之比；不写为 1.3。",
    )
    table: dict[str, Spread] = Field(
        {}, description="`from-to: time` between two regions, both ways. 两地之间的行程时间，往返相同。"
    )
    basis: Title | None = Field(
        None,
        description="Where these figures come from; absent: an assumption. 这些数据的出处；不写即视为假设。",
    )


class Plan(Document):
    """One authority's document. It owns what it declares and refers to others by qualified name."""

    drill: Literal["plan"] = Field(description="Says that the file is a plan. 表明本文件是预案。")
    format: Literal[1] = Field(description="Version of the format, 1. 格式版本，写 1。")
    id: Ident = Field(
        description="Short name by which other plans refer to this one. 预案标识，其他预案用它来引用。"
    )
    name: Title = Field(description="Title of the document. 预案名称。")
    authority: Ref = Field(description="Agency that issues it. 发布单位。")
    version: Title | None = Field(None, description="Edition of the document. 预案版本。")
    hazards: dict[Ident, Hazard] = Field(
        {}, description="Kinds of incidents that it is for, by id. 适用的灾种。"
    )
    regions: dict[Ident, Region] = Field({}, description="Areas of the administration, by id. 行政区域。")
    places: dict[Ident, Locality] = Field({}, description="Named places, by id. 命名的地点。")
    calendar: Calendar | None = Field(None, description="Holidays and office hours. 节假日与办公时间。")
    facts: dict[Ident, Fact] = Field(
        {}, description="Facts that need more than true or false, or a title. 需要说明类型或名称的事实。"
    )
    quantities: dict[Ident, Quantity] = Field({}, description="Numbers that tasks raise. 由任务累积的数量。")
    kinds: dict[Ident, Title] = Field(
        {},
        description="Names of kinds of units for people; absent: the id. 力量类别的名称；不写即用标识。",
        examples=[{"ambulance": {"zh": "救护车", "en": "Ambulance"}}],
    )
    media: dict[Ident, Medium] = Field({}, description="Means of communication, by id. 通信手段。")
    agencies: dict[Ident, Agency] = Field({}, description="Actors, by id. 机构。")
    posts: dict[Ident, Post] = Field({}, description="Who holds a role now, by id. 岗位：由谁担任。")
    links: tuple[Link, ...] = Field((), description="Who tells whom what. 通报关系：谁把什么告诉谁。")
    agreements: dict[Ident, Agreement] = Field(
        {},
        description="What passes between two authorities; the same record stands in both files. "
        "协议；双方文件中各写一份，内容相同。",
    )
    scales: dict[Ident, Scale] = Field(
        {}, description="Severity, response and warning levels, by id. 等级：灾情、响应、预警。"
    )
    procedures: dict[Ident, dict[Ident, Task]] = Field({}, description="Tasks by hazard. 按灾种列出的任务。")
    obligations: tuple[Obligation, ...] = Field(
        (), description="Duties to tell, to act or to have. 义务：报告、处置、配置。"
    )
    travel: Travel | None = Field(None, description="Times on the road. 行程时间。")
