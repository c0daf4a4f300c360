"""What the words of a norm pack mean in composed plans: facts, posts, grades, conditions."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from simulator.errors import Message, say
from simulator.plan.conditions import resolve
from simulator.plan.faults import At, Faults
from simulator.plan.meaning import Meaning
from simulator.plan.norms import EVENT, GRADE, Grade, Grading, NormPack
from simulator.text.condition_tree import (
    And,
    AtLeast,
    Atom,
    Combine,
    Compare,
    Condition,
    Holds,
    Known,
    Lasting,
    Name,
    Not,
    Number,
    Or,
    Term,
)
from simulator.text.record import Record


class UnboundError(Exception):
    """A duty binds to nobody here, and why."""

    def __init__(self, reason: Message) -> None:
        self.reason = reason
        super().__init__(str(reason))


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a pack for one incident; `event` is the fact that stands for it, as written.

    `names` are what a scenario says that words mean. What is wrong with a condition of a pack is no fault of
    the plans: a duty that cannot be read in them binds to nobody.
    """

    pack: NormPack
    names: Mapping[str, str]
    event: str | None
    meaning: Meaning

    def meant(self, word: str) -> tuple[str, ...]:
        """Give the names that a word may have in plans, the first that is there counts."""
        if word in self.names:
            return (self.names[word],)
        if word == EVENT and self.event:
            return (self.event,)
        return self.pack.names.get(word, (word,))

    def fact(self, word: str) -> str:
        """Give the id of the fact that a word means.

        Raises
        ------
        UnboundError
            When there is none here, or several are called so.
        """
        for name in self.meant(word):
            found = self.meaning.facts.candidates("", name)
            if len(found) == 1:
                return found[0]
            if found:
                raise UnboundError(say("`{word}` can mean several facts here", word=name))
        raise UnboundError(say("no plan here has a fact for `{word}`", word=word))

    def condition(self, condition: Condition, record: Record, key: str) -> Condition:
        """Give a condition of a pack in ids of facts.

        An alternative of an `or` whose facts nobody here can know falls away.

        Raises
        ------
        UnboundError
            When nothing is left of it, or it cannot be read here.
        """
        aside = Faults()
        meaning = replace(self.meaning, references=replace(self.meaning.references, faults=aside))
        found = resolve(meaning, self._said(condition), At("", record, (key,)))
        if aside.stop:
            raise UnboundError(say("its condition cannot be read in these plans"))
        return found

    def _said(self, condition: Condition) -> Condition:
        match condition:
            case Or(items):
                return _any(self._possible(items))
            case And(items) | AtLeast(_, items):
                return replace(condition, items=tuple(map(self._said, items)))
            case Not(item) | Lasting(item):
                return replace(condition, item=self._said(item))
            case _:
                return self._atom(condition)

    def _atom(self, condition: Atom) -> Condition:
        match condition:
            case Compare(Name(text=word), op, Name(text=level)) if word == GRADE and self.pack.grades:
                return self._graded(self.pack.grades, op, level)
            case Compare(left, op, right):
                return Compare(self._term(left), op, self._value(right))
            case Holds(term):
                return Holds(self._name(term) if isinstance(term, Name) else self._combined(term))
            case Known(name):
                return Known(self._name(name))
            case _:
                raise UnboundError(say("a norm names no agency in a condition"))

    def _possible(self, items: Iterable[Condition]) -> list[Condition]:
        found, reasons = [], []
        for item in items:
            try:
                found.append(self._said(item))
            except UnboundError as error:
                reasons.append(error)
        if not found:
            raise reasons[0]
        return found

    def _term(self, term: Term) -> Term:
        match term:
            case Name():
                return self._name(term)
            case Combine():
                return self._combined(term)
            case _:
                return term

    def _value(self, term: Term) -> Term:
        """Give the right side of a comparison, which may be the name of a level or place."""
        try:
            return self._term(term)
        except UnboundError:
            return term

    def _name(self, name: Name) -> Name:
        return Name(self.fact(name.text), None, name.offset)

    def _combined(self, term: Combine) -> Combine:
        return Combine(term.how, self._name(term.name))

    def _graded(self, grades: Grading, op: str, level: str) -> Condition:
        reached = self._reached(grades, level)
        return Not(reached) if op == "<" else reached

    def _reached(self, grades: Grading, level: str) -> Condition:
        numbers = grades.levels[level].at_least
        if not numbers:
            return Holds(Name(self.fact(EVENT)))
        return _any(self._possible(criteria(numbers)))


def criteria(numbers: Mapping[str, float]) -> Iterator[Condition]:
    """Give the conditions that a number of a grade is reached, each enough alone."""
    for word, least in numbers.items():
        yield Compare(Combine("sum", Name(word)), ">=", Number(float(least)))


def criterion(grade: Grade) -> Condition | None:
    """Give the condition of a grade as a scale of a plan may have it; None for the one below all others."""
    found = list(criteria(grade.at_least))
    return _any(found) if found else None


def _any(items: list[Condition]) -> Condition:
    return items[0] if len(items) == 1 else Or(tuple(items))
