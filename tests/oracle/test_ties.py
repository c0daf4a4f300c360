"""What happens at one instant: twins of the random plans with fixed times, worked by hand.

Events first, in the order in which they were put in, then grants by (priority, longest waiting, declared
order), then those who lose patience (rules 13, 23, 26). All times in seconds; `a` is the agency whose one
operator is wanted.
"""

import pytest

from simulator.log.rows import (
    ATTEMPT,
    BEGUN,
    COMPOSED,
    CONTENTS,
    LEARNED,
    PICKED,
    RECEIVED,
    REPORT,
    SENT,
    STARTED,
    SUBJECT,
    TASK,
)
from tests.cases import agency, plan, play, program, rows_of, scenario

pytestmark = pytest.mark.no_cover


def seen(by, after, *facts):
    """Facts that an agency sees after so many seconds."""
    return {"at": "0 s", "set": dict.fromkeys(facts, True), "observed_by": {by: f"{after} s"}}


def link(sender, receiver, purpose="report", carries=("*",), over="net", **fields):
    ends = {"from": sender, "to": receiver, "purpose": purpose, "carries": list(carries), "over": [over]}
    return ends | fields


def log_of(*injects, links=(), tasks=None, pools=None, media=None, **desk):
    desk = {"operators": 1} | {name: f"{time} s" for name, time in desk.items()}
    agencies = {"a": agency(desk=desk, pools=pools or {})} | {name: agency() for name in "bcd"}
    a_plan = plan(
        agencies, links=list(links), media={"net": {}} | (media or {}), procedures={"h": tasks or {}}
    )
    unseen = {"hazard": "h", "facts": {"alarm": True}, "observed_by": {"a": "20 h"}}
    a_program = program(a_plan, scenario(incident=unseen, injects=list(injects), horizon="10 h"))
    (log,) = play(a_program)
    return log


def stages(log, kind, *wanted):
    """By subject, these stages of its rows."""
    return {row[SUBJECT]: tuple(row[stage] for stage in wanted) for row in rows_of(log, kind)}


def test_an_officer_tells_one_after_another_by_priority_then_as_written():
    # Composing takes 60 s. Commands (1) go before own work (3), that before coordination (4).
    links = [link("a", "b", "coordinate"), link("a", "c", "command"), link("a", "d", "command")]
    work = {"t": {"owner": "a", "when": "f", "needs": {"desk": 1}, "duration": "30 s"}}
    log = log_of(seen("a", 0, "f"), links=links, tasks=work, compose=60)
    assert stages(log, REPORT, BEGUN, COMPOSED) == {1: (0, 60), 2: (60, 120), 0: (150, 210)}
    assert stages(log, TASK, STARTED) == {0: (120,)}


def test_what_comes_in_at_the_instant_of_a_release_is_weighed_before_the_operator_is_given_away():
    # Handling takes 60 s. At 60 the operator is free: c waits since 10 (report), d has just come (command).
    links = [link("b", "a"), link("c", "a"), link("d", "a", "command")]
    injects = [seen("b", 0, "f"), seen("c", 10, "g"), seen("d", 60, "h")]
    log = log_of(*injects, links=links, handling=60)
    assert stages(log, REPORT, RECEIVED, PICKED, LEARNED) == {
        0: (0, 0, 60),
        2: (60, 60, 120),
        1: (10, 120, 180),
    }


def test_of_equal_priority_the_one_that_has_waited_longest_is_first_whatever_was_written_first():
    links = [link("d", "a"), link("b", "a"), link("c", "a")]
    injects = [seen("b", 0, "f"), seen("c", 10, "g"), seen("d", 20, "h")]
    log = log_of(*injects, links=links, handling=60)
    assert stages(log, REPORT, PICKED) == {1: (0,), 2: (60,), 0: (120,)}


