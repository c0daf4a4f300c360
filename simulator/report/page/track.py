"""One replication as the script of the timeline reads it: rows of whole numbers, texts by number.

Times are whole seconds since the start, -1 where there is none. What each place of a row means stands in
`FIELDS`, which the page carries too, so that the script asks by name.
"""

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

from simulator.analysis.clocks import clocks
from simulator.analysis.paths import Segment, critical_path
from simulator.analysis.references import by_stage
from simulator.analysis.stages import DIVIDE, Scene
from simulator.log.rows import (
    AID,
    ANSWERED,
    ARRIVED,
    AT,
    BEGUN,
    COMPOSED,
    CONTENTS,
    DECISION,
    DECLARE,
    DUE,
    ENDED,
    HAND_OVER,
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
    SEEN,
    SENT,
    STARTED,
    STATED,
    STATES,
    SUBJECT,
    SUBJECTS,
    TAKEN_UP,
    TASK,
    VACANCY,
    Log,
    Row,
)
from simulator.program.model import NONE
from simulator.report.page.marks import deadlines, late_rows, levels, shifts
from simulator.report.page.shared import Shared
from simulator.report.parties import parties
from simulator.report.sentences import Sentences
from simulator.report.timeline_model import Arrow, Bar, Rule, Timeline
from simulator.report.words import LABEL_WORDS, named, tell

FIELDS: Mapping[str, tuple[str, ...]] = {
    "bar": (
        "lane", "kind", "title", "state", "flags", "copies", "row", "place", "basis", "task", "cause",
        "start",
    ),
    "arrow": (
        "lane", "to", "purpose", "flags", "copies", "row", "text", "place", "cause",
        "due", "begun", "composed", "sent", "received", "picked", "learned",
    ),
    "rule": ("kind", "at", "text", "number", "met", "milestone", "lane"),
    "point": ("row", "at", "lane", "text", "cause"),
    "leg": ("label", "place", "begin", "end", "row", "lane"),
}  # fmt: skip
"""After the fields of a bar come its pieces, each (kind, end)."""
OPEN_ENDED, MISTAKEN = 1, 2
LOST, UNREAD, LATE = 1, 2, 4
BARS = ("task", "decision", "declare", "hand_over", "vacancy")
PIECES = (
    "waiting_decision", "waiting_operator", "waiting_unit", "waiting_participants", "travel", "working",
    "deciding", "handing_over", "vacant",
)  # fmt: skip
PURPOSES = ("command", "warn", "report", "request_aid", "decision", "invitation", "ask", "coordinate")
RULES = ("inject", "limit", "milestone", "deadline", "level", "shift")
CROWDS = ("call", "periodic", "seen")
_STAGES = (DUE, BEGUN, COMPOSED, SENT, RECEIVED, PICKED, LEARNED)
_SENDING = frozenset({"own operator", "composing", "asking", "redial", "channel", "clock", "before"})


