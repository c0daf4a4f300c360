"""Rule 21 by hand: posts handed over with the picture, lost with their holder, taken up on arrival."""

from simulator.analysis.books import Books
from simulator.analysis.learning import Sorted
from simulator.analysis.paths import critical_path
from simulator.log.rows import AT, KIND, MILESTONE
from tests.engine.small import play

TWO = """
agencies: {a: {~}, b: {~}, c: {~}, z: {~}}
posts:
  command: {holder: a, deputies: [c], after: 5 min, hand_over: {to: b, when: big, takes: 15 min}}
links: [{from: a, to: b, purpose: report, carries: []}, {from: z, to: a, carries: []},
  {from: z, to: b, carries: []}, {from: z, to: c, carries: []}]
"""
LOSS = """
agencies: {a: {~}, b: {~}, c: {~}, z: {~}}
posts: {command: {holder: a, deputies: [b, c], after: 5 min}}
links: [{from: z, to: a, carries: []}, {from: z, to: b, carries: []}, {from: z, to: c, carries: []}]
"""


def vacancies(run):
    return [(row.asked, row.ended, row.state) for row in run.all("vacancy")]


# -- hand-over -----------------------------------------------------------------------------------------------


def test_the_old_holder_stays_responsible_until_the_new_one_has_the_picture(tmp_path):
    run = play(
        tmp_path,
        TWO
        + """
procedures:
  h:
    early: {owner: command, when: f, duration: 2 min, achieves: early_done}
    late: {owner: command, when: g, duration: 2 min, achieves: late_done}
""",
        """
        injects:
          - {at: 10 min, set: {big: true, f: true}, observed_by: {a: 0 s}}
          - {at: 20 min, set: {g: true}, observed_by: {a: 0 s}}
          - {at: 30 min, set: {x: true}, observed_by: {a: 0 s}}
        """,
    )
    # a knows at 10 that it is big: hand-over 10..25; until then a acts: early 10..12, late 20..22;
    # b has everything from the picture at 25, and does not do again what a has done
    hand_over = run.one("hand_over")
    assert (hand_over.asked, hand_over.taken_up, hand_over.ended, hand_over.state) == (10, 10, 25, "done")
    assert (run.task("early").ready, run.task("late").ready) == (10, 20)
    assert len(run.all("task")) == 2
    assert run.learned("b", "f") == 25
    assert run.learned("b", "late_done") == 25
    assert run.learned("b", "x") is None  # what a learns after it is a's alone


def test_what_has_not_begun_goes_over_and_what_has_begun_stays(tmp_path):
    run = play(
        tmp_path,
        TWO.replace("b: {~}", "b: {~, pools: {team: {units: 1}}}").replace(
            "a: {~}", "a: {~, pools: {van: {units: 1}}}"
        )
        + """
procedures:
  h:
    long: {owner: command, when: f, needs: {van: 1}, duration: 60 min}
    blocked: {owner: command, when: f, needs: {team: 1}, duration: 10 min}
""",
        "injects: [{at: 10 min, set: {f: true, big: true}, observed_by: {a: 0 s}}]",
    )
    # a has a van and no team: long 10..70 though the post goes over at 25; blocked waits at a 10..25,
    # is withdrawn there and begins at b, which has a team, 25..35
    long = run.task("long")
    mine, theirs = run.all("task", "p.blocked")[0], run.all("task", "p.blocked#3")[0]
    assert (long.started, long.finished, long.state) == (10, 70, "done")
    assert (mine.ready, mine.state) == (10, "withdrawn")
    assert (theirs.ready, theirs.started, theirs.finished) == (25, 25, 35)


def test_the_next_round_of_what_repeats_is_the_new_holder_s_and_the_round_in_hand_is_not(tmp_path):
    patrol = "procedures: {h: {patrol: {owner: command, when: f, duration: 20 min, repeats: true}}}"
    run = play(
        tmp_path,
        TWO + patrol,
        """
        injects:
          - {at: 10 min, set: {big: true, f: true}, observed_by: {a: 0 s}}
          - {at: 80 min, set: {f: false}, observed_by: {b: 0 s}}
        """,
    )
    # a patrols 10..30 and hands over at 25: that round is a's, the next ones are b's, 30..50..70..90
    rounds = [(row.about, row.ready, row.finished) for row in run.all("task")]
    assert rounds == [
        ("p.patrol", 10, 30), ("p.patrol#3", 30, 50), ("p.patrol#3", 50, 70), ("p.patrol#3", 70, 90)
    ]  # fmt: skip


