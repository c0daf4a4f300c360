"""References to events: a row of a log, and which of its stages or facts is meant."""

from simulator.log.rows import (
    KIND,
    KINDS,
    LEARNED,
    MESSAGES,
    NOTHING,
    NOTICE,
    SEEN,
    STATED,
    Row,
)

Reference = tuple[int, int]
"""(row, via); see `simulator.log.rows`."""

_BATCH = tuple(number in MESSAGES or number in {SEEN, NOTICE, STATED} for number in range(len(KINDS)))
"""For each kind of row, whether it may bring facts."""


def reached(row: Row, via: int) -> int:
    """Give the stage of a row that a reference means: of a message, or a fact in it, that it was learned.

    A stage of a message on its way is meant by `by_stage`.
    """
    if not _BATCH[row[KIND]]:
        return via
    return LEARNED if via >= NOTHING else by_stage(via)


def by_stage(stage: int) -> int:
    """Give a number that is no fact's for a stage of a message, and the stage for that number."""
    return NOTHING - 1 - stage
