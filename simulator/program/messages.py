"""How messages pass: media, links and their slots, errands of tasks."""

from dataclasses import dataclass

from simulator.text.titles import Title


@dataclass(frozen=True, slots=True)
class Medium:
    """A medium. `members` of a talk group are agents."""

    name: str
    title: Title | None
    call: bool
    members: tuple[int, ...]
    channel: int
    """Server of a talk group's one speaker at a time, `NONE` for other media."""
    up_gate: int
    switch: int


@dataclass(frozen=True, slots=True)
class Rung:
    """One medium of a link's ladder, and the switches of which all must be closed for it to work."""

    medium: int
    call: bool
    group: bool
    tries: int
    patience: float
    switches: tuple[int, ...]
    members: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Dice:
    """The streams of one message: composing, handling, and (delay, chance, pause) for each rung."""

    compose: int
    handling: int
    rungs: tuple[tuple[int, int, int], ...]
    chances: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """A directed link. `slots` are its facts as indexes into `Program.slots`. Times in seconds."""

    number: int
    name: str
    sender: int
    receiver: int
    sender_desk: int
    receiver_desk: int
    purpose: str
    priority: int
    order: int
    rungs: tuple[Rung, ...]
    slots: tuple[int, ...]
    again: float
    lapses: float
    every: float
    pause: float
    acknowledge: bool
    lost_cells: tuple[int, int, int] | None = None
    """(world's cell, sender's cell, fact) of `link.undelivered`, where somebody uses it."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One fact on one link: the sender's and the receiver's cell, and the draws that belong to it."""

    link: int
    fact: int
    cell: int
    there: int
    dice: Dice
    overhear: tuple[tuple[int, int, tuple[int, ...]], ...] = ()
    """Other members of a talk group on its ladder: (medium, cell, switches of the member)."""


@dataclass(frozen=True, slots=True)
class Voice:
    """What an agency says of a fact that it misreports: a cell beside that of what it believes.

    All that takes beliefs of the agency along (links, questions, errands, joint tasks) takes them from
    `cell`; its agent in `Program.cells` is `voice_of` the agent.
    """

    name: str
    agent: int
    fact: int
    own: int
    cell: int


def voice_of(agent: int) -> int:
    """Give the number under which what an agency says stands in `Program.cells`: none of an agent's."""
    return -1 - agent


@dataclass(frozen=True, slots=True)
class Errand:
    """A message on behalf of a task: request for a decision, invitation, request for aid, order to give it.

    `link` is `NONE` where there is no link for it: it can never be sent. `slots` are
    (sender's cell, receiver's cell, fact) of the beliefs that travel with it.
    """

    name: str
    task: int
    link: int
    sender: int
    receiver: int
    priority: int
    dice: Dice | None
    slots: tuple[tuple[int, int, int], ...] = ()
