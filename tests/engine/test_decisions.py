"""Rules 8, 9, 19, 20, 22 by hand: tasks, decisions, deputies, levels, shifts, joint work."""

import pytest

from tests.engine.small import play

F_AT_10 = "injects: [{at: 10 min, set: {f: true}, observed_by: {a: 0 s}}]"


def test_a_task_is_decided_then_takes_its_operator_then_works(tmp_path):
    run = play(
        tmp_path,
        """
        agencies: {a: {~, desk: {operators: 1, compose: 1 min}}, boss: {~, desk: {operators: 1,
            handling: 2 min}}}
        links: [{from: a, to: boss, purpose: report, carries: [f]}]
        procedures: {h: {go: {owner: a, when: f, decision: {by: boss, takes: 5 min}, needs: {desk: 1},
            duration: 7 min, achieves: done}}}
        """,
        F_AT_10,
    )
    # a writes the request 10..11; boss takes it in 11..13 and the belief with it; what a reports of f
    # goes 11..12 and comes before the decision: 13..15; decided 15..20
    task = run.task("go")
    assert (task.ready, task.decided, task.granted, task.finished) == (10, 20, 20, 27)
    assert run.learned("", "done") == 27
    assert run.learned("boss", "f") == 13


def test_a_task_whose_condition_turns_false_is_withdrawn_and_its_decider_is_not_bothered(tmp_path):
    run = play(
        tmp_path,
        """
        agencies: {a: {~}, boss: {~, desk: {operators: 1}}}
        links: [{from: a, to: boss, carries: []}]
        procedures:
          h:
            busy: {owner: boss, when: f, needs: {desk: 1}, duration: 30 min}
            go: {owner: a, when: g, decision: {by: boss, takes: 5 min}}
        """,
        """
        injects:
          - {at: 10 min, set: {f: true}, observed_by: {boss: 0 s}}
          - {at: 20 min, set: {g: true}, observed_by: {a: 0 s}}
          - {at: 30 min, set: {g: false}}
          - {at: 50 min, set: {g: true}}
        """,
    )
    # boss is at work 10..40; the first request waits from 20 and is withdrawn at 30;
    # the second is decided 50..55
    first, second = run.all("task", "p.go")
    assert (first.state, first.decided) == ("withdrawn", None)
    assert (second.ready, second.decided, second.state) == (50, 55, "done")
    assert len(run.all("decision")) == 1


def test_a_claim_is_withdrawn_when_the_condition_turns_false(tmp_path):
    run = play(
        tmp_path,
        """
        agencies: {a: {~, pools: {team: {units: 1}}}}
        procedures:
          h:
            one: {owner: a, when: f, needs: {team: 1}, duration: 30 min}
            two: {owner: a, when: g, needs: {team: 1}, duration: 30 min}
        """,
        """
        injects:
          - {at: 10 min, set: {f: true}, observed_by: {a: 0 s}}
          - {at: 20 min, set: {g: true}, observed_by: {a: 0 s}}
          - {at: 30 min, set: {g: false}}
        """,
    )
    assert run.task("two").state == "withdrawn"
    assert run.free("a.team") == 1


def test_after_its_start_a_task_runs_to_its_end_though_its_condition_is_gone_and_only_once(tmp_path):
    run = play(
        tmp_path,
        "agencies: {a: {~}}\nprocedures: {h: {go: {owner: a, when: f, duration: 30 min}}}",
        """
        injects:
          - {at: 10 min, set: {f: true}, observed_by: {a: 0 s}}
          - {at: 20 min, set: {f: false}}
          - {at: 50 min, set: {f: true}}
        """,
    )
    assert (run.task("go").finished, run.task("go").state) == (40, "done")


def test_a_task_is_broken_off_when_its_stop_holds_and_achieves_nothing(tmp_path):
    run = play(
        tmp_path,
        """
        agencies: {a: {~, desk: {operators: 1}, pools: {team: {units: 2}}}}
        procedures: {h: {go: {owner: a, when: f, stops: x, needs: {desk: 1, team: 2}, duration: 30 min,
            achieves: done}}}
        """,
        """
        injects:
          - {at: 10 min, set: {f: true}, observed_by: {a: 0 s}}
          - {at: 20 min, set: {x: true}, observed_by: {a: 0 s}}
        """,
    )
    assert run.task("go").state == "stopped"
    assert run.learned("", "done") is None
    assert (run.free("a"), run.free("a.team")) == (1, 2)


