"""Beliefs of agencies of which some say other than they believe (rule 6)."""

from collections.abc import Callable
from typing import Any

from simulator.engine.calendar import Calendar
from simulator.engine.journal import Journal
from simulator.engine.mirrors import MirroredBeliefs
from simulator.engine.tables import Tables
from simulator.log.rows import CONTENTS
from simulator.program.model import NONE, WORLD, Program

Saying = tuple[int, object, float]
"""(fact, value, as of when): what marks a statement wherever it gets to."""


class VoicedBeliefs(MirroredBeliefs):
    """Beliefs that tell when one that is misreported is written, and that no agency takes its own word for.

    What is made of an untrue statement, by whomever it is passed on or made less of again, is not believed by
    the agency that it came from: its own belief stays. What it sees itself it believes. A class of its own:
    without misreports nothing is looked up where beliefs are written.
    """

    def __init__(self, program: Program, tables: Tables, calendar: Calendar, journal: Journal) -> None:
        super().__init__(program, tables, calendar, journal)
        if not program.mirrors:
            self._mirrors = ((),) * len(program.cells)
        self._voices = {voice.own: number for number, voice in enumerate(program.voices)}
        self._makers: dict[Saying, frozenset[int]] = {}
        self.on_written: Callable[[int], None]

    def put(
        self, cell: int, value: object, *, stamp: float, issue: int, row: int, via: int, source: int
    ) -> None:
        """Write one belief if `stamp` is newer than what the cell holds, and have it said in its voice."""
        if source == WORLD or not self._is_own_word(cell, value, stamp):
            super().put(cell, value, stamp=stamp, issue=issue, row=row, via=via, source=source)
            self._written(cell)

    def achieve(self, cells: tuple[int, int, int], value: object, *, row: int, via: int, source: int) -> None:
        """Write what is true from now on, and that the agency whose doing it is knows it, and has it said."""
        super().achieve(cells, value, row=row, via=via, source=source)
        self._written(cells[1])

    def absorb(self, contents: tuple[Any, ...], row: int, source: int) -> None:
        """Take in a batch; what an agency does not believe, as its own word, is marked so in the log."""
        refused = [self._is_own_word(content[6], content[3], content[4]) for content in contents]
        if source != WORLD and any(refused):
            whole = self._journal.rows[row][CONTENTS] is contents
            contents = tuple(
                (*content[:6], NONE) if own else content
                for content, own in zip(contents, refused, strict=True)
            )
            if whole:  # a talk group is heard by more than the row names
                self._journal.rows[row][CONTENTS] = contents
        super().absorb(tuple(content for content in contents if content[6] != NONE), row, source)

    def say(
        self, cell: int, value: object, *, stamp: float, issue: int, row: int, via: int, source: int
    ) -> None:
        """Write what an agency says from now on."""
        super().put(cell, value, stamp=stamp, issue=issue, row=row, via=via, source=source)

    def made_up(self, own: int, value: object, stamp: float) -> None:
        """Note that what is said now is not so, whoever has had a hand in it."""
        agent, fact = self._agents[own]
        saying = fact, value, stamp
        before = self._makers.get((fact, self.values[own], self.stamps[own]), frozenset())
        self._makers[saying] = self._makers.get(saying, frozenset()) | before | {agent}

    def passed_on(self, own: int, stamp: float) -> None:
        """Note that what is believed is said as of another time: whose word it is stays the same."""
        fact, value = self._agents[own][1], self.values[own]
        makers = self._makers.get((fact, value, self.stamps[own]))
        if makers:
            saying = fact, value, stamp
            self._makers[saying] = self._makers.get(saying, frozenset()) | makers

    def _is_own_word(self, cell: int, value: object, stamp: float) -> bool:
        if cell not in self._voices:
            return False
        agent, fact = self._agents[cell]
        return agent in self._makers.get((fact, value, stamp), ())

    def _written(self, cell: int) -> None:
        for own in (cell, *self._mirrors[cell]):
            if own in self._voices:
                self.on_written(self._voices[own])
