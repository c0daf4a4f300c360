"""How long nobody held a post in one replication, and when it was handed over."""

from math import inf
from typing import NamedTuple

from simulator.analysis.learning import Sorted
from simulator.log.rows import ASKED, DONE, ENDED, HAND_OVER, NEVER, OPEN, STATE, SUBJECT, VACANCY, Log
from simulator.program.model import Program


class Held(NamedTuple):
    """One post in one replication; times in seconds.

    `vacant`: how long nobody held it, in all; `open`: nobody did at the end. `handing`: how long a hand-over
    that was called for took until the new holder had it, all together; `handed`: when it was handed over
    first, infinite if never.
    """

    vacant: float
    open: bool
    handing: float
    handed: float


def posts_of_log(program: Program, log: Log, rows: Sorted) -> tuple[Held, ...]:
    """Give how each post fared in a replication."""
    return tuple(_held(program, number, log, rows) for number in range(len(program.posts)))


def _held(program: Program, number: int, log: Log, rows: Sorted) -> Held:
    vacancies = [row for row in rows[VACANCY] if row[SUBJECT] == number]
    called = [row for row in rows[HAND_OVER] if program.hand_overs[row[SUBJECT]].post == number]
    done = [row for row in called if row[STATE] == DONE]
    return Held(
        vacant=sum((log.ended if row[ENDED] == NEVER else row[ENDED]) - row[ASKED] for row in vacancies),
        open=any(row[STATE] == OPEN for row in vacancies),
        handing=sum(row[ENDED] - row[ASKED] for row in done),
        handed=min((row[ENDED] for row in done), default=inf),
    )
