"""Whether a value is one that a fact can have."""

import math

from simulator.errors import Message, say
from simulator.plan.composed import FactItem
from simulator.text.faults import did_you_mean
from simulator.text.scalars import Value

_TRUTHS = {
    **dict.fromkeys(("yes", "on", "y", "是", "真", "有", "对"), "true"),
    **dict.fromkeys(("no", "off", "n", "否", "假", "无", "不", "没有"), "false"),
}
"""What people write for the two truth values."""


def misfit(value: Value, item: FactItem) -> tuple[Message | None, Message | None]:
    """Say why a value is none for a fact, and what to write; nothing where it is one."""
    shown = str(value).lower() if isinstance(value, bool) else str(value)[:60]
    match item.kind:
        case "boolean":
            good = isinstance(value, bool)
            found = say("`{name}` is true or false, not `{value}`", name=item.name, value=shown)
            return (None, None) if good else (found, _truth_meant(shown))
        case "number":
            good = isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
            return (
                (None, None)
                if good
                else (say("`{name}` is a number, not `{value}`", name=item.name, value=shown), None)
            )
        case "level":
            if value in item.levels:
                return None, None
            found = say("`{value}` is no level of `{name}`", name=item.name, value=shown)
            levels = say("the levels are {levels}", levels=tuple(item.levels))
            return found, did_you_mean(shown, item.levels) or levels
        case _:
            found = say("`{name}` is a place, not `{value}`", name=item.name, value=shown)
            return (None, None) if isinstance(value, str) else (found, None)


def _truth_meant(written: str) -> Message:
    meant = _TRUTHS.get(written.lower())
    if meant:
        return say("did you mean `{word}`?", word=meant)
    return say("declare its kind under `facts:` if it is more")
