"""Resources: needs that cannot be met, units promised twice, tasks that start together and need too many."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from simulator.errors import Message, say
from simulator.plan.agencies import Pool
from simulator.plan.alike import common
from simulator.plan.audit.naming import agency_title, listed, paragraphs_of, task_title
from simulator.plan.audit.stake import at_stake
from simulator.plan.audit.stock import Ref, needs_in
from simulator.plan.audit.survey import Survey
from simulator.plan.composed import Job, Pact
from simulator.plan.faults import At
from simulator.plan.gap import Evidence, Gap, Severity, Side
from simulator.text.condition_tree import And, Condition

# -- one task ------------------------------------------------------------------------------------------------


def unmet(survey: Survey) -> Iterator[Gap]:
    """Find the tasks that need more units than their owner has, may take and is promised all together."""
    stock = survey.stock
    short: dict[tuple[str, str], list[tuple[Job, int, int]]] = defaultdict(list)
    for job, kind, units in needs_in(survey.jobs):
        most = stock.at_most(job, kind)
        if most < units:
            short[kind, common(job.owner)].append((job, units, most))
    for (kind, _), cases in short.items():
        yield _unmet(survey, kind, cases)


def _unmet(survey: Survey, kind: str, cases: list[tuple[Job, int, int]]) -> Gap:
    composition = survey.composition
    job, units, most = max(cases, key=lambda case: case[1] - case[2])
    giver = _largest(survey, kind, job.owner)
    names = {
        "agency": agency_title(composition, job.owner),
        "kind": kind,
        "unit": composition.kind_name(kind),
        "lacking": units - most,
    }
    text = say(
        "{tasks}: needs {units}, and at most {most} can be had (own, open to it, agreed).",
        tasks=listed(task_title(each) for each, _, _ in cases),
        units=units,
        most=most,
    )
    return Gap(
        kind="resource",
        place=f"{kind}@{common(job.owner)}",
        rule="unmet",
        title=say(
            "{agency} can never have enough units: {unit}, needs {units}, can have {most}",
            units=units,
            most=most,
            **names,
        ),
        remedy=_more_units(survey, giver, names),
        severity=_severity(survey, [each for each, _, _ in cases]),
        sides=(
            Side.of(composition.actors[job.owner]),
            Side.of(composition.actors[giver[0] if giver else job.owner]),
        ),
        evidence=(
            Evidence("audit", text, {"needed": units, "most": most}),
            *at_stake(survey, [each.name for each, _, _ in cases]),
        ),
        where=tuple(At(each.plan, each.record, ("needs", kind)).place for each, _, _ in cases),
        agencies=tuple(dict.fromkeys((job.owner, *((giver[0],) if giver else ())))),
        basis=paragraphs_of(each.record.basis for each, _, _ in cases),
        known_from=("G12",),
    )


def _largest(survey: Survey, kind: str, owner: str) -> Ref | None:
    """Give the largest pool of a kind of unit that an agency may not take from yet, if any."""
    own = survey.stock.pools(owner, kind)
    others = (ref for ref in survey.stock.holders(kind) if ref not in own)
    actors = survey.composition.actors
    return max(others, key=lambda ref: (actors[ref[0]].record.pools[ref[1]].units, ref), default=None)


def _more_units(survey: Survey, giver: Ref | None, names: Mapping[str, Any]) -> Message:
    if giver is None:
        return say(
            "give {agency} more units `{kind}` under `pools:` (lacking: {lacking}), or let the task need "
            "fewer",
            **names,
        )
    return say(
        "agree with {giver} (lacking: {lacking}): the same record under `agreements:` in both plans, "
        "with `gives: {{{kind}: {lacking}}}`; or {agency} gets a larger pool, or needs fewer",
        giver=agency_title(survey.composition, giver[0]),
        **names,
    )


def _severity(survey: Survey, jobs: list[Job]) -> Severity:
    ways = [survey.ways.get(job.name, {}) for job in jobs]
    return "high" if any(any(way.values()) for way in ways) else "medium" if any(ways) else "low"


# -- promised twice ------------------------------------------------------------------------------------------


def promised_twice(survey: Survey) -> Iterator[Gap]:
    """Find the units of which agreements together promise more than their giver has."""
    promised: dict[tuple[str, str], list[Pact]] = defaultdict(list)
    wanted = {kind for job in survey.jobs for kind in job.record.needs}
    for pact in survey.composition.pacts:
        for kind in (
            pact.records[0].gives if survey.setting is None else pact.records[0].gives.keys() & wanted
        ):
            promised[pact.giver, kind].append(pact)
    for (giver, kind), pacts in promised.items():
        total = sum(pact.records[0].gives[kind] for pact in pacts)
        if total > survey.stock.own(giver, kind) > 0:  # without any it is a seam: see `seam.unequal`
            yield _promised(survey, giver, kind, pacts)


def _promised(survey: Survey, giver: str, kind: str, pacts: list[Pact]) -> Gap:
    composition = survey.composition
    total, has = sum(pact.records[0].gives[kind] for pact in pacts), survey.stock.own(giver, kind)
    names = {
        "agency": agency_title(composition, giver),
        "unit": composition.kind_name(kind),
        "total": total,
        "has": has,
    }
    text = say(
        "Agreements {pacts} with {receivers} give {total} together; its pool has {has}.",
        pacts=listed(pact.name for pact in pacts),
        receivers=listed(agency_title(composition, pact.receiver) for pact in pacts),
        total=total,
        has=has,
    )
    title = (
        say("{agency} has promised units more than once: {unit}, {total} of {has}", **names)
        if len(pacts) > 1
        else say("{agency} promises more units than it has: {unit}, {total} of {has}", **names)
    )
    return Gap(
        kind="resource",
        place=f"{common(giver)}.{kind}",
        rule="promised_twice",
        title=title,
        remedy=say(
            "lower `gives:` in {pacts} until they come to no more than {has}, in both plans of each; or say "
            "in `basis:` who comes first and find other units for the rest",
            pacts=listed(pact.name for pact in pacts),
            has=has,
        ),
        severity="medium",
        sides=(Side.of(composition.actors[pacts[0].receiver]), Side.of(composition.actors[giver])),
        evidence=(Evidence("audit", text, {"promised": total, "units": has}),),
        where=tuple(pact.records[0].place_of("gives", kind) for pact in pacts),
        agencies=tuple(dict.fromkeys((giver, *(pact.receiver for pact in pacts)))),
        basis=paragraphs_of(pact.records[0].basis for pact in pacts),
        known_from=("G13",),
    )


# -- several tasks -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Wanted:
    """Units that a task needs, and the pools that it may take them from."""

    job: Job
    units: int
    pools: Mapping[Ref, Pool]


@dataclass(frozen=True, slots=True)
class _Rush:
    """Tasks of one hazard that need the same pools: at the same moment, or, of what is used up, ever."""

    kind: str
    jobs: tuple[Job, ...]
    needed: int
    most: int
    used_up: bool


def overlapping(survey: Survey) -> Iterator[Gap]:
    """Find tasks that together need more units of the same pools than there are.

    Counted are only tasks that must meet: those with the same condition, which start at the same moment, and
    of units that are used up those that can all be done in one incident. Agreements count as kept.
    """
    for rush in _rushes(survey):
        if rush.needed > rush.most:
            yield _overlap(survey, rush)


def _rushes(survey: Survey) -> Iterator[_Rush]:
    groups: dict[tuple[str, str], list[_Wanted]] = defaultdict(list)
    for job, kind, units in needs_in(survey.jobs):
        pools = survey.stock.pools(job.owner, kind)
        if pools and units <= survey.stock.at_most(job, kind):  # else it is a gap already
            groups[job.hazard, kind].append(_Wanted(job, units, pools))
    for (_, kind), wanted in groups.items():
        for sharing in _sharing(wanted):
            if len(sharing) > 1:
                yield from _meeting(survey, kind, sharing)


def _sharing(wanted: list[_Wanted]) -> list[list[_Wanted]]:
    """Give those together that share pools, directly or through others."""
    group_of: dict[Ref, list[_Wanted]] = {}
    for each in wanted:
        met = {id(group_of[ref]): group_of[ref] for ref in each.pools if ref in group_of}
        group = (
            [one for several in met.values() for one in several]
            if len(met) > 1
            else next(iter(met.values()), [])
        )
        group.append(each)
        refs = {ref for one in group for ref in one.pools} if len(met) > 1 else each.pools
        group_of.update(dict.fromkeys(refs, group))
    return list({id(group): group for group in group_of.values()}.values())


def _meeting(survey: Survey, kind: str, wanted: list[_Wanted]) -> Iterator[_Rush]:
    pools = {ref: pool for each in wanted for ref, pool in each.pools.items()}
    pacts = {pact.name: pact for each in wanted for pact in survey.stock.pacts(each.job, kind)}
    givers = {ref[0] for ref in pools}
    given = sum(pact.records[0].gives[kind] for pact in pacts.values() if pact.giver not in givers)
    most = sum(pool.units for pool in pools.values()) + given
    if all(pool.consumed for pool in pools.values()):
        if survey.possible.can(And(tuple(each.job.when for each in wanted))):
            yield _rush(kind, wanted, most, used_up=True)
        return
    together: dict[Condition, list[_Wanted]] = defaultdict(list)
    for each in wanted:
        together[each.job.when].append(each)
    yield from (_rush(kind, several, most, used_up=False) for several in together.values())


def _rush(kind: str, wanted: list[_Wanted], most: int, *, used_up: bool) -> _Rush:
    return _Rush(kind, tuple(each.job for each in wanted), sum(each.units for each in wanted), most, used_up)


def _overlap(survey: Survey, rush: _Rush) -> Gap:
    composition = survey.composition
    owners = sorted({job.owner for job in rush.jobs})
    pools = {ref: None for job in rush.jobs for ref in survey.stock.pools(job.owner, rush.kind)}
    giver = min(pools)[0]
    names = {
        "tasks": listed(task_title(job) for job in rush.jobs),
        "unit": composition.kind_name(rush.kind),
    }
    figures = {"needed": rush.needed, "most": rush.most}
    text = (
        say("Together they use up {needed}; there are {most}.", **figures)
        if rush.used_up
        else say("They start on the same condition and need {needed} together; there are {most}.", **figures)
    )
    return Gap(
        kind="resource",
        place=f"{rush.kind}@{common(owners[0])}",
        rule="overlap",
        title=say("Tasks need more {unit} at once than there are: {tasks}", **names),
        remedy=say(
            "say who comes first with `priority:` in these tasks; or a larger pool "
            "`{kind}` of {agency} (lacking: {lacking}), or an agreement on it",
            lacking=rush.needed - rush.most,
            kind=rush.kind,
            agency=agency_title(composition, giver),
        ),
        severity="medium" if any(job.name in survey.ways for job in rush.jobs) else "low",
        sides=(Side.of(composition.actors[owners[0]]), Side.of(composition.actors[giver])),
        evidence=(Evidence("audit", text, figures),),
        where=tuple(At(job.plan, job.record, ("needs", rush.kind)).place for job in rush.jobs),
        agencies=tuple(dict.fromkeys((*owners, *(ref[0] for ref in pools)))),
        basis=paragraphs_of(job.record.basis for job in rush.jobs),
        known_from=("G12",),
    )
