"""What came late or never, and the gaps to blame, by hand."""

from simulator.analysis.gaps.broken import consequences
from simulator.program.compile import compile_case
from tests.analysis.gaps.seen import figures, gaps, played
from tests.engine.small import read_small

PLAN = """
agencies: {a: {~}, b: {~}, c: {~}}
media: {m: {mode: message, delay: 30 min}}
LINKS
procedures:
  h:
    first: {owner: b, when: f, duration: 10 min, achieves: half}
    go: {owner: b, when: half, duration: 20 min, achieves: done}
obligations: [{name: tell, from: a, to: b, fact: f, within: 5 min, basis: x}]
"""
LINK = "links: [{from: a, to: b, carries: [f], over: [m]}]"
HAPPENS = """
injects: [{at: 10 min, set: {f: true}, observed_by: {a: 0 s}}]
milestones: {m: {when: done, within: LIMIT, share: 90%}, free: {when: done}}
"""
LAG = "information:f@p.b"


def broken(tmp_path, *, links=LINK, limit="1 h", plan=PLAN):
    """Give (kind, name, late, never, causes) of each thing that was late or never."""
    program = compile_case(
        read_small(tmp_path, plan.replace("LINKS", links), HAPPENS.replace("LIMIT", limit))
    )
    return [
        (each["kind"], each["late"], each["never"], each["causes"])
        for each in consequences(program, played(program))
    ]


def test_a_late_milestone_has_the_minutes_on_its_way_as_causes(tmp_path):
    # f is seen at 10 min and told at 40: 30 of the 70 min until it is done
    found = broken(tmp_path)
    assert ("milestone", 1, 0, [{"gap": LAG, "share": 1, "mean_s": 1800}]) in found
    assert not any(kind == "milestone" for kind, *_ in broken(tmp_path, limit="75 min"))


def test_a_milestone_that_is_never_reached_has_what_waits_to_the_end_as_its_cause(tmp_path):
    assert ("milestone", 0, 1, [{"gap": LAG, "share": 1, "mean_s": 0}]) in broken(tmp_path, links="links: []")


def test_what_somebody_is_to_know_and_never_hears_has_the_missing_way_as_its_cause(tmp_path):
    plan = PLAN.replace("LINKS", "").replace("when: f,", "when: f or g,")
    milestone = "{m: {when: b knows f, within: 1 h}}"
    # b begins at 30 min without f, because of g; that it waited until then is the only trace of f
    happens = f"""
injects:
  - {{at: 10 min, set: {{f: true}}, observed_by: {{a: 0 s}}}}
  - {{at: 30 min, set: {{g: true}}, observed_by: {{b: 0 s}}}}
milestones: {milestone}
"""
    program = compile_case(read_small(tmp_path, plan, happens))
    (found,) = [each for each in consequences(program, played(program)) if each["kind"] == "milestone"]
    assert (found["never"], found["causes"]) == (1, [{"gap": LAG, "share": 1, "mean_s": 0}])


def test_a_wait_that_ended_is_no_cause_of_what_somebody_never_heard(tmp_path):
    # a's one operator is free to tell f at 30 min, by a medium that is out to the end; b begins at 60 with g
    plan = (
        PLAN.partition("obligations")[0]
        .replace("LINKS", LINK)
        .replace("a: {~}", "a: {~, desk: {operators: 1}}")
        .replace("when: f,", "when: f or g,")
    )
    plan += "    busy: {owner: a, when: f, needs: {desk: 1}, duration: 20 min, priority: 1}\n"
    happens = """
injects:
  - {at: 0 s, outage: m}
  - {at: 10 min, set: {f: true}, observed_by: {a: 0 s}}
  - {at: 60 min, set: {g: true}, observed_by: {b: 0 s}}
milestones: {m: {when: b knows f, within: 1 h}}
"""
    program = compile_case(read_small(tmp_path, plan, happens))
    (found,) = [each for each in consequences(program, played(program)) if each["kind"] == "milestone"]
    assert [cause["gap"] for cause in found["causes"]] == ["medium:p.a→p.b:coordinate"]


def test_a_wait_that_ended_is_no_cause_of_what_never_came(tmp_path):
    # a's one operator has 20 min of work before it can tell; then the medium is out to the end
    plan = (
        PLAN.partition("obligations")[0]
        .replace("LINKS", LINK)
        .replace("a: {~}", "a: {~, desk: {operators: 1}}")
    )
    plan += "    busy: {owner: a, when: f, needs: {desk: 1}, duration: 20 min, priority: 1}\n"
    out = HAPPENS.replace("LIMIT", "1 h").replace("injects: [", "injects: [{at: 0 s, outage: m}, ")
    program = compile_case(read_small(tmp_path, plan, out))
    found = {each["name"]: each for each in consequences(program, played(program))}
    assert [cause["gap"] for cause in found["m"]["causes"]] == ["medium:p.a→p.b:coordinate"]


