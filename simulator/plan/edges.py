"""Media and links, every end an agency."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from simulator.errors import say
from simulator.plan.composed import Channel, Edge
from simulator.plan.conditions import resolve
from simulator.plan.facts import LINK_STATES, Copies
from simulator.plan.faults import At
from simulator.plan.links import Link
from simulator.plan.meaning import Meaning
from simulator.plan.model import Plan
from simulator.plan.references import References

MOST_COPIES = 200_000
"""Links, or tasks, that records with `times:` may stand for, all together."""


@dataclass(frozen=True, slots=True)
class Ends:
    """A link and the pairs of agencies that it joins, each with the name of its edge."""

    plan: str
    record: Link
    over: tuple[str, ...]
    pairs: tuple[tuple[str, str, str], ...]


def find_ends(plans: Iterable[Plan], references: References) -> list[Ends]:
    """Give the ends of every link; a link without ends, because of a problem, has no pairs."""
    used: dict[str, int] = {}
    found = []
    room = MOST_COPIES
    for plan in plans:
        _check_ids(plan, references)
        for link in plan.links:
            ends = _ends(At(plan.id, link), link, references, used, room)
            room -= len(ends.pairs)
            found.append(ends)
    return found


def _check_ids(plan: Plan, references: References) -> None:
    first: dict[str, Link] = {}
    for link in plan.links:
        if link.id and first.setdefault(link.id, link) is not link:
            found = say("the id `{name}` is given twice", name=link.id)
            references.faults.add(At(plan.id, link, ("id",)), found, others=(first[link.id].place,))


def _ends(at: At, link: Link, references: References, used: dict[str, int], room: int) -> Ends:
    senders = references.agencies(link.sender, at.of("from"))
    receivers = references.agencies(link.receiver, at.of("to"))
    media = (references.find("medium", ref, at.of("over", place)) for place, ref in enumerate(link.over))
    over = tuple(filter(None, media))
    if len(senders) * len(receivers) > room:
        _too_many(at, len(senders) * len(receivers), references)
        return Ends(at.plan, link, over, ())
    pairs = [(sender, receiver) for sender in senders for receiver in receivers if sender != receiver]
    if senders and receivers and not pairs:
        references.faults.add(at.of("to"), say("a link joins two agencies, this one ends where it begins"))
    return Ends(
        at.plan, link, over, tuple((_name(at.plan, link, pair, len(pairs), used), *pair) for pair in pairs)
    )


def _too_many(at: At, count: int, references: References) -> None:
    found = say(
        "with its copies this is {count} links; all links together may be {most}",
        count=count,
        most=MOST_COPIES,
    )
    references.faults.add(at, found, say("lower `times:`, or link a group through one agency"))


def _name(plan: str, link: Link, pair: tuple[str, str], count: int, used: dict[str, int]) -> str:
    """Give a name that does not change when other links come or go."""
    ends = f"{pair[0]}>{pair[1]}"
    name = (
        f"{ends}:{link.purpose}"
        if not link.id
        else f"{plan}.{link.id}"
        if count == 1
        else f"{plan}.{link.id}:{ends}"
    )
    used[name] = used.get(name, 0) + 1
    return name if used[name] == 1 else f"{name}/{used[name]}"


def link_copies(ends: Iterable[Ends], references: References) -> Copies:
    """Give the edges behind the links with an id, by sender."""
    names: dict[str, dict[str, tuple[str, ...]]] = {}
    for link in ends:
        if link.record.id:
            by_sender = names.setdefault(f"{link.plan}.{link.record.id}", {})
            for name, sender, _ in link.pairs:
                by_sender[sender] = (*by_sender.get(sender, ()), name)
    return Copies(LINK_STATES, references.names.link, names)


def find_edges(ends: Iterable[Ends], meaning: Meaning, orders: Mapping[int, int]) -> tuple[Edge, ...]:
    """Give the links with the facts that they carry."""
    found = []
    for link in ends:
        at = At(link.plan, link.record, ("carries",))
        for position, (name, sender, receiver) in enumerate(link.pairs):
            carries = meaning.carried(link.record.carries, at, actor=sender)
            order = orders[id(link.record)] + position
            found.append(Edge(name, link.record, link.plan, sender, receiver, carries, link.over, order))
        if not link.pairs:
            meaning.carried(link.record.carries, at)  # for the other problems of a link without ends
    return tuple(found)


def find_channels(plans: Iterable[Plan], meaning: Meaning) -> dict[str, Channel]:
    """Give the media with the members of talk groups."""
    found: dict[str, Channel] = {}
    for plan in plans:
        for name, medium in plan.media.items():
            at = At(plan.id, medium)
            members = dict.fromkeys(
                agency
                for position, ref in enumerate(medium.members)
                for agency in meaning.references.agencies(ref, at.of("members", position))
            )
            up_when = (
                resolve(meaning, medium.up_when, at.of("up_when"), truth=True) if medium.up_when else None
            )
            found[f"{plan.id}.{name}"] = Channel(f"{plan.id}.{name}", medium, tuple(members), up_when)
    return found
