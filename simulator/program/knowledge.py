"""Who can come to know what: the facts that an agency can ever hold, over links, desks and joint work."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from simulator.plan.composed import Composition, Edge
from simulator.plan.passing import ALL, ends
from simulator.program.facts import Copy
from simulator.program.model import FactRow

Holdings = Mapping[str, set[int]]
"""By agency, the numbers of the facts that it can hold."""


class Knowledge:
    """Which facts pass along which links."""

    def __init__(self, composition: Composition, rows: list[FactRow]) -> None:
        self._composition = composition
        self._rows = rows
        carried = {pattern for edge in composition.edges for pattern in edge.carries}
        self._endings = sorted({ALL, *(pattern for pattern in carried if pattern.startswith(ALL))})
        self._patterns: dict[int, tuple[str, ...]] = {}

    def by_pattern(self, held: Iterable[int]) -> dict[str, list[int]]:
        """Give facts under everything that a link may say to carry them, each list in ascending order."""
        found: dict[str, list[int]] = defaultdict(list)
        for fact in sorted(held):
            for pattern in self._patterns_of(fact):
                found[pattern].append(fact)
        return found

    def _patterns_of(self, fact: int) -> tuple[str, ...]:
        """Give all that a link may say to carry a fact: `*`, `*.done`, `trapped`, `trapped@city.north`."""
        if fact not in self._patterns:
            row = self._rows[fact]
            endings = (pattern for pattern in self._endings if row.base.endswith(pattern.removeprefix(ALL)))
            self._patterns[fact] = tuple(dict.fromkeys((*endings, row.base, row.name.partition("/")[0])))
        return self._patterns[fact]

    def spread(
        self,
        copies: Iterable[Copy],
        first: Mapping[str, Iterable[int]],
        together: Iterable[tuple[str, str]] = (),
    ) -> Holdings:
        """Carry what agencies learn by themselves along links and joint tasks until nothing is new.

        Pairs of agencies that are `together` in a hand-over tell one another all that they know. Each fact
        passes each agency once: the time grows with what is held, not with the length of the ways.
        """
        outlets = self._outlets(copies, together)
        holdings: dict[str, set[int]] = defaultdict(set)
        waiting = [(agency, fact) for agency, held in first.items() for fact in held]
        while waiting:
            agency, fact = waiting.pop()
            if fact not in holdings[agency]:
                holdings[agency].add(fact)
                takers = outlets.get(agency, {})
                for pattern in self._patterns_of(fact) if takers else ():
                    waiting += [(taker, fact) for taker in takers.get(pattern, ())]
        return holdings

    def _outlets(
        self, copies: Iterable[Copy], together: Iterable[tuple[str, str]]
    ) -> dict[str, dict[str, dict[str, None]]]:
        """Give, by agency and pattern, those to whom what fits the pattern passes."""
        outlets: dict[str, dict[str, dict[str, None]]] = defaultdict(lambda: defaultdict(dict))
        for edge in self._composition.edges:
            giver, takers = ends(edge, self._composition.channels)
            for pattern in edge.carries:
                outlets[giver][pattern].update(dict.fromkeys(takers))
        for copy in copies:
            present = (copy.job.owner, *copy.job.companions)
            for one in present if copy.job.companions else ():
                outlets[one][ALL].update((other, None) for other in present if other != one)
        for one, other in together:
            outlets[one][ALL][other] = outlets[other][ALL][one] = None
        return outlets


def carried(edge: Edge, by_pattern: Mapping[str, list[int]]) -> list[int]:
    """Give the facts that pass along a link out of those that its giver can hold, in the order carried."""
    return list(dict.fromkeys(fact for pattern in edge.carries for fact in by_pattern.get(pattern, ())))
