"""What hangs on an agency, a post, a medium, a pool or a link, and goes with it.

What would change its sense, a condition or a decision that names it, is not here: it stays, and checking
says that it names nothing.
"""

from collections.abc import Callable, Iterable
from typing import Any

from simulator.text.containers import Map, Seq

Gone = Callable[[object], bool]
"""Tells whether a text in a file means what is taken away."""
Hanging = Callable[[Map, Gone], Map]
Change = Callable[[Any], Any]
"""Gives a value in place of another; None takes it away."""

Way = tuple[str | int, ...]
ALL = "*"


def each(value: Any, way: Way, change: Change) -> Any:
    """Give a tree with the values at a way changed, those that changing makes None taken away.

    Steps are keys, positions, and `*` for all; a way that is not there changes nothing.
    """
    if not way:
        return change(value)
    if isinstance(value, Map):
        keys = [*value] if way[0] == ALL else [key for key in value if key == way[0]]
        changed = {key: each(value[key], way[1:], change) for key in keys}
        return value if _same(value, changed.items()) else _map_with(value, changed)
    if isinstance(value, Seq):
        places = range(len(value)) if way[0] == ALL else [at for at in range(len(value)) if at == way[0]]
        items = {at: each(value[at], way[1:], change) for at in places}
        return value if _same(value, items.items()) else _list_with(value, items)
    return value


def _same(value: Any, changed: Iterable[tuple[Any, Any]]) -> bool:
    return all(new is value[key] for key, new in changed)


def _map_with(value: Map, changed: dict[str, Any]) -> Map:
    other = value.again()
    for key, new in changed.items():
        other[key] = new
        if new is None:
            del other[key]
    return other


def _list_with(value: Seq, changed: dict[int, Any]) -> Seq:
    other = value.only(at for at in range(len(value)) if changed.get(at, value[at]) is not None)
    other[:] = [new for at, item in enumerate(value) if (new := changed.get(at, item)) is not None]
    return other


def _records(*way: str, by: tuple[str, ...]) -> Hanging:
    """Records that go when one of their keys names it."""

    def drop(tree: Map, gone: Gone) -> Map:
        def change(record: Any) -> Any:
            return None if isinstance(record, Map) and any(gone(record.get(key)) for key in by) else record

        changed: Map = each(tree, way, change)
        return changed

    return drop


def _names(*way: str) -> Hanging:
    """Names in lists."""

    def drop(tree: Map, gone: Gone) -> Map:
        changed: Map = each(tree, (*way, ALL), lambda name: None if gone(name) else name)
        return changed

    return drop


def _keys(*way: str, of: str, part: Callable[[str], str] = str, needed: bool = False) -> Hanging:
    """Keys of a mapping in records, by a part of them; where it is `needed`, a record without goes, too."""

    def drop(tree: Map, gone: Gone) -> Map:
        def change(record: Any) -> Any:
            held = record.get(of) if isinstance(record, Map) else None
            lost = [key for key in held if gone(part(key))] if isinstance(held, Map) else []
            if lost and needed and len(lost) == len(held or ()):
                return None
            left = dict.fromkeys(lost)
            return each(record, (of,), lambda keys: _map_with(keys, left)) if lost else record

        changed: Map = each(tree, way, change)
        return changed

    return drop


def _holders(tree: Map, gone: Gone) -> Map:
    """Posts pass to the first deputy who is left, and go where there is none."""

    def change(post: Any) -> Any:
        if not isinstance(post, Map) or not gone(post.get("holder")):
            return post
        deputies = post.get("deputies")
        if not isinstance(deputies, Seq) or not deputies:
            return None
        held = each(post, ("holder",), lambda _: deputies[0])
        return each(held, ("deputies",), lambda names: names.only(range(1, len(names))))

    changed: Map = each(tree, ("posts", ALL), change)
    return changed


def _ladders(tree: Map, gone: Gone) -> Map:
    """Ladders of links get shorter; a link without any medium left goes, or it would be at once."""

    def change(link: Any) -> Any:
        over = link.get("over") if isinstance(link, Map) else None
        if not isinstance(over, Seq) or not any(map(gone, over)):
            return link
        if all(map(gone, over)):
            return None
        return each(link, ("over", ALL), lambda name: None if gone(name) else name)

    changed: Map = each(tree, ("links", ALL), change)
    return changed


def _holder_of(pool: str) -> str:
    return pool.rpartition(".")[0]


def _without_desk(gone: Gone) -> Gone:
    return lambda name: gone(str(name).removesuffix(".desk"))


def _outages(tree: Map, gone: Gone) -> Map:
    return _records("injects", ALL, by=("outage",))(tree, _without_desk(gone))


_TASKS = (_records("procedures", ALL, ALL, by=("owner",)), _names("procedures", ALL, ALL, "with"))

_UNITS = tuple(_keys("injects", ALL, of=key, needed=True) for key in ("take_away", "refill"))

HANGING: dict[str, tuple[Hanging, ...]] = {
    "agency": (
        *(_records(part, ALL, by=("from", "to")) for part in ("links", "agreements", "obligations")),
        _names("posts", ALL, "deputies"),
        _records("posts", ALL, "hand_over", by=("to",)),
        _holders,
        _names("agencies", ALL, "pools", ALL, "open_to"),
        _names("media", ALL, "members"),
        *_TASKS,
        _records("injects", ALL, by=("calls_to", "to", "by")),
        _outages,
        *(_keys("injects", ALL, of=key, part=_holder_of, needed=True) for key in ("take_away", "refill")),
        *(_keys(*way, of="observed_by") for way in (("injects", ALL), ("incidents", ALL), ("incident",))),
    ),
    "post": _TASKS,
    "medium": (_ladders, _outages),
    "link": (_outages,),
    "pool": _UNITS,
    "units": _UNITS,
}
"""By kind of what is taken away."""
