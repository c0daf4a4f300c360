"""Prices of gaps: pairs, order, budget, interruption, the same on any number of workers."""

import signal
from dataclasses import replace
from functools import partial
from multiprocessing import active_children
from types import SimpleNamespace

import numpy as np
import pytest

from simulator.analysis.statistics import Interval, Mean, mean_of
from simulator.errors import StoppedError, say
from simulator.plan.gap import Evidence
from simulator.program.compile import compile_case
from simulator.study.closing import closed, closure_of
from simulator.study.cost import Cost, Priced, Tried, cost_record, costs, headline
from simulator.study.hands import without_interrupts
from simulator.study.pool import play_programs
from simulator.study.price import replications_to_price
from tests.study.shops import DECISION, DESK, F_AT_10, SERIES, UNITS, case, cost_at, gap, minutes, priced

NOISY = """
agencies:
  a: {~, desk: {operators: 1, compose: {mean: 4 min}}}
  b: {~, desk: {operators: 1, handling: {mean: 4 min}}}
  c: {~}
links: [{from: a, to: b, carries: [f]}, {from: a, to: c, carries: [f]}, {from: b, to: a, carries: [g]}]
procedures:
  h:
    one: {owner: b, when: f, duration: {mean: 30 min}, achieves: g}
    go: {owner: c, when: f, duration: {mean: 20 min}, achieves: done}
    own: {owner: b, when: f, needs: {desk: 1}, duration: 1..9 min}
"""
GOALS = "milestones: {m: {when: g and done, within: 45 min, share: 50%}, other: {when: done}}\n"
SHARE = Interval(1.0, 0.9, 1.0)
PLAYED = SimpleNamespace(milestones=(SimpleNamespace(name="m", within=None),), horizon=3600.0)


def noisy(tmp_path):
    return case(tmp_path, NOISY, F_AT_10 + GOALS)


def no_progress(_count):
    pass


def test_common_draws_give_narrower_intervals_than_fresh_ones(tmp_path):
    a_case = noisy(tmp_path)
    program = compile_case(a_case)
    other = closed(a_case, program, [closure_of(a_case, program, gap("desk:p.a"))])
    play = partial(play_programs, runs=200, jobs=1, progress=no_progress)
    before = play([("as it is", program)], seed=1)["as it is"][:, 0]
    same, fresh = (play([("closed", other)], seed=seed)["closed"][:, 0] for seed in (1, 2))
    paired, unpaired = (mean_of((before - after).tolist()) for after in (same, fresh))
    width = unpaired.high - unpaired.low
    assert 0 < paired.high - paired.low < width / 8  # measured: a seventeenth
    assert unpaired.low <= paired.mean <= unpaired.high


def test_the_number_of_workers_changes_nothing(tmp_path):
    a_case = noisy(tmp_path)
    gaps = ("desk:p.a", "desk:p.b", "information:f@p.c")
    assert priced(a_case, *gaps, runs=40, jobs=1) == priced(a_case, *gaps, runs=40, jobs=2)


def test_progress_adds_up_to_what_was_announced(tmp_path):
    a_case, gaps, told = noisy(tmp_path), [gap("desk:p.a"), gap("desk:p.b"), gap("seam:none")], []
    priced(a_case, *gaps, runs=30, progress=told.append)
    # as it is, each closed, each remedied, both closed; all but one is the other alone
    assert sum(told) == replications_to_price(a_case, gaps, runs=30) == 30 * 6


def test_without_remedies_costs_are_the_same_and_fewer_replications_are_played(tmp_path):
    a_case, told = noisy(tmp_path), []
    with_them = priced(a_case, "desk:p.a", "desk:p.b", runs=20)
    without = priced(a_case, "desk:p.a", "desk:p.b", runs=20, remedies=False, progress=told.append)
    assert without == {name: replace(each, remedy=None) for name, each in with_them.items()}
    gaps = [gap("desk:p.a"), gap("desk:p.b")]
    assert sum(told) == replications_to_price(a_case, gaps, runs=20, remedies=False) == 20 * 4


