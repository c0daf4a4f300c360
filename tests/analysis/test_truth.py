"""When conditions hold, against asking at one time point after another."""

from math import inf

from hypothesis import given
from hypothesis import strategies as st

from simulator.analysis.truth import Count, Literal, holds, is_plain, is_timed, needed, stretches

CELLS = range(3)
LAST = 12
"""Values change at whole times before this, so half ones are asked about."""

literals = st.builds(
    Literal,
    st.sampled_from((lambda values: bool(values[0]), lambda values: not values[0])),
    st.just((0,)),
) | st.builds(
    Literal,
    st.sampled_from(
        (
            lambda values: values[1] is not None and values[1] >= 2,
            lambda values: values[1] is not None and values[2] is not None and values[1] > values[2],
        )
    ),
    st.just((1, 2)),
)


def counts(parts):
    several = st.lists(parts, min_size=1, max_size=3)
    return several.flatmap(
        lambda items: st.builds(
            Count, st.integers(1, len(items)), st.just(-1.0), st.just(value=False), st.just(tuple(items))
        )
    )


def lasting(parts):
    return st.builds(
        Count, st.just(1), st.integers(1, 5).map(float), st.booleans(), parts.map(lambda part: (part,))
    )


plain = st.recursive(literals, counts, max_leaves=6)
timed = st.recursive(literals, lambda parts: counts(parts) | lasting(parts), max_leaves=6)
changes = st.fixed_dictionaries(
    {
        cell: st.dictionaries(st.integers(1, LAST - 1), st.integers(0, 3), max_size=5).map(
            lambda found: sorted((float(when), value) for when, value in found.items())
        )
        for cell in CELLS
    }
)


def values_at(book, time):
    return {cell: ([None] + [value for when, value in book[cell] if when <= time])[-1] for cell in CELLS}


def asked(tree, book, time):
    """Whether a condition holds, by asking at every half time that it looks back to; nothing is before 0."""
    if isinstance(tree, Literal):
        return bool(tree.test(values_at(book, time)))
    if tree.lasting < 0:
        return sum(asked(part, book, time) for part in tree.parts) >= tree.missing
    since = time - tree.lasting
    (part,) = tree.parts
    lasted = since > 0 and all(asked(part, book, since + step) for step in range(int(tree.lasting) + 1))
    return lasted is not tree.inverted


@given(timed, changes)
def test_stretches_are_where_asking_at_each_time_says_yes(tree, book):
    found = stretches(tree, book)
    for time in (step + 0.5 for step in range(2 * LAST)):
        assert any(begin <= time < end for begin, end in found) is asked(tree, book, time), time


@given(timed, changes)
def test_stretches_follow_one_another_with_time_between(tree, book):
    found = stretches(tree, book)
    edges = [edge for stretch in found for edge in stretch]
    assert edges == sorted(set(edges))
    assert all(edge == inf or edge == int(edge) for edge in edges)


@given(plain, changes, st.integers(0, LAST))
def test_a_condition_that_does_not_look_back_needs_only_the_values_of_the_time(tree, book, step):
    assert not is_timed(tree)
    assert holds(tree, values_at(book, step + 0.5)) is asked(tree, book, step + 0.5)


@given(timed, changes)
def test_a_condition_does_not_hold_before_something_is_known_of_each_cell_that_it_needs(tree, book):
    needs = needed(tree)
    found = stretches(tree, book)
    assert not found or all(book[cell] and book[cell][0][0] <= found[0][0] for cell in needs)


def truth(cell):
    return Literal(lambda values: bool(values[cell]), (cell,), plain=True)


conjunctions = st.recursive(
    st.sampled_from(CELLS).map(truth),
    lambda parts: st.lists(parts, min_size=1, max_size=3).map(
        lambda items: Count(len(items), -1.0, inverted=False, parts=tuple(items))
    ),
)


@given(conjunctions, st.lists(st.integers(1, LAST), min_size=len(CELLS), max_size=len(CELLS)))
def test_a_plain_condition_holds_from_when_the_last_cell_that_it_needs_is_true(tree, times):
    assert is_plain(tree)
    book = {cell: [(float(when), True)] for cell, when in zip(CELLS, times, strict=True)}
    assert stretches(tree, book) == [(max(book[cell][0][0] for cell in needed(tree)), inf)]


def test_either_of_two_needs_neither_and_is_not_plain():
    either = Count(1, -1.0, inverted=False, parts=(truth(0), truth(1)))
    assert needed(either) == frozenset()
    assert not is_plain(either)
