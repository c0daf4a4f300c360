"""Whether a value keeps a schema: as the reference implementation of JSON Schema says."""

import math

import pytest
from jsonschema import Draft202012Validator

from simulator.plan.gap_schema import gap_schema
from simulator.text.schema_check import keeps

TEXT = {"zh": "火", "en": "Fire"}
SIDE = {"agency": "city.duty", "sector": "government", "level": "city", "region": ""}
GAP = {
    "id": "desk:city.duty",
    "place": "city.duty",
    "kind": "desk",
    "severity": "high",
    "rule": "queue",
    "title": TEXT,
    "remedy": TEXT,
    "rules": ["queue"],
    "sides": [SIDE, SIDE],
    "where": [{"file": "plan.yaml", "line": 3, "column": 1}],
    "agencies": ["city.duty"],
    "links": [],
    "facts": [],
    "basis": [TEXT],
    "known_from": ["G23"],
    "evidence": [
        {"source": "audit", "text": TEXT},
        {
            "source": "runs",
            "text": TEXT,
            "share": 1,
            "share_low": 0.5,
            "share_high": 1.0,
            "p50_s": 60.0,
            "p90_s": None,
            "beyond": ["p90"],
            "endless": 0.2,
            "tolerance_s": 300.0,
            "mean_s": 5.5,
            "waited_s": 7.0,
            "ways": [{"milestone": "out", "title": TEXT, "mean_s": 5.5, "share_of_way": 0.1, "passes": 1.0}],
            "blocks": [{"milestone": "out", "title": TEXT, "share": 0.2, "lost_s": 7.5}],
            "breaks": [{"obligation": "city.leak", "title": TEXT, "share": 0.2}],
            "held_first": [{"agency": "city.duty", "share": 0.2}],
            "hops": [{"link": "city.duty>city.team:warn", "mean_s": 3.5, "spent_on": "channel"}],
            "shown_by": 4,
        },
    ],
}
STRANGE = (None, True, -1, 2, 0.5, "", "x", [], {}, [[]], [1], {"zh": 1}, ["a"])


def steps(value, way=()):
    """Give the way to each part of a value."""
    yield way
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in items:
        yield from steps(item, (*way, key))


def changed(value, way, part):
    """Give a value with one part of it replaced; without a part it is left out."""
    if not way:
        return part
    key, *rest = way
    copy = dict(value) if isinstance(value, dict) else list(value)
    if not rest and part is ...:
        del copy[key]
    else:
        copy[key] = changed(value[key], rest, part)
    return copy


def test_a_record_of_a_gap_keeps_its_schema():
    assert keeps([GAP], gap_schema())


@pytest.mark.parametrize("way", [way for way in steps([GAP]) if way], ids=lambda way: ".".join(map(str, way)))
def test_each_change_of_a_part_is_judged_as_the_reference_does(way):
    schema = gap_schema()
    reference = Draft202012Validator(schema)
    values = [changed([GAP], way, part) for part in (*STRANGE, ...)]
    assert [keeps(value, schema) for value in values] == [reference.is_valid(value) for value in values]


@pytest.mark.parametrize("number", [math.inf, -math.inf, math.nan, 10**400])
def test_a_number_that_nothing_can_be_shown_with_keeps_no_schema(number):
    assert not keeps(number, {"type": "number"})
    assert not keeps(number, {"type": "integer"})


def test_keys_that_are_not_named_keep_what_is_said_of_the_others():
    schema = {"type": "object", "additionalProperties": {"type": "string"}}
    assert keeps({"a": "b"}, schema)
    assert not keeps({"a": 1}, schema)