def test_the_budget_goes_to_the_first_of_the_list(tmp_path):
    a_case, gaps = noisy(tmp_path), ["desk:p.a", "desk:p.b", "information:f@p.c"]
    assert set(priced(a_case, *gaps, runs=10, budget=60)) == {"desk:p.a", "desk:p.b"}
    assert set(priced(a_case, *gaps, runs=10, budget=30)) == {"desk:p.a"}
    assert priced(a_case, *gaps, runs=10, budget=29) == {}


def test_of_one_gap_alone_and_last_are_the_same(tmp_path):
    (found,) = priced(noisy(tmp_path), "desk:p.a", runs=10).values()
    assert found.alone == found.last


@pytest.mark.parametrize("jobs", [1, 2])
def test_an_interruption_keeps_what_is_complete(tmp_path, jobs):
    done = []

    def stop(count):
        done.append(count)
        if sum(done) == 30:  # as it is, the first gap alone, its remedy
            raise KeyboardInterrupt

    found = priced(noisy(tmp_path), "desk:p.a", "desk:p.b", runs=10, jobs=jobs, progress=stop)
    whole = priced(noisy(tmp_path), "desk:p.a", "desk:p.b", runs=10)["desk:p.a"]
    assert list(found) == ["desk:p.a"]
    assert found["desk:p.a"] == replace(whole, last=None, alike=())


def test_the_dearest_comes_first_and_what_blocks_before_it(tmp_path):
    also = "also: {owner: boss, when: x, duration: 1 min, achieves: x_done}"
    plan = DECISION[0].replace("        go:", f"        {also}\n        go:")
    happens = DECISION[1].replace("milestones: {", "milestones: {never: {when: x_done}, ")
    happens = happens.replace("injects:\n", "injects:\n      - {at: 5 h, set: {x: true}}\n")
    happens = happens.replace("set: {x: true}", "set: {x: true}, observed_by: {a: 0 s}")
    found = priced(
        case(tmp_path, plan, happens), "desk:p.boss", "authority:p.go", "information:x@p.boss", runs=2
    )
    assert list(found) == ["information:x@p.boss", "authority:p.go", "desk:p.boss"]
    # never, 600, or at 301; decided at once 17; with operators without limit all but request and handling
    assert [(each.headline, minutes([each.cost], each.headline)) for each in found.values()] == [
        ("never", 299),
        ("m", 17),
        ("m", 14),
    ]


def test_the_price_is_that_at_the_milestone_that_the_gap_names_first(tmp_path):
    # alone it costs most at m, the only objective; at other it costs less
    there = noisy(tmp_path)
    for ways, named in ((("other", "m"), "other"), (("m", "other"), "m"), (("gone",), "m"), ((), "m")):
        figures = {"ways": [{"milestone": way} for way in ways]}
        one = gap("desk:p.a", evidence=(Evidence("runs", say("seen"), figures),))
        (found,) = priced(there, one, runs=4).values()
        assert (found.headline, found.cost.milestone) == (named, named)


@pytest.mark.parametrize(
    ("worse", "slower"), [((-60.0, -70.0), True), ((-60.0, 70.0), False), ((60.0, 70.0), False)]
)
def test_a_remedy_that_surely_takes_longer_is_called_slower(worse, slower):
    def at(saved):
        return Cost("m", mean_of(saved), (SHARE, SHARE), mean_of([0.0, 0.0]))

    cost_at_m = at([1.0, 1.0])
    tried = Tried(say("remedy"), "", (at([each * 1.0 for each in worse] * 20),))
    found = Priced("desk:p.a", "m", (cost_at_m,), remedy=tried)
    assert (found.slower, cost_record(found)["remedy"]["slower"]) == (slower, slower)


def test_neighbours_that_differ_only_within_noise_say_so(tmp_path):
    def branch(x):
        return (
            f"{x}: {{~, desk: {{operators: 1, compose: {{mean: 4 min}}}}}}, {x}1: {{~}}, {x}2: {{~}}",
            f"{{from: {x}, to: {x}1, carries: [f]}}, {{from: {x}, to: {x}2, carries: [f]}}",
            f"{x}go: {{owner: {x}2, when: f, achieves: {x}done}}",
        )

    agencies, links, tasks = (", ".join(parts) for parts in zip(branch("x"), branch("y"), strict=True))
    plan = f"agencies: {{{agencies}}}\nlinks: [{links}]\nprocedures: {{h: {{{tasks}}}}}"
    happens = """
    injects: [{at: 1 min, set: {f: true}, observed_by: {x: 0 s, y: 0 s}}]
    milestones: {m: {when: xdone and ydone}}
    """
    found = priced(case(tmp_path, plan, happens), "desk:p.x", "desk:p.y", "information:f@p.x1", runs=60)
    # the two desks are the same but for chance; knowing at once at x1 gains nothing
    first, second, third = found.values()
    assert {first.gap, second.gap} == {"desk:p.x", "desk:p.y"}
    assert (first.alike, second.alike, third.alike) == ((second.gap,), (first.gap,), ())


