"""The story of one replication: what happened in order of time, each with its because."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from simulator.analysis.references import Reference, reached
from simulator.analysis.stages import DIVIDE, Scene
from simulator.errors import Message, say
from simulator.log.rows import (
    AID,
    ANSWERED,
    ARRIVED,
    ASK,
    ASKED,
    AT,
    ATTEMPT,
    BEGUN,
    CALLER,
    CLOCK,
    CONTENTS,
    CROSSED,
    DECIDED,
    DECISION,
    DECLARE,
    DONE,
    DUE,
    ENDED,
    EVENT,
    FINISHED,
    GRANTED,
    HAND_OVER,
    HEARD,
    HELD,
    HELD_THERE,
    JOIN,
    KIND,
    LEARNED,
    MESSAGES,
    MILESTONE,
    NEVER,
    NOTHING,
    NOTICE,
    PICKED,
    READY,
    RECEIVED,
    REPORT,
    SEEN,
    SET,
    STARTED,
    STATE,
    STATED,
    SUBJECT,
    SUPPLY,
    TAKEN_UP,
    TASK,
    UNDELIVERED,
    VACANCY,
    Log,
    Row,
)
from simulator.program.model import Program
from simulator.report.parties import parties
from simulator.report.sentences import Sentences
from simulator.report.words import MANY_DAYS, tell
from simulator.text.lengths import show_duration
from simulator.units import DAY

SHORTEST = 1.0
"""A wait of fewer seconds is not told."""
_LAST = {
    SET: AT, EVENT: AT, MILESTONE: AT, UNDELIVERED: AT, DECISION: ENDED, DECLARE: ENDED, JOIN: ENDED,
    HAND_OVER: ENDED, VACANCY: ENDED, ATTEMPT: ENDED, CLOCK: ENDED, TASK: FINISHED, AID: ARRIVED,
    CROSSED: AT, SUPPLY: ENDED, CALLER: LEARNED,
}  # fmt: skip
"""For each kind whose rows bring no facts, the stage that a story tells."""


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that happened, at seconds since the start. `repeat`: it is left out unless all is wanted."""

    at: float
    what: Message
    because: tuple[Message, ...]
    agents: frozenset[int]
    call: bool = False
    repeat: bool = False
    row: int = NOTHING
    after: tuple[int, ...] = ()
    """The rows that it is because of."""


def story(program: Program, log: Log, lang: str) -> list[Line]:
    """Give everything that happened, in order of time; of one instant what came of another after it."""
    return list(lines_of(program, log, range(len(log.rows)), lang))


def lines_of(program: Program, log: Log, rows: Iterable[int], lang: str) -> tuple[Line, ...]:
    """Give what some rows of a log tell, in the order of `story`."""
    teller = _Teller(program, log, lang)
    lines = sorted((line for row in rows for line in teller.lines(row)), key=lambda line: line.at)
    return tuple(
        line for _, instant in groupby(lines, key=lambda line: line.at) for line in _in_turn(instant)
    )


def _in_turn(instant: Iterable[Line]) -> Iterator[Line]:
    """Give the lines of one instant, each after those that it is because of, else as they come."""
    lines = list(instant)
    of_row: dict[int, list[Line]] = {}
    for line in lines:
        of_row.setdefault(line.row, []).append(line)
    told: set[int] = set()
    seen: set[int] = set()
    for first in lines:
        stack = [first]
        while stack:
            line = stack[-1]
            causes = [each for row in line.after if row != line.row for each in of_row.get(row, ())]
            before = [each for each in causes if id(each) not in seen]
            seen.update(map(id, [line, *before]))
            stack += reversed(before)
            if not before:
                stack.pop()
                if id(line) not in told:
                    told.add(id(line))
                    yield line


def _events(row: Row) -> Iterator[int]:
    """Give how to refer to what is told of a row: stages, or `NOTHING` for a message that was taken in."""
    kind = row[KIND]
    if kind in MESSAGES or kind in (SEEN, NOTICE, STATED):
        yield from (NOTHING,) if row[LEARNED] != NEVER else ()
    elif kind == TASK:
        stages = (READY, STARTED, FINISHED) if row[STARTED] > row[READY] else (STARTED, FINISHED)
        yield from (stage for stage in stages if row[stage] != NEVER)
    elif kind == SUPPLY:
        yield from (stage for stage in (ASKED, ENDED) if row[stage] != NEVER)
    elif kind == AID:
        yield from (stage for stage in (ANSWERED, ARRIVED) if row[stage] != NEVER)
    elif kind in (HAND_OVER, VACANCY):
        yield from (stage for stage in (ASKED, ENDED) if row[stage] != NEVER)
    elif kind != HEARD and row[_LAST[kind]] != NEVER:  # who heard is told by the messages themselves
        yield _LAST[kind]


