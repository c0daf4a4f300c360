"""A whole province: 3,000 agencies, 20,000 links, 50,000 tasks."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.benchmarks.workload import province, write

pytestmark = pytest.mark.benchmark

ROOT = Path(__file__).parents[2]
MOST_SECONDS = 2.0
MOST_MEGABYTES = 150

COMPILE = """
import json, pickle, sys, time
from pathlib import Path
from simulator.program.compile import compile_case
from simulator.scenario.read import read_case

began = time.perf_counter()
case = read_case(Path(sys.argv[1]))
read = time.perf_counter()
program = compile_case(case)
compiled = time.perf_counter()
Path(sys.argv[2]).write_bytes(pickle.dumps(program, protocol=5))
print(json.dumps({"read": read - began, "compile": compiled - read}))
"""

PLAY = """
import gc, json, pickle, resource, sys, time
from pathlib import Path
from simulator.engine.replication import Player

def memory():
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 1e6

program = pickle.loads(Path(sys.argv[2]).read_bytes())
gc.collect()
before = memory()
began = time.perf_counter()
player = Player(program, 5)
prepared = time.perf_counter()
log = player.play(0)
seconds = time.perf_counter() - prepared
print(json.dumps({
    "prepare": prepared - began, "play": seconds, "program": before, "replication": memory() - before,
    "rows": len(log.rows),
}))
"""


def found_by(code, *paths):
    done = subprocess.run(
        [sys.executable, "-c", code, *paths], check=True, capture_output=True, text=True, cwd=ROOT
    )
    return json.loads(done.stdout)


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="memory is read from /proc")
def test_a_replication_of_a_province_takes_two_seconds(tmp_path, figure, slowness):
    paths = write(province(), tmp_path), tmp_path / "program.pickle"
    found = {**found_by(COMPILE, *paths), **found_by(PLAY, *paths)}
    figure("province: read and composed", f"{found['read']:.1f} s")
    figure(
        "province: compiled",
        f"{found['compile']:.1f} s",
        "",
        f"{found['program']:.0f} MB with the interpreter",
    )
    figure("province: made ready to play", f"{found['prepare']:.1f} s")
    seconds, megabytes = found["play"], found["replication"]
    figure("province: one replication", f"{seconds:.1f} s", f"<= {MOST_SECONDS} s", f"{found['rows']} rows")
    figure("province: memory over the program", f"{megabytes:.0f} MB", f"<= {MOST_MEGABYTES} MB")
    assert megabytes <= MOST_MEGABYTES
    assert seconds <= MOST_SECONDS * slowness()
