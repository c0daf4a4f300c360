"""What those tell one another who are together: in a joint task, at a hand-over (rules 6, 21, 22)."""

from collections.abc import Iterable, Sequence

from simulator.engine.beliefs import Beliefs
from simulator.log.rows import CONTENTS, NOTHING, Row
from simulator.program.model import Program

Told = tuple[int, int, int]
"""(row, stage, who called them together)."""


class Sharing:
    """Has all who are together hold the newest that any of them says, which is mostly what it believes."""

    def __init__(self, program: Program, beliefs: Beliefs) -> None:
        self._cells = program.cells
        self._beliefs = beliefs
        self._spoken = {voice.own: voice.cell for voice in program.voices}
        """By cell that an agency misreports, the cell of what it says."""

    def share(self, facts: Iterable[Sequence[int]], there: frozenset[int], told: Told, row: Row) -> None:
        """Share facts, each given by the cells of those who are there."""
        for cells in facts:
            newest = self._share(cells, there, told)
            if self._spoken and newest != NOTHING:
                self._note(cells, newest, row)

    def _share(self, cells: Sequence[int], there: frozenset[int], told: Told) -> int:
        """Share one fact; gives the cell that it was told from."""
        row, via, source = told
        beliefs = self._beliefs
        said = [self._spoken.get(cell, cell) for cell in cells]
        known = [cell for cell in said if beliefs.values[cell] is not None]
        if not known:
            return NOTHING
        newest = max(known, key=beliefs.stamps.__getitem__)
        value, stamp, issue = beliefs.values[newest], beliefs.stamps[newest], beliefs.issues[newest]
        beliefs.heard.update(dict.fromkeys(said, ((value, issue), there)))
        for cell in cells:
            beliefs.put(cell, value, stamp=stamp, issue=issue, row=row, via=via, source=source)
        return newest

    def _note(self, cells: Sequence[int], said: int, row: Row) -> None:
        """Note in the log what was said and is believed now, where it need not be what was believed."""
        beliefs = self._beliefs
        value, stamp, issue = beliefs.values[said], beliefs.stamps[said], beliefs.issues[said]
        row[CONTENTS] = (
            *(row[CONTENTS] or ()),
            *(
                (self._cells[cell][1], beliefs.rows[said], beliefs.vias[said], value, stamp, issue, cell)
                for cell in cells
                if (beliefs.values[cell], beliefs.stamps[cell]) == (value, stamp)
            ),
        )
