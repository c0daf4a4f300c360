"""The top of the page: what was played, whether it met its objectives, what to mend first."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from simulator.errors import Message, say
from simulator.report.figures import VERDICTS, interval, share
from simulator.report.gap_words import by_weight, expected_loss
from simulator.report.svg_ids import svg_id
from simulator.report.words import otherwise, tell
from simulator.study.run import Run
from simulator.text.lengths import show_duration

Record = Mapping[str, Any]
WORST = 5
"""Gaps that are named at the top."""
_ORDER = ("missed", "undecided", "met")


def lead(run: Run, gaps: Iterable[Record], *, lang: str) -> dict[str, Any]:
    """Give the values of the top of the page; `gaps` are records of `gaps.json`."""
    objectives = sorted(run.summary["objectives"], key=lambda record: _ORDER.index(record["verdict"]))
    found = by_weight(gaps)
    return {
        "title": run.program.title.show(lang),
        "played": tell(_played(run, lang), lang=lang),
        "otherwise": otherwise(run.summary.get("what_if")),
        "plans": [_plan(run, plan, lang) for plan in run.case.composition.plans],
        "verdict": tell(_verdict(objectives), lang=lang),
        "outcome": _outcome(objectives),
        "objectives": [_objective(record, lang) for record in objectives],
        "worst": [_worst(gap, lang) for gap in found[:WORST]],
        "gaps": len(found),
        "interrupted": run.interrupted,
    }


def _played(run: Run, lang: str) -> Message:
    start = run.program.start
    return say(
        "Played {runs} times by chance (seed {seed}). It begins at {begin} and ends after {horizon} at the"
        " latest. {agencies} agencies act on {plans} plans.",
        runs=run.summary["runs"],
        seed=run.seed,
        begin=moment(start.year, start.month, start.day, f"{start:%H:%M}"),
        horizon=show_duration(run.program.horizon, lang),
        agencies=len(run.program.agents) - 1,
        plans=len(run.case.composition.plans),
    )


def moment(year: int, month: int, day: int, clock: str) -> Message:
    """Give a day and time of the clock, in the order of each language."""
    return say("{year}-{month:02d}-{day:02d} {clock}", year=year, month=month, day=day, clock=clock)


def _plan(run: Run, plan: Any, lang: str) -> dict[str, str]:
    actors = run.case.composition.actors
    issuer = actors.get(f"{plan.id}.{plan.authority}") or actors.get(str(plan.authority))
    return {
        "title": plan.name.show(lang),
        "authority": issuer.record.name.show(lang) if issuer else str(plan.authority),
        "version": plan.version.show(lang) if plan.version else "",
    }


def _verdict(objectives: list[Record]) -> Message:
    met, missed, undecided = (
        sum(record["verdict"] == verdict for record in objectives)
        for verdict in ("met", "missed", "undecided")
    )
    if not objectives:
        return say("The scenario states no objectives.")
    if not undecided:
        return say(
            "{met} of {all} objectives are met, {missed} missed.", met=met, all=len(objectives), missed=missed
        )
    return say(
        "{met} of {all} objectives are met, {missed} missed, {undecided} not decided by so few replications.",
        met=met,
        all=len(objectives),
        missed=missed,
        undecided=undecided,
    )


def _outcome(objectives: list[Record]) -> str:
    """Give the worst verdict."""
    return next((name for name in _ORDER if any(record["verdict"] == name for record in objectives)), "none")


def _objective(record: Record, lang: str) -> dict[str, Any]:
    return {
        "title": record["title"][lang],
        "within": show_duration(record["within_s"], lang),
        "required": share(record["required_share"]),
        "interval": interval(record, "share"),
        "verdict": record["verdict"],
        "word": tell(VERDICTS[record["verdict"]], lang=lang),
        "bar": {
            "low": record["share_low"],
            "share": record["share"],
            "high": record["share_high"],
            "mark": record["required_share"],
        },
    }


def _worst(gap: Record, lang: str) -> dict[str, Any]:
    return {
        "id": gap["id"],
        "anchor": gap_anchor(gap),
        "title": gap["title"][lang],
        "remedy": gap["remedy"][lang],
        "severity": gap["severity"],
        "cost": cost_words(gap, lang),
    }


def cost_words(gap: Record, lang: str) -> list[str]:
    """Say what a gap costs, then how often it was seen."""
    return [tell(words, lang=lang) for words in _cost(gap, lang)]


def _cost(gap: Record, lang: str) -> Iterator[Message]:
    runs = next((each for each in gap["evidence"] if each["source"] == "runs"), None)
    if runs is None:
        yield say("found in the plans alone")
        return
    lost = expected_loss(gap, lang)
    if lost:
        yield lost
    yield say("seen in {share} of the replications", share=share(runs["share"]))


def gap_anchor(gap: Record) -> str:
    """Give the id of the place on the page where a gap is told in full."""
    return svg_id("gap", gap["id"])
