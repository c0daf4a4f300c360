"""Who hears what is misreported, and from whom else the truth of it could come."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from simulator.program.model import WORLD, Program

Holding = tuple[int, int]
"""(agent, fact)."""


def listeners(program: Program) -> frozenset[Holding]:
    """Give who can be told, over whatever ways, what somebody says of a fact that it misreports."""
    ways = _ways(program)
    return frozenset(
        (agent, voice.fact) for voice in program.voices for agent in _beyond(ways[voice.fact], [voice.agent])
    )


def other_sources(program: Program, holding: Holding) -> tuple[int, ...]:
    """Give the agents that learn a fact by themselves, and from whom it comes to one without misreporters."""
    agent, fact = holding
    ways = _ways(program)[fact]
    silent = {voice.agent for voice in program.voices if voice.fact == fact}
    open_ways = {one: [other for other in others if other not in silent] for one, others in ways.items()}
    return tuple(
        source
        for source in first_hand(program, fact)
        if source not in silent and (source == agent or agent in _beyond(open_ways, [source]))
    )


def first_hand(program: Program, fact: int) -> tuple[int, ...]:
    """Give the agents that see a fact or bring it about, in declared order."""
    seen = (
        observer.agent for observer in program.observers if any(each[2] == fact for each in observer.cells)
    )
    done = (task.owner for task in program.tasks if any(each[2] == fact for each in task.achieves))
    told = (act.agent for act in program.acts if any(each[1] == fact for each in act.tells))
    return tuple(sorted({*seen, *done, *told} - {WORLD}))


def _ways(program: Program) -> Mapping[int, Mapping[int, list[int]]]:
    """Give, by fact and agent, those to whom it passes the fact on."""
    found: dict[int, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    for fact, giver, taker in (*_told(program), *_shared(program)):
        found[fact][giver].append(taker)
    return found


def _told(program: Program) -> Iterator[tuple[int, int, int]]:
    for slot in program.slots:
        link = program.links[slot.link]
        ends = (link.sender, link.receiver)
        giver, taker = reversed(ends) if link.purpose == "ask" else ends
        yield slot.fact, giver, taker
        for _medium, cell, _switches in slot.overhear:
            yield slot.fact, giver, program.cells[cell][0]
    for errand in program.errands:
        for _own, _there, fact in errand.slots:
            yield fact, errand.sender, errand.receiver


def _shared(program: Program) -> Iterator[tuple[int, int, int]]:
    meetings = [task.shared for task in program.tasks] + [each.shared for each in program.hand_overs]
    for cells in chain.from_iterable(meetings):
        agents = [program.cells[cell][0] for cell in cells]
        fact = program.cells[cells[0]][1]
        yield from ((fact, one, other) for one in agents for other in agents if one != other)


def _beyond(ways: Mapping[int, Iterable[int]], begin: list[int]) -> set[int]:
    """Give all that can be reached from some, these not among them unless they are reached."""
    found: set[int] = set()
    waiting = list(begin)
    while waiting:
        for other in ways.get(waiting.pop(), ()):
            if other not in found:
                found.add(other)
                waiting.append(other)
    return found
