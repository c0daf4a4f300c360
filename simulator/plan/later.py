"""What the format has and this version does not play: refused clearly, instead of left out silently."""

from collections.abc import Callable, Iterable

from simulator.errors import Message, say
from simulator.plan.faults import At, Faults
from simulator.plan.model import Plan
from simulator.plan.tasks import Task

_LATER: tuple[tuple[type, str, Callable[..., bool]], ...] = (
    (Task, "outcome", lambda task: task.outcome is not None),
    (Task, "serves", lambda task: task.serves is not None),
    (Task, "repeats", lambda task: task.repeats),
)
"""Kind of record, key, whether it is used."""


def comes_later(key: str) -> Message:
    """Say that a part of the format is for a later version."""
    return say("`{key}` comes with a later version of drill; take it out for now", key=key)


def refuse_later(plans: Iterable[Plan], faults: Faults) -> None:
    """Add a problem for each thing of a later version."""
    for plan in plans:
        tasks = [task for procedure in plan.procedures.values() for task in procedure.values()]
        for record in (*plan.scales.values(), *tasks):
            for kind, key, used in _LATER:
                if type(record) is kind and used(record):
                    faults.add(At(plan.id, record, (key,), key=True), comes_later(key))
