"""Plans and scenarios written in a test as plain values, and the way from there to programs and logs."""

import json
from pathlib import Path
from tempfile import TemporaryDirectory

from simulator.engine.replication import Player
from simulator.log.rows import KIND, SUBJECT
from simulator.program.compile import compile_case
from simulator.scenario.read import read_case

START = "2026-03-02 09:00"


def agency(**fields):
    """An agency of which only what the test is about is said."""
    return {"name": "agency", "sector": "government", "level": "city"} | fields


def plan(agencies, **fields):
    """A plan that the first of its agencies issues."""
    standard = {"drill": "plan", "format": 1, "id": "p", "name": "plan", "authority": next(iter(agencies))}
    return standard | {"hazards": {"h": {"name": "hazard"}}, "agencies": agencies} | fields


def scenario(**fields):
    """A scenario of a day; without an incident of its own agency `a` sees an alarm at once."""
    standard = {"drill": "scenario", "format": 1, "name": "scenario", "plans": ["plan.yaml"], "start": START}
    standard |= {"horizon": "1 d", "milestones": {"m": {"when": "alarm"}}, "seed": 7}
    if not {"incident", "incidents"} & fields.keys():
        standard["incident"] = {"hazard": "h", "facts": {"alarm": True}, "observed_by": {"a": "0 s"}}
    return standard | fields


def read(a_plan, a_scenario):
    """Write both as files (JSON is YAML) and read them."""
    with TemporaryDirectory() as folder:
        Path(folder, "plan.yaml").write_text(json.dumps(a_plan), encoding="utf-8")
        file = Path(folder, "scenario.yaml")
        file.write_text(json.dumps(a_scenario), encoding="utf-8")
        return read_case(file)


def program(a_plan, a_scenario):
    """Write both as files, read and compile them."""
    return compile_case(read(a_plan, a_scenario))


def play(a_program, runs=1, seed=None):
    """The logs of the first replications, one after another."""
    player = Player(a_program, a_program.seed if seed is None else seed)
    for replication in range(runs):
        yield player.play(replication)


def rows_of(log, kind, subject=None):
    """The rows of a kind, in the order in which they began."""
    return [row for row in log.rows if row[KIND] == kind and subject in (None, row[SUBJECT])]
