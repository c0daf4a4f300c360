"""The coordination graph: who can tell whom."""

from typing import TYPE_CHECKING

from simulator.plan.composed import Composition

if TYPE_CHECKING:
    import networkx


def coordination_graph(composition: Composition) -> "networkx.MultiDiGraph[str]":
    """Give the agencies as nodes and the links as edges, in declared order.

    Nodes have `title`, `sector`, `level`, `region`, `plan`; edges have the link's name as their key, and `purpose`,
    `carries`, `over`.
    """
    import networkx  # noqa: PLC0415 (takes half a second, and most commands need no graph)

    graph: networkx.MultiDiGraph[str] = networkx.MultiDiGraph()
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
