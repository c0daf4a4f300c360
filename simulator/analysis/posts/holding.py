"""Who held a post when, in one replication."""

from collections.abc import Iterator
from itertools import pairwise
from math import inf

from simulator.analysis.learning import Sorted
from simulator.analysis.truth import Stretch
from simulator.log.rows import ASKED, DONE, ENDED, HAND_OVER, KIND, NEVER, REF, STATE, SUBJECT, VACANCY, Row
from simulator.program.model import NONE, Program


def holdings(program: Program, number: int, agent: int, rows: Sorted) -> list[Stretch]:
    """Give when an agent held a post that may change hands, by the number of the post."""
    turns = [(0.0, program.posts[number].holders[0]), *_turns(program, number, rows), (inf, NONE)]
    return [(begin, end) for (begin, holder), (end, _) in pairwise(turns) if holder == agent and begin < end]


def _turns(program: Program, number: int, rows: Sorted) -> Iterator[tuple[float, int]]:
    """Give when the post came to another, and to whom, in order; `NONE` while nobody holds it."""
    post = program.posts[number]
    empty = [row for row in rows[VACANCY] if row[SUBJECT] == number]
    over = [row for row in rows[HAND_OVER] if row[STATE] == DONE and _post(program, row) == number]
    # One ends before the next begins, some of them at one instant.
    for row in sorted((*empty, *over), key=_span):
        if row[KIND] == HAND_OVER:
            yield row[ENDED], post.holders[program.hand_overs[row[SUBJECT]].taker]
            continue
        yield row[ASKED], NONE
        if row[ENDED] != NEVER and row[REF] != NONE:
            yield row[ENDED], post.holders[row[REF]]


def _post(program: Program, row: Row) -> int:
    return program.hand_overs[row[SUBJECT]].post


def _span(row: Row) -> Stretch:
    return row[ASKED], inf if row[ENDED] == NEVER else row[ENDED]
