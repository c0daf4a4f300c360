"""From plans and gaps to the network that a chart shows: what each link costs, what is missing."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import islice

from simulator.analysis.gaps.boundary import NEIGHBOUR, neighbouring, seconds_of
from simulator.plan.alike import common
from simulator.plan.composed import Actor, Composition
from simulator.plan.gap import SEVERITIES, Gap
from simulator.plan.graph import coordination_graph
from simulator.report.network_model import Edge, Finding, Network, Node, Zone
from simulator.text.messages import in_language

MOST_AGENCIES = 96
"""Of more, those at a gap are kept first, then those with most links."""
MOST_MISSING = 12
"""Of more missing links the dearest are drawn, then those of the severest gaps."""
MOST_FINDINGS = 10
WAYLESS = frozenset({"no_path", "border", "enterprise"})
"""Rules that find that there is no link from one side to the other."""
NAMING = frozenset({"two_meanings", "two_orders", "required"})
"""Rules of kind information that no link would help."""
SINGLE = "single_agency"
"""The rule that finds that everything passes one agency."""


def network_of(composition: Composition, gaps: Iterable[Gap], *, lang: str) -> Network:
    """Give the agencies and links of a composition with what the gaps cost there.

    The minutes of a gap are parted alike among its links. A gap that a link would close (`WAYLESS`), or one
    of information that names no link, is a missing link from its second side to its first; what else lies on
    no link counts at an agency: that of its place, else its second side. Agencies that differ in number alone
    are one.
    """
    found = sorted(gaps, key=_rank)
    edges = _edges(composition)
    costs = _costs(found, {edge.name for edge in edges})
    nodes = _nodes(composition, costs, lang)
    drawn = (*(_priced(edge, costs) for edge in edges), *islice(costs.missing.values(), MOST_MISSING))
    kept = _kept(nodes, drawn, costs)
    zones = _zones(composition, lang)
    return Network(
        zones=tuple(zone for zone in zones if any(node.zone == zone.name for node in kept.values())),
        nodes=tuple(kept.values()),
        edges=tuple(edge for edge in drawn if edge.sender in kept and edge.receiver in kept),
        findings=tuple(
            _finding(number, gap, costs, lang) for number, gap in enumerate(found[:MOST_FINDINGS], 1)
        ),
        agencies=len(composition.actors),
        links=len(composition.edges),
        missing=len(costs.missing),
        gaps=len(found),
    )


@dataclass(frozen=True, slots=True)
class _Costs:
    """Where the minutes of gaps lie: by link, by agency; and where each gap is to be seen."""

    links: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    agencies: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    missing: dict[str, Edge] = field(default_factory=dict)
    single: set[str] = field(default_factory=set)
    touched: set[str] = field(default_factory=set)
    places: dict[str, tuple[str, ...]] = field(default_factory=dict)


def _rank(gap: Gap) -> tuple[float, int, str]:
    return -(seconds_of(gap) or 0.0), -SEVERITIES.index(gap.severity), gap.id


def _edges(composition: Composition) -> list[Edge]:
    """Give the links in order of their names; those of alike agencies are one."""
    graph = coordination_graph(composition)
    found = {
        common(name): Edge(common(name), common(sender), common(receiver), data["purpose"])
        for sender, receiver, name, data in graph.edges(keys=True, data=True)
    }
    return [edge for _, edge in sorted(found.items()) if edge.sender != edge.receiver]


def _costs(gaps: list[Gap], known: set[str]) -> _Costs:
    costs = _Costs()
    for gap in gaps:
        costs.touched.update(common(side.agency) for side in gap.sides)
        if SINGLE in gap.rules:
            costs.single.add(_seat(gap))
        _place(costs, gap, tuple(dict.fromkeys(link for link in map(common, gap.links) if link in known)))
    return costs


def _seat(gap: Gap) -> str:
    """Give the agency that a gap is seen at: that of its place, else the one that the want comes from."""
    sides = [common(side.agency) for side in gap.sides]
    return sides[0] if common(gap.place) == sides[0] else sides[1]


def _place(costs: _Costs, gap: Gap, links: tuple[str, ...]) -> None:
    seconds, ends = seconds_of(gap), (common(gap.sides[1].agency), common(gap.sides[0].agency))
    minutes = (seconds or 0.0) / 60
    untold = gap.kind == "information" and NAMING.isdisjoint(gap.rules) and not links
    if (untold or not WAYLESS.isdisjoint(gap.rules)) and ends[0] != ends[1]:
        name = ">".join(ends)
        before = costs.missing.get(name, Edge(name, *ends, "", missing=True))
        together = before.minutes if seconds is None else (before.minutes or 0.0) + minutes
        costs.missing[name] = replace(before, minutes=together)
        costs.places[gap.id] = (name,)
    elif links:
        for link in links:
            costs.links[link] += minutes / len(links)
        costs.places[gap.id] = links
    else:
        costs.agencies[_seat(gap)] += minutes


def _priced(edge: Edge, costs: _Costs) -> Edge:
    return replace(edge, minutes=costs.links[edge.name]) if edge.name in costs.links else edge


def _nodes(composition: Composition, costs: _Costs, lang: str) -> dict[str, Node]:
    """Give the agencies by name, in order of their names."""
    copies = Counter(map(common, composition.actors))
    neighbours = neighbouring(composition)
    found = {}
    for actor in composition.actors.values():
        name = common(actor.name)
        found[name] = Node(
            name,
            actor.record.name.show(lang) or name,
            actor.record.sector,
            actor.record.level,
            _zone_of(actor, neighbours),
            copies[name],
            name in costs.single,
            costs.agencies.get(name, 0.0),
        )
    return dict(sorted(found.items()))


def _zone_of(actor: Actor, neighbours: frozenset[str]) -> str:
    if actor.record.sector == "enterprise":
        return f"enterprise:{actor.plan}"
    if actor.record.sector == NEIGHBOUR or actor.region in neighbours:
        return f"neighbour:{actor.region or actor.plan}"
    return f"own:{actor.region or ''}"


def _zones(composition: Composition, lang: str) -> list[Zone]:
    """Give all zones that there can be, in the order in which they stand from left to right."""
    areas = [(name, area.record.name.show(lang)) for name, area in composition.areas.items()]
    plans = [(plan.id, plan.name.show(lang)) for plan in composition.plans]
    return [
        *(Zone(f"neighbour:{name}", title, "neighbour") for name, title in (*areas, *plans)),
        *(Zone(f"own:{name}", title, "own") for name, title in (*areas, ("", ""))),
        *(
            Zone(f"enterprise:{name}", _site(composition, name, title, lang), "enterprise")
            for name, title in plans
        ),
    ]


def _site(composition: Composition, plan: str, title: str, lang: str) -> str:
    """Give what the enterprises of a plan stand under: its title, or their region where it is not theirs."""
    actors = [actor for actor in composition.actors.values() if actor.plan == plan]
    own = [actor for actor in actors if actor.record.sector == "enterprise"]
    regions = dict.fromkeys(actor.region for actor in own if actor.region)
    if len(own) == len(actors) or len(regions) != 1:
        return title
    return composition.areas[next(iter(regions))].record.name.show(lang)


def _kept(nodes: Mapping[str, Node], edges: Iterable[Edge], costs: _Costs) -> dict[str, Node]:
    ends = Counter(end for edge in edges for end in (edge.sender, edge.receiver))
    ranked = sorted(nodes, key=lambda name: (name not in costs.touched, -ends[name], name))
    chosen = set(ranked[:MOST_AGENCIES])
    return {name: node for name, node in nodes.items() if name in chosen}


def _finding(number: int, gap: Gap, costs: _Costs, lang: str) -> Finding:
    seconds = seconds_of(gap)
    return Finding(
        number,
        gap.id,
        in_language(gap.title, lang),
        None if seconds is None else seconds / 60,
        costs.places.get(gap.id, ()),
        _seat(gap),
    )
