"""The event log of one replication: rows, each one piece of work or one message with its stages in time.

A row is a plain list, because the engine writes hundreds of thousands of them a second. The constants name
its fields. A reference to an event is (row number, via): the stage of that row (`READY`, `FINISHED`, ...),
or, where the row is a message or an observation (`MESSAGES`, `SEEN`), the index of the fact in the
program's table that mattered. A message on behalf of a task (REQUEST, INVITE, AID_REQUEST, ORDER) with via
`NOTHING` is meant as such: that it was taken in.

Times are seconds since the scenario's start, `NEVER` where a stage was not reached. Row numbers of
references are `NOTHING` where there is none.
"""

from dataclasses import dataclass
from typing import Any

NOTHING = -1
NEVER = -1.0

# Fields of every row.
KIND, SUBJECT, CAUSE, VIA, STATE, REF, HELD, HELD_THERE = range(8)
"""SUBJECT: index into the program's table for the KIND (see `SUBJECTS`). CAUSE, VIA: the event but for
which this one would not have been asked for. HELD: the row whose end freed what this row waited for (the
sender's operator, the task's units, the decider's operator; of STATED: the event by which a misreport began
or ended). HELD_THERE: the same for the receiver's
operator; of a TASK the AID that arrived last, or the JOIN that came last.
REF depends on KIND: TASK: the row of its decision; messages, ATTEMPT, UNDELIVERED: index of the medium;
DECLARE: rank of the level; EVENT of a shift: operators; AID: units; VACANCY: place in `Post.holders` of
who ended it; SUPPLY: the use of the task's service."""

# Stages of a message (REPORT, ASK, REQUEST, INVITE, AID_REQUEST, ORDER); SEEN and STATED use DUE and LEARNED,
# CALLER and NOTICE use RECEIVED, PICKED, LEARNED.
DUE, BEGUN, COMPOSED, SENT, RECEIVED, PICKED, LEARNED = range(8, 15)
"""due; an operator began to compose; composed; start of the attempt that got through; at the desk or
ringing; taken up; taken in (for ASK: answered)."""

# Stages of a TASK.
READY, DECIDED, GRANTED, CONVENED, MOBILISED, STARTED, FINISHED = range(8, 15)
"""condition true; decision taken; people and units taken; participants in; units under way; at work;
ended."""

# Stages of a DECISION or DECLARE: asked for, an operator began, ended. JOIN: asked, set out where it is in
# person, came, back at the desk. ATTEMPT, CLOCK: from, to. HAND_OVER: called for, the two are in contact, the
# new one holds the post. VACANCY: ASKED, ENDED. SUPPLY: what a task at work uses up ran out, there was more.
ASKED, TAKEN_UP, ENDED, BACK = DUE, BEGUN, COMPOSED, SENT

# Stages of AID: asked for, answered (accepted or declined), ordered, mobilised, arrived.
CALLED, ANSWERED, ORDERED, TURNED_OUT, ARRIVED = range(8, 13)

# SET, MILESTONE, UNDELIVERED, EVENT, CROSSED, HEARD happen at one time.
AT = DUE

CONTENTS = 15
"""Of a message or observation: tuple of (fact, cause row, cause via, value, as_of, issue, cell), or None. Of
a TASK which outcomes came about, and of a joint one what was said there, where somebody misreports. `NOTHING`
as the cell: it was not believed. Of CROSSED how much there is, in the world's cell and in those of who is at
work on it, then what bounds it. Of HEARD how many people know, then of how many."""
VALUE, CELL = 3, 6
"""Places of the value, and of the cell of who learns it, in an entry of CONTENTS."""
CONFIRMED = 16
"""Of a message: when the acknowledgement came back, or NEVER."""

KINDS = (
    "set",
    "seen",
    "report",
    "ask",
    "request",
    "invite",
    "aid_request",
    "order",
    "decision",
    "declare",
    "task",
    "join",
    "aid",
    "attempt",
    "undelivered",
    "milestone",
    "caller",
    "notice",
    "event",
    "clock",
    "hand_over",
    "vacancy",
    "stated",
    "crossed",
    "supply",
    "heard",
)
(
    SET,
    SEEN,
    REPORT,
    ASK,
    REQUEST,
    INVITE,
    AID_REQUEST,
    ORDER,
    DECISION,
    DECLARE,
    TASK,
    JOIN,
    AID,
    ATTEMPT,
    UNDELIVERED,
    MILESTONE,
    CALLER,
    NOTICE,
    EVENT,
    CLOCK,
    HAND_OVER,
    VACANCY,
    STATED,
    CROSSED,
    SUPPLY,
    HEARD,
) = range(len(KINDS))

MESSAGES = frozenset({REPORT, ASK, REQUEST, INVITE, AID_REQUEST, ORDER})

SUBJECTS = {
    SET: "sources",
    SEEN: "observers",
    REPORT: "links",
    ASK: "links",
    REQUEST: "errands",
    INVITE: "errands",
    AID_REQUEST: "errands",
    ORDER: "errands",
    DECISION: "seats",
    DECLARE: "scales",
    TASK: "tasks",
    JOIN: "errands",
    AID: "pacts",
    ATTEMPT: "links",
    UNDELIVERED: "links",
    MILESTONE: "milestones",
    CALLER: "sources",
    NOTICE: "sources",
    EVENT: "sources",
    CLOCK: "clocks",
    HAND_OVER: "hand_overs",
    VACANCY: "posts",
    STATED: "voices",
    CROSSED: "quantities",
    SUPPLY: "tasks",
    HEARD: "crowds",
}
"""The table of `Program` that SUBJECT indexes, for each kind."""

STATES = (
    "open",
    "done",
    "withdrawn",
    "stopped",
    "undelivered",
    "lapsed",
    "declined",
    "no_answer",
    "failed",
    "out_of_service",
)
OPEN, DONE, WITHDRAWN, STOPPED, LOST, LAPSED, DECLINED, NO_ANSWER, FAILED, OUT_OF_SERVICE = range(len(STATES))
MISTAKEN = 64
"""Added to the state of a task that started on a belief that was not so."""

Row = list[Any]


@dataclass(frozen=True, slots=True)
class Log:
    """What happened in one replication.

    `ended` is when it ended, in seconds: the horizon, or, where `stopped`, the milestone `ended`.
    """

    replication: int
    rows: list[Row]
    ended: float
    stopped: bool
