"""How agencies reach one another: media, links, agreements."""

from typing import Literal

from pydantic import Field

from simulator.text.conditions import When
from simulator.text.distributions import Spread
from simulator.text.durations import Duration, Period
from simulator.text.numbers import Probability, Units, Whole
from simulator.text.record import Ident, Record, Ref, Title

Purpose = Literal["command", "warn", "report", "request_aid", "ask", "coordinate"]


class Medium(Record):
    """A shared means of communication; what fails together is one medium."""

    name: Title | None = Field(None, description="Name for people. 通信手段名称。")
    mode: Literal["message", "call"] = Field(
        "message",
        description="`message` is left at the desk; `call` holds an operator at both ends. "
        "`message` 留在席位上；`call` 双方各占一人。",
    )
    delay: Spread | None = Field(
        None,
        description="Time under way, or until it rings; absent: none. 传送时间，或到振铃为止；不写为零。",
    )
    success: Probability = Field(
        1.0, description="Chance that one attempt gets through. 一次尝试接通的概率。"
    )
    tries: Whole | None = Field(
        None,
        ge=1,
        le=20,
        description="Attempts before the next medium; absent: 3 calls, 1 message. "
        "换用下一手段前的次数；不写：通话 3 次，消息 1 次。",
    )
    patience: Duration | None = Field(
        None,
        description="How long a call rings before the caller gives up; absent: 60 s. "
        "振铃多久后放弃；不写为 60 秒。",
    )
    pause: Spread | None = Field(
        None,
        description="Between two attempts; absent: 60 s for calls, 10 s for messages. "
        "两次尝试的间隔；不写：通话 60 秒，消息 10 秒。",
    )
    members: tuple[Ref, ...] = Field(
        (), description="Makes it a talk group: all of them hear. 列出成员即成为通话组，人人听到。"
    )
    up_when: When | None = Field(None, description="It exists only while this holds. 仅在此条件成立时可用。")
    basis: Title | None = Field(
        None,
        description="Where these figures come from; absent: an assumption. 这些数据的出处；不写即视为假设。",
    )


class Link(Record):
    """A directed way from one agency to another, and the facts that pass along it."""

    id: Ident | None = Field(
        None,
        description="Name by which injects and `id.undelivered` refer to it. "
        "标识，供情景注入和 `id.undelivered` 引用。",
    )
    sender: Ref = Field(alias="from", description="Agency that tells, or asks. 发送方，或询问方。")
    receiver: Ref = Field(alias="to", description="Agency that is told, or asked. 接收方，或被询问方。")
    purpose: Purpose = Field(
        "coordinate", description="Sets the priority and what the link is for. 用途，决定优先级。"
    )
    carries: tuple[str, ...] = Field(
        (),
        description='Facts; `"*"` all, `"*.done"` by their ending. '
        '传递的事实；`"*"` 为全部，`"*.done"` 按结尾匹配。',
    )
    over: tuple[Ref, ...] = Field(
        (),
        description="Media in the order in which they are tried; absent: at once. "
        "依次尝试的通信手段；不写即刻送达。",
    )
    every: Period | None = Field(
        None, description="Periodic: all that is known, so often. 定期报送全部已知情况的周期。"
    )
    again: Period | None = Field(
        None,
        description="Undelivered: the ladder starts again after so long; absent: 15 min. "
        "未送达时多久后重新尝试；不写为 15 分钟。",
    )
    lapses: Duration | None = Field(
        None,
        description="Undelivered: given up after so long; absent: never. 未送达时多久后放弃；不写为不放弃。",
    )
    pause: Period | None = Field(
        None,
        description="Asking: again so long after 'not known yet'; absent: 10 min. "
        "答复“尚不清楚”后多久再问；不写为 10 分钟。",
    )
    acknowledge: bool = Field(
        default=False, description="The receiver confirms that it has taken the message in. 接收方回执确认。"
    )
    priority: Whole | None = Field(
        None, ge=1, le=9, description="1 first; absent: by purpose. 1 最优先；不写则按用途。"
    )
    basis: Title | None = Field(
        None,
        description="Where these figures come from; absent: an assumption. 这些数据的出处；不写即视为假设。",
    )


class AgreedDecision(Record):
    """Who decides on a request for aid, and how long it takes."""

    by: Ref = Field(description="Agency or post that decides. 决定的机构或岗位。")
    takes: Spread | None = Field(None, description="Time to decide; absent: none. 决定用时；不写为零。")


class Agreement(Record):
    """What passes between two authorities; the same record stands in both files."""

    giver: Ref = Field(alias="from", description="Agency that gives, or tells. 提供方。")
    receiver: Ref = Field(alias="to", description="Agency that receives. 接受方。")
    tells: tuple[str, ...] = Field((), description="Facts to be told. 应通报的事实。")
    gives: dict[Ident, Units] = Field({}, description="Units to be given, by kind. 应提供的力量，按类别。")
    decision: AgreedDecision | None = Field(
        None, description="Who decides; absent: the giver, at once. 由谁决定；不写即提供方当即决定。"
    )
    accepts: Probability = Field(
        1.0, description="Chance that a request is accepted at all. 请求被接受的概率。"
    )
    within: Duration | None = Field(None, description="Limit that was agreed. 约定的时限。")
    lapses: Duration | None = Field(
        None,
        description="A request not answered for so long has lapsed; absent: 1 h. "
        "请求多久未答复即失效；不写为 1 小时。",
    )
    promise_lapses: Duration | None = Field(
        None,
        description="Promised units not put to work for so long go back; absent: 6 h. "
        "承诺的力量多久未投入即返回；不写为 6 小时。",
    )
    basis: Title | None = Field(
        None,
        description="Where these figures come from; absent: an assumption. 这些数据的出处；不写即视为假设。",
    )
