"""Of random plans: nobody waits twice at once, no minute of a way counts twice, who is called idle was."""

from collections import defaultdict
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.analysis.books import Books
from simulator.analysis.gaps.idle import Idle, Pools
from simulator.analysis.gaps.pooled import Lags
from simulator.analysis.gaps.sites import Sites
from simulator.analysis.gaps.waits import Waits
from simulator.analysis.learning import Sorted
from simulator.analysis.measures import Measurer
from simulator.analysis.truth import Trees, stretches
from simulator.engine import replication
from simulator.engine.beliefs import Beliefs
from simulator.engine.flows import FlowingBeliefs
from simulator.engine.replication import Player
from simulator.engine.servers import Servers
from simulator.log.rows import DECIDED, DUE, GRANTED, KIND, READY, SUBJECT, TASK
from simulator.program.compile import compile_case
from simulator.program.model import NONE, WORLD
from simulator.scenario.read import read_case
from tests import cases, strategies

pytestmark = pytest.mark.no_cover

NUMBERS = range(2)
SHIPPED = sorted((Path(__file__).parents[3] / "scenarios").glob("*.yaml"))


@st.composite
def programs(draw):
    a_plan, a_scenario = draw(strategies.cases())
    return cases.program(a_plan, a_scenario)


def logs(program):
    player = Player(program, program.seed)
    return [player.play(number) for number in NUMBERS]


def check_rows(program):
    waits, sites, books = Waits(program, Sites(program)), Sites(program), Books(program)
    for log in logs(program):
        for row in waits.of_log(
            log, rows := Sorted(log.rows), books.open(log, rows), least=60.0
        ).rows.values():
            ordered = sorted(row, key=lambda wait: wait.begin)
            for wait in ordered:
                assert 0 <= wait.begin < wait.end <= log.ended
                assert 0 <= wait.site < len(sites.all)
                assert not wait.open or wait.end == log.ended
            for one, other in pairwise(ordered):
                assert one.end <= other.begin


def check_ways(program):
    measurer = Measurer(program)
    for log in logs(program):
        measures = measurer.measure(log)
        for reached, path in zip(measures.milestones, measures.findings.paths, strict=True):
            assert sum(path.values()) <= (reached if path else 0)
            assert all(seconds > 0 for seconds in path.values())


@given(programs())
def test_of_each_row_no_stretch_has_two_sites_and_every_wait_lies_within_the_replication(program):
    check_rows(program)


@given(programs())
def test_the_sites_on_a_way_take_no_more_than_the_way(program):
    check_ways(program)


@pytest.mark.parametrize("scenario", SHIPPED, ids=lambda path: path.stem)
def test_the_same_holds_for_what_is_shipped_with_its_posts_scales_and_agreements(scenario):
    program = compile_case(read_case(scenario))
    check_rows(program)
    check_ways(program)


@given(programs())
def test_no_wait_at_a_site_is_longer_than_all_of_them_or_the_replication(program):
    measurer = Measurer(program)
    for log in logs(program):
        for found in measurer.measure(log).findings.found.values():
            assert 0 <= found.longest <= log.ended
            assert found.total >= 0


# -- against the engine's own books --------------------------------------------------------------------------


class _Books(Beliefs):
    """Beliefs that keep every change, with as of when it is true."""

    def __init__(self, *parts):
        super().__init__(*parts)
        self._noticed = [True] * len(self.values)
        self._sole = [None] * len(self.values)  # every change comes to `evaluate`
        self.book = defaultdict(list)

    def evaluate(self):
        now = self._calendar.now
        for cell in self._changed:
            self.book[cell].append((now, self.stamps[cell], self.values[cell]))
        super().evaluate()


class _FlowingBooks(FlowingBeliefs, _Books):
    """The same, of a plan with quantities."""


class _Free(list):
    """How many are free, with each change."""

    def __init__(self, values, calendar):
        super().__init__(values)
        self.calendar = calendar
        self.book = [[(-1.0, value)] for value in values]

    def __setitem__(self, server, value):
        super().__setitem__(server, value)
        self.book[server].append((self.calendar.now, value))


class _Servers(Servers):
    def __init__(self, program, calendar):
        super().__init__(program, calendar)
        self.free = _Free(self.free, calendar)


def watched(program):
    """A log, and the beliefs and servers of its replication."""
    made = {}

    def keep(name, kind):
        def make(*arguments):
            made[name] = kind(*arguments)
            return made[name]

        patch.setattr(replication, name, make)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(replication, "_take_apart", lambda *_parts: None)
        keep("Servers", _Servers)
        keep("Beliefs", _Books)

        class Flows(_FlowingBooks):
            def __init__(self, *parts):
                super().__init__(*parts)
                made["Beliefs"] = self

        patch.setattr(replication, "FlowingBeliefs", Flows)
        log = Player(program, program.seed).play(0)
    return log, made["Beliefs"].book, made["Servers"].free.book


def settled(changes):
    """What a value was at the end of each instant at which it changed to something else."""
    last = {when: value for when, *_, value in changes}
    found = []
    for when, value in sorted(last.items()):
        if not found or found[-1][1] != value:
            found.append((when, value))
    return found