def test_the_new_holder_takes_up_again_what_the_old_one_has_done_before(tmp_path):
    patrol = "procedures: {h: {patrol: {owner: command, when: f, duration: 5 min, repeats: true}}}"
    run = play(
        tmp_path,
        TWO + patrol,
        """
        injects:
          - {at: 10 min, set: {big: true, f: true}, observed_by: {a: 0 s}}
          - {at: 14 min, set: {f: false}, observed_by: {a: 0 s}}
          - {at: 60 min, set: {f: true}, observed_by: {b: 0 s, a: 0 s}}
          - {at: 64 min, set: {f: false}, observed_by: {b: 0 s, a: 0 s}}
        """,
    )
    # a's only round is over at 15; b holds the post from 25 and makes the next one when f holds anew, at 60
    rounds = [(row.about, row.ready, row.finished) for row in run.all("task")]
    assert rounds == [("p.patrol", 10, 15), ("p.patrol#3", 60, 65)]


def test_what_does_not_repeat_is_not_done_again_by_the_new_holder(tmp_path):
    run = play(
        tmp_path,
        TWO + "procedures: {h: {patrol: {owner: command, when: f, duration: 20 min}}}",
        "injects: [{at: 10 min, set: {big: true, f: true}, observed_by: {a: 0 s}}]",
    )
    assert [(row.about, row.ready, row.finished) for row in run.all("task")] == [("p.patrol", 10, 30)]


def test_a_round_that_the_old_holder_breaks_off_is_followed_by_the_new_one_s(tmp_path):
    patrol = "{owner: command, when: f, stops: storm, duration: 40 min, repeats: true}"
    run = play(
        tmp_path,
        TWO + f"procedures: {{h: {{patrol: {patrol}}}}}",
        """
        injects:
          - {at: 10 min, set: {big: true, f: true}, observed_by: {a: 0 s}}
          - {at: 30 min, set: {storm: true}, observed_by: {a: 0 s}}
          - {at: 60 min, set: {f: false}, observed_by: {b: 0 s}}
        """,
    )
    # a is at it from 10 on, also when b holds the post from 25 on, and breaks off at 30; b knows of no storm
    rounds = [(row.about, row.ready, row.finished, row.state) for row in run.all("task")]
    assert rounds == [("p.patrol", 10, 30, "stopped"), ("p.patrol#3", 30, 70, "done")]


def test_each_round_has_an_outcome_of_its_own_whoever_holds_the_post(tmp_path):
    check = "{owner: command, when: f, duration: 5 min, outcome: {good: 0.5, bad: 0.5}, repeats: true}"
    pairs = set()
    for number in range(20):
        run = play(
            tmp_path,
            TWO + f"procedures: {{h: {{check: {check}}}}}",
            "injects: [{at: 10 min, set: {big: true, f: true}, observed_by: {a: 0 s}}]",
            replication_number=number,
            horizon="1 h",
        )
        first = {row.about: row.facts.get("p.good", False) for row in reversed(run.all("task")) if row.facts}
        pairs.add((first["p.check"], first["p.check#3"]))
    assert len(pairs) == 4  # both as they fall, and not the same draw twice


def test_a_decision_that_nobody_has_begun_goes_to_the_new_holder(tmp_path):
    plan = (
        TWO.replace("a: {~}", "a: {~, desk: {operators: 1}}")
        + """
procedures:
  h:
    busy: {owner: a, when: f, needs: {desk: 1}, duration: 2 h, priority: 1}
    go: {owner: z, when: f, decision: {by: command, takes: 3 min}}
"""
    )
    run = play(
        tmp_path,
        plan,
        """
        injects:
          - {at: 10 min, set: {f: true}, observed_by: {a: 0 s, z: 0 s}}
          - {at: 11 min, set: {big: true}, observed_by: {b: 0 s}}
        """,
    )
    # a's one operator is busy 10..130, so nobody begins to decide; the clock of the deputy c says 15, and it
    # decides 15..18: that is before the hand-over, which b, who knows, calls for at 11, ends at 26
    assert run.task("go").decided == 18
    run = play(
        tmp_path,
        plan.replace("after: 5 min", "after: 40 min"),
        """
        injects:
          - {at: 10 min, set: {f: true}, observed_by: {a: 0 s, z: 0 s}}
          - {at: 11 min, set: {big: true}, observed_by: {b: 0 s}}
        """,
    )
    # without the deputy in time: asked anew of b at 26, decided 26..29
    assert run.task("go").decided == 29


