"""The scenario: what happens, when, to which plans."""

from typing import Literal

from pydantic import Field

from simulator.text.clock import Moment
from simulator.text.conditions import When
from simulator.text.distributions import Spread
from simulator.text.document import Document
from simulator.text.durations import Duration, Period
from simulator.text.numbers import Coordinates, Number, Probability, Units, Whole
from simulator.text.record import Ident, Record, Ref, Title
from simulator.text.scalars import Value


class Incident(Record):
    """Something that happens at a place and is seen by somebody."""

    id: Ident | None = Field(
        None, description="Name, where a scenario has several of one hazard. 标识，同一灾种有多起时使用。"
    )
    hazard: Ident = Field(description="Hazard of a plan. 预案中的灾种。")
    region: Ref | None = Field(None, description="Where it happens. 发生地区。")
    at: Coordinates | None = Field(
        None, description="[longitude, latitude], WGS-84. [经度, 纬度]，WGS-84 坐标。"
    )
    begins: Duration | None = Field(
        None, description="After the scenario's start; absent: at once. 距情景开始多久；不写即刻发生。"
    )
    every: Spread | None = Field(None, description="Arrivals: time between two of them. 多起事件之间的间隔。")
    count: Whole = Field(1, ge=1, le=1_000, description="Arrivals: how many. 事件起数。")
    facts: dict[str, Value] = Field(description="What becomes true. 成为事实的情况。")
    observed_by: dict[Ref, Spread] = Field(
        {}, description="Who sees it, and after what time. 谁能观察到，多久之后。"
    )


class Inject(Record):
    """What exercise control adds, at a time or when a condition holds. Exactly one kind of effect."""

    at: Duration | None = Field(None, description="After the scenario's start. 距情景开始多久。")
    when: When | None = Field(
        None,
        description="When this holds in truth, or in the beliefs of `believed_by`. "
        "此条件属实时，或 `believed_by` 认为属实时。",
    )
    believed_by: Ref | None = Field(
        None, description="Agency in whose beliefs `when` is read. 以哪个机构所知来判断 `when`。"
    )
    lasts: Duration | None = Field(
        None, description="How long it holds; absent: to the end. 持续多久；不写直到结束。"
    )
    set: dict[str, Value] | None = Field(None, description="Facts of the world that change. 改变的客观事实。")
    reissue: tuple[str, ...] | None = Field(
        None, description="Facts that are said again, as if they were new. 重新发布的事实，如同新情况。"
    )
    observed_by: dict[Ref, Spread] = Field(
        {}, description="Who sees what was set, and after what time. 谁能观察到，多久之后。"
    )
    outage: Ref | None = Field(
        None,
        description="Medium, link, agency, region or `AGENCY.desk` that fails. "
        "中断的通信手段、通报关系、机构、地区或席位。",
    )
    region: Ref | None = Field(
        None,
        description="Where: an outage of a medium concerns agencies in this region; a fact set or "
        "misreported is that of this region. "
        "地区：该地区机构的通信中断；或该地区的事实（设定或误报的）。",
    )
    road_closed: str | None = Field(
        None, description="`region-region` that nobody gets through. 两地之间道路不通。"
    )
    instead: Number | None = Field(
        None, ge=1, le=100, description="Closed road: factor of the way round. 道路不通时绕行的时间倍数。"
    )
    slowed: str | None = Field(
        None, description="`region-region` on which travel takes longer. 两地之间行程变慢。"
    )
    factor: Number | None = Field(
        None, ge=1, le=100, description="Slowed: factor on the time. 变慢的时间倍数。"
    )
    take_away: dict[Ref, int] | None = Field(
        None, description="Units withdrawn from pools, `AGENCY.pool: n`. 抽走的力量。"
    )
    refill: dict[Ref, Units] | None = Field(
        None, description="Units that pools have more, `AGENCY.pool: n`. 补充的力量或物资。"
    )
    calls_to: Ref | None = Field(
        None, description="Public calls on the desk of an agency. 打入某机构席位的群众来电。"
    )
    every: Spread | None = Field(None, description="Calls: time between two of them. 来电间隔。")
    talk: Spread | None = Field(
        None, description="Calls: how long each takes an operator. 每个来电占用一名值守员多久。"
    )
    patience: Duration | None = Field(
        None,
        description="Calls: how long a caller waits; absent: without limit. 来电者最多等多久；不写为不限。",
    )
    message: Title | None = Field(None, description="A message from exercise control. 导调组的消息。")
    to: Ref | None = Field(None, description="Message: the agency that gets it. 消息的接收机构。")
    tells: dict[str, Value] = Field({}, description="Message: facts that it states. 消息所述的事实。")
    misreport: str | None = Field(
        None,
        description="A fact that an agency does not report as it believes it. "
        "某机构未如实、及时报告的事实（迟报、漏报、谎报、瞒报）。",
    )
    by: Ref | None = Field(None, description="Misreport: by whom. 由哪个机构迟报、谎报或瞒报。")
    less: Number | None = Field(
        None, description="Misreport: how much less it says, never below 0. 谎报：少报多少，最少报 0。"
    )
    states: Value | None = Field(
        None, alias="as", description="Misreport: what it says instead. 谎报：所报的内容。"
    )
    never: bool = Field(default=False, description="Misreport: it says nothing of it. 瞒报：一直不报。")
    late: Duration | None = Field(
        None, description="Misreport: how long it keeps back what it learns. 迟报：知悉后压多久才报。"
    )
    until: When | None = Field(
        None,
        description="Misreport: when this holds in truth, it tells what it believes. "
        "直到此条件属实时如实报告。",
    )


