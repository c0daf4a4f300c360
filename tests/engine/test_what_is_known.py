"""Rules 1 to 7, 14, 17, 18 by hand: who knows what, asks, tells again."""

import pytest

from tests.engine.small import play


def test_an_observer_sees_what_is_set_together_and_every_later_change(tmp_path):
    run = play(
        tmp_path,
        "agencies: {a: {~}}\nfacts: {n: {kind: number}}",
        """
        incident: {hazard: h, facts: {n: 1, leak: true}, observed_by: {a: 3 min}}
        injects: [{at: 20 min, set: {n: 5}}, {at: 30 min, set: {n: 5}}]
        """,
    )
    assert run.beliefs("a", "n") == [(3, 1), (23, 5)]
    assert run.beliefs("a", "leak") == [(3, True)]
    assert len(run.all("seen")) == 2


def test_a_late_old_report_does_not_overwrite_a_newer_value(tmp_path):
    run = play(
        tmp_path,
        """
        agencies: {a: {~}, b: {~}, c: {~}}
        facts: {n: {kind: number}}
        media: {post: {delay: 60 min}}
        links:
          - {from: a, to: c, carries: [n], over: [post]}
          - {from: b, to: c, carries: [n]}
        """,
        """
        injects:
          - {at: 10 min, set: {n: 1}, observed_by: {a: 0 s, b: 30 min}}
          - {at: 20 min, set: {n: 2}, observed_by: {b: 5 min}}
        """,
    )
    # b sees 2 (of minute 20) at 25, tells c; b sees 1 (of 10) at 40: older;
    # a's 1 (of 10) reaches c at 70: older too
    assert run.beliefs("b", "n") == [(25, 2)]
    assert run.beliefs("c", "n") == [(25, 2)]
    assert run.all("report", "a>c")[0].learned == 70


def test_the_same_value_seen_again_is_not_sent_again_and_a_reissue_is(tmp_path):
    run = play(
        tmp_path,
        """
        agencies: {a: {~}, b: {~}}
        links: [{from: a, to: b, carries: [f]}]
        """,
        """
        injects:
          - {at: 10 min, set: {f: true}, observed_by: {a: 0 s}}
          - {at: 20 min, set: {f: true}, observed_by: {a: 0 s}}
          - {at: 30 min, reissue: [f]}
        """,
    )
    assert [row.learned for row in run.all("report")] == [10, 30]


def test_what_an_agency_was_told_it_does_not_tell_back(tmp_path):
    run = play(
        tmp_path,
        """
        agencies: {a: {~}, b: {~}, c: {~}}
        links:
          - {from: a, to: b, carries: [f]}
          - {from: b, to: a, carries: [f]}
          - {from: b, to: c, carries: [f]}
        """,
        "injects: [{at: 10 min, set: {f: true}, observed_by: {a: 0 s}}]",
    )
    assert run.all("report", "b>a") == []
    assert run.learned("c", "f") == 10


def test_a_report_says_the_latest_value_of_all_that_is_new_when_it_is_begun(tmp_path):
    run = play(
        tmp_path,
        """
        agencies: {a: {~, desk: {operators: 1, compose: 10 min}}, b: {~}}
        facts: {n: {kind: number}}
        links: [{from: a, to: b, carries: [f, n]}]
        """,
        """
        injects:
          - {at: 10 min, set: {f: true}, observed_by: {a: 0 s}}
          - {at: 12 min, set: {n: 1}, observed_by: {a: 0 s}}
          - {at: 14 min, set: {n: 2}}
          - {at: 24 min, set: {n: 3}}
        """,
    )
    # begun 10: f; begun 20: n = 2; begun 30: n = 3
    assert [(row.learned, row.facts) for row in run.all("report")] == [
        (20, {"f": True}),
        (30, {"n": 2}),
        (40, {"n": 3}),
    ]


def test_an_agency_without_a_desk_tells_what_it_learned_together_in_one_report(tmp_path):
    run = play(
        tmp_path,
        """
        agencies: {a: {~}, b: {~}}
        media: {net: {delay: 1 min}}
        links: [{from: a, to: b, carries: [f, g], over: [net]}]
        """,
        "injects: [{at: 10 min, set: {f: true, g: true}, observed_by: {a: 0 s}}]",
    )
    assert [row.facts for row in run.all("report")] == [{"f": True, "g": True}]


def test_a_periodic_report_says_all_that_is_known_again(tmp_path):
    run = play(
        tmp_path,
        """
        agencies: {a: {~}, b: {~}}
        media: {net: {delay: 1 min}}
        links: [{from: a, to: b, carries: [f, g], over: [net], every: 1 h}]
        """,
        """
        injects:
          - {at: 70 min, set: {f: true}, observed_by: {a: 0 s}}
          - {at: 130 min, set: {g: true}, observed_by: {a: 0 s}}
        """,
        horizon="4 h",
    )
    # nothing known at 60; 120: f; 180: f and g; 240 would arrive after the end
    told = [(row.due, row.learned, sorted(row.facts)) for row in run.all("report")]
    assert told == [(120, 121, ["f"]), (180, 181, ["f", "g"]), (240, None, ["f", "g"])]


