"""Remedies: what they say is what was played, and never better than the ideal."""

import re
from dataclasses import replace

import pytest
import yaml

from simulator.engine.replication import Player
from simulator.errors import say
from simulator.log.rows import AT, KIND, MILESTONE
from simulator.plan.gap import Evidence
from simulator.program.compile import compile_case
from simulator.scenario.read import read_case
from simulator.study.cost import cost_record
from simulator.study.remedies import remedies_of, remedy_of
from simulator.text.messages import in_language
from tests.engine.small import write
from tests.study import shops
from tests.study.shops import gap, minutes, priced

COORDINATION = gap("resource:team@p.a", rule="coordination")
SHIFTS = (
    shops.DESK[0].replace("operators: 1,", "shifts: [{hours: '07:00-19:00', operators: 1}, {operators: 0}],"),
    shops.DESK[1],
)
NIGHT_OFF = (
    shops.DESK[0].replace("operators: 1,", "shifts: [{hours: '12:00-19:00', operators: 1}],"),
    shops.DESK[1],
)
BOTH_MEDIA = (shops.OUTAGE[0].replace("over: [phone]", "over: [phone, net]"), shops.OUTAGE[1])
POST = (shops.VACANCY[0].replace("deputies: [x], ", ""), shops.VACANCY[1])
ALIKE = (
    """
    agencies: {a: {~}, r: {~, desk: {operators: 1, handling: 5 min}},
        b: {~, times: 2, desk: {operators: 1, handling: 1 min}}}
    media: {net: {delay: 2 min}}
    links: [{from: a, to: r, carries: [f], over: [net]}, {from: r, to: b, carries: [f]},
        {from: r, to: b, purpose: warn, carries: [f]}]
    procedures: {h: {go: {owner: b, when: f, duration: 7 min, achieves: done}}}
    """,
    shops.F_AT_10 + shops.DONE,
)
TRIED = {
    "many alike": (ALIKE, gap("information:f@p.b#2")),
    "desk": (shops.DESK, gap("desk:p.a")),
    "shifts": (SHIFTS, gap("desk:p.a")),
    "hours that no shift names": (NIGHT_OFF, gap("desk:p.a")),
    "information": (shops.INFORMATION, gap("information:f@p.b")),
    "medium": (shops.OUTAGE, gap("medium:p.a>p.b:coordinate")),
    "all media are there": (BOTH_MEDIA, gap("medium:p.a>p.b:coordinate")),
    "every link over a medium": (shops.OUTAGE, gap("medium:p.phone")),
    "decision": (shops.DECISION, gap("authority:p.go")),
    "scale": (shops.SCALE, gap("authority:p.level")),
    "vacancy": (shops.VACANCY, gap("authority:p.duty")),
    "post without deputies": (POST, gap("authority:p.duty")),
    "capacity": (shops.UNITS, gap("resource:team@p.a")),
    "coordination": (shops.UNITS, COORDINATION),
    "no units": (shops.NOBODYS, gap("resource:team@p.a")),
    "agreement": (shops.LAPSED, gap("seam:pact")),
}
tried = pytest.mark.parametrize(("shop", "a_gap"), TRIED.values(), ids=TRIED.keys())


def merged(old, new):
    """A plan with a remedy's YAML written into it; of links, one with the same ends and purpose gives way."""
    for key, value in new.items():
        if key == "links":
            ends = [(each["from"], each["to"], each.get("purpose")) for each in value]
            kept = [each for each in old[key] if (each["from"], each["to"], each.get("purpose")) not in ends]
            old[key] = kept + value
        elif isinstance(value, dict) and isinstance(old.get(key), dict):
            merged(old[key], value)
        else:
            old[key] = value
    return old


def write_into_plans(folder, text):
    """Do what the YAML of a remedy says, in the files that it names."""
    for file, part in re.findall(r"^# (\S+)\n((?:[^#].*\n)+)", text, re.MULTILINE):
        path = next(folder.glob(f"**/{file.rpartition('/')[2]}"))
        plan = yaml.safe_load(path.read_text(encoding="utf-8"))
        path.write_text(yaml.safe_dump(merged(plan, yaml.safe_load(part))), encoding="utf-8")


def reached(case):
    return [row[AT] for row in Player(compile_case(case), 1).play(0).rows if row[KIND] == MILESTONE]


