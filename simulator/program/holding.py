"""Whether a literal of a condition holds: its test as a function of the values of all cells."""

import operator
from collections.abc import Callable
from typing import Any

from simulator.text.comparisons import COMPARE

Values = list[Any]
Test = Callable[[Values], bool]

COMBINE: dict[str, Callable[[list[Any]], Any]] = {"sum": sum, "max": max, "min": min}


def make_test(spec: tuple[Any, ...]) -> Test:
    """The test of an atom over the values of all cells; None is a value that is not known.

    `("true", cell)`, `("false", cell)`, `("known", cells)`, `("unknown", cells)`,
    `("compare", op, term, term)`; a term is `("cell", cell, unknown)`, `("number", value)`,
    `("combine", how, cells)`, with a fourth what it is if all are unknown, or `("share", share, cells)`.
    A comparison with something undefined is not true.
    """
    return _TESTS[spec[0]](*spec[1:])


def _true(cell: int) -> Test:
    return lambda values: bool(values[cell])


def _false(cell: int) -> Test:
    return lambda values: not values[cell]


def _any_true(cells: tuple[int, ...]) -> Test:
    return lambda values: any(values[cell] for cell in cells)


def _none_true(cells: tuple[int, ...]) -> Test:
    return lambda values: not any(values[cell] for cell in cells)


def _known(cells: tuple[int, ...]) -> Test:
    return lambda values: any(values[cell] is not None for cell in cells)


def _unknown(cells: tuple[int, ...]) -> Test:
    return lambda values: all(values[cell] is None for cell in cells)


def _compare(symbol: str, left: tuple[Any, ...], right: tuple[Any, ...]) -> Test:
    compare, read_left, read_right = COMPARE[symbol], _TERMS[left[0]](*left[1:]), _TERMS[right[0]](*right[1:])

    def test(values: Values) -> bool:
        one, other = read_left(values), read_right(values)
        return one is not None and other is not None and compare(one, other)

    return test


def _cell_term(cell: int, unknown: object) -> Callable[[Values], Any]:
    if unknown is None:
        return operator.itemgetter(cell)
    return lambda values: unknown if values[cell] is None else values[cell]


def _number_term(value: object) -> Callable[[Values], Any]:
    return lambda _values: value


def _combine_term(how: str, cells: tuple[int, ...], unknown: object = None) -> Callable[[Values], Any]:
    combine = COMBINE[how]

    def term(values: Values) -> object:
        known = [values[cell] for cell in cells if values[cell] is not None]
        return combine(known) if known else unknown

    return term


def _share_term(share: float, cells: tuple[int, ...]) -> Callable[[Values], Any]:
    total = _combine_term("sum", cells)
    return lambda values: None if (whole := total(values)) is None else share * whole


_TESTS: dict[str, Callable[..., Test]] = {
    "true": _true,
    "false": _false,
    "any": _any_true,
    "none": _none_true,
    "known": _known,
    "unknown": _unknown,
    "compare": _compare,
}
_TERMS: dict[str, Callable[..., Callable[[Values], Any]]] = {
    "cell": _cell_term,
    "number": _number_term,
    "combine": _combine_term,
    "share": _share_term,
}
