"""What agencies do and decide: tasks, scales, obligations."""

from typing import Literal

from pydantic import Field

from simulator.text.conditions import When
from simulator.text.distributions import Spread
from simulator.text.durations import Duration
from simulator.text.numbers import Probability
from simulator.text.rates import Rate
from simulator.text.record import Ident, Record, Ref, Title

Value = bool | int | float | str


class Decision(Record):
    """A decision that must be taken before a task may start."""

    by: Ref = Field(description="Agency or post that decides.")
    takes: Spread | None = Field(None, description="Time to decide; absent: none.")


class Task(Record):
    """Work that somebody starts when its condition holds in the beliefs of its owner."""

    name: Title | None = None
    owner: Ref = Field(description="Agency or post.")
    when: When = Field(description="Condition in the owner's beliefs.")
    decision: Decision | None = Field(None, description="Who must agree first.")
    requires_power: Ident | None = Field(None, description="Power that whoever orders it must hold.")
    needs: dict[Ident, int] = Field({}, description="Units by kind; `desk: n` for the owner's operators.")
    companions: tuple[Ref, ...] = Field((), alias="with", description="Joint task: who takes part.")
    at_least: int | None = Field(None, ge=1, description="Joint task: it starts with so many participants.")
    wait_at_most: Duration | None = Field(None, description="Joint task: it starts then, whoever is there.")
    goes_to: Ref | None = Field(
        None, description="Where the units go: a place fact, place or region, `incident`."
    )
    duration: Spread | None = Field(None, description="Time of work on the spot; absent: none.")
    achieves: str | tuple[str, ...] | dict[str, Value] | None = Field(
        None, description="Facts that hold when it is done: one, a list (true), or a mapping to values."
    )
    stops: When | None = Field(None, description="Work is broken off when this holds.")
    outcome: dict[Ident, Probability] | None = Field(
        None, description="One of exclusive facts (a later version)."
    )
    serves: dict[str, Rate | dict[Ident, Rate]] | None = Field(
        None, description="Raises a quantity (a later version)."
    )
    repeats: bool = Field(default=False, description="Starts again each time (a later version).")
    priority: int | None = Field(None, ge=1, le=9, description="1 first; absent: 3.")
    basis: Title | None = Field(None, description="Paragraph of the plan or source; absent: an assumption.")


class ScaleLevel(Record):
    """One level of a scale: its criterion and what goes with it."""

    when: When
    matter: Title | None = None
    expected: Duration | None = None
    measures: tuple[Ident, ...] = ()
    basis: Title | None = None


class Lowering(Record):
    """When a scale goes down, and to which level."""

    to: Ident
    when: When


class Scale(Record):
    """An ordered axis with criteria, lowest level first."""

    name: Title | None = None
    order: tuple[Ident, ...] = Field(min_length=1, description="Levels, lowest first.")
    declared_by: Ref | None = Field(None, description="Agency or post that declares a level.")
    decide: Spread | None = Field(None, description="Time to decide; absent: none.")
    levels: dict[Ident, ScaleLevel] = Field({}, description="Criterion and measures of each level.")
    when: dict[Ident, When] = Field(
        {}, description="Criteria of a scale that nobody declares (a later version)."
    )
    lower: Lowering | tuple[Lowering, ...] | None = Field(None, description="Going down (a later version).")
    basis: Title | None = Field(None, description="Where these figures come from; absent: an assumption.")


class Requirement(Record):
    """A thing that must exist."""

    post: Ref | None = None
    one_source: str | None = None
    talk_group: tuple[Ref, ...] = ()


class Obligation(Record):
    """A duty: tell within a time; if this then that within a time; have a thing; once every period."""

    id: Ident | None = None
    name: Title | None = None
    fact: str | None = Field(None, description="What must be told.")
    sender: Ref | None = Field(None, alias="from", description="Role or agency that must tell.")
    receiver: Ref | None = Field(None, alias="to", description="Role or agency that must be told.")
    when: When | None = Field(None, description="If this holds ...")
    then: When | None = Field(None, description="... then that must hold in time.")
    requires: Requirement | None = Field(None, description="A thing that must exist.")
    within: Duration | None = Field(None, description="Limit.")
    every: Duration | None = Field(None, description="Once in each such period.")
    starts: Literal["knows", "truth"] = Field(
        "knows", description="Clock starts when the holder knows, or in truth."
    )
    stops_at: Literal["sent", "received", "handled", "acknowledged"] = Field(
        "received", description="What stops the clock."
    )
    article: int | str | None = None
    certainty: Literal["verified", "unverified"] | None = None
    basis: Title | None = Field(None, description="Law, article, paragraph of the plan.")
