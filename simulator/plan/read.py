"""Reading a plan, or a norm pack, from its file."""

from pathlib import Path

from simulator.errors import DrillError
from simulator.plan.faults import Faults
from simulator.plan.model import Plan
from simulator.plan.norms import NormPack
from simulator.plan.pack_check import check_pack
from simulator.text.document import read_document
from simulator.text.source import read_source


def read_plan(path: Path, *, root: Path, shown: str) -> Plan:
    """Read a plan; `root` is the project's folder, `shown` the file's name in messages.

    Raises `DrillError` with every problem of the file. Names in it are not resolved yet.
    """
    source = read_source(path, shown=shown)
    return read_document(Plan, source, context={"folder": path.parent, "root": root})


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