def test_a_periodic_report_does_not_tell_the_receiver_what_it_said_itself(tmp_path):
    run = play(
        tmp_path,
        """
        agencies: {a: {~}, b: {~}}
        links:
          - {from: b, to: a, carries: [f]}
          - {from: a, to: b, carries: [f, g], every: 1 h}
        """,
        """
        injects:
          - {at: 10 min, set: {f: true}, observed_by: {b: 0 s}}
          - {at: 70 min, set: {g: true}, observed_by: {a: 0 s}}
        """,
        horizon="2 h",
    )
    assert [(row.due, row.facts) for row in run.all("report", "a>b")] == [(120, {"g": True})]


def test_periodic_reports_do_not_pile_up_at_a_desk_without_anybody(tmp_path):
    run = play(
        tmp_path,
        """
        agencies: {a: {~, desk: {shifts: [{hours: "12:00-18:00", operators: 1}]}}, b: {~}}
        links: [{from: a, to: b, carries: [f], every: 30 min}]
        """,
        "injects: [{at: 10 min, set: {f: true}, observed_by: {a: 0 s}}]",
        horizon="250 min",
    )
    # due at 30 and waits for noon (240); what falls due meanwhile is the same report
    assert [(row.due, row.learned) for row in run.all("report")] == [(30, 240)]


GROUP = """
agencies: {a: {~}, b: {~, desk: {operators: 0}}, c: {~, desk: {operators: 0}}, d: {~}}
media: {radio: {delay: 2 min, members: [a, b, c, d]}}
links:
  - {from: a, to: b, carries: [f, g], over: [radio]}
  - {from: d, to: b, carries: [x], over: [radio]}
  - {from: c, to: d, carries: [f, g]}
procedures: {h: {both: {owner: c, when: f and not g, achieves: wrong}}}
"""


def test_all_members_of_a_talk_group_hear_without_an_operator_and_are_not_told_again(tmp_path):
    run = play(
        tmp_path,
        GROUP,
        """
        injects:
          - {at: 10 min, set: {f: true, g: true}, observed_by: {a: 0 s}}
          - {at: 9 h, set: {x: true}, observed_by: {d: 0 s}}
        """,
    )
    assert [run.beliefs(each, "f") for each in "bcd"] == [[(12, True)]] * 3
    assert run.all("report", "c>d") == []
    assert run.one("report", "a>b").medium == "p.radio"


def test_what_is_heard_in_a_talk_group_is_one_batch(tmp_path):
    run = play(
        tmp_path,
        GROUP,
        """
        injects:
          - {at: 10 min, set: {f: true, g: true}, observed_by: {a: 0 s}}
          - {at: 9 h, set: {x: true}, observed_by: {d: 0 s}}
        """,
    )
    assert run.all("task") == []  # f and not g never held


def test_whoever_heard_it_in_the_talk_group_is_not_told_by_a_report_that_still_waits(tmp_path):
    run = play(
        tmp_path,
        """
        agencies: {a: {~, desk: {operators: 1, compose: 5 min}}, b: {~}, c: {~}}
        media: {radio: {delay: 2 min, members: [a, b, c]}}
        links:
          - {from: a, to: b, carries: [f], over: [radio], purpose: command}
          - {from: a, to: c, carries: [g], purpose: command}
          - {from: a, to: c, carries: [f]}
        """,
        "injects: [{at: 10 min, set: {f: true, g: true}, observed_by: {a: 0 s}}]",
    )
    # on the radio 15..17; c's own report would begin at 20
    assert run.beliefs("c", "f") == [(17, True)]
    assert [row.state for row in run.all("report", "a>c") if row.facts != {"g": True}] == ["withdrawn"]


def test_one_speaks_at_a_time_in_a_talk_group(tmp_path):
    run = play(
        tmp_path,
        GROUP,
        """
        injects:
          - {at: 10 min, set: {f: true}, observed_by: {a: 0 s}}
          - {at: 11 min, set: {x: true, g: false}, observed_by: {d: 0 s}}
        """,
    )
    # a speaks 10..12, d 12..14
    assert (run.learned("b", "f"), run.learned("b", "x")) == (12, 14)


