"""Rules 23 to 25 by hand: claims, pools, aid, travel."""

import pytest

from tests.engine.small import play

F_AT_10 = "injects: [{at: 10 min, set: {f: true}, observed_by: {a: 0 s}}]"


def test_claims_go_by_priority_then_waiting_time_then_declared_order(tmp_path):
    run = play(
        tmp_path,
        """
        agencies: {a: {~, pools: {team: {units: 1}}}}
        procedures:
          h:
            first: {owner: a, when: f, needs: {team: 1}, duration: 10 min}
            late_low: {owner: a, when: g, needs: {team: 1}, duration: 10 min}
            late_also: {owner: a, when: g, needs: {team: 1}, duration: 10 min}
            urgent: {owner: a, when: x, needs: {team: 1}, duration: 10 min, priority: 1}
        """,
        """
        injects:
          - {at: 10 min, set: {f: true}, observed_by: {a: 0 s}}
          - {at: 11 min, set: {g: true}, observed_by: {a: 0 s}}
          - {at: 12 min, set: {x: true}, observed_by: {a: 0 s}}
        """,
    )
    assert [run.started(each) for each in ("first", "urgent", "late_low", "late_also")] == [10, 20, 30, 40]
    assert run.log.rows[run.task("urgent").held][0] == 10  # a task's row freed the unit


def reported(a_way):
    """Play two reports to one agency; each makes a task ready, the later declared one is more urgent."""
    return (
        f"""
        agencies:
          a: {{~, desk: {{operators: 1, compose: 1 min, handling: 1 min}}}}
          c: {{~, desk: {{operators: 1, compose: {a_way}, handling: 1 min}}}}
          b: {{~, desk: {{operators: 2, compose: 1 min, handling: 1 min}}, pools: {{team: {{units: 1}}}}}}
        media: {{radio: {{mode: message, delay: 2 min}}}}
        links:
          - {{from: a, to: b, carries: [f], over: [radio]}}
          - {{from: c, to: b, carries: [g], over: [radio]}}
        procedures:
          h:
            usual: {{owner: b, when: f, needs: {{team: 1}}, duration: 10 min}}
            urgent: {{owner: b, when: g, needs: {{team: 1}}, duration: 10 min, priority: 1}}
        """,
        """
        injects:
          - {at: 10 min, set: {f: true}, observed_by: {a: 0 s}}
          - {at: 10 min, set: {g: true}, observed_by: {c: 0 s}}
        """,
    )


def test_the_unit_goes_to_the_more_urgent_of_two_tasks_that_reports_make_ready_at_one_instant(tmp_path):
    # Both are handled at 10 + 1 + 2 + 1 = 14, that for `usual` first: the unit is not taken before both are.
    run = play(tmp_path, *reported("1 min"))
    assert [run.started(each) for each in ("urgent", "usual")] == [14, 24]


def test_the_unit_goes_to_the_task_whose_report_comes_alone(tmp_path):
    # The other report is composed for two minutes, and handled at 15.
    run = play(tmp_path, *reported("2 min"))
    assert [run.started(each) for each in ("usual", "urgent")] == [14, 24]


def test_a_claim_that_does_not_fit_is_overtaken(tmp_path):
    run = play(
        tmp_path,
        """
        agencies: {a: {~, pools: {team: {units: 2}}}}
        procedures:
          h:
            one: {owner: a, when: f, needs: {team: 1}, duration: 30 min}
            big: {owner: a, when: f, needs: {team: 2}, duration: 10 min, priority: 2}
            small: {owner: a, when: g, needs: {team: 1}, duration: 5 min}
        """,
        """
        injects:
          - {at: 10 min, set: {f: true, g: true}, observed_by: {a: 0 s}}
        """,
    )
    # big goes first (10..20), then one and small together
    assert [run.started(each) for each in ("big", "one", "small")] == [10, 20, 20]


