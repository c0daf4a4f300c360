"""Incidents that take units of a pool: queues that theory knows. Intervals are 99 %, seeds fixed."""

import math

import pytest

from simulator.log.rows import DONE, FINISHED, GRANTED, READY, STATE, SUBJECT, TASK, WITHDRAWN
from tests.cases import agency, plan, play, program, rows_of, scenario
from tests.theory.estimates import cobham, erlang_a, erlang_c_wait, harmonic, mean_of

pytestmark = pytest.mark.no_cover

WARM = 60
"""Incidents before this one are not counted: the pool begins idle."""


def arrivals(count, every, hazard="h", fact="alarm", **fields):
    """Incidents at exponential distances of mean `every` seconds that agency `a` sees at once."""
    begins = {"hazard": hazard, "facts": {fact: True}, "observed_by": {"a": "0 s"}}
    return begins | {"every": {"mean": f"{every} s"}, "count": count} | fields


def task(**fields):
    return {"owner": "a", "when": "alarm", "needs": {"team": 1}} | fields


def pool(units):
    return {"a": agency(pools={"team": {"units": units}})}


def waits_by_task(log, a_program):
    """By the task's id, the waits for units in order of the incidents, those of the warm-up left out."""
    waits = {}
    for row in rows_of(log, TASK):
        name = a_program.tasks[row[SUBJECT]].name.partition("/")[0].rpartition(".")[2]
        waits.setdefault(name, []).append(row[GRANTED] - row[READY])
    return {name: found[WARM:] for name, found in waits.items()}


def test_tasks_wait_for_units_as_erlang_c_says():
    tasks = {"h": {"work": task(duration={"mean": "3 min"})}}
    queue = program(plan(pool(3), procedures=tasks), scenario(incidents=[arrivals(300, 85)]))
    means = [math.fsum(found := waits_by_task(log, queue)["work"]) / len(found) for log in play(queue, 128)]
    assert mean_of(means).holds(erlang_c_wait(3, 180 / 85, 180.0), within=0.2)


def test_tasks_that_are_withdrawn_give_up_as_erlang_a_says():
    # Whoever loses patience (a task without needs, of exponential length) turns the work's condition false:
    # before its start it is withdrawn, afterwards it runs to its end (rule 8).
    every, length, patience = 60, 100, 80
    tasks = {
        "work": task(when="alarm and not gone", duration={"mean": f"{length} s"}),
        "patience": task(needs={}, duration={"mean": f"{patience} s"}, achieves="gone"),
    }
    queue = program(plan(pool(2), procedures={"h": tasks}), scenario(incidents=[arrivals(260, every)]))
    shares, waits = [], []
    for log in play(queue, 128):
        rows = {kind: {} for kind in ("work", "patience")}
        for row in rows_of(log, TASK):
            kind, _, number = queue.tasks[row[SUBJECT]].name.rpartition(".")[2].partition("/")
            rows[kind][int(number or 1)] = row
        counted = [number for number in rows["work"] if number > WARM]
        gone = [number for number in counted if rows["work"][number][STATE] == WITHDRAWN]
        shares.append(len(gone) / len(counted))
        ends = [
            rows["work"][n][GRANTED] if n not in set(gone) else rows["patience"][n][FINISHED] for n in counted
        ]
        began = [rows["work"][n][READY] for n in counted]
        waits.append(sum(ends) / len(ends) - sum(began) / len(began))
    share, wait = erlang_a(2, 1 / every, 1 / length, 1 / patience)
    assert mean_of(shares).holds(share, within=0.05)
    assert mean_of(waits).holds(wait, within=0.08)


def test_two_priorities_wait_as_cobham_says():
    tasks = {
        "h": {"urgent": task(priority=1, duration={"mean": "60 s"})},
        "g": {"other": task(when="trouble", priority=2, duration={"mean": "40 s"})},
    }
    hazards = {name: {"name": name} for name in tasks}
    both = [arrivals(160, 200), arrivals(320, 100, hazard="g", fact="trouble")]
    queue = program(plan(pool(1), hazards=hazards, procedures=tasks), scenario(incidents=both))
    urgent, other = [], []
    for log in play(queue, 192):
        waits = waits_by_task(log, queue)
        # Both streams end together on average; the tail, in which one has dried up, is left out.
        urgent.append(sum(waits["urgent"][:70]) / 70)
        other.append(sum(waits["other"][:150]) / 150)
    exact = cobham((1 / 200, 1 / 100), (60.0, 40.0))
    assert mean_of(urgent).holds(exact[0], within=0.1)
    assert mean_of(other).holds(exact[1], within=0.15)


def test_a_tandem_of_pools_is_two_queues_of_their_own():
    """By the theorem of Burke what leaves M/M/1 is a Poisson stream (Operations Research 4, 1956)."""
    agencies = {"a": agency(pools={"team": {"units": 1}, "crew": {"units": 1}})}
    first = task(duration={"mean": "50 s"}, achieves="prepared")
    second = task(when="prepared", needs={"crew": 1}, duration={"mean": "40 s"})
    queue = program(
        plan(agencies, procedures={"h": {"first": first, "second": second}}),
        scenario(incidents=[arrivals(300, 100)]),
    )
    means = {"first": [], "second": []}
    for log in play(queue, 128):
        for name, waits in waits_by_task(log, queue).items():
            means[name].append(sum(waits) / len(waits))
    assert mean_of(means["first"]).holds(erlang_c_wait(1, 0.5, 50.0), within=0.1)
    assert mean_of(means["second"]).holds(erlang_c_wait(1, 0.4, 40.0), within=0.1)


def test_the_last_and_the_third_of_eight_parallel_tasks_end_as_order_statistics_say():
    """The r-th of n exponentials of mean m has the mean m (1/n + ... + 1/(n-r+1)).

    David and Nagaraja, Order Statistics (3rd ed. 2003), section 2.5.
    """
    names = [f"t{number}" for number in range(8)]
    tasks = {name: task(needs={}, duration={"mean": "10 min"}) for name in names}
    done = ", ".join(f"{name}.done" for name in names)
    milestones = {"all": {"when": f"at_least(8, {done})"}, "three": {"when": f"at_least(3, {done})"}}
    fork = program(plan(pool(1), procedures={"h": tasks}), scenario(milestones=milestones))
    ends = [sorted(row[FINISHED] for row in rows_of(log, TASK)) for log in play(fork, 3200)]
    assert mean_of([end[7] for end in ends]).holds(600 * harmonic(1, 8), within=0.03)
    assert mean_of([end[2] for end in ends]).holds(600 * harmonic(6, 8), within=0.03)
    assert all(len(end) == 8 for end in ends)


def test_the_task_that_waits_for_all_starts_with_the_last():
    names = [f"t{number}" for number in range(5)]
    tasks = {name: task(needs={}, duration={"mean": "10 min"}, achieves=f"f{name}") for name in names}
    tasks["join"] = task(needs={}, when=" and ".join(f"f{name}" for name in names))
    fork = program(plan(pool(1), procedures={"h": tasks}), scenario())
    starts = []
    for log in play(fork, 1600):
        *parts, join = rows_of(log, TASK)
        assert join[READY] == max(row[FINISHED] for row in parts)
        assert join[STATE] == DONE
        starts.append(join[READY])
    assert mean_of(starts).holds(600 * harmonic(1, 5), within=0.05)
