"""Public calls at a desk, which are queues that theory knows. All intervals are 99 %, all seeds fixed."""

import pytest

from simulator.log.rows import CALLER, LEARNED, NO_ANSWER, PICKED, RECEIVED, STATE
from tests.cases import agency, plan, play, program, rows_of, scenario
from tests.theory.estimates import erlang_b, erlang_c_wait, fixed_patience, ratio_of

pytestmark = pytest.mark.no_cover

WARM = 2 * 3600.0
"""Calls before this time are not counted: the desk begins empty."""


def desk(operators, every, talk, hours=14, **fields):
    """Calls to one desk; `every` and `talk` are means in seconds."""
    calls = {"at": "0 s", "calls_to": "a", "every": {"mean": f"{every} s"}, "talk": {"mean": f"{talk} s"}}
    calls |= {"lasts": f"{hours} h"} | fields
    return program(
        plan({"a": agency(desk={"operators": operators})}), scenario(injects=[calls], horizon="2 d")
    )


def counted(a_program, runs):
    """The rows of the calls that count, by replication."""
    for log in play(a_program, runs):
        yield [row for row in rows_of(log, CALLER) if row[RECEIVED] >= WARM]


def wait(row):
    return row[PICKED] - row[RECEIVED]


@pytest.mark.parametrize(("operators", "every", "talk"), [(1, 100, 60), (2, 75, 90), (5, 25, 95)])
def test_calls_wait_as_erlang_c_says(operators, every, talk):
    waits, calls = [], []
    for rows in counted(desk(operators, every, talk), 192):
        assert all(row[PICKED] >= 0 for row in rows)
        waits.append(sum(map(wait, rows)))
        calls.append(len(rows))
    exact = erlang_c_wait(operators, talk / every, talk)
    assert ratio_of(waits, calls).holds(exact, within=0.08)


@pytest.mark.parametrize(("operators", "every", "talk"), [(1, 60, 60), (3, 40, 90)])
def test_calls_without_patience_are_lost_as_erlang_b_says(operators, every, talk):
    lost, calls = [], []
    for rows in counted(desk(operators, every, talk, patience="0 s"), 64):
        assert all(row[STATE] == NO_ANSWER or row[PICKED] == row[RECEIVED] for row in rows)
        lost.append(sum(row[STATE] == NO_ANSWER for row in rows))
        calls.append(len(rows))
    assert ratio_of(lost, calls).holds(erlang_b(operators, talk / every), within=0.05)


@pytest.mark.parametrize(("operators", "every", "talk", "patience"), [(1, 60, 70, 90), (3, 30, 80, 60)])
def test_calls_with_a_fixed_patience_are_lost_and_wait_as_barrer_says(operators, every, talk, patience):
    lost, waits, calls = [], [], []
    for rows in counted(desk(operators, every, talk, patience=f"{patience} s"), 64):
        gone = [row for row in rows if row[STATE] == NO_ANSWER]
        assert all(wait(row) <= patience for row in rows if row[LEARNED] >= 0)
        lost.append(len(gone))
        waits.append(sum(wait(row) for row in rows if row[PICKED] >= 0) + patience * len(gone))
        calls.append(len(rows))
    share, mean = fixed_patience(operators, 1 / every, 1 / talk, patience)
    assert ratio_of(lost, calls).holds(share, within=0.08)
    assert ratio_of(waits, calls).holds(mean, within=0.06)
