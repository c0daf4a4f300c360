"""What agencies believed of misreported facts in one replication, and what was so."""

from collections.abc import Iterator
from functools import cache
from math import inf
from typing import Any, NamedTuple

from simulator.analysis.books import Taken
from simulator.analysis.learning import Sorted
from simulator.analysis.misreports.grounds import Grounds, makes_up
from simulator.analysis.truth import Stretch, value_at
from simulator.log.rows import AT, CONTENTS, EVENT, HELD, STATED, SUBJECT, Log
from simulator.program.model import NONE

Saying = tuple[int, float, Any]
"""(fact, as of when, value)."""
FALSE, BEHIND = "false", "behind"
"""What can be wrong with a belief: it is what somebody made up; it lacks what somebody did not tell."""


class Turn(NamedTuple):
    """A span of time in which an agency's belief about a fact, and what is so, stay as they are; in seconds.

    `fault` is `FALSE`, `BEHIND` or empty: what is wrong with the belief, and comes of a misreport.
    """

    begin: float
    end: float
    belief: Any
    real: Any
    fault: str


class Believed:
    """The beliefs of one replication."""

    def __init__(self, grounds: Grounds, log: Log, rows: Sorted) -> None:
        self.grounds = grounds
        self.log = log
        self.rows = rows
        book = grounds.books.open(log, rows)
        self.held = book.taken
        self.truth = book.believed(list(grounds.cells.values()))
        book.add_truth(self.truth)
        self.made_up = dict(self._made_up())
        """By saying: the voice that said what its agency did not believe."""
        self.withheld = cache(self._withheld)
        self.turns = cache(self._turns)

    def _made_up(self) -> Iterator[tuple[Saying, int]]:
        for row in self.rows[STATED]:
            misreport = self.grounds.misreports.get(self.log.rows[row[HELD]][SUBJECT])
            if misreport is not None and makes_up(misreport):
                for fact, _row, _via, value, as_of, *_ in row[CONTENTS]:
                    yield (fact, as_of, value), row[SUBJECT]

    def begins(self, source: int) -> list[float]:
        """Give when the event of a source happened."""
        return [row[AT] for row in self.rows[EVENT] if row[SUBJECT] == source]

    def _withheld(self, fact: int) -> list[Stretch]:
        """Give when a fact was not told, or told late, by somebody."""
        return [
            (begin, min((end for end in self.begins(self.grounds.ends[source]) if end >= begin), default=inf))
            for source in self.grounds.keeping(fact)
            for begin in self.begins(source)
        ]

    def _turns(self, cell: int) -> list[Turn]:
        """Give the spans of time between which what an agency believes, or what is so, changed."""
        fact = self.grounds.program.cells[cell][1]
        beliefs, truth = self.held(cell), self.truth.get(self.grounds.cells[cell], ())
        on = (time for span in self.withheld(fact) for time in span)
        times = {0.0, *(each[0] for each in beliefs), *(each[0] for each in truth), *on}
        begins = sorted(time for time in times if time < self.log.ended)
        found = []
        for begin, end in zip(begins, [*begins[1:], self.log.ended], strict=True):
            belief = next((each for each in reversed(beliefs) if each[0] <= begin), (begin, -inf, None))
            real = value_at(truth, begin)
            found.append(Turn(begin, end, belief[2], real, self._fault(fact, begin, belief, real)))
        return found

    def _fault(self, fact: int, begin: float, belief: Taken, real: Any) -> str:
        _, as_of, value = belief
        if value == real:
            return ""
        if (fact, as_of, value) in self.made_up:
            return FALSE
        kept = any(since <= begin < until for since, until in self.withheld(fact))
        return BEHIND if kept and real is not None else ""

    def taken_in(self, cell: int, when: float) -> int:
        """Give the voice whose word an agency had for what it believed at a time, `NONE` if that was so."""
        belief = next((each for each in reversed(self.held(cell)) if each[0] <= when), None)
        truth = self.truth.get(self.grounds.cells[cell], ())
        real = value_at(truth, when)
        if belief is None or belief[2] == real:
            return NONE
        return self.made_up.get((self.grounds.program.cells[cell][1], belief[1], belief[2]), NONE)
