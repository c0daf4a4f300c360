"""What the audit costs: of the sample city above the check, of a whole province by itself."""

import os
import resource
import subprocess
import sys
import time
from pathlib import Path

import pytest

from simulator.plan.audit import audit
from simulator.scenario.read import read_case
from simulator.scenario.setting import setting_of
from tests.benchmarks.workload import province, write

pytestmark = pytest.mark.benchmark

ROOT = Path(__file__).parents[2]
SCENARIO = "scenarios/rainstorm_debris_flow.yaml"
COMMAND = [sys.executable, "-c", "from simulator.cli import main; main()"]


def seconds(verb):
    """The least processor time of five runs of a verb, from the start of Python to its end."""

    def once():
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        subprocess.run(
            [*COMMAND, verb, SCENARIO], check=False, capture_output=True, cwd=ROOT, env=environment
        )
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

    return min(once() for _ in range(5))


def test_the_audit_of_the_city_costs_little_more_than_its_check(figure, slowness):
    more = seconds("audit") - seconds("check")
    figure("audit of the sample city above its check", f"{more:.2f} s", "0.5 s")
    assert more <= 0.5 * slowness()


def test_a_province_is_audited_within_a_minute(figure, slowness, tmp_path):
    case = read_case(write(province(), tmp_path))
    began = time.process_time()
    gaps = audit(case.composition, setting_of(case))
    spent = time.process_time() - began
    figure(
        "audit of a province of 3,000 agencies, reading apart", f"{spent:.0f} s", "60 s", f"{len(gaps)} gaps"
    )
    assert spent <= 60 * slowness()
    sampled = [each.figures for gap in gaps for each in gap.evidence if "needs_looked_at" in each.figures]
    assert sampled
    assert all(figures["needs_looked_at"] < figures["needs"] for figures in sampled)