def test_a_small_claim_passes_a_big_one_for_which_too_little_is_free(tmp_path):
    run = play(
        tmp_path,
        """
        agencies: {a: {~, pools: {team: {units: 2}}}}
        procedures:
          h:
            one: {owner: a, when: f, needs: {team: 1}, duration: 30 min}
            big: {owner: a, when: g, needs: {team: 2}, duration: 10 min, priority: 1}
            small: {owner: a, when: x, needs: {team: 1}, duration: 25 min}
        """,
        """
        injects:
          - {at: 10 min, set: {f: true}, observed_by: {a: 0 s}}
          - {at: 11 min, set: {g: true}, observed_by: {a: 0 s}}
          - {at: 20 min, set: {x: true}, observed_by: {a: 0 s}}
        """,
    )
    # one 10..40; small 20..45 passes big, which has two at 45
    assert [run.started(each) for each in ("small", "big")] == [20, 45]


def test_people_and_units_are_taken_together_or_not_at_all(tmp_path):
    run = play(
        tmp_path,
        """
        agencies: {a: {~, desk: {operators: 1}, pools: {team: {units: 1}}}}
        procedures:
          h:
            desk_work: {owner: a, when: f, needs: {desk: 1}, duration: 30 min}
            both: {owner: a, when: f, needs: {desk: 1, team: 1}, duration: 10 min}
            team_only: {owner: a, when: g, needs: {team: 1}, duration: 5 min}
        """,
        """
        injects:
          - {at: 10 min, set: {f: true}, observed_by: {a: 0 s}}
          - {at: 20 min, set: {g: true}, observed_by: {a: 0 s}}
        """,
    )
    # the team is not held while `both` waits for the officer
    assert [run.started(each) for each in ("desk_work", "both", "team_only")] == [10, 40, 20]


def test_own_units_go_first_and_then_those_open_to_it_of_the_same_kind(tmp_path):
    run = play(
        tmp_path,
        """
        agencies:
          a: {~, pools: {team: {units: 1}}}
          b: {~, pools: {squad: {units: 2, kind: team, open_to: [a]}}}
          c: {~, pools: {team: {units: 9}}}
        procedures:
          h:
            two: {owner: a, when: f, needs: {team: 2}, duration: 30 min}
            more: {owner: a, when: f, needs: {team: 2}, duration: 30 min}
        """,
        F_AT_10,
    )
    # 1 of a and 1 of b; then 1 is left until 40
    assert [run.started(each) for each in ("two", "more")] == [10, 40]
    assert [run.free(each) for each in ("a.team", "b.squad", "c.team")] == [1, 2, 9]


def test_one_pool_that_meets_two_needs_by_name_and_by_kind_is_not_counted_twice(tmp_path):
    run = play(
        tmp_path,
        """
        agencies: {a: {~, pools: {squad: {units: 1, kind: team}}}}
        procedures: {h: {go: {owner: a, when: f, needs: {squad: 1, team: 1}, duration: 30 min}}}
        """,
        F_AT_10,
    )
    assert run.started("go") is None


def test_what_is_consumed_does_not_come_back(tmp_path):
    run = play(
        tmp_path,
        """
        agencies: {a: {~, pools: {tent: {units: 5, consumed: true}}}}
        procedures:
          h:
            one: {owner: a, when: f, needs: {tent: 3}, duration: 10 min}
            two: {owner: a, when: f, needs: {tent: 3}, duration: 10 min}
        """,
        F_AT_10,
    )
    assert (run.started("one"), run.started("two"), run.free("a.tent")) == (10, None, 2)


def test_units_taken_away_are_gone_when_they_are_back_and_come_again(tmp_path):
    run = play(
        tmp_path,
        """
        agencies: {a: {~, pools: {team: {units: 1}}}}
        procedures:
          h:
            one: {owner: a, when: f, needs: {team: 1}, duration: 30 min}
            two: {owner: a, when: f, needs: {team: 1}, duration: 30 min}
        """,
        """
        injects:
          - {at: 10 min, set: {f: true}, observed_by: {a: 0 s}}
          - {at: 20 min, take_away: {a.team: 1}, lasts: 40 min}
        """,
    )
    # at work 10..40, away 20..60
    assert [run.started(each) for each in ("one", "two")] == [10, 60]


