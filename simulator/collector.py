"""Python's collector of cyclic garbage, kept away from work that makes much and leaves no cycles."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count

_CASES = count(1)
_KEPT_CASES = 4
"""Cases that may lie about, with what was made of them, until they are cleared away."""


@contextmanager
def without_collector() -> Iterator[None]:
    """Work without the collector, which would find nothing and look through all that is made again and again.

    Frozen and thawed, what was made counts as old, and is not looked through as soon as it is back.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if not gc.get_freeze_count():
            gc.freeze()
            gc.unfreeze()
        if was_on:
            gc.enable()


def clear_now_and_then() -> None:
    """Clear away what was made of cases before, where one process reads many.

    Left to itself the collector seldom comes to what counts as old.
    """
    if not next(_CASES) % _KEPT_CASES:
        gc.collect()
