"""Conditions: `evacuate.ready for 30 min and not evacuate.started`."""

from typing import Annotated, cast, get_args

from pydantic import PlainValidator, WithJsonSchema

from simulator.errors import Message, say
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
    Operator,
    Or,
    People,
    Share,
    Term,
    Way,
)
from simulator.text.condition_words import Word, joined, split_words
from simulator.text.durations import parse_duration
from simulator.text.exact import hundredth
from simulator.text.faults import TextError, shown
from simulator.text.names import RESERVED

DEEPEST = 50
"""The most levels of brackets, `not` and `for` in each other."""

_WAYS = frozenset(get_args(Way))
_EXAMPLE = say("write it as `leak and trapped >= 3`")


def parse_condition(text: object) -> Condition:
    """Read a condition. Raises `TextError` with the position of the fault.

    `or` binds least, then `and`, then `for`, then `not`: `not a for 30 min` means: `a` has not held so long.
    """
    if not isinstance(text, str):
        raise TextError(say("a condition is expected here, not `{value}`", value=shown(text)), _EXAMPLE)
    reader = _Reader(split_words(text))
    if reader.ended():
        raise TextError(say("a condition is expected here"), _EXAMPLE)
    condition = reader.either(0)
    if not reader.ended():
        raise reader.surplus()
    return condition


