"""Rules 11, 19, 26, 28 by hand: injects, outages, incidents, automatic facts, the end."""

import pytest

from tests.engine.small import play

SEES = "  - {at: 10 min, set: {f: true}, observed_by: {a: 0 s}}\n"


def test_an_inject_may_wait_for_what_is_true_or_for_what_an_agency_believes(tmp_path):
    run = play(
        tmp_path,
        "agencies: {a: {~}}",
        """
        injects:
          - {at: 10 min, set: {f: true}, observed_by: {a: 20 min}}
          - {when: f, set: {g: true}}
          - {when: f, believed_by: a, set: {x: true}}
          - {when: f for 15 min, set: {y: true}}
        """,
    )
    assert [run.learned("", each) for each in ("g", "x", "y")] == [10, 30, 25]


@pytest.mark.parametrize(
    ("outage", "minute"),
    [
        ("outage: net", 31),
        ("outage: net, region: north", 31),
        ("outage: net, region: top", 31),
        ("outage: net, region: south", 11),
        ("outage: line", 31),
        ("outage: b", 31),
        ("outage: north", 31),
        ("outage: south", 11),
    ],
)
def test_an_outage_cuts_what_it_concerns(tmp_path, outage, minute):
    run = play(
        tmp_path,
        """
        regions: {top: {name: t}, north: {name: n, within: top}, south: {name: s}}
        agencies: {a: {~}, b: {~, region: north}, c: {~, region: south}}
        media: {net: {delay: 1 min}}
        links: [{id: line, from: a, to: b, carries: [f], over: [net]}]
        """,
        f"injects:\n{SEES}  - {{at: 5 min, {outage}, lasts: 25 min}}\n",
    )
    # back at 30, tried at once
    assert run.learned("b", "f") == minute


def test_a_desk_that_is_out_keeps_what_comes_in_and_finishes_what_it_holds(tmp_path):
    run = play(
        tmp_path,
        """
        agencies: {a: {~}, b: {~, desk: {operators: 1, handling: 3 min}}}
        links: [{from: a, to: b, carries: [f, g]}]
        """,
        f"""injects:\n{SEES}  - {{at: 11 min, outage: b.desk, lasts: 19 min}}
  - {{at: 12 min, set: {{g: true}}, observed_by: {{a: 0 s}}}}
""",
    )
    assert (run.learned("b", "f"), run.learned("b", "g")) == (13, 33)
    assert run.all("report")[1].picked == 30


def test_two_outages_of_one_thing_both_have_to_end(tmp_path):
    run = play(
        tmp_path,
        """
        agencies: {a: {~}, b: {~}}
        media: {net: {delay: 1 min}}
        links: [{from: a, to: b, carries: [f], over: [net], again: 2 h}]
        """,
        f"injects:\n{SEES}  - {{at: 5 min, outage: net, lasts: 25 min}}\n"
        "  - {at: 6 min, outage: net, lasts: 50 min}\n",
    )
    assert run.learned("b", "f") == 57


def test_an_agency_that_is_out_has_no_units(tmp_path):
    run = play(
        tmp_path,
        """
        agencies: {a: {~, pools: {team: {units: 1}}}}
        procedures: {h: {go: {owner: a, when: f, needs: {team: 1}}}}
        """,
        f"injects:\n{SEES}  - {{at: 5 min, outage: a, lasts: 25 min}}\n",
    )
    assert run.started("go") == 30


def test_a_medium_that_comes_into_being_carries_from_then_on(tmp_path):
    run = play(
        tmp_path,
        """
        agencies: {a: {~}, b: {~}}
        media: {liaison: {delay: 1 min, up_when: there.done}}
        links: [{from: a, to: b, carries: [f], over: [liaison]}]
        procedures: {h: {there: {owner: b, when: known(g), duration: 40 min}}}
        """,
        f"injects:\n{SEES}  - {{at: 5 min, set: {{g: true}}, observed_by: {{b: 0 s}}}}\n",
    )
    assert run.learned("b", "f") == 46


def test_a_medium_that_is_up_at_first_can_go(tmp_path):
    run = play(
        tmp_path,
        """
        agencies: {a: {~}, b: {~}}
        media: {day_line: {delay: 1 min, up_when: not g}}
        links: [{from: a, to: b, carries: [f], over: [day_line]}]
        """,
        f"injects:\n{SEES}  - {{at: 5 min, set: {{g: true}}, observed_by: {{b: 0 s}}}}\n"
        "  - {at: 20 min, set: {g: false}}\n",
    )
    assert run.learned("b", "f") == 21


