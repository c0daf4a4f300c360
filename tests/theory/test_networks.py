"""Networks of tasks with fixed durations end with their longest path; with few units within known bounds."""

import random  # noqa: TID251 - plans are drawn here, not what happens in them

import networkx as nx
import pytest

from simulator.analysis.paths import critical_path
from simulator.log.rows import AT, FINISHED, MILESTONE, STARTED, SUBJECT, TASK
from simulator.units import on_grid
from tests.cases import agency, plan, play, program, rows_of, scenario

pytestmark = pytest.mark.no_cover


def draw_network(seed):
    """A random network: the seconds of each task, and what comes before it."""
    random_ = random.Random(seed)  # noqa: S311
    size = random_.randint(5, 30)
    seconds = [round(random_.uniform(1, 5000), 2) for _ in range(size)]
    before = {
        number: random_.sample(range(number), min(number, random_.randint(0, 3))) for number in range(size)
    }
    return seconds, before


def tasks_of(seconds, before, owner=lambda _number: "a", needs=None):
    """The network as tasks that wait for all that come before them."""
    return {
        f"t{number}": {
            "owner": owner(number),
            "when": " and ".join(f"f{other}" for other in before[number]) or "alarm",
            "needs": needs or {},
            "duration": f"{length} s",
            "achieves": f"f{number}",
        }
        for number, length in enumerate(seconds)
    }


def everything_done(size):
    return {"all": {"when": " and ".join(f"f{number}" for number in range(size))}}


def longest_path(seconds, before, delay=lambda _earlier, _later: 0.0):
    """The length of the longest path, task by task and way by way."""
    graph = nx.DiGraph()
    for number, length in enumerate(seconds):
        graph.add_edge("alarm", number, weight=on_grid(length) if not before[number] else 0.0)
        for other in before[number]:
            graph.add_edge(other, number, weight=on_grid(length) + delay(other, number))
    return nx.dag_longest_path_length(graph)


def only_log(a_program):
    (log,) = play(a_program)
    return log


def reached(log):
    (row,) = rows_of(log, MILESTONE)
    return row


def assert_path_sums_up(a_program, log):
    """The segments of the path follow one another without gap, up to the milestone."""
    milestone = reached(log)
    path = critical_path(a_program, log, log.rows.index(milestone), AT)
    assert path[0].begin == 0.0
    assert [segment.end for segment in path[:-1]] == [segment.begin for segment in path[1:]]
    assert sum(segment.end - segment.begin for segment in path) == path[-1].end == milestone[AT]


@pytest.mark.parametrize("seed", range(30))
def test_a_network_ends_when_its_longest_path_does(seed):
    seconds, before = draw_network(seed)
    tasks = tasks_of(seconds, before)
    network = program(
        plan({"a": agency()}, procedures={"h": tasks}),
        scenario(horizon="30 d", milestones=everything_done(len(seconds))),
    )
    log = only_log(network)
    assert reached(log)[AT] == longest_path(seconds, before)
    assert_path_sums_up(network, log)


@pytest.mark.parametrize("seed", range(30, 40))
def test_a_network_over_several_agencies_ends_when_its_longest_path_with_the_ways_does(seed):
    # Every agency tells every other what it has done; the medium between two of them takes its fixed time.
    seconds, before = draw_network(seed)
    names = "abcd"
    owner = [names[number % 4] for number in range(len(seconds))]
    random_ = random.Random(-seed)  # noqa: S311
    pairs = [(one, other) for one in names for other in names if one != other]
    ways = {pair: random_.randint(1, 900) for pair in pairs}
    carries = {one: [f"f{number}" for number in range(len(seconds)) if owner[number] == one] for one in names}
    media = {f"m_{one}{other}": {"delay": f"{delay} s"} for (one, other), delay in ways.items()}
    links = [
        {"from": one, "to": other, "carries": carries[one], "over": [f"m_{one}{other}"]}
        for one, other in pairs
    ]
    tasks = tasks_of(seconds, before, owner.__getitem__)
    incident = {"hazard": "h", "facts": {"alarm": True}, "observed_by": dict.fromkeys(names, "0 s")}
    network = program(
        plan({name: agency() for name in names}, media=media, links=links, procedures={"h": tasks}),
        scenario(horizon="30 d", incident=incident, milestones=everything_done(len(seconds))),
    )
    log = only_log(network)

    def delay(earlier, later):
        return float(ways.get((owner[earlier], owner[later]), 0))

    assert reached(log)[AT] == longest_path(seconds, before, delay)
    assert_path_sums_up(network, log)


@pytest.mark.parametrize("units", [1, 2, 3])
@pytest.mark.parametrize("seed", range(40, 50))
def test_a_network_with_few_units_keeps_to_the_bounds_of_graham(seed, units):
    """Never faster than the longest path L or the work per unit W/c, never slower than W/c + (1 - 1/c) L.

    Graham, Bounds on multiprocessing timing anomalies, SIAM Journal on Applied Mathematics 17 (1969).
    """
    seconds, before = draw_network(seed)
    tasks = tasks_of(seconds, before, needs={"team": 1})
    network = program(
        plan({"a": agency(pools={"team": {"units": units}})}, procedures={"h": tasks}),
        scenario(horizon="30 d", milestones=everything_done(len(seconds))),
    )
    log = only_log(network)
    end, path = reached(log)[AT], longest_path(seconds, before)
    work = sum(map(on_grid, seconds))
    assert max(path, work / units) <= end <= work / units + (1 - 1 / units) * path
    assert_path_sums_up(network, log)
    assert most_at_once(rows_of(log, TASK)) <= units


def most_at_once(rows):
    """How many of these tasks were at work at the same time, ends before beginnings."""
    steps = sorted((row[stage], change) for row in rows for stage, change in ((FINISHED, -1), (STARTED, 1)))
    level = most = 0
    for _time, change in steps:
        level += change
        most = max(most, level)
    return most


def test_one_unit_takes_the_tasks_in_the_order_in_which_they_were_written():
    lengths = [7, 3, 5]
    tasks = tasks_of(lengths, {0: [], 1: [], 2: []}, needs={"team": 1})
    queue = program(plan({"a": agency(pools={"team": {"units": 1}})}, procedures={"h": tasks}), scenario())
    rows = rows_of(only_log(queue), TASK)
    assert [(row[SUBJECT], row[STARTED], row[FINISHED]) for row in rows] == [
        (0, 0, 7),
        (1, 7, 10),
        (2, 10, 15),
    ]