class _Reader:
    """One pass over the words, a method for each level of binding."""

    def __init__(self, words: list[Word]) -> None:
        self._words = words
        self._position = 0

    @property
    def word(self) -> Word:
        return self._words[self._position]

    def ended(self) -> bool:
        """Tell whether all words were read."""
        return self.word.kind == "end"

    @property
    def _following(self) -> Word:
        return self._words[min(self._position + 1, len(self._words) - 1)]

    def _take(self, text: str) -> bool:
        """Pass over a reserved word or a sign if it stands here."""
        found = self.word.text == text and self.word.kind in ("word", "sign")
        self._position += found
        return found

    def _next(self) -> Word:
        word = self.word
        self._position += 1
        return word

    def either(self, depth: int) -> Condition:
        items = [self._both(depth)]
        while self._take("or"):
            items.append(self._both(depth))
        return items[0] if len(items) == 1 else Or(tuple(items))

    def _both(self, depth: int) -> Condition:
        items = [self._lasting(depth)]
        while self._take("and"):
            items.append(self._lasting(depth))
        return items[0] if len(items) == 1 else And(tuple(items))

    def _lasting(self, depth: int) -> Condition:
        item = self._opposite(depth)
        while self._take("for"):
            depth = self._deeper(depth)
            item = Lasting(item, self._duration())
        return item

    def _duration(self) -> float:
        word = self.word
        if word.kind != "duration":
            raise self._unexpected(
                say("a length of time is expected after `for`"), say("write it as `for 30 min`")
            )
        try:
            seconds = parse_duration(self._next().text)
        except TextError as fault:
            raise TextError(fault.found, fault.hint, word.offset) from None
        return seconds

    def _opposite(self, depth: int) -> Condition:
        if self._take("not"):
            return Not(self._opposite(self._deeper(depth)))
        return self._atom(depth)

    def _deeper(self, depth: int) -> int:
        if depth >= DEEPEST:
            raise TextError(
                say("the condition is nested deeper than {most}", most=DEEPEST), None, self.word.offset
            )
        return depth + 1

    def _atom(self, depth: int) -> Condition:
        start = self.word
        if self._take("("):
            item = self.either(self._deeper(depth))
            self._close(start)
            return item
        if self._calls("at_least"):
            return self._at_least(self._deeper(depth))
        if self._calls("known"):
            return Known(self._argument())
        return self._comparison()

    def _calls(self, name: str) -> bool:
        return self.word.kind == "word" and self.word.text == name and self._following.text == "("

    def _compares(self) -> bool:
        return self.word.kind == "operator"

    def _close(self, start: Word) -> None:
        if self._take(")"):
            return
        if self.ended():
            found, hint = say("a bracket is not closed"), say("`)` is missing")
            raise TextError(found, hint, start.offset)
        raise self.surplus()

    def _argument(self) -> Name:
        """Read the one name in brackets after a word."""
        self._next()
        start = self._next()
        name = self._name()
        self._close(start)
        return name

    def _at_least(self, depth: int) -> Condition:
        start = self._next()
        bracket = self._next()
        hint = say("write it as `at_least(2, a, b, c)`")
        if self.word.kind != "number":
            raise self._unexpected(say("`at_least` begins with a number"), hint)
        count = float(self._next().text)
        items = []
        while self._take(","):
            items.append(self.either(depth))
        self._close(bracket)
        if not count.is_integer() or not 1 <= count <= len(items):
            found = say("of {items} conditions not {count} can hold", items=len(items), count=f"{count:g}")
            raise TextError(found, hint, start.offset)
        return AtLeast(int(count), tuple(items))

    def _comparison(self) -> Condition:
        start = self.word
        left = self._term()
        if isinstance(left, Name) and left.at is None and self._take("knows"):
            return self._known_to(left)
        return self._compared(left, start)

    def _known_to(self, agency: Name) -> Condition:
        """Read what an agency knows: a fact, or how one compares."""
        start = self.word
        item = self._compared(self._term(), start)
        if isinstance(item, Holds) and isinstance(item.term, Name):
            return Knows(agency.text, item.term, agency.offset)
        return Believes(agency.text, item, agency.offset)

    def _compared(self, left: Term, start: Word) -> Compare | Holds:
        if not self._compares():
            return self._bare(left, start)
        operator = cast("Operator", self._next().text)
        right = self._term()
        if self._compares():
            hint = say("write two comparisons with `and` between them")
            raise TextError(say("a comparison has two sides"), hint, self.word.offset)
        if isinstance(left, Number) and isinstance(right, Number):
            raise TextError(say("two numbers are compared, a fact is missing"), None, start.offset)
        return Compare(left, operator, right)

    def _bare(self, term: Term, start: Word) -> Holds:
        if isinstance(term, Name) or (isinstance(term, Combine) and term.how == "any"):
            return Holds(term)
        raise TextError(
            say("a number alone is no condition"), say("compare it, as in `trapped >= 3`"), start.offset
        )

    def _term(self) -> Term:
        word = self.word
        if word.kind == "number":
            return Number(float(self._next().text))
        if word.kind == "percent":
            share = hundredth(self._next().text.rstrip("% \t"))
            return Share(share, self._name()) if self._take("of") else Number(share)
        if word.text in _WAYS and self._calls(word.text):
            return Combine(cast("Way", word.text), self._argument())
        if self._calls("people"):
            return self._people()
        return self._name()

    def _people(self) -> People:
        self._next()
        start = self._next()
        vulnerable = self._following.text == "knows" and self._take("vulnerable")
        if not self._take("knows"):
            raise self._unexpected(
                say("`knows` is expected here"), say("write it as `people(knows evacuate_now) >= 90%`")
            )
        name = self._name()
        self._close(start)
        return People(name, vulnerable)

    def _name(self) -> Name:
        word = self._identifier(say("a fact is expected here"))
        at = self._identifier(say("a region is expected after `@`")).text if self._take("@") else None
        return Name(word.text, at, word.offset)

    def _identifier(self, expected: Message) -> Word:
        if self.word.kind != "word" or self.word.text in RESERVED:
            raise self._unexpected(expected, None)
        return self._next()

    def _unexpected(self, expected: Message, hint: Message | None) -> TextError:
        if self.ended():
            return TextError(
                say("{expected}, but the condition ends", expected=expected), hint, self.word.offset
            )
        found = say("{expected}, not `{word}`", expected=expected, word=shown(self.word.text))
        return TextError(found, hint, self.word.offset)

    def surplus(self) -> TextError:
        """Give the fault of a word that nothing asked for."""
        word = self.word
        if word.text == ")":
            return TextError(
                say("a bracket is closed that was not opened"), say("`(` is missing"), word.offset
            )
        hint = joined(word, self._words[self._position - 1]) if self._position else None
        return TextError(say("`{word}` is not expected here", word=shown(word.text)), hint, word.offset)


When = Annotated[
    Condition,
    PlainValidator(parse_condition),
    WithJsonSchema(
        {
            "type": "string",
            "description": "A condition on facts. 条件：and、or、not、比较、for（持续）。",
            "examples": ["leak", "trapped >= 3 or severity >= major", "evacuate.ready for 30 min"],
        }
    ),
]
"""A field that holds a condition."""