def test_a_member_that_is_out_does_not_hear(tmp_path):
    run = play(
        tmp_path,
        GROUP,
        """
        injects:
          - {at: 5 min, outage: d}
          - {at: 10 min, set: {f: true, g: true}, observed_by: {a: 0 s}}
          - {at: 9 h, set: {x: true}, observed_by: {a: 0 s}}
        """,
    )
    assert run.beliefs("c", "f") == [(12, True)]
    assert run.beliefs("d", "f") == []


ASKS = """
agencies: {a: {~, desk: {operators: 1}}, b: {~, desk: {operators: 1, handling: 2 min}}}
media: {phone: {mode: call, delay: 1 min}, net: {delay: 1 min}}
links: [{from: a, to: b, carries: [q, r], over: [phone], purpose: ask}]
procedures: {h: {go: {owner: a, when: "f and known(q) and known(r)"}}}
"""


def test_a_question_is_answered_in_the_same_call(tmp_path):
    run = play(
        tmp_path,
        ASKS.replace(" and known(r)", "").replace("q, r", "q"),
        """
        injects:
          - {at: 5 min, set: {q: true}, observed_by: {b: 0 s}}
          - {at: 10 min, set: {f: true}, observed_by: {a: 0 s}}
        """,
    )
    # rings 11, answered at 13
    assert run.learned("a", "q") == 13
    assert run.started("go") == 13


def test_a_question_by_message_is_answered_after_the_way_back(tmp_path):
    run = play(
        tmp_path,
        ASKS.replace(" and known(r)", "").replace("q, r", "q").replace("[phone]", "[net]"),
        """
        injects:
          - {at: 5 min, set: {q: true}, observed_by: {b: 0 s}}
          - {at: 10 min, set: {f: true}, observed_by: {a: 0 s}}
        """,
    )
    # there 11, handled 13, back 14
    assert run.learned("a", "q") == 14


def test_not_known_yet_is_an_answer_and_is_asked_again_after_the_pause(tmp_path):
    run = play(
        tmp_path,
        ASKS.replace(" and known(r)", "").replace("q, r", "q"),
        """
        injects:
          - {at: 10 min, set: {f: true}, observed_by: {a: 0 s}}
          - {at: 20 min, set: {q: true}, observed_by: {b: 0 s}}
        """,
    )
    # asked 10..13: not known; again at 23, answered 26
    assert [(row.due, row.learned) for row in run.all("ask")] == [(10, 13), (23, 26)]
    assert run.started("go") == 26


def test_half_an_answer_is_asked_again_after_the_pause_too(tmp_path):
    run = play(
        tmp_path,
        ASKS,
        """
        injects:
          - {at: 5 min, set: {q: true}, observed_by: {b: 0 s}}
          - {at: 10 min, set: {f: true}, observed_by: {a: 0 s}}
          - {at: 15 min, set: {r: true}, observed_by: {b: 0 s}}
        """,
    )
    assert [(row.due, row.learned) for row in run.all("ask")] == [(10, 13), (23, 26)]
    assert run.started("go") == 26


def test_a_question_again_has_the_answer_before_as_its_cause(tmp_path):
    run = play(
        tmp_path,
        ASKS.replace(" and known(r)", "").replace("q, r", "q"),
        """
        injects:
          - {at: 10 min, set: {f: true}, observed_by: {a: 0 s}}
          - {at: 9 h, set: {q: true}, observed_by: {b: 0 s}}
        """,
        horizon="30 min",
    )
    first, second = (number for number, row in enumerate(run.log.rows) if row[0] == 3)
    assert run.log.rows[second][2] == first


def test_nobody_asks_for_what_it_has_learned_meanwhile(tmp_path):
    run = play(
        tmp_path,
        """
        agencies: {a: {~, desk: {operators: 1, compose: 4 min}}, b: {~}, c: {~}}
        links:
          - {from: a, to: c, carries: [f], purpose: command}
          - {from: a, to: b, carries: [q], purpose: ask}
        procedures: {h: {go: {owner: a, when: f and q}}}
        """,
        """
        injects:
          - {at: 5 min, set: {other: true}, observed_by: {b: 0 s}}
          - {at: 10 min, set: {f: true}, observed_by: {a: 0 s}}
          - {at: 12 min, set: {q: true}, observed_by: {a: 0 s, b: 0 s}}
        """,
    )
    # the officer tells c 10..14; then there is nothing to ask any more
    assert run.one("ask").state == "withdrawn"
    assert run.started("go") == 12


def test_an_exercise_message_tells_facts_that_need_not_be_so(tmp_path):
    run = play(
        tmp_path,
        "agencies: {a: {~, desk: {operators: 1, handling: 3 min}}}\nfacts: {n: {kind: number}}",
        """
        injects:
          - {at: 10 min, message: 谣传, to: a, tells: {n: 30}}
          - {at: 1 h, set: {n: 2}, observed_by: {a: 0 s}}
        """,
    )
    assert run.beliefs("a", "n") == [(13, 30), (60, 2)]
    assert run.beliefs("", "n") == [(60, 2)]


