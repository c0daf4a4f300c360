"""Information: facts that do not reach who needs them, or not in time."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from simulator.errors import Message, Place, say
from simulator.plan.alike import common
from simulator.plan.audit.naming import (
    agency_title,
    fact_title,
    link_yaml,
    listed,
    paragraphs_of,
    shown_place,
    written,
)
from simulator.plan.audit.need import Need
from simulator.plan.audit.posts import uses_of
from simulator.plan.audit.stake import at_stake
from simulator.plan.audit.survey import Survey
from simulator.plan.audit.tellers import Teller, find_teller
from simulator.plan.composed import Composition
from simulator.plan.gap import SEVERITIES, Evidence, Gap, Severity, Side
from simulator.text.titles import Title, bare_title


@dataclass(frozen=True, slots=True)
class _Lack:
    """A fact that agencies (one, or many alike) need and cannot learn from some of its `sources`."""

    agencies: tuple[str, ...]
    fact: str
    needs: tuple[Need, ...]
    sources: tuple[str, ...]
    nobody: bool


def untold(survey: Survey) -> Iterator[Gap]:
    """Find the facts that somebody needs and that no way of links brings from who can learn them."""
    for lack in _together([*_from_nobody(survey), *_from_some(survey)]):
        yield _untold(survey, lack)


def _from_nobody(survey: Survey) -> Iterator[_Lack]:
    for (agency, fact), needs in survey.needs_by_pair.items():
        sources = survey.sources(fact)
        if agency in survey.reached(fact) or (not sources and survey.observable(fact)):
            continue
        if survey.out_of_touch(agency, fact):
            continue
        yield _Lack((agency,), fact, needs, tuple(sources), nobody=True)


def _from_some(survey: Survey) -> Iterator[_Lack]:
    """Find who hears of a fact from some of those that bring it about and not from others.

    Several who see the same event stand in for one another, and what one must tell is told by that one.
    """
    for fact, agencies in survey.needers.items():
        sources = survey.sources(fact)
        if len(sources) < 2 or "assumed" in sources.values():
            continue
        heard = {source: survey.routes.reached(fact, [source]) for source in sources}
        for agency in agencies:
            deaf = tuple(
                source for source, how in sources.items() if how == "does" and agency not in heard[source]
            )
            needs = tuple(need for need in survey.needs_by_pair[agency, fact] if need.teller is None)
            if deaf and needs and agency in survey.reached(fact) and agency not in sources:
                yield _Lack((agency,), fact, needs, deaf, nobody=False)


def _together(lacks: list[_Lack]) -> Iterator[_Lack]:
    """Make one of those that concern many alike."""
    groups: dict[tuple[str, str], list[_Lack]] = defaultdict(list)
    for lack in lacks:
        groups[common(lack.agencies[0]), common(lack.fact)].append(lack)
    for several in groups.values():
        first = several[0]
        yield _Lack(
            tuple(dict.fromkeys(agency for lack in several for agency in lack.agencies)),
            first.fact,
            tuple(need for lack in several for need in lack.needs),
            tuple(dict.fromkeys(source for lack in several for source in lack.sources)),
            nobody=any(lack.nobody for lack in several),
        )


def _untold(survey: Survey, lack: _Lack) -> Gap:
    agency, fact = lack.agencies[0], lack.fact
    composition = survey.composition
    teller = find_teller(survey, lack.sources, agency, fact)
    names = {"agency": agency_title(composition, agency), "fact": fact_title(composition, fact)}
    title = (
        say("{agency} is never told: {fact}", **names)
        if lack.nobody
        else say("{agency} is told only by some: {fact}", **names)
    )
    other = teller.agency if teller else agency
    return Gap(
        kind="information",
        place=f"{common(fact)}@{common(agency)}",
        rule="no_path" if lack.nobody else "not_from_all",
        title=title,
        remedy=_remedy(survey, teller, agency, fact),
        severity=_severity(survey, lack),
        sides=(Side.of(composition.actors[agency]), Side.of(composition.actors[other])),
        evidence=(_evidence(survey, lack), *_at_stake(survey, lack)),
        where=_where(survey, teller, lack),
        agencies=tuple(dict.fromkeys((*lack.agencies, *lack.sources, other))),
        links=(teller.edge.name,) if teller and teller.edge else (),
        facts=(fact,),
        basis=paragraphs_of(need.basis for need in lack.needs),
        known_from=_known_from(lack),
    )


def _at_stake(survey: Survey, lack: _Lack) -> tuple[Evidence, ...]:
    """Give what hangs on the needs of tasks and scales; the other needs are named themselves."""
    return at_stake(survey, [need.name for need in lack.needs if need.alone]) if lack.nobody else ()


def _known_from(lack: _Lack) -> tuple[str, ...]:
    due = any(need.purpose in ("obligation", "agreement") for need in lack.needs)
    waits = any(need.purpose in ("task", "scale", "post") for need in lack.needs)
    return (("G01", "G05") if due else ()) + (("G09",) if waits or not due else ())


def _severity(survey: Survey, lack: _Lack) -> Severity:
    ranks = [SEVERITIES.index(_of_need(survey, need)) for need in lack.needs]
    return SEVERITIES[max(0, max(ranks) - (not lack.nobody))]


def _of_need(survey: Survey, need: Need) -> Severity:
    """Give how much hangs on a need: high where an obligation or a milestone cannot be met without it."""
    if need.purpose in ("obligation", "milestone"):
        return "high" if need.alone else "medium"
    if need.purpose == "agreement":
        return "medium"
    if need.purpose == "post":
        return "medium" if any(name in survey.ways for name in uses_of(survey, need.name)) else "low"
    ways = survey.ways.get(need.name, {})
    if need.alone and any(ways.values()):
        return "high"
    return "medium" if ways else "low"


def _where(survey: Survey, teller: Teller | None, lack: _Lack) -> tuple[Place, ...]:
    """Give the link that should carry the fact, or where its plan's links stand; then the needs."""
    first = []
    if teller is not None:
        links = survey.plan(teller.plan).place_of("links")
        first = [teller.edge.record.place_of("carries") if teller.edge else links]
    return tuple(dict.fromkeys((*first, *(need.place for need in lack.needs))))


