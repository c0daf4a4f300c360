"""What closing a gap gains, on plans whose answer can be worked out on paper. All times are in minutes."""

import pytest

from simulator.errors import say
from simulator.plan.gap import Evidence
from simulator.study.closing_decisions import UNTIMED
from tests.study.shops import (
    DECISION,
    DESK,
    DONE,
    F_AT_10,
    INFORMATION,
    LAPSED,
    NOBODYS,
    OUTAGE,
    SCALE,
    SERIES,
    UNITS,
    VACANCY,
    case,
    cost_at,
    gap,
    minutes,
    priced,
)


def alone(tmp_path, shop, a_gap):
    """The minutes that one gap costs, and what its remedy gives."""
    (found,) = priced(case(tmp_path, *shop), a_gap).values()
    return minutes(found.alone), None if found.remedy is None else minutes(found.remedy.costs)


def test_a_desk_costs_the_time_that_reports_wait_for_its_one_operator(tmp_path):
    # as it is: a tells b 10..14, then c 14..18; c works 18..25. Closed: both told at 14; done at 21.
    # With a second operator the same.
    assert alone(tmp_path, DESK, "desk:p.a") == (4, 4)


def test_information_costs_the_way_of_the_fact_from_whoever_had_it(tmp_path):
    # as it is: a 10, under way to 12, r takes it in to 17, composes to 20, b works 20..27.
    # Closed: b knows at 10, done at 17. Told directly: under way 10..12, done at 19.
    assert alone(tmp_path, INFORMATION, "information:f@p.b") == (10, 8)


def test_slow_hops_cost_composing_media_and_queues_but_not_handling(tmp_path):
    # as it is: a tells r 10..12, handled to 17, composed to 20, b knows at 20, done at 27
    ways = ("p.a>p.r:coordinate", "p.r>p.b:coordinate")
    both = gap("information:f@p.b", "slow_hop", links=ways)
    # both quick: r knows at 15, b at 15, done at 22
    assert alone(tmp_path, INFORMATION, both)[0] == 5
    # the first alone: r knows at 15, its operator has the message itself in hand to 17: done at 27;
    # the second alone: b knows at 17, done at 24
    first, second = (gap("information:f@p.b", "slow_hop", links=(way,)) for way in ways)
    assert alone(tmp_path, INFORMATION, first)[0] == 0
    assert alone(tmp_path, INFORMATION, second)[0] == 3
    # as if told by nobody it would be known at 10
    assert alone(tmp_path, INFORMATION, gap("information:f@p.b", "lag", links=ways))[0] == 10


def test_a_quick_hop_passes_an_outage_and_leaves_other_facts_as_they_are(tmp_path):
    hop = gap("information:f@p.b", "slow_hop", links=("p.a>p.b:coordinate",))
    # as it is: the telephone is out to 35, so b knows at 41 at the earliest; quick: at 10, done at 17
    assert alone(tmp_path, OUTAGE, hop)[0] == alone(tmp_path, OUTAGE, gap("information:f@p.b"))[0]
    other = OUTAGE[0].replace("carries: [x]", "carries: [f]"), OUTAGE[1].replace("x: true", "x: false")
    assert priced(case(tmp_path, *other), gap("information:x@p.b", "slow_hop", links=hop.links)) == {}


def test_who_was_seen_to_hold_it_first_tells_in_the_remedy(tmp_path):
    plan = INFORMATION[0].replace("b: {~}", "b: {~}, z: {~}")
    plan = plan.replace(
        "links: [", "links: [{from: a, to: z, carries: [f]}, {from: z, to: r, carries: [done], over: [net]}, "
    )
    figures = {"held_first": [{"agency": "p.z", "share": 0.9}]}
    lag = gap("information:f@p.b", "lag", evidence=(Evidence("runs", say("seen"), figures),))
    (found,) = priced(case(tmp_path, plan, INFORMATION[1]), lag).values()
    assert "from: p.z" in found.remedy.yaml


def test_a_fact_that_nobody_passes_on_blocks(tmp_path):
    plan, happens = INFORMATION
    found = priced(case(tmp_path, plan.replace(", {from: r, to: b, carries: [f]}", ""), happens),
                   "information:f@p.b", runs=2)["information:f@p.b"]  # fmt: skip
    cost = found.cost
    # never, so at the horizon, 600; closed: done at 17
    assert (cost.blocks, minutes(found.alone)) == (True, 583)
    assert [share.share for share in cost.reached] == [0, 1]


