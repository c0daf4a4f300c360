"""What agencies do and decide: tasks, scales, obligations."""

from typing import Literal

from pydantic import Field

from simulator.text.conditions import When
from simulator.text.distributions import Spread
from simulator.text.durations import Duration, Period
from simulator.text.numbers import Probability, Units, Whole
from simulator.text.rates import Rate
from simulator.text.record import Ident, Record, Ref, Title
from simulator.text.scalars import Value


class Decision(Record):
    """A decision that must be taken before a task may start."""

    by: Ref = Field(description="Agency or post that decides. 决定的机构或岗位。")
    takes: Spread | None = Field(None, description="Time to decide; absent: none. 决定用时；不写为零。")


class Task(Record):
    """Work that somebody starts when its condition holds in the beliefs of its owner."""

    name: Title | None = Field(None, description="Name for people. 任务名称。")
    owner: Ref = Field(description="Agency or post. 承担的机构或岗位。")
    when: When = Field(description="Condition in the owner's beliefs. 启动条件，以承担者所知为准。")
    decision: Decision | None = Field(None, description="Who must agree first. 须由谁先行批准。")
    requires_power: Ident | None = Field(
        None, description="Power that whoever orders it must hold. 下令者必须具有的权限。"
    )
    needs: dict[Ident, Units] = Field(
        {},
        description="Units by kind; `desk: n` for the owner's operators. "
        "所需力量，按类别；`desk: n` 为本单位值守人员。",
    )
    companions: tuple[Ref, ...] = Field(
        (), alias="with", description="Joint task: who takes part. 联合任务：参加者。"
    )
    at_least: Whole | None = Field(
        None,
        ge=1,
        description="Joint task: it starts with so many participants. 联合任务：到齐多少参加者即开始。",
    )
    wait_at_most: Duration | None = Field(
        None, description="Joint task: it starts then, whoever is there. 联合任务：最多等待多久。"
    )
    in_person: bool = Field(
        default=False,
        description="Joint task: participants travel to `goes_to`, or to the owner's region, and back; "
        "an operator of each is away so long. "
        "联合任务：参加者到 `goes_to`（不写即承担者所在地区）现场参加，往返期间各占用一名值守人员。",
    )
    goes_to: Ref | None = Field(
        None,
        description="Where the units, or those who take part in person, go: a place fact, place or region, "
        "`incident`. 力量或现场参加者的去向：地点类事实、地点、地区或 `incident`。",
    )
    duration: Spread | None = Field(
        None, description="Time of work on the spot; absent: none. 现场作业时间；不写为零。"
    )
    achieves: str | tuple[str, ...] | dict[str, Value] | None = Field(
        None,
        description="Facts that hold when it is done: one, a list (true), or a mapping to values. "
        "完成后成立的事实：一个、多个，或带取值。",
    )
    stops: When | None = Field(None, description="Work is broken off when this holds. 此条件成立即中止。")
    outcome: dict[Ident, Probability] | None = Field(
        None,
        description="One of these facts is drawn when it is done, by probability; the others hold no "
        "longer. 完成时按概率得出互斥结果之一，此前的其他结果随之失效。",
    )
    serves: dict[str, Rate | dict[Ident, Rate]] | None = Field(
        None,
        description="Quantities that it raises, at a rate for each unit at work, up to `most:`; `uses:` the "
        "units that this uses up. 按在岗力量的速率累积数量，直至上限；`uses:` 为消耗的物资。",
    )
    repeats: bool = Field(
        default=False,
        description="Begins again when it is over while its condition holds, and when it holds anew. "
        "结束后只要条件仍成立就重新开始，条件再次成立时也重新开始。",
    )
    refills: dict[str, Units] = Field(
        {},
        description="Units that a pool has more when it is done: `pool: n`, or `agency.pool: n`. "
        "完成后为某力量或物资库增加的数量。",
    )
    priority: Whole | None = Field(None, ge=1, le=9, description="1 first; absent: 3. 1 最优先；不写为 3。")
    basis: Title | None = Field(
        None,
        description="Paragraph of the plan or source; absent: an assumption. "
        "预案条款或数据出处；不写即视为假设。",
    )


class ScaleLevel(Record):
    """One level of a scale: its criterion and what goes with it."""

    when: When = Field(description="Criterion in the declarer's beliefs. 启动标准，以宣布者所知为准。")
    matter: Title | None = Field(None, description="What the level is declared for. 宣布事由。")
    expected: Duration | None = Field(None, description="How long it is expected to hold. 预计持续时间。")
    measures: tuple[Ident, ...] = Field((), description="Measures that go with it. 相应措施。")
    basis: Title | None = Field(None, description="Paragraph of the plan. 预案条款。")


class Lowering(Record):
    """When a scale goes down, and to which level."""

    to: Ident = Field(description="Level that it goes down to. 降至的等级。")
    when: When = Field(description="Condition on which it goes down. 降级条件。")


