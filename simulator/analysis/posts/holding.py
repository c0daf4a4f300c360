"""Who held a post when, in one replication."""

from collections.abc import Iterator
from itertools import pairwise
from math import inf

from simulator.analysis.learning import Sorted
from simulator.analysis.truth import Stretch
from simulator.log.rows import ASKED, DONE, ENDED, HAND_OVER, NEVER, REF, STATE, SUBJECT, VACANCY
from simulator.program.model import NONE, Program


def holdings(program: Program, number: int, agent: int, rows: Sorted) -> list[Stretch]:
    """Give when an agent held a post that may change hands, by the number of the post."""
    turns = [(0.0, program.posts[number].holders[0]), *sorted(_turns(program, number, rows)), (inf, NONE)]
    return [(begin, end) for (begin, holder), (end, _) in pairwise(turns) if holder == agent and begin < end]


def _turns(program: Program, number: int, rows: Sorted) -> Iterator[tuple[float, int]]:
    """Give when the post came to another, and to whom; `NONE` while nobody holds it."""
    holders = program.posts[number].holders
    for row in rows[VACANCY]:
        if row[SUBJECT] == number:
            yield row[ASKED], NONE
            if row[ENDED] != NEVER and row[REF] != NONE:
                yield row[ENDED], holders[row[REF]]
    for row in rows[HAND_OVER]:
        over = program.hand_overs[row[SUBJECT]]
        if over.post == number and row[STATE] == DONE:
            yield row[ENDED], holders[over.taker]