def _remedy(survey: Survey, teller: Teller | None, agency: str, fact: str) -> Message:
    composition = survey.composition
    if teller is None:
        return say(
            "say who learns of {fact}: a task that `achieves:` it, or `observed_by:` in the scenario; "
            "then a link to {agency}",
            fact=fact_title(composition, fact),
            agency=agency_title(composition, agency),
        )
    sender = agency_title(composition, teller.agency)
    if teller.edge:
        return say(
            "{sender} should pass it on: add `{fact}` to `carries:` of its link in {place}",
            sender=sender,
            fact=written(fact, teller.plan),
            place=shown_place(teller.edge.record.place),
        )
    return say(
        "{sender} should pass it on: add under `links:` of the plan `{plan}`: `{link}`",
        sender=sender,
        plan=teller.plan,
        link=link_yaml(teller.agency, agency, plan=teller.plan, carries=(fact,), over=teller.over),
    )


def _use(composition: Composition, need: Need) -> Title:
    """Give what a fact is needed for; an obligation to tell without a name as who tells whom what."""
    if need.teller is None or need.titled:
        return need.title
    teller, agency = (composition.actors[end].record.name for end in (need.teller, need.agency))
    fact = bare_title(fact_title(composition, need.fact))
    ways = {lang: f"{teller.show(lang)} → {agency.show(lang)}" for lang in ("zh", "en")}
    return Title(f"{ways['zh']}：{fact.show('zh')}", f"{ways['en']}: {fact.show('en')}")


def _evidence(survey: Survey, lack: _Lack) -> Evidence:
    composition = survey.composition
    uses = listed(_use(composition, need) for need in lack.needs)
    sources = listed(agency_title(composition, source) for source in lack.sources)
    figures = {
        "needs": len({need.name for need in lack.needs}),
        "agencies": len(lack.agencies),
        "sources_without_path": len(lack.sources),
    }
    if not lack.sources:
        return Evidence("audit", say("Needed for: {uses}. Nobody can learn it at all.", uses=uses), figures)
    text = say(
        "Needed for: {uses}. Who learns it first: {sources}. No chain of links that carry it leads from "
        "there to here.",
        uses=uses,
        sources=sources,
    )
    return Evidence("audit", text, figures)
