"""Messages that wait, by hand: for a medium, or for people at a desk on either side."""

import pytest

from simulator.text.messages import in_language
from tests.analysis.gaps.seen import figures, gaps, seen

F_AT_10 = """
injects: [{at: 10 min, set: {f: true}, observed_by: {a: 0 s}}OTHER]
milestones: {m: {when: done}}
"""


def at_10(other=""):
    return F_AT_10.replace("OTHER", other and f", {other}")


def plan(media, *, over="[p]", a="", b="", fields="", more=""):
    return f"""
agencies: {{a: {{~{a}}}, b: {{~{b}}}, c: {{~}}}}
media: {{{media}}}
links:
  - {{from: a, to: b, carries: [f], over: {over}{fields}}}
procedures:
  h:
    go: {{owner: b, when: f, duration: 30 min, achieves: done}}
    {more}
"""


# -- media ---------------------------------------------------------------------------------------------------

FAILS = "p: {mode: message, delay: 0 s, success: 0, tries: 3, pause: 6 min}, q: {mode: message, delay: 0 s}"


def test_failed_attempts_are_the_mediums(tmp_path):
    # 10, 16, 22 fail, then q at 28
    found = seen(tmp_path, plan(FAILS, over="[p, q]"), at_10())
    assert found == {"medium:p.a→p.b:coordinate": ("redial", 18)}


def test_a_medium_that_works_is_no_gap(tmp_path):
    assert seen(tmp_path, plan(FAILS, over="[q]"), at_10()) == {}


SURE = "p: {mode: message, delay: 0 s, pause: 1 min}"
OUT = "{at: 5 min, outage: p, lasts: 35 min}"


def test_an_outage_is_the_mediums(tmp_path):
    # undelivered at 10, the medium is back at 40
    found = seen(tmp_path, plan(SURE), at_10(OUT))
    assert found == {"medium:p.a→p.b:coordinate": ("redial", 30)}


def test_a_backup_medium_carries_it_through_an_outage(tmp_path):
    assert seen(tmp_path, plan(SURE + ", q: {mode: message}", over="[p, q]"), at_10(OUT)) == {}


OFFICER = """
agencies: {mine: {~}, front: {~}, chief: {~}}
media: {officer: {mode: message, delay: 1 min, up_when: send_officer.done, pause: 1 min}}
LINKS
procedures:
  h:
    send_officer: {owner: chief, when: go, duration: 20 min}
    clear: {owner: front, when: seepage, duration: 10 min, achieves: done}
"""
BY_OFFICER = (
    "links: [{from: mine, to: front, purpose: report, carries: [seepage], over: [officer], again: 1 h}]"
)
SEEPAGE = """
injects:
  - {at: 5 min, set: {go: true}, observed_by: {chief: 0 s}}
  - {at: 10 min, set: {seepage: true}, observed_by: {mine: 0 s}}
milestones: {m: {when: done}}
"""


def test_what_is_lost_without_a_liaison_officer_is_named(tmp_path):
    with_officer = OFFICER.replace("LINKS", BY_OFFICER)
    medium = "medium:p.mine→p.front:report"
    # sent at 5, there at 25: what was to be told at 10 is told then
    assert seen(tmp_path, with_officer, SEEPAGE) == {medium: ("redial", 15)}
    # nobody sends the officer: the line over him never works, and that is the medium's for the rest of 10 h
    (gap,) = gaps(tmp_path, with_officer, SEEPAGE.replace("at: 5 min, set", "at: 9 d, set"))
    assert (gap.id, gap.severity, figures(gap)["endless"]) == (medium, "high", 1)
    assert figures(gap)["waited_s"] == 590 * 60
    # without the officer and his line nobody tells the front
    (gap,) = gaps(tmp_path, OFFICER.replace("LINKS", "links: []"), SEEPAGE)
    assert (gap.id, gap.rule, figures(gap)["endless"]) == ("information:seepage@p.front", "lag", 1)


def test_what_stays_undelivered_is_the_mediums_and_no_lag_beside_it(tmp_path):
    (gap,) = gaps(tmp_path, plan(SURE), at_10(OUT.replace("35 min", "20 h")))
    assert (gap.id, gap.rule, figures(gap)["endless"]) == ("medium:p.a→p.b:coordinate", "redial", 1)
    assert figures(gap)["waited_s"] == 590 * 60


def test_a_report_that_is_given_up_is_the_mediums_as_long_as_nothing_else_tells_it(tmp_path):
    lapsed = plan(SURE, fields=", lapses: 5 min")
    (gap,) = gaps(tmp_path, lapsed, at_10(OUT))
    assert (gap.id, figures(gap)["endless"]) == ("medium:p.a→p.b:coordinate", 1)
    # lapsed at 15, seen and told again at 50
    again = at_10(f"{OUT}, {{at: 50 min, reissue: [f]}}")
    assert seen(tmp_path, lapsed, again) == {"medium:p.a→p.b:coordinate": ("redial", 40)}