def test_a_task_does_not_start_while_its_stop_holds(tmp_path):
    run = play(
        tmp_path,
        "agencies: {a: {~}}\nprocedures: {h: {go: {owner: a, when: f, stops: x, duration: 30 min}}}",
        """
        incident: {hazard: h, facts: {x: true}, observed_by: {a: 0 s}}
        injects: [{at: 10 min, set: {f: true}, observed_by: {a: 0 s}}, {at: 20 min, set: {x: false}}]
        """,
    )
    assert run.started("go") == 20


def test_a_task_that_started_on_a_false_belief_is_marked(tmp_path):
    run = play(
        tmp_path,
        """
        agencies: {a: {~}}
        procedures: {h: {wrong: {owner: a, when: f}, right: {owner: a, when: g}, either: {owner: a,
            when: g or unseen}}}
        """,
        """
        injects:
          - {at: 5 min, set: {unseen: true}}
          - {at: 10 min, set: {f: true, g: true}, observed_by: {a: 20 min}}
          - {at: 20 min, set: {f: false}}
        """,
    )
    assert run.task("wrong").mistaken
    assert not run.task("right").mistaken
    assert not run.task("either").mistaken  # what it does not know is no false belief


def test_what_a_condition_says_of_anothers_knowledge_is_no_false_belief(tmp_path):
    run = play(
        tmp_path,
        "agencies: {a: {~}, b: {~}}\nprocedures: {h: {go: {owner: a, when: f and not b knows f}}}",
        F_AT_10,
    )
    assert not run.task("go").mistaken


DEPUTIES = """
agencies: {a: {~}, chief: {~, desk: {operators: 0}}, second: {~, desk: {operators: 1, handling: 2 min}},
    third: {~}}
posts: {command: {holder: chief, deputies: [second, third], after: 15 min}}
links:
  - {from: a, to: chief, carries: []}
  - {from: a, to: second, carries: []}
  - {from: a, to: third, carries: []}
procedures: {h: {go: {owner: a, when: f, decision: {by: command, takes: 4 min}, duration: 1 min}}}
"""


def test_a_deputy_decides_when_the_holder_has_not_taken_the_request_up(tmp_path):
    run = play(tmp_path, DEPUTIES, F_AT_10)
    # asked 10; the deputy's turn at 25, takes the message in 27, decides 31; the third is not asked
    assert run.task("go").decided == 31
    assert [row.about for row in run.all("request")] == ["p.go: p.a > p.chief", "p.go: p.a > p.second"]
    assert [row.about for row in run.all("decision")] == ["p.command"]


def test_the_next_deputy_is_asked_when_the_first_is_busy_too(tmp_path):
    run = play(tmp_path, DEPUTIES.replace("operators: 1", "operators: 0"), F_AT_10)
    # 25 second, 40 third, who has no desk and decides at 44
    assert run.task("go").decided == 44


def test_the_first_decision_wins_and_both_stay_in_the_log(tmp_path):
    run = play(
        tmp_path,
        """
        agencies: {a: {~}, chief: {~}, second: {~}}
        media: {post: {delay: 18 min}}
        posts: {command: {holder: chief, deputies: [second], after: 15 min}}
        links: [{from: a, to: chief, carries: [], over: [post]}, {from: a, to: second, carries: []}]
        procedures: {h: {go: {owner: a, when: f, decision: {by: command, takes: 4 min}}}}
        """,
        F_AT_10,
    )
    # the chief has it at 28, decides 32; the deputy is asked at 25, decides 29
    assert run.task("go").decided == 29
    assert [(row.asked, row.ended) for row in run.all("decision")] == [(25, 29), (28, 32)]


def test_a_deputy_whom_nobody_has_begun_to_ask_is_left_in_peace_once_the_decision_is_taken(tmp_path):
    others = [f"x{number}" for number in range(5)]
    run = play(
        tmp_path,
        f"""
        agencies: {{a: {{~, desk: {{operators: 1, compose: 3 min}}}},
            chief: {{~, desk: {{operators: 1, handling: 18 min}}}}, second: {{~}}, {
            ", ".join(f"{other}: {{~}}" for other in others)
        }}}
        posts: {{command: {{holder: chief, deputies: [second], after: 15 min}}}}
        links:
          - {{from: a, to: chief, carries: []}}
          - {{from: a, to: second, carries: []}}
          - {
            '''
          - '''.join(f"{{from: a, to: {other}, purpose: report, carries: [g]}}" for other in others)
        }
        procedures: {{h: {{go: {{owner: a, when: f, decision: {{by: command, takes: 4 min}}}}}}}}
        """,
        """
        injects:
          - {at: 10 min, set: {f: true}, observed_by: {a: 0 s}}
          - {at: 24 min, set: {g: true}, observed_by: {a: 0 s}}
        """,
    )
    # composed 13, taken in 31, decided 35; from 24 to 39 the only operator tells five others, so that the
    # request to the deputy, due at 25, is not begun when the decision is there
    assert run.task("go").decided == 35
    assert [row.state for row in run.all("request")] == ["done", "withdrawn"]
    assert run.learned("x4", "g") == 39


