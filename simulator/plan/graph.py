"""The coordination graph: who can tell whom."""

from typing import TYPE_CHECKING

from simulator.plan.composed import Composition

if TYPE_CHECKING:
    import networkx as nx


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
