"""Agencies and what they have: desks, pools, posts."""

from collections.abc import Mapping, Sequence
from typing import Literal

from pydantic import Field, field_validator

from simulator.errors import say
from simulator.text.clock import Days, Hours, OfficeHours
from simulator.text.conditions import When
from simulator.text.distributions import Spread
from simulator.text.durations import Duration
from simulator.text.faults import TextError
from simulator.text.headcount import Headcount
from simulator.text.numbers import Coordinates, Whole
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
Level = Literal["nation", "province", "city", "county", "town", "village_grid", "site"]


class Shift(Record):
    """Operators on a desk at certain hours; the first shift that fits counts."""

    days: Days | None = Field(
        None, description="Days on which it holds; absent: every day. 适用的日子；不写为每天。"
    )
    hours: Hours | None = Field(
        None,
        description="Hours of the day, as `08:00-18:00`; absent: all day. "
        "时段，如 `08:00-18:00`；不写为全天。",
    )
    operators: Whole = Field(
        ge=0,
        le=10_000,
        description="People who answer, compose, ask, decide. 值守人数：接听、拟稿、询问、决策的人。",
    )


class Desk(Record):
    """An agency's operators. Each piece of desk work takes one of them."""

    operators: Whole | None = Field(
        None, ge=0, le=10_000, description="Operators at every hour. 全天相同的值守人数。"
    )
    shifts: tuple[Shift, ...] = Field(
        (),
        description="Operators by day and hour; the first that fits counts. "
        "按日期和时段排班；以第一个符合的为准。",
    )
    hand_over: Duration | None = Field(
        None,
        description="After a change of shift no new work starts for so long. 交接班时间，其间不开始新工作。",
    )
    compose: Spread | None = Field(
        None, description="Time to put a report together; absent: none. 拟写一份报告的时间；不写为零。"
    )
    handling: Spread | None = Field(
        None, description="Time to take a message in; absent: none. 处理一条来信的时间；不写为零。"
    )
    basis: Title | None = Field(
        None,
        description="Where these figures come from; absent: an assumption. 这些数据的出处；不写即视为假设。",
    )

    @field_validator("operators", mode="before")
    @classmethod
    def _one_number(cls, value: object) -> object:
        """Show how hours are written to whoever writes `operators: {day: 3, night: 1}`."""
        if isinstance(value, Mapping | Sequence) and not isinstance(value, str):
            raise TextError(
                say("`operators` is one number, the same at every hour"),
                say('by the hour: `shifts: [{hours: "08:00-18:00", operators: 3}, {operators: 1}]`'),
            )
        return value


class Pool(Record):
    """Countable units of one kind."""

    units: Whole = Field(ge=0, le=1_000_000, description="How many there are. 数量。")
    kind: Ident | None = Field(
        None,
        description="What they count as elsewhere; absent: the pool's own name. 对外的类别；不写即用本名。",
    )
    mobilise: Spread | None = Field(
        None, description="Turn-out time before they move; absent: none. 出动准备时间；不写为零。"
    )
    at: Coordinates | None = Field(
        None, description="Base, [longitude, latitude], WGS-84. 驻地，[经度, 纬度]，WGS-84 坐标。"
    )
    speed: Speed | None = Field(
        None,
        description="Travel speed on the road, as `50 km/h`; absent: 40 km/h. 道路行驶速度；不写为 40 km/h。",
    )
    consumed: bool = Field(
        default=False, description="Used up by a task instead of coming back. 用后即消耗，不归还。"
    )
    redeploy: bool = Field(
        default=False,
        description="Free for the next task at once, without going back first. 可就地转用，不必先返回。",
    )
    open_to: tuple[Ref, ...] = Field(
        (), description="Agencies that may take units without asking. 可不经申请直接调用的机构。"
    )
    basis: Title | None = Field(
        None,
        description="Where these figures come from; absent: an assumption. 这些数据的出处；不写即视为假设。",
    )


class Agency(Record):
    """An actor: it believes, decides, reports and works."""

    name: Title = Field(description="Name for people. 机构名称。")
    sector: Sector = Field(description="Kind of organisation. 机构类别。")
    level: Level = Field(description="Level of the administration, or site. 行政层级，或企业现场。")
    region: Ref | None = Field(None, description="Where it is. 所在地区。")
    role: Ident | None = Field(
        None,
        description="What obligations and norms bind to, as `county_em_department`. "
        "规范所指的角色，如 `county_em_department`。",
    )
    powers: tuple[Ident, ...] = Field(
        (), description="What it may order, as `evacuate`. 有权下令的事项，如 `evacuate`。"
    )
    desk: Desk | None = Field(
        None,
        description="Its operators; absent: handled at once, without limit. "
        "值守席位；不写即随到随办，不限人数。",
    )
    works: OfficeHours | None = Field(
        None, description="Hours outside which its desk is not staffed. 工作时间，其余时间席位无人。"
    )
    pools: dict[Ident, Pool] = Field({}, description="Its units, by id. 所属力量与物资。")
    times: Whole = Field(1, ge=1, le=10_000, description="So many alike. 相同机构的个数。")
    people: Headcount | None = Field(
        None, description="People it looks after, `vulnerable` among them. 所负责的群众人数，其中弱势者比例。"
    )


class HandOver(Record):
    """When a post passes to another holder, and how long that takes."""

    to: Ref = Field(description="Agency that takes over. 接任机构。")
    when: When = Field(
        description="Condition on which it takes over, in the beliefs of either of the two. "
        "移交条件，以移交双方任何一方所知为准。"
    )
    takes: Spread | None = Field(
        None,
        description="Time until the new holder has the picture and confirms; absent: none. "
        "接任者掌握情况并确认所需的时间；不写为零。",
    )


class TakingUp(Record):
    """When somebody is there at all: the holder is on the way, or has yet to set up where it works."""

    when: When = Field(
        description="Condition on which the holder takes it up, in its own beliefs. "
        "担任者到岗的条件，以其自己所知为准。"
    )
    wanted: When | None = Field(
        None,
        description="Condition from which on the post is wanted, in the holder's beliefs; absent: from the "
        "start. 自何时起需要该岗位，以担任者所知为准；不写为从一开始。",
    )
    takes: Spread | None = Field(
        None,
        description="Time from then until it holds the post; absent: none. 到岗后接手所需的时间；不写为零。",
    )


class Post(Record):
    """A pointer to who holds a role now."""

    name: Title | None = Field(None, description="Name for people. 岗位名称。")
    holder: Ref = Field(description="Agency that holds it. 担任机构。")
    deputies: tuple[Ref, ...] = Field((), description="Who steps in, in order. 代理顺序。")
    after: Duration | None = Field(
        None,
        description="Time without its being handled after which the next steps in; absent: 15 min. "
        "无人处理多久后由下一位代理；不写为 15 分钟。",
    )
    taken_up: TakingUp | None = Field(
        None, description="When the holder is there; absent: from the start. 何时到岗；不写为一开始就在岗。"
    )
    hand_over: HandOver | None = Field(None, description="Passing the post on to another. 岗位移交。")
    basis: Title | None = Field(
        None,
        description="Where these figures come from; absent: an assumption. 这些数据的出处；不写即视为假设。",
    )
