"""Scales that nobody declares: what a comparison with one means, and what is wrong with one."""

import pytest

from simulator.text.condition_tree import show_condition

PLAN = """\
facts: {dead: {kind: number}, hurt: {kind: number}}
scales:
  severity:
    order: [general, larger, major]
    when: {general: known(dead), larger: "dead >= 3 or hurt >= 10", major: dead >= 10}
  other: {order: [general, larger, major], declared_by: duty, levels: {major: {when: leak}}}
  response: {order: [II, I], declared_by: duty, levels: {II: {when: severity >= larger}}}
procedures: {rain: {go: {owner: fire, when: "WHEN"}}}
"""
ONE, TWO, THREE = "known(dead)", "dead >= 3 or hurt >= 10", "dead >= 10"

MEANINGS = {
    "severity >= major": THREE,
    "severity > larger": THREE,
    "severity >= larger": f"({TWO}) or {THREE}",
    "major <= severity": THREE,
    "severity < major": f"not {THREE}",
    "severity <= larger": f"not {THREE}",
    "severity = major": THREE,
    "severity = larger": f"(({TWO}) or {THREE}) and not {THREE}",
    "severity != larger": f"not ((({TWO}) or {THREE}) and not {THREE})",
    "severity >= general for 1 h": f"({ONE} or ({TWO}) or {THREE}) for 1 h",
    "duty knows severity >= major": "duty knows dead and duty knows dead >= 10",
    "duty knows severity < larger": (
        "((duty knows dead and not duty knows dead >= 3) and (duty knows hurt and not duty knows hurt >= 10))"
        " and (duty knows dead and not duty knows dead >= 10)"
    ),
}


@pytest.mark.parametrize(("text", "meaning"), MEANINGS.items())
def test_a_comparison_means_the_criteria(composed, text, meaning):
    job = composed(city=PLAN.replace("WHEN", text)).jobs[0]
    assert show_condition(job.when).replace("city.", "") == meaning


def test_a_response_level_may_follow_from_severity(composed):
    (_, axis) = composed(city=PLAN.replace("WHEN", "leak"), world={"leak": True}).axes
    assert show_condition(axis.criteria[0][1]) == f"({TWO}) or {THREE}"


FAULTS = {
    "known(severity)": "17:52: nobody knows `severity` as such: it follows from other facts",
    "duty knows severity": "17:57: nobody knows `severity` as such: it follows from other facts",
    "severity": "17:46: `severity` is no condition by itself",
    "severity >= response": "17:58: `response` and `city.severity` cannot be compared",
    "severity > major": "17:46: no level of `city.severity` is above `major`",
    "severity >= other": "17:46: `city.severity` is compared with one of its levels alone",
    "severity >= huge": "17:58: `huge` is no level of `city.severity`",
}


@pytest.mark.parametrize(("text", "message"), FAULTS.items())
def test_what_cannot_be_asked_of_it_is_said(problems, text, message):
    assert f"city.yaml:{message}" in problems(city=PLAN.replace("WHEN", text))


SCALE = "facts: {dead: {kind: number}}\nscales:\n  a: {%s}\n"
ALARM = "\n  b: {order: [x], declared_by: duty, levels: {x: {when: leak}}}"

BAD = {
    "order: [x]": "12:6: nobody declares this scale, and nothing says what its levels are",
    "order: [x], when: {y: leak}": "12:26: `y` is not in `order`",
    "order: [x], when: {x: leak}, decide: 5 min": (
        "12:36: `decide` does not go with a scale that nobody declares"
    ),
    "order: [x], when: {x: leak}, automatic: true": (
        "12:36: `automatic` does not go with a scale that nobody declares"
    ),
    "order: [x], when: {x: leak}, levels: {x: {when: leak}}": (
        "12:36: `levels` does not go with a scale that nobody declares"
    ),
    "order: [x], when: {x: leak}, lower: {to: x, when: leak}": (
        "12:36: `lower` does not go with a scale that nobody declares"
    ),
    "order: [x, y], when: {x: leak, y: a >= x}": (
        "12:41: a scale that nobody declares follows from facts, and `city.a` is a scale"
    ),
    "order: [x, y], when: {x: b >= x}": (
        "12:32: a scale that nobody declares follows from facts, and `city.b` is a scale"
    ),
    "order: [x, y], declared_by: duty, levels: {x: {when: leak}, y: {when: a >= x}}": (
        "12:77: a level of `city.a` cannot depend on the level of `city.a` itself"
    ),
    "order: [x, y], declared_by: duty, levels: {x: {when: leak}}, lower: {to: z, when: leak}": (
        "12:80: `z` is not in `order`"
    ),
    "order: [x, y], declared_by: duty, levels: {x: {when: leak}}, lower: {to: y, when: leak}": (
        "12:80: `y` is the highest level: nothing is lowered to it"
    ),
    "order: [x], declared_by: duty, levels: {x: {when: leak}}, automatic: true, decide: 1 min": (
        "12:82: what is automatic takes no time to decide"
    ),
}


@pytest.mark.parametrize(("text", "message"), BAD.items())
def test_what_is_wrong_with_a_scale_is_said_at_its_place(problems, text, message):
    assert f"city.yaml:{message}" in problems(
        city=SCALE % text + ALARM.strip("\n") + "\n", world={"leak": True}
    )


TOLD = {
    "links: [{from: duty, to: fire, carries: [severity]}]\n": 42,
    "procedures: {snow: {say: {owner: fire, when: leak, achieves: {severity: major}}}}\n": 63,
    "obligations: [{fact: severity, from: duty_room, to: warden, within: 1 h}]\n": 22,
}


@pytest.mark.parametrize(("text", "column"), TOLD.items())
def test_nobody_can_tell_or_bring_it_about(problems, text, column):
    found = problems(city=PLAN.partition("procedures:")[0] + text)
    said = "nobody says `severity`: it follows from what each agency believes"
    assert f"city.yaml:17:{column}: {said}" in found