def test_the_request_carries_what_the_requester_believes(tmp_path):
    run = play(
        tmp_path,
        """
        agencies: {a: {~}, chief: {~, desk: {operators: 1, handling: 1 min}}}
        links: [{from: a, to: chief, carries: []}]
        procedures: {h: {go: {owner: a, when: f, decision: {by: chief}}}}
        """,
        F_AT_10,
    )
    assert run.learned("chief", "f") == 11


SCALE = """
agencies: {a: {~}, second: {~}}
facts: {n: {kind: number}}
posts: {command: {holder: a, deputies: [second], after: 20 min}}
links: [{from: a, to: second, carries: [n, response]}]
scales:
  response:
    order: [III, II, I]
    declared_by: command
    decide: 5 min
    levels: {III: {when: n >= 1}, II: {when: n >= 10}, I: {when: n >= 100}}
procedures: {h: {go: {owner: second, when: response >= II}}}
"""


def test_the_highest_level_whose_criterion_holds_at_the_end_of_the_decision_is_declared(tmp_path):
    run = play(
        tmp_path,
        SCALE,
        """
        injects:
          - {at: 10 min, set: {n: 1}, observed_by: {a: 0 s}}
          - {at: 12 min, set: {n: 20}}
          - {at: 30 min, set: {n: 0}}
        """,
    )
    # decided 10..15 on what is known at 15: II; it does not go down by itself
    assert run.beliefs("a", "response") == [(15, 2)]
    assert run.started("go") == 15


def test_a_higher_level_is_a_further_decision(tmp_path):
    run = play(
        tmp_path,
        SCALE,
        """
        injects:
          - {at: 10 min, set: {n: 1}, observed_by: {a: 0 s}}
          - {at: 20 min, set: {n: 200}}
        """,
    )
    assert run.beliefs("second", "response") == [(15, 1), (25, 3)]


def test_a_deputy_declares_a_level_when_the_holder_does_not(tmp_path):
    run = play(
        tmp_path,
        SCALE.replace("a: {~}, second", "a: {~, desk: {operators: 0}}, second"),
        "injects: [{at: 10 min, set: {n: 10}, observed_by: {second: 3 min}}]",
    )
    # known to the deputy at 13, its turn at 33, declared at 38
    assert run.beliefs("", "response") == [(38, 2)]


# -- shifts --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("hand_over", "minute"), [("", 7), ("hand_over: 10 min, ", 17)])
def test_at_the_change_of_shift_nobody_begins_new_work_during_the_hand_over(tmp_path, hand_over, minute):
    run = play(
        tmp_path,
        f"""
        agencies:
          a: {{~, desk: {{{hand_over}compose: 2 min, shifts: [{{hours: "08:00-18:00", operators: 3}},
              {{operators: 1}}]}}}}
          b: {{~}}
        links: [{{from: a, to: b, carries: [f]}}]
        """,
        "injects: [{at: 5 min, set: {f: true}, observed_by: {a: 0 s}}]",
        start="2026-03-02 17:55",
    )
    # known exactly at 18:00; composed 2 min, or after the hand-over
    assert run.learned("b", "f") == minute


def test_whoever_is_busy_at_the_change_of_shift_finishes_and_then_there_is_one_less(tmp_path):
    run = play(
        tmp_path,
        """
        agencies:
          a: {~, desk: {compose: 10 min, shifts: [{hours: "08:00-18:00", operators: 2}, {operators: 1}]}}
          b: {~}
        links:
          - {from: a, to: b, carries: [f]}
          - {from: a, to: b, carries: [g]}
          - {from: a, to: b, carries: [x]}
        """,
        "injects: [{at: 5 min, set: {f: true, g: true, x: true}, observed_by: {a: 0 s}}]",
        start="2026-03-02 17:50",
    )
    # two compose 5..15; the third begins when one of them is done, by the one who is left
    assert [row.begun for row in run.all("report")] == [5, 5, 15]


