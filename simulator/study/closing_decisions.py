"""Gaps of authority, closed: whoever decides is there at once; how long a decision takes stays."""

from collections.abc import Callable
from dataclasses import replace

from simulator.plan.gap import Gap
from simulator.program.model import NONE, Dice, Errand, Link, Program, Rung, Scale, SeatTurn, Stream
from simulator.scenario.case import Case
from simulator.study.closing_posts import always_held
from simulator.study.closure import Closure, mapped, means
from simulator.text.distributions import Constant

UNTIMED = frozenset({"levels", "power", "never", "circular_wait", "with", "mute_deputy", "command_circle"})
"""Rules of what is wrong in words, or has no decision to wait for: deciding at once does not mend it."""
AT_ONCE = ">"
"""Name of the way by which requests reach their decider at once."""


def close_authority(case: Case, program: Program, gap: Gap) -> Closure | None:
    """Close a gap of a task that waits for its decision, of a scale, or of a post that nobody fills.

    A request is in the hands of its decider at once, beliefs and all: no message, no desk, no queue. A level
    is declared without waiting for the declarer's desk. A post does both for all that is asked of it. Where
    nothing but `UNTIMED` rules found it, there is no such wait to close.
    """
    place = gap.place
    if UNTIMED.issuperset(gap.rules):
        return None
    scales = frozenset(axis.name for axis in case.composition.axes if place in {axis.name, axis.seat.name})

    def asked(program: Program, seat: SeatTurn) -> bool:
        return seat.name == place or means(place, program.tasks[seat.task].name)

    posts = any(post.name == place for post in program.posts)
    if not posts and not scales and not any(asked(program, seat) for seat in program.seats):
        return None
    return Closure(
        program=lambda program: always_held(_scales_at_once(_decided_at_once(program, asked), scales), place)
    )


def _scales_at_once(program: Program, names: frozenset[str]) -> Program:
    def change(scale: Scale) -> Scale:
        return replace(scale, desk=NONE) if scale.name in names else scale

    return replace(program, scales=mapped(program.scales, change))


def _decided_at_once(program: Program, asked: Callable[[Program, SeatTurn], bool]) -> Program:
    """Give a program in which some requests take a way without time, to deciders without a desk."""
    seats = {number: seat for number, seat in enumerate(program.seats) if asked(program, seat)}
    if not seats:
        return program
    errands = {seat.errand for seat in seats.values()} - {NONE}
    zero = len(program.streams)
    free = Dice(zero, zero, ((zero, zero, zero),), (1.0,))
    first = len(program.links)
    ways = {errand: first + number for number, errand in enumerate(sorted(errands))}

    def seat(number: int, each: SeatTurn) -> SeatTurn:
        return replace(each, desk=NONE) if number in seats else each

    def errand(number: int, each: Errand) -> Errand:
        return replace(each, link=ways[number], dice=free) if number in ways else each

    return replace(
        program,
        streams=(*program.streams, Stream("fixed 0.0", Constant(0.0))),
        links=(*program.links, *(_way(program, program.errands[each], way) for each, way in ways.items())),
        seats=tuple(seat(number, each) for number, each in enumerate(program.seats)),
        errands=tuple(errand(number, each) for number, each in enumerate(program.errands)),
    )


def _way(program: Program, errand: Errand, number: int) -> Link:
    """Give a link between two agencies over which a request arrives at once and past all desks."""
    last = len(program.media) - 1
    return Link(
        number=number,
        name=f"{AT_ONCE} {errand.name}",
        sender=errand.sender,
        receiver=errand.receiver,
        sender_desk=NONE,
        receiver_desk=NONE,
        purpose="request_aid",
        priority=errand.priority,
        order=number,
        rungs=(Rung(last, call=False, group=False, tries=1, patience=0.0, switches=()),),
        slots=(),
        again=0.0,
        lapses=0.0,
        every=0.0,
        pause=0.0,
        acknowledge=False,
    )
