"""What a condition says, as a tree, and the tree as text."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from simulator.text.exact import show_number
from simulator.text.lengths import show_exactly

Operator = Literal["<", "<=", ">", ">=", "=", "!="]
Way = Literal["sum", "max", "min", "any"]


@dataclass(frozen=True, slots=True)
class Name:
    """A fact, level or value by its dotted name, in the region `at` where one is given."""

    text: str
    at: str | None = None
    offset: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Number:
    """A number; per cent are hundredths."""

    value: float


@dataclass(frozen=True, slots=True)
class Share:
    """A share (0 to 1) of a quantity."""

    share: float
    of: Name


@dataclass(frozen=True, slots=True)
class Combine:
    """The cells of all regions in one value."""

    how: Way
    name: Name


@dataclass(frozen=True, slots=True)
class People:
    """The share of the people looked after, or of the vulnerable among them, who know a fact."""

    knows: Name
    vulnerable: bool = False


Term = Name | Number | Share | Combine | People


@dataclass(frozen=True, slots=True)
class Holds:
    """A boolean fact that is believed true."""

    term: Name | Combine


@dataclass(frozen=True, slots=True)
class Compare:
    """Two terms compared."""

    left: Term
    op: Operator
    right: Term


@dataclass(frozen=True, slots=True)
class Known:
    """Any value of the fact is held."""

    name: Name


@dataclass(frozen=True, slots=True)
class Knows:
    """An agency holds the fact, and believes it true if it is boolean."""

    agency: str
    name: Name
    offset: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Believes:
    """A comparison, or whether a fact is there, read in what an agency believes."""

    agency: str
    item: "Compare | Holds | Known"
    offset: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Not:
    """The opposite."""

    item: "Condition"


@dataclass(frozen=True, slots=True)
class And:
    """All of them."""

    items: "tuple[Condition, ...]"


@dataclass(frozen=True, slots=True)
class Or:
    """One or more of them."""

    items: "tuple[Condition, ...]"


@dataclass(frozen=True, slots=True)
class AtLeast:
    """So many of them."""

    count: int
    items: "tuple[Condition, ...]"


@dataclass(frozen=True, slots=True)
class Lasting:
    """It has held without a break for so many seconds."""

    item: "Condition"
    seconds: float


Atom = Holds | Compare | Known | Knows | Believes
"""A condition that is not put together from others."""

Condition = Atom | Not | And | Or | AtLeast | Lasting

_OR, _AND, _FOR, _NOT, _ATOM = range(5)


def show_condition(condition: Condition) -> str:
    """Give a condition as text that reads back as the same condition."""
    return _show(condition, _OR)


def _show(condition: Condition, outer: int) -> str:
    text, level = _text(condition)
    return text if level >= outer else f"({text})"


def _text(condition: Condition) -> tuple[str, int]:
    match condition:
        case Or(items):
            return " or ".join(_show(item, _AND) for item in items), _OR
        case And(items):
            return " and ".join(_show(item, _FOR) for item in items), _AND
        case Lasting(item, seconds):
            return f"{_show(item, _FOR)} for {show_exactly(seconds)}", _FOR
        case Not(item):
            return f"not {_show(item, _NOT)}", _NOT
        case AtLeast(count, items):
            return f"at_least({', '.join([str(count), *(_show(item, _OR) for item in items)])})", _ATOM
        case _:
            return _atom(condition), _ATOM


def _atom(atom: Atom) -> str:
    match atom:
        case Holds(term):
            return show_term(term)
        case Compare(left, op, right):
            return f"{show_term(left)} {op} {show_term(right)}"
        case Known(name):
            return f"known({show_term(name)})"
        case Believes(agency, item):
            return f"{agency} knows {_atom(item)}"
        case _:
            return f"{atom.agency} knows {show_term(atom.name)}"


def show_term(term: Term) -> str:
    """Give one side of a comparison as text."""
    match term:
        case Name(text, at):
            return text if at is None else f"{text}@{at}"
        case Number(value):
            return show_number(value)
        case Share(share, name):
            return f"{show_number(share, 100)}% of {show_term(name)}"
        case Combine(how, name):
            return f"{how}({show_term(name)})"
        case _:
            return f"people({'vulnerable ' * term.vulnerable}knows {show_term(term.knows)})"


def atoms(condition: Condition) -> Iterator[Atom]:
    """Give what a condition is put together from, from left to right."""
    match condition:
        case And(items) | Or(items) | AtLeast(_, items):
            for item in items:
                yield from atoms(item)
        case Not(item) | Lasting(item, _):
            yield from atoms(item)
        case _:
            yield condition


def names_in(condition: Condition) -> Iterator[Name]:
    """Give every name of a fact, quantity, level or value, from left to right, with repetition."""
    for atom in atoms(condition):
        yield from _names_of(atom)


def _names_of(atom: Atom) -> Iterator[Name]:
    match atom:
        case Known(name) | Knows(_, name):
            yield name
        case Holds(term):
            yield from _names(term)
        case Compare(left, _, right):
            yield from _names(left)
            yield from _names(right)
        case Believes(_, item):
            yield from _names_of(item)


def _names(term: Term) -> Iterator[Name]:
    match term:
        case Name():
            yield term
        case Share(_, name) | Combine(_, name) | People(name, _):
            yield name


def people_in(condition: Condition) -> Iterator[People]:
    """Give every share of people in a condition, from left to right."""
    for atom in atoms(condition):
        if isinstance(atom, Compare):
            yield from (term for term in (atom.left, atom.right) if isinstance(term, People))
