"""Each fault in a plan is said at its place."""

import pytest

TASK = "procedures: {{rain: {{go: {{owner: fire, when: leak, {0}}}}}}}\n"
WHEN = 'procedures: {{rain: {{go: {{owner: fire, when: "{0}", achieves: gone}}}}}}\n'
FACTS = "facts: {dead: {kind: number, per: region}, rvp: {kind: place}, count: {kind: number}}\n"
QUANTITY = "quantities: {watered: {}}\n"
SCALE = "scales: {alarm: {order: [low, high], declared_by: duty, levels: {low: {when: leak}}}}\n"

FAULTS = {
    "an unknown agency": ("links:\n  - {from: fire, to: dutty}\n", "11:22: there is no agency `dutty`"),
    "an unknown medium": (
        "links:\n  - {from: fire, to: duty, over: [phone]}\n",
        "11:35: there is no medium `phone`",
    ),
    "operators by the hour": (
        "  desk: {name: D, sector: medical, level: city, desk: {operators: {day: 3, night: 1}}}\n",
        "10:67: `operators` is one number, the same at every hour",
    ),
    "a plan that is not there": (
        "links:\n  - {from: fire, to: north.duty}\n",
        "11:22: there is no agency `north.duty`",
    ),
    "a link from a post": (
        "posts: {command: {holder: duty}}\nlinks:\n  - {from: command, to: fire}\n",
        "12:12: `command` is a post, an agency is needed here",
    ),
    "a link to itself": (
        "links:\n  - {from: fire, to: fire}\n",
        "11:22: a link joins two agencies, this one ends where it begins",
    ),
    "a link's id twice": (
        "links:\n  - {id: x, from: fire, to: duty}\n  - {id: x, from: duty, to: fire}\n",
        "12:10: the id `x` is given twice",
    ),
    "a holder that is many": (
        "posts: {command: {holder: grid}}\n",
        "10:27: `city.grid` stands for 3 agencies, one is needed here",
    ),
    "a post named like an agency": (
        "posts: {duty: {holder: fire}}\n",
        "10:15: `duty` is the name of an agency too",
    ),
    "a region in itself": (
        "regions: {east: {name: E, within: east}}\n",
        "10:35: the region lies in itself: city.east < city.east",
    ),
    "a road that is no pair": (
        "regions: {east: {name: E}}\ntravel: {table: {east: 1 h}}\n",
        "11:18: `east` is no pair of regions",
    ),
    "a road to nowhere": (
        "regions: {east: {name: E}}\ntravel: {table: {east-west: 1 h}}\n",
        "11:18: there is no region `west`",
    ),
    "a task's name twice": (
        "procedures: {rain: {go: {owner: fire, when: leak}}, snow: {go: {owner: fire, when: leak}}}\n",
        "10:64: there is a task `go` already",
    ),
    "an unknown fact carried": (
        "links:\n  - {from: fire, to: duty, carries: [leek]}\n",
        "11:38: nothing achieves, declares or sets `leek`",
    ),
    "a pattern that nothing fits": (
        'links:\n  - {from: fire, to: duty, carries: ["*.doen"]}\n',
        "11:38: no fact ends as `*.doen`",
    ),
    "an automatic fact achieved": (
        TASK.format("achieves: go.done"),
        "10:61: `go.done` comes by itself, no task achieves it",
    ),
    "outcomes that leave something out": (
        TASK.format("outcome: {dry: 0.5, wet: 0.4}"),
        "10:51: the probabilities sum to 0.9, not to 1",
    ),
    "an outcome that is achieved too": (
        TASK.format("achieves: dry, outcome: {dry: 0.5, wet: 0.5}"),
        "10:76: `dry` stands under `achieves` too",
    ),
    "an automatic fact as an outcome": (
        TASK.format("outcome: {go.done: 1.0}"),
        "10:61: `go.done` is no identifier",
    ),
    "an outcome that is a number": (
        FACTS + TASK.format("outcome: {count: 1.0}"),
        "11:61: `city.count` is a number, not `true`",
    ),
    "a task that repeats without end": (
        TASK.format("repeats: true"),
        "10:51: a task that repeats takes time, or it never comes to an end",
    ),
    "a service of what is no quantity": (
        TASK.format("serves: {leak: 3 / h}"),
        "10:60: `leak` is no quantity",
    ),
    "a service without quantity": (
        TASK.format("serves: {uses: {engine: 3 / h}}"),
        "10:59: no quantity is served",
    ),
    "a rate for what is used up, or none for a quantity": (
        QUANTITY + TASK.format("serves: {watered: {engine: 3 / h}}"),
        "11:60: under `serves` stand quantities with a rate, and `uses` with kinds of units",
    ),
    "a service that never ends": (
        QUANTITY + TASK.format("serves: {watered: 3 / h}"),
        "11:60: `watered` has no `most:`: without `duration:` this would never end",
    ),
    "a service at no rate": (
        QUANTITY + TASK.format("duration: 1 h, serves: {watered: 0 / h}"),
        "11:84: a rate must be more than 0",
    ),
    "a limit that is no number": (
        "quantities: {watered: {most: leak}}\n",
        "10:30: `leak` is no number",
    ),
    "limits in a ring": (
        "quantities: {watered: {most: fed}, fed: {most: watered}}\n",
        "10:30: `city.watered` has itself as its upper limit",
    ),
    "a stock that is nowhere": (
        TASK.format("duration: 1 h, refills: {engin: 3}"),
        "10:76: `city.fire` has no pool `engin`",
    ),
    "a value of another kind": (
        FACTS + TASK.format("achieves: {count: many}"),
        "11:69: `city.count` is a number, not `many`",
    ),
    "no number of levels": (
        SCALE + TASK.format("achieves: {alarm: hihg}"),
        "11:69: `hihg` is no level of `city.alarm`",
    ),
    "a level outside the order": (
        SCALE.replace("low: {", "lo: {"),
        "10:66: `lo` is not in `order`",
    ),
    "levels without a scale": (
        "facts: {alarm: {kind: level}}\n",
        "10:23: `alarm` has levels but no scale of this name",
    ),
    "a destination that is nowhere": (
        TASK.format("goes_to: moon"),
        "10:60: `moon` is no place fact, place or region",
    ),
    "more participants than there are": (
        TASK.format("with: [duty], at_least: 3"),
        "10:75: 1 take part at the most",
    ),
    "what people know, in the beliefs of an agency": (
        WHEN.format("leak and people(knows leak) >= 90%"),
        "10:68: no agency knows what all people know",
    ),
    "people whom nobody looks after": (
        WHEN.format("leak and people(vulnerable knows leak) > 0.5"),
        "10:79: no agency has people to look after",
    ),
    "an unknown fact": (
        WHEN.format("leak and fire_out"),
        "10:55: nothing achieves, declares or sets `fire_out`",
    ),
    "an unknown fact's hint": (
        WHEN.format("nothing > 3"),
        "10:46: nothing achieves, declares or sets `nothing`",
    ),
    "a level that is none": (
        SCALE + WHEN.format("alarm >= hihg"),
        "11:55: `hihg` is no level of `city.alarm`",
    ),
    "a level compared with a number": (SCALE + WHEN.format("alarm > 1"), "11:45: `city.alarm` is no number"),
    "a scale alone": (SCALE + WHEN.format("leak and alarm"), "11:55: `alarm` is no condition by itself"),
    "a number alone": (FACTS + WHEN.format("not count"), "11:50: `count` is no condition by itself"),
    "a place alone": (FACTS + WHEN.format("rvp"), "11:46: `rvp` is no condition by itself"),
    "true or false compared": (WHEN.format("leak > 3"), "10:46: `leak` is no number"),
    "a place in order": (FACTS + WHEN.format("rvp < gate"), "11:46: `rvp` is a place"),
    "a number of no region": (
        FACTS + WHEN.format("leak or dead > 3"),
        "11:54: `dead` has one value for each region",
    ),
    "an unknown region": (FACTS + WHEN.format("dead@east > 3"), "11:51: there is no region `east`"),
    "a region of one value": (
        "regions: {east: {name: E}}\n" + FACTS + WHEN.format("count@east > 3"),
        "12:46: `count` is one value, not one for each region",
    ),
    "someone unknown who knows": (
        WHEN.format("leak and fier knows leak"),
        "10:55: there is no agency or post `fier`",
    ),
    "a kind of fact and another": (
        FACTS + SCALE + WHEN.format("alarm >= count"),
        "12:55: `count` and `city.alarm` cannot be compared",
    ),
    "an obligation of two forms": (
        "obligations:\n  - {fact: leak, from: fire, to: duty, within: 1 h, requires: {post: x}}\n",
        "11:5: an obligation says one thing",
    ),
    "an obligation without limit": (
        "obligations:\n  - {fact: leak, from: fire, to: duty}\n",
        "11:5: `within` is missing",
    ),
    "an obligation of nobody": (
        "obligations:\n  - {fact: leak, from: wardem, to: duty, within: 1 h}\n",
        "11:24: there is no agency or post `wardem`, and nobody has this role",
    ),
    "a desk without operators": (
        "  desk: {name: D, sector: medical, level: city, desk: {handling: 1 min}}\n",
        "10:55: a desk has either `operators` or `shifts`",
    ),
    "a hand-over to the holder itself": (
        "posts: {x: {holder: fire, hand_over: {to: fire, when: leak}}}\n",
        "10:43: `fire` holds the post already",
    ),
    "a hand-over to nobody": (
        "posts: {x: {holder: fire, hand_over: {to: fier, when: leak}}}\n",
        "10:43: there is no agency `fier`",
    ),
    "a hand-over to a post": (
        "posts: {y: {holder: duty}, x: {holder: fire, hand_over: {to: y, when: leak}}}\n",
        "10:62: `y` is a post, an agency is needed here",
    ),
    "a hand-over that waits for nothing that is": (
        "posts: {x: {holder: fire, hand_over: {to: duty, when: leaq}}}\n",
        "10:55: nothing achieves, declares or sets `leaq`",
    ),
    "a post taken up on nothing that is": (
        "posts: {x: {holder: fire, taken_up: {when: leak, wanted: leaq}}}\n",
        "10:58: nothing achieves, declares or sets `leaq`",
    ),
    "an agreement about nothing": (
        "agreements: {x: {from: fire, to: duty}}\n",
        "10:17: an agreement `tells` facts or `gives` units, this one does neither",
    ),
}