MOVES = """
regions: {north: {name: n, at: [110.0, 34.0]}, south: {name: s, at: [110.0, 35.0]}}
agencies: {a: {~, region: south, pools: {team: {units: 1, mobilise: 5 min, REDEPLOY}}}}
travel: {table: {south-north: 20 min}}
procedures:
  h:
    one: {owner: a, when: f, needs: {team: 1}, goes_to: north, duration: 30 min, stops: x}
    two: {owner: a, when: f, needs: {team: 1}, duration: 30 min}
"""
THERE_AT_35 = "  - {at: 10 min, set: {f: true}, observed_by: {a: 0 s}}\n"


def moves(tmp_path, more="", redeploy="speed: 60 km/h", plan=MOVES):
    happens = "injects:\n" + THERE_AT_35 + "  - {at: 9 h, set: {x: true}, observed_by: {a: 0 s}}\n" + more
    return play(tmp_path, plan.replace("REDEPLOY", redeploy), happens)


def test_units_turn_out_travel_by_the_table_and_are_free_when_they_are_back(tmp_path):
    run = moves(tmp_path)
    # 10 + 5 = 15, + 20 = 35, + 30 = 65, back 85, turns out again 5
    one = run.task("one")
    assert (one.granted, one.mobilised, one.started, one.finished) == (10, 15, 35, 65)
    assert (run.task("two").granted, run.task("two").started) == (85, 90)


def test_units_that_may_be_sent_on_are_free_at_once(tmp_path):
    run = moves(tmp_path, redeploy="redeploy: true")
    assert run.task("two").granted == 65


def test_travel_without_a_table_is_the_great_circle_times_the_detour_over_the_speed(tmp_path):
    run = moves(tmp_path, plan=MOVES.replace("table: {south-north: 20 min}", "detour: 1.5"))
    # one degree of a great circle of 6371.0088 km: 111.195 km, * 1.5 = 166.79 km, at 60 km/h 166.79 min
    one = run.task("one")
    assert one.started - one.mobilised == pytest.approx(166.7926, abs=1e-3)


def test_on_a_slowed_road_travel_takes_longer(tmp_path):
    run = moves(tmp_path, "  - {at: 12 min, slowed: south-north, factor: 2, lasts: 10 min}\n")
    # set out 15, 40 min; 55 + 30 = 85, back by the same 40
    assert (run.started("one"), run.task("two").granted) == (55, 125)


def test_a_way_round_a_closed_road_takes_its_factor(tmp_path):
    run = moves(tmp_path, "  - {at: 12 min, road_closed: south-north, instead: 1.5, lasts: 10 min}\n")
    assert run.started("one") == 45


def test_at_a_closed_road_units_wait_and_the_wait_is_no_part_of_the_way_back(tmp_path):
    run = moves(tmp_path, "  - {at: 12 min, road_closed: south-north, lasts: 48 min}\n")
    # opens at 60; 80 there; 110 done; back 130
    assert (run.started("one"), run.task("two").granted) == (80, 130)


def test_a_road_that_closes_behind_them_does_not_stop_them(tmp_path):
    run = moves(tmp_path, "  - {at: 16 min, road_closed: south-north, lasts: 3 h}\n")
    assert run.started("one") == 35


def test_units_on_their_way_to_work_that_is_broken_off_turn_round_when_they_arrive(tmp_path):
    run = moves(tmp_path, "  - {at: 20 min, set: {x: true}}\n".replace("x: true", "x: true"))
    assert run.task("one").state in {"done", "stopped"}