class _Teller:
    """Tells the rows of one log in their order, and remembers what it told."""

    def __init__(self, program: Program, log: Log, lang: str) -> None:
        self._program = program
        self._scene = Scene(program)
        self._rows = log.rows
        self._lang = lang
        self._sentences = Sentences(program, log, lang)
        self._told: set[object] = set()

    def lines(self, number: int) -> Iterator[Line]:
        row = self._rows[number]
        for via in _events(row):
            yield Line(
                row[reached(row, via)],
                self._sentences.say(number, via),
                tuple(self._because(number, via)),
                parties(self._program, row),
                call=row[KIND] == CALLER,
                repeat=self._again(row),
                row=number,
                after=tuple(cause[0] for cause in self._causes(number, via)),
            )

    def _again(self, row: Row) -> bool:
        """Whether it says again what was told before: the same failure, the same values on the same link."""
        key: object = None
        if row[KIND] in (ATTEMPT, UNDELIVERED):
            if row[STATE] == DONE and row[KIND] == ATTEMPT:
                return True
            key = row[KIND], row[SUBJECT]
        elif row[KIND] == REPORT and row[LEARNED] != NEVER:
            key = REPORT, row[SUBJECT], tuple((each[0], str(each[3])) for each in row[CONTENTS] or ())
        elif row[KIND] == ASK and not row[CONTENTS]:
            key = ASK, row[SUBJECT]
        if key is None or key not in self._told:
            self._told.add(key)
            return False
        return True

    def _because(self, number: int, via: int) -> Iterator[Message]:
        row = self._rows[number]
        for cause in self._causes(number, via):
            before = self._rows[cause[0]]
            said = self._sentences.say(*cause)
            yield say(
                "because, at {time}: {cause}", time=elapsed(before[reached(before, cause[1])]), cause=said
            )
        for begin, end, held, template in _waits(row, via):
            if end - begin >= SHORTEST:
                yield self._waited(end - begin, held, template)

    def _causes(self, number: int, via: int) -> Iterator[Reference]:
        row = self._rows[number]
        if row[KIND] == TASK and via == FINISHED and row[STARTED] != NEVER:
            return
        contents = row[CONTENTS] if len(row) > CONTENTS else None
        fact = contents[0][0] if contents and via == NOTHING else via
        cause = DIVIDE[row[KIND]](self._scene, self._rows, row, fact)[1]
        if cause[0] != NOTHING and cause[0] != number:
            yield cause

    def _waited(self, seconds: float, held: int, template: tuple[Message, Message]) -> Message:
        wait = show_duration(seconds, self._lang)
        if held == NOTHING:
            return say(template[0].template, wait=wait)
        return say(template[1].template, wait=wait, held=self._sentences.say(held, final(self._rows[held])))


def final(row: Row) -> int:
    """Give how to refer to the end of a row."""
    return _LAST.get(row[KIND], NOTHING)


def elapsed(seconds: float) -> str:
    """Give a time since the start as `T+h:mm:ss`.

    >>> elapsed(5415.25)
    'T+1:30:15'
    """
    whole = int(seconds)
    return f"T+{whole // 3600}:{whole // 60 % 60:02d}:{whole % 60:02d}"


def moment(seconds: float, *, until: float, lang: str) -> str:
    """Give a time since the start of a replication that lasts `until`, with its days where there are many.

    >>> moment(180000, until=200000, lang="en"), moment(180000, until=900000, lang="en")
    ('T+50:00:00', 'T+2 d 2:00:00')
    """
    days = int(seconds // DAY) if until >= MANY_DAYS else 0
    time = elapsed(seconds - days * DAY)
    return tell(say("T+{d} d {time}", d=days, time=time.removeprefix("T+")), lang=lang) if days else time


OWN = (
    say("had waited {wait} for an own operator"),
    say("had waited {wait} for an own operator, until this was over: {held}"),
)
THERE = (
    say("had lain {wait} at the receiver's desk"),
    say("had lain {wait} at the receiver's desk, until this was over: {held}"),
)
HANDS = (
    say("had waited {wait} for people or units"),
    say("had waited {wait} for people or units, until this was over: {held}"),
)
DESK = (
    say("had waited {wait} for an operator"),
    say("had waited {wait} for an operator, until this was over: {held}"),
)


def _waits(row: Row, via: int) -> Iterator[tuple[float, float, int, tuple[Message, Message]]]:
    """Give the waits of a row: from, to, the row that ended it, and how to say so."""
    kind = row[KIND]
    if kind in MESSAGES:
        if row[BEGUN] != NEVER:
            yield row[DUE], row[BEGUN], row[HELD], OWN
        if row[PICKED] != NEVER:
            yield row[RECEIVED], row[PICKED], row[HELD_THERE], THERE
    elif kind == NOTICE and row[PICKED] != NEVER:
        yield row[RECEIVED], row[PICKED], row[HELD_THERE], THERE
    elif kind == TASK and via == STARTED and row[GRANTED] != NEVER:
        yield max(row[READY], row[DECIDED]), row[GRANTED], row[HELD], HANDS
    elif kind in (DECISION, DECLARE) and row[TAKEN_UP] != NEVER:
        yield row[ASKED], row[TAKEN_UP], row[HELD], DESK
