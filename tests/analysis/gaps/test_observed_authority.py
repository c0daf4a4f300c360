"""Waiting for decisions by hand: who was to decide, and did not take it up."""

from tests.analysis.gaps.seen import gaps, seen

F_AT_10 = """
injects: [{at: 10 min, set: {f: true}, observed_by: {a: 0 s}}]
milestones: {m: {when: done}}
"""
BUSY_FROM_0 = "other: {owner: boss, when: not f, needs: {desk: 1}, duration: 40 min}"


def plan(work, *, after="", decider="by: boss", more="", links="[{from: a, to: boss, carries: []}]"):
    return f"""
agencies: {{a: {{~}}, boss: {{~, desk: {{operators: 1}}}}, second: {{~}}{more}}}
links: {links}
{after}
procedures:
  h:
    go: {{owner: a, when: f, decision: {{{decider}, takes: 5 min}}, duration: 15 min, achieves: done}}
    {work}
"""


def test_a_decider_who_is_busy_is_waited_for(tmp_path):
    # asked at 10, free at 40: 30 min, then 5 + 15
    assert seen(tmp_path, plan(BUSY_FROM_0), F_AT_10) == {"authority:p.go": ("decision", 30)}


def test_the_time_that_deciding_takes_is_no_gap(tmp_path):
    assert seen(tmp_path, plan("").replace("takes: 5 min", "takes: 50 min"), F_AT_10) == {}


POST = "posts: {head: {holder: boss, deputies: [second], after: 20 min}}"
TWO_LINKS = "[{from: a, to: boss, carries: []}, {from: a, to: second, carries: []}]"


def test_the_time_until_it_is_the_deputys_turn_is_waiting_for_the_holder(tmp_path):
    # asked at 10; the deputy is asked at 30 and decides till 35, before the holder is free at 40
    asked = plan(BUSY_FROM_0, after=POST, decider="by: head", links=TWO_LINKS)
    assert seen(tmp_path, asked, F_AT_10) == {"authority:p.go": ("decision", 20)}
    (gap,) = gaps(tmp_path, asked, F_AT_10)
    assert [side.agency for side in gap.sides] == ["p.a", "p.boss"]


def test_a_deputy_who_steps_in_soon_leaves_no_gap(tmp_path):
    soon = POST.replace("20 min", "4 min")
    assert seen(tmp_path, plan(BUSY_FROM_0, after=soon, decider="by: head", links=TWO_LINKS), F_AT_10) == {}


def test_an_owner_who_may_decide_as_deputy_waits_until_it_is_its_turn(tmp_path):
    own = POST.replace("[second]", "[a]")
    asked = plan(BUSY_FROM_0, after=own, decider="by: head")
    assert seen(tmp_path, asked, F_AT_10) == {"authority:p.go": ("decision", 20)}


def test_where_nobody_can_be_asked_the_decision_never_comes(tmp_path):
    (gap,) = gaps(tmp_path, plan("", links="[]"), F_AT_10)
    assert (gap.id, gap.rule, gap.evidence[0].figures["endless"]) == ("authority:p.go", "decision", 1)


def test_where_only_the_deputy_can_be_asked_its_turn_is_waited_for(tmp_path):
    only = plan("", after=POST, decider="by: head", links="[{from: a, to: second, carries: []}]")
    assert seen(tmp_path, only, F_AT_10) == {"authority:p.go": ("decision", 20)}


def test_a_request_that_does_not_get_through_is_laid_at_the_medium(tmp_path):
    phone = "media: {p: {mode: message, delay: 0 s}}"
    cut = plan("", after=phone, links="[{from: a, to: boss, carries: [], over: [p]}]")
    happens = F_AT_10.replace("injects: [", "injects: [{at: 5 min, outage: p, lasts: 45 min}, ")
    # tried at 10, undelivered; the medium is back at 50
    assert seen(tmp_path, cut, happens) == {"medium:p.a→p.boss:coordinate": ("redial", 40)}


# -- scales --------------------------------------------------------------------------------------------------

SCALE = """
agencies: {boss: {~, desk: {operators: 1}}, second: {~}}
facts: {n: {kind: number}}
POSTS
scales: {response: {name: r, order: [III], declared_by: BY, decide: 5 min, levels: {III: {when: n >= 1}}}}
procedures: {h: {OTHER}}
"""
N_AT_10 = """
injects: [{at: 10 min, set: {n: 3}, observed_by: {boss: 0 s, second: 0 s}}]
milestones: {m: {when: response >= III}}
"""


def scale(other, by="boss", posts=""):
    return SCALE.replace("OTHER", other).replace("BY", by).replace("POSTS", posts)


BUSY_UNTIL_40 = "other: {owner: boss, when: not known(n), needs: {desk: 1}, duration: 40 min}"


def test_a_level_is_declared_late_by_one_who_is_busy(tmp_path):
    # the criterion holds at 10, free at 40
    assert seen(tmp_path, scale(BUSY_UNTIL_40), N_AT_10) == {"authority:p.response": ("declaration", 30)}


def test_a_level_that_is_declared_at_once_is_no_gap(tmp_path):
    assert seen(tmp_path, scale(""), N_AT_10) == {}


def test_a_deputys_turn_to_declare_is_waiting_for_the_holder(tmp_path):
    # the deputy declares at 10 + 20, decided at 35
    late = scale(BUSY_UNTIL_40, "head", POST)
    assert seen(tmp_path, late, N_AT_10) == {"authority:p.response": ("declaration", 20)}
    (gap,) = gaps(tmp_path, late, N_AT_10)
    assert {side.agency for side in gap.sides} == {"p.boss"}


def test_a_deputy_who_declares_soon_leaves_no_gap(tmp_path):
    assert seen(tmp_path, scale(BUSY_UNTIL_40, "head", POST.replace("20", "4")), N_AT_10) == {}