def test_a_talk_group_in_use_is_the_mediums(tmp_path):
    # c's report takes the only channel 8..28, a's waits from 10 and takes 20 min itself: 48
    group = "p: {mode: message, delay: 20 min, members: [a, b, c]}"
    radio = plan(group).replace("procedures:", "  - {from: c, to: a, carries: [x], over: [p]}\nprocedures:")
    happens = at_10("{at: 8 min, set: {x: true}, observed_by: {c: 0 s}}")
    assert seen(tmp_path, radio, happens) == {
        "medium:p.a→p.b:coordinate": ("redial", 18),
        "information:f@p.b": ("slow_hop", 20),
    }


# -- what the receiver knows already -------------------------------------------------------------------------

ROUND = """
agencies: {a: {~}, b: {~}, r: {~}}
media: {p: {mode: message, delay: 0 s, pause: 1 min}}
links:
  - {from: a, to: b, carries: [FACTS], over: [p]EVERY}
  - {from: a, to: r, carries: [f]}
  - {from: r, to: b, carries: [f]}
procedures:
  h:
    go: {owner: b, when: WHEN, duration: 30 min, achieves: done}
"""
LINE = "medium:p.a→p.b:coordinate"


def told_elsewhere(tmp_path, *, facts="f", when="f", every="", other=""):
    round_about = ROUND.replace("FACTS", facts).replace("WHEN", when).replace("EVERY", every)
    return seen(tmp_path, round_about, at_10(OUT + (other and f", {other}")))


def test_a_report_whose_receiver_has_heard_it_elsewhere_is_waited_for_by_nobody(tmp_path):
    # a's report is undelivered from 10 on and gets through at 40; r told b at 10
    assert told_elsewhere(tmp_path) == {}
    # r tells b nothing: the twin
    alone = ROUND.replace("  - {from: r, to: b, carries: [f]}\n", "").replace("EVERY", "")
    alone = alone.replace("FACTS", "f").replace("WHEN", "f")
    assert seen(tmp_path, alone, at_10(OUT)) == {LINE: ("redial", 30)}


def test_a_report_that_tells_one_more_thing_is_still_waited_for(tmp_path):
    # r tells f alone; g comes with a's report at 40
    g = "{at: 10 min, set: {g: true}, observed_by: {a: 0 s}}"
    assert told_elsewhere(tmp_path, facts="f, g", when="f and g", other=g) == {LINE: ("redial", 30)}


def test_it_is_waited_for_until_the_receiver_hears_it_elsewhere(tmp_path):
    # r hears it 20 min late: the report is waited for 10..30
    slow = ROUND.replace("carries: [f]}\n  - {from: r", "carries: [f], over: [q]}\n  - {from: r")
    slow = slow.replace("pause: 1 min}", "pause: 1 min}, q: {delay: 20 min}").replace("EVERY", "")
    slow = slow.replace("FACTS", "f").replace("WHEN", "f")
    (gap,) = gaps(tmp_path, slow, at_10(OUT))
    assert (gap.id, figures(gap)["waited_s"]) == (LINE, 20 * 60)


def test_an_old_value_is_not_what_the_report_tells(tmp_path):
    # n is 1 at 2, of which b hears at once; the report of 2 waits 10..40
    number = plan(SURE).replace("carries: [f]", "carries: [n]").replace("when: f", "when: n >= 2")
    happens = at_10(OUT).replace("{f: true}", "{n: 2}")
    happens = happens.replace("[{at: 10", "[{at: 2 min, set: {n: 1}, observed_by: {a: 0 s}}, {at: 10")
    assert seen(tmp_path, number, happens) == {LINE: ("redial", 30)}


def test_a_periodic_report_is_wanted_for_itself(tmp_path):
    # every 8 min; what is due at 16 was heard before, and waits 16..40
    found = told_elsewhere(tmp_path, every=", every: 8 min")
    assert list(found) == [LINE]


# -- desks ---------------------------------------------------------------------------------------------------

DESK = ", desk: {operators: 1}"
TWO = ", desk: {operators: 2}"
BUSY_B = "other: {owner: b, when: not f, needs: {desk: 1}, duration: 40 min}"
BUSY_A = "other: {owner: a, when: not f, needs: {desk: 1}, duration: 40 min}"
CALL = "p: {mode: call, delay: 0 s, patience: 2 min, pause: 3 min, tries: 20}"


def test_at_the_receivers_desk_a_message_waits_for_its_operator(tmp_path):
    # there at 10, taken up at 40
    assert seen(tmp_path, plan(SURE, b=DESK, more=BUSY_B), at_10()) == {"desk:p.b": ("queue", 30)}
    assert seen(tmp_path, plan(SURE, b=TWO, more=BUSY_B), at_10()) == {}


def test_at_the_senders_desk_a_report_waits_for_its_operator(tmp_path):
    assert seen(tmp_path, plan(SURE, a=DESK, more=BUSY_A), at_10()) == {"desk:p.a": ("queue", 30)}
    assert seen(tmp_path, plan(SURE, a=TWO, more=BUSY_A), at_10()) == {}


