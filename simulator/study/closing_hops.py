"""Gaps of information that links ate by which the fact came, closed: those hops take no time."""

from dataclasses import replace

from simulator.plan.alike import common
from simulator.plan.gap import Gap
from simulator.program.model import NONE, Dice, Link, Program, Rung, Slot, Stream
from simulator.study.closure import Closure
from simulator.text.distributions import Constant

QUICK = ">>"
"""Begins the name of a link that carries a fact beside another, without time."""


def close_hops(program: Program, gap: Gap) -> Closure | None:
    """Close a gap at `fact@agency` on the links that it names: they compose and transmit it without time.

    Nothing fails or queues there. Handling stays, and what each sender has to wait for. The report over the
    link itself goes as before: what it keeps busy is a gap of the desk or the medium.
    """
    fact = gap.place.rpartition("@")[0]
    links = frozenset(map(common, gap.links))
    if not any(_is_meant(program, slot, links, fact) for slot in program.slots):
        return None
    return Closure(program=lambda program: _with_quick_links(program, links, fact))


def _is_meant(program: Program, slot: Slot, links: frozenset[str], fact: str) -> bool:
    base = program.facts[slot.fact].base
    return common(program.links[slot.link].name) in links and fact in {base, common(base)}


def _with_quick_links(program: Program, links: frozenset[str], fact: str) -> Program:
    """Give a program with a link without time beside each that is meant, which carries the fact alone."""
    zero = len(program.streams)
    meant: dict[int, list[Slot]] = {}
    for slot in program.slots:
        if _is_meant(program, slot, links, fact):
            meant.setdefault(slot.link, []).append(slot)
    slots, cells, beside = list(program.slots), list(program.cell_slots), list(program.links)
    for old, carried in meant.items():
        numbers = range(len(slots), len(slots) + len(carried))
        for number, slot in zip(numbers, carried, strict=True):
            cells[slot.cell] = (*cells[slot.cell], number)
            slots.append(_quick_slot(slot, len(beside), zero))
        beside.append(_quick_link(program, program.links[old], len(beside), tuple(numbers)))
    return replace(
        program,
        streams=(*program.streams, Stream("fixed 0.0", Constant(0.0))),
        links=tuple(beside),
        slots=tuple(slots),
        cell_slots=tuple(cells),
    )


def _quick_slot(slot: Slot, link: int, zero: int) -> Slot:
    dice = Dice(zero, slot.dice.handling, ((zero, zero, zero),), (1.0,))
    return replace(slot, link=link, dice=dice, overhear=())


def _quick_link(program: Program, link: Link, number: int, slots: tuple[int, ...]) -> Link:
    last = len(program.media) - 1
    return replace(
        link,
        number=number,
        name=f"{QUICK} {link.name}",
        sender_desk=NONE,
        receiver_desk=NONE,
        order=number,
        rungs=(Rung(last, call=False, group=False, tries=1, patience=0.0, switches=()),),
        slots=slots,
        every=0.0,
        acknowledge=False,
        lost_cells=None,
    )
