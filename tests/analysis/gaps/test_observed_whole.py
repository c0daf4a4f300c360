"""Plans changed a little, and what their gaps do."""

import pytest

from simulator.plan.gap import gap_record
from tests.analysis.gaps.seen import gaps, seen

HAPPENS = """
injects:
  - {at: 10 min, set: {f: true}, observed_by: {a: 0 s}}
  - {at: 5 min, outage: p, lasts: 55 min}
milestones: {m: {when: done}}
"""
# a tells b of f at 10, over a phone that is out till 60; b's only officer reads 60..65, works 65..105 on
# something, then on go, which needs c to know of it: nobody tells c
PLAN = """
agencies: {a: {~}, b: {~, desk: {operators: 1, handling: 5 min}}, c: {~}, d: {~, pools: {team: {units: 1}}}}
media: {p: {mode: message, delay: 0 s}, q: {mode: message, delay: 0 s}}
links:
  - {from: a, to: b, carries: [f], over: LADDER}
  - {from: b, to: d, purpose: report, carries: [f]}
  MORE
procedures:
  h:
    some: {owner: b, when: f, needs: {desk: 1}, duration: 40 min, priority: 1}
    go: {owner: b, when: f, needs: {desk: 1}, duration: 15 min, achieves: done}
    idle: {owner: c, when: f, duration: 10 min}
    one: {owner: d, when: f, needs: {team: 1}, duration: 10 min}
    two: {owner: d, when: f, needs: {team: 1}, duration: 10 min}
"""


def plan(*, ladder="[p]", operators=1, more="", teams=1, plan=PLAN):
    text = plan.replace("LADDER", ladder).replace("operators: 1", f"operators: {operators}")
    return text.replace("MORE", more).replace("units: 1", f"units: {teams}")


BEFORE = {
    "medium:p.a→p.b:coordinate": ("redial", 50),
    "desk:p.b": ("queue", 40),
    "information:f@p.c": ("lag", 0),
    "resource:team@p.d": ("capacity", 0),
}


def test_each_gap_of_the_plan_is_found(tmp_path):
    # d hears 65 or later from b's officer: one at once, two 10 min later
    assert seen(tmp_path, plan(), HAPPENS) == BEFORE


@pytest.mark.parametrize(
    ("mended", "gone"),
    [
        ({"ladder": "[p, q]"}, "medium:p.a→p.b:coordinate"),
        ({"operators": 2}, "desk:p.b"),
        ({"more": "- {from: a, to: c, carries: [f], over: [q]}"}, "information:f@p.c"),
        ({"teams": 2}, "resource:team@p.d"),
    ],
    ids=["backup medium", "second operator", "missing link", "second unit"],
)
def test_what_is_mended_is_no_gap_any_more_and_all_others_stay_as_they_were(tmp_path, mended, gone):
    assert seen(tmp_path, plan(**mended), HAPPENS) == {key: BEFORE[key] for key in BEFORE if key != gone}


def test_with_all_of_it_mended_no_gap_is_left(tmp_path):
    link = "- {from: a, to: c, carries: [f], over: [q]}"
    assert seen(tmp_path, plan(ladder="[p, q]", operators=2, more=link, teams=2), HAPPENS) == {}


OTHER = """
agencies: {far: {~}, near: {~, desk: {operators: 1}}}
links: [{from: far, to: near, carries: [g]}]
procedures:
  h:
    early: {owner: near, when: not g, needs: {desk: 1}, duration: 50 min}
    late: {owner: near, when: g, duration: 5 min, achieves: all_over}
"""
G_AT_20 = "  - {at: 20 min, set: {g: true}, observed_by: {q.far: 0 s}}\nmilestones: {n: {when: all_over}"


def records(tmp_path, plan, happens, *others):
    return {gap.id: gap_record(gap) for gap in gaps(tmp_path, plan, happens, *others)}


def test_two_plans_without_contact_have_the_gaps_of_both(tmp_path):
    both = HAPPENS.replace("milestones: {m", f"{G_AT_20}, m")
    one = records(tmp_path, plan(), HAPPENS)
    alone = OTHER.replace("procedures:", "hazards: {h: {name: h}}\nprocedures:")
    other = records(tmp_path, BYSTANDER, f"injects:\n{G_AT_20}}}", ("q", alone))
    assert list(other) == ["desk:q.near"]
    assert records(tmp_path, plan(), both, ("q", alone)) == one | other


BYSTANDER = "agencies: {z: {~}}"


def test_an_agency_that_has_nothing_to_do_with_it_changes_no_gap(tmp_path):
    more = "\nagencies: {z: {~, desk: {operators: 1}, pools: {boat: {units: 3}}}, "
    before = records(tmp_path, plan(), HAPPENS)
    after = records(tmp_path, plan().replace("\nagencies: {", more), HAPPENS)
    for gap in (*before.values(), *after.values()):
        gap["where"] = len(gap["where"])  # columns move
    assert after == before


def test_renaming_an_agency_renames_its_gaps_and_nothing_else(tmp_path):
    renamed = plan().replace(" b: {", " bb: {").replace("to: b,", "to: bb,").replace("from: b,", "from: bb,")
    renamed = renamed.replace("owner: b,", "owner: bb,")
    found = seen(tmp_path, renamed, HAPPENS)
    assert found == {key.replace("p.b", "p.bb"): value for key, value in BEFORE.items()}
