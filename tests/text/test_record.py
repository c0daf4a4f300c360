import pickle
from typing import Annotated, Literal

import pytest
from jsonschema import Draft202012Validator
from pydantic import BaseModel, Field, model_validator

from simulator.errors import DrillError, Place, say
from simulator.text.clock import DateSpan, Days, Hours, Moment, OfficeHours
from simulator.text.conditions import When
from simulator.text.distributions import Constant, Samples, Spread
from simulator.text.durations import Duration
from simulator.text.numbers import Coordinates, Number, Probability, Whole
from simulator.text.rates import Rate, Speed
from simulator.text.record import Ident, Record, Ref, TextError, Title, read_record
from simulator.text.source import Source
from simulator.text.tree import read_tree


class Desk(Record):
    operators: Whole = 1
    handling: Spread = Constant(0.0)
    days: Days | None = None
    share: Probability = 1.0


class Agency(Record):
    name: Title
    sector: Literal["government", "medical"] = "government"
    desk: Desk | None = None
    with_: tuple[Ref, ...] | str = Field((), alias="with")
    people: int = Field(1, ge=1, lt=10)


class Outage(Record):
    outage: str
    lasts: Duration


class Message(Record):
    message: str
    region: str | None = None


def kind(data):
    return "outage" if "outage" in data else "message" if "message" in data else None


class Plan(Record):
    id: Ident
    agencies: dict[Ident, Agency] = {}
    when: When | None = None
    injects: tuple[Outage | Message, ...] = ()
    at: Coordinates | None = None
    items: list[int] = Field([], max_length=2)


def read(text, model=Plan, **context):
    source = Source("plan.yaml", text)
    return read_record(model, read_tree(source), source, context=context)


def faults(text, model=Plan):
    with pytest.raises(DrillError) as caught:
        read(text, model)
    return [
        (f"{p.place.line}:{p.place.column}", p.path, str(p.found), str(p.hint or ""))
        for p in caught.value.problems
    ]


GOOD = """\
id: city
agencies:
  duty:
    name: 120
    with: [a, b.c]
    desk: {handling: 5..15 min}
when: "duty knows leak"
"""


def test_a_record_knows_its_place_and_that_of_its_values():
    plan = read(GOOD)
    duty = plan.agencies["duty"]
    assert duty.name.show("zh") == "120"
    assert duty.place == Place("plan.yaml", 4, 5)
    assert duty.desk.place == Place("plan.yaml", 6, 11)
    assert plan.place_of("when") == Place("plan.yaml", 7, 7)
    assert plan.place_of("agencies", "duty", "with", 1) == Place("plan.yaml", 5, 15)
    assert duty.place_of("with", 7) == Place("plan.yaml", 5, 11)
    assert duty.place_of("sector") == duty.place
    assert plan.place == Place("plan.yaml", 1, 1)


def test_a_record_made_by_code_has_no_place():
    agency = Agency(name="x", with_="y")
    assert agency.place == agency.place_of("name") == Place("")


def test_records_are_equal_by_value_wherever_they_stand_and_keep_their_place_when_copied():
    one, two = read(GOOD), read("# moved\n" + GOOD)
    assert one == two
    assert one != read(GOOD.replace("120", "119"))
    assert one.agencies["duty"].desk != "desk"
    desk = one.agencies["duty"].desk
    assert hash(desk) == hash(two.agencies["duty"].desk)
    assert desk.model_copy(update={"operators": 3}).place == desk.place
    again = pickle.loads(pickle.dumps(one))  # noqa: S301
    assert (again, again.place_of("when")) == (one, one.place_of("when"))


