"""Posts that change hands, and how: what is compiled of them; a post that never does has no entry."""

from dataclasses import dataclass

from simulator.program.entities import NONE
from simulator.text.titles import Title


@dataclass(frozen=True, slots=True)
class Post:
    """A post that may change hands.

    `holders` are agents: the declared holder, its deputies in order, then who takes over by a hand-over; the
    first `standing` of them may step in when it is vacant, after `after` seconds (negative: nobody does).
    `switches` are those that put each of them out of service, `hand_overs` the hand-over (an index into
    `Program.hand_overs`) from each, `NONE` without one; `back` that to the declared holder when it arrives.
    `tasks` and `scales` are, by holder, its own copies of what belongs to the post, in the same order.
    """

    name: str
    title: Title | None
    holders: tuple[int, ...]
    standing: int
    after: float
    switches: tuple[tuple[int, ...], ...]
    hand_overs: tuple[int, ...]
    back: tuple[int, ...]
    tasks: tuple[tuple[int, ...], ...]
    scales: tuple[tuple[int, ...], ...]
    wanted_gate: int = NONE
    arrives_gate: int = NONE
    """Root gates in the declared holder's beliefs; without the second it is there from the start."""
    arriving: int = NONE


@dataclass(frozen=True, slots=True)
class HandOver:
    """A hand-over of a post from one holder to another (places in `Post.holders`).

    `gates` are roots of its condition in the beliefs of the two, none for the arrival of the declared holder.
    `ways` are the switches of each medium by which the two can reach one another; `shared` pairs of their
    cells for what either can know.
    """

    name: str
    post: int
    giver: int
    taker: int
    takes: int
    gates: tuple[int, ...]
    ways: tuple[tuple[int, ...], ...]
    shared: tuple[tuple[int, int], ...]