def test_a_decision_in_hand_is_ended_by_who_has_begun_it(tmp_path):
    run = play(
        tmp_path,
        TWO + "procedures: {h: {go: {owner: z, when: f, decision: {by: command, takes: 30 min}}}}",
        "injects: [{at: 10 min, set: {f: true, big: true}, observed_by: {a: 0 s, z: 0 s}}]",
    )
    # a decides 10..40; b holds the post from 25 and is not asked
    assert run.task("go").decided == 40
    assert len(run.all("decision")) == 1


def test_a_scale_follows_its_holder(tmp_path):
    run = play(
        tmp_path,
        TWO
        + """
scales:
  response: {order: [II, I], declared_by: command, decide: 4 min,
    levels: {II: {when: f}, I: {when: g}}}
""",
        """
        injects:
          - {at: 10 min, set: {f: true, big: true}, observed_by: {a: 0 s}}
          - {at: 20 min, set: {g: true}, observed_by: {b: 0 s}}
          - {at: 50 min, set: {x: true}, observed_by: {a: 0 s}}
        """,
    )
    # a declares II at 14; b knows g from 20, but may declare only from 25 on, when it holds the post: 25..29
    assert [(row.asked, row.ended, row.ref) for row in run.all("declare")] == [(10, 14, 1), (25, 29, 2)]
    assert run.beliefs("b", "response") == [(25, 1), (29, 2)]


def test_no_hand_over_while_the_two_cannot_reach_one_another(tmp_path):
    run = play(
        tmp_path,
        TWO.replace(
            "{from: a, to: b, purpose: report, carries: []}",
            "{from: a, to: b, purpose: report, carries: [], over: [wire]}",
        )
        + "media: {wire: {mode: message, delay: 1 s}}",
        """
        injects:
          - {at: 5 min, outage: wire, lasts: 35 min}
          - {at: 10 min, set: {big: true}, observed_by: {a: 0 s}}
        """,
    )
    # the wire is down 5..40: called for at 10, begun at 40, over at 55
    row = run.one("hand_over")
    assert (row.asked, row.taken_up, row.ended) == (10, 40, 55)


def test_a_hand_over_without_any_link_never_comes(tmp_path):
    run = play(
        tmp_path,
        TWO.replace("{from: a, to: b, purpose: report, carries: []}, ", ""),
        "injects: [{at: 10 min, set: {big: true}, observed_by: {a: 0 s}}]",
    )
    assert (run.one("hand_over").taken_up, run.one("hand_over").state) == (None, "open")


def test_a_hand_over_begins_again_when_its_taker_is_lost_on_the_way(tmp_path):
    run = play(
        tmp_path,
        TWO,
        """
        injects:
          - {at: 10 min, set: {big: true}, observed_by: {a: 0 s}}
          - {at: 20 min, outage: b, lasts: 30 min}
        """,
    )
    # 10..20 in vain; b is back at 50, and takes 15 min anew
    first, second = run.all("hand_over")
    assert (first.asked, first.ended, first.state) == (10, None, "stopped")
    assert (second.asked, second.taken_up, second.ended) == (20, 50, 65)


# -- loss ----------------------------------------------------------------------------------------------------


def test_a_lost_post_is_vacant_until_the_next_deputy_steps_in_without_the_picture(tmp_path):
    run = play(
        tmp_path,
        LOSS
        + """
procedures:
  h:
    told: {owner: command, when: f, duration: 1 min}
    seen: {owner: command, when: g, duration: 1 min}
""",
        """
        injects:
          - {at: 10 min, outage: a}
          - {at: 12 min, set: {g: true}, observed_by: {a: 0 s, b: 0 s}}
          - {at: 30 min, set: {f: true}, observed_by: {a: 0 s}}
        milestones: {done: {when: seen.done}}
        """,
    )
    # a is lost at 10; b steps in at 15; it has known g since 12 and acts at 15; of f it knows nothing
    assert vacancies(run) == [(10, 15, "done")]
    assert [(row.about, row.ready) for row in run.all("task")] == [("p.seen#2", 15)]
    rows = run.log.rows
    reached = next(number for number, row in enumerate(rows) if row[KIND] == MILESTONE)
    path = critical_path(run.program, run.log, reached, AT)
    # known at 12, nobody there for it until 15, done at 16
    assert [(each.label, each.place, each.end - each.begin) for each in path if each.end > each.begin] == [
        ("before", "g", 720.0),
        ("post", "p.command", 180.0),
        ("work", "p.seen#2", 60.0),
    ]


