"""Causes of what came late or never, by hand."""

from simulator.analysis.broken import consequences
from simulator.program.compile import compile_case
from tests.analysis.seen import played
from tests.engine.small import read_small

PLAN = """
agencies: {a: {~}, b: {~}}
media: {p: {mode: message, delay: 0 s, pause: 1 min}}
LINKS
procedures: {h: {go: {owner: b, when: f, duration: 5 min, achieves: done}}}
"""
HAPPENS = """
injects: [{at: 10 min, set: {f: true}, observed_by: {a: 0 s}}OUTAGE]
milestones: {m: {when: done, within: 1 h}}
"""
LINK = "links: [{from: a, to: b, carries: [f], over: [p]}]"


def broken(tmp_path, *, links="", outage=""):
    plan, happens = PLAN.replace("LINKS", links), HAPPENS.replace("OUTAGE", outage)
    program = compile_case(read_small(tmp_path, plan, happens))
    return consequences(program, played(program))


def test_what_was_never_reached_names_the_wait_that_never_ended(tmp_path):
    (record,) = broken(tmp_path)
    assert (record["name"], record["late"], record["never"]) == ("m", 0, 1)
    assert record["causes"] == [{"gap": "information:f@p.b", "share": 1, "mean_s": 0}]


def test_a_medium_that_is_out_to_the_end_is_why_it_was_never_reached(tmp_path):
    (record,) = broken(tmp_path, links=LINK, outage=", {at: 5 min, outage: p, lasts: 30 h}")
    assert [cause["gap"] for cause in record["causes"]] == ["medium:p.a→p.b:coordinate"]


def test_what_came_late_names_what_took_the_time(tmp_path):
    # from 10 to 80 min nothing gets through
    (record,) = broken(tmp_path, links=LINK, outage=", {at: 5 min, outage: p, lasts: 75 min}")
    assert (record["late"], record["never"]) == (1, 0)
    assert record["causes"] == [{"gap": "medium:p.a→p.b:coordinate", "share": 1, "mean_s": 70 * 60}]


def test_what_came_in_time_is_no_consequence(tmp_path):
    assert broken(tmp_path, links=LINK) == []
