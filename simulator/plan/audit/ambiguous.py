"""Information under one name for two things: a fact of the same bare name that several plans bring about."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations

from simulator.errors import Place, say
from simulator.plan.audit.naming import agency_title, listed, paragraphs_of
from simulator.plan.audit.survey import Survey
from simulator.plan.composed import Composition, Job
from simulator.plan.gap import Evidence, Gap, Severity, Side

_Maker = tuple[str, Job]
"""(id of the fact, task that brings it about)."""


def two_meanings(survey: Survey) -> Iterator[Gap]:
    """Find bare names that tasks of different plans bring about where people can take one for the other.

    That is: for one hazard in one area, as places that differ, or so that an agency which needs the one
    hears of the other. Plans of separate areas may use the same names.
    """
    makers: dict[tuple[str, str], list[_Maker]] = defaultdict(list)
    for job in survey.jobs:
        for fact, _ in job.brings:
            if "." in fact:
                makers[job.hazard, fact.rpartition(".")[2]].append((fact, job))
    for (_, bare), found in makers.items():
        mixed = [pair for pair in combinations(found, 2) if _mixed_up(survey, *pair)]
        if mixed:
            yield _two_meanings(survey, bare, {fact: job for pair in mixed for fact, job in pair})


def _mixed_up(survey: Survey, one: _Maker, other: _Maker) -> bool:
    if one[0] == other[0] or not same_area(survey.composition, one[1].owner, other[1].owner):
        return False
    if survey.composition.facts[one[0]].kind == "place":
        return dict(one[1].brings)[one[0]] != dict(other[1].brings)[other[0]]
    needers = survey.needers.get
    return bool(
        survey.reached(one[0]).intersection(needers(other[0], ())) - {other[1].owner}
        or survey.reached(other[0]).intersection(needers(one[0], ())) - {one[1].owner}
    )


def same_area(composition: Composition, one: str, other: str) -> bool:
    """Tell whether one of two agencies is at home where the other is, or in a region around it."""
    areas = [_areas(composition, composition.actors[name].region) for name in (one, other)]
    return not areas[0] or not areas[1] or areas[0][0] in areas[1] or areas[1][0] in areas[0]


def _areas(composition: Composition, region: str | None) -> tuple[str, ...]:
    return (region, *composition.areas[region].within) if region else ()


def _two_meanings(survey: Survey, bare: str, makers: dict[str, Job]) -> Gap:
    composition = survey.composition
    jobs = [makers[fact] for fact in sorted(makers)]
    owners = [agency_title(composition, job.owner) for job in jobs]
    place = any(composition.facts[fact].kind == "place" for fact in makers)
    values = listed(f"{fact} = {dict(makers[fact].brings)[fact]}" for fact in sorted(makers))
    ways = _ways(survey, jobs)
    return Gap(
        kind="information",
        place=bare,
        rule="two_meanings",
        title=say("`{name}` means two things, set by {owners}", name=bare, owners=listed(owners)),
        remedy=say(
            "let one task of one plan alone set it, refer to that one as `{fact}` in the other plan, and "
            "pass it on there; or give one of the two another name",
            fact=min(makers),
        ),
        severity=ways,
        sides=(Side.of(composition.actors[jobs[0].owner]), Side.of(composition.actors[jobs[-1].owner])),
        evidence=(
            Evidence(
                "audit", say("Set apart from one another: {values}.", values=values), {"facts": len(makers)}
            ),
        ),
        where=tuple(_stated(job) for job in jobs),
        agencies=tuple(dict.fromkeys(job.owner for job in jobs)),
        facts=tuple(sorted(makers)),
        basis=paragraphs_of(job.record.basis for job in jobs),
        known_from=("G15", "G24") if place else ("G31",),
    )


def _stated(job: Job) -> Place:
    """Give where a task says what comes of it."""
    keys = ("achieves", "outcome", "serves")
    return job.record.place_of(next(key for key in keys if getattr(job.record, key)))


def _ways(survey: Survey, jobs: Iterable[Job]) -> Severity:
    return "medium" if any(job.name in survey.ways for job in jobs) else "low"