def test_outside_office_hours_messages_wait_for_the_morning(tmp_path):
    run = play(
        tmp_path,
        """
        agencies: {a: {~}, b: {~, works: "Mon-Fri 08:30-17:30", desk: {operators: 1, handling: 5 min}}}
        links: [{from: a, to: b, carries: [f]}]
        """,
        F_AT_10,
        start="2026-03-02 08:00",
    )
    # there at 08:10, opened at 08:30
    assert (run.one("report").received, run.one("report").picked, run.learned("b", "f")) == (10, 30, 35)
    assert run.all("event")[0].about == "p.b"


def test_holidays_have_the_shift_of_holidays(tmp_path):
    run = play(
        tmp_path,
        """
        calendar: {holidays: [2026-03-02]}
        agencies:
          a: {~}
          b: {~, desk: {handling: 5 min, shifts: [{days: workdays, operators: 3}, {hours: "09:00-12:00",
              operators: 1}]}}
        links: [{from: a, to: b, carries: [f]}]
        """,
        F_AT_10,
        start="2026-03-02 08:00",
    )
    assert run.learned("b", "f") == 65


# -- joint tasks ---------------------------------------------------------------------------------------------

MEETING = """
agencies:
  a: {~}
  b: {~, desk: {operators: 1, handling: 1 min}}
  c: {~, desk: {operators: 1, handling: 2 min}}
  d: {~, desk: {operators: 0}}
links: [{from: a, to: b, carries: []}, {from: a, to: c, carries: []}, {from: a, to: d, carries: []}]
procedures: {h: {meet: {owner: a, with: [b, c, d], WHO, when: f, duration: 30 min, achieves: plan}}}
"""


def test_a_joint_task_starts_when_enough_are_in(tmp_path):
    run = play(tmp_path, MEETING.replace("WHO", "at_least: 2"), F_AT_10)
    # b at 11, c at 12; d never
    assert (run.task("meet").granted, run.task("meet").convened, run.task("meet").finished) == (10, 12, 42)


def test_a_joint_task_starts_with_whoever_is_there_when_it_has_waited_long_enough(tmp_path):
    run = play(tmp_path, MEETING.replace("WHO", "wait_at_most: 20 min"), F_AT_10)
    assert run.started("meet") == 30


def test_a_joint_task_waits_for_all_where_nothing_is_said(tmp_path):
    run = play(tmp_path, MEETING.replace("WHO", "name: x"), F_AT_10)
    assert run.started("meet") is None
    assert run.milestone("unreached") is None


def test_at_the_end_all_who_were_there_share_the_newest_they_hold_and_do_not_tell_one_another_again(tmp_path):
    run = play(
        tmp_path,
        """
        agencies: {a: {~}, b: {~}, c: {~}, d: {~, desk: {operators: 0}}}
        facts: {n: {kind: number}}
        links:
          - {from: a, to: b, carries: []}
          - {from: a, to: c, carries: []}
          - {from: a, to: d, carries: []}
          - {from: b, to: c, carries: [n, plan]}
        procedures: {h: {meet: {owner: a, with: [b, c, d], at_least: 2, when: f, duration: 30 min,
            achieves: plan}}}
        """,
        """
        injects:
          - {at: 10 min, set: {f: true}, observed_by: {a: 0 s}}
          - {at: 11 min, set: {n: 1}, observed_by: {c: 0 s, d: 0 s}}
        """,
    )
    # 10..40
    assert [run.learned(each, "n") for each in "abc"] == [40, 40, 11]
    assert [run.learned(each, "plan") for each in "abcd"] == [40, 40, 40, None]
    assert run.all("report", "b>c") == []


def test_participants_are_held_and_then_free_also_when_it_is_broken_off(tmp_path):
    run = play(
        tmp_path,
        MEETING.replace("WHO", "at_least: 2, stops: x").replace("with: [b, c, d]", "with: [b, c]"),
        """
        injects:
          - {at: 10 min, set: {f: true}, observed_by: {a: 0 s}}
          - {at: 20 min, set: {x: true}, observed_by: {a: 0 s}}
        """,
    )
    assert run.task("meet").state == "stopped"
    assert (run.free("b"), run.free("c")) == (1, 1)


