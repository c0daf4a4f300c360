"""The sections that a page has only where there is something to say in them, of records made up by hand."""

from dataclasses import replace

import pytest

from simulator.report.levels_told import declared_levels
from simulator.report.page.misreports import misreports, warnings
from simulator.report.page.page import page_bytes
from simulator.report.page.population import population
from simulator.report.run_files import chart_drawers
from simulator.report.start_chart import start_chart
from simulator.units import HOUR
from tests.report.page.small import HOSTILE, page, run
from tests.report.test_population import quantity
from tests.report.test_start_chart import swept


def both(text):
    return {"en": text, "zh": text}


def told(name, agency="county", fact="dead"):
    """A misreport that an agency believed for an hour in most replications, and that a task followed."""
    lasting = {"share": 0.9, "mean_s": 3600.0, "p50_s": 3600.0, "p90_s": 7200.0}
    fact, county = {"name": fact, "title": both(fact)}, {"name": agency, "title": both(agency)}
    belief = {
        "agency": name,
        "title": both(name),
        "fact": fact,
        "false": lasting,
        "behind": lasting | {"share": 0.0},
        "most": 7,
        "right": lasting | {"replications": 50, "reached": 1.0, "beyond": ["p90"], "unsupported": []},
        "through": [{"how": "told", "agency": county, "share": 1.0}],
        "finds_out_itself": False,
        "cross_check": [],
    }
    said = {"kind": "false", "agencies": [county], "facts": [fact], "less": 4.0, "as": None, "late_s": None}
    acted = {
        "kind": "task",
        "name": "send",
        "title": both("Send help"),
        "agency": belief,
        "fact": fact,
        "said_by": county,
        "share": 0.5,
    }
    return {"misreports": [said], "beliefs": [belief], "acted": [acted], "kept": []}


def declared(title, measures=()):
    """A warning that was given after an hour, with measures that were begun ten minutes later."""
    hour = {"beyond": [], "unsupported": [], "reached": 1.0, "p50_s": 3600.0, "p90_s": 3600.0}
    after = hour | {"p50_s": 600.0, "p90_s": 900.0}
    return {
        "title": both(title),
        "level": "red",
        "name": both("red"),
        "warning": True,
        "lead": hour | {"p50_s": 7500.0, "p10_s": -600.0},
        "matter": both(title),
        "expected_s": 7200.0,
        "declared": hour,
        "lowered": hour | {"reached": 0.0},
        "measures": [
            {"name": name, "title": both(name), "tasks": tasks, "started": after, "done": after}
            for name, tasks in measures
        ],
    }


@pytest.fixture(scope="module")
def plain():
    return run(runs=10)


def with_records(a_run, **records):
    return replace(a_run, summary={**a_run.summary, **records})


def test_a_page_without_people_misreports_or_warnings_says_nothing_of_them(plain):
    html = page(plain)
    for name in ("population", "misreports", "warnings", "starts"):
        assert f'id="{name}"' not in html
        assert f'href="#{name}"' not in html


def test_the_share_served_is_drawn_where_there_is_somebody_to_serve():
    # half of them after half of the time, all at the end; before, there is nobody to serve
    found = population({"quantities": [quantity([None, 0.5, 1.0])], "horizon_s": 48 * HOUR}, lang="en")
    (row,) = found["rows"]
    assert row["median"] == "M120.0,20.0L240.0,0.0"
    assert row["band"] == "M120.0,24.0L240.0,4.0L240.0,0.0L120.0,16.0z"
    assert row["ends"] == ["90 %", "100 %", "100 %"]
    assert row["reached"] == ["13 h", "20 h", "> 2 d"]
    assert (row["unserved"], row["interval"]) == ("7,213", "(100 – 7,314)")


FALSIFIED = {"what": "falsified", "basis": {"zh": "法第4条", "en": "Law, Article 4"}}
LATE = FALSIFIED | {"what": "late"}
ONLY_FORBIDS = FALSIFIED | {"basis": {"zh": "另一部法第1条", "en": "Other law, Article 1"}}
NORMS = [
    {"bound": 2, "unbound": [], "forbids": [LATE, FALSIFIED]},
    {"bound": 0, "unbound": ["law.up"], "forbids": [FALSIFIED]},
    {"bound": 0, "unbound": [], "forbids": [ONLY_FORBIDS]},
]