def test_a_deputy_that_is_out_too_is_passed_over_and_the_first_back_takes_the_post(tmp_path):
    run = play(
        tmp_path,
        LOSS,
        """
        injects:
          - {at: 10 min, outage: a, lasts: 50 min}
          - {at: 10 min, outage: b, lasts: 40 min}
          - {at: 11 min, set: {g: true}, observed_by: {z: 0 s}}
        """,
    )
    assert [(row.asked, row.ended, row.ref) for row in run.all("vacancy")] == [(10, 15, 2)]  # c
    run = play(
        tmp_path,
        LOSS.replace("deputies: [b, c]", "deputies: [b]"),
        """
        injects:
          - {at: 10 min, outage: a, lasts: 50 min}
          - {at: 10 min, outage: b, lasts: 40 min}
          - {at: 11 min, set: {g: true}, observed_by: {z: 0 s}}
        """,
    )
    assert [(row.asked, row.ended, row.ref) for row in run.all("vacancy")] == [(10, 50, 1)]  # b, when back


def test_who_is_back_before_the_deputy_steps_in_resumes(tmp_path):
    run = play(
        tmp_path,
        LOSS + "procedures: {h: {go: {owner: command, when: g, duration: 1 min}}}",
        """
        injects:
          - {at: 10 min, outage: a, lasts: 3 min}
          - {at: 11 min, set: {g: true}, observed_by: {a: 0 s}}
        """,
    )
    assert [(row.asked, row.ended, row.ref) for row in run.all("vacancy")] == [(10, 13, 0)]
    assert run.task("go").ready == 13


def test_without_a_deputy_a_lost_post_stays_vacant(tmp_path):
    run = play(
        tmp_path,
        LOSS.replace("deputies: [b, c], after: 5 min", "name: y")
        + "procedures: {h: {go: {owner: z, when: g, decision: {by: command}}}}",
        """
        injects:
          - {at: 10 min, outage: a}
          - {at: 11 min, set: {g: true}, observed_by: {z: 0 s}}
        """,
    )
    assert vacancies(run) == [(10, None, "open")]
    assert (run.task("go").ready, run.task("go").decided) == (11, None)


def test_a_decision_asked_of_a_lost_holder_goes_to_who_steps_in(tmp_path):
    run = play(
        tmp_path,
        LOSS.replace("a: {~}", "a: {~, desk: {operators: 1, handling: 1 min}}")
        + """
procedures:
  h:
    busy: {owner: a, when: f, needs: {desk: 1}, duration: 2 h, priority: 1}
    go: {owner: z, when: g, decision: {by: command, takes: 2 min}}
""",
        """
        injects:
          - {at: 8 min, set: {g: true}, observed_by: {z: 0 s}}
          - {at: 8 min, set: {f: true}, observed_by: {a: 30 s}}
          - {at: 10 min, outage: a}
        """,
    )
    # a takes the request in 8..9, so no deputy's clock runs any more, and is busy from 9 on: it lies there
    # when a is lost at 10; b holds the post from 15 and decides 15..17
    assert run.task("go").decided == 17


def test_the_region_of_a_holder_takes_it_along(tmp_path):
    run = play(
        tmp_path,
        LOSS.replace("a: {~}", "a: {~, region: r}") + "regions: {r: {name: r}}",
        "injects: [{at: 10 min, outage: r}, {at: 11 min, set: {g: true}, observed_by: {z: 0 s}}]",
    )
    assert vacancies(run) == [(10, 15, "done")]


# -- taken up ------------------------------------------------------------------------------------------------

SCENE = """
agencies: {a: {~, pools: {car: {units: 1, mobilise: 10 min}}}, b: {~}, z: {~}}
posts: {scene: {holder: a, %staken_up: {wanted: f, when: drive.done, takes: 3 min}}}
links: [{from: b, to: a, carries: []}, {from: z, to: a, carries: []}, {from: z, to: b, carries: []}]
procedures:
  h:
    drive: {owner: a, when: f, needs: {car: 1}, duration: 30 min}
    order: {owner: scene, when: f, duration: 5 min}
    ask: {owner: z, when: f, decision: {by: scene, takes: 2 min}}
"""
F_AT_10 = "injects: [{at: 10 min, set: {f: true}, observed_by: {a: 0 s, b: 4 min, z: 0 s}}]"


