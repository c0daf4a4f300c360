"""Scales: who declares which level, on what criteria."""

from collections import Counter
from collections.abc import Iterable, Mapping

from simulator.errors import say
from simulator.plan.composed import Axis
from simulator.plan.conditions import resolve
from simulator.plan.faults import At
from simulator.plan.grades import check_scale_names
from simulator.plan.level_names import check_level_names
from simulator.plan.meaning import Meaning
from simulator.plan.model import Plan
from simulator.plan.seats import find_seat
from simulator.plan.tasks import Lowering, Scale
from simulator.text.condition_tree import Condition
from simulator.text.faults import did_you_mean


def find_axes(plans: Iterable[Plan], meaning: Meaning, orders: Mapping[int, int]) -> tuple[Axis, ...]:
    """Give the scales that somebody declares."""
    axes = (
        _axis(name, At(plan.id, scale), scale, meaning, orders)
        for plan in plans
        for name, scale in plan.scales.items()
    )
    return tuple(axis for axis in axes if axis)


def _axis(name: str, at: At, scale: Scale, meaning: Meaning, orders: Mapping[int, int]) -> Axis | None:
    _check_order(at, scale, meaning)
    if scale.declared_by is None:
        return None
    fact = name if name in meaning.facts.world else f"{at.plan}.{name}"
    criteria = _criteria(fact, at, scale, meaning)
    seat = find_seat(scale.declared_by, at.of("declared_by"), meaning.references, meaning.seats)
    lower = _lower(at, scale, meaning)
    if seat is None:
        return None
    return Axis(fact, scale, at.plan, scale.order, seat, criteria, orders[id(scale)], lower)


def _check_order(at: At, scale: Scale, meaning: Meaning) -> None:
    check_level_names(at, scale, meaning.references.faults)
    for level, count in Counter(scale.order).items():
        if count > 1:
            meaning.references.faults.add(
                at.of("order"), say("the level `{level}` stands there twice", level=level)
            )
    if scale.automatic and scale.decide is not None:
        found = say("what is automatic takes no time to decide")
        meaning.references.faults.add(at.of_key("decide"), found, say("take out `decide:` or `automatic:`"))
    for key in scale.when if scale.declared_by else ():
        found = say("a scale that somebody declares has its criteria under `levels`")
        meaning.references.faults.add(at.of_key("when", key), found)


def _lower(at: At, scale: Scale, meaning: Meaning) -> tuple[tuple[int, Condition], ...]:
    """Give to which levels it goes down, and when; the highest level is none of them."""
    written = (scale.lower,) if isinstance(scale.lower, Lowering) else scale.lower or ()
    found = []
    for lowering in written:
        place = At(at.plan, lowering)
        condition = resolve(meaning, lowering.when, place.of("when"))
        rank = scale.order.index(lowering.to) + 1 if lowering.to in scale.order else 0
        if not rank:
            hint = did_you_mean(lowering.to, scale.order)
            levels = say("the levels are {levels}", levels=tuple(scale.order))
            missing = say("`{level}` is not in `order`", level=lowering.to)
            meaning.references.faults.add(place.of("to"), missing, hint or levels)
        elif rank == len(scale.order):
            highest = say("`{level}` is the highest level: nothing is lowered to it", level=lowering.to)
            meaning.references.faults.add(place.of("to"), highest)
        found.append((rank, condition))
    return tuple(found)


def _criteria(fact: str, at: At, scale: Scale, meaning: Meaning) -> tuple[tuple[int, Condition], ...]:
    found = []
    for key, level in scale.levels.items():
        place = At(at.plan, level, ("when",))
        condition = resolve(meaning, level.when, place)
        check_scale_names(fact, condition, place, meaning)
        if key in scale.order:
            found.append((scale.order.index(key) + 1, condition))
        else:
            hint = did_you_mean(key, scale.order) or say("write it into `order:` too")
            meaning.references.faults.add(
                at.of_key("levels", key), say("`{level}` is not in `order`", level=key), hint
            )
    return tuple(sorted(found, key=lambda criterion: criterion[0]))