@pytest.mark.parametrize(("at", "free"), [(12, 15), (20, 55), (40, 60)])
def test_units_come_back_once_from_work_that_is_broken_off(tmp_path, at, free):
    happens = f"injects:\n{THERE_AT_35}  - {{at: {at} min, set: {{x: true}}, observed_by: {{a: 0 s}}}}\n"
    run = play(tmp_path, MOVES.replace("REDEPLOY", "speed: 60 km/h"), happens)
    # turning out: free when turned out (15); on the road: there 35, back 55; at work: 40 + 20
    assert (run.task("one").state, run.task("two").granted) == ("stopped", free)
    assert run.free("a.team") == 1


def test_units_that_only_turn_out_come_back_once(tmp_path):
    plan = """
    agencies: {a: {~, pools: {team: {units: 1, mobilise: 5 min}}}}
    procedures: {h: {go: {owner: a, when: f, needs: {team: 1}, duration: 30 min, stops: x}}}
    """
    happens = f"injects:\n{THERE_AT_35}  - {{at: 12 min, set: {{x: true}}, observed_by: {{a: 0 s}}}}\n"
    assert play(tmp_path, plan, happens).free("a.team") == 1


# -- aid -----------------------------------------------------------------------------------------------------

GIVER = """
agencies: {fire: {~, region: p.south, pools: {team: {units: 2, mobilise: 5 min}}}, duty: {~,
    desk: {operators: 1, handling: 1 min}}}
links: [{from: duty, to: fire, purpose: command, carries: []}, {from: fire, to: duty, carries: []}]
agreements: {pact: {from: fire, to: p.a, gives: {team: 2}, decision: {by: duty, takes: 10 min}, TERMS}}
"""
TAKER = """
regions: {north: {name: n}, south: {name: s}}
agencies: {a: {~, region: north, pools: {team: {units: 1}}}}
links: [{from: a, to: q.duty, purpose: request_aid, carries: []}]
travel: {table: {south-north: 20 min}}
agreements: {pact: {from: q.fire, to: a, gives: {team: 2}, decision: {by: q.duty, takes: 10 min}, TERMS}}
procedures:
  h:
    own: {owner: a, when: g, needs: {team: 1}, goes_to: north, duration: 2 h, priority: 1}
    go: {owner: a, when: f, needs: {team: 3}, goes_to: north, duration: 30 min}
"""
G_NEVER = "  - {at: 9 h, set: {g: true}, observed_by: {a: 0 s}}\n"


def aid(tmp_path, terms="name: x", more=G_NEVER, giver=GIVER, taker=TAKER):
    terms = terms.replace("name: x", "accepts: 1")
    happens = "injects:\n" + THERE_AT_35 + more
    return play(tmp_path, taker.replace("TERMS", terms), happens, ("q", giver.replace("TERMS", terms)))


def test_aid_is_asked_decided_ordered_turns_out_travels_and_the_task_starts_with_it(tmp_path):
    run = aid(tmp_path)
    # asked 10, taken in by duty 11, decided 21, ordered at once, out 26, there 46; work to 76; home at 96
    call = run.one("aid")
    assert (call.called, call.answered, call.ordered, call.turned_out, call.arrived) == (11, 21, 21, 26, 46)
    assert (run.task("go").granted, run.task("go").finished, call.ref) == (46, 76, 2)
    assert run.free("q.fire.team") == 2


def test_aid_is_enough_for_one_who_has_no_such_units_at_all(tmp_path):
    taker = TAKER.replace(", pools: {team: {units: 1}}", "").replace("team: 3", "team: 2")
    run = aid(tmp_path, taker="\n".join(line for line in taker.splitlines() if " own:" not in line))
    assert (run.one("aid").arrived, run.task("go").granted, run.task("go").finished) == (46, 46, 76)
    assert run.free("q.fire.team") == 2


