"""All that the script of the timeline is given: lanes, replications, bands over all of them, gaps, words."""

from collections import Counter
from collections.abc import Iterable, Mapping
from math import inf
from typing import Any

from simulator.analysis.books import Books
from simulator.analysis.learning import Sorted
from simulator.analysis.titles import Titles
from simulator.log.rows import NOTHING, STATES, Log
from simulator.plan.gap import Gap
from simulator.program.model import Program
from simulator.report.lanes import MOST_ALIKE, Bounds, lane_order, lanes
from simulator.report.page.beliefs import BeliefTrack
from simulator.report.page.choice import leading_milestone, offered, tell_title
from simulator.report.page.inputs import line_anchor
from simulator.report.page.lead import gap_anchor
from simulator.report.page.loads import STRETCHES, LoadTrack
from simulator.report.page.places import Showing, Stretch
from simulator.report.page.script_words import script_words
from simulator.report.page.shared import Opened, Shared
from simulator.report.page.texts import Texts
from simulator.report.page.track import BARS, CROWDS, FIELDS, PIECES, PURPOSES, RULES, Track
from simulator.report.style import SECTORS
from simulator.report.timeline_model import Timeline
from simulator.report.words import LEVEL_WORDS, SECTOR_WORDS, named, titled
from simulator.study.run import Run

PAGE = Bounds(lanes=400, arrows=6000, apart=True)
"""What the page can show of one replication."""


def timeline_data(run: Run, gaps: Iterable[Gap], *, lang: str) -> dict[str, Any]:
    """Give the data of the timeline as a value for JSON; `gaps` are those that can be gone to, in order."""
    program, chosen, seen = run.program, offered(run, lang=lang), tuple(gaps)
    made = [lanes(program, each.log, lang=lang, bounds=PAGE) for each in chosen]
    agents = _agents(program, made)
    shared = _shared(run, agents, lang)
    books = Books(program)
    opened = [_opened(books, each.log) for each in chosen]
    beliefs, load = BeliefTrack(shared, opened[0]), LoadTrack(shared)
    showing = Showing(program, [(gap.kind, gap.place) for gap in seen])
    replications = [
        {
            "labels": each.labels,
            **Track(shared, one.log, timeline).written(),
            **beliefs.written(one),
            "loads": load.written(one, timeline.until),
            "waits": _waits(showing.of_log(one), seen, shared),
        }
        for each, timeline, one in zip(chosen, made, opened, strict=True)
    ]
    return {
        **_frame(run, lang),
        "stretches": STRETCHES,
        "lanes": [_lane(run, number, shared.families.count(key), lang) for key, number in agents.items()],
        "facts": beliefs.titles(),
        "gaps": [
            {"id": gap.id, "anchor": gap_anchor({"id": gap.id}), "title": tell_title(gap.title, lang)}
            for gap in seen
        ],
        "replications": replications,
        "texts": shared.texts.all,
        "anchors": _anchors(shared.texts.all, run),
        "words": script_words(lang),
    }


def _frame(run: Run, lang: str) -> dict[str, Any]:
    """Give what is the same whatever happens in a replication: times, names of fields, milestones, bands."""
    program, start = run.program, run.program.start
    return {
        "lang": lang,
        "start": [start.year, start.month, start.day, start.hour, start.minute],
        "horizon": round(program.horizon),
        "fields": FIELDS,
        "names": {
            "bar": BARS,
            "piece": PIECES,
            "purpose": PURPOSES,
            "state": STATES,
            "rule": RULES,
            "crowd": CROWDS,
        },
        "milestones": [goal.title.show(lang) for goal in program.milestones],
        "leading": leading_milestone(run.summary),
        "bands": [_band(task, program.horizon) for task in run.summary["tasks"]],
    }


def _shared(run: Run, agents: Mapping[str, int], lang: str) -> Shared:
    program, keys = run.program, {key: place for place, key in enumerate(agents)}
    families = tuple(_families(program))
    return Shared(
        program=program,
        lang=lang,
        titles=Titles(program, lang),
        texts=Texts(),
        lanes={number: keys[key] for number, key in enumerate(families) if key in keys},
        names={
            agent.name: keys[key] for agent, key in zip(program.agents, families, strict=True) if key in keys
        },
        families=families,
        links=_links(run),
    )


def _opened(books: Books, log: Log) -> Opened:
    rows = Sorted(log.rows)
    return Opened(log, rows, books.open(log, rows))


def _families(program: Program) -> list[str]:
    """Give the key of each agent's lane: its name, or that of its family where many are alike."""
    bases = [agent.name.partition("#")[0] for agent in program.agents]
    many = Counter(bases)
    return [
        base if many[base] > MOST_ALIKE else agent.name
        for agent, base in zip(program.agents, bases, strict=True)
    ]


def _agents(program: Program, made: Iterable[Timeline]) -> dict[str, int]:
    """Give the lanes on which anything happened in any replication, in order, with their first agents."""
    family = _families(program)
    numbers = {agent.name: number for number, agent in enumerate(program.agents)}
    found = {family[numbers[lane.name]] for timeline in made for lane in timeline.lanes}
    first = {key: number for number, key in reversed(list(enumerate(family))) if key in found}
    sectors = list(dict.fromkeys((*SECTORS, *(agent.sector for agent in program.agents))))

    def order(key: str) -> tuple[int, tuple[int, int, int]]:
        return sectors.index(program.agents[first[key]].sector), lane_order(program, first[key])

    return {key: first[key] for key in sorted(first, key=order)}


def _lane(run: Run, number: int, copies: int, lang: str) -> dict[str, Any]:
    agent = run.program.agents[number]
    area = run.case.composition.areas.get(agent.region)
    return {
        "title": titled(agent.title, agent.name, lang=lang),
        "copies": copies,
        "sector": agent.sector,
        "sectorTitle": named(agent.sector, SECTOR_WORDS, lang=lang),
        "level": agent.level,
        "levelTitle": named(agent.level, LEVEL_WORDS, lang=lang),
        "region": agent.region,
        "regionTitle": area.record.name.show(lang) if area else agent.region,
    }


def _links(run: Run) -> Mapping[str, str]:
    edges = run.case.composition.edges
    return {edge.name: f"{edge.record.place.file}:{edge.record.place.line}" for edge in edges}


def _band(task: Mapping[str, Any], horizon: float) -> list[int]:
    """Give p10 and p90 of the start and the end of a task; beyond the horizon that, -1 where unknown."""
    return [_limit(task[stage], name, horizon) for stage in ("started", "done") for name in ("p10", "p90")]


def _limit(spread: Mapping[str, Any], name: str, horizon: float) -> int:
    if name in spread["beyond"]:
        return round(horizon)
    at = spread[f"{name}_s"]
    return NOTHING if at is None or at == inf else round(at)


def _waits(found: Mapping[int, list[Stretch]], gaps: tuple[Gap, ...], shared: Shared) -> list[list[int]]:
    return [
        [number, round(begin), round(end), shared.names.get(gaps[number].sides[0].agency, NOTHING), row]
        for number, stretches in found.items()
        for begin, end, row in stretches
    ]


def _anchors(texts: list[str], run: Run) -> dict[int, str]:
    """Give where on the page the texts that are places in the plans lead to."""
    inputs = tuple(run.summary["inputs"])
    found = {}
    for number, text in enumerate(texts):
        file, _, line = text.rpartition(":")
        if file in inputs and line.isdigit():
            found[number] = line_anchor(inputs, file, int(line))
    return found
