"""Conditions with their names resolved and their kinds checked."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from simulator.errors import Message, say
from simulator.plan.composed import FactItem, Grade
from simulator.plan.faults import At
from simulator.plan.grade_conditions import TURNED, compared
from simulator.plan.knowledge import Knowledge
from simulator.plan.meaning import Meaning
from simulator.text.condition_tree import (
    And,
    AtLeast,
    Atom,
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
    Operator,
    Or,
    People,
    Share,
    Term,
)
from simulator.text.faults import did_you_mean


def resolve(
    meaning: Meaning, condition: Condition, at: At, *, actor: str = "", truth: bool = False
) -> Condition:
    """Give a condition in ids of facts, qualified agencies and regions, and ranks of levels.

    `actor` is the agency that reads it: one of many alike means its own copy of a task. With `truth` nobody
    reads it: it is about what is so. What cannot be resolved stays as written, with a problem.
    """
    return _Reading(meaning, at, actor, truth).condition(condition)


@dataclass(frozen=True, slots=True)
class _Reading:
    """One condition while it is resolved."""

    meaning: Meaning
    at: At
    actor: str
    truth: bool

    def condition(self, condition: Condition) -> Condition:
        match condition:
            case And(items) | Or(items) | AtLeast(_, items):
                return replace(condition, items=tuple(map(self.condition, items)))
            case Not(item) | Lasting(item, _):
                return replace(condition, item=self.condition(item))
            case _:
                return self._atom(condition)

    def _atom(self, condition: Atom) -> Condition:
        match condition:
            case Compare(left, op, right):
                return self._compare(left, op, right)
            case Holds(term):
                return self._holds(term)
            case Known(name):
                return self._each(name, Known, all_of=True)
            case Knows(agency, name, offset):
                return self._knows(agency, name, offset)
            case Believes(agency, item, offset):
                return self._believes(agency, item, offset)

    def _fault(self, found: Message, hint: Message | None, name: Name) -> None:
        self.meaning.references.faults.add(self.at, found, hint, offset=name.offset)

    def _no_grade(self, name: Name, item: FactItem) -> None:
        if item.name in self.meaning.grades:
            found = say("nobody knows `{name}` as such: it follows from other facts", name=name.text)
            self._fault(found, _instead(item, name.text), name)

    def _item(self, name: Name) -> FactItem | None:
        fact = self.meaning.fact(name.text, self.at, offset=name.offset)
        return self.meaning.facts.item(fact) if fact else None

    def _name(self, name: Name, item: FactItem) -> Name:
        if name.at is None:
            return Name(item.name, None, name.offset)
        if item.per != "region":
            self._fault(say("`{name}` is one value, not one for each region", name=name.text), None, name)
        offset = name.offset + len(name.text) + 1
        region = self.meaning.references.find("region", name.at, self.at, offset=offset)
        return Name(item.name, region or name.at, name.offset)

    def _each(self, name: Name, make: Callable[[Name], Condition], *, all_of: bool) -> Condition:
        item = self._item(name)
        if item is None:
            return make(name)
        self._no_grade(name, item)
        resolved = self._name(name, item)
        copies = self.meaning.copies(item.name, self.actor)
        made = tuple(make(Name(copy, resolved.at, name.offset)) for copy in copies)
        return made[0] if len(made) == 1 else And(made) if all_of else Or(made)

    def _knows(self, ref: str, name: Name, offset: int) -> Condition:
        agencies = self.meaning.holders(ref, self.at, offset=offset)
        if not agencies:
            self._item(name)
            return Knows(ref, name, offset)

        def known(resolved: Name) -> Condition:
            made = tuple(Knows(agency, resolved, offset) for agency in agencies)
            return made[0] if len(made) == 1 else And(made)

        return self._each(name, known, all_of=True)

    def _believes(self, ref: str, written: Compare | Holds | Known, offset: int) -> Condition:
        item = replace(self, truth=False).condition(written)
        agencies = self.meaning.holders(ref, self.at, offset=offset)
        if not agencies:
            return Believes(ref, written, offset)
        made = tuple(Knowledge(agency, offset, self._kind).of(item) for agency in agencies)
        return made[0] if len(made) == 1 else And(made)

    def _kind(self, fact: str) -> str:
        return self.meaning.facts.item(fact).kind

    def _holds(self, term: Name | Combine) -> Condition:
        name = term if isinstance(term, Name) else term.name
        item = self._item(name)
        if item is None:
            return Holds(term)
        if isinstance(term, Combine):
            return self._combined_holds(term, item)
        if item.kind != "boolean":
            self._fault(
                say("`{name}` is no condition by itself", name=name.text), _instead(item, name.text), name
            )
        self._one_region(name, item, say("say `any({name})` or `{name}@REGION`", name=name.text))
        resolved = self._name(name, item)
        copies = self.meaning.copies(item.name, self.actor)
        made = tuple(Holds(Name(copy, resolved.at, name.offset)) for copy in copies)
        return made[0] if len(made) == 1 else And(made) if item.name.endswith(".done") else Or(made)

    def _combined_holds(self, term: Combine, item: FactItem) -> Condition:
        if term.how != "any" or item.kind != "boolean":
            hint = say("compare it, as `{how}({name}) > 0`", how="sum", name=term.name.text)
            self._fault(
                say("`{how}({name})` is no condition by itself", how=term.how, name=term.name.text),
                hint,
                term.name,
            )
        return Holds(Combine(term.how, self._name(term.name, item)))

    def _one_region(self, name: Name, item: FactItem, hint: Message) -> None:
        if item.per == "region" and name.at is None:
            self._fault(say("`{name}` has one value for each region", name=name.text), hint, name)

    def _compare(self, left: Term, op: Operator, right: Term) -> Condition:
        sides = (left, right)
        if (
            isinstance(left, Name)
            and isinstance(right, Name)
            and not self._means(left)
            and not self._means(right)
        ):
            self._item(left)  # what the other side is depends on it
            return Compare(left, op, right)
        scale = next(filter(None, map(self._scale, sides)), None)
        if scale and scale.kind == "place" and op not in ("=", "!="):
            found = say("`{name}` is a place", name=scale.name)
            self.meaning.references.faults.add(
                self.at, found, say("compare it with `=` or `!=`"), offset=_offset(sides)
            )
        first, second = (self._side(side, scale) for side in sides)
        if scale and scale.name in self.meaning.grades:
            return self._graded(self.meaning.grades[scale.name], first, op, second)
        return Compare(first, op, second)

    def _graded(self, grade: Grade, left: Term, op: Operator, right: Term) -> Condition:
        """Give what the level of a scale that nobody declares follows from."""
        if isinstance(left, Number):
            left, op, right = right, TURNED[op], left
        if not isinstance(left, Name) or not isinstance(right, Number):
            self._not_with_a_level(grade, left, right)
            return Compare(left, op, right)
        rank = int(right.value)
        if rank == len(grade.levels) and op in (">", "<="):
            found = say("no level of `{name}` is above `{level}`", name=grade.name, level=grade.levels[-1])
            self._fault(found, None, left)
        self.meaning.compared.append((grade.name, op, rank))
        return compared(grade, op, rank)

    def _not_with_a_level(self, grade: Grade, left: Term, right: Term) -> None:
        for side in (left, right):
            alike = isinstance(side, Name) and side.text != grade.name and self._scale(side)
            if alike and alike.levels == grade.levels:
                found = say("`{name}` is compared with one of its levels alone", name=grade.name)
                levels = say("the levels are {levels}", levels=tuple(grade.levels))
                self.meaning.references.faults.add(self.at, found, levels, offset=_offset((left, right)))

    def _means(self, name: Name) -> bool:
        return bool(self.meaning.facts.candidates(self.at.plan, name.text))

    def _scale(self, term: Term) -> FactItem | None:
        """Give the level or place fact on this side, if any: it says what the other side can be."""
        if not isinstance(term, Name):
            return None
        found = self.meaning.facts.candidates(self.at.plan, term.text)
        item = self.meaning.facts.item(found[0]) if len(found) == 1 else None
        return item if item and item.kind in ("level", "place") else None

    def _side(self, term: Term, scale: FactItem | None) -> Term:
        match term:
            case Name():
                return self._value(term, scale)
            case Number() if scale:
                return self._no_number(term, scale)
            case Number():
                return term
            case Share(share, name):
                return Share(share, self._number(name))
            case Combine(how, name):
                return Combine(how, self._summed(how, name))
            case People(name):
                return replace(term, knows=self._people(name))

    def _people(self, name: Name) -> Name:
        """Read what people know: no agency knows that of all of them, and somebody must look after them."""
        if not self.truth:
            found = say("no agency knows what all people know")
            hint = say("write it in a milestone, or let an inject with this `when:` set a fact that is seen")
            self._fault(found, hint, name)
        agencies = self.meaning.references.names.agencies.values()
        if self.meaning.references.closed and not any(agency.people for agency in agencies):
            nobody = say("no agency has people to look after")
            self._fault(nobody, say("write their number under `people:` of an agency"), name)
        item = self._item(name)
        return self._name(name, item) if item else name

    def _value(self, name: Name, scale: FactItem | None) -> Term:
        if scale is None:
            return self._number(name)
        if scale.kind == "level" and name.text in scale.levels:
            return Number(scale.levels.index(name.text) + 1)
        known = self.meaning.facts.candidates(self.at.plan, name.text)
        if not known:
            return name if scale.kind == "place" else self._no_level(name, scale)
        item = self._item(name)
        if item is None:
            return name
        self._same_kind(name, item, scale)
        return self._name(name, item)

    def _no_level(self, name: Name, scale: FactItem) -> Name:
        hint = did_you_mean(name.text, scale.levels)
        levels = say("the levels are {levels}", levels=tuple(scale.levels))
        self._fault(
            say("`{value}` is no level of `{name}`", value=name.text, name=scale.name), hint or levels, name
        )
        return name

    def _no_number(self, number: Number, scale: FactItem) -> Number:
        hint = say("the levels are {levels}", levels=tuple(scale.levels)) if scale.levels else None
        found = say("`{name}` is no number", name=scale.name)
        self.meaning.references.faults.add(self.at, found, hint)
        return number

    def _same_kind(self, name: Name, item: FactItem, scale: FactItem) -> None:
        if item.kind != scale.kind or item.levels != scale.levels:
            found = say("`{name}` and `{other}` cannot be compared", name=name.text, other=scale.name)
            self._fault(found, None, name)

    def _number(self, name: Name) -> Name:
        item = self._item(name)
        if item is None:
            return name
        if item.kind != "number":
            self._fault(say("`{name}` is no number", name=name.text), _instead(item, name.text), name)
        else:
            hint = say("say `sum({name})`, `max({name})` or `{name}@REGION`", name=name.text)
            self._one_region(name, item, hint)
        return self._name(name, item)

    def _summed(self, how: str, name: Name) -> Name:
        item = self._item(name)
        if item is None:
            return name
        if item.kind != "number" or how == "any":
            self._fault(say("`{name}` is no number", name=name.text), _instead(item, name.text), name)
        return self._name(name, item)


def _offset(terms: tuple[Term, ...]) -> int | None:
    return next((term.offset for term in terms if isinstance(term, Name)), None)


def _instead(item: FactItem, name: str) -> Message:
    match item.kind:
        case "boolean":
            return say("it is true or false: write `{name}` or `not {name}`", name=name)
        case "number":
            return say("compare it, as `{name} > 0`", name=name)
        case "level":
            return say(
                "compare it, as `{name} >= {level}`", name=name, level=item.levels[0] if item.levels else "?"
            )
        case _:
            return say("write `known({name})`", name=name)
