"""The chart of limits and what is left of them."""

from math import inf

import numpy as np
import pytest
from matplotlib.lines import Line2D
from matplotlib.patches import Polygon, Rectangle

from simulator.plan.chains import find_chains
from simulator.program.compile import compile_case
from simulator.report.clock_rows import Limit, Period, chain_limits, limits, periods
from simulator.report.clocks_chart import LEFT, MOST, RIGHT, SHOWN, draw_clocks
from simulator.report.sheet import Head
from simulator.report.style import MARK, figure_bytes
from simulator.study.replicate import replicate
from simulator.units import DAY, HOUR, MINUTE
from tests import cases
from tests.report.overlaps import boxes, outside, overlapping
from tests.report.staged import HOSTILE

HEAD = Head("液氨泄漏", 100, 7)


def limit(*times, within=HOUR, name="d", title="县应急管理局 → 市应急局：死亡人数", summed=False):
    found = np.array(times or (1800.0,), dtype=float)
    return Limit(name, title, within, found, float(np.mean(found <= within)), summed)


def drawn(*rows, sums=(), periods=(), lang="zh"):
    return draw_clocks(rows, sums, periods, head=HEAD, lang=lang)


def period(inside=1.0, late=0.0, never=0.0, *, every=DAY, name="p", title="逐日上报：死亡人数"):
    return Period(name, title, every, inside, late, never)


def areas(figure, gid):
    return [box for box in figure.findobj(Rectangle) if box.get_gid() == gid]


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("within", [MINUTE, HOUR, 40 * DAY])
def test_no_text_covers_another_or_leaves_the_sheet(lang, within):
    times = np.linspace(0.1, 3.0, 20) * within
    many = [
        limit(*times, inf, within=within, name=str(number), title=HOSTILE[number % 8] * 2)
        for number in range(30)
    ]
    due = [period(0.0, 1.0, 1.0, every=within, title=text * 2) for text in HOSTILE]
    figure = drawn(*many, sums=many, periods=due, lang=lang)
    assert overlapping(figure) == []
    assert outside(figure) == []
    assert MARK in [text for text, _ in boxes(figure)]


def test_a_bar_is_the_share_of_the_limit_from_p10_to_p90_and_late_beyond_it_hatched():
    # ten times of 0.2 to 2.0 times the limit: p10 at 0.2, p50 at 1.0, p90 at 1.8
    figure = drawn(limit(*(720.0 * number for number in range(1, 11))))
    (early,), (late,) = areas(figure, "in time"), areas(figure, "late")
    whole = (RIGHT - LEFT) / MOST
    assert (early.get_x(), early.get_width()) == pytest.approx((LEFT + 0.2 * whole, 0.8 * whole))
    assert (late.get_x(), late.get_width()) == pytest.approx((LEFT + whole, 0.8 * whole))
    assert late.get_hatch()
    (median,) = [line for line in figure.findobj(Line2D) if line.get_gid() == "median"]
    assert median.get_xdata()[0] == pytest.approx(LEFT + whole)


@pytest.mark.parametrize(
    ("times", "signs"),
    [((0.5, 0.6), ()), ((0.5, 1.5), ("晚于时限",)), ((inf, inf), ("超过时限两倍，或始终未完成",))],
)
def test_the_legend_explains_what_is_there_and_nothing_else(times, signs):
    words = [text for text, _ in boxes(drawn(limit(*(HOUR * time for time in times))))]
    assert tuple(word for word in ("晚于时限", "超过时限两倍，或始终未完成") if word in words) == signs


def test_what_was_never_told_leaves_the_axis():
    figure = drawn(limit(inf, inf), lang="en")
    assert areas(figure, "in time") + areas(figure, "late") == []
    assert len([shape for shape in figure.findobj(Polygon) if shape.get_gid() == "beyond"]) == 1
    assert [text for text, _ in boxes(figure)].count("never") == 2


def test_the_figures_are_limit_median_p90_what_is_left_and_the_share_in_time():
    figure = drawn(limit(*(600.0 * number for number in range(1, 11)), within=80 * MINUTE), lang="en")
    words = [text for text, _ in boxes(figure)]
    assert words[words.index("1 h 20 min") :][:5] == ["1 h 20 min", "50 min", "1 h 30 min", "−10 min", "80 %"]


def test_of_many_obligations_those_kept_least_are_drawn():
    figure = drawn(*(limit(name=str(number)) for number in range(SHOWN + 3)), lang="en")
    assert len(areas(figure, "in time")) == SHOWN
    assert any(f"({SHOWN} of {SHOWN + 3}, kept least first)" in text for text, _ in boxes(figure))


def test_a_duty_of_every_period_says_in_words_how_often_all_and_how_the_worst_was_kept():
    rows = (period(), period(0.5, 0.3, 0.2), period(None, None, None))
    told = [text for text, _ in boxes(drawn(periods=rows, lang="en"))]
    assert told.count("every 1 d") == 3
    kept = told.index("kept in every period of every replication")
    assert told[kept + 1 : kept + 3] == ["every 1 d", "100 %"]
    broken = told.index("in some period late in 30 %, in some not at all in 20 % of the replications")
    assert told[broken + 1 : broken + 3] == ["every 1 d", "50 %"]
    assert told[told.index("no period was complete before the end") + 2] == "–"


# -- from a run ----------------------------------------------------------------------------------------------

