"""From a log to a timeline: who gets a lane, how bars are split, what is left out and said to be."""

from dataclasses import replace

import pytest

from simulator.log import rows as log
from simulator.program.model import Act, FactRow, Milestone, Source
from simulator.report.lanes import SHEET, Bounds, lanes
from simulator.report.timeline_model import Piece
from simulator.text.titles import Title
from tests.report.staged import agents, link, program, row, stage, task

READY = {log.READY: 0.0}


TWO = Bounds(arrows=2)


def played(*rows, who=3, ended=600.0, tasks=(), links=(), bounds=SHEET, **more):
    made = program(agents(who), tasks, links, horizon=600.0, **more)
    return lanes(made, log.Log(0, list(rows), ended, stopped=False), lang="en", bounds=bounds)


def one_bar(times, *, number=0, state=log.DONE, ended=600.0):
    (bar,) = played(
        row(log.TASK, number, -1, state, times), tasks=(task(0, 1, "a"), task(1, 1, "b")), ended=ended
    ).bars
    return bar


def message(sent, received, learned, *, subject=0, kind=log.REPORT, cause=-1):
    return row(kind, subject, cause, log.DONE, {log.SENT: sent, log.RECEIVED: received, log.LEARNED: learned})


def test_a_bar_is_split_where_the_stages_lie():
    bar = one_bar(
        {
            log.READY: 10,
            log.DECIDED: 20,
            log.GRANTED: 50,
            log.CONVENED: 60,
            log.MOBILISED: 90,
            log.STARTED: 100,
            log.FINISHED: 160,
        },
        number=1,
    )
    assert bar.pieces == (
        Piece("waiting_decision", 10, 20),
        Piece("waiting_unit", 20, 50),
        Piece("waiting_participants", 50, 60),
        Piece("travel", 60, 100),  # 60 to 90 turning out, 90 to 100 on the way
        Piece("working", 100, 160),
    )


def test_who_needs_no_units_waits_for_operators():
    bar = one_bar({log.READY: 10, log.DECIDED: 10, log.GRANTED: 40, log.STARTED: 40, log.FINISHED: 50})
    assert bar.pieces == (Piece("waiting_operator", 10, 40), Piece("working", 40, 50))


def test_a_task_without_length_still_has_a_bar():
    bar = one_bar({log.READY: 10, log.DECIDED: 10, log.GRANTED: 10, log.STARTED: 10, log.FINISHED: 10})
    assert bar.pieces == (Piece("working", 10, 10),)


def test_what_still_waits_at_the_end_is_open_and_waits_for_the_next_stage():
    bar = one_bar({log.READY: 100, log.DECIDED: 120}, number=1, state=log.OPEN)
    assert bar.open_ended
    assert bar.pieces[0] == Piece("waiting_decision", 100, 120)
    assert (bar.pieces[1].kind, bar.pieces[1].start) == ("waiting_unit", 120)
    assert bar.end <= 120 * 1.05  # the chart does not go on to an empty horizon


def test_a_task_that_started_on_a_false_belief_is_marked():
    assert one_bar({log.READY: 0, log.STARTED: 0, log.FINISHED: 9}, state=log.DONE + log.MISTAKEN).mistaken


def test_a_task_withdrawn_before_anything_was_waited_for_has_no_bar():
    assert played(row(log.TASK, 0, -1, log.WITHDRAWN, READY), tasks=(task(0, 1, "a"),)).bars == ()


def test_an_agency_that_did_nothing_has_no_lane():
    made = played(message(1, 2, 3), links=(link(0, 1, 2, "report"),), who=5)
    assert [lane.name for lane in made.lanes] == ["city.a0", "city.a1"]


def test_a_region_is_shown_by_its_name_and_without_one_by_its_id():
    made, shown = stage(30, 60)
    named = replace(made, regions=(("北县", Title("北岭县", "North County")),))
    assert {lane.region for group in lanes(named, shown, lang="en").groups for lane in group.lanes} == {
        "North County",
        "秦山市",
    }


def test_lanes_are_grouped_by_sector_then_region():
    made = lanes(*stage(30, 60), lang="zh")
    sectors = [group.sector for group in made.groups]
    assert len(sectors) == len(set(sectors))
    for group in made.groups:
        regions = [lane.region for lane in group.lanes]
        assert regions == sorted(regions, key=regions.index)
        assert made.lanes[group.first] == group.lanes[0]


