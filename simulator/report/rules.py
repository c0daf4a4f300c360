"""Lines across a timeline: injects, milestones and their limits."""

from simulator.analysis.titles import Titles
from simulator.errors import Message, say
from simulator.log.rows import AT, EVENT, KIND, MILESTONE, NEVER, NOTICE, RECEIVED, SET, SUBJECT, Log, Row
from simulator.program.model import Act, Milestone, Program, Source
from simulator.report.fact_words import FactWords
from simulator.report.timeline_model import Rule
from simulator.report.words import tell, titled

_SHOWN = frozenset(
    {"incident", "set", "reissue", "outage", "restored", "road", "withdrawn", "refilled", "calls", "message"}
)
"""Kinds of sources that a reader is told of; shift changes and notes on duties are not among them."""


def injects(program: Program, log: Log, *, lang: str) -> list[Rule]:
    """Give what came from outside, numbered in order of time; what one inject does at one time is one."""
    words = FactWords(program, Titles(program, lang), lang)
    acts = {act.source: act for act in program.acts}
    happened = {
        (_when(row), row[SUBJECT])
        for row in log.rows
        if row[KIND] in (SET, EVENT, NOTICE) and _when(row) != NEVER and _shown(program.sources[row[SUBJECT]])
    }
    told = dict.fromkeys(
        (at, tell(_label(program, source, acts.get(source), words, lang), lang=lang))
        for at, source in sorted(happened)
    )
    return [Rule("inject", at, label, number) for number, (at, label) in enumerate(told, start=1)]


def _when(row: Row) -> float:
    return float(row[RECEIVED] if row[KIND] == NOTICE else row[AT])


def _shown(source: Source) -> bool:
    return source.kind in _SHOWN


def _label(program: Program, number: int, act: Act | None, words: FactWords, lang: str) -> Message:
    source = program.sources[number]
    what = titled(source.title, _named(program, source.name, lang), lang=lang)
    if source.title:
        return say("restored: {what}", what=what) if source.kind == "restored" else say("{what}", what=what)
    if act and act.facts and source.kind in ("set", "reissue"):
        what = words.facts((fact, value) for _, fact, value in act.facts)
    labels = {
        "incident": say("incident: {what}", what=what),
        "set": say("the situation changes: {what}", what=what),
        "reissue": say("issued again: {what}", what=what),
        "outage": say("outage: {what}", what=what),
        "restored": say("restored: {what}", what=what),
        "road": say("road slowed down: {what}", what=what)
        if act and act.factor > 0
        else say("road closed: {what}", what=what),
        "withdrawn": say("units taken away: {what}", what=what),
        "refilled": say("units brought: {what}", what=what),
        "calls": say("public calls: {what}", what=what),
        "message": say("from exercise control: {what}", what=what),
    }
    return labels.get(source.kind, say("{what}", what=what))


def _named(program: Program, name: str, lang: str) -> str:
    """Give the titles of what a source is named after: agencies, media, facts, pools, roads, links."""
    titles = {
        thing.name: titled(thing.title, thing.name, lang=lang)
        for table in (program.facts, program.media, program.agents[1:])
        for thing in table
    }
    titles |= {fact.base: titled(fact.title, fact.base, lang=lang) for fact in program.facts}
    titles |= {region: titled(title, region, lang=lang) for region, title in program.regions}
    agents = [titled(agent.title, agent.name, lang=lang) for agent in program.agents]
    titles |= {link.name: f"{agents[link.sender]} → {agents[link.receiver]}" for link in program.links}
    kinds = {kind: title.show(lang) for kind, title in program.kinds}
    parts = (part.split("-") for part in name.partition("#")[0].split("+"))
    named = (" – ".join(_one(titles, kinds, end) for end in ends) for ends in parts)
    return ("、" if lang == "zh" else ", ").join(named)


def _one(titles: dict[str, str], kinds: dict[str, str], name: str) -> str:
    owner, _, pool = name.rpartition(".")
    if name in titles or owner not in titles:
        return titles.get(name, name)
    return f"{titles[owner]} · {kinds.get(pool, pool)}"


def milestones(program: Program, log: Log, *, lang: str) -> list[Rule]:
    """Give the milestones that were reached, in order of time."""
    times = _times(log)
    return [
        _reached(milestone, times[number], lang)
        for number, milestone in sorted(
            enumerate(program.milestones), key=lambda pair: times.get(pair[0], 0.0)
        )
        if number in times
    ]


def _reached(milestone: Milestone, at: float, lang: str) -> Rule:
    return Rule("milestone", at, milestone.title.show(lang), met=_met(milestone, at), name=milestone.name)


def _met(milestone: Milestone, at: float) -> bool | None:
    return None if milestone.within is None else at <= milestone.within


def _times(log: Log) -> dict[int, float]:
    return {row[SUBJECT]: row[AT] for row in log.rows if row[KIND] == MILESTONE and row[AT] != NEVER}


def unreached(program: Program, log: Log, *, objectives: bool, lang: str) -> list[str]:
    """Give the titles of the milestones that were not reached, of those with a limit or of those without."""
    times = _times(log)
    return [
        item.title.show(lang)
        for number, item in enumerate(program.milestones)
        if number not in times and (item.within is not None) is objectives
    ]


def limits(program: Program, *, lang: str) -> list[Rule]:
    """Give the times by which the objectives are to be met."""
    return [
        Rule("limit", milestone.within, _limit(milestone, lang), name=milestone.name)
        for milestone in program.milestones
        if milestone.within is not None
    ]


def _limit(milestone: Milestone, lang: str) -> str:
    return tell(say("limit: {title}", title=milestone.title.show(lang)), lang=lang)
