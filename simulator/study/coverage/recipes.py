"""What a scenario must bring about for a condition to come true, worked out from the plans alone.

A condition names facts; a fact is the world's, so the scenario gives it, or a task or a scale brings it
about, whose own condition then has to come true. `Recipes` follows that back to the world.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from simulator.plan.composed import Axis, Composition, Job
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
    People,
    Share,
    Term,
    names_in,
)
from simulator.text.scalars import Value

STATES = ("ready", "started", "done")
"""Automatic facts of a task that come about by its own condition."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """What the scenario gives: facts of the world (`givens`), and the hazards of the tasks on the way."""

    givens: tuple[Condition, ...] = ()
    hazards: tuple[str, ...] = ()


NOTHING = Recipe()


def merged(recipes: Iterable[Recipe]) -> Recipe:
    """Give what is needed for all of them, each thing once, without what another already says."""
    found = tuple(recipes)
    givens = tuple(dict.fromkeys(given for each in found for given in each.givens))
    return Recipe(
        tuple(given for given in givens if not any(_says(other, given) for other in givens)),
        tuple(dict.fromkeys(hazard for each in found for hazard in each.hazards)),
    )


def _says(other: Condition, given: Condition) -> bool:
    """Tell whether `other` says more than `given`: a higher limit, or a limit for what need only be known."""
    match other, given:
        case Compare(left, ">=" | ">", Number(more)), Compare(same, ">=" | ">", Number(less)):
            return left == same and more > less
        case Compare(), Known(name):
            return name in names_in(other)
    return False


class Recipes:
    """The recipes of one composition.

    They are found in rounds: each adds what can be brought about by what was known before it. So the first
    that is found takes the fewest steps, and a circle of tasks that wait for one another has none.
    """

    def __init__(self, composition: Composition) -> None:
        self._composition = composition
        self._made: dict[str, dict[Value | None, Recipe]] = {}
        """By fact and value; the value None is any number."""
        self._produced = {fact for job in composition.jobs for fact, _ in job.brings}
        self._produced |= {axis.name for axis in composition.axes}
        self._produced |= {f"{job.name}.{state}" for job in composition.jobs for state in STATES}
        while self._round():
            pass

    def _round(self) -> bool:
        """Add what has just become possible; tells whether there was anything."""
        known = sum(map(len, self._made.values()))
        new = [*self._of_jobs(), *self._of_axes()]
        for fact, value, recipe in new:
            self._made.setdefault(fact, {}).setdefault(value, recipe)
        return sum(map(len, self._made.values())) > known

    def _of_jobs(self) -> Iterator[tuple[str, Value | None, Recipe]]:
        for job in self._composition.jobs:
            if f"{job.name}.done" not in self._made and (recipe := self.of_task(job)):
                yield from ((fact, value, recipe) for fact, value in job.brings)
                yield from ((f"{job.name}.{state}", True, recipe) for state in STATES)

    def _of_axes(self) -> Iterator[tuple[str, Value | None, Recipe]]:
        for axis in self._composition.axes:
            for rank, criterion in axis.criteria:
                if rank not in self._made.get(axis.name, {}) and (recipe := self.of(criterion)):
                    yield axis.name, rank, recipe

    def of_task(self, job: Job) -> Recipe | None:
        """Give what makes a task begin."""
        found = self.of(job.when)
        return merged((Recipe((), (job.hazard,)), found)) if found else None

    def of_level(self, axis: Axis, rank: int) -> Recipe | None:
        """Give what makes a level be declared."""
        return next((self.of(when) for each, when in axis.criteria if each == rank), None)

    def of_fact(self, fact: str) -> Recipe | None:
        """Give what makes a fact something that can be known, whatever its value."""
        return self._known(Name(fact))

    def of(self, condition: Condition) -> Recipe | None:
        """Give what makes a condition come true; None where nothing in the plans can bring it about.

        Of several ways that with the fewest givens, the first of equals. What must not be counts as absent.
        """
        match condition:
            case And(items) | Or(items) | AtLeast(_, items):
                return self._all(items, _how_many(condition))
            case Not():
                return NOTHING
            case Lasting(item, seconds):
                return self._lasting(item, seconds)
            case Believes(_, item):
                return self.of(item)
            case _:
                return self._atom(condition)

    def _atom(self, condition: Holds | Compare | Known | Knows) -> Recipe | None:
        match condition:
            case Holds(term):
                return self._holds(term, condition)
            case Compare(left, op, right):
                return self._compare(left, op, right, condition)
            case Known(name) | Knows(_, name):
                return self._known(name)

    def _all(self, items: Iterable[Condition], count: int) -> Recipe | None:
        ways = [recipe for recipe in map(self.of, items) if recipe is not None]
        if len(ways) < count:
            return None
        return merged(sorted(ways, key=lambda way: len(way.givens))[:count] if count < len(ways) else ways)

    def _lasting(self, item: Condition, seconds: float) -> Recipe | None:
        found = self.of(item)
        if found is None or found.givens != (item,):
            return found
        return Recipe((Lasting(item, seconds),), found.hazards)

    def _holds(self, term: Name | Combine, condition: Condition) -> Recipe | None:
        fact = _fact(term)
        if fact not in self._produced:
            return Recipe((condition,))
        return self._first(fact, lambda value: value is True)

    def _known(self, name: Name) -> Recipe | None:
        if name.text in self._produced:
            return self._first(name.text, lambda _value: True)
        item = self._composition.facts.get(name.text)
        given = Holds(name) if item is None or item.kind == "boolean" else Known(name)
        return Recipe((given,))

    def _compare(self, left: Term, op: str, right: Term, condition: Condition) -> Recipe | None:
        if isinstance(left, People):
            return self._known(left.knows)
        terms = [_fact(term) for term in (left, right) if not isinstance(term, Number | People)]
        made = [fact for fact in terms if fact in self._produced]
        if not made:
            return Recipe((condition,))
        if not isinstance(right, Number | Name):
            return self._each(made)
        wanted = right.value if isinstance(right, Number) else right.text
        return self._first(made[0], lambda value: _fits(value, op, wanted))

    def _each(self, facts: Iterable[str]) -> Recipe | None:
        found = [self._first(fact, lambda _value: True) for fact in facts]
        return None if None in found else merged(each for each in found if each)

    def _first(self, fact: str, fits: Callable[[Value | None], bool]) -> Recipe | None:
        ways = [recipe for value, recipe in self._made.get(fact, {}).items() if fits(value)]
        return min(ways, key=lambda way: len(way.givens), default=None)

    def asked_for(self, givens: Iterable[Condition]) -> tuple[str, ...]:
        """Give the hazards under which tasks ask for any of these."""
        facts = {name.text for given in givens for name in names_in(given)}
        found = (
            job.hazard
            for job in self._composition.jobs
            if any(name.text in facts for name in names_in(job.when))
        )
        return tuple(dict.fromkeys(found))


def _how_many(condition: And | Or | AtLeast) -> int:
    """Give of how many of its items a condition has need."""
    match condition:
        case And(items):
            return len(items)
        case Or():
            return 1
        case AtLeast(count):
            return count


def _fact(term: Term) -> str:
    match term:
        case Name(text):
            return text
        case Share(_, name) | Combine(_, name) | People(name):
            return name.text
    return ""


def _fits(value: Value | None, op: str, wanted: float | str) -> bool:
    """Tell whether what somebody brings about is what is compared for; a number that grows may be."""
    if value is None or isinstance(value, str) != isinstance(wanted, str):
        return value is None
    return COMPARE[op](value, wanted)
