"""The duties of plans and norms together: a plan may stand in for a duty of a norm, and then says why."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from simulator.errors import say
from simulator.plan.citation import cited
from simulator.plan.composed import Actor, Area, Duty, Unbound
from simulator.plan.duties import Bound, find_duties
from simulator.plan.faults import At
from simulator.plan.norm_duties import NormUse, bind_norms
from simulator.plan.norm_parties import Ground
from simulator.plan.norms import NormDuty, name_of
from simulator.text.faults import did_you_mean
from simulator.text.lengths import show_exactly


def all_duties(
    bound: Bound, norms: Sequence[NormUse], actors: Mapping[str, Actor], areas: Mapping[str, Area]
) -> tuple[tuple[Duty, ...], tuple[Unbound, ...]]:
    """Give the duties of plans, then those of norms that no plan stands in for, and what binds nobody."""
    own = find_duties(bound)
    _check(bound, norms)
    found, unbound = bind_norms(norms, bound, Ground(actors, areas, bound.plans))
    return (*map(_shown, own), *_left(own, found)), unbound


def _shown(duty: Duty) -> Duty:
    """Give a plan's duty with its basis, and the pack whose duty it stands in for."""
    record = duty.record
    if record.article is not None or record.certainty is not None:
        record = record.model_copy(update={"basis": cited(record)})
    pack = record.overrides.partition(".")[0] if record.overrides else None
    return replace(duty, record=record, pack=pack)


def _left(own: Iterable[Duty], norms: Iterable[Duty]) -> tuple[Duty, ...]:
    replaced = {_covers(duty, duty.record.overrides) for duty in own if duty.record.overrides}
    return tuple(duty for duty in norms if _covers(duty, duty.name.partition(":")[0]) not in replaced)


def _covers(duty: Duty, norm: str | None) -> tuple[str | None, str | None, str | None]:
    return norm, duty.sender or duty.holder, duty.receiver


def _check(bound: Bound, norms: Sequence[NormUse]) -> None:
    """Check the overrides of plans: that they say why, and which duty of a pack of this scenario is meant."""
    known = {f"{use.pack.id}.{name_of(duty)}": duty for use in norms for duty in use.pack.obligations}
    for plan in bound.plans.values():
        for record in plan.obligations:
            at = At(plan.id, record)
            faults = bound.meaning.references.faults
            for key, other in (("overrides", "why"), ("why", "overrides")):
                if getattr(record, key) and not getattr(record, other):
                    hint = say("say which duty of a norm it stands in for, and why")
                    faults.add(at.of_key(key), say("`{key}` needs `{other}`", key=key, other=other), hint)
            if record.overrides and norms:
                _check_one(record.overrides, record.within, at, known, bound)


def _check_one(name: str, within: float | None, at: At, known: Mapping[str, NormDuty], bound: Bound) -> None:
    faults = bound.meaning.references.faults
    norm = known.get(name)
    if norm is None:
        packs = {each.partition(".")[0] for each in known}
        if name.partition(".")[0] in packs:
            found = say("the norm has no duty `{name}`", name=name)
            faults.add(at.of("overrides"), found, did_you_mean(name, known))
    elif norm.within is not None and within is not None and within > norm.within:
        found = say(
            "{own} is longer than the norm allows, {limit}",
            own=show_exactly(within),
            limit=show_exactly(norm.within),
        )
        faults.add(at.of("within"), found, say("a plan may be stricter than a norm"), warning=True)
