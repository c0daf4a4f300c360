"""Scales: who declares which level, on what criteria."""

from collections import Counter
from collections.abc import Iterable, Mapping

from simulator.errors import say
from simulator.plan.composed import Axis
from simulator.plan.conditions import resolve
from simulator.plan.faults import At
from simulator.plan.meaning import Meaning
from simulator.plan.model import Plan
from simulator.plan.seats import find_seat
from simulator.plan.tasks import Scale
from simulator.text.conditions import Condition
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
    criteria = _criteria(at, scale, meaning)
    if scale.declared_by is None:
        return None
    seat = find_seat(scale.declared_by, at.of("declared_by"), meaning.references, meaning.seats)
    fact = name if name in meaning.facts.world else f"{at.plan}.{name}"
    return Axis(fact, scale, at.plan, scale.order, seat, criteria, orders[id(scale)]) if seat else None


def _check_order(at: At, scale: Scale, meaning: Meaning) -> None:
    for level, count in Counter(scale.order).items():
        if count > 1:
            meaning.references.faults.add(
                at.of("order"), say("the level `{level}` stands there twice", level=level)
            )
    for key in scale.when if scale.declared_by else ():
        found = say("a scale that somebody declares has its criteria under `levels`")
        meaning.references.faults.add(at.of_key("when", key), found)


def _criteria(at: At, scale: Scale, meaning: Meaning) -> tuple[tuple[int, Condition], ...]:
    found = []
    for key, level in scale.levels.items():
        place = At(at.plan, level, ("when",))
        condition = resolve(meaning, level.when, place)
        if key in scale.order:
            found.append((scale.order.index(key) + 1, condition))
        else:
            hint = did_you_mean(key, scale.order) or say("write it into `order:` too")
            meaning.references.faults.add(
                at.of_key("levels", key), say("`{level}` is not in `order`", level=key), hint
            )
    return tuple(sorted(found, key=lambda criterion: criterion[0]))
