"""What makes two findings one gap, and how a gap is written down."""

from simulator.errors import Place, say
from simulator.plan.audit.naming import listed
from simulator.plan.gap import Evidence, Gap, Side, gap_of, gap_record, unite
from simulator.text.messages import in_language
from simulator.text.titles import Identified, Title

DUTY = Side("city.duty_room", "government", "city", "city")
FIRE = Side("north.fire", "public_safety", "county", "city.north")


def a_gap(**changes):
    given = {
        "kind": "information",
        "place": "trapped@north.fire",
        "rule": "no_path",
        "title": say(
            "files: {files}, no problems, warnings: {warnings}", files=Title("火", "fire"), warnings=0
        ),
        "remedy": say("add a link from `{sender}` to `{receiver}`", sender="a", receiver="b"),
        "severity": "low",
        "sides": (FIRE, DUTY),
        "evidence": (Evidence("audit", say("1 problem")),),
    }
    return Gap(**{**given, **changes})


def test_the_id_is_cause_and_place():
    assert a_gap().id == "information:trapped@north.fire"


def test_the_title_names_things_without_their_ids_and_the_remedy_with_them():
    fire = Identified.of(Title("消防大队", "Fire station"), "north.fire")
    told = listed([fire, Identified.of(None, "north.police")])
    gap = a_gap(title=say("{agencies}", agencies=told), remedy=say("{agencies}", agencies=told))
    assert in_language(gap.title, "zh") == "消防大队、north.police"
    assert in_language(gap.remedy, "zh") == "消防大队（north.fire）、north.police"


def test_findings_with_the_same_id_are_one_gap_with_both_kinds_of_evidence_and_the_higher_severity():
    seen = a_gap(
        severity="high",
        rule="lag",
        evidence=(Evidence("runs", say("{count} problems", count=2), {"share": 0.5}),),
        where=(Place("a.yaml", 3),),
    )
    (one,) = unite([a_gap(where=(Place("a.yaml", 3),)), seen])
    assert [each.source for each in one.evidence] == ["audit", "runs"]
    assert (one.severity, one.rule, one.where) == ("high", "no_path", (Place("a.yaml", 3),))


def test_gaps_are_sorted_by_severity_then_kind_then_place():
    gaps = [a_gap(place="b"), a_gap(place="a"), a_gap(kind="seam", severity="high"), a_gap(kind="desk")]
    assert [(gap.kind, gap.place) for gap in unite(gaps)] == [
        ("seam", "trapped@north.fire"),
        ("information", "a"),
        ("information", "b"),
        ("desk", "trapped@north.fire"),
    ]


def test_titles_inside_a_message_follow_its_language():
    title = a_gap().title
    assert "fire" in in_language(title, "en")
    assert "火" in in_language(title, "zh")


def test_a_record_holds_what_a_reader_of_gaps_json_needs():
    record = gap_record(a_gap(where=(Place("plans/a.yaml", 3, 5),)))
    assert record["id"] == "information:trapped@north.fire"
    assert record["where"] == [{"file": "plans/a.yaml", "line": 3, "column": 5}]
    assert record["sides"][0] == {
        "agency": "north.fire",
        "sector": "public_safety",
        "level": "county",
        "region": "city.north",
    }
    assert set(record["title"]) == {"zh", "en"}
    assert record["evidence"][0]["source"] == "audit"


def test_a_record_is_read_back_as_the_same_gap():
    seen = Evidence("runs", say("{count} problems", count=2), {"share": 0.5, "ways": []})
    gap = a_gap(where=(Place("plans/a.yaml", 3, 5),), evidence=(seen,), basis=(Title("一", "one"),))
    record = gap_record(gap)
    again = gap_of(record)
    assert gap_record(again) == record
    assert (again.id, again.rule, again.sides) == (gap.id, gap.rule, gap.sides)