def test_an_arrow_runs_from_sent_to_learned():
    (arrow,) = played(message(5, 7, 11), links=(link(0, 1, 2, "warn"),)).arrows
    assert (arrow.sender, arrow.receiver, arrow.purpose) == (0, 1, "warn")
    assert (arrow.sent, arrow.received, arrow.learned) == (5, 7, 11)


def test_a_message_that_nobody_took_in_is_unread():
    (arrow,) = played(message(5, 7, log.NEVER), links=(link(0, 1, 2, "warn"),)).arrows
    assert arrow.unread


def test_a_link_that_fails_again_and_again_is_one_lost_arrow():
    report = row(log.REPORT, 0, -1, log.LOST, {log.DUE: 10, log.COMPOSED: 15})
    again = [row(log.UNDELIVERED, 0, 0, log.LOST, {log.AT: at}) for at in (30, 930)]
    (arrow,) = played(report, *again, links=(link(0, 1, 2, "report"),), ended=2000.0).arrows
    assert (arrow.lost, arrow.sent, arrow.received, arrow.copies) == (True, 15, 30, 2)


def test_repeats_of_a_periodic_report_become_ticks_on_the_receiver_s_lane():
    made = played(
        *(message(t, t + 1, t + 2) for t in (0, 60, 120)), links=(link(0, 1, 2, "report", every=60.0),)
    )
    assert len(made.arrows) == 1
    assert [(crowd.kind, crowd.lane, crowd.times) for crowd in made.crowds] == [("periodic", 1, (62, 122))]


def test_many_messages_are_thinned_to_those_that_mattered_and_the_chart_says_so():
    rows = [message(t, t + 1, t + 2) for t in range(0, 300, 60)]
    rows.append(row(log.TASK, 0, 3, log.DONE, {log.READY: 182, log.STARTED: 182, log.FINISHED: 200}))
    rows.append(row(log.MILESTONE, 0, 4, log.DONE, {log.AT: 243}))
    goal = Milestone("m", Title("到达", "arrived"), 0, None, None)
    made = played(
        *rows, links=(link(0, 1, 2, "command"),), tasks=(task(0, 2, "a"),), milestones=(goal,), bounds=TWO
    )
    assert [arrow.sent for arrow in made.arrows] == [180, 240]  # the task's cause, the milestone's cause
    assert any("3 of 5 messages are not drawn" in note for note in made.notes)


def test_a_message_matters_whose_fact_was_passed_on_to_what_led_to_a_milestone():
    rows = [*(message(t, t + 1, t + 2) for t in (0, 60, 120, 180))]
    rows[1][log.CAUSE] = 0
    rows.append(row(log.MILESTONE, 0, 1, log.DONE, {log.AT: 62}))
    goal = Milestone("m", Title("到达", "arrived"), 0, None, None)
    made = played(*rows, links=(link(0, 1, 2, "report"),), milestones=(goal,), bounds=TWO)
    assert [arrow.sent for arrow in made.arrows] == [0, 60]


def test_messages_of_one_minute_stand_apart_where_that_is_wanted_each_with_its_row():
    rows = [message(t, t + 1, t + 2) for t in (0, 10, 20)]
    links = (link(0, 1, 2, "report"),)
    assert [(arrow.copies, arrow.row) for arrow in played(*rows, links=links).arrows] == [(3, 2)]
    apart = played(*rows, links=links, bounds=Bounds(apart=True)).arrows
    assert [(arrow.copies, arrow.row) for arrow in apart] == [(1, 0), (1, 1), (1, 2)]


def test_an_inject_is_named_by_the_title_of_what_it_is_about():
    source = Source("phone", None, "outage")
    made = played(row(log.EVENT, 0, -1, log.DONE, {log.AT: 5}), sources=(source,))
    assert [rule.label for rule in made.rules] == ["outage: phone"]
    source = Source("city.a0.team", None, "withdrawn")
    made = played(row(log.EVENT, 0, -1, log.DONE, {log.AT: 5}), sources=(source,))
    assert [rule.label for rule in made.rules] == ["units taken away: government office 0 · team"]
    kinds = (("team", Title("救援队", "rescue team")),)
    made = played(row(log.EVENT, 0, -1, log.DONE, {log.AT: 5}), sources=(source,), kinds=kinds)
    assert [rule.label for rule in made.rules] == ["units taken away: government office 0 · rescue team"]


