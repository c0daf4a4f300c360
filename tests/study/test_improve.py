"""Choosing remedies, on plans whose answer can be worked out on paper. All times are in minutes."""

from dataclasses import replace

import pytest

from simulator.scenario.read import read_case
from simulator.scenario.what_if import WhatIf
from simulator.study.candidates import PriceList, candidates_of
from simulator.study.improve import Effort, improve
from simulator.study.trials import AS_IT_IS, Trials
from tests.engine.small import MINUTE, write
from tests.study import shops
from tests.study.shops import gap


def improved(file, *gaps, aims=("m",), prices=None, **effort):
    """Improve a plan against gaps that are said."""
    case = read_case(file)
    found = candidates_of(case, [gap(each) if isinstance(each, str) else each for each in gaps],
                          prices or PriceList())  # fmt: skip
    effort = Effort(**{"screen": 2, "confirm": 3, "seed": 1, "jobs": 1, "budget": 5.0} | effort)
    return improve(
        case, found, aims, effort,
        read=lambda patches: read_case(file, WhatIf(patches=tuple(patches))),
        progress=lambda _: None, stage=lambda _: None,
    )  # fmt: skip


def names(found, numbers):
    return [found.candidates[number].id for number in numbers]


PAIR = (
    """
    agencies: {a: {~, desk: {operators: 1, compose: 4 min}}, b: {~, desk: {operators: 1, compose: 4 min}},
        c: {~}, d: {~}, e: {~}}
    links: [{from: a, to: d, carries: [f]}, {from: a, to: c, carries: [f]},
        {from: b, to: d, carries: [g]}, {from: b, to: c, carries: [g]}]
    procedures: {h: {go: {owner: c, when: f and g, duration: 7 min, achieves: done}}}
    """,
    "injects: [{at: 10 min, set: {f: true}, observed_by: {a: 0 s}},\n"
    "  {at: 10 min, set: {g: true}, observed_by: {b: 0 s}}]\n" + shops.DONE,
)


def test_a_pair_of_which_each_alone_gives_nothing_is_found(tmp_path):
    # a tells d 10..14, c 14..18; b the same: c knows both at 18, done at 25. A second operator at a alone:
    # f at 14, g still at 18: 25. At both: 14, done at 21.
    found = improved(write(tmp_path, *PAIR), "desk:p.a", "desk:p.b", "desk:p.c")
    assert [found.screening.alone(number).mean for number in (0, 1)] == [0, 0]
    assert [step.added for step in found.screening.steps] == [(0, 1)]
    assert names(found, found.confirmation.kept) == ["operator:p.a", "operator:p.b"]
    assert found.confirmation.trials.gain(AS_IT_IS, frozenset({0, 1})).mean == 4 * MINUTE


def test_a_pair_that_costs_more_than_the_budget_is_not_chosen(tmp_path):
    found = improved(write(tmp_path, *PAIR), "desk:p.a", "desk:p.b", budget=1.0)
    assert found.screening.steps == []
    assert found.confirmation.kept == ()
