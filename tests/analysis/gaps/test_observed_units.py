"""Waiting for units by hand: too few of them, idle ones elsewhere, aid that was called on in vain."""

import pytest

from simulator.text.messages import in_language
from tests.analysis.gaps.seen import gaps, seen

F_AT_10_G_AT_20 = """
injects:
  - {at: 10 min, set: {f: true}, observed_by: {a: 0 s}}
  - {at: 20 min, set: {g: true}, observed_by: {a: 0 s}}
milestones: {m: {when: done}}
"""


def plan(pools, others="", more=""):
    return f"""
agencies: {{a: {{~, pools: {{{pools}}}}}{others}}}
procedures:
  h:
    first: {{owner: a, when: f, needs: {{team: 1}}, duration: 40 min}}
    go: {{owner: a, when: g, needs: {{team: 1}}, duration: 30 min, achieves: done}}
    {more}
"""


TEAM = "team: {units: 1}"


def test_with_all_units_in_use_it_is_capacity(tmp_path):
    # the team is out 10..50; go waits 20..50
    assert seen(tmp_path, plan(TEAM), F_AT_10_G_AT_20) == {"resource:team@p.a": ("capacity", 30)}


def test_with_a_second_unit_nobody_waits(tmp_path):
    assert seen(tmp_path, plan("team: {units: 2}"), F_AT_10_G_AT_20) == {}


def test_with_a_unit_idle_elsewhere_it_is_coordination(tmp_path):
    idle = plan(TEAM, ", b: {~, pools: {squad: {units: 1, kind: team}}}")
    assert seen(tmp_path, idle, F_AT_10_G_AT_20) == {"resource:team@p.a": ("coordination", 30)}
    (gap,) = gaps(tmp_path, idle, F_AT_10_G_AT_20)
    assert [side.agency for side in gap.sides] == ["p.a", "p.b"]


def test_units_of_a_depot_are_called_the_depots_as_on_the_path(tmp_path):
    depot = plan("", ", d: {~, pools: {team: {units: 1, open_to: [a]}}}").replace(", pools: {}", "")
    depot = f"kinds: {{team: {{zh: 队, en: rescue team}}}}\n{depot}"
    (gap,) = gaps(tmp_path, depot, F_AT_10_G_AT_20)
    # the depot's team is out 10..50; the gap is at who waits, and names whose team it is
    assert (gap.id, gap.rule) == ("resource:team@p.a", "capacity")
    assert in_language(gap.title, "en") == "x waits for units of x, which has too few: rescue team"
    assert [side.agency for side in gap.sides] == ["p.a", "p.d"]
    other = depot.replace("[a]}}}", "[a]}}}, e: {~, pools: {team: {units: 1}}}")
    (gap,) = gaps(tmp_path, other, F_AT_10_G_AT_20)
    assert in_language(gap.title, "en") == "x waits for rescue team of x while x has some idle"


def test_units_elsewhere_of_another_kind_are_of_no_use(tmp_path):
    idle = plan(TEAM, ", b: {~, pools: {boat: {units: 1}}}")
    assert seen(tmp_path, idle, F_AT_10_G_AT_20) == {"resource:team@p.a": ("capacity", 30)}


def test_a_pool_that_is_open_to_the_needer_is_used(tmp_path):
    shared = plan(TEAM, ", b: {~, pools: {squad: {units: 1, kind: team, open_to: [a]}}}")
    assert seen(tmp_path, shared, F_AT_10_G_AT_20) == {}


OTHERS = ", b: {~, pools: {team: {units: 1}}}"


@pytest.mark.parametrize(
    ("work", "rule"),
    [
        ("when: x, duration: 20 min", "capacity"),
        ("when: x, duration: 8 min", "capacity"),  # idle for a part of the wait only
        ("when: y, duration: 20 min", "coordination"),  # it goes out after the wait is over
    ],
)
def test_a_unit_elsewhere_counts_as_idle_only_if_it_was_so_the_whole_time(tmp_path, work, rule):
    # the wait is 20..50; b's own team goes out at 25, or at 55
    happens = F_AT_10_G_AT_20.replace(
        "milestones",
        "  - {at: 25 min, set: {x: true}, observed_by: {b: 0 s}}\n"
        "  - {at: 55 min, set: {y: true}, observed_by: {b: 0 s}}\nmilestones",
    )
    busy = plan(TEAM, OTHERS, f"own: {{owner: b, {work}, needs: {{team: 1}}}}")
    assert seen(tmp_path, busy, happens) == {"resource:team@p.a": (rule, 30)}


