"""What an owner waits for in one replication: when all together knew that it held, what the owner lacked."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from simulator.analysis.books import Book
from simulator.analysis.gaps.watches import Watch
from simulator.analysis.truth import Change, Stretch, holds, stretches


class Condition:
    """A condition in the beliefs of all together, of any shape and over facts that may turn back."""

    __slots__ = ("_believed", "_known", "_watch")

    def __init__(self, watch: Watch, book: Book) -> None:
        self._watch = watch
        self._believed = believed = book.believed((*watch.own, *watch.foreign))
        self._known: dict[int, Sequence[Change]] = {
            **{cell: book.first_hand.changes(fact) for cell, fact in watch.own.items()},
            **{cell: believed.get(cell, ()) for cell in watch.foreign},
        }

    def held_before(self, time: float) -> bool:
        """Tell whether it held right before a time; not asked of a condition that looks back."""
        return holds(self._watch.tree, self._values(time))

    def held(self) -> Sequence[Stretch]:
        """Give when it held, in order of time."""
        return stretches(self._watch.tree, self._known)

    def lacking(self, end: float) -> list[int]:
        """Give the facts without which it would not have held for the owner, though all else was told.

        Of several that would each do, it is the one that was to be had first.
        """
        own = self._watch.own
        last = {cell: (before(self._known[cell], end)[0], place) for place, cell in enumerate(own)}
        latest_first = sorted(own, key=last.__getitem__, reverse=True)
        lacking = set((self._timed if self._watch.timed else self._at_once)(latest_first, end))
        return [fact for cell, fact in own.items() if cell in lacking]

    def _at_once(self, cells: Iterable[int], end: float) -> Iterator[int]:
        """Try what the owner believed of each cell in place of what all knew; where it does, it stays."""
        values = self._values(end)
        for cell in cells:
            known, values[cell] = values[cell], before(self._believed.get(cell, ()), end)[1]
            if values[cell] != known and not holds(self._watch.tree, values):
                values[cell] = known
                yield cell

    def _timed(self, cells: Iterable[int], end: float) -> Iterator[int]:
        """Try the same where it counts since when something has been so."""
        mixed = dict(self._known)
        for cell in cells:
            known, mixed[cell] = mixed[cell], self._believed.get(cell, ())
            if not any(begin < end <= until for begin, until in stretches(self._watch.tree, mixed)):
                mixed[cell] = known
                yield cell

    def _values(self, time: float) -> dict[int, Any]:
        return {cell: before(changes, time)[1] for cell, changes in self._known.items()}


def before(changes: Sequence[Change], time: float) -> Change:
    """Give the last change before a time, which it begins with; from the start on nothing is known."""
    for change in reversed(changes):
        if change[0] < time:
            return change
    return 0.0, None