@given(programs())
def test_what_agencies_believed_is_read_off_the_log_as_the_engine_kept_it(program):
    log, book, _ = watched(program)
    own = [cell for cell, (agent, _) in enumerate(program.cells) if agent != WORLD]
    found = Books(program).open(log, Sorted(log.rows)).believed(own)
    for cell in own:
        assert settled(found.get(cell, ())) == settled(book.get(cell, ())), program.cells[cell]


@given(programs())
def test_all_together_believe_the_newest_that_anybody_does(program):
    log, book, _ = watched(program)
    facts = range(len(program.facts))
    known = Books(program).open(log, Sorted(log.rows)).first_hand
    for fact in facts:
        heard = sorted(
            (when, as_of, value)
            for cell, changes in book.items()
            if program.cells[cell][1] == fact and program.cells[cell][0] != WORLD
            for when, as_of, value in changes
        )
        if len({(as_of, value) for _, as_of, value in heard}) > len({as_of for _, as_of, _ in heard}):
            continue  # two values of one instant: either is the newest
        newest, expected = -1.0, []
        for when, as_of, value in heard:
            if as_of > newest:
                newest = as_of
                expected.append((when, value))
        assert settled(known.changes(fact)) == settled(expected), program.facts[fact].name


@given(programs())
def test_what_is_settled_is_what_all_together_believed_from_the_first_to_be_true(program):
    for log in logs(program):
        known = Books(program).open(log, Sorted(log.rows)).first_hand
        for fact, learned in known.first.items():
            newest = known.newest(fact)
            assert newest[0] == learned
            assert fact in known.unsettled or (len(newest) == 1 and learned[-1])
            assert known.holder(learned) not in {WORLD, NONE}


@given(programs())
def test_a_task_is_ready_when_its_condition_first_holds_in_what_its_owner_believed(program):
    log, *_ = watched(program)
    rows = Sorted(log.rows)
    cells = range(len(program.cells))
    believed = Books(program).open(log, rows).believed(cells)
    trees, first = Trees(program), {}
    for row in rows[TASK]:
        first.setdefault(row[SUBJECT], row[READY])
    for number, task in enumerate(program.tasks):
        if task.post != NONE:
            continue  # that of a post is up to whoever holds it then
        holds = stretches(trees.tree(task.when_gate), believed)
        begins = [begin for begin, end in holds if begin < log.ended]
        ready = first.get(number)
        at_once = [when for cell, _ in task.beliefs for when, _ in believed.get(cell, ()) if when == ready]
        if len(at_once) < 2:  # between two changes at one instant it may hold for no time at all
            assert (min(begins) if begins else None) == ready, task.name


@given(programs())
def test_a_lag_lies_between_all_together_and_the_owner(program):
    lags, books = Lags(program), Books(program)
    for log in logs(program):
        rows = Sorted(log.rows)
        for lag in lags.of_log(log, rows, books.open(log, rows), least=60.0):
            assert lag.end - lag.begin >= 60
            assert 0 <= lag.begin < lag.end <= log.ended
            assert lag.facts
            assert {lag.agent, NONE}.isdisjoint(lag.holders)
            if lag.row >= 0 and log.rows[lag.row][KIND] == TASK:
                assert lag.end <= log.rows[lag.row][READY]


@given(programs())
def test_facts_that_never_turn_back_give_the_same_lags_by_the_short_way(program):
    short, long, books = Lags(program), Lags(program), Books(program)
    long._plain = frozenset()
    for log in logs(program):
        rows = Sorted(log.rows)
        book = books.open(log, rows)
        assert short.of_log(log, rows, book, least=60.0) == long.of_log(log, rows, book, least=60.0)


@given(programs())
def test_what_was_first_taken_in_is_the_first_of_all_that_was(program):
    log, book, _ = watched(program)
    first = Books(program).open(log, Sorted(log.rows)).first
    own = [cell for cell, (agent, _) in enumerate(program.cells) if agent != WORLD]
    assert {cell: first[cell] for cell in own if cell in first} == {
        cell: min(when for when, *_ in book[cell]) for cell in own if book.get(cell)
    }


@given(programs(), st.data())
@settings(max_examples=80)
def test_units_that_are_called_idle_were_free_the_whole_time(program, data):
    log, _, free = watched(program)
    rows = Sorted(log.rows)
    idle = Idle(Pools(program), rows)
    pools = [number for number, server in enumerate(program.servers) if server.name.endswith(".team")]
    times = sorted({row[stage] for row in rows[TASK] for stage in range(DUE, DUE + 7) if row[stage] >= 0})
    if len(times) < 2:
        return
    spans = [(row[DECIDED], row[GRANTED]) for row in rows[TASK] if row[GRANTED] > row[DECIDED] >= 0]
    spans += data.draw(st.lists(st.tuples(st.sampled_from(times), st.sampled_from(times)), max_size=5))
    for begin, end in spans:
        for server in pools:
            if begin < end:
                assert idle.idle(server, (begin, end)) <= least_free(free[server], begin, end)


def least_free(book, begin, end):
    steps = settled(book)
    before = [value for when, value in steps if when <= begin][-1:]
    return max(min(before + [value for when, value in steps if begin < when < end]), 0)
