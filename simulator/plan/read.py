"""Reading a plan, or a norm pack, from its file."""

from pathlib import Path

from simulator.errors import DrillError
from simulator.plan.faults import Faults
from simulator.plan.model import Plan
from simulator.plan.norms import NormPack
from simulator.plan.pack_check import check_pack
from simulator.text.containers import Map
from simulator.text.document import read_document
from simulator.text.source import Source, read_source


def read_plan(path: Path, *, root: Path, shown: str) -> Plan:
    """Read a plan; `root` is the project's folder, `shown` the file's name in messages.

    Raises `DrillError` with every problem of the file. Names in it are not resolved yet.
    """
    return plan_of(path, read_source(path, shown=shown), root=root)


def plan_of(path: Path, source: Source, *, root: Path, tree: Map | None = None) -> Plan:
    """Read a plan from the text of its file, or from what that holds with changes; else as `read_plan`."""
    return read_document(Plan, source, tree=tree, context={"folder": path.parent, "root": root})


def read_norms(path: Path, *, shown: str) -> NormPack:
    """Read a norm pack; `shown` is the file's name in messages.

    Raises `DrillError` with every problem of the file; what its words mean depends on the plans.
    """
    pack = read_document(NormPack, read_source(path, shown=shown))
    faults = Faults()
    check_pack(pack, faults)
    if faults.stop:
        raise DrillError(faults.problems((pack,)))
    return pack
