"""Who can come to know what: the facts that an agency can ever hold, over links, desks and joint work."""

from collections import defaultdict, deque
from collections.abc import Iterable

from simulator.plan.composed import Composition, Edge
from simulator.program.facts import Facts
from simulator.program.registry import Registry

Holdings = dict[str, dict[int, None]]
"""By agency, the numbers of facts that it can hold, in a stable order."""


def carried(edge: Edge, held: Iterable[int], registry: Registry) -> list[int]:
    """Facts that pass along a link out of those that its source can hold, in the order in which it carries them."""
    held = list(held)
    rows = registry.fact_rows
    found: dict[int, None] = {}
    for pattern in edge.carries:
        if pattern == "*":
            found.update(dict.fromkeys(held))
        elif pattern.startswith("*"):
            found.update((fact, None) for fact in held if rows[fact].base.endswith(pattern[1:]))
        else:
            base, _, region = pattern.partition("@")
            found.update((fact, None) for fact in held if rows[fact].base == base and _in(rows[fact].name, region))
    return list(found)


def _in(name: str, region: str) -> bool:
    return not region or name.partition("/")[0].endswith(f"@{region}")


def spread(composition: Composition, facts: Facts, registry: Registry, first: Holdings) -> Holdings:
    """Carry what agencies learn by themselves along links, requests and joint tasks until nothing is new."""
    holdings: Holdings = defaultdict(dict, {agency: dict(held) for agency, held in first.items()})
    outward: dict[str, list[tuple[Edge, str]]] = defaultdict(list)
    for edge in composition.edges:
        giver, taker = (edge.receiver, edge.sender) if edge.record.purpose == "ask" else (edge.sender, edge.receiver)
        outward[giver].append((edge, taker))
        for medium in edge.over:
            for member in composition.channels[medium].members:
                if member not in (giver, taker) and edge.record.purpose != "ask":
                    outward[giver].append((edge, member))
    shares = _shares(facts)
    waiting = deque(holdings)
    queued = set(waiting)
    while waiting:
        agency = waiting.popleft()
        queued.discard(agency)
        targets = [(taker, carried(edge, holdings[agency], registry)) for edge, taker in outward[agency]]
        targets += [(other, list(holdings[agency])) for other in shares[agency]]
        for taker, new in targets:
            before = len(holdings[taker])
            holdings[taker].update(dict.fromkeys(new))
            if len(holdings[taker]) > before and taker not in queued:
                queued.add(taker)
                waiting.append(taker)
    return holdings


def _shares(facts: Facts) -> dict[str, list[str]]:
    """By agency, those with whom it shares all it knows in a joint task."""
    shares: dict[str, list[str]] = defaultdict(list)
    for copy in facts.copies:
        together = (copy.job.owner, *copy.job.companions)
        for one in together if len(together) > 1 else ():
            shares[one] += [other for other in together if other != one]
    return shares
