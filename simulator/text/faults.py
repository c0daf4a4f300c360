"""What a parser of one scalar raises, and how full-width letters are read."""

import difflib
import unicodedata
from collections.abc import Iterable

from simulator.errors import Message, Place, Problem, say


class TextError(ValueError):
    """One value cannot be read.

    `offset` counts characters inside the value, to move the caret; `within` is the way from the value to the
    part of it that is at fault (keys and list positions), empty for the value itself.
    """

    def __init__(
        self,
        found: Message,
        hint: Message | None = None,
        offset: int | None = None,
        *,
        within: tuple[str | int, ...] = (),
    ) -> None:
        self.found = found
        self.hint = hint
        self.offset = offset
        self.within = within
        super().__init__(str(found))


def fold(text: str) -> tuple[str, list[int]]:
    """Give a text with full-width letters, digits and signs made plain (NFKC), and their old positions.

    The list has one entry more than the text: the length of the old text.

    >>> fold("１５ 分钟")
    ('15 分钟', [0, 1, 2, 3, 4, 5])
    """
    if text.isascii():
        return text, list(range(len(text) + 1))
    letters: list[str] = []
    origins: list[int] = []
    for position, letter in enumerate(text):
        plain = unicodedata.normalize("NFKC", letter)
        letters.append(plain)
        origins.extend([position] * len(plain))
    return "".join(letters), [*origins, len(text)]


def plain(text: str) -> str:
    """Give a text with full-width letters, digits and signs made plain, without spaces around it."""
    return text.strip() if text.isascii() else fold(text)[0].strip()


def did_you_mean(word: str, known: Iterable[str], *, before: str = "", after: str = "") -> Message | None:
    """Give a hint with the known word that comes nearest to `word`, none where nothing is near.

    The hint names it as it is to be typed: with what stands `before` and `after` it.
    """
    near = difflib.get_close_matches(word[:100], list(known), n=1, cutoff=0.6)
    return say("did you mean `{word}`?", word=before + near[0] + after) if near else None


MOST_LISTED = 8
"""Names that are listed where none is near."""


def there_are(known: Iterable[str]) -> Message | None:
    """Give a hint with all known words, none where there are none or too many to read."""
    names = tuple(dict.fromkeys(known))
    return say("there are: {names}", names=names) if 0 < len(names) <= MOST_LISTED else None


def more_than_told(count: int, place: Place) -> Problem:
    """Give the problem that a file has more of them than are told; `place` is that of the last."""
    return Problem(place, say("only {count} problems of this file are told, and it has more", count=count))


def shown(value: object) -> str:
    """Give a user's value as short text for a message."""
    text = value if isinstance(value, str) else _written(value)
    return text if len(text) <= 60 else f"{text[:57]}..."


def _written(value: object) -> str:
    names = {None: "null", True: "true", False: "false"}
    return names[value] if value is None or isinstance(value, bool) else str(value)
