"""Reading a plan from its file."""

from pathlib import Path

from simulator.plan.model import Plan
from simulator.text.document import read_document
from simulator.text.source import read_source


def read_plan(path: Path, *, root: Path, shown: str) -> Plan:
    """Read a plan; `root` is the project's folder, `shown` the file's name in messages.

    Raises `DrillError` with every problem of the file. Names in it are not resolved yet.
    """
    source = read_source(path, shown=shown)
    return read_document(Plan, source, context={"folder": path.parent, "root": root})
