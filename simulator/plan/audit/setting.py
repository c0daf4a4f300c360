"""What a scenario adds to plans that are audited: what happens, who sees it, what is to be reached."""

from dataclasses import dataclass
from datetime import datetime

from simulator.errors import Place
from simulator.text.condition_tree import Condition
from simulator.text.scalars import Value
from simulator.text.titles import Title


@dataclass(frozen=True, slots=True)
class Aim:
    """A milestone: a condition that is to come true."""

    name: str
    title: Title
    when: Condition
    place: Place


@dataclass(frozen=True, slots=True)
class Setting:
    """What a scenario says.

    `facts` are (id, value) that it sets; `seen` (agency, id) of what an agency observes or exercise control
    tells it; `hazards` without the plan's id; `horizon` in seconds.
    """

    facts: tuple[tuple[str, Value], ...]
    seen: tuple[tuple[str, str], ...]
    aims: tuple[Aim, ...] = ()
    hazards: frozenset[str] = frozenset()
    start: datetime | None = None
    horizon: float | None = None
