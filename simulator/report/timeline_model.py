"""The timeline of one replication as a value: what a swim-lane chart shows, before it is drawn.

Times are seconds since the scenario's start. Every text is in one language already.
"""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Lane:
    """An agency that did something. `copies` is above 1 where many alike share one lane."""

    name: str
    title: str
    sector: str
    region: str
    copies: int = 1
    level: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """The lanes of one sector, those of one region side by side; `first` is the place of the first one."""

    sector: str
    title: str
    first: int
    lanes: tuple[Lane, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a bar.

    `kind` is waiting_decision, waiting_operator, waiting_unit, waiting_participants, travel (turn-out and
    way), working, handing_over or vacant.
    """

    kind: str
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Bar:
    """Something that an agency did; `state` is a word of `log.rows.STATES`.

    `kind` is task, decision, declare, hand_over or vacancy (of a post, on the lane of who ended it).
    `open_ended`: it had not ended when the replication did. `copies` counts like bars of like agencies; `row`
    is that of the log, of the last of them.
    """

    lane: int
    kind: str
    name: str
    title: str
    pieces: tuple[Piece, ...]
    state: str
    open_ended: bool = False
    mistaken: bool = False
    copies: int = 1
    row: int = -1

    @property
    def start(self) -> float:
        """When it was due."""
        return self.pieces[0].start

    @property
    def end(self) -> float:
        """When it ended, or the replication did."""
        return self.pieces[-1].end


@dataclass(frozen=True, slots=True)
class Arrow:
    """A message between two lanes.

    `purpose` is that of its link, or decision (a request for one) or invitation. `received` is when it lay
    on the desk, `learned` when it was taken in; of a lost one both are when it was given up. `copies` counts
    like messages of one time, and the times that a lost one was given up; `row` is that of the log.
    """

    sender: int
    receiver: int
    purpose: str
    sent: float
    received: float
    learned: float
    lost: bool = False
    unread: bool = False
    copies: int = 1
    row: int = -1


@dataclass(frozen=True, slots=True)
class Rule:
    """A line across all lanes. `kind` is inject, limit or milestone; injects are numbered from 1.

    `met` says of the milestone of an objective whether it kept its limit; `name` is that of the milestone,
    `when` its time as it is written.
    """

    kind: str
    at: float
    label: str
    number: int = 0
    met: bool | None = None
    name: str = ""
    when: str = ""


@dataclass(frozen=True, slots=True)
class Crowd:
    """Many small things on one lane, shown by density. `kind` is call (from the public), periodic or seen."""

    lane: int
    kind: str
    times: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """One replication. `until` is when the last thing happened; `notes` say what was left out and why.

    `unreached` are the titles of the objectives whose milestones were not reached.
    """

    title: str
    subtitle: str
    start: datetime
    until: float
    horizon: float
    stopped: bool
    groups: tuple[Group, ...]
    bars: tuple[Bar, ...]
    arrows: tuple[Arrow, ...]
    rules: tuple[Rule, ...]
    crowds: tuple[Crowd, ...]
    unreached: tuple[str, ...]
    notes: tuple[str, ...]

    @property
    def lanes(self) -> tuple[Lane, ...]:
        """All lanes from top to bottom; bars, arrows and crowds count in these."""
        return tuple(lane for group in self.groups for lane in group.lanes)
