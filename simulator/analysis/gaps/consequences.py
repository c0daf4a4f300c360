"""Why an obligation was late or never met: the sites at which the time until then was lost."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from simulator.analysis.clocks import LATE, MISSING, Clock, stage_of
from simulator.analysis.gaps.waiting import Waited
from simulator.analysis.references import Reference, by_stage
from simulator.log.rows import AT, CONTENTS, EVENT, KIND, LEARNED, RECEIVED, REPORT, SUBJECT, Log, Row
from simulator.program.model import Duty, Program

Causes = Mapping[int, Mapping[int, float]]
"""By obligation that was late or never met: seconds by site; 0 where a wait there never ended."""


class Explainer:
    """Finds the causes of broken obligations in the logs of one program."""

    __slots__ = ("_by_receiver", "_program")

    def __init__(self, program: Program) -> None:
        self._program = program
        self._by_receiver: dict[tuple[int, int], set[int]] = {}
        for slot in program.slots:
            receiver = program.links[slot.link].receiver
            self._by_receiver.setdefault((receiver, slot.fact), set()).add(slot.link)

    def causes(
        self,
        log: Log,
        clocks: Sequence[Clock],
        waited: Waited,
        lost: Callable[[Reference, float], Mapping[int, float]],
    ) -> Causes:
        """Give the causes of each obligation that was late or never met in one replication.

        `lost` gives the seconds that each site takes of the way to an event since an instant: what was lost
        before the clock of an obligation began to run made it no later.
        """
        found: dict[int, Mapping[int, float]] = {}
        for number, clock in enumerate(clocks):
            duty = self._program.duties[number]
            if clock.outcome == LATE:
                event = self.stopped_by(log, number, duty, clock.stopped)
                found[number] = lost(event, clock.started) if event else {}
            elif clock.outcome == MISSING:
                found[number] = dict.fromkeys(self._stuck(log, duty, waited), 0.0)
        return found

    def stopped_by(self, log: Log, number: int, duty: Duty, stopped: float) -> Reference | None:
        """Give the event that stopped a clock: the message that told, or what was to be done."""
        then = self._program.duty_sources[number][1]
        for at, row in enumerate(log.rows):
            if row[KIND] == EVENT and row[SUBJECT] == then and row[AT] == stopped:
                return at, AT
            if row[KIND] == REPORT and self._tells(row, duty) and stage_of(row, duty.stops_at) == stopped:
                # What still lies at the desk was told, but not learned: the way is then that of the message.
                told = next(content[0] for content in row[CONTENTS] if content[0] in duty.facts)
                return at, told if row[LEARNED] >= 0 else by_stage(RECEIVED)
        return None

    def _tells(self, row: Row, duty: Duty) -> bool:
        if self._program.links[row[SUBJECT]].receiver != duty.receiver:
            return False
        return any(content[0] in duty.facts for content in row[CONTENTS] or ())

    def _stuck(self, log: Log, duty: Duty, waited: Waited) -> Iterator[int]:
        """Give the sites at which reports that would have told were still waiting at the end."""
        links = {link for fact in duty.facts for link in self._by_receiver.get((duty.receiver, fact), ())}
        for number, waits in waited.rows.items():
            row = log.rows[number]
            if row[KIND] == REPORT and row[SUBJECT] in links and row[LEARNED] < 0:
                yield from (wait.site for wait in waits if wait.open)