def test_a_record_cannot_be_changed():
    with pytest.raises(ValueError, match="frozen"):
        read(GOOD).id = "other"


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("{}", [("1:1", "", "`id` is missing", "")]),
        (
            "id: 3x",
            [
                (
                    "1:5",
                    "id",
                    "`3x` is no identifier",
                    "letters, digits and `_`, not starting with a digit, such as `duty_room` or `值班室`",
                )
            ],
        ),
        (
            "id: a\nagncies: {}",
            [("2:1", "agncies", "there is no key `agncies` here", "did you mean `agencies`?")],
        ),
        (
            "id: a\nagencies: {x: {name: y, zzz: 1}}",
            [
                (
                    "2:25",
                    "agencies.x.zzz",
                    "there is no key `zzz` here",
                    "keys here are desk, name, people, sector, with",
                )
            ],
        ),
        ("id: a\nagencies:\n  x: {}", [("3:3", "agencies.x", "`name` is missing", "")]),
        (
            "id: a\nagencies: {x: {name: y, sector: goverment}}",
            [("2:33", "agencies.x.sector", "`goverment` is not possible here", "did you mean `government`?")],
        ),
        (
            "id: a\nagencies: {x: {name: y, sector: [z]}}",
            [
                (
                    "2:33",
                    "agencies.x.sector",
                    "a list is not possible here",
                    "possible here: `government`, `medical`",
                )
            ],
        ),
        (
            "id: a\nagencies: {b c: {name: y}}",
            [("2:12", "agencies.b c", "`b c` is no identifier", "did you mean `b_c`?")],
        ),
        (
            "id: a\nagencies: [1]",
            [("2:11", "agencies", "a mapping of keys and values is expected here, not a list", "")],
        ),
        (
            "id: a\nagencies:",
            [("2:10", "agencies", "a mapping of keys and values is expected here, nothing stands here", "")],
        ),
        (
            "id: a\nagencies: {x: y}",
            [
                (
                    "2:15",
                    "agencies.x",
                    "a mapping of keys and values is expected here, not `y`",
                    "did you mean `{y: ...}`, with a value in place of the dots?",
                )
            ],
        ),
        (
            "id: a\nagencies: {x: 名称：y}",
            [
                (
                    "2:15",
                    "agencies.x",
                    "a mapping of keys and values is expected here, not `名称：y`",
                    "`：` is full-width: write `:`, or put the text in quotes",
                )
            ],
        ),
        (
            "id: a\nagencies: {x: {name: y, with: 5}}",
            [("2:31", "agencies.x.with", "a list or text is expected here, not `5`", "put it in quotes")],
        ),
        (
            "id: a\nagencies: {x: {name: y, with: [3x]}}",
            [
                (
                    "2:32",
                    "agencies.x.with.0",
                    "`3x` refers to nothing",
                    "letters, digits and `_`, not starting with a digit, such as `duty_room` or `值班室`",
                )
            ],
        ),
        (
            "id: a\nagencies: {x: {name: y, people: 0}}",
            [("2:33", "agencies.x.people", "`0` is not possible here", "it must be at least 1")],
        ),
        (
            "id: a\nagencies: {x: {name: y, people: 10}}",
            [("2:33", "agencies.x.people", "`10` is not possible here", "it must be less than 10")],
        ),
        (
            "id: a\nagencies: {x: {name: y, people: 1.5}}",
            [("2:33", "agencies.x.people", "a whole number is expected here, not `1.5`", "")],
        ),
        (
            "id: a\nagencies: {x: {name: y, people: many}}",
            [("2:33", "agencies.x.people", "a whole number is expected here, not `many`", "")],
        ),
        (
            "id: a\nagencies: {x: {name: {fr: y}}}",
            [("2:27", "agencies.x.name.fr", "`fr` is no language of a title", "languages are `zh` and `en`")],
        ),
        (
            "id: a\nitems: [1, 2, 3]",
            [("2:8", "items", "a list is not possible here", "at most 2 are possible")],
        ),
        (
            "id: a\nat: [33, 109]",
            [("2:5", "at", "[33, 109] is no position on the earth", "longitude comes first: [109, 33]")],
        ),
        (
            "id: a\nagencies: {x: {name: y, desk: {share: 97}}}",
            [("2:39", "agencies.x.desk.share", "`97` is not between 0 and 1", "did you mean 97 % or 0.97?")],
        ),
        (
            "id: a\nagencies: {x: {name: y, desk: {operators: yes}}}",
            [("2:43", "agencies.x.desk.operators", "a whole number is expected here, not `yes`", "")],
        ),
        (
            "id: a\nagencies: {x: {name: y, desk: {handling: {median: 5 min, p90: 4 min}}}}",
            [("2:63", "agencies.x.desk.handling.p90", "`p90` must be more than `median`", "")],
        ),
    ],
)
def test_a_fault_is_said_at_its_place_in_our_words_with_a_hint(text, problems):
    assert faults(text) == problems


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("id: a\nwhen: a and && b", "2:13"),
        ('id: a\nwhen: "a and && b"', "2:14"),
        ("id: a\nwhen: 'a and && b'", "2:14"),
        ('id: a\nwhen: "a \\x61nd && b"', "2:7"),
        ("id: a\nwhen:\n  a and\n  && b", "3:3"),
    ],
)
def test_the_caret_moves_into_a_condition_where_it_stands_as_written(text, place):
    ((where, path, _, hint),) = faults(text)
    assert (where, path, hint) == (place, "when", "did you mean `and`?")


