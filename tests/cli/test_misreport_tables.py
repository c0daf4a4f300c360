"""The table of who believed what was misreported, and who put it right."""

import pytest

from simulator.cli.misreport_tables import misreport_tables

COUNTY = {"name": "p.county", "title": {"zh": "县局", "en": "County bureau"}}
TOLD = {"how": "told", "agency": COUNTY, "share": 1.0}
ITSELF = {"how": "itself", "agency": COUNTY, "share": 1.0}


def by_whom(*, reached=1.0, through=(), cross_check=(), itself=False):
    lasting = {"share": 1.0, "mean_s": 60.0, "p50_s": 60.0, "p90_s": 60.0}
    belief = {
        "agency": "p.city",
        "title": {"zh": "市局", "en": "City bureau"},
        "fact": {"name": "dead", "title": {"zh": "死亡", "en": "Dead"}},
        "false": lasting,
        "behind": lasting,
        "most": 0,
        "right": lasting | {"replications": 50, "reached": reached, "beyond": [], "unsupported": []},
        "through": list(through),
        "finds_out_itself": itself,
        "cross_check": list(cross_check),
    }
    found = {"misreports": [], "beliefs": [belief], "acted": [], "kept": []}
    _, beliefs, _ = misreport_tables({"misreports": found, "horizon_s": 3600.0, "norms": []}, "en")
    ((*_, cell),) = beliefs.rows
    return cell.split("\n")


@pytest.mark.parametrize(
    ("fields", "lines"),
    [
        (
            {"reached": 0.02, "through": [TOLD], "cross_check": [COUNTY]},
            ["put right in 2 %; in these by:", "County bureau (100 %)", "cross-check: County bureau"],
        ),
        (
            {"through": [TOLD]},
            [
                "County bureau (100 %)",
                "no source apart from those who misreport it: let a second one report to it",
            ],
        ),
        (
            {"through": [ITSELF], "itself": True},
            ["found out itself (100 %)", "cross-check: only what it finds out itself"],
        ),
        ({"reached": 0.0}, ["no cross-check: let a second source report to it"]),
    ],
)
def test_who_put_it_right_is_said_of_how_many_and_never_against_who_could_have(fields, lines):
    assert by_whom(**fields) == lines
