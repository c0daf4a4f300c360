"""Bars of a timeline from the log: tasks, decisions taken for others, levels declared."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from simulator.errors import say
from simulator.log.rows import (
    ASKED,
    CONVENED,
    DECIDED,
    DECISION,
    DECLARE,
    DONE,
    ENDED,
    FINISHED,
    GRANTED,
    HAND_OVER,
    KIND,
    MISTAKEN,
    MOBILISED,
    NEVER,
    OPEN,
    READY,
    REF,
    STARTED,
    STATE,
    STATES,
    SUBJECT,
    TAKEN_UP,
    TASK,
    VACANCY,
    Log,
    Row,
)
from simulator.program.model import NONE, Program, Scale, SeatTurn, Task
from simulator.report.timeline_model import Bar, Piece
from simulator.report.words import tell, titled


def bars(program: Program, log: Log, *, lang: str) -> list[Bar]:
    """Give the bars of a replication in the order of the log; `Bar.lane` is the agent.

    A task that was withdrawn before anything was waited for has no bar, nor has a decision that its owner
    takes alone: that stands in the bar of the task.
    """
    return [
        replace(bar, row=number)
        for number, row in enumerate(log.rows)
        for bar in _bar(program, row, log.ended, lang)
    ]


def _bar(program: Program, row: Row, ended: float, lang: str) -> Iterator[Bar]:
    if row[KIND] == TASK:
        yield from _task(program.tasks[row[SUBJECT]], row, ended, lang)
    elif row[KIND] == DECISION:
        yield from _decision(program, program.seats[row[SUBJECT]], row, ended, lang)
    elif row[KIND] == DECLARE:
        yield from _declaration(program, program.scales[row[SUBJECT]], row, lang)
    elif row[KIND] == HAND_OVER:
        yield from _hand_over(program, row, ended, lang)
    elif row[KIND] == VACANCY:
        yield _vacancy(program, row, ended, lang)


def _task(task: Task, row: Row, ended: float, lang: str) -> Iterator[Bar]:
    state = STATES[row[STATE] % MISTAKEN]
    kinds = {
        DECIDED: "waiting_decision",
        GRANTED: "waiting_unit" if task.needs or task.aid else "waiting_operator",
        CONVENED: "waiting_participants",
        MOBILISED: "travel",
        STARTED: "travel",
        FINISHED: "working",
    }
    stages = [stage for stage in (READY, *kinds) if row[stage] != NEVER]
    steps = [
        Piece(_cut_short(stage, before, kinds), row[before], row[stage]) for before, stage in pairwise(stages)
    ]
    open_ended = row[STATE] % MISTAKEN == OPEN
    if open_ended and stages:
        steps.append(Piece(kinds[stages[-1] + 1], row[stages[-1]], ended))
    pieces = _whole(steps)
    if pieces and (state != "withdrawn" or pieces[-1].end > pieces[0].start):
        title = titled(task.title, task.name, lang=lang)
        yield Bar(task.owner, "task", task.name, title, pieces, state, open_ended, row[STATE] >= MISTAKEN)


def _cut_short(stage: int, before: int, kinds: dict[int, str]) -> str:
    """Give what lay between two stages; a task may end while it still waits for an earlier one."""
    return kinds[before + 1] if stage == FINISHED and before != STARTED else kinds[stage]


def _whole(pieces: list[Piece]) -> tuple[Piece, ...]:
    """Leave out pieces without length, but never all of them; join neighbours of one kind."""
    kept = [piece for piece in pieces if piece.end > piece.start] or pieces[-1:]
    joined: list[Piece] = []
    for piece in kept:
        if joined and joined[-1].kind == piece.kind:
            joined[-1] = Piece(piece.kind, joined[-1].start, piece.end)
        else:
            joined.append(piece)
    return tuple(joined)


def _decision(program: Program, seat: SeatTurn, row: Row, ended: float, lang: str) -> Iterator[Bar]:
    if seat.errand == NONE or row[TAKEN_UP] == NEVER:
        return
    open_ended = row[STATE] == OPEN
    last = row[ENDED] if row[ENDED] != NEVER else ended
    pieces = [Piece("waiting_operator", row[ASKED], row[TAKEN_UP]), Piece("deciding", row[TAKEN_UP], last)]
    task = program.tasks[seat.task]
    title = tell(say("decides: {task}", task=titled(task.title, task.name, lang=lang)), lang=lang)
    if last > row[ASKED]:
        yield Bar(seat.agent, "decision", seat.name, title, _whole(pieces), STATES[row[STATE]], open_ended)


def _declaration(program: Program, scale: Scale, row: Row, lang: str) -> Iterator[Bar]:
    if row[STATE] != DONE or row[ENDED] == NEVER:
        return
    fact = program.facts[scale.fact]
    level = fact.level_title(row[REF]).show(lang)
    title = tell(
        say("declares {scale}: {level}", scale=titled(fact.title, fact.name, lang=lang), level=level),
        lang=lang,
    )
    begun = row[TAKEN_UP] if row[TAKEN_UP] != NEVER else row[ASKED]
    pieces = [Piece("waiting_operator", row[ASKED], begun), Piece("deciding", begun, row[ENDED])]
    yield Bar(scale.agent, "declare", scale.name, title, _whole(pieces), "done")


def _hand_over(program: Program, row: Row, ended: float, lang: str) -> Iterator[Bar]:
    """Give a bar on the lane of who takes the post over, unless it was broken off before they met."""
    hand_over = program.hand_overs[row[SUBJECT]]
    post = program.posts[hand_over.post]
    open_ended = row[STATE] == OPEN
    met, last = row[TAKEN_UP], row[ENDED] if row[ENDED] != NEVER else ended
    if met == NEVER and not open_ended:
        return
    pieces = [Piece("waiting_participants", row[ASKED], last if met == NEVER else met)]
    pieces += [] if met == NEVER else [Piece("handing_over", met, last)]
    title = tell(say("takes over: {post}", post=titled(post.title, post.name, lang=lang)), lang=lang)
    lane = post.holders[hand_over.taker]
    yield Bar(lane, "hand_over", post.name, title, _whole(pieces), STATES[row[STATE]], open_ended)


def _vacancy(program: Program, row: Row, ended: float, lang: str) -> Bar:
    """Give a bar on the lane of who steps in, or would be there if nobody had to."""
    post = program.posts[row[SUBJECT]]
    open_ended = row[STATE] == OPEN
    title = tell(say("vacant: {post}", post=titled(post.title, post.name, lang=lang)), lang=lang)
    piece = Piece("vacant", row[ASKED], ended if open_ended else row[ENDED])
    lane = post.holders[0 if open_ended else row[REF]]
    return Bar(lane, "vacancy", post.name, title, (piece,), STATES[row[STATE]], open_ended)