def test_an_inject_says_to_what_the_situation_changes_and_the_same_at_one_time_once():
    facts = (FactRow("dead", "dead", "number", Title("死亡人数", "dead"), ()),)
    sources = (Source("dead", None, "set"), Source("a-b", None, "road"), Source("a-b#2", None, "road"))
    acts = (
        Act(0, 0, "set", 5.0, (), -1, -1.0, facts=((0, 0, 9.0),)),
        Act(1, 0, "road", 5.0, (), -1, -1.0, factor=0.0),
        Act(2, 0, "road", 5.0, (), -1, -1.0, factor=0.0),
    )
    rows = [row(log.SET, 0, -1, log.DONE, {log.AT: 5})]
    rows += [row(log.EVENT, source, -1, log.DONE, {log.AT: 5}) for source in (1, 2)]
    made = played(*rows, facts=facts, sources=sources, acts=acts)
    assert [rule.label for rule in made.rules] == ["the situation changes: dead 9", "road closed: a – b"]


def test_shift_changes_are_no_injects():
    assert (
        played(row(log.EVENT, 0, -1, log.DONE, {log.AT: 5}), sources=(Source("s", None, "shift"),)).rules
        == ()
    )


def test_many_alike_share_a_lane_and_their_messages_are_one_arrow():
    who = agents(1)
    grid = tuple(replace(who[1], name=f"city.grid#{n}", title=Title("网格员", "grid")) for n in range(1, 6))
    links = tuple(link(n, 1, 2 + n, "command") for n in range(5))
    made = program((*who, *grid), (), links, horizon=600.0)
    rows = [message(5, 6, 7 + n, subject=n) for n in range(5)]
    found = lanes(made, log.Log(0, rows, 600.0, stopped=False), lang="en")
    assert [lane.copies for lane in found.lanes] == [1, 5]
    assert [(arrow.copies, arrow.learned) for arrow in found.arrows] == [(5, 11)]
    two = log.Log(0, rows[2:4], 600.0, stopped=False)
    assert [lane.title for lane in lanes(made, two, lang="en").lanes][1:] == ["grid #3", "grid #4"]


def test_agencies_that_did_least_lose_their_lane_and_the_chart_says_so():
    found = lanes(*stage(12, 40), lang="en", bounds=Bounds(lanes=5))
    assert len(found.lanes) == 5
    assert any("agencies that did least" in note for note in found.notes)
    assert all(bar.lane < 5 for bar in found.bars)


def test_the_time_ends_with_the_last_event_and_an_empty_tail_is_named():
    made = lanes(*stage(horizon=43_200.0), lang="en")
    assert made.until < 20_000
    assert any("Nothing more happens" in note for note in made.notes)


def test_a_limit_beyond_the_chart_is_named_and_not_drawn():
    made = lanes(*stage(), lang="en")
    assert not [rule for rule in made.rules if "water supply" in rule.label]
    assert "limit: water supply (T+6:00) lies beyond the chart." in made.notes


def test_injects_are_numbered_in_order_of_time():
    rules = [rule for rule in lanes(*stage(), lang="en").rules if rule.kind == "inject"]
    assert [rule.number for rule in rules] == list(range(1, len(rules) + 1))
    assert [rule.at for rule in rules] == sorted(rule.at for rule in rules)


def test_public_calls_are_a_crowd_on_the_lane_of_the_desk():
    (calls,) = (crowd for crowd in lanes(*stage(), lang="en").crowds if crowd.kind == "call")
    assert (calls.lane, len(calls.times)) == (0, 120)


@pytest.mark.parametrize("kind", ["decision", "declare"])
def test_decisions_for_others_and_declarations_have_bars(kind):
    (bar,) = (bar for bar in lanes(*stage(), lang="zh").bars if bar.kind == kind)
    assert bar.pieces[-1].kind == "deciding"
    assert bar.title == {"decision": "决策：接报核实", "declare": "宣布应急响应：II"}[kind]


def test_a_log_in_which_nothing_happened_gives_an_empty_timeline():
    made = played()
    assert made.lanes == ()
    assert made.until > 0


def test_the_subtitle_names_the_replication_as_it_is_stored_runs_and_seed_as_played():
    assert lanes(*stage(), lang="en").subtitle.startswith(
        "median replication · number 411 of 1000 · seed 7 ·"
    )
    assert "number 411 of 60 · seed 0 ·" in lanes(*stage(), lang="en", runs=60, seed=0).subtitle


def test_only_objectives_that_were_not_reached_are_failures():
    goals = (
        Milestone("a", Title("爆炸", "explosion"), 0, None, None),
        Milestone("b", Title("水", "water"), 0, 60.0, 0.9),
    )
    made = played(milestones=goals)
    assert made.unreached == ("water",)
    assert "not reached: explosion" in made.notes
