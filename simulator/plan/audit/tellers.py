"""Who should tell: for a fact that somebody lacks, the link that is nearest to carrying it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import get_args

from simulator.plan.agencies import Level
from simulator.plan.alike import common
from simulator.plan.audit.survey import Survey
from simulator.plan.composed import Edge

_LEVELS = get_args(Level)
_PURPOSES = ("command", "warn", "report", "coordinate", "request_aid", "ask")


@dataclass(frozen=True, slots=True)
class Teller:
    """An agency that knows a fact and can be made to pass it on: over a link that is there, or a new one.

    `over` are the media that a new link would take, `plan` the one that would have it.
    """

    agency: str
    plan: str
    edge: Edge | None = None
    over: tuple[str, ...] = ()


def find_teller(survey: Survey, sources: Iterable[str], agency: str, fact: str) -> Teller | None:
    """Give who should tell an agency of a fact that is known at some sources; None where nobody knows it."""
    knowing = survey.routes.reached(fact, sources) - {agency}
    if not knowing:
        return None
    actors = survey.composition.actors
    links = [edge for edge in survey.edges_by_receiver.get(agency, ()) if edge.sender in knowing]
    useful = [edge for edge in links if edge.record.purpose != "ask"]
    if useful:
        edge = min(useful, key=lambda edge: (_PURPOSES.index(edge.record.purpose), edge.name))
        return Teller(edge.sender, edge.plan, edge)
    back = {edge.receiver for edge in survey.edges_by_sender.get(agency, ())}

    def distance(name: str) -> tuple[bool, bool, bool, int, int, str]:
        one, other = actors[name], actors[agency]
        levels = abs(_LEVELS.index(one.record.level) - _LEVELS.index(other.record.level))
        listeners = len(survey.edges_by_sender.get(name, ()))
        alike = common(name) != name  # one of many households, say: nobody's office
        return (name not in back, alike, one.plan != other.plan, levels, -listeners, name)

    chosen = min(knowing, key=distance)
    return Teller(chosen, actors[chosen].plan, None, _ladder(survey, chosen, agency))


def _ladder(survey: Survey, sender: str, receiver: str) -> tuple[str, ...]:
    """Give the media of a new link: those of the way back, else those that the sender uses most."""
    edges = survey.edges_by_sender.get(sender, ())
    back = (edge.over for edge in survey.edges_by_sender.get(receiver, ()) if edge.receiver == sender)
    used = [edge.over for edge in edges if edge.over]
    return next(filter(None, back), max(used, key=lambda over: (used.count(over), over), default=()))
