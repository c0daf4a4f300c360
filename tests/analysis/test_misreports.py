"""What came of misreports, by hand: who believed it, what was done, who put it right."""

import pytest

from simulator.analysis.gaps.broken import consequences
from simulator.analysis.measures import measure
from simulator.analysis.misreports.listeners import other_sources
from simulator.analysis.results import collect
from simulator.analysis.summary import summarise
from simulator.engine.replication import Player
from simulator.program.compile import compile_case
from tests.engine.small import read_small

MINUTE = 60.0
PLAN = """
agencies: {town: {~}, county: {~}, city: {~}}
facts: {dead: {kind: number}, other: {}}
media: {post: {delay: 10 min}}
links:
  - {from: town, to: county, carries: [dead], over: [post]}
  - {from: county, to: city, carries: [dead], over: [post]}
  - {from: county, to: town, purpose: command, carries: [other]}
scales:
  response: {order: [II, I], declared_by: city, levels: {II: {when: dead >= 1}, I: {when: dead >= 10}}}
procedures:
  h:
    relief: {owner: city, when: dead >= 10, duration: 10 min}
    verify: {owner: city, when: response >= II, duration: 3 h, achieves: {dead: 12}}
obligations:
  - {id: told, fact: dead, from: county, to: city, within: 1 h}
"""
HAPPENS = "incident: {hazard: h, facts: {dead: 12}, observed_by: {town: 0 s}}\ninjects: [{INJECT}]\n"
LESS = "{at: 0 s, misreport: dead, by: county, less: 9}"


def played(tmp_path, inject, plan=PLAN):
    program = compile_case(read_small(tmp_path, plan, HAPPENS.replace("{INJECT}", inject)))
    log = Player(program, 1).play(0)
    return program, measure(program, log)


def wrong(program, measures):
    found = {}
    for each in measures.falsehoods[0].wrong:
        agent = program.agents[program.cells[each.cell][0]].name
        through = program.agents[each.through].name if each.through >= 0 else None
        found[agent] = (
            each.false / MINUTE,
            each.behind / MINUTE,
            each.most,
            each.right / MINUTE,
            through,
        )
    return found


def test_who_believed_it_for_how_long_and_found_out_by_its_own_work(tmp_path):
    program, measures = played(tmp_path, LESS)
    # county is told 12 at 10, tells 3; at the city 20..200, when its own work of three hours shows 12
    assert wrong(program, measures) == {"p.city": (180, 0, 9, 200, "p.city")}


def test_who_is_told_in_the_end_has_it_from_whom_it_was_told(tmp_path):
    program, measures = played(tmp_path, LESS.replace("}", ", lasts: 1 h}"))
    # over at 60, told then, at the city at 70
    assert wrong(program, measures) == {"p.city": (50, 0, 9, 70, "p.county")}


def test_what_was_done_on_it_and_what_was_not(tmp_path):
    _program, measures = played(tmp_path, LESS)
    (falsehoods,) = measures.falsehoods
    acted = {(each.kind, each.subject) for each in falsehoods.acted}
    declare, task = 9, 10  # kinds of rows
    assert acted == {(declare, 0)}  # level II at 20; the work asks for the level, which is as it is
    # relief and level I would have begun at 20, and do at 200
    kept = {(each.kind, each.subject, each.rank): each.seconds / MINUTE for each in falsehoods.kept}
    assert kept == {(task, 0, 0): 180, (declare, 0, 2): 180}


def test_who_is_not_told_is_behind_from_the_beginning_to_the_end(tmp_path):
    program, measures = played(tmp_path, "{at: 0 s, misreport: dead, by: county, never: true, lasts: 2 h}")
    # nothing at the city from 0, when it is so, until 130: told at 120, ten minutes under way
    assert wrong(program, measures)["p.city"][:2] == (0, 120)


@pytest.mark.parametrize(
    ("inject", "reports"),
    [
        ("{at: 0 s, misreport: dead, by: county, less: 9}", {"false": 1}),
        ("{at: 0 s, misreport: dead, by: county, never: true}", {"concealed": 1}),
        ("{at: 0 s, misreport: dead, by: county, late: 2 h}", {"late": 1}),
        ("{at: 0 s, misreport: other, by: county, as: true}", {}),
    ],
)
def test_the_ways_in_which_a_report_goes_wrong_are_told_apart(tmp_path, inject, reports):
    program, measures = played(tmp_path, inject)
    found = {record["name"]: record for record in consequences(program, collect(program, [measures]))}
    shares = found["p.told"]["reports"] if "p.told" in found else {}
    assert {name: share for name, share in shares.items() if share} == reports


