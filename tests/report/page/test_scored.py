"""The scorecard as it is published: who comes first, what a veto is for, and what lacks."""

from simulator.report.page.scored import LACKING, scored
from tests.report.page.small import page, run


def both(text):
    return {"en": text, "zh": text}


def check(title, score, *lacking):
    return {"title": both(title), "score": score, "lacking": [both(name) for name in lacking]}


def card(title, score, *, result=(), process=(), vetoes=()):
    return {
        "title": both(title),
        "score": score,
        "result": {"score": 0.4, "checks": list(result)},
        "process": {"score": None, "checks": list(process)},
        "vetoes": [{"reason": both(reason), "title": both(where)} for reason, where in vetoes],
    }


def group(title, score, vetoed=()):
    return {"title": both(title), "score": score, "agencies": ["a", "b"], "vetoed": list(vetoed)}


def summary(*cards, regions=(), enterprises=()):
    found = {"agencies": list(cards), "regions": list(regions), "enterprises": list(enterprises)}
    return {"scorecard": found}


def test_whom_a_veto_concerns_stands_first_and_the_others_as_they_stood():
    low, vetoed, high = card("low", 0.2), card("vetoed", 0.9, vetoes=[("hid it", "dead")]), card("high", 0.95)
    found = scored(summary(low, vetoed, high), lang="en")["agencies"]
    assert [(row["title"], row["points"]) for row in found] == [
        ("vetoed", "90"),
        ("low", "20"),
        ("high", "95"),
    ]
    assert [row["vetoes"] for row in found] == [["hid it: dead"], [], []]
    assert {(row["result"], row["process"]) for row in found} == {("40", "–")}


def test_what_lacks_is_named_of_each_check_that_does_not_wholly_hold():
    names = [f"duty {number}" for number in range(LACKING + 2)]
    made = card(
        "a",
        0.5,
        result=[check("kept", 0.25, *names, "duty 0"), check("none", None), check("all", 1.0)],
        process=[check("known", 0.5), check("nearly all", 0.999)],
    )
    (row,) = scored(summary(made), lang="en")["agencies"]
    assert row["lacking"] == ["kept 25: duty 0 · duty 1 · duty 2", "known 50"]


def test_regions_and_enterprises_are_tables_where_there_are_some():
    found = scored(summary(regions=[group("city", 0.9, ["a"]), group("county", 0.8)]), lang="en")
    (regions,) = found["groups"]
    assert regions["head"] == "Regions"
    assert [[*row.values()] for row in regions["rows"]] == [
        ["city", "90", "2", "1"],
        ["county", "80", "2", "–"],
    ]


def test_the_page_of_a_run_has_its_scorecard():
    html = page(run())
    part = html.partition('id="scored"')[2].partition("</section>")[0]
    assert "Room → Brigade: Fire" in part
