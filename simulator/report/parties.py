"""Who had a hand in a row of the log."""

from simulator.log.rows import (
    AID,
    ASK,
    ATTEMPT,
    CALLER,
    DECISION,
    DECLARE,
    EVENT,
    HAND_OVER,
    JOIN,
    KIND,
    MESSAGES,
    NOTICE,
    REPORT,
    SEEN,
    STATED,
    SUBJECT,
    SUPPLY,
    TASK,
    UNDELIVERED,
    VACANCY,
    Row,
)
from simulator.program.model import NONE, Program


def parties(program: Program, row: Row) -> frozenset[int]:
    """Give the agencies that had a hand in a row; none for what happens to all."""
    kind, subject = row[KIND], row[SUBJECT]
    if kind == SEEN:
        return frozenset({program.observers[subject].agent})
    if kind == STATED:
        return frozenset({program.voices[subject].agent})
    if kind in (NOTICE, CALLER, EVENT):
        return _outside(program, subject)
    return _between(program, kind, subject) or _inside(program, kind, subject)


def _between(program: Program, kind: int, subject: int) -> frozenset[int]:
    if kind in (REPORT, ASK, ATTEMPT, UNDELIVERED):
        link = program.links[subject]
        return frozenset({link.sender, link.receiver})
    if kind in MESSAGES or kind == JOIN:
        return frozenset({program.errands[subject].sender, program.errands[subject].receiver})
    return frozenset()


def _inside(program: Program, kind: int, subject: int) -> frozenset[int]:
    if kind in (TASK, SUPPLY):
        return frozenset({program.tasks[subject].owner})
    if kind in (DECISION, DECLARE):
        return frozenset({(program.seats if kind == DECISION else program.scales)[subject].agent})
    if kind in (HAND_OVER, VACANCY):
        post = program.posts[program.hand_overs[subject].post if kind == HAND_OVER else subject]
        return frozenset(post.holders)
    if kind == AID:
        pact = program.pacts[subject]
        return frozenset({pact.decider, program.tasks[pact.task].owner})
    return frozenset()


def _outside(program: Program, source: int) -> frozenset[int]:
    kept = {
        program.voices[voice].agent
        for act in program.acts
        if act.misreport is not None and source in (act.source, act.ends)
        for voice in act.misreport.voices
    }
    desks = [act.calls[0] for act in program.acts if act.source == source and act.calls]
    agents = {act.agent for act in program.acts if act.source == source} - {NONE}
    return frozenset(agents | kept | {program.servers[desk].agent for desk in desks if desk != NONE})
