"""Information lag by hand: who waited for what somebody else knew already."""

import pytest

from tests.analysis.gaps.seen import figures, gaps, seen

LINK = "links: [{from: a, to: b, carries: [f], over: [m]}]"
F_AT_10 = """
injects: [{at: 10 min, set: {f: true}, observed_by: {a: 0 s}}]
milestones: {m: {when: done}}
"""


def plan(delay, when="f", more="", links=LINK):
    return f"""
agencies: {{a: {{~}}, b: {{~}}}}
media: {{m: {{mode: message, delay: {delay}}}}}
{links}
procedures: {{h: {{go: {{owner: b, when: "{when}", duration: 30 min, achieves: done}}{more}}}}}
"""


def test_a_fact_that_is_long_on_its_way_is_a_lag_of_just_that_time(tmp_path):
    # a knows at 10, b at 30: 20 min; tolerated are 5 min or 5 % of 60 min
    assert seen(tmp_path, plan("20 min"), F_AT_10) == {"information:f@p.b": ("slow_hop", 20)}


def test_a_fact_that_is_soon_there_is_no_lag(tmp_path):
    assert seen(tmp_path, plan("4 min"), F_AT_10) == {}


def test_three_slow_hops_are_one_lag_of_the_whole_way(tmp_path):
    chain = """
    agencies: {a: {~}, x: {~}, y: {~}, b: {~}}
    media: {m: {mode: message, delay: 7 min}}
    links:
      - {from: a, to: x, carries: [f], over: [m]}
      - {from: x, to: y, carries: [f], over: [m]}
      - {from: y, to: b, carries: [f], over: [m]}
    procedures: {h: {go: {owner: b, when: f, duration: 30 min, achieves: done}}}
    """
    # 10, 17, 24, 31: nobody waits for an operator or a medium, the hops themselves eat 21 min
    assert seen(tmp_path, chain, F_AT_10) == {"information:f@p.b": ("slow_hop", 21)}
    assert seen(tmp_path, chain.replace("7 min", "1 min"), F_AT_10) == {}
    (gap,) = gaps(tmp_path, chain, F_AT_10)
    assert figures(gap)["hops"] == [
        {"link": f"p.{ends}:coordinate", "mean_s": 7 * 60, "spent_on": "channel"}
        for ends in ("a>p.x", "x>p.y", "y>p.b")
    ]
    assert figures(gap)["held_first"] == [{"agency": "p.a", "share": 1}]
    assert gap.links == ("p.a>p.x:coordinate", "p.x>p.y:coordinate", "p.y>p.b:coordinate")


COMPOSED = """
    agencies: {a: {~, desk: {operators: 1, compose: COMPOSE}}, b: {~}}
    media: {m: {mode: message, delay: DELAY}}
    links: [{from: a, to: b, carries: [f], over: [m]EVERY}]
    procedures: {h: {go: {owner: b, when: f, duration: 30 min, achieves: done}}}
    """


@pytest.mark.parametrize(
    ("compose", "delay", "every", "spent_on", "remedy"),
    [
        ("15 min", "5 min", "", "composing", "prepare what {sender} writes to {receiver} beforehand"),
        ("5 min", "15 min", "", "channel", "give the link from {sender} to {receiver} a faster medium"),
        ("0 s", "0 s", ", every: 30 min", "clock", "let {sender} tell {receiver} at once"),
    ],
)
def test_the_remedy_of_a_slow_hop_is_what_its_cause_asks_for(
    tmp_path, compose, delay, every, spent_on, remedy
):
    # f is known to a at 10; composed and sent for 20 min in all, or told by the next report at 30
    texts = COMPOSED.replace("COMPOSE", compose).replace("DELAY", delay).replace("EVERY", every)
    (gap,) = gaps(tmp_path, texts, F_AT_10)
    assert (gap.rule, figures(gap)["hops"][0]["spent_on"]) == ("slow_hop", spent_on)
    assert gap.remedy.template.startswith(remedy)