def test_calls_that_nobody_answers_because_the_receiver_is_engaged_are_the_desks(tmp_path):
    # rings 10..12, again after 3 min: 15, 20, 25, 30, 35; 40: answered
    assert seen(tmp_path, plan(CALL, b=DESK, more=BUSY_B), at_10()) == {"desk:p.b": ("queue", 30)}
    assert seen(tmp_path, plan(CALL, b=TWO, more=BUSY_B), at_10()) == {}


def test_calls_that_fail_before_they_ring_are_the_mediums_and_the_rest_the_desks(tmp_path):
    # out of service until 12: tried at 10, and 3 min later; rings 13..15, 18..20, ..., 38..40: answered
    happens = at_10(OUT.replace("35 min", "7 min"))
    found = seen(tmp_path, plan(CALL, b=DESK, more=BUSY_B), happens)
    # 10 to 13 is the medium's, which is tolerable; 13 to 40 the desk's
    assert found == {"desk:p.b": ("queue", 27)}


CLOSED = ', desk: {shifts: [{hours: "09:00-17:00", operators: 1}, {operators: 0}]}'


def test_a_desk_that_is_closed_at_night_makes_messages_wait_until_it_opens(tmp_path):
    # 08:00 is 0; there at 10, the desk opens at 60
    assert seen(tmp_path, plan(SURE, b=CLOSED), at_10()) == {"desk:p.b": ("queue", 50)}
    assert seen(tmp_path, plan(SURE, b=CLOSED.replace("09:00", "08:00")), at_10()) == {}


def test_a_participant_without_a_free_operator_keeps_the_others_waiting(tmp_path):
    joint = """
    agencies: {a: {~}, b: {~, desk: {operators: 1}}}
    links: [{from: a, to: b, purpose: command, carries: []}]
    procedures:
      h:
        other: {owner: b, when: not f, needs: {desk: 1}, duration: 40 min}
        go: {owner: a, when: f, with: [b], duration: 30 min, achieves: done}
    """
    # invited at 10, the invitation is taken in and b joins at 40
    assert seen(tmp_path, joint, at_10()) == {"desk:p.b": ("queue", 30)}
    assert seen(tmp_path, joint.replace("operators: 1", "operators: 3"), at_10()) == {}


def test_desk_work_waits_for_its_owners_operator(tmp_path):
    work = """
    agencies: {a: {~, desk: {operators: 1}}}
    procedures:
      h:
        other: {owner: a, when: not f, needs: {desk: 1}, duration: 40 min}
        go: {owner: a, when: f, needs: {desk: 1}, duration: 30 min, achieves: done}
    """
    assert seen(tmp_path, work, at_10()) == {"desk:p.a": ("queue", 30)}
    assert seen(tmp_path, work.replace("operators: 1", "operators: 2"), at_10()) == {}


@pytest.mark.parametrize("handling", ["4 min", "50 min"])
def test_handling_is_no_waiting_at_a_desk(tmp_path, handling):
    slow = plan(SURE, b=f", desk: {{operators: 1, handling: {handling}}}")
    assert "desk:p.b" not in seen(tmp_path, slow, at_10())


def test_a_wait_that_ends_as_the_exercise_does_is_not_one_that_never_ended(tmp_path):
    happens = at_10().replace("m: {when: done}", "ended: {when: b knows f}")
    (gap,) = gaps(tmp_path, plan(SURE, b=DESK, more=BUSY_B), happens)
    assert (gap.id, figures(gap)["endless"]) == ("desk:p.b", 0)


@pytest.mark.parametrize(
    ("shifts", "title", "remedy"),
    [
        ("{hours: '12:00-20:00', operators: 1}", "at some hours nobody at the desk", "at all hours"),
        ("{operators: 1}", "too few people at the desk", "one more operator"),
        # nobody is there for half an hour, which is not why somebody waits for 110 min
        (
            "{hours: '08:30-09:00', operators: 0}, {operators: 1}",
            "too few people at the desk",
            "one more operator",
        ),
    ],
)
def test_a_desk_that_is_empty_at_times_is_told_from_one_that_is_short(tmp_path, shifts, title, remedy):
    # the exercise begins at 08:00; the work that takes the only operator comes first
    desk = f", desk: {{shifts: [{shifts}], handling: 0 s}}"
    busy = "busy: {owner: b, when: start, needs: {desk: 1}, duration: 2 h, priority: 1}"
    other = "{at: 1 min, set: {start: true}, observed_by: {b: 0 s}}"
    (gap,) = gaps(
        tmp_path, plan("q: {mode: message, delay: 0 s}", over="[q]", b=desk, more=busy), at_10(other)
    )
    assert gap.id == "desk:p.b"
    assert title in in_language(gap.title, "en")
    assert remedy in in_language(gap.remedy, "en")


@pytest.mark.parametrize(
    ("over", "remedy"), [("[p]", "add a second medium"), ("[p, q]", "soonest first in `over:`")]
)
def test_a_second_medium_is_asked_for_only_where_there_is_none(tmp_path, over, remedy):
    fails = FAILS.replace("q: {", "q: {success: 0, pause: 6 min, tries: 3, ")
    (gap,) = gaps(tmp_path, plan(fails, over=over), at_10())
    assert remedy in in_language(gap.remedy, "en")
