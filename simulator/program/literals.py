"""What the engine knows of conditions: literals over cells, and what a root gate calls for."""

from enum import IntEnum
from typing import Any

Test = tuple[Any, ...]
"""A literal, or a term of one: its code and arguments.

`("true", cell)`, `("false", cell)`; `("any", cells)`, `("none", cells)`, `("known", cells)`,
`("unknown", cells)`;
`("compare", op, term, term)` with the terms `("number", value)`, `("cell", cell, value if unknown)`,
`("combine", how, cells)`, with a fourth what it is if all are unknown, and `("share", share, cells)`,
the share of their sum.
"""


SCALE_STEP = 100
"""The action of a level is told scale times this plus rank."""


class Action(IntEnum):
    """What happens when a root gate turns; the engine's actions stand in this order."""

    WHEN = 0
    STOPS = 1
    SCALE = 2
    MILESTONE = 3
    ACT = 4
    DUTY_WHEN = 5
    DUTY_THEN = 6
    MEDIUM = 7
    NOTHING = 8
    POST_TASK = 9
    POST_SCALE = 10
    HAND_OVER = 11
    WANTED = 12
    ARRIVES = 13
    UNTIL = 14
    LOWER = 15
    PEOPLE = 16


def cells_of_test(test: Test) -> tuple[int, ...]:
    """Give all cells that a literal looks at."""
    match test:
        case ("true" | "false", cell):
            return (cell,)
        case ("compare", _op, left, right):
            return (*_cells_of_term(left), *_cells_of_term(right))
    return tuple(test[1])


def _cells_of_term(term: Test) -> tuple[int, ...]:
    match term:
        case ("number", _value):
            return ()
        case ("cell", cell, _unknown):
            return (cell,)
    return tuple(term[2])