AGENCIES = {name: cases.agency(name={"zh": name, "en": name.upper()}) for name in ("a", "b", "c", "d")}
PLAN = cases.plan(
    AGENCIES,
    media={"post": {"delay": "10 min"}},
    links=[{"from": one, "to": other, "carries": ["alarm"], "over": ["post"]} for one, other in ("ab", "bc")],
    obligations=[
        {"from": "a", "to": "b", "fact": "alarm", "within": "30 min"},
        {"from": "b", "to": "c", "fact": "alarm", "within": "5 min"},
        {"from": "c", "to": "d", "fact": "alarm", "within": "1 h"},
    ],
)


def rows():
    case = cases.read(PLAN, cases.scenario(horizon="6 h"))
    program = cases.program(PLAN, cases.scenario(horizon="6 h"))
    results = replicate(program, runs=3, seed=1, jobs=1, progress=lambda _: None).results
    singles = limits(program, results, lang="en")
    return case, singles, chain_limits(program, results, case.composition, lang="en")


@pytest.mark.parametrize(("when", "counted"), [("alarm", ["A → C: alarm"]), ("never_so", [])])
def test_a_sum_with_a_condition_counts_where_that_came_true(when, counted):
    made = cases.plan(
        AGENCIES,
        media={"post": {"delay": "10 min"}},
        links=[
            {"from": one, "to": other, "carries": ["alarm"], "over": ["post"]} for one, other in ("ab", "bc")
        ],
        facts={"never_so": {}},
        procedures={"h": {"t": {"owner": "a", "when": "never_so", "achieves": "never_so"}}},
        obligations=[
            {"from": "a", "to": "b", "fact": "alarm", "within": "30 min"},
            {"from": "b", "to": "c", "fact": "alarm", "within": "5 min", "when": when},
        ],
    )
    case = cases.read(made, cases.scenario(horizon="6 h"))
    program = compile_case(case)
    results = replicate(program, runs=3, seed=1, jobs=1, progress=lambda _: None).results
    sums = chain_limits(program, results, case.composition, lang="en")
    assert [row.title for row in sums] == counted
    assert [row.limit / MINUTE for row in sums] == [35.0] * len(counted)


def test_limits_are_those_of_obligations_and_their_sums_along_a_chain():
    # a knows at 0, b at 10 min (of 30), c at 20: 10 after b (of 5), 20 after a (of 35); d never (of 95)
    _, singles, sums = rows()
    assert [(row.title, row.limit / MINUTE, row.quantile(0.5) / MINUTE, row.inside) for row in singles] == [
        ("C → D: alarm", 60.0, inf, 0.0),
        ("B → C: alarm", 5.0, 10.0, 0.0),
        ("A → B: alarm", 30.0, 10.0, 1.0),
    ]
    assert [(row.title, row.limit / MINUTE, row.quantile(0.5) / MINUTE, row.inside) for row in sums] == [
        ("A → D: alarm", 95.0, inf, 0.0),
        ("A → C: alarm", 35.0, 20.0, 1.0),
    ]


def test_of_many_alike_the_one_that_is_kept_worst_is_a_row():
    # one after another: a's operator takes 10 min for each of three, and 10 min are on the way: 20, 30, 40
    ward = cases.agency(name={"zh": "w", "en": "W"}, times=3, role="ward")
    teller = {**AGENCIES["a"], "desk": {"operators": 1, "compose": "10 min"}}
    plan = cases.plan(
        {**AGENCIES, "a": teller, "w": ward},
        media={"post": {"delay": "10 min"}},
        links=[{"from": "a", "to": "w", "carries": ["alarm"], "over": ["post"]}],
        obligations=[{"from": "a", "to": "ward", "fact": "alarm", "within": "35 min"}],
    )
    program = cases.program(plan, cases.scenario(horizon="6 h"))
    results = replicate(program, runs=3, seed=1, jobs=1, progress=lambda _: None).results
    (row,) = limits(program, results, lang="en")
    assert (row.title, row.quantile(0.5) / MINUTE) == ("A → W: alarm (the worst of 3 alike)", 40)


def test_periods_are_judged_by_the_worst_that_was_complete_and_are_no_limits():
    # a tells b every half hour: all six hours are kept; c is told once, at 10 min, and never again
    plan = cases.plan(
        AGENCIES,
        media={"post": {"delay": "10 min"}},
        links=[
            {"from": "a", "to": "b", "carries": ["alarm"], "over": ["post"], "every": "30 min"},
            {"from": "a", "to": "c", "carries": ["alarm"], "over": ["post"]},
        ],
        obligations=[
            {"from": "a", "to": "b", "fact": "alarm", "every": "1 h"},
            {"from": "a", "to": "c", "fact": "alarm", "every": "1 h"},
            {"from": "a", "to": "d", "fact": "alarm", "every": "12 h"},
        ],
    )
    program = cases.program(plan, cases.scenario(horizon="6 h"))
    results = replicate(program, runs=3, seed=1, jobs=1, progress=lambda _: None).results
    assert [
        (row.title, row.every / HOUR, row.inside, row.never) for row in periods(program, results, lang="en")
    ] == [
        ("A → C: alarm", 1.0, 0.0, 1.0),
        ("A → B: alarm", 1.0, 1.0, 0.0),
        ("A → D: alarm", 12.0, None, None),
    ]
    assert limits(program, results, lang="en") == []


def test_sums_are_the_ceilings_of_the_chains():
    case, _, sums = rows()
    ceilings = [hop.ceiling for chain in find_chains(case.composition) for hop in chain.hops]
    assert sorted(row.limit for row in sums) == sorted(ceilings)[1:]


def test_equal_values_give_equal_bytes():
    one, other = (figure_bytes(drawn(limit()), "svg") for _ in range(2))
    assert one == other
