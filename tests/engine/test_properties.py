"""What holds for every plan and scenario, tried on those that hypothesis makes."""

from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from simulator.analysis.references import reached
from simulator.engine.dice import AHEAD
from simulator.engine.replication import Player
from simulator.log.rows import (
    ASK,
    ATTEMPT,
    BEGUN,
    CALLER,
    CAUSE,
    CLOCK,
    CONFIRMED,
    CONTENTS,
    CROSSED,
    DECLARE,
    DUE,
    ENDED,
    HAND_OVER,
    INVITE,
    KIND,
    KINDS,
    LEARNED,
    NEVER,
    NOTHING,
    NOTICE,
    OPEN,
    RECEIVED,
    REPORT,
    REQUEST,
    SEEN,
    STATE,
    STATES,
    SUBJECT,
    SUBJECTS,
    TASK,
    UNDELIVERED,
    VIA,
)
from simulator.program.model import WORLD
from tests.cases import agency, plan, play, program, rows_of, scenario
from tests.engine.watched import Watched
from tests.strategies import cases

pytestmark = pytest.mark.no_cover

few = settings(max_examples=15)
patched = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
FIRST = {CALLER: RECEIVED, CLOCK: ENDED, ATTEMPT: ENDED}
"""The stage at which a row is opened, where it is not the first one."""


@given(cases())
def test_the_same_seed_gives_the_same_log(case):
    a_program = program(*case)
    assert list(play(a_program, 3)) == list(play(program(*case), 3))


@few
@given(cases())
def test_a_replication_alone_is_what_it_is_after_others(case):
    a_program = program(*case)
    player = Player(a_program, a_program.seed)
    numbers = (17, AHEAD - 1, AHEAD, AHEAD + 1, 17)
    assert [player.play(number) for number in numbers] == [
        Player(a_program, a_program.seed).play(number) for number in numbers
    ]


@few
@given(cases(), st.integers(AHEAD - 5, AHEAD + 5))
def test_a_run_that_is_split_is_the_whole_run(case, cut):
    a_program = program(*case)
    first, last = AHEAD - 6, AHEAD + 6
    parts = []
    for part in (range(first, cut), range(cut, last)):
        player = Player(a_program, a_program.seed)
        parts += [player.play(number) for number in part]
    player = Player(a_program, a_program.seed)
    assert parts == [player.play(number) for number in range(first, last)]


@given(cases())
def test_time_never_goes_back(case):
    for log in play(program(*case), 3):
        opened = [row[FIRST.get(row[KIND], DUE)] for row in log.rows]
        assert opened == sorted(opened)
        for row in log.rows:
            stages = [time for time in row[DUE:CONTENTS] if time != NEVER]
            assert stages == sorted(stages), KINDS[row[KIND]]
            assert all(0 <= time <= log.ended for time in stages)
            assert row[CONFIRMED] == NEVER or row[CONFIRMED] >= row[LEARNED] >= 0


def assert_before(log, number, via, time, *, stage=False):
    """The event (number, via) has happened by `time`; via is a stage, or a fact in a message that came."""
    if number != NOTHING:
        cause = log.rows[number]
        assert 0 <= cause[via if stage else reached(cause, via)] <= time


@given(cases())
def test_every_event_has_a_cause_that_came_before_it(case):
    for log in play(program(*case), 3):
        for number, row in enumerate(log.rows):
            assert NOTHING <= row[CAUSE] < number
            begins = row[RECEIVED] if row[KIND] == CALLER else row[DUE]
            on_the_way = row[KIND] in {ATTEMPT, UNDELIVERED}
            assert_before(log, row[CAUSE], row[VIA], begins, stage=on_the_way)
            if row[KIND] in {REPORT, REQUEST, INVITE, SEEN}:
                told = row[BEGUN] if row[KIND] != SEEN else row[DUE]
                for _fact, cause, via, *_rest in row[CONTENTS] or ():
                    assert_before(log, cause, via, told)


@given(cases())
def test_only_what_nobody_foresaw_has_no_cause(case):
    a_program = program(*case)
    for log in play(a_program, 3):
        for row in log.rows:
            if row[CAUSE] == NOTHING:
                kind, subject = KINDS[row[KIND]], row[SUBJECT]
                periodic = kind == "report" and a_program.links[subject].every > 0
                assert (
                    kind in {"set", "event", "caller", "notice", "task", "clock", "milestone", "ask"}
                    or periodic
                )


@patched
@given(case=cases())
def test_no_operator_or_unit_is_in_two_places_and_all_are_free_when_all_work_is_over(case, monkeypatch):
    a_program = program(*case)
    watched = Watched(monkeypatch, a_program)
    servers = watched.servers
    assert servers.surplus <= 0
    assert not servers.uncovered
    if not any(row[STATE] % 64 == OPEN for row in watched.log.rows):
        for number, server in enumerate(a_program.servers):
            there = servers.there(number)
            assert servers.free[number] <= there if server.consumed else servers.free[number] == there


def brought_by(a_program, row):
    """The agencies that may have learned something through a row."""
    subject = getattr(a_program, SUBJECTS[row[KIND]])[row[SUBJECT]]
    if row[KIND] == REPORT:
        heard = {member for rung in subject.rungs for member in rung.members}
        return {subject.receiver} | heard
    if row[KIND] == TASK:
        return {subject.owner} | {a_program.errands[errand].receiver for errand in subject.companions}
    if row[KIND] in {ASK, UNDELIVERED}:
        return {a_program.links[row[SUBJECT]].sender}
    if row[KIND] in {REQUEST, INVITE}:
        return {subject.receiver}
    if row[KIND] in {NOTICE, HAND_OVER}:
        told = {act.agent for act in a_program.acts if act.source == row[SUBJECT]}
        return told if row[KIND] == NOTICE else holders_of(a_program, subject)
    assert row[KIND] in {SEEN, DECLARE, CROSSED}
    at_work = {a_program.cells[content[6]][0] for content in row[CONTENTS] or ()}
    return at_work if row[KIND] == CROSSED else {subject.agent}