def test_automatic_facts_follow_a_task(tmp_path):
    run = play(
        tmp_path,
        """
        agencies: {a: {~, pools: {team: {units: 1, mobilise: 5 min}}}}
        procedures:
          h:
            first: {owner: a, when: f, needs: {team: 1}, duration: 30 min}
            go: {owner: a, when: f, needs: {team: 1}, duration: 30 min}
            on_ready: {owner: a, when: go.ready}
            on_start: {owner: a, when: go.started}
            on_done: {owner: a, when: go.done}
            push: {owner: a, when: go.ready for 20 min and not go.started}
        """,
        f"injects:\n{SEES}",
    )
    # first 10..15..45, go granted 45, at work 50..80
    assert [run.started(each) for each in ("on_ready", "on_start", "on_done", "push")] == [10, 50, 80, 30]


def test_a_task_past_its_limit_is_overdue(tmp_path):
    run = play(
        tmp_path,
        """
        agencies: {a: {~, role: doer}, b: {~}}
        links: [{from: a, to: b, carries: ["*.overdue"]}]
        procedures:
          h:
            go: {owner: a, when: f, duration: 60 min}
            late: {owner: b, when: go.overdue}
        obligations: [{when: f, then: go.done, within: 40 min, from: doer}]
        """,
        f"injects:\n{SEES}",
    )
    assert run.started("late") == 50


def test_two_incidents_have_facts_and_tasks_of_their_own_and_share_the_units(tmp_path):
    run = play(
        tmp_path,
        """
        hazards: {fire: {name: fire}}
        agencies: {a: {~, pools: {team: {units: 1}}}}
        procedures: {fire: {go: {owner: a, when: burns, needs: {team: 1}, duration: 30 min, achieves: out}}}
        """,
        """
        incidents:
          - {hazard: fire, facts: {burns: true}, observed_by: {a: 5 min}}
          - {hazard: fire, begins: 10 min, facts: {burns: true}, observed_by: {a: 2 min}}
        """,
    )
    assert [(row.about, row.ready, row.started) for row in run.all("task")] == [
        ("p.go", 5, 5),
        ("p.go/2", 12, 35),
    ]
    assert (run.learned("", "p.out"), run.learned("", "p.out/2")) == (35, 65)


def test_incidents_arrive_one_after_another(tmp_path):
    run = play(
        tmp_path,
        """
        hazards: {fire: {name: fire}}
        agencies: {a: {~}}
        procedures: {fire: {go: {owner: a, when: burns}}}
        """,
        "incident: {hazard: fire, begins: 10 min, every: 20 min, count: 3, facts: {burns: true}, "
        "observed_by: {a: 1 min}}",
    )
    assert [row.started for row in run.all("task")] == [11, 31, 51]


def test_many_alike_are_agencies_of_their_own(tmp_path):
    run = play(
        tmp_path,
        """
        agencies: {a: {~, desk: {operators: 1, compose: 2 min}}, grid: {~, times: 3}}
        links: [{from: a, to: grid, carries: [f]}]
        procedures: {h: {go: {owner: grid, when: f, duration: 10 min}}}
        """,
        f"injects:\n{SEES}",
    )
    assert [run.learned(f"grid#{number}", "f") for number in (1, 2, 3)] == [12, 14, 16]
    assert [row.finished for row in run.all("task")] == [22, 24, 26]


def test_the_milestone_ended_ends_the_run_with_its_instant(tmp_path):
    run = play(
        tmp_path,
        """
        agencies: {a: {~}}
        procedures: {h: {go: {owner: a, when: f, duration: 5 min, achieves: done}, more: {owner: a,
            when: done, duration: 1 min}}}
        """,
        f"injects:\n{SEES}milestones: {{ended: {{when: done}}, never: {{when: more.done}}}}\n",
    )
    assert (run.milestone("ended"), run.log.ended, run.log.stopped) == (15, 900, True)
    assert run.task("more").started == 15
    assert run.milestone("never") is None


def test_what_lies_beyond_the_horizon_is_not_reached_and_what_lies_on_it_is(tmp_path):
    run = play(
        tmp_path,
        """
        agencies: {a: {~}}
        procedures: {h: {go: {owner: a, when: f, duration: 50 min, achieves: on}, far: {owner: a, when: f,
            duration: 51 min, achieves: beyond}}}
        """,
        f"injects:\n{SEES}milestones: {{on: {{when: on}}, beyond: {{when: beyond}}}}\n",
        horizon="60 min",
    )
    assert (run.milestone("on"), run.milestone("beyond")) == (60, None)
    assert (run.log.ended, run.log.stopped) == (3600, False)


