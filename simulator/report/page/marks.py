"""Marks of a timeline that only the page has room for: deadlines of obligations, levels, shift changes."""

from collections.abc import Iterator

from simulator.analysis.clocks import INSIDE, LATE, Clock, stage_of
from simulator.analysis.titles import Titles
from simulator.log.rows import (
    AT,
    CONTENTS,
    DECLARE,
    DONE,
    ENDED,
    EVENT,
    KIND,
    MESSAGES,
    NEVER,
    NOTHING,
    STATE,
    SUBJECT,
    Log,
    Row,
)
from simulator.program.model import NONE, Duty, Program
from simulator.report.sentences import Sentences
from simulator.report.timeline_model import Rule
from simulator.report.words import tell


def deadlines(program: Program, clocks: tuple[Clock, ...], titles: Titles) -> Iterator[tuple[Rule, int]]:
    """Give when the limit of each clock that ran was over, whether it was kept, and who holds the duty."""
    for duty, clock in zip(program.duties, clocks, strict=True):
        if duty.within is not None and not duty.every and clock.started + duty.within <= program.horizon:
            rule = Rule(
                "deadline", clock.started + duty.within, titles.duty(duty), met=clock.outcome == INSIDE
            )
            yield rule, duty.holder


def levels(program: Program, log: Log, said: Sentences, lang: str) -> Iterator[tuple[Rule, int]]:
    """Give the levels that were declared, and by whom."""
    for number, row in enumerate(log.rows):
        if row[KIND] == DECLARE and row[STATE] == DONE and row[ENDED] != NEVER:
            yield Rule("level", row[ENDED], _sentence(said, number, lang)), program.scales[row[SUBJECT]].agent


def shifts(program: Program, log: Log, said: Sentences, lang: str) -> Iterator[tuple[Rule, int]]:
    """Give the changes of shift, and whose they are."""
    owner = {source: program.servers[server].agent for source, server, _, _ in program.shifts}
    for number, row in enumerate(log.rows):
        if row[KIND] == EVENT and program.sources[row[SUBJECT]].kind == "shift" and row[AT] != NEVER:
            yield Rule("shift", row[AT], _sentence(said, number, lang)), owner.get(row[SUBJECT], NONE)


def _sentence(said: Sentences, number: int, lang: str) -> str:
    return tell(said.say(number, NOTHING), lang=lang)


def late_rows(program: Program, log: Log, clocks: tuple[Clock, ...]) -> set[int]:
    """Give the messages that stopped the clock of an obligation after its limit."""
    late = [
        (duty, clock.stopped)
        for duty, clock in zip(program.duties, clocks, strict=True)
        if clock.outcome == LATE and duty.facts
    ]
    return {number for number, row in enumerate(log.rows) if any(_stops(row, duty, at) for duty, at in late)}


def _stops(row: Row, duty: Duty, at: float) -> bool:
    if row[KIND] not in MESSAGES or stage_of(row, duty.stops_at) != at:
        return False
    return any(content[0] in duty.facts for content in row[CONTENTS] or ())