def test_handling_and_composing_on_the_way_belong_to_the_lag(tmp_path):
    slow = """
    agencies: {a: {~, desk: {operators: 1, compose: 5 min}}, b: {~, desk: {operators: 1, handling: 6 min}}}
    media: {m: {mode: message, delay: 0 s}}
    links: [{from: a, to: b, carries: [f], over: [m]}]
    procedures: {h: {go: {owner: b, when: f, duration: 30 min, achieves: done}}}
    """
    # composed 10..15, handled 15..21: the hop itself took 5 of 11
    assert seen(tmp_path, slow, F_AT_10) == {"information:f@p.b": ("lag", 11)}
    (gap,) = gaps(tmp_path, slow, F_AT_10)
    assert figures(gap)["hops"] == [{"link": "p.a>p.b:coordinate", "mean_s": 5 * 60, "spent_on": "composing"}]
    # handled to 19 only: 5 of 9
    quicker = slow.replace("handling: 6 min", "handling: 4 min")
    assert seen(tmp_path, quicker, F_AT_10) == {"information:f@p.b": ("slow_hop", 9)}


def test_of_each_fact_that_is_lacking_who_held_that_one_first_is_named(tmp_path):
    # f is a's and g is c's, from 10 on; b is told both at 40 by nobody but the second inject
    two = """
    agencies: {a: {~}, c: {~}, b: {~}}
    procedures: {h: {go: {owner: b, when: f and g, duration: 30 min, achieves: done}}}
    """
    happens = """
    injects:
      - {at: 10 min, set: {f: true}, observed_by: {a: 0 s, b: 40 min}}
      - {at: 10 min, set: {g: true}, observed_by: {c: 0 s, b: 40 min}}
    milestones: {m: {when: done}}
    """
    found = {gap.id: gap for gap in gaps(tmp_path, two, happens)}
    assert {key: gap.sides[1].agency for key, gap in found.items()} == {
        "information:f@p.b": "p.a",
        "information:g@p.b": "p.c",
    }
    assert figures(found["information:g@p.b"])["held_first"] == [{"agency": "p.c", "share": 1}]


F_AT_10_G_AT_40 = """
injects:
  - {at: 10 min, set: {f: true}, observed_by: {a: 0 s}}
  - {at: 40 min, set: {g: true}, observed_by: {b: 0 s}}
milestones: {m: {when: done}}
"""
BOTH = "links: [{from: a, to: b, carries: [f, g], over: [m]}]"


@pytest.mark.parametrize(
    ("delay", "found"),
    [
        # f and g hold for all together from 40 on; b has g at 40 and f at 10 + delay
        ("20 min", {}),
        ("50 min", {"information:f@p.b": ("slow_hop", 20)}),
    ],
)
def test_of_an_and_only_the_time_after_the_last_part_was_known_to_anybody_is_a_lag(tmp_path, delay, found):
    assert seen(tmp_path, plan(delay, "f and g", links=BOTH), F_AT_10_G_AT_40) == found


@pytest.mark.parametrize(
    ("delay", "found"),
    [
        # f or g holds for all together from 10 on; b has f at 10 + delay, and g at 40
        ("3 min", {}),
        ("20 min", {"information:f@p.b": ("slow_hop", 20)}),
    ],
)
def test_of_an_or_the_first_part_that_anybody_knows_counts(tmp_path, delay, found):
    assert seen(tmp_path, plan(delay, "f or g", links=BOTH), F_AT_10_G_AT_40) == found


def test_where_another_part_of_an_or_is_known_by_itself_nobody_told_it(tmp_path):
    # b sees g at 40, a knew f at 10 and told nobody: what b believed when it began was no news from anybody,
    # but it could have begun 30 min earlier
    alone = plan("0 s", "f or g", links="links: []")
    assert seen(tmp_path, alone, F_AT_10_G_AT_40) == {"information:f@p.b": ("lag", 30)}


@pytest.mark.parametrize(
    ("delay", "found"),
    [
        # 2 of f (10, at a), g (40, at b), x (60, at b) hold for all together from 40 on
        ("20 min", {}),
        ("45 min", {"information:f@p.b": ("slow_hop", 15)}),
    ],
)
def test_of_two_of_three_the_second_that_anybody_knows_counts(tmp_path, delay, found):
    happens = F_AT_10_G_AT_40.replace(
        "milestones", "  - {at: 60 min, set: {x: true}, observed_by: {b: 0 s}}\nmilestones"
    )
    assert seen(tmp_path, plan(delay, "at_least(2, f, g, x)", links=BOTH), happens) == found