def test_of_gaps_that_block_it_is_shares_that_are_alike(tmp_path):
    plan = """
    agencies: {a: {~}, b: {~}}
    media: {phone: {mode: call, delay: 1 min}}
    links: [{from: a, to: b, carries: [f], over: [phone]}]
    procedures: {h: {go: {owner: b, when: f, achieves: done}}}
    """
    happens = F_AT_10.replace("[", "[{at: 5 min, outage: p.phone}, ", 1) + "milestones: {m: {when: done}}\n"
    found = priced(case(tmp_path, plan, happens), "information:f@p.b", "medium:p.phone", runs=3)
    # at 10 or at 11 instead of never: the minute between them does not count
    assert [minutes(each.alone) for each in found.values()] == [590, 589]
    assert [each.alike for each in found.values()] == [("medium:p.phone",), ("information:f@p.b",)]


def test_a_lost_worker_is_said(tmp_path):
    def lose(_count):
        for child in active_children():
            child.kill()

    with pytest.raises(StoppedError, match="a worker process was lost"):
        priced(noisy(tmp_path), "desk:p.a", "desk:p.b", "information:f@p.c", runs=300, jobs=2, progress=lose)


def test_gaps_of_one_effect_in_every_replication_are_alike(tmp_path):
    found = priced(case(tmp_path, *SERIES), "information:f@p.b", "information:p.g@p.c", runs=3)
    assert [each.alike for each in found.values()] == [("information:p.g@p.c",), ("information:f@p.b",)]


def test_what_costs_nothing_alone_is_ranked_by_what_it_costs_last(tmp_path):
    gaps = ("information:p.done@p.a", "information:p.g@p.c", "information:f@p.b")
    found = priced(case(tmp_path, *SERIES), *gaps)
    assert list(found)[-1] == "information:p.done@p.a"


def test_replications_are_played_on_past_the_end_of_the_response(tmp_path):
    late = "achieves: done}, late: {owner: a, when: f, duration: 13 min, achieves: late}"
    happens = F_AT_10 + "milestones: {ended: {when: done}, m: {when: late}}\n"
    (found,) = priced(case(tmp_path, DESK[0].replace("achieves: done}", late), happens), "desk:p.a").values()
    # done at 25 or, closed, at 21; late at 23 either way: the sooner end does not make it unreached
    assert (minutes(found.alone, "ended"), minutes(found.alone)) == (4, 0)


def test_negative_costs_are_not_clipped(tmp_path):
    plan = """
    agencies: {b: {~, desk: {operators: 1}}, c: {~}}
    media: {net: {delay: 5 min}}
    links: [{from: c, to: b, carries: [e], over: [net]}]
    procedures:
      h:
        slow: {owner: b, when: e, needs: {desk: 1}, duration: 60 min}
        go: {owner: b, when: f, needs: {desk: 1}, duration: 7 min, achieves: done}
    """
    happens = """
    injects:
      - {at: 8 min, set: {e: true}, observed_by: {c: 0 s}}
      - {at: 10 min, set: {f: true}, observed_by: {b: 0 s}}
    milestones: {m: {when: done}}
    """
    (found,) = priced(case(tmp_path, plan, happens), "information:e@p.b").values()
    # as it is: b hears of e at 13, goes 10..17. Closed: b knows of e at 8, slow 8..68, goes 68..75
    assert minutes(found.alone) == -58


def test_a_case_without_gaps_that_can_be_closed_plays_nothing(tmp_path):
    told = []
    assert priced(noisy(tmp_path), "seam:none", progress=told.append) == {}
    assert told == []


# -- one cost ------------------------------------------------------------------------------------------------