@pytest.mark.parametrize(("text", "message"), FAULTS.values(), ids=FAULTS)
def test_a_fault_is_said_at_its_place(problems, text, message):
    assert f"city.yaml:{message}" in problems(city=text)


WARNINGS = {
    "more units than there are": (
        TASK.format("needs: {engine: 3}"),
        "10:67: warning: `city.fire` can come by 2 of `engine` at the most, so this never begins",
    ),
    "units that nobody has": (
        TASK.format("needs: {engines: 1}"),
        "10:59: warning: `engines` is no unit that `city.fire` has, may take or is promised",
    ),
    "a decision without a link": (
        TASK.format("decision: {by: duty}"),
        "10:61: warning: `city.fire` has no link to `city.duty` to ask for the decision",
    ),
    "an invitation without a link": (
        TASK.format("with: [duty]"),
        "10:57: warning: `city.fire` has no link to `city.duty` to invite it",
    ),
    "units used up that nobody has": (
        QUANTITY + TASK.format("duration: 1 h, serves: {watered: 3 / h, uses: {water: 1 / h}}"),
        "11:98: warning: `water` is no unit that `city.fire` has, may take or is promised",
    ),
    "units used up out of a pool of lasting ones": (
        QUANTITY + TASK.format("duration: 1 h, serves: {watered: 3 / h, uses: {engine: 1 / h}}"),
        "11:98: warning: units of `engine` are used up here, but their pool does not say so",
    ),
    "aid without a link": (
        "agreements: {x: {from: fire, to: duty, gives: {engine: 1}}}\n",
        "10:17: warning: `city.duty` has no link to `city.fire` to request the aid",
    ),
    "aid that nobody can order to set out": (
        "agreements: {x: {from: fire, to: duty, gives: {engine: 1}, decision: {by: duty}}}\n",
        "10:17: warning: `city.duty` has no link to `city.fire` to order that the aid sets out",
    ),
    "aid of a kind that the giver lacks": (
        "agreements: {x: {from: fire, to: duty, gives: {boat: 1}}}\n",
        "10:48: warning: `city.fire` has no unit of the kind `boat`",
    ),
    "a hand-over without a link": (
        "posts: {x: {holder: fire, hand_over: {to: duty, when: leak}}}\n",
        "10:43: warning: `city.fire` has no link to `city.duty`, so the post is never handed over",
    ),
    "something that is never overdue": (
        WHEN.format("go.overdue"),
        "10:46: warning: `city.go.overdue` never comes: no obligation sets a time for it",
    ),
}


