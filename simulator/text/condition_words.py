"""A condition's text as words."""

import re
from dataclasses import dataclass
from typing import Literal

from simulator.errors import Message, say
from simulator.text.durations import NUMBER
from simulator.text.faults import TextError, did_you_mean, fold, shown
from simulator.text.names import IDENT

Kind = Literal["word", "number", "percent", "operator", "sign", "duration", "end"]
LONGEST = 2000
"""The most characters of a condition."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a condition and its position in the text as the user wrote it."""

    kind: Kind
    text: str
    offset: int


_WORDS = re.compile(
    rf"""(?P<space>\s+)
    |(?P<percent>{NUMBER}\s*%)
    |(?P<number>{NUMBER}(?![\w.])|-{NUMBER}(?![\w.]))
    |(?P<word>{IDENT}(?:\.{IDENT})*)
    |(?P<operator>==|!=|<=|>=|≤|≥|≠|[<>=](?![<>=]))
    |(?P<sign>[(),@])""",
    re.VERBOSE,
)
_DURATION = re.compile(rf"\s*((?:{NUMBER}\s*[^\W\d_]+\s*)+|P[0-9TDHMS.]+)")
_SAME = {"==": "=", "≤": "<=", "≥": ">=", "≠": "!=", "且": "and", "与": "and", "或": "or", "非": "not"}
_HINTS: tuple[tuple[str, Message], ...] = (
    ("&", say("did you mean `and`?")),
    ("|", say("did you mean `or`?")),
    ("=<", say("did you mean `<=`?")),
    ("=>", say("did you mean `>=`?")),
    ("<>", say("did you mean `!=`?")),
    ("!", say("did you mean `not`?")),
    (";", say("did you mean `,`?")),
    ("。", say("a condition has no full stop")),
    (".", say("a name has no space around its dot, and a number begins with a digit")),
    ("'", say("names in conditions have no quotes")),
    ('"', say("names in conditions have no quotes")),
    ("“", say("names in conditions have no quotes")),
    ("[", say("use round brackets")),
    ("{", say("use round brackets")),
    ("【", say("use round brackets")),
    ("-", say("a name has letters, digits and `_`; conditions do not calculate")),
    ("+", say("conditions do not calculate")),
    ("*", say("conditions do not calculate")),
    ("/", say("conditions do not calculate")),
)


def split_words(text: str) -> list[Word]:
    """Give the words of a condition, `end` last; full-width signs, `==`, `且`, `或`, `非` made plain.

    Raises `TextError` where it is longer than `LONGEST`, or a sign means nothing.
    """
    if len(text) > LONGEST:
        raise TextError(say("a condition is longer than {most} characters", most=LONGEST))
    letters, origins = fold(text)
    words: list[Word] = []
    position = 0
    while position < len(letters):
        kind, match = _next(letters, position, origins, after_for=bool(words) and words[-1].text == "for")
        position = match.end()
        if kind != "space":
            group = match.lastgroup or 1
            written = match[group].strip()
            words.append(Word(kind, _SAME.get(written, written), origins[match.start(group)]))
    return [*words, Word("end", "", len(text))]


def _next(
    letters: str, position: int, origins: list[int], *, after_for: bool
) -> tuple[Kind | Literal["space"], re.Match[str]]:
    if after_for and (match := _DURATION.match(letters, position)):
        return "duration", match
    match = _WORDS.match(letters, position)
    if not match:
        raise _no_word(letters, position, origins[position])
    return match.lastgroup, match  # type: ignore[return-value]


def _no_word(letters: str, position: int, offset: int) -> TextError:
    rest = letters[position:]
    hint = next((hint for sign, hint in _HINTS if rest.startswith(sign)), None)
    if rest[0].isdigit():
        hint = say("a name does not begin with a digit, and a number has no unit here")
    return TextError(say("`{text}` is not understood here", text=shown(rest[:12])), hint, offset)


_JOINING = {
    "AND": "and",
    "OR": "or",
    "NOT": "not",
    "FOR": "for",
    "KNOWS": "knows",
    "并且": "and",
    "或者": "or",
    "而且": "and",
    **dict.fromkeys(("知道", "已知", "知悉", "得知", "获悉", "掌握"), "knows"),
}


_BETWEEN = ("and", "or", "for", "knows")


def joined(word: Word, before: Word) -> Message | None:
    """Guess what is missing between two words, or was meant by one of them."""
    for candidate in (word, before):
        meant = _JOINING.get(candidate.text.upper())
        if meant:
            return say("did you mean `{word}`?", word=meant)
        if candidate.kind == "word" and (near := did_you_mean(candidate.text, _BETWEEN)):
            return near
    return say("`and` or `or` is missing before it") if word.kind == "word" else None