def cost(name, saved, *, reached=(1.0, 1.0), objective=True, noise=0.0):
    before, after = (Interval(share, 0.0, 1.0) for share in reached)
    gain = reached[1] - reached[0]
    gained = Mean(gain, gain - noise, gain + noise) if noise is not None else Mean(gain, None, None)
    return Cost(
        name, Mean(saved, saved, saved), (before, after), gained, (SHARE, SHARE) if objective else None
    )


def test_the_headline_is_the_objective_that_costs_most_else_a_milestone():
    small, large = cost("small", 5.0), cost("large", 9.0)
    other = cost("other", 99.0, objective=False)
    blocked = cost("blocked", 1.0, reached=(0.1, 0.9))
    assert headline((small, large, other)).milestone == "large"
    assert headline((small, large, blocked, other)).milestone == "blocked"
    assert headline((cost("none", 0.0), other)).milestone == "other"
    assert headline((cost("none", 0.0), cost("worse", -3.0, objective=False))).milestone == "none"
    assert headline((cost("only", -3.0, objective=False),)).milestone == "only"
    # what costs nothing alone is known by what it costs last
    assert (
        headline((cost("one", 0.0), cost("two", 0.0)), (cost("one", 0.0), cost("two", 7.0))).milestone
        == "two"
    )


def test_a_milestone_is_blocked_where_fewer_than_half_reach_it_and_for_certain_more_would():
    assert cost("m", 1.0, reached=(0.49, 0.5)).blocks
    assert not cost("m", 1.0, reached=(0.5, 1.0)).blocks
    assert not cost("m", 1.0, reached=(0.2, 0.2)).blocks
    assert not cost("m", 1.0, reached=(0.2, 0.3), noise=0.11).blocks
    assert not cost("m", 1.0, reached=(0.2, 0.3), noise=None).blocks  # one replication has no interval


def test_one_replication_of_two_hundred_more_does_not_block():
    # differences 0 (199 times) and 1: mean 0.005, spread sqrt(0.005 * 0.995 * 200 / 199) = 0.0707,
    # half an interval 1.972 * 0.0707 / sqrt(200) = 0.0099
    never = np.full((200, 1), np.inf)
    once, often = never.copy(), never.copy()
    once[0], often[:5] = 60.0, 60.0
    assert not costs(PLAYED, never, once)[0].blocks
    # 5 of 200: mean 0.025, spread 0.1565, half an interval 0.0218
    (found,) = costs(PLAYED, never, often)
    assert found.blocks
    assert (found.gained.mean, round(found.gained.low, 3)) == (0.025, 0.003)


def test_the_record_holds_shares_before_and_after_and_seconds(tmp_path):
    (found,) = priced(noisy(tmp_path), "desk:p.a", runs=10).values()
    record = cost_record(found)
    here = record["alone"][0]
    assert (record["gap"], record["headline"], here["milestone"]) == ("desk:p.a", "m", "m")
    assert here["saved_s"] == round(cost_at(found.alone).saved.mean, 3)
    assert here["saved_low_s"] <= here["saved_s"] <= here["saved_high_s"]
    assert 0 <= here["inside_before"] <= here["inside_after"] <= 1
    assert here["reached_before"] == here["reached_after"] == 1
    assert record["alone"][1]["inside_before"] is None
    assert record["last"] == record["alone"]


def test_programs_are_played_to_the_same_times_here_and_on_workers(tmp_path):
    program = compile_case(noisy(tmp_path))
    here, there = (
        play_programs([(1, program), (2, program)], runs=70, seed=1, jobs=jobs, progress=no_progress)
        for jobs in (1, 2)
    )
    assert list(here) == list(there) == [1, 2]
    assert np.array_equal(here[1], there[1])
    assert np.array_equal(here[1], here[2])
    assert here[1].shape == (70, 2)


def test_units_and_operators_together(tmp_path):
    both = priced(case(tmp_path, *UNITS), "resource:team@p.a", "desk:p.a")
    assert list(both) == ["resource:team@p.a"]  # a has no desk


def test_a_process_that_is_started_without_interrupts_never_gets_one():
    with without_interrupts():
        inside = signal.pthread_sigmask(signal.SIG_BLOCK, ())
    assert signal.SIGINT in inside
    assert signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, ())