PROVINCE = """
agencies: {depot: {~, region: p.far, pools: {team: {units: 4, mobilise: 10 min}}}, chief: {~}}
links: [{from: chief, to: depot, purpose: command, carries: []}]
agreements: {reserve: {from: depot, to: p.a, gives: {team: 4}, decision: {by: chief, takes: 15 min}}}
"""
BOTH = (
    TAKER.replace("south: {name: s}", "south: {name: s}, far: {name: f}")
    .replace("links: [", "links: [{from: a, to: r.chief, purpose: request_aid, carries: []}, ")
    .replace("south-north: 20 min", "south-north: 20 min, far-north: 2 h")
    .replace(
        "TERMS}}",
        "TERMS}, reserve: {from: r.depot, to: a, gives: {team: 4}, decision: {by: r.chief, takes: 15 min}}}",
    )
)


@pytest.mark.parametrize(
    ("terms", "operators", "neighbour", "reserve"),
    [
        # declined at 21; the province is asked then, decides to 36, turns out to 46, is there at 166
        ("accepts: 0", 1, ("declined", 21), (21, 36, 46, 166, 2)),
        # nobody at the neighbour's takes it up and it lapses at 40; decided 55, out 65, there 185
        ("accepts: 1, lapses: 30 min", 0, ("lapsed", None), (40, 55, 65, 185, 2)),
    ],
)
def test_after_the_neighbour_declines_or_lets_it_lapse_the_reserve_of_the_province_is_called_on(
    tmp_path, terms, operators, neighbour, reserve
):
    giver = GIVER.replace("TERMS", terms).replace("operators: 1", f"operators: {operators}")
    happens = "injects:\n" + THERE_AT_35 + G_NEVER
    run = play(tmp_path, BOTH.replace("TERMS", terms), happens, ("q", giver), ("r", PROVINCE))
    first, second = run.all("aid")
    assert (first.state, first.answered) == neighbour
    assert (second.called, second.answered, second.turned_out, second.arrived, second.ref) == reserve
    assert run.task("go").granted == reserve[3]


@pytest.mark.parametrize(
    ("lapses", "neighbour", "reserve"),
    [
        # promised at 21, lapses at 23 before they set out at 26; decided 38, out 48, 120 min on the road
        ("2 min", ("lapsed", None), (23, 38, 48, 168, 2)),
        # lapses at 31 on the road: they turn round at 46, the province is asked at once
        ("10 min", ("lapsed", 46), (31, 46, 56, 176, 2)),
    ],
)
def test_after_a_promise_has_lapsed_the_reserve_of_the_province_is_called_on(
    tmp_path, lapses, neighbour, reserve
):
    terms = f"accepts: 1, promise_lapses: {lapses}"
    happens = "injects:\n" + THERE_AT_35 + G_NEVER
    giver = GIVER.replace("TERMS", terms)
    run = play(tmp_path, BOTH.replace("TERMS", terms), happens, ("q", giver), ("r", PROVINCE))
    first, second = run.all("aid")
    assert (first.state, first.arrived) == neighbour
    assert (second.called, second.answered, second.turned_out, second.arrived, second.ref) == reserve
    assert (run.task("go").granted, run.free("q.fire.team")) == (reserve[3], 2)


def test_while_the_neighbour_gives_all_the_reserve_is_not_called_on(tmp_path):
    happens = "injects:\n" + THERE_AT_35 + G_NEVER
    run = play(
        tmp_path,
        BOTH.replace("TERMS", "accepts: 1"),
        happens,
        ("q", GIVER.replace("TERMS", "accepts: 1")),
        ("r", PROVINCE),
    )
    assert run.one("aid").arrived == run.task("go").granted == 46


def test_own_units_are_not_held_while_aid_is_promised(tmp_path):
    run = aid(tmp_path, more="  - {at: 30 min, set: {g: true}, observed_by: {a: 0 s}}\n")
    # the own team goes off 30..150; aid arrives 46 and waits; then all three
    assert (run.started("own"), run.task("go").granted) == (30, 150)


