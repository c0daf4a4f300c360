"""The table of what came late or never."""

import pytest

from simulator.cli.broken_table import broken_table

UNDONE = {"id": "authority:p.stop", "title": {"zh": "停课：没有任务", "en": "Classes stop: nobody does it"}}
NOTHING = "no gap: in 100 % nothing brought it about by the end"
DESK = {"id": "desk:p.duty", "title": {"zh": "值班室", "en": "Duty room: too few"}}


def reasons(gaps, *causes, **fields):
    title = {"zh": "停课", "en": "Classes stop"}
    record = {"name": "p.stop", "title": title, "late": 0.0, "never": 1.0, "causes": list(causes)}
    record |= {"kind": "obligation"} | fields
    (row,) = broken_table(gaps, {"consequences": [record]}, "en").rows
    return row[-1].split("\n")


def test_the_gap_of_the_obligation_itself_comes_before_what_was_waited_for():
    waited = {"gap": "desk:p.duty", "share": 1.0, "mean_s": 600.0}
    assert reasons([DESK, UNDONE], waited) == ["Classes stop: nobody does it", "Duty room: too few (10 min)"]
    assert reasons([DESK], waited) == ["Duty room: too few (10 min)"]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"late": 0.5, "never": 0.0}, "no gap: what had to be done takes so long"),
        ({"late": 0.5, "never": 0.1}, NOTHING.replace("100", "10")),
        ({}, NOTHING),
        ({"kind": "milestone"}, f"{NOTHING}; see `drill explain SCENARIO p.stop`"),
        ({"never": 0.0, "reports": {"false": 0.5}}, "no gap: it was told in time, but falsely"),
    ],
)
def test_without_any_gap_only_what_came_is_said_to_take_so_long(fields, words):
    assert reasons([], **fields) == [words]


def test_one_of_many_alike_that_is_rarely_late_does_not_hide_another():
    # the first is told falsely now and then and seldom late, together more than the second is late
    records = [
        {
            "name": f"p.told#{number}",
            "title": {"en": f"Leave #{number}"},
            "late": late,
            "never": 0.0,
            "reports": {"false": false},
            "causes": [],
            "kind": "obligation",
        }
        for number, late, false in ((2, 0.04, 0.04), (1, 0.06, 0.0))
    ]
    (row,) = broken_table([], {"consequences": records}, "en").rows
    assert (row[0], row[1]) == ("Leave #1", "6 %")


def test_of_many_alike_the_worst_stands_for_all():
    title = {"zh": "总值班室 → 住户 #{}：撤离", "en": "Duty room → Household #{}: Leave"}
    records = [
        {
            "name": f"p.told#{number}",
            "title": {lang: text.format(number) for lang, text in title.items()},
            "late": 0.0,
            "never": never,
            "causes": [],
            "kind": "obligation",
        }
        for number, never in ((2, 1.0), (1, 0.5))
    ]
    (row,) = broken_table([], {"consequences": records}, "en").rows
    assert row[0] == "Duty room → Household: Leave (the worst of 2 alike)"
    assert row[2] == "100 %"