def test_what_an_agency_knows_at_once_it_passes_on(tmp_path):
    shop = """
        agencies: {a: {~}, b: {~, desk: {operators: 1, compose: 3 min}}, c: {~}}
        links: [{from: b, to: c, carries: [f]}]
        procedures: {h: {go: {owner: c, when: f, duration: 7 min, achieves: done}}}
        """
    found = priced(case(tmp_path, shop, F_AT_10 + DONE), "information:f@p.b")
    # closed: b knows at 10, tells c 10..13, done at 20
    assert minutes(found["information:f@p.b"].alone) == 600 - 20


def test_a_medium_costs_the_redials_and_the_time_undelivered(tmp_path):
    # the phone is out 5..35. As it is: calls at 10, 13, undelivered; again at 28, 31, undelivered; back at
    # 35, through at 36, done at 43. Closed: through at 11, done at 18.
    # With the network behind the phone: calls at 10, 13, network 16..18, done at 25.
    assert alone(tmp_path, OUTAGE, "medium:p.a>p.b:coordinate") == (25, 18)


def test_a_medium_can_be_closed_on_all_its_links(tmp_path):
    assert alone(tmp_path, OUTAGE, "medium:p.phone") == (25, 18)


def test_a_call_over_a_closed_medium_rings_until_it_is_answered(tmp_path):
    shop = """
        agencies: {a: {~}, b: {~, desk: {operators: 1}}}
        media: {phone: {mode: call, delay: 1 min, patience: 2 min, tries: 3, pause: 4 min}}
        links: [{from: a, to: b, carries: [f], over: [phone]}]
        procedures:
          h:
            busy: {owner: b, when: e, needs: {desk: 1}, duration: 25 min}
            go: {owner: b, when: f, duration: 7 min, achieves: done}
        """
    happens = """
        injects:
          - {at: 5 min, set: {e: true}, observed_by: {b: 0 s}}
          - {at: 10 min, set: {f: true}, observed_by: {a: 0 s}}
        milestones: {m: {when: done}}
        """
    # as it is: rings 11..13, 18..20, 25..27, undelivered; again at 42, through at 43, done at 50.
    # Closed: rings from 11 until b is free at 30, done at 37. There is no other medium for a backup.
    assert alone(tmp_path, (shop, happens), "medium:p.a>p.b:coordinate") == (13, None)


def test_two_desks_that_ring_each_other_over_closed_media_do_not_wait_for_ever(tmp_path):
    shop = """
        agencies: {a: {~, desk: {operators: 1}}, b: {~, desk: {operators: 1}}}
        media: {phone: {mode: call, delay: 1 min, patience: 2 min, tries: 3, pause: 4 min}}
        links: [{from: a, to: b, carries: [f], over: [phone]}, {from: b, to: a, carries: [g], over: [phone]}]
        procedures: {h: {go: {owner: a, when: g, duration: 7 min, achieves: done}}}
        """
    happens = """
        injects: [{at: 10 min, set: {f: true, g: true}, observed_by: {a: 0 s}},
                  {at: 10 min, set: {g: true}, observed_by: {b: 0 s}}]
        milestones: {m: {when: a knows f and b knows f}}
        """
    found = priced(case(tmp_path, shop, happens), "medium:p.phone")["medium:p.phone"]
    # both ring from 11; b gives up at 13 and is free for a's call
    assert cost_at(found.alone).reached[1].share == 1
    assert minutes(found.alone) >= 0


@pytest.mark.parametrize("place", ["p.d>p.c:coordinate", "p.radio"])
def test_a_closed_talk_group_has_room_for_one_more_speaker_and_all_still_hear(tmp_path, place):
    shop = """
        agencies: {a: {~}, b: {~}, c: {~}, d: {~}}
        media: {radio: {delay: 4 min, members: [a, b, c, d]}}
        links: [{from: a, to: b, carries: [f], over: [radio]}, {from: d, to: c, carries: [g], over: [radio]}]
        procedures: {h: {go: {owner: c, when: g, duration: 7 min, achieves: done}}}
        """
    happens = """
        injects: [{at: 10 min, set: {f: true}, observed_by: {a: 0 s}},
                  {at: 10 min, set: {g: true}, observed_by: {d: 0 s}}]
        milestones: {m: {when: done}, heard: {when: b knows g}, other: {when: d knows f}}
        """
    (found,) = priced(case(tmp_path, shop, happens), f"medium:{place}").values()
    # as it is: a speaks 10..14, d 14..18, done at 25. Closed: both 10..14, done at 21
    assert [minutes(found.alone, name) for name in ("m", "heard", "other")] == [4, 4, 0]


