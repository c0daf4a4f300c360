"""Names of levels and of kinds of units, for people to read."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from simulator.errors import say
from simulator.plan.faults import At, Faults
from simulator.plan.model import Plan
from simulator.plan.tasks import Scale
from simulator.text.faults import did_you_mean
from simulator.text.titles import Title

_CUSTOMARY = (
    (("blue", "蓝", "蓝色"), Title("蓝色", "Blue")),
    (("yellow", "黄", "黄色"), Title("黄色", "Yellow")),
    (("orange", "橙", "橙色"), Title("橙色", "Orange")),
    (("red", "红", "红色"), Title("红色", "Red")),
    (("I", "一级"), Title("一级", "Level I")),
    (("II", "二级"), Title("二级", "Level II")),
    (("III", "三级"), Title("三级", "Level III")),
    (("IV", "四级"), Title("四级", "Level IV")),
    (("general", "一般"), Title("一般", "General")),
    (("larger", "较大"), Title("较大", "Larger")),
    (("major", "重大"), Title("重大", "Major")),
    (("extraordinary", "特别重大"), Title("特别重大", "Extraordinarily serious")),
)
CUSTOMARY: Mapping[str, Title] = MappingProxyType({key: name for keys, name in _CUSTOMARY for key in keys})
"""Levels of warnings, responses and severity as plans mostly have them (Emergency Response Law 2024)."""


def level_name(scale: Scale, level: str) -> Title:
    """Give the name of a level: the plan's, else the customary one, else its id."""
    return scale.names.get(level) or CUSTOMARY.get(level) or Title(level, level)


def check_level_names(at: At, scale: Scale, faults: Faults) -> None:
    """Complain of names for levels that a scale does not have."""
    for level in scale.names:
        if level not in scale.order:
            found = say("`{level}` is not in `order`", level=level)
            faults.add(at.of_key("names", level), found, did_you_mean(level, scale.order))


def find_kinds(plans: Iterable[Plan], faults: Faults) -> dict[str, Title]:
    """Give the names of kinds of units; where several plans name one, the first.

    A name for a kind that no plan has or asks for is a slip.
    """
    plans = tuple(plans)
    used = {kind for plan in plans for kind in _used(plan)}
    found: dict[str, Title] = {}
    for plan in plans:
        for kind, name in plan.kinds.items():
            found.setdefault(kind, name)
            if kind not in used:
                unused = say("there are no units of the kind `{kind}`, and nobody asks for any", kind=kind)
                faults.add(At(plan.id, plan).of_key("kinds", kind), unused, did_you_mean(kind, sorted(used)))
    return found


def _used(plan: Plan) -> Iterable[str]:
    for agency in plan.agencies.values():
        for name, pool in agency.pools.items():
            yield from (name, pool.kind or name)
    for procedure in plan.procedures.values():
        for task in procedure.values():
            yield from task.needs
    for agreement in plan.agreements.values():
        yield from agreement.gives
