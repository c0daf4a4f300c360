"""Plans changed a little, and what their gaps do."""

import pytest

from tests.analysis.seen import seen

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
  - {from: b, to: d, carries: [f]}
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
    "medium:p.a>p.b:coordinate": ("redial", 50),
    "desk:p.b": ("queue", 40),
    "information:f@p.c": ("lag", 0),
    "resource:team@p.d": ("capacity", 0),
}


def test_each_gap_of_the_plan_is_found(tmp_path):
    # d hears 65 or later from b's officer: one at once, two 10 min later
    assert seen(tmp_path, plan(), HAPPENS) == BEFORE
