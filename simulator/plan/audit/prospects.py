"""What can come about at all: which values facts can take, and whether a condition can ever hold.

Everything that a fact can ever be counts as known to everybody at any time, so that what is impossible here
is so in every run.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from itertools import pairwise

from simulator.plan.composed import Axis, Composition, FactItem, Job
from simulator.plan.facts import TASK_STATES
from simulator.text.comparisons import COMPARE
from simulator.text.condition_tree import (
    And,
    AtLeast,
    Believes,
    Combine,
    Compare,
    Condition,
    Holds,
    Known,
    Knows,
    Lasting,
    Name,
    Not,
    Number,
    Or,
    Term,
    atoms,
    names_in,
)
from simulator.text.scalars import Value

Values = frozenset[Value] | None
"""The values that a fact can take; None: any."""


class Prospects:
    """The facts that can come about, with their values; what is not among them stays unknown for ever."""

    def __init__(self, facts: Mapping[str, FactItem], values: Mapping[str, Values]) -> None:
        self._facts = facts
        self.values = dict(values)

    def add(self, fact: str, value: Value | None) -> bool:
        """Take in a value that a fact can take (None: any); tells whether it is new."""
        known = self.values.get(fact, frozenset())
        if value is None:
            self.values[fact] = None
            return known is not None
        value = self._rank(fact, value)
        if known is None or value in known:
            return False
        self.values[fact] = known | {value}
        return True

    def _rank(self, fact: str, value: Value) -> Value:
        levels = self._facts[fact].levels if fact in self._facts else ()
        return levels.index(str(value)) + 1 if value in levels else value

    # -- conditions ------------------------------------------------------------------------------------------

    def can(self, condition: Condition) -> bool:
        """Tell whether a condition can ever be true."""
        return self._may(condition, truth=True) and not self._excluded(condition)

    def _may(self, condition: Condition, *, truth: bool) -> bool:
        match condition:
            case Not(item):
                return self._may(item, truth=not truth)
            case Lasting(item):
                return not truth or self._may(item, truth=True)
            case Believes(_, item):
                return self._may(item, truth=truth)
            case And(items) | Or(items) | AtLeast(_, items):
                return sum(self._may(item, truth=truth) for item in items) >= _wanted(condition, truth=truth)
            case Compare():
                return self._may_compare(condition, truth=truth)
            case _:
                return not truth or self._may_hold(condition)

    def _may_hold(self, condition: Holds | Known | Knows) -> bool:
        if isinstance(condition, Holds):
            name = condition.term.name if isinstance(condition.term, Combine) else condition.term
            values = self.values.get(name.text, frozenset())
            return values is None or True in values
        return condition.name.text in self.values

    def _may_compare(self, condition: Compare, *, truth: bool) -> bool:
        left, right = self._of(condition.left), self._of(condition.right)
        if left is None or right is None:
            return left != frozenset() and right != frozenset()
        compare = COMPARE[condition.op]
        return any(_compares(compare, one, other) == truth for one in left for other in right)

    def _of(self, term: Term) -> Values:
        """Give the values of one side; a level that is unknown is below all others."""
        if isinstance(term, Number):
            return frozenset({term.value})
        if not isinstance(term, Name):
            return self._summed(term)
        item = self._facts.get(term.text)
        if item is None:
            return frozenset({term.text})
        found = self.values.get(term.text, frozenset())
        return found | {0} if found is not None and item.kind == "level" else found

    def _summed(self, term: Term) -> Values:
        """Give what the cells of regions come to: where one number alone can stand in them, this one."""
        name = next(iter(names_in(Compare(term, "=", Number(0)))))
        values = self.values.get(name.text, frozenset())
        return values if values is not None and len(values) < 2 and isinstance(term, Combine) else None

    # -- what excludes itself --------------------------------------------------------------------------------

    def _excluded(self, condition: Condition) -> bool:
        """Tell whether parts of a condition that must hold together contradict one another."""
        if isinstance(condition, Holds | Compare | Known | Knows | Believes | Not | Lasting):
            return False
        if isinstance(condition, Or):
            return all(self._excluded(item) for item in condition.items)
        parts = list(_together(condition))
        refused = {part.item for part in parts if isinstance(part, Not)}
        if any(part in refused for part in parts):
            return True
        limits: dict[Term, list[Compare]] = {}
        places: dict[Term, set[Term]] = {}
        for part in parts:
            if isinstance(part, Compare) and isinstance(part.right, Number):
                limits.setdefault(part.left, []).append(part)
            elif isinstance(part, Compare) and part.op == "=" and self._is_place(part.right):
                places.setdefault(part.left, set()).add(part.right)
        several_places = any(len(names) > 1 for names in places.values())
        return several_places or any(not _room(several) for several in limits.values() if len(several) > 1)

    def _is_place(self, term: Term) -> bool:
        """Tell whether a name is no fact but the value of one."""
        return isinstance(term, Name) and term.text not in self._facts


def _wanted(condition: And | Or | AtLeast, *, truth: bool) -> int:
    """Give how many items must be so that the whole is."""
    size = len(condition.items)
    least = condition.count if isinstance(condition, AtLeast) else size if isinstance(condition, And) else 1
    return least if truth else size - least + 1


def _compares(compare: Callable[[float, float], bool], one: Value, other: Value) -> bool:
    if isinstance(one, str) != isinstance(other, str):
        return False
    return compare(one, other)  # type: ignore[arg-type]


def _together(condition: Condition) -> Iterator[Condition]:
    if isinstance(condition, And):
        for item in condition.items:
            yield from _together(item)
    else:
        yield condition


def _room(limits: Iterable[Compare]) -> bool:
    """Tell whether one number keeps all limits: if any does, one of them, or one between or beyond them."""
    several = [(limit.op, limit.right.value) for limit in limits if isinstance(limit.right, Number)]
    ends = sorted({value for _, value in several})
    between = [(low + high) / 2 for low, high in pairwise(ends)]
    return any(
        all(COMPARE[op](number, value) for op, value in several)
        for number in (ends[0] - 1, *ends, *between, ends[-1] + 1)
    )


def foresee(
    composition: Composition, known: Mapping[str, Values], *, without: Iterable[str] = ()
) -> Prospects:
    """Give what can come about from facts that are `known`, by tasks and scales, `without` some tasks."""
    prospects = Prospects(composition.facts, known)
    left_out = frozenset(without)
    waiting: dict[str, Job | Axis] = {job.name: job for job in composition.jobs if job.name not in left_out}
    waiting |= {f"scale {axis.name}": axis for axis in composition.axes}
    triggers = _triggers(waiting)
    agenda = dict.fromkeys(waiting)
    while agenda:
        key = next(iter(agenda))
        del agenda[key]
        for fact in _brought(waiting[key], prospects):
            agenda |= dict.fromkeys(triggers.get(fact, ()))
    return prospects


def _triggers(waiting: Mapping[str, Job | Axis]) -> dict[str, list[str]]:
    """Give, by fact, who waits for it."""
    found: dict[str, list[str]] = {}
    for key, thing in waiting.items():
        conditions = [thing.when] if isinstance(thing, Job) else [when for _, when in thing.criteria]
        for fact in {name.text for condition in conditions for name in names_in(condition)}:
            found.setdefault(fact, []).append(key)
    return found


def _brought(thing: Job | Axis, prospects: Prospects) -> list[str]:
    """Take in what a task or scale brings about as far as it can; gives the facts that are new or more."""
    if isinstance(thing, Axis):
        ranks = (rank for rank, when in thing.criteria if prospects.can(when))
        return [thing.name for rank in ranks if prospects.add(thing.name, rank)]
    if not prospects.can(thing.when):
        return []
    states = [(state, True) for state in states_of(thing)]
    return [fact for fact, value in (*states, *thing.brings) if prospects.add(fact, value)]


def states_of(job: Job) -> tuple[str, ...]:
    """Give the automatic facts of a task."""
    return tuple(f"{job.name}.{state}" for state in TASK_STATES)


def limits_in(condition: Condition) -> Iterator[tuple[str, Callable[[float], bool]]]:
    """Give every comparison of a fact with a number, as (fact, test of a number)."""
    for atom in atoms(condition):
        match atom:
            case Compare(Name(fact), op, Number(value)):
                yield fact, partial(_keeps, op, value)


def _keeps(op: str, value: float, number: float) -> bool:
    return COMPARE[op](number, value)
