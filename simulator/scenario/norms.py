"""The norm packs of a scenario: found by id or file, read, and laid to its incidents."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from simulator.errors import DrillError, Message, Place, Problem, say
from simulator.plan.alike import bare
from simulator.plan.faults import At, Faults
from simulator.plan.norm_duties import NormUse
from simulator.plan.norm_parties import Occasion
from simulator.plan.norms import EVENT, NormPack
from simulator.plan.read import read_norms
from simulator.scenario.model import Incident, NormEntry, Scenario
from simulator.scenario.project import Project
from simulator.scenario.shipped import NORMS, pack_files
from simulator.text.containers import Map, Seq
from simulator.text.faults import did_you_mean
from simulator.text.source import Source

_FILE = (".yaml", ".yml")


@dataclass(frozen=True, slots=True)
class PackFile:
    """A norm pack with its file, as a scenario names it, and the file's name in messages and outputs."""

    entry: str
    path: Path
    shown: str
    pack: NormPack


def read_packs(
    tree: Map, source: Source, project: Project, folder: Path, problems: list[Problem]
) -> tuple[PackFile, ...]:
    """Read the packs that stand under `norms:`, each once; what is wrong is added to `problems`."""
    found: dict[str, PackFile] = {}
    for text, place, path in _entries(tree):
        file = find_pack(text, project, folder)
        if isinstance(file, tuple):
            problems.append(Problem(place, *file, path, source.line_at(place)))
            continue
        shown = f"{NORMS}/{file.name}" if file in pack_files().values() else project.shown(file)
        try:
            pack = read_norms(file, shown=shown)
        except DrillError as error:
            problems += error.problems
            continue
        if pack.id in found:
            twice = say("the norm pack `{name}` is named twice", name=pack.id)
            problems.append(Problem(place, twice, None, path, source.line_at(place)))
        found.setdefault(pack.id, PackFile(text, file, shown, pack))
    return tuple(found.values())


def find_pack(entry: str, project: Project, folder: Path) -> Path | tuple[Message, Message | None]:
    """Give the file of a pack named by id (the project's own first) or file, or what is wrong."""
    if entry.endswith(_FILE):
        return project.find(entry, folder)
    known = {**pack_files(), **_own(project)}
    if entry in known:
        return known[entry]
    found = say("there is no norm pack `{name}`", name=entry[:100])
    return found, did_you_mean(entry, known) or say("`drill norms` lists them")


def _own(project: Project) -> dict[str, Path]:
    return {file.stem: file for file in sorted((project.root / NORMS).glob("*.yaml"))}


def _entries(tree: Map) -> Iterator[tuple[str, Place, str]]:
    entries = tree.get("norms")
    if not isinstance(entries, Seq):
        return
    for position, entry in enumerate(entries):
        path = f"norms.{position}"
        if isinstance(entry, str):
            yield entry, entries.values_at[position], path
        elif isinstance(entry, Map) and isinstance(entry.get("pack"), str):
            yield entry["pack"], entry.values_at["pack"], f"{path}.pack"


def norm_uses(
    scenario: Scenario, packs: Iterable[PackFile], incidents: Iterable[Incident], faults: Faults
) -> tuple[NormUse, ...]:
    """Give the packs with the incidents that they are for; one that is for none is a warning."""
    by_entry = {each.entry: each.pack for each in packs}
    incidents = tuple(incidents)
    found = []
    for position, entry in enumerate(scenario.norms):
        pack = by_entry.get(entry.pack if isinstance(entry, NormEntry) else entry)
        if pack is not None:
            use = _use(pack, entry, incidents, At("", scenario, ("norms", position)))
            found.append(use)
            _check(use, entry, incidents, faults)
    return tuple(found)


def _use(pack: NormPack, entry: str | NormEntry, incidents: tuple[Incident, ...], at: At) -> NormUse:
    own = entry if isinstance(entry, NormEntry) else NormEntry(pack=entry)
    hazards = own.hazards or pack.hazards
    occasions = tuple(
        Occasion(bare(incident.hazard), incident.region, event_of(incident))
        for incident in incidents
        if not hazards or bare(incident.hazard) in hazards
    )
    return NormUse(pack, tuple(dict.fromkeys(occasions)), own.names, at)


def _check(use: NormUse, entry: str | NormEntry, incidents: tuple[Incident, ...], faults: Faults) -> None:
    if not use.occasions and incidents:
        found = say(
            "no incident here is of a hazard that `{pack}` is for: {hazards}",
            pack=use.pack.id,
            hazards=tuple(use.pack.hazards),
        )
        hint = say(
            "if it holds all the same: `- {{pack: {pack}, hazards: [{hazard}]}}`",
            pack=use.pack.id,
            hazard=bare(incidents[0].hazard),
        )
        faults.add(use.at, found, hint, warning=True)
    if isinstance(entry, NormEntry):
        known = {EVENT, *use.pack.names}
        for name in entry.names.keys() - known:
            unknown = say("`{pack}` has no word `{word}`", pack=use.pack.id, word=name)
            faults.add(At("", entry, ("names", name), key=True), unknown, did_you_mean(name, known))


def event_of(incident: Incident) -> str | None:
    """Give the fact that stands for an incident: the first that it makes true, else the first of all."""
    true = (name for name, value in incident.facts.items() if value is True)
    return next(true, next(iter(incident.facts), None))