def test_aid_is_declined_when_it_is_not_to_be_had(tmp_path):
    run = aid(tmp_path, "accepts: 0")
    assert (run.one("aid").state, run.one("aid").answered, run.started("go")) == ("declined", 21, None)


def test_a_request_for_aid_that_nobody_answers_lapses(tmp_path):
    run = aid(tmp_path, "lapses: 30 min", giver=GIVER.replace("operators: 1", "operators: 0"))
    assert (run.one("aid").state, run.one("aid").answered) == ("lapsed", None)
    assert run.free("q.fire.team") == 2


def test_promised_units_that_are_not_put_to_work_go_back(tmp_path):
    run = aid(
        tmp_path, "promise_lapses: 1 h", more="  - {at: 30 min, set: {g: true}, observed_by: {a: 0 s}}\n"
    )
    # promised at 21, lapsed at 81 while the own team is away to 150
    assert (run.one("aid").state, run.started("go")) == ("lapsed", None)
    assert (run.free("q.fire.team"), run.free("a.team")) == (2, 1)


def test_a_promise_that_lapses_before_they_set_out_frees_the_units(tmp_path):
    run = aid(tmp_path, "promise_lapses: 2 min")
    # promised 21, lapses 23, would turn out at 26
    assert (run.one("aid").state, run.one("aid").turned_out) == ("lapsed", None)
    assert run.free("q.fire.team") == 2


def test_a_promise_that_lapses_on_the_way_turns_them_round_there(tmp_path):
    run = aid(tmp_path, "promise_lapses: 10 min")
    assert (run.one("aid").state, run.one("aid").arrived, run.free("q.fire.team")) == ("lapsed", 46, 2)


def test_aid_on_its_way_to_work_that_is_withdrawn_goes_home(tmp_path):
    run = aid(tmp_path, more=G_NEVER + "  - {at: 30 min, set: {f: false}}\n")
    assert run.task("go").state == "withdrawn"
    assert (run.one("aid").arrived, run.free("q.fire.team")) == (46, 2)


def test_a_request_for_work_that_is_withdrawn_is_withdrawn_too(tmp_path):
    run = aid(tmp_path, more=G_NEVER + "  - {at: 15 min, set: {f: false}}\n")
    assert (run.one("aid").state, run.free("q.fire.team")) == ("withdrawn", 2)


def test_aid_called_on_and_not_needed_any_more_is_not_declined(tmp_path):
    more = """
  - {at: 5 min, take_away: {a.team: 3}, lasts: 10 min}
  - {at: 9 h, set: {g: true}, observed_by: {a: 0 s}}
"""
    run = aid(tmp_path, more=more, taker=TAKER.replace("units: 1", "units: 3"))
    # the own three are back at 15, the answer would come at 21
    assert (run.task("go").granted, run.one("aid").state) == (15, "withdrawn")


def test_aid_that_is_used_up_does_not_go_home(tmp_path):
    run = aid(tmp_path, giver=GIVER.replace("mobilise", "consumed: true, mobilise"))
    assert (run.task("go").finished, run.free("q.fire.team")) == (76, 0)


def test_aid_without_a_way_to_ask_for_it_is_never_asked_for(tmp_path):
    run = aid(
        tmp_path,
        taker=TAKER.replace("links: [{from: a, to: q.duty, purpose: request_aid, carries: []}]\n", ""),
    )
    assert (run.one("aid").state, run.started("go")) == ("undelivered", None)


def test_a_giver_that_decides_itself_needs_no_order(tmp_path):
    terms = ("decision: {by: duty, takes: 10 min}", "decision: {by: q.duty, takes: 10 min}")
    run = aid(
        tmp_path,
        giver=GIVER.replace(terms[0], "within: 1 h"),
        taker=TAKER.replace(terms[1], "within: 1 h").replace("to: q.duty", "to: q.fire"),
    )
    # asked and promised at 10, out 15, there 35
    assert (run.one("aid").answered, run.one("aid").arrived, run.task("go").granted) == (10, 35, 35)