def test_units_are_free_when_a_joint_task_is_broken_off_before_all_are_there(tmp_path):
    run = play(
        tmp_path,
        MEETING.replace("WHO", "stops: x, needs: {team: 1}").replace(
            "a: {~}", "a: {~, pools: {team: {units: 1, mobilise: 5 min}}}"
        ),
        """
        injects:
          - {at: 10 min, set: {f: true}, observed_by: {a: 0 s}}
          - {at: 20 min, set: {x: true}, observed_by: {a: 0 s}}
        """,
    )
    assert run.task("meet").state == "stopped"
    assert run.free("a.team") == 1


def test_at_least_counts_those_invited_and_not_the_owner(tmp_path):
    with pytest.raises(Exception, match="2 take part at the most"):
        play(tmp_path, MEETING.replace("WHO", "at_least: 3").replace("[b, c, d], at", "[b, c], at"), F_AT_10)


def test_a_request_that_is_undelivered_is_not_tried_again_when_the_task_is_withdrawn(tmp_path):
    run = play(
        tmp_path,
        """
        agencies: {a: {~}, boss: {~}}
        media: {net: {delay: 1 min}}
        links: [{from: a, to: boss, carries: [], over: [net]}]
        procedures: {h: {go: {owner: a, when: f, decision: {by: boss}}}}
        """,
        """
        injects:
          - {at: 5 min, outage: net, lasts: 1 h}
          - {at: 10 min, set: {f: true}, observed_by: {a: 0 s}}
          - {at: 20 min, set: {f: false}}
        """,
    )
    assert [row.due for row in run.all("undelivered")] == [11]
    assert run.one("request").state == "withdrawn"


def test_an_invitation_that_is_undelivered_is_not_tried_again_when_the_meeting_is_over(tmp_path):
    run = play(
        tmp_path,
        """
        agencies: {a: {~}, b: {~}, c: {~}}
        media: {net: {delay: 1 min}}
        links: [{from: a, to: b, carries: [], over: [net]}, {from: a, to: c, carries: []}]
        procedures: {h: {meet: {owner: a, with: [b, c], wait_at_most: 5 min, when: f, duration: 10 min}}}
        """,
        """
        injects:
          - {at: 5 min, outage: net, lasts: 1 h}
          - {at: 10 min, set: {f: true}, observed_by: {a: 0 s}}
        """,
    )
    # 10, waits to 15, over at 25; the invitation of 10..11 would be tried again at 26
    assert (run.task("meet").started, run.task("meet").finished) == (15, 25)
    assert [row.due for row in run.all("undelivered")] == [11]


def test_a_decision_taken_again_is_drawn_again(tmp_path):
    run = play(
        tmp_path,
        "agencies: {a: {~}}\n"
        "procedures: {h: {go: {owner: a, when: f, decision: {by: a, takes: 20..60 min}}}}",
        """
        injects:
          - {at: 10 min, set: {f: true}, observed_by: {a: 0 s}}
          - {at: 15 min, set: {f: false}}
          - {at: 90 min, set: {f: true}}
        """,
    )
    first, second = run.all("decision")
    assert first.ended - first.asked != second.ended - second.asked


# -- levels: severity, lowering, without a decision ----------------------------------------------------------


def test_how_bad_it_is_follows_from_what_each_agency_believes(tmp_path):
    run = play(
        tmp_path,
        """
        agencies: {a: {~}, b: {~}}
        facts: {n: {kind: number}}
        media: {post: {delay: 30 min}}
        links: [{from: a, to: b, carries: [n], over: [post]}]
        scales: {severity: {order: [low, high], when: {low: n >= 1, high: n >= 10}}}
        procedures:
          h: {here: {owner: a, when: severity >= high}, there: {owner: b, when: severity >= high}}
        """,
        """
        incident: {hazard: h, facts: {n: 3}, observed_by: {a: 0 s}}
        injects: [{at: 1 h, set: {n: 10}}]
        milestones: {bad: {when: severity >= high}, some: {when: severity = low}}
        """,
    )
    # 3 is low, 10 ("or more") is high; b is told half an hour later; a milestone is read in truth
    assert (run.started("here"), run.started("there")) == (60, 90)
    assert (run.milestone("some"), run.milestone("bad")) == (0, 60)


LOWER = SCALE.replace("    levels:", "    lower: {to: III, when: over}\n    levels:").replace(
    "carries: [n, response]", "carries: [n, response, over]"
)


