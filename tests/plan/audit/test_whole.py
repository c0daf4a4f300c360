"""The audit as a whole: what must not change a finding, and what each change may."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.plan.audit import RULES, audit
from simulator.plan.compose import compose
from simulator.plan.gap import KINDS, SEVERITIES, gap_record
from simulator.plan.read import read_plan
from simulator.scenario.read import read_case
from simulator.scenario.setting import setting_of
from simulator.text.messages import in_language
from tests.plan.audit.small import a_plan, agency, gaps, link, task

ROOT = Path(__file__).parents[3]
SCENARIOS = sorted((ROOT / "scenarios").rglob("*.yaml"))
NAMES = [f"x{number}" for number in range(6)]

# -- plans at random -----------------------------------------------------------------------------------------


@st.composite
def plans(draw, prefix="x"):
    """A plan of six agencies with links, tasks, duties, pools, posts drawn at random."""
    names = [f"{prefix}{number}" for number in range(6)]
    one = st.sampled_from(names)
    facts = [f"{prefix}_f{number}" for number in range(5)]
    known = st.sampled_from(["alarm", *facts])
    shifts = st.sampled_from(
        [{"operators": 1}, {"shifts": [{"hours": "08:00-18:00", "operators": 1}, {"operators": 0}]}]
    )
    pools = st.sampled_from([{}, {"engine": {"units": 1}}, {"engine": {"units": 2}}])
    agencies = {name: agency(desk=draw(shifts), pools=draw(pools)) for name in names}
    links = [
        link(sender, receiver, *draw(st.lists(known, min_size=1, max_size=3, unique=True)), **draw(
            st.sampled_from([{}, {"over": [f"{prefix}_phone"]}, {"purpose": "command"}])))
        for sender, receiver in draw(st.lists(st.tuples(one, one), max_size=10, unique=True))
        if sender != receiver
    ]  # fmt: skip
    tasks = {
        f"{prefix}_t{number}": task(
            draw(one),
            draw(
                st.sampled_from(
                    [draw(known), f"{draw(known)} and {draw(known)}", f"{draw(known)} or {draw(known)}"]
                )
            ),
            achieves=fact,
            needs=draw(st.sampled_from([{}, {"engine": 1}, {"engine": 2}])),
        )
        for number, fact in enumerate(facts)
    }
    ends = draw(st.lists(st.tuples(one, one, known), max_size=3, unique=True))
    duties = [
        {"id": f"{prefix}_d{number}", "fact": fact, "from": sender, "to": receiver, "within": "1 h"}
        for number, (sender, receiver, fact) in enumerate(ends)
        if sender != receiver
    ]
    rest = {"media": {f"{prefix}_phone": {}}, "posts": {f"{prefix}_post": {"holder": draw(one)}}}
    return a_plan(agencies, name=f"p_{prefix}", tasks=tasks, links=links, obligations=duties, **rest)


def renamed(plan, new):
    """The plan with other ids for its agencies, in the same order of names."""
    text = json.dumps(plan)
    for name in plan["agencies"]:
        text = text.replace(f'"{name}"', f'"{new}{name}"')
    return json.loads(text)


def reordered(plan):
    """The plan with all its records the other way round."""
    turned = {key: plan[key][::-1] if isinstance(plan[key], list) else plan[key] for key in plan}
    turned["agencies"] = dict(reversed(plan["agencies"].items()))
    turned["procedures"] = {"h": dict(reversed(plan["procedures"]["h"].items()))}
    return turned


def found(*those):
    return {(gap.id, gap.severity, gap.rule, gap.sides[0].agency) for gap in gaps(*those).values()}


@given(plans())
def test_renaming_all_agencies_changes_no_finding(plan):
    new = {tuple(str(part).replace("zz_x", "x") for part in each) for each in found(renamed(plan, "zz_"))}
    assert new == found(plan)


@given(plans())
def test_reordering_records_changes_no_finding(plan):
    assert {each[:3] for each in found(reordered(plan))} == {each[:3] for each in found(plan)}


@given(plans("x"), plans("y"))
def test_two_plans_without_contact_have_the_union_of_their_gaps(one, other):
    assert found(one, other) == found(one) | found(other)


def test_adding_the_missing_link_removes_that_gap_and_adds_none():
    many = {name: agency() for name in "abcd"}
    tasks = {
        "find": task("a", "alarm", achieves="found"),
        "act": task("b", "found", achieves="acted"),
        "end": task("c", "acted"),
        "close": task("d", "found"),
    }
    links = []
    left = set(gaps(a_plan(many, tasks=tasks)))
    assert left == {"information:p.found@p.b", "information:p.acted@p.c", "information:p.found@p.d"}
    for sender, receiver, fact in (("a", "b", "found"), ("b", "c", "acted"), ("a", "d", "found")):
        links.append(link(sender, receiver, fact))
        now = set(gaps(a_plan(many, tasks=tasks, links=links)))
        assert now == left - {f"information:p.{fact}@p.{receiver}"}
        left = now


# -- what ships ----------------------------------------------------------------------------------------------


def lines(gaps_found):
    return "".join(f"{gap.severity} {gap.id}\n" for gap in gaps_found)


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda path: path.stem)
def test_a_shipped_scenario_has_the_gaps_that_it_had(golden, scenario):
    case = read_case(scenario)
    golden(f"audit_{scenario.stem}.txt", lines(audit(case.composition, setting_of(case))))


def test_the_shipped_plans_have_the_gaps_that_they_had(golden):
    golden("audit_plans.txt", lines(shipped()))


ALONE = {"relief", "inspection", "forest", "highrise", "plaza", "reservoir", "epidemic"}
"""Plans of the city that are played by themselves."""


def shipped():
    city = (path for path in sorted((ROOT / "plans/qinshan").glob("*.yaml")) if path.stem not in ALONE)
    around = ("linjiang/aid.yaml", "shaanan/province.yaml", "national/duty.yaml")
    paths = [*city, *(ROOT / "plans" / path for path in around)]
    return audit(
        compose([read_plan(path, root=ROOT, shown=path.relative_to(ROOT).as_posix()) for path in paths])
    )


def test_every_gap_says_where_what_to_do_and_from_what_it_is_known():
    everything = shipped()
    assert len({gap.id for gap in everything}) == len(everything)
    order = [(SEVERITIES.index(gap.severity), -KINDS.index(gap.kind)) for gap in everything]
    assert order == sorted(order, reverse=True)
    for gap in everything:
        for lang in ("en", "zh"):
            for message in (gap.title, gap.remedy, *(each.text for each in gap.evidence)):
                text = in_language(message, lang)
                assert text
                assert "{" not in text.replace("{from", "").replace("{by", "")
        assert gap.where
        assert all(place.file.startswith("plans/") for place in gap.where)
        assert gap.known_from
        assert gap.agencies
        json.dumps(gap_record(gap), ensure_ascii=False)


def test_each_rule_says_in_its_docstring_what_it_finds():
    assert all((rule.__doc__ or "").startswith("Find ") for rule in RULES)
    assert len(set(RULES)) == len(RULES)