ON_THE_ROAD = """
regions: {north: {name: n}, south: {name: s}}
agencies: {a: {~, region: north, pools: {team: {units: 1}}}, b: {~, region: south, pools: {team: {units: 1}}}}
travel: {table: {north-south: 20 min}}
procedures:
  h:
    own: {owner: b, when: x, needs: {team: 1}, goes_to: north, duration: 5 min}
    first: {owner: a, when: f, needs: {team: 1}, duration: 40 min}
    go: {owner: a, when: g, needs: {team: 1}, duration: 30 min, achieves: done}
"""


@pytest.mark.parametrize(("redeploy", "rule"), [("false", "capacity"), ("true", "coordination")])
def test_a_unit_on_its_way_back_is_not_idle(tmp_path, redeploy, rule):
    # b's team: out 0, there 20, done 25, back 45; a's wait is 26..66 or so: 26 to 10 + 56
    happens = """
    injects:
      - {at: 0 min, set: {x: true}, observed_by: {b: 0 s}}
      - {at: 10 min, set: {f: true}, observed_by: {a: 0 s}}
      - {at: 26 min, set: {g: true}, observed_by: {a: 0 s}}
    milestones: {m: {when: done}}
    """
    road = ON_THE_ROAD.replace(
        "b: {~, region: south, pools: {team: {units: 1}}}",
        f"b: {{~, region: south, pools: {{team: {{units: 1, redeploy: {redeploy}}}}}}}",
    )
    assert seen(tmp_path, road, happens) == {"resource:team@p.a": (rule, 24)}


def test_consumed_stock_is_not_idle_when_the_work_is_over(tmp_path):
    stock = """
    agencies:
      a: {~, pools: {tent: {units: 1, consumed: true}}}
      b: {~, pools: {tent: {units: 1, consumed: true}}}
    procedures:
      h:
        own: {owner: b, when: x, needs: {tent: 1}, duration: 1 min}
        first: {owner: a, when: x, needs: {tent: 1}, duration: 1 min}
        go: {owner: a, when: g, needs: {tent: 1}, duration: 30 min, achieves: done}
    """
    happens = """
    injects:
      - {at: 0 min, set: {x: true}, observed_by: {a: 0 s, b: 0 s}}
      - {at: 20 min, set: {g: true}, observed_by: {a: 0 s}}
    milestones: {m: {when: done}}
    """
    (gap,) = gaps(tmp_path, stock, happens)
    assert (gap.id, gap.rule) == ("resource:tent@p.a", "capacity")


def test_what_nobody_has_is_never_there(tmp_path):
    happens = F_AT_10_G_AT_20
    none = "agencies: {a: {~}, b: {~, pools: {team: {units: 1}}}}\n"
    none += "procedures: {h: {go: {owner: a, when: g, needs: {team: 1}, duration: 1 min, achieves: done}}}"
    happens = happens.replace("f: true", "x: true")
    (gap,) = gaps(tmp_path, none, happens)
    assert (gap.id, gap.rule, gap.evidence[0].figures["endless"]) == ("resource:team@p.a", "coordination", 1)


def test_work_that_lacks_its_operator_for_ever_lacks_no_units(tmp_path):
    closed = """
    agencies: {a: {~, desk: {operators: 0}, pools: {team: {units: 1}}}}
    procedures: {h: {go: {owner: a, when: f, needs: {desk: 1, team: 1}, duration: 1 min, achieves: done}}}
    """
    happens = "injects: [{at: 10 min, set: {f: true}, observed_by: {a: 0 s}}]\nmilestones: {m: {when: done}}"
    assert list(seen(tmp_path, closed, happens)) == ["desk:p.a"]