def test_all_problems_come_in_one_go_sorted_with_their_lines():
    text = "id: 3\nwhen: )\nagencies: {x: {nam: 1}, y: {name: }}\nat: 5\n"
    with pytest.raises(DrillError) as caught:
        read(text.replace("name: }", "name: ''}"))
    problems = caught.value.problems
    assert [problem.place.line for problem in problems] == [1, 2, 3, 3, 3, 4]
    assert all(problem.line for problem in problems)


def test_an_alternative_that_got_further_speaks_for_all():
    assert [fault[2] for fault in faults("id: a\nagencies: {x: {name: y, with: [3x]}}")] == [
        "`3x` refers to nothing"
    ]


def test_both_records_that_a_value_could_be_are_said():
    text = "id: a\ninjects: [{outage: phone, lasts: 5}]"
    assert {fault[2] for fault in faults(text)} >= {"`5` has no unit", "`message` is missing"}


def test_a_tag_that_is_a_key_too_does_not_lead_astray():

    from pydantic import Discriminator, Tag

    class Tagged(Record):
        injects: list[
            Annotated[
                Annotated[Outage, Tag("outage")] | Annotated[Message, Tag("message")],
                Discriminator(kind),
            ]
        ]

    assert faults("injects: [{outage: phone, lasts: 5}]", Tagged) == [
        ("1:34", "injects.0.lasts", "`5` has no unit", "write its unit: `5 s`, `5 min` or `5 h`")
    ]
    assert faults("injects: [{outage: phone}]", Tagged) == [("1:11", "injects.0", "`lasts` is missing", "")]
    assert faults("injects: [{outage: phone, outag: 1, lasts: 5 s}]", Tagged) == [
        ("1:27", "injects.0.outag", "there is no key `outag` here", "did you mean `outage`?")
    ]
    assert faults("injects: [{foo: 1}]", Tagged) == [
        ("1:11", "injects.0", "nothing here tells what kind of record this is", "")
    ]


def test_records_told_apart_by_a_field_say_which_kinds_there_are():
    class One(Record):
        kind: Literal["one"]

    class Two(Record):
        kind: Literal["two"]

    class Several(Record):
        items: list[Annotated[One | Two, Field(discriminator="kind")]]

    assert faults("items: [{kind: thre}]", Several)[0][2:] == (
        "`thre` is not possible here",
        "possible here: `one`, `two`",
    )
    assert faults("items: [{kind: tow}]", Several)[0][2:] == (
        "`tow` is not possible here",
        "did you mean `two`?",
    )


class Kinds(Record):
    truth: bool = True
    number: float = Field(1.0, gt=0, le=5)
    five: int = Field(5, multiple_of=5)
    short: str = Field("ab", min_length=2, max_length=3)
    code: str = Field("a", pattern="^a")
    some: list[int] = Field([1], min_length=1)
    none: None = None
    quantity: Number = 0.0
    other: set[int] = set()

    @model_validator(mode="after")
    def _agrees(self):
        if self.short == "bad":
            raise TextError(say("this is no finite number"), within=("code",))
        if self.short == "odd":
            raise ValueError("in English")
        return self


@pytest.mark.parametrize(
    ("text", "found", "hint"),
    [
        ("truth: 5", "`true` or `false` is expected here, not `5`", ""),
        ("truth: [1]", "`true` or `false` is expected here, not a list", ""),
        ("number: 0", "`0` is not possible here", "it must be more than 0"),
        ("number: 6", "`6` is not possible here", "it must be at most 5"),
        ("number: x", "a number is expected here, not `x`", ""),
        ("number: .nan", "`nan` is no finite number", ""),
        ("five: 6", "`6` is not possible here", "it must be a multiple of 5"),
        ("short: a", "`a` is not possible here", "at least 2 characters are needed"),
        ("short: abcd", "`abcd` is not possible here", "at most 3 characters are possible"),
        ("short: {a: 1}", "text is expected here, not a mapping", ""),
        ("short: 120", "text is expected here, not `120`", "put it in quotes"),
        ("code: b", "`b` is not possible here", "it must look like ^a"),
        ("some: []", "a list is not possible here", "at least 1 are needed"),
        ("none: 5", "nothing is expected here, not `5`", ""),
        ("quantity: true", "a number is expected here, not `true`", ""),
        ("other: 1", "a list is expected here, not `1`", ""),
        ("short: bad\ncode: a", "this is no finite number", ""),
        ("short: odd", "a mapping is not possible here", ""),
    ],
)
def test_every_kind_of_complaint_has_its_words(text, found, hint):
    ((_, _, said, help_),) = faults(text, Kinds)
    assert (said, help_) == (found, hint)