def test_a_leader_on_the_way_takes_the_post_up_when_it_is_there(tmp_path):
    run = play(tmp_path, SCENE % "", F_AT_10)
    # a turns out 10..20, drives 20..50 and takes the post up 50..53; nobody commands 10..53
    assert vacancies(run) == [(10, 53, "done")]
    assert run.task("order").ready == 53
    assert run.task("ask").decided == 55


def test_a_deputy_holds_it_until_the_leader_is_there_and_hands_over_the_picture(tmp_path):
    run = play(tmp_path, SCENE % "deputies: [b], after: 6 min, ", F_AT_10)
    # b steps in at 16, orders 16..21 and decides 16..18; a arrives at 50 and takes 3 min to take over
    assert vacancies(run) == [(10, 16, "done")]
    assert (run.one("hand_over").asked, run.one("hand_over").ended) == (50, 53)
    assert [(row.about, row.ready) for row in run.all("task") if "order" in row.about] == [("p.order#2", 16)]
    assert run.task("ask").decided == 18


def test_a_post_that_is_wanted_from_the_start_is_vacant_from_the_start(tmp_path):
    run = play(tmp_path, (SCENE % "").replace("wanted: f, ", ""), F_AT_10)
    assert vacancies(run) == [(0, 53, "done")]


def test_whoever_takes_over_does_not_invite_itself(tmp_path):
    run = play(
        tmp_path,
        TWO
        + "procedures: {h: {meet: {owner: command, with: [b, c], at_least: 2, when: f, duration: 10 min}}}",
        """
        injects:
          - {at: 10 min, set: {big: true}, observed_by: {a: 0 s}}
          - {at: 30 min, set: {f: true}, observed_by: {b: 0 s}}
        """,
    )
    # b holds the post from 25 on, and has only c left to invite; it has no link to c
    meeting = run.one("task", "p.meet#3")
    assert (meeting.ready, meeting.convened) == (30, None)


# -- who knows what, by the log ------------------------------------------------------------------------------


def test_the_log_tells_what_the_picture_brought(tmp_path):
    run = play(
        tmp_path,
        TWO + "procedures: {h: {go: {owner: command, when: f and g, duration: 1 min}}}",
        """
        injects:
          - {at: 10 min, set: {big: true, f: true}, observed_by: {a: 0 s}}
          - {at: 12 min, set: {g: true}, observed_by: {b: 0 s}}
        """,
    )
    # a knows f and b knows g; together at the end of the hand-over they know both: b goes to work at 25
    assert [(row.about, row.ready) for row in run.all("task")] == [("p.go#3", 25)]
    cells = {(agent, fact): cell for cell, (agent, fact) in enumerate(run.program.cells)}
    names = [agent.name for agent in run.program.agents]
    facts = [fact.name for fact in run.program.facts]
    wanted = {
        (agency, fact): cells[names.index(agency), facts.index(fact)]
        for agency in ("p.a", "p.b")
        for fact in ("f", "g")
    }
    book = Books(run.program).open(run.log, Sorted(run.log.rows)).believed(set(wanted.values()))
    learned = {name: book[cell][0][0] / 60 for name, cell in wanted.items()}
    assert learned == {("p.a", "f"): 10, ("p.b", "f"): 25, ("p.a", "g"): 25, ("p.b", "g"): 12}


# -- a medium that is there while an officer is --------------------------------------------------------------


def test_a_liaison_officer_carries_messages_while_it_is_there_and_no_longer(tmp_path):
    run = play(
        tmp_path,
        """
        agencies: {a: {~}, b: {~}, chief: {~}}
        media: {officer: {mode: message, delay: 1 min, up_when: "there and not back", pause: 1 min}}
        links: [{from: a, to: b, purpose: report, carries: [f, g, h], over: [officer], again: 30 min}]
        procedures:
          h:
            send: {owner: chief, when: go, duration: 20 min, achieves: there}
            recall: {owner: chief, when: there and home, duration: 20 min, achieves: back}
        """,
        """
        injects:
          - {at: 5 min, set: {f: true}, observed_by: {a: 0 s}}
          - {at: 10 min, set: {go: true}, observed_by: {chief: 0 s}}
          - {at: 40 min, set: {g: true}, observed_by: {a: 0 s}}
          - {at: 50 min, set: {home: true}, observed_by: {chief: 0 s}}
          - {at: 80 min, set: {h: true}, observed_by: {a: 0 s}}
        """,
    )
    # the officer is there from 30 to 70: what waited since 5 goes then, what comes up at 80 goes nowhere
    assert [run.learned("b", fact) for fact in ("f", "g", "h")] == [31, 41, None]
