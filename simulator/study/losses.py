"""What a plan can lose: agencies, links, media, pools, and the case in which some of them are lost."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from simulator.plan.alike import common
from simulator.plan.composed import Channel, Composition, Edge
from simulator.scenario.case import Case, Move
from simulator.scenario.model import Inject
from simulator.study.stress_parts import Kind
from simulator.text.messages import Language
from simulator.text.titles import LANGUAGES, Title
from simulator.units import Seconds


@dataclass(frozen=True, slots=True)
class Loss:
    """Something that is out of service from the start of the scenario to its end; `name` is qualified.

    What a plan writes as one record (many alike, and their links) is lost as one.
    """

    kind: Kind
    name: str
    title: Title

    @property
    def id(self) -> str:
        """What tells it from all others."""
        return f"{self.kind}:{self.name}"


def losses_of(case: Case, kinds: Iterable[Kind]) -> tuple[Loss, ...]:
    """Give all that can be lost, of some kinds, as declared; each once."""
    found = (loss for kind in kinds for loss in _FOUND[kind](case.composition))
    return tuple({loss.id: loss for loss in found}.values())


def with_losses(case: Case, losses: Iterable[Loss], *, at: float = 0.0) -> Case:
    """Give the case in which some things are lost: by injects `at` a time, so that no name dangles.

    They are the last of its moves, in the order of the losses.
    """
    for loss in losses:
        case = _LOST[loss.kind](case, loss, Seconds(at))
    return case


def covers(one: Loss, other: Loss, case: Case) -> bool:
    """Tell whether with the first the second is lost, too: an agency's pools, and the links at its ends."""
    if one.kind != "agencies":
        return False
    if other.kind == "pools":
        return other.name.rpartition(".")[0] == one.name
    edges = (edge for edge in case.composition.edges if other.kind == "links" and _link(edge) == other.name)
    return any(one.name in {common(edge.sender), common(edge.receiver)} for edge in edges)


# -- what there is -------------------------------------------------------------------------------------------


def _agencies(composition: Composition) -> Iterator[Loss]:
    for actor in composition.actors.values():
        name = common(actor.name)
        yield Loss("agencies", name, actor.record.name)


def _links(composition: Composition) -> Iterator[Loss]:
    for edge in composition.edges:
        media = [_medium(composition.channels[medium]) for medium in edge.over]
        yield Loss("links", _link(edge), Title(**_link_texts(composition, edge, media)))


def _link_texts(composition: Composition, edge: Edge, media: list[Title]) -> dict[Language, str]:
    sender, receiver = (composition.actors[end].record.name for end in (edge.sender, edge.receiver))
    return {
        lang: f"{sender.show(lang)} → {receiver.show(lang)}"
        + (f" ({', '.join(medium.show(lang) for medium in media)})" if media else "")
        for lang in LANGUAGES
    }


def _link(edge: Edge) -> str:
    return common(edge.name)


def _media(composition: Composition) -> Iterator[Loss]:
    for channel in composition.channels.values():
        yield Loss("media", channel.name, _medium(channel))


def _medium(channel: Channel) -> Title:
    return channel.record.name or Title(channel.name, channel.name)


def _pools(composition: Composition) -> Iterator[Loss]:
    for actor in composition.actors.values():
        for pool in actor.record.pools:
            title = Title(*(f"{text} · {pool}" for text in actor.record.name.texts().values()))
            yield Loss("pools", f"{common(actor.name)}.{pool}", title)


_FOUND: Mapping[Kind, Callable[[Composition], Iterator[Loss]]] = {
    "agencies": _agencies,
    "links": _links,
    "media": _media,
    "pools": _pools,
}


# -- what is lost --------------------------------------------------------------------------------------------


def _inject(at: Seconds, **effect: Any) -> Inject:
    return Inject.model_construct(at=at, **effect)


def _out(case: Case, kind: str, loss: Loss, at: Seconds) -> Case:
    move = Move(name=f"lost:{loss.id}", record=_inject(at, outage=loss.name), outage=(kind, loss.name))
    return replace(case, moves=(*case.moves, move))


def _without_units(case: Case, loss: Loss, at: Seconds) -> Case:
    owner, _, pool = loss.name.rpartition(".")
    withdrawn = tuple(
        (actor.name, pool, actor.record.pools[pool].units)
        for actor in case.composition.actors.values()
        if common(actor.name) == owner and pool in actor.record.pools
    )
    record = _inject(at, take_away={loss.name: sum(units for _agency, _pool, units in withdrawn)})
    return replace(case, moves=(*case.moves, Move(f"lost:{loss.id}", record, withdrawn=withdrawn)))


_LOST: Mapping[Kind, Callable[[Case, Loss, Seconds], Case]] = {
    "agencies": lambda case, loss, at: _out(case, "agency", loss, at),
    "links": lambda case, loss, at: _out(case, "link", loss, at),
    "media": lambda case, loss, at: _out(case, "medium", loss, at),
    "pools": _without_units,
}
