"""A scenario together with the plans it plays, every name resolved: all that a program is made from."""

from dataclasses import dataclass

from simulator.errors import Problem
from simulator.plan.composed import Composition, Refill
from simulator.plan.norm_duties import NormUse
from simulator.scenario.model import Incident, Inject, Milestone, Scenario
from simulator.scenario.what_if import AS_IT_IS, WhatIf
from simulator.text.condition_tree import Condition
from simulator.text.distributions import Distribution
from simulator.text.scalars import Value

Observers = tuple[tuple[str, Distribution], ...]
"""(qualified agency, time until it sees), in declared order."""


@dataclass(frozen=True, slots=True)
class Happening:
    """An incident. `facts` are (fact id, value)."""

    name: str
    record: Incident
    region: str | None
    facts: tuple[tuple[str, Value], ...]
    observers: Observers


@dataclass(frozen=True, slots=True)
class Move:
    """An inject with its references resolved; fields that its kind does not use are empty.

    `outage` is (kind, qualified name), kind one of medium, link, desk, agency, region, many alike under their
    common name, a link by its id or the name of its edge; `roads` a pair of regions; `withdrawn` (qualified
    agency, pool, units). `facts` are what is set, told, or said again (the value then says nothing). `kept`
    are the (qualified agency, fact) that are misreported, `until` when that ends.
    """

    name: str
    record: Inject
    when: Condition | None = None
    believed_by: str | None = None
    facts: tuple[tuple[str, Value], ...] = ()
    observers: Observers = ()
    outage: tuple[str, str] | None = None
    region: str | None = None
    roads: tuple[str, str] | None = None
    withdrawn: tuple[tuple[str, str, int], ...] = ()
    refilled: tuple[Refill, ...] = ()
    receiver: str | None = None
    kept: tuple[tuple[str, str], ...] = ()
    until: Condition | None = None


@dataclass(frozen=True, slots=True)
class Goal:
    """A milestone with its condition resolved."""

    name: str
    record: Milestone
    when: Condition


@dataclass(frozen=True, slots=True)
class Input:
    """A file that the run depends on, as it was: path relative to the project, and its bytes."""

    path: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Case:
    """A scenario and its composed plans, checked. `stem` is the scenario file's name without its ending.

    `what_if` is what is otherwise than in its files; `patches` names those of it among the inputs.
    """

    stem: str
    scenario: Scenario
    composition: Composition
    happenings: tuple[Happening, ...]
    moves: tuple[Move, ...]
    goals: tuple[Goal, ...]
    inputs: tuple[Input, ...]
    warnings: tuple[Problem, ...] = ()
    norms: tuple[NormUse, ...] = ()
    what_if: WhatIf = AS_IT_IS
    patches: tuple[str, ...] = ()