def holders_of(a_program, hand_over):
    """Those who brief one another."""
    holders = a_program.posts[hand_over.post].holders
    return {holders[hand_over.giver], holders[hand_over.taker]}


@patched
@given(case=cases())
def test_knowledge_comes_from_seeing_doing_asking_or_being_told_and_was_once_true(case, monkeypatch):
    a_program = program(*case)
    watched = Watched(monkeypatch, a_program)
    beliefs, log = watched.beliefs, watched.log
    for cell, (agent, fact) in enumerate(a_program.cells):
        if agent == WORLD or beliefs.values[cell] is None:
            continue
        row = log.rows[beliefs.rows[cell]]
        assert agent in brought_by(a_program, row)
        came_through = row[RECEIVED] if row[KIND] == REPORT else row[reached(row, beliefs.vias[cell])]
        assert came_through != NEVER
        told = {act_value for act in a_program.acts for _cell, of, act_value in act.tells if of == fact}
        assert beliefs.values[cell] in {value for _time, value in beliefs.true[fact]} | told


def story(a_program, log, without=()):
    """What happened, by names and times, in no order; what concerns these names is left out."""
    found = Counter()
    for row in log.rows:
        subject = getattr(a_program, SUBJECTS[row[KIND]])[row[SUBJECT]]
        name = getattr(subject, "name", subject)
        if not any(other in name for other in without):
            facts = tuple(sorted(a_program.facts[content[0]].name for content in row[CONTENTS] or ()))
            found[KINDS[row[KIND]], name, STATES[row[STATE] % 64], *row[DUE:CONTENTS], facts] += 1
    return found


def extended(case):
    """The same plan with strangers written before all else: agencies, a link, a task, a medium, a fact."""
    a_plan, a_scenario = case
    strange = {
        "stranger1": agency(desk={"operators": 1}, pools={"team": {"units": 1}}),
        "stranger2": agency(),
    }
    link = {"from": "stranger1", "to": "stranger2", "carries": ["strange"], "over": ["strange_net"]}
    link |= {"purpose": "coordinate"}
    task = {"owner": "stranger1", "when": "strange", "needs": {"team": 1}, "duration": "1..9 min"}
    wider = a_plan | {
        "authority": "a",
        "agencies": strange | a_plan["agencies"],
        "media": {"strange_net": {"delay": "1..5 min"}} | a_plan["media"],
        "links": [link, *({**one, "carries": carried_too(one)} for one in a_plan["links"])],
        "procedures": {"h": {"strange_task": task} | a_plan["procedures"]["h"]},
    }
    inject = {"at": "3 min", "set": {"strange": True}, "observed_by": {"stranger1": "1..5 min"}}
    return wider, a_scenario | {"injects": [inject, *a_scenario["injects"]]}


def carried_too(link):
    """The unrelated fact, written first: nobody who sends on this link can ever learn it."""
    return link["carries"] if link["carries"] == ["*"] else ["strange", *link["carries"]]


@given(cases())
def test_adding_an_unrelated_agency_link_task_or_fact_changes_no_other_time(case):
    a_program, wider = program(*case), program(*extended(case))
    for log, other in zip(play(a_program, 3), play(wider, 3), strict=True):
        assert story(a_program, log) == story(wider, other, without=("strange",))
        assert any("strange_task" in key[1] for key in story(wider, other))


@pytest.mark.parametrize("size", [2, 3, 6])
@pytest.mark.parametrize("delay", ["0 s", "45 s", "1..9 min"])
@pytest.mark.parametrize("mode", ["message", "call"])
def test_rings_with_changing_values_come_to_rest_and_agree(size, delay, mode):
    # Everybody tells both neighbours; the number changes five times, seen here or there, sooner or later.
    names = "abcdef"[:size]
    ring = {(one, names[(place + step) % size]) for place, one in enumerate(names) for step in (1, -1)}
    links = [{"from": one, "to": to, "carries": ["count"], "over": ["net"]} for one, to in sorted(ring)]
    # Whoever has one operator and redials at once has nobody to answer: the pause leaves room for it.
    medium = {"mode": mode, "delay": delay, "pause": "5..15 min"}
    medium |= {"success": 0.8} if delay == "1..9 min" else {}
    desk = {"operators": 1, "compose": delay, "handling": delay}
    a_plan = plan(
        {name: agency(desk=desk) for name in names},
        facts={"count": {"kind": "number"}},
        media={"net": medium},
        links=links,
    )
    changes = [
        {
            "at": f"{number * 4} min",
            "set": {"count": 10 + number % 3},
            "observed_by": {name: delay, names[-1]: delay},
        }
        for number, name in enumerate((names * 5)[:5])
    ]
    a_program = program(a_plan, scenario(injects=changes, milestones={"m": {"when": "count >= 12"}}))
    for log in play(a_program, 5):
        assert not [row for row in log.rows if row[STATE] == OPEN]
        assert len(rows_of(log, REPORT)) <= 5 * len(links)
        last = {}
        for row in (*rows_of(log, SEEN), *rows_of(log, REPORT)):
            for _fact, _row, _via, value, stamp, _issue, cell in row[CONTENTS] or ():
                if value is not True:  # the alarm
                    last[cell] = max(last.get(cell, (-1.0, None)), (stamp, value))
        assert set(last.values()) == {(16 * 60.0, 11)}
