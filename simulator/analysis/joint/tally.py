"""The calls of one joint task in many replications."""

from array import array
from collections.abc import Iterable
from dataclasses import dataclass, field

from simulator.analysis.joint.meetings import QUORUM, STAGES, Meeting, invited
from simulator.plan.alike import common_task
from simulator.program.model import Program


@dataclass(slots=True)
class Attendance:
    """How one of those called fared: how often called, there, the one who came last for it to begin.

    `spent`: seconds of each of `STAGES`, all together, of the times when it was there; `vain`: how often it
    was not there when enough never came, by the stage that was not over.
    """

    called: int = 0
    there: int = 0
    decided: int = 0
    spent: list[float] = field(default_factory=lambda: [0.0] * len(STAGES))
    vain: list[int] = field(default_factory=lambda: [0] * len(STAGES))


@dataclass(slots=True)
class MeetingTally:
    """The calls of one joint task, one entry each, and how those called fared, by name."""

    replications: "array[int]" = field(default_factory=lambda: array("q"))
    outcomes: "array[int]" = field(default_factory=lambda: array("b"))
    convened: "array[float]" = field(default_factory=lambda: array("d"))
    waited: "array[float]" = field(default_factory=lambda: array("d"))
    there: "array[int]" = field(default_factory=lambda: array("q"))
    attendance: dict[str, Attendance] = field(default_factory=dict)

    def add(self, replication: int, meeting: Meeting, names: tuple[str, ...]) -> None:
        """Add a call; `names` are of those called."""
        self.replications.append(replication)
        self.outcomes.append(meeting.outcome)
        self.convened.append(meeting.convened)
        self.waited.append(meeting.waited)
        self.there.append(sum(part.there for part in meeting.parts))
        for name, part in zip(names, meeting.parts, strict=True):
            found = self.attendance.setdefault(name, Attendance())
            found.called += 1
            found.decided += part.decided
            if part.there:
                found.there += 1
                for stage, seconds in enumerate(part.stages):
                    found.spent[stage] += seconds
            elif meeting.outcome != QUORUM:
                found.vain[len(part.stages)] += 1


def add_meetings(
    tallies: dict[str, MeetingTally], program: Program, replication: int, meetings: Iterable[Meeting]
) -> None:
    """Add the calls in a replication to the tallies by name; many alike have one name."""
    for meeting in meetings:
        task = program.tasks[meeting.task]
        tally = tallies.setdefault(common_task(task.name), MeetingTally())
        tally.add(replication, meeting, invited(program, task))
