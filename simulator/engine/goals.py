"""Milestones, limits and media that come and go with a condition: what is noted when a root gate turns."""

from simulator.engine.beliefs import Beliefs
from simulator.engine.calendar import Calendar
from simulator.engine.journal import NUMBER, Journal
from simulator.engine.outages import Outages
from simulator.log.rows import AT, DONE, EVENT, MILESTONE, NOTHING, STATE
from simulator.program.model import Program

END = "ended"
"""The milestone at which a replication ends (rule 28)."""


class Goals:
    """Notes the first time of each milestone and of each half of an if-then duty."""

    def __init__(
        self, program: Program, calendar: Calendar, journal: Journal, beliefs: Beliefs, outages: Outages
    ) -> None:
        self._program = program
        self._calendar = calendar
        self._journal = journal
        self._beliefs = beliefs
        self._outages = outages
        self._reached: set[tuple[str, int]] = set()
        self.stopped = False

    def start(self) -> None:
        """Media that exist only while something holds are out until it does."""
        for medium in self._program.media:
            if medium.up_gate != NOTHING:
                self._outages.begin((medium.switch,))

    def milestone(self, number: int, holds: bool, cause: int, via: int) -> None:  # noqa: FBT001
        """A milestone's condition has turned."""
        if not holds or ("milestone", number) in self._reached:
            return
        self._reached.add(("milestone", number))
        row = self._journal.open(MILESTONE, number, cause, via, self._calendar.now)
        row[STATE] = DONE
        if self._program.milestones[number].name == END:
            self.stopped = True
            self._calendar.stop()

    def duty_when(self, number: int, holds: bool, cause: int, via: int) -> None:  # noqa: FBT001
        """The first half of an if-then duty: its clock starts."""
        if not holds or ("when", number) in self._reached:
            return
        self._reached.add(("when", number))
        self._note(self._program.duty_sources[number][0], cause, via)
        duty = self._program.duties[number]
        if duty.overdue_cells is not None and duty.within is not None:
            self._calendar.timer(duty.within, self._overdue, (number, cause, via))

    def duty_then(self, number: int, holds: bool, cause: int, via: int) -> None:  # noqa: FBT001
        """The second half: its clock stops; one that is due in every period stops each time."""
        again = self._program.duties[number].every is not None
        if holds and (again or ("then", number) not in self._reached):
            self._reached.add(("then", number))
            self._note(self._program.duty_sources[number][1], cause, via)

    def _note(self, source: int, cause: int, via: int) -> int:
        row = self._journal.open(EVENT, source, cause, via, self._calendar.now)
        row[STATE] = DONE
        number: int = row[NUMBER]
        return number

    def _overdue(self, value: tuple[int, int, int]) -> None:
        """Past the limit `t.overdue` is a fact that the holder knows."""
        number, cause, via = value
        duty = self._program.duties[number]
        if ("then", number) not in self._reached and duty.overdue_cells is not None:
            row = self._note(self._program.duty_sources[number][2], cause, via)
            self._beliefs.achieve(duty.overdue_cells, value=True, row=row, via=AT, source=duty.holder)
            self._beliefs.evaluate()

    def medium(self, number: int, holds: bool, _cause: int, _via: int) -> None:  # noqa: FBT001
        """A medium comes into being, or is gone."""
        switch = (self._program.media[number].switch,)
        if holds:
            self._outages.end(switch)
        else:
            self._outages.begin(switch)