@tried
def test_what_is_to_be_written_is_what_was_played(tmp_path, shop, a_gap):
    file = write(tmp_path, *shop)
    case = read_case(file)
    remedy = remedy_of(case, compile_case(case), a_gap)
    write_into_plans(tmp_path, remedy.yaml)
    written = read_case(file)
    assert reached(written) == reached(remedy.change(case))
    assert reached(written) != reached(case)


@tried
def test_a_remedy_is_never_better_than_the_ideal(tmp_path, shop, a_gap):
    (found,) = priced(read_case(write(tmp_path, *shop)), a_gap).values()
    assert 0 < minutes(found.remedy.costs) <= minutes(found.alone)


def test_the_record_names_what_to_write_in_both_languages(tmp_path):
    (found,) = priced(read_case(write(tmp_path, *shops.DESK)), "desk:p.a").values()
    remedy = cost_record(found)["remedy"]
    assert remedy["text"]["en"] == "one more operator on every shift of x"
    assert remedy["text"]["zh"] == "x每班增加 1 名值守员"
    assert yaml.safe_load(remedy["yaml"])["agencies"]["a"]["desk"]["operators"] == 2
    assert remedy["gain"][0]["saved_s"] == 240


@pytest.mark.parametrize(
    ("shop", "name"),
    [
        (shops.DESK, "desk:p.b"),  # no desk
        (shops.SERIES, "information:f@p.b"),  # a uses no medium
        (shops.INFORMATION, "information:f@p.nobody"),
        (shops.SERIES, "information:nothing@p.b"),
        (shops.INFORMATION, "medium:p.net"),  # there is no other
        (shops.SERIES, "authority:p.go"),
        (shops.SERIES, "seam:none"),
        (shops.UNITS, "resource:team@p.nobody"),
    ],
)
def test_where_a_plan_offers_nothing_there_is_no_remedy(tmp_path, shop, name):
    case = read_case(write(tmp_path, *shop))
    assert remedy_of(case, compile_case(case), gap(name)) is None


def test_where_every_pool_is_open_already_none_can_be_opened(tmp_path):
    plan = shops.UNITS[0].replace("mobilise: 4 min", "mobilise: 4 min, open_to: [a]")
    case = read_case(write(tmp_path, plan, shops.UNITS[1]))
    assert remedy_of(case, compile_case(case), COORDINATION) is None


def test_who_decides_for_itself_needs_an_operator_not_a_deputy(tmp_path):
    plan, happens = shops.DECISION
    plan = plan.replace("decision: {by: boss", "decision: {by: a")
    case = read_case(write(tmp_path, plan, happens))
    assert "operators: 2" in remedy_of(case, compile_case(case), gap("authority:p.go")).yaml


def test_where_all_media_are_there_the_second_goes_first(tmp_path):
    # the phone fails at 10 and 13; by net alone f is there at 12
    case = read_case(write(tmp_path, *BOTH_MEDIA))
    remedy = remedy_of(case, compile_case(case), gap("medium:p.a>p.b:coordinate"))
    assert in_language(remedy.text, "en") == "p.net before the others"
    assert reached(remedy.change(case)) == [(12 + 7) * 60]


def test_somebody_comes_at_the_hours_that_no_shift_names(tmp_path):
    # from 08:00 on nobody is at the desk until 12:00; with the remedy f is told at 10 + 4 + 4 min
    case = read_case(write(tmp_path, *NIGHT_OFF))
    remedy = remedy_of(case, compile_case(case), gap("desk:p.a"))
    assert "at all other hours" in in_language(remedy.text, "en")
    assert reached(case)[0] >= 4 * 3600
    assert reached(remedy.change(case)) == [(10 + 4 + 4 + 7) * 60]


def test_a_fact_that_an_inject_sets_is_told_by_who_sees_it(tmp_path):
    plan = shops.INFORMATION[0].replace("agencies: {a: {~}", "agencies: {a: {~}, z: {~}")
    case = read_case(write(tmp_path, plan, shops.INFORMATION[1]))
    (side, _) = gap("x:y").sides
    elsewhere = replace(gap("information:f@p.b"), sides=(replace(side, agency="p.z"),) * 2)
    assert "from: p.a" in remedy_of(case, compile_case(case), elsewhere).yaml


