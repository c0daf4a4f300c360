import pickle
from math import inf

from simulator.analysis.measures import NOT_READY, measure
from simulator.log.rows import (
    AT,
    ATTEMPT,
    COMPOSED,
    DONE,
    FAILED,
    FINISHED,
    MILESTONE,
    MISTAKEN,
    NO_ANSWER,
    OPEN,
    READY,
    REPORT,
    SEEN,
    SET,
    TASK,
    UNDELIVERED,
    WITHDRAWN,
)
from tests.analysis.by_hand import Story, agent, link, milestone, observer, program, source, task

CASE = program(
    agents=(agent("world"), agent("plant"), agent("duty")),
    links=(link("plant>duty", 1, 2),),
    observers=(observer("incident", 1),),
    sources=(source("incident"),),
    tasks=(task("shut", 1), task("evacuate", 2), task("treat", 2)),
    milestones=(milestone("told"), milestone("shut"), milestone("evacuated"), milestone("first")),
)


def story():
    """Seen at 90; valve shut 100 to 200; told at 300 after failed calls; evacuation withdrawn, then open."""
    log = Story()
    leak = log.add(SET, 0, (-1, 0), 60)
    seen = log.add(SEEN, 0, (leak, AT), 60, *[None] * 5, 90, contents=[(0, (leak, AT))])
    shut = log.add(TASK, 0, (seen, 0), 90, None, 90, None, None, 100, 200, state=DONE + MISTAKEN)
    report = log.add(REPORT, 0, (seen, 0), 90, 90, 120, 220, 225, 225, 300, contents=[(0, (seen, 0))])
    log.add(ATTEMPT, 0, (report, COMPOSED), 120, None, 130, state=FAILED)
    log.add(ATTEMPT, 0, (report, COMPOSED), 140, None, 150, state=NO_ANSWER)
    log.add(UNDELIVERED, 0, (report, COMPOSED), 150)
    log.add(TASK, 1, (report, 0), 300, state=WITHDRAWN)
    again = log.add(TASK, 1, (report, 0), 350, None, 350, None, None, 360, state=OPEN)
    log.add(MILESTONE, 0, (report, 0), 300)
    log.add(MILESTONE, 1, (shut, FINISHED), 200)
    log.add(MILESTONE, 3, (-1, 0), 0)
    return log, again


def test_times_are_first_times_and_infinite_where_nothing_happened():
    log, _ = story()
    found = measure(CASE, log.log(replication=5, ended=900, stopped=True))
    assert (found.replication, found.ended, found.stopped) == (5, 900, True)
    assert found.milestones == (300, 200, inf, 0)
    assert found.ready == (90, 300, inf)
    assert found.started == (100, inf, inf)
    assert found.done == (200, inf, inf)
    assert found.states == (DONE + MISTAKEN, WITHDRAWN, NOT_READY)


def test_of_several_attempts_at_a_task_the_one_that_was_done_counts():
    log, again = story()
    log.rows[again][FINISHED] = 500.0
    log.rows[again][4] = DONE
    found = measure(CASE, log.log())
    assert (found.ready[1], found.started[1], found.done[1]) == (350, 360, 500)


def test_a_task_whose_stages_all_passed_but_that_was_broken_off_is_not_done():
    log, again = story()
    log.rows[again][READY] = 350.0
    assert measure(CASE, log.log()).done[1] == inf


def test_what_went_wrong_is_counted():
    log, _ = story()
    found = measure(CASE, log.log())
    assert (found.failed, found.undelivered, found.mistaken) == (2, 1, 1)


def test_the_path_of_each_milestone_is_summed_by_label_and_place():
    log, _ = story()
    told, shut, evacuated, first = measure(CASE, log.log()).splits
    assert told == {
        ("before", "incident"): 60,
        ("observation", "plant"): 30,
        ("composing", "plant"): 30,
        ("redial", "plant>duty"): 100,
        ("channel", "plant>duty"): 5,
        ("handling", "duty"): 75,
    }
    assert sum(shut.values()) == 200
    assert evacuated == first == {}


def test_measures_pass_between_processes():
    log, _ = story()
    found = measure(CASE, log.log())
    assert pickle.loads(pickle.dumps(found)) == found  # noqa: S301
