"""A gap of many alike: one for all of them, the same for audit and runs, closed and remedied for all."""

import pytest

from simulator.analysis.gaps.observed import observed_gaps
from simulator.plan.audit import audit
from simulator.program.compile import compile_case
from simulator.scenario.setting import setting_of
from simulator.study.price import price
from tests.analysis.gaps.seen import played
from tests.engine.small import read_small

AGENCIES = """
agencies: {a: {~}, boss: {~}, grid: {~, times: 2}}
media: {m: {mode: message, delay: 1 min}, bad: {mode: message, delay: 1 min, success: 0, pause: 5 min}}
"""
# f at 10 min, patrolled until 21: nobody tells the boss
UNTOLD = f"""{AGENCIES}
links:
  - {{from: a, to: grid, carries: [f], over: [m]}}
  - {{from: grid, to: boss, carries: [f], over: [m]}}
procedures:
  h:
    patrol: {{owner: grid, when: f, duration: 10 min}}
    go: {{owner: boss, when: patrol.done, duration: 20 min, achieves: done}}
"""
# f never reaches the grids; the boss waits for both
DEAD = f"""{AGENCIES}
links:
  - {{from: a, to: grid, carries: [f], over: [bad]}}
  - {{from: grid, to: boss, carries: [patrol.done], over: [m]}}
procedures:
  h:
    patrol: {{owner: grid, when: f, duration: 10 min}}
    go: {{owner: boss, when: patrol.done, duration: 20 min, achieves: done}}
"""
HAPPENS = """
injects: [{at: 10 min, set: {f: true}, observed_by: {a: 0 s}}]
milestones: {m: {when: done, within: 2 h, share: 90%}}
"""
LACKING, LINE = "information:p.patrol.done@p.boss", "medium:p.a→p.grid:coordinate"


def found(tmp_path, plan):
    """Give the case, what its runs show and what its audit finds, by id."""
    case = read_small(tmp_path, plan, HAPPENS)
    program = compile_case(case)
    seen = observed_gaps(case.composition, program, played(program))
    return (
        case,
        {gap.id: gap for gap in seen},
        {gap.id: gap for gap in audit(case.composition, setting_of(case))},
    )


@pytest.mark.parametrize(("plan", "name"), [(UNTOLD, LACKING), (DEAD, LINE)], ids=[LACKING, LINE])
def test_audit_and_runs_find_one_gap_for_all(tmp_path, plan, name):
    _, seen, audited = found(tmp_path, plan)
    assert name in seen
    assert name in audited
    assert not any("#" in each for each in (*seen, *audited))


def test_the_line_of_many_alike_names_the_link_of_each(tmp_path):
    _, seen, _ = found(tmp_path, DEAD)
    assert seen[LINE].links == ("p.a>p.grid#1:coordinate", "p.a>p.grid#2:coordinate")


@pytest.mark.parametrize(
    ("plan", "name", "done"), [(UNTOLD, LACKING, 41), (DEAD, LINE, 42)], ids=[LACKING, LINE]
)
def test_it_is_closed_and_remedied_for_all(tmp_path, plan, name, done):
    # told at 11, patrolled until 21, known at once (or a minute later), done 20 min later; before, at no time
    case, seen, _ = found(tmp_path, plan)
    (priced,) = price(case, [seen[name]], runs=2, seed=1, jobs=1, progress=lambda _: None)
    (alone,) = priced.alone
    assert (alone.blocks, alone.saved.mean / 60) == (True, 600 - done)
    (remedied,) = priced.remedy.costs
    assert remedied.reached[1].share == 1
