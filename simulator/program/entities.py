"""What there is: agencies, facts, streams of draws, servers; and conditions as gates."""

from dataclasses import dataclass

from simulator.text.draws import Distribution
from simulator.text.titles import Title

WORLD = 0
NONE = -1


@dataclass(frozen=True, slots=True)
class Agent:
    """An agency. `desk` is the server of its operators, `NONE` without a desk."""

    name: str
    title: Title
    sector: str
    level: str
    region: str
    plan: str
    desk: int


@dataclass(frozen=True, slots=True)
class FactRow:
    """A fact instance (`trapped@city.north`); `base` is the id of the fact; `levels` names ranks from 1.

    `level_names` are what people call the levels.
    """

    name: str
    base: str
    kind: str
    title: Title | None
    levels: tuple[str, ...]
    level_names: tuple[Title, ...] = ()

    def level_title(self, rank: int) -> Title:
        """Give what people call a level by its rank from 1; what is no level is a number."""
        if not 0 < rank <= len(self.levels):
            return Title(str(rank), str(rank))
        level = self.levels[rank - 1]
        return self.level_names[rank - 1] if self.level_names else Title(level, level)


@dataclass(frozen=True, slots=True)
class Stream:
    """A source of draws: what is drawn, and the key that makes it its own."""

    key: str
    distribution: Distribution | None
    """None: even between 0 and 1, without a unit."""


@dataclass(frozen=True, slots=True)
class Server:
    """A desk, a pool or the channel of a talk group, with its capacity at the start.

    For a pool `kind` is the kind of unit, `point` [longitude, latitude], `speed` in metres a second.
    """

    name: str
    agent: int
    kind: str
    capacity: int
    consumed: bool = False
    redeploy: bool = False
    point: tuple[float, float] | None = None
    speed: float = 0.0


@dataclass(frozen=True, slots=True)
class Atom:
    """One literal of a condition: `test` (code, arguments) over cells; it counts in `gate`."""

    gate: int
    test: tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Gate:
    """Counts the children still missing until it is true. `lasting`: true only after so many seconds.

    `action` is (code, subject) of a root. `inverted` belongs to `lasting`: true until it has lasted.
    """

    parent: int
    missing: int
    lasting: float = -1.0
    inverted: bool = False
    action: tuple[int, int] | None = None
    clock: int = NONE
