"""The coordination graph: who can tell whom, and what its shape says."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from simulator.plan.composed import Composition

if TYPE_CHECKING:
    import networkx as nx

Pair = tuple[str, str]


def coordination_graph(composition: Composition) -> "nx.MultiDiGraph[str]":
    """Give the agencies as nodes and the links as edges, in declared order.

    Nodes have `title`, `sector`, `level`, `region`, `plan`; edges have the link's name as their key, and
    `purpose`, `carries`, `over`.
    """
    import networkx as nx

    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for name, actor in composition.actors.items():
        record = actor.record
        graph.add_node(
            name,
            title=record.name,
            sector=record.sector,
            level=record.level,
            region=actor.region,
            plan=actor.plan,
        )
    for edge in composition.edges:
        graph.add_edge(
            edge.sender,
            edge.receiver,
            key=edge.name,
            purpose=edge.record.purpose,
            carries=edge.carries,
            over=edge.over,
        )
    return graph


def _arrows(pairs: Iterable[Pair]) -> "nx.DiGraph[str]":
    import networkx as nx

    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_edges_from(pairs)
    return graph


def rings(pairs: Iterable[Pair]) -> tuple[tuple[str, ...], ...]:
    """Give the groups of nodes that all lead to one another, each and all in order of names.

    Strongly connected components of more than one node (Tarjan, 1972, *SIAM J. Comput.* 1(2)).

    >>> rings([("b", "a"), ("a", "b"), ("b", "c")])
    (('a', 'b'),)
    """
    import networkx as nx

    found = nx.strongly_connected_components(_arrows(pairs))
    return tuple(sorted(tuple(sorted(group)) for group in found if len(group) > 1))


def beginnings(pairs: Iterable[Pair]) -> frozenset[str]:
    """Give the nodes that no arrow reaches but from nodes that they reach themselves.

    >>> sorted(beginnings([("a", "b"), ("b", "a"), ("b", "c"), ("d", "c")]))
    ['a', 'b', 'd']
    """
    import networkx as nx

    whole = nx.condensation(_arrows(pairs))
    return frozenset(
        node for group, members in whole.nodes("members") if not whole.in_degree(group) for node in members
    )


def together(pairs: Iterable[Pair]) -> tuple[frozenset[str], ...]:
    """Give the groups of nodes that arrows join, whichever way they lead.

    >>> [sorted(group) for group in together([("a", "b"), ("c", "b"), ("d", "e")])]
    [['a', 'b', 'c'], ['d', 'e']]
    """
    import networkx as nx

    return tuple(frozenset(group) for group in nx.weakly_connected_components(_arrows(pairs)))


def gates(pairs: Iterable[Pair], root: str) -> dict[str, tuple[str, ...]]:
    """Give for each node that the root reaches the nodes that every way to it passes, nearest first.

    Dominators (Cooper, Harvey and Kennedy, 2001, *A Simple, Fast Dominance Algorithm*); the root and the node
    itself are left out.

    >>> gates([("r", "a"), ("a", "b"), ("b", "c"), ("a", "c")], "r")["c"]
    ('a',)
    """
    import networkx as nx

    graph = _arrows(pairs)
    if root not in graph:
        return {}
    nearest = dict(nx.immediate_dominators(graph, root))
    return {node: tuple(_up(node, root, nearest)) for node in nearest if node != root}


def _up(node: str, root: str, nearest: Mapping[str, str | None]) -> Iterable[str]:
    above = nearest[node]
    while above is not None and above != root:
        yield above
        above = nearest[above]


def shortest(weights: Mapping[Pair, float], start: str) -> dict[str, tuple[float, tuple[str, ...]]]:
    """Give for each node that the start reaches the least sum of weights and the way there.

    Dijkstra, 1959, *Numerische Mathematik* 1.

    >>> shortest({("a", "b"): 1.0, ("b", "c"): 1.0, ("a", "c"): 3.0}, "a")["c"]
    (2.0, ('a', 'b', 'c'))
    """
    import networkx as nx

    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_weighted_edges_from((one, other, weight) for (one, other), weight in weights.items())
    if start not in graph:
        return {}
    sums: dict[str, float]
    ways: dict[str, list[str]]
    sums, ways = nx.single_source_dijkstra(graph, start)  # type: ignore[assignment]
    return {node: (float(total), tuple(ways[node])) for node, total in sums.items()}


def reached_from(pairs: Iterable[Pair], start: str) -> frozenset[str]:
    """Give the nodes that arrows lead to from a start, itself included.

    >>> sorted(reached_from([("a", "b"), ("b", "c"), ("d", "a")], "a"))
    ['a', 'b', 'c']
    """
    import networkx as nx

    graph = _arrows(pairs)
    return frozenset({start} | (nx.descendants(graph, start) if start in graph else set()))


def lines_of_command(orders: Iterable[Pair]) -> dict[str, int]:
    """Give for each node that is commanded the number of lines that it is commanded along.

    Orders are (superior, inferior). Two superiors are one line where one of them stands above the other.

    >>> lines_of_command([("mayor", "bureau"), ("mayor", "team"), ("bureau", "team"), ("guest", "team")])
    {'bureau': 1, 'team': 2}
    """
    import networkx as nx

    graph = _arrows(orders)
    above = {node: nx.ancestors(graph, node) for node in graph}
    return {
        node: sum(
            not any(one in above[other] for other in graph.predecessors(node))
            for one in graph.predecessors(node)
        )
        for node in graph
        if graph.in_degree(node)
    }