# -- aid -----------------------------------------------------------------------------------------------------

GIVER = """
agencies: {fire: {~, region: p.south, pools: {team: {units: 2, mobilise: 5 min}}}, duty: {~}}
links: [{from: duty, to: fire, purpose: command, carries: []}]
agreements: {pact: {from: fire, to: p.a, gives: {team: 2}, decision: {by: duty, takes: 10 min}, TERMS}}
"""
TAKER = """
regions: {north: {name: n}, south: {name: s}}
agencies: {a: {~, region: north, POOLS}}
links: [{from: a, to: q.duty, purpose: request_aid, carries: []}]
travel: {table: {south-north: 20 min}}
agreements: {pact: {from: q.fire, to: a, gives: {team: 2}, decision: {by: q.duty, takes: 10 min}, TERMS}}
procedures:
  h:
    own: {owner: a, when: f, needs: {team: 1}, duration: 2 h}
    go: {owner: a, when: g, needs: {team: 1}, goes_to: north, duration: 30 min, achieves: done}
"""


def aid(tmp_path, terms, giver=GIVER, taker=TAKER, pools="pools: {team: {units: 1}}"):
    taker = taker.replace("POOLS", pools).replace("TERMS", terms)
    return seen(tmp_path, taker, F_AT_10_G_AT_20, ("q", giver.replace("TERMS", terms)))


def test_aid_that_comes_as_agreed_is_no_gap(tmp_path):
    # asked 20, decided 30, turned out 35, there 55: deciding, turning out and travelling are no waits
    assert aid(tmp_path, "accepts: 1") == {}


def test_aid_that_is_declined_is_a_seam_until_then_and_idle_units_after(tmp_path):
    # asked 20, declined 30; own team back 130, while both of the giver stood idle
    assert aid(tmp_path, "accepts: 0") == {
        "seam:pact": ("promise", 10),
        "resource:team@p.a": ("coordination", 100),
    }


def test_aid_that_is_declined_by_a_giver_who_has_none_left_is_capacity_after(tmp_path):
    own = "procedures: {h: {own: {owner: fire, when: e, needs: {team: 2}, duration: 9 h}}}"
    happens = F_AT_10_G_AT_20.replace(
        "milestones", "  - {at: 5 min, set: {e: true}, observed_by: {q.fire: 0 s}}\nmilestones"
    )
    giver, taker = (text.replace("TERMS", "accepts: 0") for text in (GIVER, TAKER))
    found = seen(tmp_path, taker.replace("POOLS", "pools: {team: {units: 1}}"), happens, ("q", giver + own))
    assert found["resource:team@p.a"] == ("capacity", 100)


FOAM = """
agencies: {a: {~, pools: {foam: {units: 1}}}}
links: [{from: a, to: q.duty, purpose: request_aid, carries: []}]
agreements: {pact: {from: q.fire, to: a, gives: {foam: 1}, decision: {by: q.duty, takes: 9 min}, ODDS}}
procedures: {h: {go: {owner: a, when: f, needs: {foam: NEEDED}, duration: 30 min, achieves: done}}}
"""
FOAM_GIVER = """
agencies: {fire: {~, pools: {foam: {units: 2}}}, duty: {~}}
links: [{from: duty, to: fire, purpose: command, carries: []}]
agreements: {pact: {from: fire, to: p.a, gives: {foam: 1}, decision: {by: duty, takes: 9 min}, ODDS}}
"""
F_AT_10 = """
injects: [{at: 10 min, set: {f: true}, observed_by: {a: 0 s}}]
milestones: {m: {when: done}}
"""


@pytest.mark.parametrize(
    ("needed", "odds", "severity"),
    [
        (2, 0, "high"),  # one of its own and one given would do; without it never
        (2, 1, None),
        (3, 0, "low"),  # what was agreed would not do either
    ],
)
def test_a_declined_agreement_that_would_open_a_milestone_blocks_it(tmp_path, needed, odds, severity):
    plan = FOAM.replace("NEEDED", str(needed)).replace("ODDS", f"accepts: {odds}")
    others = gaps(tmp_path, plan, F_AT_10, ("q", FOAM_GIVER.replace("ODDS", f"accepts: {odds}")))
    assert {gap.id: gap.severity for gap in others}.get("seam:pact") == severity


