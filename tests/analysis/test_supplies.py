"""When supplies run out and who brings more, by hand. All times are in minutes."""

from simulator.analysis.summary import summarise
from simulator.program.compile import compile_case
from tests.analysis.gaps.seen import MINUTE, played
from tests.engine.small import read_small

RUNS = 8
PLAN = """
agencies: {a: {~, pools: {tent: {units: 10, consumed: true}}}}
procedures:
  h:
    first: {owner: a, when: f, needs: {tent: 8}, duration: 10 min}
    second: {owner: a, when: g, needs: {tent: 6}, duration: 10 min}
    buy: {owner: a, when: buying, duration: 20 min, refills: {tent: 9}}
"""
AT_WORK = """
quantities: {fed: {most: hungry}}
agencies: {a: {~, pools: {meal: {units: 30, consumed: true}}}}
procedures:
  h: {feed: {owner: a, when: f, serves: {fed: 60 / h, uses: {meal: 60 / h}}}}
"""


def supplies(tmp_path, plan, *happens):
    nothing = "at: 0 min, set: {f: false, g: false, buying: false}"
    injects = "\n".join(f"  - {{{each}}}" for each in (nothing, *happens))
    program = compile_case(read_small(tmp_path, plan, f"injects:\n{injects}\n", horizon="3 h"))
    return summarise(program, played(program, RUNS), seed=program.seed)["supplies"]


def known(at, fact):
    return f"at: {at} min, set: {{{fact}: true}}, observed_by: {{a: 0 s}}"


def test_what_does_not_suffice_runs_out_until_a_task_brings_more(tmp_path):
    # 10 less 8 at 5; at 10 there are 2 of 6; bought from 30 to 50
    happens = known(5, "f"), known(10, "g"), known(30, "buying")
    (found,) = supplies(tmp_path, PLAN, *happens)
    assert (found["name"], found["units"], found["ran_out"]) == ("p.a.tent", 10, 1)
    assert (found["first"]["p50_s"], found["waited_mean_s"]) == (10 * MINUTE, 40 * MINUTE)
    assert found["out_at_end"] == 0
    (by,) = found["refilled_by"]
    assert (by["name"], by["outside"], by["share"]) == ("p.buy", False, 1)


def test_what_nobody_brings_is_out_to_the_end(tmp_path):
    (found,) = supplies(tmp_path, PLAN, known(5, "f"), known(10, "g"))
    assert (found["waited_mean_s"], found["out_at_end"], found["refilled_by"]) == (170 * MINUTE, 1, [])


def test_the_scenario_brings_more_from_outside(tmp_path):
    (found,) = supplies(tmp_path, PLAN, known(5, "f"), known(10, "g"), "at: 25 min, refill: {a.tent: 4}")
    assert (found["waited_mean_s"], found["refilled_by"][0]["outside"]) == (15 * MINUTE, True)


def test_what_suffices_never_runs_out(tmp_path):
    (found,) = supplies(tmp_path, PLAN, known(5, "f"))
    assert (found["ran_out"], found["waited_mean_s"], found["refilled_by"]) == (0, 0, [])


def test_what_no_task_calls_for_is_left_out(tmp_path):
    assert supplies(tmp_path, PLAN, known(5, "buying")) == []


def test_what_work_uses_up_runs_out_under_it(tmp_path):
    # 30 meals at 1 a minute from 10: none at 40; 50 more at 60 last to 110, for 80 hungry
    happens = (
        "at: 10 min, set: {f: true, hungry: 80}, observed_by: {a: 0 s}",
        "at: 60 min, refill: {a.meal: 60}",
    )
    (found,) = supplies(tmp_path, AT_WORK, *happens)
    assert (found["first"]["p50_s"], found["waited_mean_s"]) == (40 * MINUTE, 20 * MINUTE)
    assert (found["ran_out"], found["out_at_end"]) == (1, 0)