def test_a_closed_medium_carries_requests_too(tmp_path):
    shop = """
        agencies: {a: {~}, boss: {~}}
        media: {phone: {mode: call, delay: 1 min, tries: 9, pause: 10 min}}
        links: [{from: a, to: boss, carries: [], over: [phone]}]
        procedures: {h: {go: {owner: a, when: f, decision: {by: boss, takes: 5 min}, achieves: done}}}
        """
    happens = F_AT_10.replace("[", "[{at: 5 min, outage: p.phone, lasts: 30 min}, ", 1) + DONE
    # as it is: calls at 10, 20, 30, 40, through at 41, decided at 46. Closed: through at 11, decided at 16
    assert alone(tmp_path, (shop, happens), "medium:p.a>p.boss:coordinate") == (30, None)


def test_a_task_costs_the_time_until_its_request_is_in_the_hands_of_its_decider(tmp_path):
    # as it is: request 10..11, boss at work to 25, takes it in to 27, decides to 32, done at 39.
    # Closed: decided 10..15, done at 22. With a as deputy after 5: decided 15..20, done at 27.
    assert alone(tmp_path, DECISION, "authority:p.go") == (17, 12)


def test_a_scale_costs_the_time_until_its_declarer_takes_it_up(tmp_path):
    # as it is: boss at work to 25, declared at 30. Closed, or with a second operator: declared at 15
    assert alone(tmp_path, SCALE, "authority:p.level") == (15, 15)


def test_a_vacant_post_costs_the_time_until_the_deputy_steps_in(tmp_path):
    # as it is: nobody at boss; x is asked at 25, decides to 30, done at 37. Closed: decided 10..15, done at
    # 22. With deputies after 5: x is asked at 15, decides to 20, done at 27.
    assert alone(tmp_path, VACANCY, "authority:p.duty") == (15, 10)


def test_capacity_costs_the_queue_for_units(tmp_path):
    # as it is: the team is out 10..40, then goes 40..47. Closed, or with a second team: 10..17
    assert alone(tmp_path, UNITS, "resource:team@p.a") == (30, 30)


def test_coordination_costs_the_queue_but_not_the_turn_out_of_the_idle_unit(tmp_path):
    # closed, or with c's pool open: c's team turns out 10..14, done at 21
    assert alone(tmp_path, UNITS, gap("resource:team@p.a", rule="coordination")) == (26, 26)


def test_units_that_were_short_and_idle_elsewhere_are_closed_both_ways(tmp_path):
    # whichever of the two took more time: units without limit at its base, 10..17; c's would come at 14
    for rules in (("coordination", "capacity"), ("capacity", "coordination")):
        assert alone(tmp_path, UNITS, gap("resource:team@p.a", *rules))[0] == 30


def test_pools_that_were_open_before_are_still_taken_from_first(tmp_path):
    shop = """
        agencies:
          a: {~}
          c: {~, pools: {team: {units: 1, mobilise: 9 min}}}
          d: {~, pools: {team: {units: 1, mobilise: 2 min, open_to: [a]}}}
        procedures:
          h:
            first: {owner: a, when: f, needs: {team: 1}, duration: 30 min, priority: 1, achieves: first_done}
            go: {owner: a, when: f, needs: {team: 1}, duration: 7 min, achieves: done}
        """
    happens = F_AT_10 + "milestones: {m: {when: done}, first: {when: first_done}}\n"
    coordination = gap("resource:team@p.a", rule="coordination")
    (found,) = priced(case(tmp_path, shop, happens), coordination).values()
    # as it is: d's team turns out 10..12, is at work to 42, turns out again to 44, done at 51.
    # Closed: first as before; c's team turns out 10..19, done at 26
    assert [minutes(found.alone, name) for name in ("m", "first")] == [25, 0]


def test_who_has_no_units_gets_some_that_turn_out_like_those_of_others(tmp_path):
    # never, 600; closed, or with a team of its own: turns out 10..14, done at 21
    assert alone(tmp_path, NOBODYS, "resource:team@p.a") == (579, 579)


