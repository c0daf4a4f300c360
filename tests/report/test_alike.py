"""Obligations of many alike are one row."""

import pytest

from simulator.report.alike import first_of_alike, worst_of_alike
from simulator.report.figures import kept_words


def record(number, inside, p90):
    title = f"网格员 #{number} → 镇：泥石流"
    return {
        "name": f"n.finder:p.grid#{number}>p.town",
        "title": {"zh": title},
        "inside": inside,
        "p90_s": p90,
    }


OTHER = {"name": "n.up:p.town>p.county", "title": {"zh": "镇 → 县：泥石流"}, "inside": 1.0, "p90_s": 9.0}


@pytest.mark.parametrize(
    ("four", "worst"),
    [
        ([(1.0, 60.0), (0.5, 30.0), (0.9, 300.0)], 0.5),
        ([(1.0, 60.0), (None, None), (1.0, None)], 1.0),
    ],
)
def test_of_many_alike_the_worst_stands_for_all(four, worst):
    grids = [record(number, *each) for number, each in enumerate(four, 1)]
    first, second = worst_of_alike([grids[0], OTHER, *grids[1:]], name="name", title="title", lang="zh")
    assert (first["inside"], first["title"]["zh"]) == (worst, "网格员 → 镇：泥石流（3 个同类中最差的）")
    assert second is OTHER


def test_one_alone_is_given_as_it_is():
    alone = record(1, 1.0, 5.0)
    assert worst_of_alike([alone], name="name", title="title", lang="zh") == [alone]


def test_another_limit_on_the_same_fact_is_an_obligation_of_its_own():
    first, second = (
        {**OTHER, "within_s": 300.0},
        {**OTHER, "name": "n.up:p.town>p.county/2", "every_s": 86400.0},
    )
    assert worst_of_alike([first, second], name="name", title="title", lang="zh") == [first, second]


def test_those_of_several_incidents_are_one_row_too():
    first, second = OTHER, {**OTHER, "name": "n.up:p.town>p.county/2", "inside": 0.4}
    (row,) = worst_of_alike([first, second], name="name", title="title", lang="zh")
    assert (row["inside"], row["title"]["zh"]) == (0.4, "镇 → 县：泥石流（2 个同类中最差的）")


def test_one_that_is_not_due_before_the_end_is_not_the_worst():
    due, late = ({**record(1, 0.0, None), "pending": 1.0}, {**record(2, 0.9, None), "pending": 0.0})
    (row,) = worst_of_alike([due, late], name="name", title="title", lang="zh")
    assert row["inside"] == 0.9


def test_of_what_came_late_the_first_of_many_alike_is_the_worst():
    names = ("p.tell#2", "p.other", "p.tell#1")
    records = [{"name": name, "title": {"zh": name, "en": f"Tell #{name[-1]}"}} for name in names]
    found = [record["title"]["en"] for record in first_of_alike(records, lang="en")]
    assert found == ["Tell (the worst of 2 alike)", "Tell #r"]


def test_what_falls_due_beyond_the_end_is_neither_kept_nor_broken():
    assert kept_words({"pending": 1.0}, "en") == ("not due before the end",)
