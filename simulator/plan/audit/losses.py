"""What the loss of one element cuts: the agencies, links and media that all ways of a need pass."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from simulator.plan.audit.routes import Hop, Routes, pairs, spread
from simulator.plan.composed import Channel, Edge
from simulator.plan.graph import gates

Pair = tuple[str, str]
"""(agency, fact)."""

_ROOT = ""
"""Whoever learns a fact by itself, as one node."""


@dataclass(frozen=True, slots=True)
class Losses:
    """The needs (agency, fact) that each element alone cuts, by its name, and how many needs were looked at.

    `links` are those that all ways of a need pass; `edges` gives their records. `around` gives, for an agency
    and a need that it cuts, between whom a way round would lead; `only_over`, for a medium, the links that
    have nothing beside it and lead to needs that it cuts.
    """

    agencies: Mapping[str, tuple[Pair, ...]]
    links: Mapping[str, tuple[Pair, ...]]
    media: Mapping[str, tuple[Pair, ...]]
    edges: Mapping[str, Edge]
    around: Mapping[str, Mapping[Pair, tuple[str, str]]]
    only_over: Mapping[str, Mapping[str, Edge]]
    looked_at: int
    of: int


class Cutting:
    """Works out losses, one fact after another."""

    def __init__(self, routes: Routes, channels: Mapping[str, Channel]) -> None:
        self._routes = routes
        self._channels = channels
        self._found: dict[str, dict[str, list[Pair]]] = {
            "agency": defaultdict(list), "link": defaultdict(list), "medium": defaultdict(list)
        }  # fmt: skip
        self._edges: dict[str, Edge] = {}
        self._around: dict[str, dict[Pair, tuple[str, str]]] = defaultdict(dict)
        self._only: dict[str, dict[str, Edge]] = defaultdict(dict)

    def cut(self, fact: str, sources: Iterable[str], agencies: Iterable[str]) -> None:
        """Note what the needs of agencies for a fact hang on."""
        sources, agencies = frozenset(sources), tuple(agencies)
        hops = self._routes.hops(fact)
        passed = gates(_arrows(hops, sources), _ROOT)
        edges = {f"link {hop.edge.name}": hop.edge for hop in hops if hop.edge}
        for agency in agencies:
            for gate in passed.get(agency, ()):
                if gate in edges:
                    self._edges[edges[gate].name] = edges[gate]
                    self._found["link"][edges[gate].name].append((agency, fact))
            chain = [gate for gate in passed.get(agency, ()) if gate not in edges]
            self._note_relays((agency, fact), [agency, *chain], sources)
        for medium in dict.fromkeys(name for hop in hops for name in hop.over):
            left = spread(pairs(hop for hop in hops if self._works(hop.over, without=medium)), sources)
            cut = [(agency, fact) for agency in agencies if agency not in left]
            self._found["medium"][medium] += cut
            if cut:
                self._note_links(medium, hops, left, cut)

    def _note_relays(self, pair: Pair, chain: list[str], sources: frozenset[str]) -> None:
        """Note the agencies between the sources and the one in need; the chain begins with the latter."""
        for place, relay in enumerate(chain[1:], 1):
            if relay not in sources:
                before = chain[place + 1] if place + 1 < len(chain) else min(sources)
                self._found["agency"][relay].append(pair)
                self._around[relay][pair] = (before, chain[place - 1])

    def _note_links(
        self, medium: str, hops: Iterable[Hop], left: frozenset[str], cut: Iterable[Pair]
    ) -> None:
        """Note the links with this medium alone over which those who are cut off would be told."""
        back = spread(((hop.taker, hop.giver) for hop in hops), (agency for agency, _ in cut))
        for hop in hops:
            useful = hop.edge and medium in hop.over and hop.taker in back - left
            if hop.edge and useful and not self._works(hop.over, without=medium):
                self._only[medium][hop.edge.name] = hop.edge

    def _works(self, over: Iterable[str], *, without: str) -> bool:
        """Tell whether something gets through without a medium, over one that is always there."""
        names = tuple(over)
        return not names or any(name != without and self._channels[name].up_when is None for name in names)

    def losses(self, *, looked_at: int, of: int) -> Losses:
        """Give what was found."""
        agencies, links, media = (
            {name: tuple(cut) for name, cut in self._found[kind].items() if cut}
            for kind in ("agency", "link", "medium")
        )
        return Losses(agencies, links, media, self._edges, self._around, self._only, looked_at, of)


def _arrows(hops: Iterable[Hop], sources: Iterable[str]) -> Iterator[Pair]:
    """Give the hops as arrows, each link a node of its own."""
    yield from ((_ROOT, source) for source in sources)
    for hop in hops:
        if hop.edge is None:
            yield hop.giver, hop.taker
        else:
            yield hop.giver, f"link {hop.edge.name}"
            yield f"link {hop.edge.name}", hop.taker
