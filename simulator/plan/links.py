"""How agencies reach one another: media, links, agreements."""

from typing import Literal

from pydantic import Field

from simulator.text.conditions import When
from simulator.text.distributions import Spread
from simulator.text.durations import Duration
from simulator.text.numbers import Probability
from simulator.text.record import Ident, Record, Ref, Title

Purpose = Literal["command", "warn", "report", "request_aid", "ask", "coordinate"]


class Medium(Record):
    """A shared means of communication; what fails together is one medium."""

    name: Title | None = None
    mode: Literal["message", "call"] = Field(
        "message", description="`message` is left at the desk; `call` holds an operator at both ends."
    )
    delay: Spread | None = Field(None, description="Time under way, or until it rings; absent: none.")
    success: Probability = Field(1.0, description="Chance that one attempt gets through.")
    tries: int | None = Field(
        None, ge=1, le=20, description="Attempts before the next medium; absent: 3 calls, 1 message."
    )
    patience: Duration | None = Field(
        None, description="How long a call rings before the caller gives up; absent: 60 s."
    )
    pause: Spread | None = Field(
        None, description="Between two attempts; absent: 60 s for calls, 10 s for messages."
    )
    members: tuple[Ref, ...] = Field((), description="Makes it a talk group: all of them hear.")
    up_when: When | None = Field(None, description="It exists only while this holds.")
    basis: Title | None = Field(None, description="Where these figures come from; absent: an assumption.")


class Link(Record):
    """A directed way from one agency to another, and the facts that pass along it."""

    id: Ident | None = None
    sender: Ref = Field(alias="from")
    receiver: Ref = Field(alias="to")
    purpose: Purpose = Field("coordinate", description="Sets the priority and what the link is for.")
    carries: tuple[str, ...] = Field((), description='Facts; `"*"` all, `"*.done"` by their ending.')
    over: tuple[Ref, ...] = Field(
        (), description="Media in the order in which they are tried; absent: at once."
    )
    every: Duration | None = Field(None, description="Periodic: all that is known, so often.")
    again: Duration | None = Field(
        None, description="Undelivered: the ladder starts again after so long; absent: 15 min."
    )
    lapses: Duration | None = Field(None, description="Undelivered: given up after so long; absent: never.")
    pause: Duration | None = Field(
        None, description="Asking: again so long after 'not known yet'; absent: 10 min."
    )
    acknowledge: bool = Field(
        default=False, description="The receiver confirms that it has taken the message in."
    )
    priority: int | None = Field(None, ge=1, le=9, description="1 first; absent: by purpose.")
    basis: Title | None = Field(None, description="Where these figures come from; absent: an assumption.")


class AgreedDecision(Record):
    """Who decides on a request for aid, and how long it takes."""

    by: Ref
    takes: Spread | None = None


class Agreement(Record):
    """What passes between two authorities; the same record stands in both files."""

    giver: Ref = Field(alias="from")
    receiver: Ref = Field(alias="to")
    tells: tuple[str, ...] = Field((), description="Facts to be told.")
    gives: dict[Ident, int] = Field({}, description="Units to be given, by kind.")
    decision: AgreedDecision | None = Field(None, description="Who decides; absent: the giver, at once.")
    accepts: Probability = Field(1.0, description="Chance that a request is accepted at all.")
    within: Duration | None = Field(None, description="Limit that was agreed.")
    lapses: Duration | None = Field(
        None, description="A request not answered for so long has lapsed; absent: 1 h."
    )
    promise_lapses: Duration | None = Field(
        None, description="Promised units not put to work for so long go back; absent: 6 h."
    )
    basis: Title | None = Field(None, description="Where these figures come from; absent: an assumption.")
