"""Chains of reporting limits: by when each receiver must know, counted from where the chain begins."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import inf

from simulator.plan.composed import Composition, Duty
from simulator.plan.tasks import Obligation
from simulator.units import Seconds


@dataclass(frozen=True, slots=True)
class Hop:
    """A duty to tell on a chain: `origin` is the agency whose knowing begins it.

    `ceiling` is the sum of the limits from there to its receiver, in seconds; a limit that is no number
    counts as none.
    """

    duty: Duty
    origin: str
    ceiling: Seconds


@dataclass(frozen=True, slots=True)
class Chain:
    """The duties of one norm pack (None: of the plans themselves) to tell one fact, by ceiling."""

    pack: str | None
    fact: str
    hops: tuple[Hop, ...]


def find_chains(composition: Composition) -> tuple[Chain, ...]:
    """Give the chains of limits of composed plans, those of norms first; periodic duties are in none."""
    groups: dict[tuple[str | None, str], list[Duty]] = defaultdict(list)
    for duty in composition.duties:
        if duty.fact is not None and duty.record.every is None:
            groups[duty.pack, duty.fact].append(duty)
    ordered = sorted(groups.items(), key=lambda group: group[0][0] is None)
    return tuple(Chain(pack, fact, tuple(_hops(duties))) for (pack, fact), duties in ordered)


def since_origin(chains: Iterable[Chain]) -> tuple[Duty, ...]:
    """Give a duty without limit for each receiver of a chain, whose clock begins with the chain."""
    found: dict[str, Duty] = {}
    for chain in chains:
        for hop in chain.hops:
            found.setdefault(whole_name(chain, hop), _whole(chain, hop))
    return tuple(found.values())


def whole_name(chain: Chain, hop: Hop) -> str:
    """Give the name of the duty that lasts from the beginning of a chain to a hop's receiver."""
    return f"chain:{chain.fact}:{hop.origin}>{hop.duty.receiver}:{hop.duty.record.stops_at}"


def _whole(chain: Chain, hop: Hop) -> Duty:
    duty = hop.duty
    return Duty(
        name=whole_name(chain, hop),
        record=Obligation(stops_at=duty.record.stops_at, starts=duty.record.starts),
        plan=duty.plan,
        fact=chain.fact,
        sender=hop.origin,
        receiver=duty.receiver,
        holder=hop.origin,
    )


_Known = dict[str, tuple[float, str]]
"""By agency: by when it must know at the latest, and who knew first."""


def _hops(duties: Sequence[Duty]) -> Iterator[Hop]:
    known = _latest(duties)
    found = []
    for duty in duties:
        since, origin = known[duty.sender or ""]
        found.append(Hop(duty, origin, Seconds(since + (duty.record.within or 0.0))))
    yield from sorted(found, key=lambda hop: hop.ceiling)


def _latest(duties: Sequence[Duty]) -> Mapping[str, tuple[float, str]]:
    """Give by when each agency must know: the shortest chain counts, as any one of them tells it."""
    told = {duty.receiver for duty in duties}
    first = [duty.sender or "" for duty in duties if duty.sender not in told]
    known: _Known = {agency: (0.0, agency) for agency in first}
    while True:
        _relax(duties, known)
        left = next((duty.sender or "" for duty in duties if duty.sender not in known), None)
        if left is None:
            return known
        known[left] = (0.0, left)  # those left tell one another in a ring: it begins somewhere


def _relax(duties: Sequence[Duty], known: _Known) -> None:
    """Pass the times on until none gets shorter (Bellman and Ford)."""
    changed = True
    while changed:
        changed = False
        for duty in duties:
            since, origin = known.get(duty.sender or "", (inf, ""))
            until = since + (duty.record.within or 0.0)
            if until < known.get(duty.receiver or "", (inf, ""))[0]:
                known[duty.receiver or ""] = (until, origin)
                changed = True
