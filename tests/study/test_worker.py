"""What a worker process of a run is made of."""

import os
import subprocess
import sys

HEAVY = ("pydantic", "yaml", "networkx", "matplotlib", "click", "rich", "jinja2", "sqlite3")


def test_a_program_is_played_and_measured_without_what_reads_and_shows_it():
    code = (
        "import sys, simulator.engine.replication, simulator.analysis.measures, simulator.study.pool\n"
        f"print([name for name in {HEAVY} if name in sys.modules])"
    )
    # Measuring coverage loads sqlite3 into every process that is started.
    plain = {name: value for name, value in os.environ.items() if not name.startswith("COV")}
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True, env=plain)
    assert done.stdout.strip() == "[]"
