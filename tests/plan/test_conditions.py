import pytest

from simulator.text.condition_tree import show_condition

PLAN = """\
regions: {east: {name: East}}
facts: {dead: {kind: number, per: region}, wet: {per: region}, fed: {kind: number}, hungry: {kind: number}}
posts: {command: {holder: fire}}
scales:
  alarm: {order: [low, high], declared_by: duty, levels: {low: {when: leak}}}
  danger: {order: [low, high], declared_by: duty, levels: {low: {when: leak}}}
procedures:
  rain:
    go: {owner: fire, when: "WHEN"}
    patrol: {owner: grid, when: leak}
"""

MEANINGS = {
    "sum(dead) >= 3": "sum(dead) >= 3",
    "dead@east >= 3": "dead@city.east >= 3",
    "any(wet)": "any(wet)",
    "wet@east": "wet@city.east",
    "fed >= 90% of hungry": "fed >= 90% of hungry",
    "high <= alarm": "2 <= city.alarm",
    "alarm >= danger": "city.alarm >= city.danger",
    "at_least(1, leak, any(wet))": "at_least(1, leak, any(wet))",
    "not leak for 10 min or command knows dead": "not leak for 10 min or city.fire knows dead",
    "command knows dead@east >= 3": (
        "city.fire knows dead@city.east and city.fire knows dead@city.east >= 3"
    ),
    "duty knows alarm >= high": "city.duty knows city.alarm and city.duty knows city.alarm >= 2",
    "duty knows any(wet)": "city.duty knows any(wet)",
    "grid knows sum(dead) > 2": " and ".join(
        f"(city.grid#{n} knows dead and city.grid#{n} knows sum(dead) > 2)" for n in (1, 2, 3)
    ),
    "known(dead) and go.ready": "known(dead) and city.go.ready",
    "patrol.started": "city.patrol#1.started or city.patrol#2.started or city.patrol#3.started",
}


@pytest.mark.parametrize(("text", "meaning"), MEANINGS.items())
def test_a_condition_means(composed, text, meaning):
    job = composed(city=PLAN.replace("WHEN", text)).jobs[0]
    assert show_condition(job.when) == meaning


FAULTS = {
    "any(dead)": "18:34: `any(dead)` is no condition by itself",
    "wet": "18:30: `wet` has one value for each region",
    "sum(wet) > 3": "18:34: `wet` is no number",
    "max(dead@west) > 3": "18:39: there is no region `west`",
    "leek >= high": "18:30: nothing achieves, declares or sets `leek`",
    "nobody knows leek": "18:43: nothing achieves, declares or sets `leek`",
    "duty knows leek > 3": "18:41: nothing achieves, declares or sets `leek`",
    "nobody knows sum(dead) > 3": "18:30: there is no agency or post `nobody`",
    "duty knows alarm >= hi": "18:50: `hi` is no level of `city.alarm`",
    "duty knows people(knows leak) >= 3": "18:54: no agency knows what all people know",
    "known(leek)": "18:36: nothing achieves, declares or sets `leek`",
    "sum(leek) > 3": "18:34: nothing achieves, declares or sets `leek`",
}


@pytest.mark.parametrize(("text", "message"), FAULTS.items())
def test_a_condition_that_means_nothing_is_said_at_the_word(problems, text, message):
    assert f"city.yaml:{message}" in problems(city=PLAN.replace("WHEN", text))


GO = "procedures: {r: {go: {owner: fire, when: leak, goes_to: a}}}\n"

MORE = {
    "scales: {alarm: {order: [low, low], declared_by: duty, levels: {low: {when: leak}}}}\n": (
        "10:25: the level `low` stands there twice"
    ),
    "scales: {alarm: {order: [low], declared_by: duty, when: {low: leak}}}\n": (
        "10:58: a scale that somebody declares has its criteria under `levels`"
    ),
    "regions: {a: {name: A}, b: {name: B}}\ntravel: {table: {a-b: 1 h, b-a: 2 h}}\n": (
        "11:28: warning: the time between `city.b` and `city.a` is stated twice"
    ),
    "regions: {a: {name: A}}\nplaces: {a: {}}\n" + GO: ("12:57: `a` can mean `city.a`, `city.a`"),
    "obligations:\n  - {when: leak, then: leak}\n": "11:5: `within` is missing",
    "obligations:\n  - {then: leak, within: 1 h}\n": "11:5: `when` is missing",
    "obligations:\n  - {fact: leak, to: duty, within: 1 h}\n": "11:5: `from` is missing",
    "obligations:\n  - {requires: {post: x, one_source: leak}}\n": (
        "11:16: say one of `post`, `one_source`, `talk_group`, `span`"
    ),
}


@pytest.mark.parametrize(("text", "message"), MORE.items())
def test_further_faults_are_said_at_their_place(problems, text, message):
    assert f"city.yaml:{message}" in problems(city=text)