def test_an_agreement_costs_what_lapses(tmp_path):
    # asked at 10, taken in at 11, would be decided at 21, lapses at 15: never, 600.
    # Closed: promised at 11, out at 16, there at 36, done at 66. Open for 20 min: promised at 21, done at 76
    assert alone(tmp_path, LAPSED, "seam:pact") == (534, 524)


def test_an_agreement_costs_what_is_declined_because_the_giver_needs_it_itself(tmp_path):
    plan, happens, (name, giver) = LAPSED
    own = "procedures: {h: {own: {owner: fire, when: e, needs: {team: 1}, duration: 9 h}}}"
    giver = giver.replace("lapses: 5 min", "lapses: 1 h").rstrip(" ") + " " * 8 + own
    happens = happens.replace("[{", "[{at: 5 min, set: {e: true}, observed_by: {q.fire: 0 s}}, {")
    shop = (plan.replace("lapses: 5 min", "lapses: 1 h"), happens, (name, giver))
    # one team is promised, the other is out to 545, so the task never has both; granting is of no use
    assert alone(tmp_path, shop, "seam:pact") == (534, 0)


def test_two_missing_links_in_series_cost_nothing_alone_and_all_last(tmp_path):
    found = priced(case(tmp_path, *SERIES), "information:f@p.b", "information:p.g@p.c", runs=2)
    # alone: never either way. Both closed: b works 10..15, c 15..22
    assert [minutes(each.alone) for each in found.values()] == [0, 0]
    assert [minutes(each.last) for each in found.values()] == [578, 578]
    assert [cost_at(each.last).blocks for each in found.values()] == [True, True]


MEET = """
facts: {rvp: {kind: place}}
agencies: {first: {~}, second: {~}, fire: {~}}
links:
  - {from: first, to: fire, carries: [rvp]}
  - {from: second, to: first, carries: [rvp]}
procedures:
  h:
    one: {owner: first, when: f, duration: 5 min, achieves: {rvp: north_gate}}
    other: {owner: second, when: f, duration: 20 min, achieves: {rvp: south_gate}}
    go: {owner: fire, when: "rvp = south_gate", duration: 30 min, achieves: at_south}
    went: {owner: fire, when: "rvp = north_gate for 25 min", duration: 30 min, achieves: at_north}
"""


@pytest.mark.parametrize("rule", ["two_orders", "two_meanings"])
def test_contradicting_orders_are_closed_by_one_source(tmp_path, rule):
    happens = F_AT_10.replace("a: 0 s", "first: 0 s, second: 0 s")
    happens += "milestones: {m: {when: at_north}, south: {when: at_south}}\n"
    orders = gap("information:rvp", rule, facts=("p.rvp",))
    (found,) = priced(case(tmp_path, MEET, happens), orders, runs=2).values()
    # as it is: north at 15, south at 30, so fire is at the south at 60 and never at the north, 600.
    # Closed: all say north; it has been so for 25 min at 40, done at 70; nobody goes south
    assert [minutes(found.alone, name) for name in ("m", "south")] == [530, -540]
    assert (found.headline, cost_at(found.alone).blocks, found.remedy) == ("m", True, None)


def test_one_name_for_two_things_of_one_value_is_not_priced(tmp_path):
    happens = F_AT_10.replace("a: 0 s", "first: 0 s, second: 0 s") + "milestones: {m: {when: at_north}}\n"
    orders = gap("information:rvp", "two_meanings", facts=("p.rvp",))
    assert priced(case(tmp_path, MEET.replace("{rvp: south", "{rvp: north"), happens), orders) == {}


@pytest.mark.parametrize("rule", sorted(UNTIMED))
def test_what_is_wrong_in_words_is_not_priced_as_a_decision_that_comes_late(tmp_path, rule):
    name = "authority:p.go"
    assert priced(case(tmp_path, *DECISION), gap(name, rule)) == {}
    # where a decision is waited for as well, that is what is closed
    assert minutes(priced(case(tmp_path, *DECISION), gap(name, rule, "decision"))[name].alone) == 17


@pytest.mark.parametrize(
    "name",
    ["desk:p.b", "desk:p.nobody", "information:nothing@p.b", "information:f@p.nobody", "authority:p.none",
     "authority:p.busy", "resource:team@p.a", "medium:p.none", "seam:none"],
)  # fmt: skip
def test_what_nothing_in_the_program_would_close_is_not_priced(tmp_path, name):
    shop = (DECISION[0].replace("agencies:\n", "agencies:\n      b: {~}\n"), DECISION[1])
    assert priced(case(tmp_path, *shop), name) == {}