@pytest.mark.parametrize(("text", "message"), WARNINGS.values(), ids=WARNINGS)
def test_a_gap_of_a_plan_is_a_warning(composed, problems, text, message):
    composed(city=text)  # does not raise
    assert f"city.yaml:{message}" in problems(city=text)


@pytest.mark.parametrize(("kind", "meant"), [("engines", "did you mean `engine`?"), ("boats", None)])
def test_a_slip_in_a_kind_of_unit_is_pointed_out(composed, kind, meant):
    (warning,) = composed(city=TASK.format(f"needs: {{{kind}: 1}}")).warnings
    other = "add a pool, `open_to:` in another agency's pool, or an agreement"
    assert str(warning.hint) == (meant or other)


def test_two_plans_that_produce_a_fact_are_both_named_to_a_third(problems):
    made = "procedures: {rain: {go: {owner: fire, when: leak, achieves: dry}}}\n"
    asked = "procedures: {rain: {end: {owner: fire, when: dry}}}\n"
    assert problems(city=made, north=made, west=asked) == [
        "west.yaml:10:46: `dry` can mean `city.dry`, `north.dry`"
    ]


def test_one_fact_declared_in_two_ways_names_both_lines(composed, problems):
    assert problems(city="facts: {leak: {kind: number}}\n", north="facts: {leak: {per: incident}}\n") == [
        "city.yaml:1:1: `leak` is a number, not `true`",
        "north.yaml:10:15: `leak` is one fact for all plans, and here it is of another kind",
    ]
