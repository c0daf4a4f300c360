"""Gaps of media, closed: at one link, or on all links that use a medium."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from functools import reduce

from simulator.plan.alike import common
from simulator.plan.gap import Gap
from simulator.program.model import NONE, Dice, Errand, Link, Program, Server, Slot
from simulator.scenario.case import Case
from simulator.study.closure import UNLIMITED, Closure, mapped, with_servers

ENDLESS = 1_000_000
"""Attempts: more than a replication has room for."""

Rungs = Mapping[int, frozenset[int]]
"""By link, the places in its ladder that never fail; both are numbers of the program at hand."""


def close_medium(_case: Case, program: Program, gap: Gap) -> Closure | None:
    """Close a gap at a link, or of a medium: it never fails, is never out of service or engaged.

    At a link it is the first medium of its ladder, at a medium it wherever it stands. A call over it rings
    until it is answered. Its delay stays, and the desks at both ends.
    """
    place = gap.place
    if any(_is_at(link, place) for link in program.links):
        return Closure(program=lambda program: _sure_links_at(program, place))
    if any(medium.name == place for medium in program.media):
        return Closure(program=lambda program: _sure_medium(program, place))
    return None


def _is_at(link: Link, place: str) -> bool:
    """Tell whether a link is the one at a place, or one of many alike there."""
    return place in {link.name, common(link.name)}


def _sure_links_at(program: Program, place: str) -> Program:
    numbers = [link.number for link in program.links if _is_at(link, place)]
    return _sure(reduce(_with_own_channel, numbers, program), dict.fromkeys(numbers, frozenset({0})))


def _sure_medium(program: Program, name: str) -> Program:
    medium = next(number for number, medium in enumerate(program.media) if medium.name == name)
    found = {
        link.number: frozenset(place for place, rung in enumerate(link.rungs) if rung.medium == medium)
        for link in program.links
    }
    free = with_servers(program, lambda server: server.name == name and server.kind == "channel")
    return _sure(free, {number: places for number, places in found.items() if places})


def _with_own_channel(program: Program, number: int) -> Program:
    """Give a link whose first medium is a talk group a channel of its own, on which the same members hear."""
    link = program.links[number]
    old, new = link.rungs[0].medium, len(program.media)
    if not link.rungs[0].group:
        return program
    channel = Server(f"{program.media[old].name} {link.name}", NONE, "channel", UNLIMITED)
    medium = replace(program.media[old], channel=len(program.servers))

    def hear(slot: Slot) -> Slot:
        heard = tuple((new if group == old else group, *rest) for group, *rest in slot.overhear)
        return replace(slot, overhear=heard) if slot.link == number else slot  # type: ignore[arg-type]

    rungs = (replace(link.rungs[0], medium=new), *link.rungs[1:])
    return replace(
        program,
        servers=(*program.servers, channel),
        media=(*program.media, medium),
        links=mapped(program.links, lambda each: replace(each, rungs=rungs) if each is link else each),
        slots=mapped(program.slots, hear),
    )


# -- what never fails ----------------------------------------------------------------------------------------


def _sure(program: Program, wanted: Rungs) -> Program:
    """Give a program in which rungs of links never fail, whatever is sent over them."""

    def slot(each: Slot) -> Slot:
        return replace(each, dice=_sure_dice(each.dice, wanted[each.link])) if each.link in wanted else each

    def errand(each: Errand) -> Errand:
        sure = each.dice is not None and each.link in wanted
        return replace(each, dice=_sure_dice(each.dice, wanted[each.link])) if each.dice and sure else each

    return replace(
        program,
        links=_sure_links(program, wanted),
        slots=mapped(program.slots, slot),
        errands=mapped(program.errands, errand),
    )


def _sure_dice(dice: Dice, places: frozenset[int]) -> Dice:
    chances = tuple(1.0 if place in places else chance for place, chance in enumerate(dice.chances))
    return replace(dice, chances=chances)


def _sure_links(program: Program, wanted: Rungs) -> tuple[Link, ...]:
    """Give the links with rungs that are always in service, and whose calls ring until they are answered.

    Where desks would ring one another for ever, in a ring of such calls, the last of them keeps its patience
    and tries again without end.
    """
    links, rings = list(program.links), _rings(program)
    for number, places in wanted.items():
        link = links[number]
        back = _leads(rings, link.receiver, link.sender)
        if not back and any(link.rungs[place].call for place in places):
            rings[link.sender].add(link.receiver)
        sure = {"tries": ENDLESS} if back else {"patience": program.horizon}
        links[number] = replace(
            link,
            rungs=tuple(
                replace(rung, switches=(), **sure) if place in places else rung
                for place, rung in enumerate(link.rungs)
            ),
        )
    return tuple(links)


def _rings(program: Program) -> dict[int, set[int]]:
    """Give, by agent, those whom it rings until they answer already."""
    found: dict[int, set[int]] = defaultdict(set)
    for link in program.links:
        if any(rung.call and rung.patience >= program.horizon for rung in link.rungs):
            found[link.sender].add(link.receiver)
    return found


def _leads(rings: Mapping[int, set[int]], first: int, last: int) -> bool:
    """Tell whether calls without end of patience lead from one agent to another."""
    reached, waiting = {first}, [first]
    while waiting and last not in reached:
        new = rings.get(waiting.pop(), set()) - reached
        reached |= new
        waiting += new
    return last in reached