def test_a_broken_obligation_has_its_causes(tmp_path):
    # told 30 min after a knows it, which is the time of the medium and no wait
    assert [(late, never) for kind, late, never, _ in broken(tmp_path) if kind == "obligation"] == [(1, 0)]
    away = PLAN.replace("b: {~}", "b: {~, desk: {operators: 0}}").replace("basis: x", "stops_at: handled")
    (causes,) = [causes for kind, *_, causes in broken(tmp_path, plan=away) if kind == "obligation"]
    assert {"gap": "desk:p.b", "share": 1, "mean_s": 0} in causes


def test_what_was_lost_before_the_clock_of_an_obligation_ran_is_no_cause_of_its_being_late(tmp_path):
    # f is true at 10 min, b is told at 40, half done at 50 and done at 70
    def causes_of(duty):
        plan = PLAN.partition("obligations")[0] + f"obligations: [{{then: done, within: 5 min, {duty}}}]\n"
        found = [each for each in broken(tmp_path, plan=plan) if each[0] == "obligation"]
        assert [(late, never) for _, late, never, _ in found] == [(1, 0)]
        return found[0][-1]

    assert causes_of("when: f, starts: truth") == [{"gap": LAG, "share": 1, "mean_s": 1800}]
    assert causes_of("when: f, from: a") == [{"gap": LAG, "share": 1, "mean_s": 1800}]
    assert causes_of("when: half, from: b") == []


def test_a_gap_that_is_high_because_of_an_obligation_names_it(tmp_path):
    away = PLAN.replace("b: {~}", "b: {~, desk: {operators: 0}}").replace("basis: x", "stops_at: handled")
    free = "injects: [{at: 10 min, set: {f: true}, observed_by: {a: 0 s}}]\nmilestones: {m: {when: f}}\n"
    found = {gap.id: gap for gap in gaps(tmp_path, away.replace("LINKS", LINK), free)}
    gap = found["desk:p.b"]
    assert gap.severity == "high"
    (broken,) = figures(gap)["breaks"]
    assert (broken["title"]["en"], broken["share"]) == ("tell", 1)
    # nobody has a duty to tell: the desk is as empty, and breaks nothing
    free_of_duty = away.replace("LINKS", LINK).partition("obligations")[0]
    found = {gap.id: gap for gap in gaps(tmp_path, free_of_duty, free)}
    assert (found["desk:p.b"].severity, figures(found["desk:p.b"])["breaks"]) == ("medium", [])


def test_an_obligation_that_no_link_could_fulfil_has_the_missing_way_as_its_cause(tmp_path):
    found = [(late, never, causes) for kind, late, never, causes in broken(tmp_path, links="links: []")
             if kind == "obligation"]  # fmt: skip
    assert found == [(0, 1, [{"gap": LAG, "share": 1, "mean_s": 0}])]


def test_units_in_use_and_units_idle_elsewhere_are_one_cause_with_the_minutes_of_both(tmp_path):
    plan = """
agencies:
  a: {~, pools: {boat: {units: 1}}}
  x: {~, pools: {boat: {units: 1}}}
procedures:
  h:
    far: {owner: x, when: f, needs: {boat: 1}, duration: 40 min, priority: 1}
    one: {owner: a, when: f, needs: {boat: 1}, duration: 30 min, priority: 1}
    two: {owner: a, when: f, needs: {boat: 1}, duration: 20 min, achieves: half, priority: 2}
    three: {owner: a, when: half, needs: {boat: 1}, duration: 10 min, achieves: done, priority: 3}
    again: {owner: a, when: half, needs: {boat: 1}, duration: 20 min, priority: 2}
"""
    happens = """
injects: [{at: 0 min, set: {f: true}, observed_by: {a: 0 s, x: 0 s}}]
milestones: {m: {when: done, within: 10 min}}
"""
    # two waits 30 min while both boats are out; three waits 20 min from 50 min on, while x's boat is back
    program = compile_case(read_small(tmp_path, plan, happens))
    (found,) = consequences(program, played(program))
    assert found["causes"] == [{"gap": "resource:boat@p.a", "share": 1, "mean_s": 50 * 60}]