def test_a_request_that_lapses_is_a_seam_until_then(tmp_path):
    # asked 20, never answered within 40 min: 60; own team back 130
    slow = "accepts: 1, lapses: 40 min"
    giver = GIVER.replace("takes: 10 min", "takes: 3 h")
    taker = TAKER.replace("takes: 10 min", "takes: 3 h")
    assert aid(tmp_path, slow, giver, taker) == {
        "seam:pact": ("promise", 40),
        "resource:team@p.a": ("coordination", 70),
    }


def test_a_promise_that_lapses_is_a_seam_until_then(tmp_path):
    # asked 20, promised 30, lapses 32, before it turns out at 35; own team back 130
    assert aid(tmp_path, "promise_lapses: 2 min") == {
        "seam:pact": ("promise", 12),
        "resource:team@p.a": ("coordination", 98),
    }


def test_aid_that_is_no_longer_needed_was_not_called_on_in_vain(tmp_path):
    # the own team is back at 32, while the aid turns out: go is done at 62
    taker = TAKER.replace("duration: 2 h", "duration: 22 min")
    assert aid(tmp_path, "accepts: 1", taker=taker) == {"resource:team@p.a": ("capacity", 12)}


SECOND = """
agreements:
  pact: {from: q.fire, to: a, gives: {team: 2}, decision: {by: q.duty, takes: 10 min}, accepts: 0}
  pact2: {from: q.sea, to: a, gives: {team: 2}, decision: {by: q.duty, takes: 10 min}}
"""


def test_time_lost_to_one_who_declines_is_on_the_way_to_the_aid_of_the_next(tmp_path):
    def two(text, prefix, own):
        head, _, rest = text.partition("agreements:")
        rest = rest.partition("\n")[2]
        pacts = SECOND.replace("to: a", f"to: {own}").replace("q.", prefix)
        return head + pacts.strip("\n") + "\n" + rest

    giver = two(GIVER, "", "p.a").replace(
        ", duty:", ", sea: {~, region: p.south, pools: {team: {units: 2}}}, duty:"
    )
    giver = giver.replace(
        "carries: []}]", "carries: []}, {from: duty, to: sea, purpose: command, carries: []}]"
    )
    # declined 20..30; the second decided 40, there 60
    assert aid(tmp_path, "", giver, two(TAKER, "q.", "a")) == {"seam:pact": ("promise", 10)}


def test_a_request_for_aid_that_is_not_answered_by_the_end_is_a_seam(tmp_path):
    giver, taker = (text.replace("takes: 10 min", "takes: 30 h") for text in (GIVER, TAKER))
    taker = taker.replace("duration: 2 h", "duration: 20 h")
    found = aid(tmp_path, "lapses: 20 h", giver, taker)
    assert list(found) == ["seam:pact"]


def test_units_of_an_agency_that_is_out_of_service_are_not_idle(tmp_path):
    idle = plan(TEAM, ", b: {~, pools: {squad: {units: 1, kind: team}}}")
    out = F_AT_10_G_AT_20.replace("milestones", "  - {at: 30 min, outage: b, lasts: 10 min}\nmilestones")
    assert seen(tmp_path, idle, out) == {"resource:team@p.a": ("capacity", 30)}


def test_a_request_in_vain_that_was_given_up_did_not_last_to_the_end(tmp_path):
    taker = TAKER.replace("duration: 2 h", "duration: 20 h").replace("POOLS", "pools: {team: {units: 1}}")
    giver = GIVER.replace("TERMS", "accepts: 0")
    found = {
        gap.id: gap.evidence[0].figures["endless"]
        for gap in gaps(tmp_path, taker.replace("TERMS", "accepts: 0"), F_AT_10_G_AT_20, ("q", giver))
    }
    assert found == {"seam:pact": 0, "resource:team@p.a": 1}