def test_what_never_comes_because_nothing_carries_it_is_left_out_not_concealed(tmp_path):
    plan = PLAN.replace("from: county, to: city, carries: [dead]", "from: county, to: city, carries: [other]")
    program, measures = played(tmp_path, "{at: 0 s, misreport: other, by: county, as: true}", plan)
    (record,) = [
        each for each in consequences(program, collect(program, [measures])) if each["name"] == "p.told"
    ]
    assert record["reports"] == {"late": 0, "omitted": 1, "concealed": 0, "false": 0}


def test_a_second_source_is_one_whose_way_passes_nobody_who_misreports_it(tmp_path):
    program, _ = played(tmp_path, LESS)
    agents = {agent.name: number for number, agent in enumerate(program.agents)}
    fact = next(number for number, row in enumerate(program.facts) if row.name == "dead")
    name = [agent.name for agent in program.agents]
    assert [name[each] for each in other_sources(program, (agents["p.city"], fact))] == []
    wider = PLAN.replace("links:", "links:\n  - {from: town, to: city, carries: [dead]}")
    program, _ = played(tmp_path, LESS, wider)
    assert [name[each] for each in other_sources(program, (agents["p.city"], fact))] == ["p.town"]


def test_the_summary_says_it_all_by_name(tmp_path):
    program, measures = played(tmp_path, LESS)
    found = summarise(program, collect(program, [measures]), seed=1)["misreports"]
    (said,) = found["misreports"]
    assert (said["kind"], said["less"], said["agencies"][0]["name"]) == ("false", 9, "p.county")
    (belief,) = found["beliefs"]
    assert (belief["agency"], belief["false"]["mean_s"], belief["most"]) == ("p.city", 180 * MINUTE, 9)
    (through,) = belief["through"]
    assert (through["how"], through["agency"]["name"], through["share"]) == ("itself", "p.city", 1)
    assert (belief["finds_out_itself"], belief["cross_check"]) == (True, [])
    assert [(each["kind"], each["said_by"]["name"]) for each in found["acted"]] == [("declare", "p.county")]
    assert [(each["kind"], each["level"]) for each in found["kept"]] == [("declare", "I"), ("task", None)]


def test_without_misreports_there_is_nothing_to_say(tmp_path):
    program = compile_case(read_small(tmp_path, PLAN, HAPPENS.replace("injects: [{INJECT}]", "")))
    measures = measure(program, Player(program, 1).play(0))
    assert measures.falsehoods == ()
    assert "misreports" not in summarise(program, collect(program, [measures]), seed=1)


LEADERS = """
agencies: {town: {~}, county: {~}, city: {~}, aide: {~}, province: {~}}
facts: {dead: {kind: number}, big: {}}
media: {post: {delay: 10 min}}
links:
  - {from: town, to: county, carries: [dead], over: [post]}
  - {from: county, to: city, carries: [dead], over: [post]}
  - {from: city, to: aide, carries: [dead]}
  - {from: city, to: province, carries: [dead, big]}
posts:
  lead: {holder: city, deputies: [aide], after: 5 h, hand_over: {to: province, when: big, takes: 0 s}}
  second: {holder: city, deputies: [aide], after: 5 h}
scales:
  response: {order: [II, I], declared_by: lead, levels: {I: {when: dead >= 10}}}
  relief: {order: [II, I], declared_by: second, levels: {I: {when: dead >= 10}}}
"""


@pytest.mark.parametrize(
    ("inject", "waited"),
    [
        # what the county says is in the city at 20 and holds to 200; the aide and the province never lead
        ("", {("response", "city"): 180, ("relief", "city"): 180}),
        # from 50 on the province leads; the city's relief is its own all the time
        (
            ", {at: 50 min, set: {big: true}, observed_by: {city: 0 s}}",
            {("response", "city"): 30, ("response", "province"): 150, ("relief", "city"): 180},
        ),
    ],
)
def test_a_level_was_due_to_who_held_the_post_and_to_nobody_else(tmp_path, inject, waited):
    program, measures = played(tmp_path, LESS.replace("}", ", lasts: 190 min}") + inject, LEADERS)
    found = {}
    for each in measures.falsehoods[0].kept:
        scale = program.scales[each.subject]
        key = scale.name.rpartition(".")[2], program.agents[scale.agent].name.rpartition(".")[2]
        found[key] = found.get(key, 0) + each.seconds / MINUTE
    assert found == waited
