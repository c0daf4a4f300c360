"""A suite of scenarios: how ready the plans are for each hazard, and what no scenario exercises."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from simulator.errors import Problem
from simulator.plan.alike import bare
from simulator.scenario.case import Case
from simulator.study.coverage.covered import Showing, coverage_record
from simulator.study.version import drill_version
from simulator.text.messages import texts
from simulator.text.titles import Title

Record = dict[str, Any]
VERDICTS = ("met", "undecided", "missed")


@dataclass(frozen=True, slots=True)
class Entry:
    """One scenario of a suite; `problems` are why it was not played, `showing` and `summary` how it was.

    `run` is the folder of its run under that for the results.
    """

    path: str
    problems: tuple[Problem, ...] = ()
    run: str = ""
    summary: Mapping[str, Any] | None = None
    showing: Showing | None = None


def suite_record(folder: str, entries: Sequence[Entry], plans: Iterable[str]) -> Record:
    """Give the content of `suite.json`; the same entries give the same, however they came to be.

    `plans` are the plan files that there are; those that no scenario plays are named.
    """
    showings = [entry.showing for entry in entries if entry.showing is not None]
    scenarios = [_scenario(entry) for entry in entries]
    played = [each for each in scenarios if each["run"] is not None]
    verdicts = [objective["verdict"] for each in played for objective in each["objectives"]]
    return {
        "drill": drill_version(),
        "folder": folder,
        **_what_if(entries),
        "verdicts": {verdict: verdicts.count(verdict) for verdict in VERDICTS},
        "not_played": len(scenarios) - len(played),
        "scenarios": scenarios,
        "plans_not_played": _left_out(showings, plans),
        "coverage": coverage_record(showings),
    }


def _what_if(entries: Iterable[Entry]) -> Record:
    """Give what was otherwise than in the files, in all of them; nothing where all is as it is."""
    found = next(
        (entry.summary["what_if"] for entry in entries if entry.summary and "what_if" in entry.summary), None
    )
    return {"what_if": found} if found else {}


def _left_out(showings: Iterable[Showing], plans: Iterable[str]) -> list[str]:
    played = {plan.source.path for each in showings for plan in each.stage.case.composition.plans}
    return [plan for plan in plans if plan not in played]


def _scenario(entry: Entry) -> Record:
    if entry.summary is None or entry.showing is None:
        return {
            "scenario": entry.path,
            "run": None,
            "problems": [_problem(problem) for problem in entry.problems],
        }
    summary, case = entry.summary, entry.showing.stage.case
    return {
        "scenario": entry.path,
        "run": entry.run,
        "problems": [],
        "title": summary["title"],
        "hazards": hazards_of(case),
        "start": f"{case.scenario.start:%Y-%m-%d %H:%M}",
        "runs": summary["runs"],
        "seed": summary["seed"],
        "objectives": summary["objectives"],
    }


def hazards_of(case: Case) -> list[Record]:
    """Give the hazards that a scenario plays, each once."""
    names = dict.fromkeys(bare(happening.record.hazard) for happening in case.happenings)
    return [{"name": name, "title": _hazard(case, name).texts()} for name in names]


def _hazard(case: Case, name: str) -> Title:
    plans = case.composition.plans
    return next((plan.hazards[name].name for plan in plans if name in plan.hazards), Title.read(name))


def _problem(problem: Problem) -> Record:
    return {
        "file": problem.place.file,
        "line": problem.place.line or None,
        "column": problem.place.column if problem.place.line else None,
        "found": texts(problem.found),
        "hint": texts(problem.hint) if problem.hint else None,
    }


def suite_id(entries: Iterable[Entry], lang: str) -> str:
    """Give the id of a suite: 12 hexadecimal digits that follow from its runs and problems."""
    digest = sha256(lang.encode())
    for entry in entries:
        for part in (entry.path, entry.run, *(f"{each.place} {each.found}" for each in entry.problems)):
            content = part.encode()
            digest.update(len(content).to_bytes(8, "big"))
            digest.update(content)
    return digest.hexdigest()[:12]


def all_met(record: Mapping[str, Any]) -> bool:
    """Tell whether every objective of every scenario is met."""
    verdicts = record["verdicts"]
    return not verdicts["undecided"] and not verdicts["missed"]
