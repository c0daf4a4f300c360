"""Agencies that are told at once, by nobody, what any agency comes to know: information gaps closed."""

from typing import Any

from simulator.engine.beliefs import Beliefs
from simulator.engine.calendar import Calendar
from simulator.engine.journal import Journal
from simulator.engine.tables import Tables
from simulator.program.model import Program


class MirroredBeliefs(Beliefs):
    """Beliefs of which some cells take over what others come to hold, in the same batch, with its stamp.

    What is taken over is learned through the row through which the other agency learned it, so the walk back
    along causes goes on there as if it were the other's. A class of its own: without mirrors nothing is
    looked up where beliefs are written.
    """

    def __init__(self, program: Program, tables: Tables, calendar: Calendar, journal: Journal) -> None:
        super().__init__(program, tables, calendar, journal)
        self._mirrors = program.mirrors

    def put(
        self, cell: int, value: object, *, stamp: float, issue: int, row: int, via: int, source: int
    ) -> None:
        """Write one belief if `stamp` is newer than what the cell holds, there and in its mirrors."""
        super().put(cell, value, stamp=stamp, issue=issue, row=row, via=via, source=source)
        for mirror in self._mirrors[cell]:
            super().put(mirror, value, stamp=stamp, issue=issue, row=row, via=via, source=self._holder(cell))

    def achieve(self, cells: tuple[int, int, int], value: object, *, row: int, via: int, source: int) -> None:
        """Write what is true from now on, and that the agency whose doing it is knows it, and the mirrors."""
        super().achieve(cells, value, row=row, via=via, source=source)
        cell = cells[1]
        for mirror in self._mirrors[cell]:
            super().put(
                mirror,
                value,
                stamp=self.stamps[cell],
                issue=self.issues[cell],
                row=row,
                via=via,
                source=self._holder(cell),
            )

    def absorb(self, contents: tuple[Any, ...], row: int, source: int) -> None:
        """Take in a message or observation as one batch, mirrors in it."""
        for fact, _row, _via, value, stamp, issue, cell in contents:
            self.put(cell, value, stamp=stamp, issue=issue, row=row, via=fact, source=source)
        if self._changed:
            self.evaluate()

    def learn(self, contents: tuple[Any, ...], row: int, source: int) -> None:
        """Take in a message as the last thing of an event; there is no shorter way here."""
        self.absorb(contents, row, source)

    def _holder(self, cell: int) -> int:
        """The agency from whose belief a mirror takes; so it is not told the same back."""
        return self._agents[cell][0]
