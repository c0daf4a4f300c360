"""Rules 8 and 10 by hand: outcomes that are drawn, tasks that repeat."""

import pytest

from simulator.errors import EndlessError
from simulator.log.rows import CAUSE, FINISHED, KIND, TASK, VIA
from tests.engine.small import play

F_AT_10 = "injects: [{at: 10 min, set: {f: true}, observed_by: {a: 0 s}}]"
ON_AND_OFF = """
    injects:
      - {at: 10 min, set: {f: true}, observed_by: {a: 0 s}}
      - {at: 45 min, set: {f: false}, observed_by: {a: 0 s}}
      - {at: 60 min, set: {f: true}, observed_by: {a: 0 s}}
"""


def test_a_task_that_repeats_goes_on_while_its_condition_holds_and_again_when_it_holds_anew(tmp_path):
    run = play(
        tmp_path,
        """
        agencies: {a: {~}}
        procedures: {h: {patrol: {owner: a, when: f, duration: 20 min, repeats: true}}}
        """,
        ON_AND_OFF,
        horizon="110 min",
    )
    # 10..30, at once again 30..50; f is over at 45, holds anew at 60: 60..80, 80..100, and 100 to the horizon
    assert [row.started for row in run.all("task", "p.patrol")] == [10, 30, 60, 80, 100]


def test_without_it_the_task_is_done_once(tmp_path):
    run = play(
        tmp_path,
        """
        agencies: {a: {~}}
        procedures: {h: {patrol: {owner: a, when: f, duration: 20 min}}}
        """,
        ON_AND_OFF,
        horizon="110 min",
    )
    assert [row.started for row in run.all("task", "p.patrol")] == [10]


def test_the_next_turn_follows_from_the_end_of_the_last(tmp_path):
    run = play(
        tmp_path,
        """
        agencies: {a: {~, pools: {team: {units: 1, mobilise: 5 min}}}}
        procedures: {h: {patrol: {owner: a, when: f, needs: {team: 1}, duration: 20 min, repeats: true}}}
        """,
        F_AT_10,
        horizon="60 min",
    )
    # 10 ready, 15..35; ready 35, 40..60
    rows = run.all("task", "p.patrol")
    assert [(row.ready, row.started, row.finished) for row in rows[:2]] == [(10, 15, 35), (35, 40, 60)]
    first = next(number for number, row in enumerate(run.log.rows) if row[KIND] == TASK)
    second = next(row for row in run.log.rows[first + 1 :] if row[KIND] == TASK)
    assert (second[CAUSE], second[VIA]) == (first, FINISHED)


def test_a_task_that_was_stopped_begins_again_when_what_stopped_it_is_over(tmp_path):
    run = play(
        tmp_path,
        """
        agencies: {a: {~}}
        procedures: {h: {patrol: {owner: a, when: f, stops: storm, duration: 20 min, repeats: true}}}
        """,
        """
        injects:
          - {at: 10 min, set: {f: true}, observed_by: {a: 0 s}}
          - {at: 40 min, set: {storm: true}, observed_by: {a: 0 s}}
          - {at: 50 min, set: {storm: false}, observed_by: {a: 0 s}}
        """,
        horizon="75 min",
    )
    rows = run.all("task", "p.patrol")
    assert [(row.started, row.finished, row.state) for row in rows] == [
        (10, 30, "done"), (30, 40, "stopped"), (50, 70, "done"), (70, None, "open"),
    ]  # fmt: skip


def test_one_outcome_holds_and_the_one_before_no_longer(tmp_path):
    plan = """
        agencies: {a: {~}}
        procedures:
          h:
            check:
              {owner: a, when: f and not good, duration: 10 min, repeats: true,
               outcome: {good: 0.3, poor: 0.7}}
    """
    several = 0
    for number in range(12):
        run = play(tmp_path, plan, F_AT_10, replication_number=number)
        turns = run.all("task", "p.check")
        # poor as often as it was repeated, then good, and poor no more
        assert all(turn.facts == {"p.poor": True} for turn in turns[:-1])
        assert turns[-1].facts == ({"p.good": True} if len(turns) == 1 else {"p.good": True, "p.poor": False})
        assert run.beliefs("a", "good") == [(10 + 10 * len(turns), True)]
        several += len(turns) > 1
    assert 4 <= several <= 12  # 7 in 10 do not succeed at once


def test_shares_of_outcomes_are_those_of_the_plan(tmp_path):
    plan = """
        agencies: {a: {~}}
        procedures:
          h:
            check: {owner: a, when: f, duration: 1 min, outcome: {x: 0.2, y: 0.5, z: 0.3}, repeats: true}
    """
    run = play(tmp_path, plan, F_AT_10, horizon="1010 min")
    drawn = [next(fact for fact, value in row.facts.items() if value) for row in run.all("task") if row.facts]
    counts = [drawn.count(f"p.{fact}") for fact in "xyz"]
    # of 1,000 turns 200, 500 and 300, give or take four standard deviations
    assert sum(counts) == 1000
    assert all(abs(count - wanted) < 64 for count, wanted in zip(counts, (200, 500, 300), strict=True))


def test_another_task_with_outcomes_moves_no_draw(tmp_path):
    one = "check: {owner: a, when: f and not x, duration: 1..9 min, outcome: {x: 0.3, y: 0.7}, repeats: true}"
    two = "other: {owner: a, when: f, duration: 1..9 min, outcome: {w: 0.5, z: 0.5}, repeats: true}"
    times = []
    for tasks in (one, f"{two}\n            {one}"):
        plan = f"""
        agencies: {{a: {{~}}}}
        procedures:
          h:
            {tasks}
        """
        run = play(tmp_path, plan, F_AT_10, horizon="5 h", replication_number=3)
        times.append([(row.started, row.finished) for row in run.all("task", "p.check")])
    assert times[0] == times[1]
    assert len(times[0]) > 1


def test_what_an_outcome_no_longer_is_is_told(tmp_path):
    plan = """
        media: {net: {delay: 1 min}}
        agencies: {a: {~}, b: {~}}
        links: [{from: a, to: b, carries: [good, poor], over: [net]}]
        procedures:
          h:
            check:
              {owner: a, when: f and not good, duration: 10 min, repeats: true,
               outcome: {good: 0.3, poor: 0.7}}
    """
    runs = (play(tmp_path, plan, F_AT_10, replication_number=number) for number in range(60))
    run = next(run for run in runs if len(run.all("task", "p.check")) == 3)
    assert run.beliefs("b", "poor") == [(21, True), (41, False)]
    assert run.beliefs("b", "good") == [(41, True)]
    assert run.learned("b", "good") == 41
    assert run.learned("a", "poor") == 20


def test_tasks_that_begin_again_without_time_going_by_are_a_fault_of_the_plan(tmp_path):
    plan = """
        agencies: {a: {~}}
        procedures:
          h:
            one: {owner: a, when: f and not on, achieves: {on: true}, duration: {mean: 1 s}, repeats: true}
            other: {owner: a, when: f and on, achieves: {on: false}, duration: {mean: 1 s}, repeats: true}
    """
    run = play(tmp_path, plan, F_AT_10, horizon="11 min")
    assert len(run.all("task")) > 10
    with pytest.raises(EndlessError, match="begins again and again"):
        play(
            tmp_path, plan.replace("mean: 1 s", "mean: 0.01 s"), F_AT_10.replace("10", "0"), horizon="10 min"
        )