def test_a_level_is_lowered_by_a_decision_and_does_not_come_back_by_what_called_for_it(tmp_path):
    run = play(
        tmp_path,
        LOWER,
        """
        injects:
          - {at: 10 min, set: {n: 20}, observed_by: {a: 0 s}}
          - {at: 60 min, set: {over: true}, observed_by: {a: 0 s}}
        """,
    )
    # II at 15; lowered 60..65 though n is still 20; the deputy, too, leaves it at that
    assert run.beliefs("a", "response") == [(15, 2), (65, 1)]
    assert run.beliefs("second", "response") == [(15, 2), (65, 1)]


def test_a_level_is_raised_again_when_its_criterion_turns_true_anew(tmp_path):
    run = play(
        tmp_path,
        LOWER,
        """
        injects:
          - {at: 10 min, set: {n: 20}, observed_by: {a: 0 s}}
          - {at: 60 min, set: {over: true}, observed_by: {a: 0 s}}
          - {at: 90 min, set: {n: 5}}
          - {at: 120 min, set: {n: 30}}
          - {at: 150 min, set: {n: 100}}
        """,
    )
    assert run.beliefs("a", "response") == [(15, 2), (65, 1), (125, 2), (155, 3)]


def test_a_higher_level_that_is_called_for_goes_before_a_lower_one(tmp_path):
    run = play(
        tmp_path,
        LOWER,
        """
        injects:
          - {at: 10 min, set: {n: 20}, observed_by: {a: 0 s}}
          - {at: 60 min, set: {n: 100, over: true}, observed_by: {a: 0 s}}
        """,
    )
    assert run.beliefs("a", "response") == [(15, 2), (65, 3)]


def test_a_task_that_has_not_begun_is_withdrawn_when_its_level_is_lowered(tmp_path):
    run = play(
        tmp_path,
        LOWER.replace("go: {owner: second,", "go: {owner: second, needs: {desk: 1},").replace(
            "second: {~}", "second: {~, desk: {operators: 0}}"
        ),
        """
        injects:
          - {at: 10 min, set: {n: 20}, observed_by: {a: 0 s}}
          - {at: 60 min, set: {over: true}, observed_by: {a: 0 s}}
        """,
    )
    assert run.started("go") is None


def test_what_is_automatic_waits_for_nobody(tmp_path):
    run = play(
        tmp_path,
        SCALE.replace("decide: 5 min", "automatic: true").replace("{a: {~}", "{a: {~, desk: {operators: 0}}"),
        "injects: [{at: 10 min, set: {n: 20}, observed_by: {a: 0 s}}]",
    )
    assert run.beliefs("a", "response") == [(10, 2)]


# -- joint tasks in person -----------------------------------------------------------------------------------

IN_PERSON = """
regions: {here: {name: H}, there: {name: T}}
travel: {table: {here-there: 30 min}}
agencies: {a: {~, region: here}, b: {~, region: there, desk: {operators: 1}}, c: {~, region: here}}
links:
  - {from: a, to: b, purpose: command, carries: [f]}
  - {from: a, to: c, purpose: command, carries: [f]}
procedures:
  h:
    meet: {owner: a, with: [b, c], in_person: true, when: f, duration: 20 min, achieves: plan MORE}
    own: {owner: b, when: f, needs: {desk: 1}, duration: 1 min}
"""


def test_who_takes_part_in_person_is_away_for_the_way_there_the_task_and_the_way_back(tmp_path):
    run = play(tmp_path, IN_PERSON.replace(" MORE", ""), F_AT_10)
    # invited at 10; b arrives at 40, c is in the region already; to 60; b is back at 90
    meeting = run.task("meet")
    assert (meeting.convened, meeting.finished) == (40, 60)
    assert run.one("join", "p.meet: p.a > p.b").taken_up == 10
    assert run.started("own") == 90


def test_who_comes_when_the_others_have_begun_turns_back(tmp_path):
    run = play(tmp_path, IN_PERSON.replace(" MORE", ", wait_at_most: 10 min"), F_AT_10)
    # begun at 20 with c alone; b arrives at 40, while they still sit, and is back at 70
    assert run.task("meet").finished == 40
    assert run.one("join", "p.meet: p.a > p.b").state == "withdrawn"
    assert run.started("own") == 70


def test_a_quorum_that_is_there_need_not_wait_for_the_rest(tmp_path):
    run = play(tmp_path, IN_PERSON.replace(" MORE", ", at_least: 1"), F_AT_10)
    assert run.task("meet").convened == 10


def test_from_afar_nobody_travels(tmp_path):
    run = play(tmp_path, IN_PERSON.replace("in_person: true, ", "").replace(" MORE", ""), F_AT_10)
    assert run.task("meet").convened == 10
