"""A second incident at the same time: the scenario's own once more, or that of another scenario beside it."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import chain, count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from simulator.errors import DrillError
from simulator.plan.alike import bare
from simulator.scenario.case import Case
from simulator.scenario.read import read_case
from simulator.scenario.resolve import incidents_of
from simulator.text.titles import Title


@dataclass(frozen=True, slots=True)
class Second:
    """What happens beside the scenario's incident, from its start on, and the case in which it does."""

    id: str
    title: Title
    case: Case


def second_incidents(path: Path, case: Case) -> tuple[list[Second], list[Title]]:
    """Give the first incident once more, then each hazard that another scenario in the folder plays.

    Beside them come the titles of those that the plans at hand do not take.

    Of other scenarios those count whose plans are all among the plans at hand; of each hazard the first.
    Everything is read anew with the incident laid over it as a patch, so that it is checked like any other.
    """
    known = {bare(happening.record.hazard) for happening in case.happenings}
    plans = {plan.source.path for plan in case.composition.plans}
    first = incidents_of(case.scenario)[:1]
    found = [(_hazard(case, first[0].hazard), first[0].origin)] if first else []
    for other in _beside(path):
        names = {plan.source.path for plan in other.composition.plans}
        for incident in incidents_of(other.scenario) if names <= plans else ():
            if bare(incident.hazard) not in known:
                known.add(bare(incident.hazard))
                found.append((_hazard(other, incident.hazard), incident.origin))
    taken, refused = list[Second](), list[Title]()
    for title, origin in found:
        written: Mapping[str, Any] = origin or {}
        read = _read(path, case, written)
        if read is None:
            refused.append(title)
        else:
            taken.append(Second(f"second:{bare(written['hazard'])}", title, read))
    return taken, refused


def beside(path: Path) -> str:
    """Give a digest of what second incidents are made of: other scenarios in the folder and their plans."""
    digest = sha256()
    for case in _beside(path):
        for item in case.inputs:
            digest.update(sha256(item.path.encode()).digest() + sha256(item.content).digest())
    return digest.hexdigest()


def _beside(path: Path) -> Iterator[Case]:
    """Read the other scenarios in the folder; those with problems are passed over."""
    for file in sorted(path.parent.glob("*.yaml")):
        if file.name != path.name:
            try:
                yield read_case(file)
            except DrillError:
                continue


def _hazard(case: Case, hazard: str) -> Title:
    name = bare(hazard)
    plans = (plan for plan in case.composition.plans if name in plan.hazards)
    return next((plan.hazards[name].name for plan in plans), Title(name, name))


def _read(path: Path, case: Case, second: Mapping[str, Any]) -> Case | None:
    """Read the case with one incident more; None where the plans at hand do not take it."""
    named = {each.id for each in case.scenario.incidents}
    free = next(name for name in chain(["second"], map("second_{}".format, count(2))) if name not in named)
    more: dict[str, Any] = {"incidents": [{**second, "id": free}]}
    if not case.scenario.incidents:  # else the patch adds to the list that is there
        own = [dict(each.origin or {}) for each in incidents_of(case.scenario)]
        more = {"incident": None, "incidents": [*own, *more["incidents"]]}
    patch = {"drill": "patch", "format": 1, "scenario": more}
    with TemporaryDirectory(prefix="drill-") as folder:
        file = Path(folder, "second.yaml")
        file.write_text(json.dumps(patch), encoding="utf-8")
        try:
            return read_case(path, replace(case.what_if, patches=(*case.what_if.patches, file)))
        except DrillError:
            return None
