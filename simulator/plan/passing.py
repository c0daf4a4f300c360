"""Who tells whom over a link, and which facts a link carries."""

from collections.abc import Mapping

from simulator.plan.composed import Channel, Edge

ALL = "*"
"""Begins what a link carries by its ending; alone it is everything."""


def ends(edge: Edge, channels: Mapping[str, Channel]) -> tuple[str, tuple[str, ...]]:
    """Give who passes on and who comes to know: a question brings the answer to the one who asks.

    On a talk group all members hear.
    """
    if edge.record.purpose == "ask":
        return edge.receiver, (edge.sender,)
    return edge.sender, (edge.receiver, *(member for name in edge.over for member in channels[name].members))


def fits(pattern: str, fact: str) -> bool:
    """Tell whether what a link says to carry means a fact.

    >>> fits("*.done", "city.patrol.done"), fits("leak", "leak"), fits("leak", "leak_found")
    (True, True, False)
    """
    return fact.endswith(pattern[len(ALL) :]) if pattern.startswith(ALL) else fact == pattern