def test_who_believed_a_misreport_and_who_put_it_right_stand_in_a_row():
    found = misreports({"misreports": told("City"), "horizon_s": 4 * HOUR, "norms": NORMS}, lang="en")
    (said,) = found["said"]
    # not of a pack whose duties bind nobody, nor of late reports
    assert said == ("county", "dead", "false report: 4 too few", ("Law, Article 4", "Other law, Article 1"))
    (belief,) = found["beliefs"]
    assert (belief.agency, belief.wrong, belief.most) == ("City", ("false: 1 h / 2 h",), "7")
    assert belief.right == "1 h / > 4 h"
    assert belief.through == (
        "county (100 %)",
        "no source apart from those who misreport it: let a second one report to it",
    )
    assert [tuple(each) for each in found["followed"]] == [
        ("City", "begun on the word of county: Send help", "50 %", "")
    ]


def test_a_level_is_told_with_the_four_things_that_it_states():
    level = declared("Flood", [("close", ["close"]), ("close", ["other"])]) | {"warning": False}
    lowered = level | {"lowered": level["declared"] | {"reached": 0.5}, "matter": None, "expected_s": None}
    never = level | {"declared": {"reached": 0.0}}
    found = list(declared_levels({"levels": [level, lowered, never], "horizon_s": 4 * HOUR}, "en"))
    assert [tuple(row) for row in found] == [
        ("Flood: red", "Flood", "2 h", ("close",), "1 h (100 %)", "–"),
        ("Flood: red", "–", "–", ("close",), "1 h (100 %)", "1 h (50 %)"),
    ]
    assert not list(declared_levels({"levels": [declared("Rain")], "horizon_s": HOUR}, "en"))


def test_what_follows_a_warning_is_told_measure_by_measure():
    red = declared("Rain", [("close", ["close"]), ("move", [])])
    never = declared("Wind") | {"declared": {"reached": 0.0}}
    (row,) = warnings({"levels": [red, never], "horizon_s": 4 * HOUR}, lang="en")
    assert (row["title"], row["at"], row["reached"]) == ("Rain", "1 h", "100 %")
    assert [(each["title"], each["nobody"], each["started"]) for each in row["measures"]] == [
        ("close", False, "10 min / 15 min"),
        ("move", True, "10 min / 15 min"),
    ]


def test_each_stands_on_the_page_with_names_that_mean_harm_as_text(plain):
    name = HOSTILE[0]
    html = page(
        with_records(
            plain,
            misreports=told(name, agency=name, fact=name),
            levels=[
                declared(name, [(name, [name]), (name, [])]),
                declared(name),
                declared(name) | {"warning": False},
            ],
            quantities=[quantity([0.2, 0.5, 1.0], title=both(name))],
        )
    )
    for part in ("population", "misreports", "warnings", "levels"):
        assert f'id="{part}"' in html
    assert html.count("&lt;script&gt;alert(1)") >= 9
    assert name not in html


def test_starts_that_were_compared_stand_on_the_page_with_their_worst_hours(plain):
    sweep = swept("Told")
    charts = chart_drawers(plain, "en") | {"start_sweep": lambda: start_chart(sweep, lang="en", title="x")}
    html = page_bytes(plain, charts, lang="en", sweep=sweep).decode()
    section = html[html.index('id="starts"') : html.index('id="clocks"')]
    assert "<svg" in section
    assert "holiday 2026-02-17, 02:00 <span" in section  # where the scenario itself starts
    assert section.count("<tr>") == 12  # the head, ten worst hours, and that one


def test_of_what_a_quality_lacks_the_first_is_named_and_the_rest_counted(plain):
    lacking = [both(f"agency {number}") for number in range(30)]
    check = {"title": both("told"), "score": 0.4, "held": 16.033, "of": 40, "lacking": lacking}
    html = page(with_records(plain, qualities=[{"title": both("quality"), "score": 0.4, "checks": [check]}]))
    assert "16 / 40" in html
    assert "agency 11 · and 18 more" in html
    assert "agency 12" not in html