@pytest.mark.parametrize(("delay", "found"), [("4 min", {}), ("20 min", {"information:f@p.b": ("lag", 20)})])
def test_of_x_for_30_min_the_clock_is_no_lag(tmp_path, delay, found):
    # all together 40, b 40 + delay
    assert seen(tmp_path, plan(delay, "f for 30 min"), F_AT_10) == found


TRAPPED = """
injects:
  - {at: 10 min, set: {trapped: 2}, observed_by: {a: 0 s}}
  - {at: 30 min, set: {trapped: 5}, observed_by: {a: 0 s}}
milestones: {m: {when: done}}
"""
NUMBER = """
facts: {trapped: {kind: number}}
agencies: {a: {~}, b: {~}}
media: {m: {mode: message, delay: DELAY}}
links: [{from: a, to: b, carries: [trapped], over: [m]}]
procedures: {h: {go: {owner: b, when: trapped >= 3, duration: 30 min, achieves: done}}}
"""


@pytest.mark.parametrize(
    ("delay", "found"), [("4 min", {}), ("25 min", {"information:trapped@p.b": ("slow_hop", 25)})]
)
def test_a_number_counts_from_when_anybody_knew_that_it_was_enough(tmp_path, delay, found):
    # enough at 30, not at 10
    assert seen(tmp_path, NUMBER.replace("DELAY", delay), TRAPPED) == found


def test_who_is_never_told_waits_for_ever_and_is_on_no_way(tmp_path):
    (gap,) = gaps(tmp_path, plan("0 s", links="links: []"), F_AT_10)
    assert (gap.id, gap.rule) == ("information:f@p.b", "lag")
    assert "never told" in gap.title.render()
    found = figures(gap)
    assert (found["share"], found["endless"], found["p50_s"], found["beyond"]) == (1, 1, None, [])
    # 3 replications support no quantile; from 10 min to the horizon of 10 h
    assert found["waited_s"] == 590 * 60


X = ", other: {owner: a, when: not f, duration: 20 h, achieves: x}"


def test_who_is_never_told_but_has_nothing_to_do_with_it_lacks_nothing(tmp_path):
    happens = F_AT_10.replace("done", "f")
    assert seen(tmp_path, plan("0 s", when="f and known(x)", links="links: []", more=X), happens) == {}


def test_what_an_owner_knows_by_its_own_work_is_no_lag(tmp_path):
    own = """
    agencies: {a: {~}, b: {~}}
    procedures:
      h:
        look: {owner: b, when: f, duration: 40 min, achieves: known_so}
        go: {owner: b, when: known_so, duration: 30 min, achieves: done}
    """
    happens = F_AT_10.replace("a: 0 s", "b: 0 s")
    assert seen(tmp_path, own, happens) == {}


def test_what_an_owner_sees_itself_but_later_than_others_is_a_lag(tmp_path):
    happens = F_AT_10.replace("a: 0 s", "a: 0 s, b: 25 min")
    assert seen(tmp_path, plan("0 s", links="links: []"), happens) == {"information:f@p.b": ("lag", 25)}
    assert seen(tmp_path, plan("0 s", links="links: []"), happens.replace("25", "4")) == {}


def test_a_condition_that_held_for_all_together_in_passing_is_not_counted_from_then_on(tmp_path):
    # f and not g: all together from 10 to 12 and from 100 on, when b sees that g is over; b is told f at 13
    happens = """
    injects:
      - {at: 10 min, set: {f: true}, observed_by: {a: 0 s}}
      - {at: 12 min, set: {g: true}, observed_by: {b: 0 s}}
      - {at: 100 min, set: {g: false}}
    milestones: {m: {when: done}}
    """
    assert seen(tmp_path, plan("3 min", "f and not g"), happens) == {}


def test_a_chance_that_passed_before_the_owner_knew_of_it_is_a_gap_that_never_ended(tmp_path):
    # f and not g holds for all together from 10 to 40, when b sees g; b is told f at 60: it never begins
    happens = F_AT_10_G_AT_40
    (gap,) = gaps(tmp_path, plan("50 min", "f and not g"), happens)
    assert gap.id == "information:f@p.b"
    assert figures(gap)["waited_s"] == 30 * 60


