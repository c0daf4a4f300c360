"""What must be so, for people to read, with titles for the facts and levels in it."""

from simulator.plan.audit.naming import fact_title
from simulator.plan.composed import Composition
from simulator.text.condition_tree import show_term
from simulator.text.conditions import (
    Combine,
    Compare,
    Condition,
    Holds,
    Known,
    Lasting,
    Name,
    Number,
    Share,
    Term,
    show_condition,
)
from simulator.text.lengths import show_duration
from simulator.text.titles import Title

_SIGNS = {"<=": "≤", ">=": "≥", "!=": "≠"}


def told(given: Condition, composition: Composition) -> Title:
    """Give a fact of the world that must be so, by its title and id."""
    match given:
        case Lasting(item, seconds):
            inner = told(item, composition)
            return Title(
                f"{inner.show('zh')} 持续 {show_duration(seconds, 'zh')}",
                f"{inner.show('en')} for {show_duration(seconds, 'en')}",
            )
        case Holds(term) | Known(term):
            return _term(term, composition)
        case Compare(left, op, right):
            one, other = _term(left, composition), _term(right, composition)
            sign = _SIGNS.get(op, op)
            return Title(
                f"{one.show('zh')} {sign} {other.show('zh')}", f"{one.show('en')} {sign} {other.show('en')}"
            )
    return Title.read(show_condition(given))


def _term(term: Term, composition: Composition) -> Title:
    match term:
        case Name(text, at):
            if text not in composition.facts:
                return Title.read(text)
            title = fact_title(composition, text)
            place = _region(at, composition)
            return Title(f"{title.show('zh')}{place.zh}", f"{title.show('en')}{place.en}") if at else title
        case Combine(_, name):
            return _term(name, composition)
        case Share(share, name):
            inner = _term(name, composition)
            return Title(f"{share:.0%} {inner.show('zh')}", f"{share:.0%} {inner.show('en')}")
        case Number():
            return Title.read(show_term(term))
    return Title.read(show_term(term))


def _region(at: str | None, composition: Composition) -> Title:
    if at is None or at not in composition.areas:
        return Title(f"@{at}", f"@{at}")
    name = composition.areas[at].record.name
    return Title(f" · {name.show('zh')}", f" · {name.show('en')}")