class Scale(Record):
    """An ordered axis with criteria, lowest level first."""

    name: Title | None = Field(None, description="Name for people. 等级体系名称。")
    order: tuple[Ident, ...] = Field(
        min_length=1, max_length=99, description="Levels, lowest first. 各等级，由低到高。"
    )
    names: dict[Ident, Title] = Field(
        {},
        description="Names of levels for people; absent: the customary one of a colour, a response level or "
        "a severity, else the id. 各等级的名称；不写则颜色、响应等级、事故等级用通行名称，其余用标识。",
        examples=[{"larger": {"zh": "较大", "en": "Larger"}}],
    )
    declared_by: Ref | None = Field(
        None,
        description="Agency or post that declares a level; absent: nobody, it follows from what each agency "
        "believes. 宣布等级的机构或岗位；不写即无人宣布，由各机构所知推出。",
    )
    decide: Spread | None = Field(None, description="Time to decide; absent: none. 决定用时；不写为零。")
    automatic: bool = Field(
        default=False,
        description="A level is in force as soon as its criterion is met: nobody decides, no operator is "
        "needed. 标准一经满足即自动启动，无须决定，不占用值守人员。",
    )
    levels: dict[Ident, ScaleLevel] = Field(
        {}, description="Criterion and measures of each level. 各等级的标准与措施。"
    )
    when: dict[Ident, When] = Field(
        {},
        description="Criteria of a scale that nobody declares, by level. 无人宣布的等级，各级的标准。",
    )
    lower: Lowering | tuple[Lowering, ...] | None = Field(
        None,
        description="When a level may be lowered, decided as a declaration is. 降级，与宣布一样须作决定。",
    )
    basis: Title | None = Field(
        None,
        description="Where these figures come from; absent: an assumption. 这些数据的出处；不写即视为假设。",
    )


class Requirement(Record):
    """A thing that must exist."""

    post: Ref | None = Field(
        None, description="A post that must exist and be held. 必须设置并有人担任的岗位。"
    )
    one_source: str | None = Field(
        None, description="A fact that only one task may set. 只能由一个任务给出的事实。"
    )
    talk_group: tuple[Ref, ...] = Field(
        (), description="Agencies that must share a talk group. 必须在同一通话组的机构。"
    )
    span: Whole | None = Field(
        None,
        ge=1,
        description="Agencies that one commands directly, at most. 一个机构直接指挥的机构数上限。",
    )


Certainty = Literal["verified", "secondary", "unverified"]
"""How sure an article is: read in its text, read in a copy at second hand, or from memory."""


class Obligation(Record):
    """A duty: tell within a time; if this then that within a time; have a thing; once every period."""

    id: Ident | None = Field(None, description="Name in tables and results. 在表格和结果中的名称。")
    name: Title | None = Field(None, description="Name for people. 义务名称。")
    fact: str | None = Field(None, description="What must be told. 必须报告的事实。")
    sender: Ref | None = Field(
        None, alias="from", description="Role or agency that must tell. 负有报告义务的角色或机构。"
    )
    receiver: Ref | None = Field(
        None, alias="to", description="Role or agency that must be told. 必须被告知的角色或机构。"
    )
    when: When | None = Field(
        None,
        description="If this holds ...; with `fact` the duty is there only then. "
        "如果此条件成立……；与 `fact` 同用时仅在此时负有义务。",
    )
    then: When | None = Field(None, description="... then that must hold in time. ……则此条件须在时限内成立。")
    requires: Requirement | None = Field(None, description="A thing that must exist. 必须具备的事物。")
    within: Duration | None = Field(None, description="Limit. 时限。")
    every: Period | None = Field(None, description="Once in each such period. 每个周期一次。")
    starts: Literal["knows", "truth"] = Field(
        "knows",
        description="Clock starts when the holder knows, or in truth. 计时起点：责任者知悉时，或事实发生时。",
    )
    stops_at: Literal["sent", "received", "handled", "acknowledged"] = Field(
        "received", description="What stops the clock. 计时终点：发出、送达、处理或回执。"
    )
    article: int | str | None = Field(None, description="Article of the law. 法律条款号。")
    certainty: Certainty | None = Field(
        None,
        description="Whether the article was checked against its text, or a copy of it at second hand. "
        "条款已核对原文、仅见二手文本，或未核实。",
    )
    basis: Title | None = Field(
        None, description="Law, article, paragraph of the plan. 法律、条款或预案章节。"
    )
    overrides: Ref | None = Field(
        None,
        description="Duty of a norm that this one stands for here, `pack.duty`; say `why`. "
        "本地据以调整的规范义务，写作 `规范包.义务`；须说明 `why`。",
    )
    why: Title | None = Field(None, description="Why it differs from the norm. 与规范不同的理由。")