def test_at_one_instant_an_operator_that_becomes_free_answers_before_the_caller_gives_up(tmp_path):
    run = play(
        tmp_path,
        """
        agencies: {a: {~}, b: {~, desk: {operators: 1, handling: 1 min}}}
        media: {phone: {mode: call, patience: 2 min}}
        links: [{from: a, to: b, carries: [f], over: [phone]}]
        procedures: {h: {busy: {owner: b, when: g, needs: {desk: 1}, duration: 7 min}}}
        """,
        f"injects:\n{SEES}  - {{at: 5 min, set: {{g: true}}, observed_by: {{b: 0 s}}}}\n",
    )
    # busy 5..12; rings 10..12: answered at 12
    assert (run.one("report").picked, run.all("attempt")) == (12, [])


def test_a_milestone_reads_how_what_an_agency_knows_compares(tmp_path):
    # b is told at 40 that n is 4 and that it is IV, at 70 that n is 2 and that it is III
    run = play(
        tmp_path,
        """
        agencies: {a: {~}, b: {~}}
        facts: {n: {kind: number}}
        media: {post: {delay: 30 min}}
        scales: {so: {order: [IV, III], declared_by: a, levels: {IV: {when: n >= 4}, III: {when: n < 4}}}}
        links: [{from: a, to: b, carries: [n, so], over: [post]}]
        """,
        """
        injects:
          - {at: 10 min, set: {n: 4}, observed_by: {a: 0 s}}
          - {at: 40 min, set: {n: 2}, observed_by: {a: 0 s}}
        milestones:
          few: {when: b knows n < 4}
          many: {when: b knows n >= 4}
          higher: {when: b knows so >= III}
          lower: {when: b knows so < III}
          not_yet: {when: not b knows so >= IV for 5 min}
        """,
    )
    times = {name: run.milestone(name) for name in ("few", "many", "higher", "lower", "not_yet")}
    # who has heard of no level does not know that it is low; of no number, neither that it is few
    assert times == {"few": 70, "many": 40, "higher": 70, "lower": 40, "not_yet": 5}


def test_who_waits_for_what_another_knows_goes_by_that_other_one(tmp_path):
    run = play(
        tmp_path,
        """
        agencies: {a: {~}, b: {~}}
        facts: {n: {kind: number}}
        procedures:
          h: {go: {owner: a, when: f and not b knows n >= 3}, come: {owner: a, when: b knows n >= 3}}
        """,
        """
        incident: {hazard: h, facts: {f: true}, observed_by: {a: 2 min}}
        injects: [{at: 5 min, set: {n: 3}, observed_by: {b: 10 min}}]
        """,
    )
    assert (run.task("go").started, run.task("come").started) == (2, 15)


def test_a_milestone_reads_what_is_true_and_what_an_agency_knows(tmp_path):
    run = play(
        tmp_path,
        "agencies: {a: {~}}",
        "injects: [{at: 10 min, set: {f: true}, observed_by: {a: 5 min}}]\n"
        "milestones: {so: {when: f}, told: {when: a knows f}}",
    )
    assert (run.milestone("so"), run.milestone("told")) == (10, 15)


def test_another_seed_of_draws_moves_nothing_that_is_fixed_and_a_replication_repeats(tmp_path):
    plan = """
    agencies: {a: {~}, b: {~}}
    media: {net: {delay: 1..9 min, success: 0.5}}
    links: [{from: a, to: b, carries: [f], over: [net]}]
    """
    runs = [
        play(tmp_path, plan, f"injects:\n{SEES}", replication_number=number).log.rows for number in (3, 3, 4)
    ]
    assert runs[0] == runs[1]
    assert runs[0] != runs[2]


def test_one_more_agency_moves_no_other_draw(tmp_path):
    plan = """
    agencies: {AGENCIES a: {~}, b: {~}}
    media: {net: {delay: 1..9 min, success: 0.5}}
    links: [LINKS {from: a, to: b, carries: [f], over: [net]}]
    """
    more = plan.replace("AGENCIES", "c: {~},").replace(
        "LINKS", "{from: a, to: c, carries: [f], over: [net]},"
    )
    less = plan.replace("AGENCIES", "").replace("LINKS", "")
    times = [play(tmp_path, text, f"injects:\n{SEES}").learned("b", "f") for text in (less, more)]
    assert times[0] == times[1]