SLOW = """
    agencies: {a: {~}, c: {~}, b: {~}}
    media: {runner: {delay: 20 min}, radio: {delay: 1 min}}
    links: [{from: a, to: b, carries: [f], over: [runner]}, {from: a, to: c, carries: [f], over: [RADIO]}]
    procedures: {h: {go: {owner: b, when: f, duration: 7 min, achieves: done}}}
    """


@pytest.mark.parametrize(
    ("spent_on", "radio", "text", "done"),
    [
        # f at 10; by runner there at 30, by radio at 11, work takes 7 min
        ("channel", "radio", "p.radio before the others", 11 + 7),
        ("composing", "radio", "x tells x of it before all else, over p.runner", 30 + 7),
        ("channel", "runner", "x tells x of it before all else, over p.runner", 30 + 7),  # no other medium
    ],
)
def test_a_slow_way_gets_another_medium_and_other_hops_are_left_out(tmp_path, spent_on, radio, text, done):
    case = read_case(write(tmp_path, SLOW.replace("RADIO", radio), shops.F_AT_10 + shops.DONE))
    hop = {"link": "p.a>p.b:coordinate", "mean_s": 1200, "spent_on": spent_on}
    evidence = (Evidence("runs", say("seen"), {"hops": [hop]}),)
    remedy = remedy_of(case, compile_case(case), gap("information:f@p.b", "slow_hop", evidence=evidence))
    assert in_language(remedy.text, "en") == text
    assert reached(remedy.change(case)) == [done * 60]


IDLE_ELSEWHERE = (
    """
    agencies: {a: {~, pools: {team: {units: 1}}}, b: {~}}
    media: {radio: {delay: 2 min}}
    links: [{from: a, to: b, carries: [], over: [radio]}]
    procedures:
      h:
        first: {owner: a, when: f, needs: {team: 1}, duration: 30 min, priority: 1}
        go: {owner: a, when: f, needs: {team: 1}, duration: 7 min, achieves: done}
    """,
    shops.F_AT_10 + shops.DONE,
    ("q", "agencies: {fire: {~, pools: {team: {units: 3, mobilise: 4 min}}}}"),
)


def agreed(case, rule="coordination"):
    found = remedies_of(case, compile_case(case), gap("resource:team@p.a", rule=rule))
    return [each for each in found if each.measure == "agreement"]


def test_where_anothers_units_stood_idle_an_agreement_brings_one(tmp_path):
    file = write(tmp_path, *IDLE_ELSEWHERE)
    case = read_case(file)
    (remedy,) = agreed(case)
    # Without it: the own team is free at 40, and 7 of work. With it: asked at 10, 2 on the radio, 4 to turn
    # out, 7 of work.
    assert reached(case) == [47 * 60]
    assert reached(remedy.change(case)) == [23 * 60]
    write_into_plans(tmp_path, remedy.yaml)
    written = read_case(file)
    assert reached(written) == [23 * 60]
    assert not [each for each in written.warnings if "agreement" in str(each.found)]
    assert agreed(written) == []  # they have agreed by now
    (pact,) = written.composition.pacts
    assert pact.records[0].gives == {"team": 1}  # what the task needs, not all that there is


def test_a_new_agreement_has_the_terms_of_the_one_that_is_there(tmp_path):
    terms = "gives: {boat: 1}, decision: {by: q.fire, takes: 10 min}, lapses: 50 min"
    plan, happens, (q, other) = IDLE_ELSEWHERE
    file = write(
        tmp_path,
        plan.replace("media:", f"agreements: {{old: {{from: q.fire, to: a, {terms}}}}}\n    media:"),
        happens,
        (
            q,
            other.replace("team: {", "boat: {units: 1}, team: {")
            + f"\nagreements: {{old: {{from: fire, to: p.a, {terms}}}}}\n",
        ),
    )
    case = read_case(file)
    (remedy,) = agreed(case)
    assert reached(remedy.change(case)) == [33 * 60]  # 10 to decide
    write_into_plans(tmp_path, remedy.yaml)
    assert reached(read_case(file)) == [33 * 60]


def test_nothing_is_agreed_on_where_all_are_at_work_or_no_medium_leads_there(tmp_path):
    assert agreed(read_case(write(tmp_path, *IDLE_ELSEWHERE)), rule="capacity") == []
    plan = IDLE_ELSEWHERE[0].replace(", over: [radio]", "")
    assert agreed(read_case(write(tmp_path, plan, *IDLE_ELSEWHERE[1:]))) == []
