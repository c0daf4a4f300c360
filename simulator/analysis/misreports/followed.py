"""What followed from misreports in one replication: what was done, what was not, which obligations broke."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import product
from math import inf
from typing import NamedTuple

from simulator.analysis.clocks import MISSING, Clock, stage_of
from simulator.analysis.misreports.believed import Believed
from simulator.analysis.misreports.grounds import Tested, concealers
from simulator.analysis.posts.holding import holdings
from simulator.analysis.truth import Stretch, cells_in, stretches
from simulator.log.rows import (
    CONTENTS,
    DECISION,
    DECLARE,
    DONE,
    ENDED,
    REPORT,
    STARTED,
    STATE,
    SUBJECT,
    TASK,
    Row,
)
from simulator.program.model import NONE, Scale


class Acted(NamedTuple):
    """What was begun, decided or declared on a false belief: kind of row, subject, and whose word it was."""

    kind: int
    subject: int
    voice: int


class Kept(NamedTuple):
    """A task, or a level of a scale, whose condition did not hold for so many seconds because of it."""

    kind: int
    subject: int
    rank: int
    seconds: float


def acted(believed: Believed) -> Iterator[Acted]:
    """Give what was begun, decided, declared on what a misreport had said."""
    grounds = believed.grounds
    program, rows = grounds.program, believed.rows
    for row in rows[TASK]:
        if row[STARTED] >= 0:
            owner = program.tasks[row[SUBJECT]].owner
            yield from _on(believed, (TASK, row), owner, grounds.facts_of_task(row[SUBJECT]), row[STARTED])
    for row in rows[DECISION]:
        if row[STATE] == DONE:
            seat = program.seats[row[SUBJECT]]
            yield from _on(
                believed, (DECISION, row), seat.agent, grounds.facts_of_task(seat.task), row[ENDED]
            )
    for row in rows[DECLARE]:
        if row[STATE] == DONE:
            agent = program.scales[row[SUBJECT]].agent
            facts = grounds.facts_of_scale(row[SUBJECT])
            yield from _on(believed, (DECLARE, row), agent, facts, row[ENDED])


def _on(
    believed: Believed, what: tuple[int, Row], agent: int, facts: Iterable[int], when: float
) -> Iterator[Acted]:
    for fact in dict.fromkeys(facts):
        cell = believed.grounds.cell(agent, fact)
        voice = NONE if cell == NONE else believed.taken_in(cell, when)
        if voice != NONE:
            yield Acted(what[0], what[1][SUBJECT], voice)


def kept(believed: Believed) -> Iterator[Kept]:
    """Give the conditions that would have held had the agency known what was misreported as it was.

    Counted until the condition first held in its beliefs as they were.
    """
    cells = believed.grounds.cells
    for each in believed.grounds.tested():
        own = {
            cell: [(when, value) for when, _, value in believed.held(cell)] for cell in cells_in(each.tree)
        }
        real = {
            cell: believed.truth.get(cells[cell], ()) if cell in cells else changes
            for cell, changes in own.items()
        }
        first = min((begin for begin, _ in stretches(each.tree, own)), default=inf)
        wrong = [
            (turn.begin, turn.end)
            for cell in own
            if cell in cells
            for turn in believed.turns(cell)
            if turn.fault
        ]
        its_turn = list(_while_its_turn(believed, each, wrong))
        seconds = _overlap(stretches(each.tree, real), its_turn, min(first, believed.log.ended))
        if seconds > 0:
            yield Kept(each.kind, each.subject, each.rank, seconds)


def _while_its_turn(believed: Believed, each: Tested, wrong: Iterable[Stretch]) -> Iterator[Stretch]:
    """Cut to when it is for the agency to act: while it holds the post; for a deputy of another, never."""
    program = believed.grounds.program
    record = program.scales[each.subject] if each.kind == DECLARE else program.tasks[each.subject]
    if record.post == NONE:
        yield from () if isinstance(record, Scale) and record.turn else wrong
        return
    agent = record.agent if isinstance(record, Scale) else record.owner
    held = holdings(program, record.post, agent, believed.rows)
    for (begin, end), (since, until) in product(wrong, held):
        if max(begin, since) < min(end, until):
            yield max(begin, since), min(end, until)


def _overlap(holding: Iterable[Stretch], wrong: Sequence[Stretch], until: float) -> float:
    """Give for how long, before a time, one of the first holds while at least one of the second does."""
    total = 0.0
    for begin, end in holding:
        covered = begin
        for since, ended in sorted(wrong):
            low, high = max(covered, since), min(end, ended, until)
            if high > low:
                total += high - low
                covered = high
    return total


def met_falsely(believed: Believed, clocks: Sequence[Clock]) -> Iterator[int]:
    """Give the obligations to tell, by index, that were met with what was made up."""
    program = believed.grounds.program
    for number, (duty, clock) in enumerate(zip(program.duties, clocks, strict=True)):
        rows = believed.rows[REPORT] if duty.facts and clock.stopped < inf else ()
        if any(
            stage_of(row, duty.stops_at) == clock.stopped and _lies(believed, row, duty.facts)
            for row in rows
            if program.links[row[SUBJECT]].receiver == duty.receiver
        ):
            yield number


def _lies(believed: Believed, row: Row, facts: Sequence[int]) -> bool:
    return any(
        fact in facts and (fact, as_of, value) in believed.made_up
        for fact, _row, _via, value, as_of, *_ in row[CONTENTS] or ()
    )


def concealed(believed: Believed, clocks: Sequence[Clock]) -> Iterator[int]:
    """Give the obligations, by index, that were never met while whom they bind kept silent on purpose."""
    program = believed.grounds.program
    silent = {
        (voice.agent, voice.fact)
        for act in concealers(program)
        if act.misreport is not None and believed.begins(act.source)
        for voice in (program.voices[number] for number in act.misreport.voices)
    }
    for number, (duty, clock) in enumerate(zip(program.duties, clocks, strict=True)):
        if clock.outcome == MISSING and any((duty.holder, fact) in silent for fact in duty.facts):
            yield number