class Track:
    """Writes one replication."""

    def __init__(self, shared: Shared, log: Log, timeline: Timeline) -> None:
        self._shared = shared
        self._program = shared.program
        self._log = log
        self._timeline = timeline
        self._lane = [shared.names[lane.name] for lane in timeline.lanes]
        self._said = Sentences(shared.program, log, shared.lang)
        self._scene = Scene(shared.program)
        self._clocks = clocks(shared.program, log)

    def written(self) -> dict[str, Any]:
        """Give the replication as a value for JSON."""
        bars = [self._bar(bar) for bar in self._timeline.bars]
        arrows = [self._arrow(arrow) for arrow in self._timeline.arrows]
        paths = list(self._paths())
        known = {bar[6] for bar in bars} | {arrow[5] for arrow in arrows}
        ahead = [*(bar[10] for bar in bars), *(arrow[8] for arrow in arrows)]
        ahead += [leg[4] for _, legs in paths for leg in legs]
        return {
            "number": self._log.replication,
            "until": _whole(self._timeline.until),
            "bars": bars,
            "arrows": arrows,
            "rules": [self._rule(rule, lane) for rule, lane in self._rules()],
            "crowds": [
                [self._lane[crowd.lane], CROWDS.index(crowd.kind), *map(_whole, crowd.times)]
                for crowd in self._timeline.crowds
            ],
            "points": list(self._points(ahead, known)),
            "paths": paths,
        }

    def _text(self, text: str) -> int:
        return self._shared.texts.number(text)

    def _bar(self, bar: Bar) -> list[int]:
        row = self._log.rows[bar.row]
        task = self._program.tasks[row[SUBJECT]] if row[KIND] == TASK else None
        place = f"{task.place[0]}:{task.place[1]}" if task else ""
        basis = task.basis.show(self._shared.lang) if task and task.basis else ""
        return [
            self._lane[bar.lane],
            BARS.index(bar.kind),
            self._text(bar.title),
            STATES.index(bar.state),
            OPEN_ENDED * bar.open_ended + MISTAKEN * bar.mistaken,
            bar.copies,
            bar.row,
            self._text(place),
            self._text(basis),
            row[SUBJECT] if task else NONE,
            self._cause(row),
            _whole(bar.start),
            *(value for piece in bar.pieces for value in (PIECES.index(piece.kind), _whole(piece.end))),
        ]

    def _arrow(self, arrow: Arrow) -> list[int]:
        row = self._log.rows[arrow.row]
        report = row[KIND] in MESSAGES
        stages = [_whole(row[stage]) for stage in _STAGES] if report else [NOTHING] * len(_STAGES)
        if not report:
            stages[3], stages[4] = _whole(arrow.sent), _whole(arrow.received)
        late = LATE if arrow.row in self._late else 0
        return [
            self._lane[arrow.sender],
            self._lane[arrow.receiver],
            PURPOSES.index(arrow.purpose),
            LOST * arrow.lost + UNREAD * arrow.unread + late,
            arrow.copies,
            arrow.row,
            self._sentence(arrow.row),
            self._text(self._link(row)),
            self._cause(row),
            *stages,
        ]

    @cached_property
    def _late(self) -> set[int]:
        return late_rows(self._program, self._log, self._clocks)

    def _link(self, row: Row) -> str:
        """Give where the link of a message stands in the plans."""
        number = row[SUBJECT]
        if row[KIND] in MESSAGES and self._bears_errand(row):
            number = self._program.errands[number].link
        name = self._program.links[number].name if number >= 0 else ""
        return self._shared.links.get(name, "")

    @staticmethod
    def _bears_errand(row: Row) -> bool:
        return SUBJECTS[row[KIND]] == "errands"

    def _sentence(self, number: int) -> int:
        return self._text(
            tell(self._said.say(number, _meant(self._log.rows[number])), lang=self._shared.lang)
        )

    def _cause(self, row: Row) -> int:
        """Give the row that this one is because of."""
        cause: int = DIVIDE[row[KIND]](self._scene, self._log.rows, row, _meant(row))[1][0]
        return cause

    def _rules(self) -> Iterator[tuple[Rule, int]]:
        """Give the lines across the lanes with the agent that each concerns."""
        yield from ((rule, NONE) for rule in self._timeline.rules)
        yield from deadlines(self._program, self._clocks, self._shared.titles)
        yield from levels(self._program, self._log, self._said, self._shared.lang)
        yield from shifts(self._program, self._log, self._said, self._shared.lang)

    def _rule(self, rule: Rule, agent: int) -> list[int]:
        goals = [goal.name for goal in self._program.milestones]
        return [
            RULES.index(rule.kind),
            _whole(rule.at),
            self._text(rule.label),
            rule.number,
            NOTHING if rule.met is None else int(rule.met),
            goals.index(rule.name) if rule.name else NOTHING,
            self._shared.lanes.get(agent, NOTHING),
        ]

    def _points(self, ahead: list[int], known: set[int]) -> Iterator[list[int]]:
        """Give what neither a bar nor an arrow shows of the rows that something is because of."""
        while ahead:
            number = ahead.pop()
            if number == NOTHING or number in known:
                continue
            known.add(number)
            row = self._log.rows[number]
            cause = self._cause(row)
            ahead.append(cause)
            lane = self._shared.lanes.get(min(parties(self._program, row), default=NONE), NOTHING)
            yield [number, _whole(max(row[DUE:CONTENTS])), lane, self._sentence(number), cause]

    def _paths(self) -> Iterator[tuple[int, list[list[int]]]]:
        for number, row in enumerate(self._log.rows):
            if row[KIND] == MILESTONE and row[AT] != NEVER:
                path = critical_path(self._program, self._log, number, AT)
                yield row[SUBJECT], [self._leg(segment) for segment in path]

    def _leg(self, segment: Segment) -> list[int]:
        row = self._log.rows[segment.row]
        return [
            self._text(named(segment.label, LABEL_WORDS, lang=self._shared.lang)),
            self._text(self._shared.titles.place(segment.place)),
            _whole(segment.begin),
            _whole(segment.end),
            segment.row,
            self._shared.lanes.get(self._agent(row, segment.label), NOTHING),
        ]

    def _agent(self, row: Row, label: str) -> int:
        """Give the agent with whom a stretch of a path was spent."""
        if row[KIND] not in MESSAGES:
            return min(parties(self._program, row), default=NONE)
        bearer: Any = (self._program.errands if self._bears_errand(row) else self._program.links)[
            row[SUBJECT]
        ]
        agent: int = bearer.sender if label in _SENDING else bearer.receiver
        return agent


_LAST = {
    TASK: (STARTED, READY),
    DECISION: (ENDED, TAKEN_UP, DUE),
    DECLARE: (ENDED, TAKEN_UP, DUE),
    HAND_OVER: (ENDED, TAKEN_UP, DUE),
    VACANCY: (ENDED, DUE),
    AID: (ARRIVED, ANSWERED, DUE),
}
"""For some kinds of rows, what is told of them: the first of these stages that was reached."""


def _meant(row: Row) -> int:
    """Give how to refer to what a row is shown for."""
    kind = row[KIND]
    if kind in MESSAGES or kind in (SEEN, NOTICE, STATED):
        return NOTHING if row[LEARNED] != NEVER else by_stage(RECEIVED)
    return next((stage for stage in _LAST.get(kind, ()) if row[stage] != NEVER), DUE)


def _whole(seconds: float) -> int:
    """Give a time in whole seconds, -1 for never."""
    return round(seconds) if seconds >= 0 else NOTHING
