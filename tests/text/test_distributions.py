import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.text.distributions import (
    DISTRIBUTIONS,
    Constant,
    Even,
    Exponential,
    Gamma,
    Lognormal,
    Pert,
    Samples,
    parse_spread,
)
from simulator.text.faults import TextError


@pytest.mark.parametrize(
    ("value", "meant"),
    [
        ("12 min", Constant(720)),
        ("5..15 min", Even(300, 900)),
        ("5..8..20 min", Pert(300, 480, 1200)),
        ("30 s..2 min", Even(30, 120)),
        ("0..1 min", Even(0, 60)),
        ("5..5 min", Constant(300)),
        ("5..5..5 min", Constant(300)),
        ("5..15分钟", Even(300, 900)),
        ("1 h 30 min..2 h", Even(5400, 7200)),
        ({"median": "10 min", "p90": "25 min"}, Lognormal(600, 1500)),
        ({"mean": "4 min"}, Exponential(240)),
        ({"mean": "4 min", "cv": 0.5}, Gamma(240, 0.5)),
    ],
)
def test_a_spread_is_read_as_planners_write_it(value, meant):
    assert parse_spread(value) == meant


@pytest.mark.parametrize(
    ("value", "meant"),
    [
        ("5-15 min", "5..15 min"),
        ("5 min - 15 min", "5 min..15 min"),
        ("1~3分钟", "1..3分钟"),
        ("40 s至2 min", "40 s..2 min"),
    ],
)
def test_a_span_with_a_dash_is_shown_as_it_should_be_written(value, meant):
    with pytest.raises(TextError) as fault:
        parse_spread(value)
    assert str(fault.value.hint) == f"did you mean `{meant}`?"
    parse_spread(meant)


@pytest.mark.parametrize(
    ("value", "found", "within"),
    [
        (5, "`5` has no unit", ()),
        ("5..15", "`5..15` has no unit", ()),
        ("15..5 min", "`15..5 min` does not ascend", ()),
        ("5..30..20 min", "`5..30..20 min` does not ascend", ()),
        ("1..2..3..4 min", "`1..2..3..4 min` is no spread", ()),
        ("..5 min", "`..5 min` is no spread", ()),
        ("5...6 min", "`5...6 min` is no spread", ()),
        ("a..5 min", "`a` is no length of time", ()),
        ({}, "this is no spread", ()),
        ({"meann": "5 min"}, "this is no spread", ("meann",)),
        ({"mean": "5 min", "p90": "6 min"}, "`mean` does not belong here", ("mean",)),
        ({"median": "5 min"}, "`p90` is missing", ()),
        ({"median": "5 min", "p90": "5 min"}, "`p90` must be more than `median`", ("p90",)),
        ({"mean": "0 s"}, "`mean` must be more than 0", ("mean",)),
        ({"mean": "4"}, "`4` has no unit", ("mean",)),
        ({"mean": "4 min", "cv": 0}, "`cv` must be a number above 0, at most 10", ("cv",)),
        ({"mean": "4 min", "cv": True}, "`cv` must be a number above 0, at most 10", ("cv",)),
        ({"mean": "4 min", "vc": 1}, "`vc` does not belong here", ("vc",)),
        (
            {"samples": "a.csv", "column": "x", "unit": "s"},
            "measured values cannot be read here",
            ("samples",),
        ),
    ],
)
def test_what_is_no_spread_is_refused_at_the_key_at_fault(value, found, within):
    with pytest.raises(TextError) as fault:
        parse_spread(value)
    assert (str(fault.value.found), fault.value.within) == (found, within)


@given(st.text(alphabet="0123456789. minsh分钟-:") | st.text())
def test_any_text_at_all_is_a_spread_or_a_fault(text):
    try:
        spread = parse_spread(text)
    except TextError:
        return
    assert isinstance(spread, DISTRIBUTIONS)
    assert math.isfinite(spread.mean())


ALL = [
    Constant(60.0),
    Even(60.0, 120.0),
    Pert(60.0, 90.0, 240.0),
    Lognormal(60.0, 180.0),
    Exponential(60.0),
    Gamma(60.0, 0.5),
    Samples((10.0, 20.0, 30.0, 40.0, 150.0), "a.csv", "x"),
]


def test_only_one_kind_of_distribution_is_certain():
    assert [spread.constant for spread in ALL] == [True] + [False] * 6


@pytest.mark.parametrize(
    ("spread", "english", "chinese"),
    list(
        zip(
            ALL,
            [
                "1 min",
                "1 min to 2 min",
                "1 min to 4 min, likeliest 1 min 30 s",
                "half within 1 min, 90 % within 3 min",
                "1 min on average, exponential",
                "1 min on average, give or take 30 s",
                "5 measured values from a.csv, x",
            ],
            [
                "1 分钟",
                "1 分钟至2 分钟",
                "1 分钟至4 分钟，最可能 1 分 30 秒",
                "一半不超过 1 分钟，九成不超过 3 分钟",
                "平均 1 分钟，指数分布",
                "平均 1 分钟，标准差 30 秒",
                "a.csv 中 x 列的 5 个实测值",
            ],
            strict=True,
        )
    ),
)
def test_a_spread_is_described_in_both_languages(spread, english, chinese):
    assert spread.describe("en") == english
    assert spread.describe("zh") == chinese


@pytest.mark.parametrize(
    ("text", "least"),
    [
        ("12 min", 720.0),
        ("5..15 min", 300.0),
        ("5..8..20 min", 300.0),
        ({"median": "10 min", "p90": "25 min"}, 0.0),
    ],
)
def test_none_falls_below_the_least(text, least):
    assert parse_spread(text).least() == least