@pytest.mark.parametrize(
    ("condition", "minute"),
    [
        ("f and g", 20),
        ("f or g", 10),
        ("g", 20),
        ("f and not g", 10),
        ("at_least(2, f, g, x)", 20),
        ("known(n)", 30),
        ("n >= 3", 40),
        ("not n >= 3", 30),  # undefined before: neither the comparison nor its opposite is true
        ("n < 3", 30),
        ("not (n < 3)", 40),
        ("f for 30 min", 40),
        ("f for 30 min and not g", None),
        ("x for 5 min", None),  # true 50 to 53
        ("not x for 40 min", 40),  # unknown counts as false, from the start
        ("not x for 51 min", 104),  # broken off at 50, begins again at 53
        ("f and not (g for 60 min)", 10),
        ("not (x for 2 min) and g", 20),
        ("(f for 30 min) for 20 min", 60),
        ("(f and not x) for 50 min", 103),
        ("b knows f", 15),
        ("b knows n", 35),
        ("f and not b knows f", 10),
        ("n = 3", 40),
        ("n != 1", 40),
    ],
)
def test_a_condition_begins_to_hold(tmp_path, condition, minute):
    run = play(
        tmp_path,
        f"""
        agencies: {{a: {{~}}, b: {{~}}}}
        facts: {{n: {{kind: number}}}}
        procedures: {{h: {{go: {{owner: a, when: "{condition}"}}}}}}
        """,
        """
        injects:
          - {at: 10 min, set: {f: true}, observed_by: {a: 0 s, b: 5 min}}
          - {at: 20 min, set: {g: true}, observed_by: {a: 0 s}}
          - {at: 30 min, set: {n: 1}, observed_by: {a: 0 s, b: 5 min}}
          - {at: 40 min, set: {n: 3}}
          - {at: 50 min, set: {x: true}, observed_by: {a: 0 s}}
          - {at: 53 min, set: {x: false}}
        """,
    )
    assert run.started("go") == minute


def test_a_time_does_not_begin_again_where_one_side_takes_over_from_the_other_in_a_batch(tmp_path):
    run = play(
        tmp_path,
        """
        agencies: {a: {~}}
        procedures: {h: {go: {owner: a, when: "(f or g) for 30 min"}}}
        """,
        """
        incident: {hazard: h, begins: 10 min, facts: {f: true, g: false}, observed_by: {a: 0 s}}
        injects: [{at: 30 min, set: {f: false, g: true}}]
        """,
    )
    assert run.started("go") == 40


@pytest.mark.parametrize(
    ("condition", "minute"),
    [
        ("sum(dead) >= 3", 20),
        ("max(dead) >= 3", 30),
        ("dead@south >= 2", 20),
        ("dead@north >= 4", 30),
        ("known(dead@south)", 20),
    ],
)
def test_numbers_of_regions_are_totals_that_conditions_put_together(tmp_path, condition, minute):
    run = play(
        tmp_path,
        f"""
        agencies: {{a: {{~}}, n: {{~}}, s: {{~}}}}
        regions: {{north: {{name: n}}, south: {{name: s}}}}
        facts: {{dead: {{kind: number, per: region}}}}
        links: [{{from: n, to: a, carries: [dead]}}, {{from: s, to: a, carries: [dead]}}]
        procedures: {{h: {{go: {{owner: a, when: "{condition}"}}}}}}
        """,
        """
        injects:
          - {at: 10 min, set: {dead: 1}, region: north, observed_by: {n: 0 s}}
          - {at: 20 min, set: {dead: 2}, region: south, observed_by: {s: 0 s}}
          - {at: 30 min, set: {dead: 4}, region: north}
        """,
    )
    assert run.started("go") == minute


def test_a_bare_name_is_the_own_plans_fact_and_a_qualified_one_the_others(tmp_path):
    other = """
    agencies: {c: {~}}
    procedures: {h: {x: {owner: c, when: f, duration: 30 min, achieves: done_it}}}
    """
    run = play(
        tmp_path,
        """
        agencies: {a: {~}, b: {~}}
        links: [{from: a, to: b, carries: [done_it]}, {from: q.c, to: b, carries: [q.done_it]}]
        procedures:
          h:
            y: {owner: a, when: f, duration: 10 min, achieves: done_it}
            own: {owner: b, when: done_it}
            others: {owner: b, when: q.done_it}
        """,
        "injects: [{at: 10 min, set: {f: true}, observed_by: {a: 0 s, q.c: 0 s}}]",
        ("q", other.replace("procedures", "hazards: {h: {name: h}}\n    procedures")),
    )
    assert (run.started("own"), run.started("others")) == (20, 40)