def test_a_caller_whose_patience_ends_when_an_operator_is_free_is_answered():
    # The operator takes in a message from 0 to 60; the call rings from 1 on and would be given up at 60.
    phone = {"phone": {"mode": "call", "delay": "1 s", "patience": "59 s", "pause": "11 s"}}
    links = [link("b", "a"), link("c", "a", over="phone")]
    log = log_of(seen("b", 0, "f"), seen("c", 0, "g"), links=links, media=phone, handling=60)
    assert not rows_of(log, ATTEMPT)
    assert stages(log, REPORT, SENT, RECEIVED, PICKED, LEARNED)[1] == (0, 1, 60, 120)


def test_a_caller_who_gives_up_a_second_earlier_calls_again_after_the_pause():
    # Given up at 1 + 58 = 59, dialled again at 59 + 11 = 70, rings at 71 at a free desk.
    phone = {"phone": {"mode": "call", "delay": "1 s", "patience": "58 s", "pause": "11 s"}}
    links = [link("b", "a"), link("c", "a", over="phone")]
    log = log_of(seen("b", 0, "f"), seen("c", 0, "g"), links=links, media=phone, handling=60)
    assert len(rows_of(log, ATTEMPT)) == 1
    assert stages(log, REPORT, SENT, RECEIVED, PICKED, LEARNED)[1] == (70, 71, 71, 131)


def test_a_report_says_all_that_was_learned_until_an_operator_began_it_and_the_next_one_the_rest():
    # f, g seen together at 0; h and i come while they are composed, until 60, and go together, until 120.
    injects = [seen("a", 0, "f", "g"), seen("a", 30, "h"), seen("a", 40, "i")]
    log = log_of(*injects, links=[link("a", "b", carries="fghi")], compose=60)
    rows = rows_of(log, REPORT)
    assert [(row[BEGUN], row[COMPOSED], len(row[CONTENTS])) for row in rows] == [(0, 60, 2), (60, 120, 2)]


def test_an_agency_without_a_desk_passes_on_together_what_it_learned_together():
    log = log_of(seen("b", 5, "f", "g"), links=[link("b", "c", carries="fg")])
    assert [(row[LEARNED], len(row[CONTENTS])) for row in rows_of(log, REPORT)] == [(5, 2)]


def test_a_unit_goes_to_the_more_urgent_task_that_is_ready_at_the_instant_of_its_return():
    # t0 holds the team from 0 to 60, t1 waits since 10 (priority 3), t2 is ready at 60 (priority 1).
    work = {
        "t0": {"owner": "a", "when": "f", "needs": {"team": 1}, "duration": "60 s"},
        "t1": {"owner": "a", "when": "g", "needs": {"team": 1}, "duration": "7 s"},
        "t2": {"owner": "a", "when": "h", "needs": {"team": 1}, "duration": "5 s", "priority": 1},
    }
    injects = [seen("a", 0, "f"), seen("a", 10, "g"), seen("a", 60, "h")]
    log = log_of(*injects, tasks=work, pools={"team": {"units": 1}})
    assert stages(log, TASK, STARTED) == {0: (0,), 2: (60,), 1: (65,)}


def test_a_chain_of_tasks_without_length_comes_before_the_grants_of_its_instant():
    # The team is free at 60. t1 waits since 10; s1, s2 take no time and make t2 (priority 1) ready at 60.
    work = {
        "t0": {"owner": "a", "when": "f", "needs": {"team": 1}, "duration": "60 s"},
        "t1": {"owner": "a", "when": "g", "needs": {"team": 1}, "duration": "7 s"},
        "s1": {"owner": "a", "when": "h", "achieves": "h1"},
        "s2": {"owner": "a", "when": "h1", "achieves": "h2"},
        "t2": {"owner": "a", "when": "h2", "needs": {"team": 1}, "duration": "5 s", "priority": 1},
    }
    injects = [seen("a", 0, "f"), seen("a", 10, "g"), seen("a", 60, "h")]
    log = log_of(*injects, tasks=work, pools={"team": {"units": 1}})
    assert stages(log, TASK, STARTED) == {0: (0,), 2: (60,), 3: (60,), 4: (60,), 1: (65,)}
