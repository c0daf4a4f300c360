"""Agreements that give units: how often they are called on, what comes of it, and how soon.

The steps of rule 24: asked for, answered (accepted or declined), on the way, arrived; or lapsed.
"""

from array import array
from dataclasses import dataclass, field
from math import inf

from simulator.analysis.learning import Sorted
from simulator.log.rows import (
    AID,
    AID_REQUEST,
    ANSWERED,
    ARRIVED,
    CALLED,
    CAUSE,
    DECLINED,
    DUE,
    KIND,
    LAPSED,
    LOST,
    STATE,
    SUBJECT,
    TASK,
    WITHDRAWN,
    Log,
    Row,
)

OUTCOMES = ("arrived", "declined", "lapsed", "unheard", "withdrawn", "open")
"""What comes of a call: units arrived; it was declined; request or promise lapsed; there was no way to ask;
the task needed none any more; nothing of this by the end."""
_STATES = {DECLINED: "declined", LAPSED: "lapsed", LOST: "unheard", WITHDRAWN: "withdrawn"}

AidKey = tuple[str, str]
"""An agreement and the kind of unit."""


@dataclass(frozen=True, slots=True)
class AidCall:
    """One call on an agreement: its number, the place of its outcome in `OUTCOMES`, and times from the call.

    `answered` and `arrived` are in seconds, infinite where it did not come to that.
    """

    pact: int
    outcome: int
    answered: float
    arrived: float


def aid_calls(log: Log, rows: Sorted) -> tuple[AidCall, ...]:
    """Give the calls on agreements in one replication."""
    return tuple(_call(row, _since(log, row)) for row in rows[AID])


def _since(log: Log, row: Row) -> float:
    """Give when an agreement was called on: when the first request for it was due."""
    since, cause = row[CALLED], row
    while cause[KIND] != TASK:
        since = cause[DUE] if cause[KIND] == AID_REQUEST else since
        cause = log.rows[cause[CAUSE]]
    return float(since)


def _call(row: Row, since: float) -> AidCall:
    came = row[ARRIVED] >= 0
    outcome = "arrived" if came else _STATES.get(row[STATE], "open")
    return AidCall(
        row[SUBJECT],
        OUTCOMES.index(outcome),
        row[ANSWERED] - since if row[ANSWERED] >= 0 else inf,
        row[ARRIVED] - since if came else inf,
    )


@dataclass(slots=True)
class AidTally:
    """The calls on one agreement in many replications, one entry each."""

    replications: "array[int]" = field(default_factory=lambda: array("q"))
    outcomes: "array[int]" = field(default_factory=lambda: array("b"))
    answered: "array[float]" = field(default_factory=lambda: array("d"))
    arrived: "array[float]" = field(default_factory=lambda: array("d"))

    def add(self, replication: int, call: AidCall) -> None:
        """Add a call."""
        self.replications.append(replication)
        self.outcomes.append(call.outcome)
        self.answered.append(call.answered)
        self.arrived.append(call.arrived)
