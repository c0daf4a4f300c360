"""A ladder of reporting: unit, county, city, province, nation, and who must not be taken for them."""

import json
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

from simulator.scenario.read import read_case
from tests.cases import agency, plan, scenario

REGIONS = {
    "p": {"name": "province"},
    "c": {"name": "city", "within": "p"},
    "n": {"name": "county", "within": "c"},
    "s": {"name": "other county", "within": "c"},
    "o": {"name": "neighbour", "neighbour": True},
}
STEPS = {  # agency: (role, level, region)
    "unit": ("unit_head", "site", "n"),
    "county": ("county_em_department", "county", "n"),
    "city": ("city_em_department", "city", "c"),
    "province": ("province_em_department", "province", "p"),
    "nation": ("national_em_department", "province", None),
}
OTHERS = {
    "county_south": ("county_em_department", "county", "s"),
    "city_across": ("city_em_department", "city", "o"),
}


def step(role, level, region, compose="10 min"):
    """One agency with one operator, who needs so long to put a report together."""
    desk = {"operators": 1, "compose": compose}
    placed = {"region": region} if region else {}
    return agency(role=role, level=level, desk=desk, **placed)


def ladder(*, slow=None, success=None, **fields):
    """Each tells the next of the alarm and of the dead. `slow` are compose times by agency."""
    steps = list(STEPS)
    agencies = {
        name: step(*where, compose=(slow or {}).get(name, "10 min"))
        for name, where in {**STEPS, **OTHERS}.items()
    }
    links = [
        {"from": one, "to": other, "carries": ["alarm", "dead"], "over": ["net" if one != "city" else "up"]}
        for one, other in pairwise(steps)
    ]
    media = {
        "net": {"mode": "message"},
        "up": {"mode": "message", "success": 1 if success is None else success},
    }
    standard = {"regions": REGIONS, "links": links, "media": media, "facts": {"dead": {"kind": "number"}}}
    return plan(agencies, **standard | fields)


def accident(*, dead=12, **fields):
    """An accident that the unit sees at once; by law a major one."""
    incident = {
        "hazard": "h",
        "region": "n",
        "facts": {"alarm": True, "dead": dead},
        "observed_by": {"unit": "0 s"},
    }
    norms = [{"pack": "cn_work_accident", "hazards": ["h"]}]
    return scenario(incident=incident, **{"norms": norms} | fields)


def read(a_plan, a_scenario, **packs):
    """Write all as files (JSON is YAML) and read them; `packs` by the names of their files."""
    with TemporaryDirectory() as folder:
        files = {"plan": a_plan, "scenario": a_scenario, **packs}
        for name, content in files.items():
            Path(folder, f"{name}.yaml").write_text(json.dumps(content), encoding="utf-8")
        return read_case(Path(folder, "scenario.yaml"))


def pack(*obligations, **fields):
    """A pack of its own for the hazard of the ladder."""
    standard = {"drill": "norms", "format": 1, "id": "law", "title": "Law", "hazards": ["h"]}
    return standard | {"obligations": list(obligations)} | fields
