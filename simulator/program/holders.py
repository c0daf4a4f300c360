"""Who may come to hold a post that changes hands (rule 21)."""

from collections.abc import Iterator, Mapping

from simulator.plan.composed import Composition, Turnover
from simulator.scenario.case import Case

NOWHERE = Turnover()
Holders = tuple[str, ...]
"""The declared holder of a post, its deputies in order, then who takes over by a hand-over."""


def moving_posts(case: Case) -> dict[str, Holders]:
    """Give the posts that may change hands: taken up late, handed over, or lost with their holder."""
    struck = frozenset(_struck(case))
    found = {}
    for name, seat in case.composition.seats.items():
        turnover = case.composition.turnovers.get(name)
        if seat.holders and (turnover or seat.holders[0] in struck):
            successor = (turnover.to,) if turnover and turnover.to else ()
            found[name] = tuple(dict.fromkeys((*seat.holders, *successor)))
    return found


def _struck(case: Case) -> Iterator[str]:
    """Give the agencies that an inject can put out of service altogether."""
    composition = case.composition
    for move in case.moves:
        kind, name = move.outage or ("", "")
        if kind == "agency":
            yield from composition.members.get(name, (name,))
        elif kind == "region":
            for actor in composition.actors.values():
                if actor.region and (actor.region == name or name in composition.areas[actor.region].within):
                    yield actor.name


def hand_overs_of(composition: Composition, holders: Mapping[str, Holders]) -> Iterator[tuple[str, str, str]]:
    """Give (post, giver, taker) of all hand-overs that can come about."""
    for name, agencies in holders.items():
        turnover = composition.turnovers.get(name, NOWHERE)
        for giver in agencies:
            if turnover.to and giver != turnover.to:
                yield name, giver, turnover.to
        for giver in agencies[1:] if turnover.arrives is not None else ():
            if turnover.to != giver:
                yield name, giver, agencies[0]
