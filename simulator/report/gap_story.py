"""The story of a gap in one replication: who waited for what, from when to when, and what happened."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from simulator.analysis.books import Books
from simulator.analysis.gaps.findings import BEGUN_AT
from simulator.analysis.gaps.orders import Clash, Orders, acting
from simulator.analysis.gaps.pooled import Lag, Lags
from simulator.analysis.gaps.sites import Sites
from simulator.analysis.gaps.waiting import Wait
from simulator.analysis.gaps.waits import Waits
from simulator.analysis.learning import Sorted
from simulator.analysis.paths import Legs
from simulator.analysis.stages import Scene
from simulator.analysis.titles import Titles
from simulator.errors import Message, say
from simulator.log.rows import (
    ATTEMPT,
    CAUSE,
    CONTENTS,
    KIND,
    LEARNED,
    NOTHING,
    REPORT,
    SUBJECT,
    TASK,
    UNDELIVERED,
    Log,
)
from simulator.plan.alike import bare, common
from simulator.program.model import Program
from simulator.report.sentences import Sentences
from simulator.report.story import Line, lines_of
from simulator.units import MINUTE

MOST = 3
"""Waits that are told, the longest first."""


@dataclass(frozen=True, slots=True)
class Episode:
    """What was waited for once, in seconds since the start; `length` of it was waiting.

    `what` says who is concerned, `lines` what happened, in order of time. `open`: it did not end.
    """

    begin: float
    end: float
    length: float
    open: bool
    what: Message
    lines: tuple[Line, ...]


def gap_story(program: Program, log: Log, kind: str, place: str, lang: str) -> list[Episode]:
    """Give the longest waits at the place of a gap in one replication, the longest first.

    Empty where nobody waited there.
    """
    rows, sites = Sorted(log.rows), Sites(program)
    here = {number for number, site in enumerate(sites.all) if (site.kind, site.place) == (kind, place)}
    if kind == "information":
        late = _late(program, log, rows, (sites, here), lang)
        found = (*late, *_ordered_twice(program, log, rows, place, lang))
    else:
        found = tuple(_waits(program, log, rows, (sites, here, kind), lang))
    return sorted(found, key=lambda episode: (-episode.length, episode.begin))[:MOST]


def _waits(
    program: Program, log: Log, rows: Sorted, place: tuple[Sites, set[int], str], lang: str
) -> Iterator[Episode]:
    sites, here, kind = place
    titles = Titles(program, lang)
    waited = Waits(program, sites).of_log(log, rows, Books(program).open(log, rows), least=MINUTE)
    tried: dict[int, list[int]] = {}
    for number, row in enumerate(log.rows):
        if row[KIND] in (ATTEMPT, UNDELIVERED):
            tried.setdefault(row[CAUSE], []).append(number)
    for number, every in waited.rows.items():
        waits = [wait for wait in every if wait.site in here]
        if waits:
            end = waits[-1].end
            yield Episode(
                begin=waits[0].begin,
                end=end,
                length=sum(wait.end - wait.begin for wait in waits),
                open=waits[-1].open,
                what=_what(kind, waits[-1], titles),
                lines=lines_of(program, log, [number, *tried.get(number, ())], lang),
            )


def _what(kind: str, wait: Wait, titles: Titles) -> Message:
    """Say what was waited for; who cannot reach whom stands in the title of the gap."""
    if kind != "medium":
        return say("the other side: {agency}", agency=titles.agent(wait.other))
    return say("it does not get through") if wait.open else say("until it gets through")


def _late(
    program: Program, log: Log, rows: Sorted, place: tuple[Sites, set[int]], lang: str
) -> Iterator[Episode]:
    sites, here = place
    titles = Titles(program, lang)
    for lag in Lags(program).of_log(log, rows, Books(program).open(log, rows), least=MINUTE):
        places = [sites.facts[lag.agent, fact] in here for fact in lag.facts]
        if any(places):
            what = say(
                "{agency} needs it for {work}; {holder} holds it from the beginning of this time on",
                agency=titles.agent(lag.agent),
                work=_work(program, log, lag, titles),
                holder=titles.agent(lag.holders[places.index(True)]),
            )
            yield Episode(
                begin=lag.begin,
                end=lag.end,
                length=lag.end - lag.begin,
                open=lag.row == NOTHING,
                what=what,
                lines=lines_of(program, log, _way(program, log, lag), lang),
            )


def _work(program: Program, log: Log, lag: Lag, titles: Titles) -> str | Message:
    """Give what an owner waited to begin."""
    if lag.row == NOTHING:
        return say("work that it never begins")
    row = log.rows[lag.row]
    return titles.task(row[SUBJECT]) if row[KIND] == TASK else titles.place(program.scales[row[SUBJECT]].name)


def _way(program: Program, log: Log, lag: Lag) -> Iterable[int]:
    """Give the rows by which the fact came at last, from when the holder had it."""
    if lag.row == NOTHING:
        return ()
    event = lag.row, BEGUN_AT[log.rows[lag.row][KIND]]
    return sorted(
        {
            row
            for (row, _), (parts, _) in Legs(Scene(program), log.rows).way_back(event)
            if row == lag.row or (parts and parts[-1][2] > lag.begin)
        }
    )


def _ordered_twice(program: Program, log: Log, rows: Sorted, name: str, lang: str) -> Iterator[Episode]:
    """Give who went by two orders of one thing at one time."""
    sentences = Sentences(program, log, lang)
    for clash in Orders(program).of_log(log, rows, Books(program).open(log, rows)):
        if bare(common(program.facts[clash.orders[0].fact].base)) == name:
            agents = [acting(program, doing) for doing in clash.acting]
            what = say(
                "{one} goes by {first}, {other} by {second}",
                one=sentences.titles.agent(agents[0]),
                first=sentences.facts([clash.orders[0][2:]]),
                other=sentences.titles.agent(agents[1]),
                second=sentences.facts([clash.orders[1][2:]]),
            )
            yield Episode(
                begin=clash.begin,
                end=clash.end,
                length=clash.end - clash.begin,
                open=clash.open,
                what=what,
                lines=lines_of(program, log, _acted(program, log, clash, agents), lang),
            )


def _acted(program: Program, log: Log, clash: Clash, agents: Sequence[int]) -> Iterator[int]:
    """Give the rows by which two orders were given, told, and gone by."""
    values = {(order.fact, order.value) for order in clash.orders}
    doings = {*clash.acting, *((TASK, order.task) for order in clash.orders)}
    for number, row in enumerate(log.rows):
        if (row[KIND], row[SUBJECT]) in doings:
            yield number
        elif row[KIND] == REPORT and row[LEARNED] >= 0:
            told = any((content[0], content[3]) in values for content in row[CONTENTS])
            if told and program.links[row[SUBJECT]].receiver in agents:
                yield number
