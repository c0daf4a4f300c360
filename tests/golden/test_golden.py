"""Golden summaries: what each shipped scenario comes to, changed only by `make golden` and read in review."""

import json
from pathlib import Path

import pytest

from simulator.analysis.summary import summarise
from simulator.program.compile import compile_case
from simulator.scenario.read import read_case
from simulator.study.replicate import replicate

pytestmark = pytest.mark.no_cover

ROOT = Path(__file__).parent.parent.parent
SCENARIOS = sorted((ROOT / "scenarios").rglob("*.yaml"))
RUNS = 64
MILESTONE = ("reached", "p50_s", "p90_s")
OBJECTIVE = ("share", "verdict")
OBLIGATION = ("fulfilled", "not_started", "inside", "late", "never")


def picked(records, name, keys):
    return {record[name]: {key: record[key] for key in keys} for record in records}


def compact(summary):
    return {
        "runs": summary["runs"],
        "seed": summary["seed"],
        "milestones": picked(summary["milestones"], "name", MILESTONE),
        "objectives": picked(summary["objectives"], "milestone", OBJECTIVE),
        "obligations": picked(summary["obligations"], "name", OBLIGATION),
    }


def as_text(found):
    """One line for each record, so that a review sees which changed."""
    lines = [f'  "runs": {found["runs"]},\n  "seed": {found["seed"]}']
    for name in ("milestones", "objectives", "obligations"):
        rows = (
            f"    {json.dumps(key, ensure_ascii=False)}: {json.dumps(row)}"
            for key, row in found[name].items()
        )
        lines.append(f'  "{name}": {{\n' + ",\n".join(rows) + "\n  }")
    return "{\n" + ",\n".join(lines) + "\n}\n"


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda path: path.stem)
def test_a_shipped_scenario_comes_to_what_it_came_to(golden, scenario):
    program = compile_case(read_case(scenario))
    played = replicate(program, runs=RUNS, seed=program.seed, jobs=1, progress=lambda _finished: None)
    text = as_text(compact(summarise(program, played.results, seed=program.seed)))
    assert json.loads(text)["runs"] == RUNS
    golden(f"{scenario.stem}.json", text)
