"""What results were made from: drill, the files, the editions of norms."""

from hashlib import sha256
from typing import Any

from simulator.plan.citation import pack_title, prohibition
from simulator.plan.composed import Composition
from simulator.plan.norm_duties import NormUse
from simulator.scenario.case import Case
from simulator.study.version import drill_version

FORMAT = 1


def provenance(case: Case) -> dict[str, Any]:
    """What the run was made from: versions, hashes of its inputs; nothing of the machine or the clock."""
    return {
        "drill": drill_version(),
        "format": FORMAT,
        "norms": [norm_record(use, case.composition) for use in case.norms],
        "inputs": {item.path: sha256(item.content).hexdigest() for item in case.inputs},
        **({"what_if": what_if_record(case)} if case.what_if else {}),
    }


def what_if_record(case: Case) -> dict[str, Any]:
    """Give what was otherwise than in the files; patches by their names among the inputs."""
    what_if = case.what_if
    return {
        "patches": [*case.patches],
        "settings": [*what_if.settings],
        "removals": [*what_if.removals],
    }


def norm_record(use: NormUse, composition: Composition) -> dict[str, Any]:
    """Give a norm pack as the results name it: which edition it was, and what of it binds nobody here."""
    pack, prefix = use.pack, f"{use.pack.id}."
    return {
        "id": pack.id,
        "title": pack.title.texts(),
        "short": pack_title(pack).texts(),
        "number": pack.number.texts() if pack.number else None,
        "in_force": pack.in_force.isoformat() if pack.in_force else None,
        "version": pack.version.isoformat() if pack.version else None,
        "bound": sum(duty.pack == pack.id for duty in composition.duties),
        "forbids": [{"what": ban.what, "basis": prohibition(ban, pack).texts()} for ban in pack.forbids],
        "unbound": [each.name for each in composition.unbound if each.name.startswith(prefix)],
    }
