"""Things of plans by what people call them, for whoever writes a title where an id is wanted."""

from collections.abc import Iterable, Iterator
from typing import Any

from simulator.errors import Message, say
from simulator.scenario.hanging import Way
from simulator.text.containers import Map, Seq

_LEAST = 2
"""Letters that a part of a title has to have to mean it."""


def called(word: str, things: Iterable[tuple[str, Any]]) -> Message | None:
    """Give a hint with the id of what has a word in its title, none where nothing has.

    `things` are pairs of an id and its record as data. The title that has least besides the word comes first,
    then one that has its letters in their order, as people shorten Chinese names.
    """
    wanted = word.strip().casefold()
    if len(wanted) < _LEAST:
        return None
    found = [
        (wanted not in title.casefold(), len(title), name, title)
        for name, record in things
        for title in _titles(record)
        if _means(wanted, title.casefold())
    ]
    if not found:
        return None
    *_, name, title = min(found)
    return say("did you mean `{name}` ({title})?", name=name, title=title)


def thing_at(tree: Any, way: Way) -> Any:
    """Give what stands at the end of a way in a tree, None where nothing does."""
    for step in way:
        if isinstance(step, str):
            tree = tree.get(step) if isinstance(tree, Map) else None
        else:
            tree = tree[step] if isinstance(tree, Seq) else None
    return tree


def _titles(record: Any) -> Iterator[str]:
    for key in ("name", "title") if isinstance(record, Map) else ():
        title = record.get(key)
        texts = title.values() if isinstance(title, Map) else (title,)
        yield from (text for text in texts if isinstance(text, str))


def _means(word: str, title: str) -> bool:
    if word in title:
        return True
    letters = iter(title)
    return not word.isascii() and all(letter in letters for letter in word)