def test_a_fault_of_a_whole_record_can_point_inside():
    ((where, path, _, _),) = faults("short: bad\ncode: a", Kinds)
    assert (where, path) == ("2:7", "code")


def test_unknown_complaints_still_have_a_place_and_plain_words():
    class Plain(BaseModel):
        value: frozenset[complex] = frozenset()

    ((where, _, found, _),) = faults("value: [x]", Plain)
    assert (where, found) == ("1:9", "`x` is not possible here")


def test_measured_values_are_found_by_the_context(tmp_path):
    (tmp_path / "t.csv").write_text("x\n1\n2\n3\n4\n5\n", encoding="utf-8")
    desk = read("handling: {samples: t.csv, column: x, unit: s}", Desk, folder=tmp_path, root=tmp_path)
    assert desk.handling == Samples((1, 2, 3, 4, 5), "t.csv", "x")


class Everything(Record):
    ident: Ident = "a"
    ref: Ref = "a.b"
    title: Title = Title("a", "a")
    duration: Duration | None = None
    spread: Spread | None = None
    moment: Moment | None = None
    dates: tuple[DateSpan, ...] = ()
    hours: Hours | None = None
    office: OfficeHours | None = None
    days: Days | None = None
    rate: Rate | None = None
    speed: Speed | None = None
    probability: Probability | None = None
    coordinates: Coordinates | None = None
    when: When | None = None


EVERYTHING = {
    "ident": "值班室",
    "ref": "north.em_office",
    "title": {"zh": "市局"},
    "duration": "15 min",
    "spread": {"median": "5 min", "p90": "9 min"},
    "moment": "2026-02-17 02:10",
    "dates": ["2026-02-16..2026-02-22", "2026-10-01"],
    "hours": "08:00-18:00",
    "office": "Mon-Fri 08:30-17:30",
    "days": ["Sat", "holidays"],
    "rate": "300 / h",
    "speed": "50 km/h",
    "probability": "97%",
    "coordinates": [109.95, 33.91],
    "when": "a for 30 min",
}


def test_the_schema_for_editors_accepts_what_is_read_and_describes_every_type():
    schema = Everything.model_json_schema()
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(EVERYTHING)
    assert Everything.model_validate(EVERYTHING).dates[0][0].isoformat() == "2026-02-16"
    text = str(schema)
    assert text.count("examples") >= len(EVERYTHING)
    for wrong in ({"duration": 15}, {"coordinates": [1]}, {"when": 5}, {"more": 1}, {"title": {"fr": "x"}}):
        assert not Draft202012Validator(schema).is_valid(wrong)


def test_a_file_of_nothing_but_faults_is_told_as_far_as_it_is_of_use():
    told = faults("".join(f"key{number}: 1\n" for number in range(3000)))
    more = [found for _, _, found, _ in told if found.startswith("only 1000 problems of this file are told")]
    assert (len(told), len(more)) == (1001, 1)


def test_values_of_field_types_may_be_given_by_code():
    assert Everything(title=Title("a", "b"), hours=Hours(0, 60)).hours == Hours(0, 60)


@pytest.mark.parametrize(("written", "meant"), [("5人", "5"), ("两艘", "2"), ("10 boats", "10"), ("六", "6")])
def test_a_number_of_something_is_told_to_be_a_number(written, meant):
    (fault,) = faults(f"five: {written}", Kinds)
    assert fault[2:] == (f"a whole number is expected here, not `{written}`", f"did you mean `{meant}`?")


def test_a_space_that_is_missing_behind_a_colon_is_told():
    (fault,) = faults("id: a\nagencies:\n  x:{name: y}")[:1]
    assert fault[3] == "a space is missing behind the colon: `key: value`"