class Milestone(Record):
    """A named condition whose first time is measured; with `within` and `share` an objective."""

    title: Title | None = Field(None, description="Name for people. 里程碑名称。")
    when: When = Field(
        description="Condition in truth; `AGENCY knows x` for what an agency holds. "
        "客观条件；`机构 knows x` 表示某机构已知。"
    )
    within: Duration | None = Field(None, description="Objective: the limit. 目标：时限。")
    share: Probability | None = Field(
        None, description="Objective: share of replications inside the limit. 目标：在时限内达到的推演比例。"
    )

    @property
    def is_objective(self) -> bool:
        """Whether it must be reached, within a limit, in a share of the replications."""
        return self.within is not None and self.share is not None


class NormEntry(Record):
    """A norm pack with what its words mean in these plans."""

    pack: str = Field(description="Id or file of the pack. 规范包标识或文件。")
    hazards: tuple[Ident, ...] = Field(
        (),
        description="Hazards that it is for here; absent: its own. 在此适用的灾种；不写即规范包自列的。",
    )
    names: dict[Ident, Ref] = Field(
        {},
        description="What words of the pack are called in these plans; `incident` is the event itself. "
        "规范包用词在预案中的名称；`incident` 指事件本身。",
    )


class Scenario(Document):
    """Composed plans, a start, a horizon, incidents, injects, milestones."""

    drill: Literal["scenario"] = Field(description="Says that the file is a scenario. 表明本文件是情景。")
    format: Literal[1] = Field(description="Version of the format, 1. 格式版本，写 1。")
    name: Title = Field(description="Title of the scenario. 情景名称。")
    plans: tuple[str, ...] = Field(
        min_length=1,
        description="Plan files, relative to this file or to the project. 预案文件，相对于本文件或项目目录。",
    )
    norms: tuple[str | NormEntry, ...] = Field(
        (),
        description="Norm packs that hold: ids of shipped ones or of the project's `plans/norms/`, or files "
        "ending in `.yaml`. 适用的规范包：随附或项目 `plans/norms/` 中规范包的标识，或 `.yaml` 文件。",
    )
    start: Moment = Field(description='Local date and time, as "2026-02-17 02:10". 当地日期和时刻。')
    horizon: Period = Field(description="How long is played at the most. 最长推演多久。")
    incident: Incident | None = Field(None, description="What happens. 发生的事件。")
    incidents: tuple[Incident, ...] = Field(
        (), description="What happens, where it is more than one. 多起事件。"
    )
    injects: tuple[Inject, ...] = Field((), description="What exercise control adds. 导调组的情景注入。")
    milestones: dict[Ident, Milestone] = Field(
        min_length=1, description="What is measured, by id. 要测量的里程碑。"
    )
    runs: Whole = Field(200, ge=1, le=1_000_000, description="Replications. 推演次数。")
    seed: Whole = Field(1, ge=0, lt=2**63, description="Seed of all draws. 随机种子。")