def test_of_what_is_lacking_only_what_would_help_is_named(tmp_path):
    # b believes trapped = 3 for ever, a knows of 5: either is enough; what b lacks is f
    many = """
    facts: {trapped: {kind: number}}
    agencies: {a: {~}, b: {~}}
    procedures: {h: {go: {owner: b, when: f and trapped >= 3, duration: 30 min, achieves: done}}}
    """
    happens = """
    injects:
      - {at: 10 min, set: {f: true}, observed_by: {a: 0 s}}
      - {at: 10 min, set: {trapped: 3}, observed_by: {a: 0 s}}
      - {at: 11 min, message: x, to: b, tells: {trapped: 3}}
      - {at: 20 min, set: {trapped: 5}}
    milestones: {m: {when: done}}
    """
    assert list(seen(tmp_path, many, happens)) == ["information:f@p.b"]


def test_what_was_overheard_in_a_talk_group_is_not_lacking(tmp_path):
    # b overhears g and is never told f
    radio = """
    agencies: {a: {~}, b: {~}, c: {~}}
    media: {r: {mode: message, delay: 1 min, members: [a, b, c]}}
    links: [{from: a, to: c, carries: [g], over: [r]}]
    procedures: {h: {go: {owner: b, when: g and f, duration: 30 min, achieves: done}}}
    """
    happens = F_AT_10.replace("{f: true}", "{f: true, g: true}")
    assert list(seen(tmp_path, radio, happens)) == ["information:f@p.b"]


def test_what_was_shared_in_a_joint_task_is_not_lacking(tmp_path):
    joint = """
    agencies: {a: {~}, b: {~}}
    links: [{from: a, to: b, purpose: command, carries: []}]
    procedures:
      h:
        meet: {owner: a, when: g, with: [b], duration: 10 min, achieves: met}
        go: {owner: b, when: x and f, duration: 30 min, achieves: done}
    """
    happens = """
    injects:
      - {at: 10 min, set: {g: true}, observed_by: {a: 0 s}}
      - {at: 15 min, set: {x: true}, observed_by: {a: 0 s}}
      - {at: 30 min, set: {f: true}, observed_by: {a: 0 s}}
    milestones: {m: {when: done}}
    """
    # the meeting ends at 20, where b hears x; f nobody tells
    assert list(seen(tmp_path, joint, happens)) == ["information:f@p.b"]


def test_an_obligation_sets_the_tolerance_of_its_fact(tmp_path):
    duty = "\nobligations: [{name: o, from: a, to: b, fact: f, within: LIMIT}]"
    lag = {"information:f@p.b": ("slow_hop", 20)}
    assert seen(tmp_path, plan("20 min") + duty.replace("LIMIT", "25 min"), F_AT_10) == {}
    assert seen(tmp_path, plan("20 min") + duty.replace("LIMIT", "19 min"), F_AT_10) == lag
    assert seen(tmp_path, plan("4 min") + duty.replace("LIMIT", "2 min"), F_AT_10) == {
        "information:f@p.b": ("slow_hop", 4)
    }


def test_a_twentieth_of_a_long_way_is_tolerated(tmp_path):
    # 20 min of 10 + 20 + 570 min = 3.3 %
    long = plan("20 min").replace("30 min", "570 min")
    assert seen(tmp_path, long, F_AT_10, horizon="20 h") == {}
    assert seen(tmp_path, long.replace("570", "300"), F_AT_10) == {"information:f@p.b": ("slow_hop", 20)}


def test_a_declarer_that_learns_late_of_its_criterion_is_the_one_that_lags(tmp_path):
    scale = """
    facts: {trapped: {kind: number}}
    agencies: {a: {~}, b: {~}}
    media: {m: {mode: message, delay: DELAY}}
    links: [{from: a, to: b, carries: [trapped], over: [m]}]
    scales: {response: {name: r, declared_by: b, decide: 5 min, order: [III, II],
        levels: {III: {when: trapped >= 1}, II: {when: trapped >= 3}}}}
    """
    happens = TRAPPED.replace("when: done", "when: response >= II")
    # III: 10 to 12 and declared at 17; II: 30, told 50, declared 55
    late = scale.replace("DELAY", "20 min")
    assert list(seen(tmp_path, late, happens)) == ["information:trapped@p.b"]
    assert seen(tmp_path, scale.replace("DELAY", "2 min"), happens) == {}
