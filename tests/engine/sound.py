"""What must be so in every log, whatever the plan: used by the tests by hand and by those of properties."""

from itertools import pairwise

from simulator.log.rows import (
    ATTEMPT,
    CAUSE,
    CONTENTS,
    DECLARE,
    ENDED,
    HELD,
    HELD_THERE,
    KIND,
    KINDS,
    LEARNED,
    MESSAGES,
    NEVER,
    NOTHING,
    NOTICE,
    SEEN,
    STATED,
    UNDELIVERED,
    VIA,
)
from simulator.units import TICK

_BATCHES = MESSAGES | {SEEN, NOTICE, STATED}


def faults_of(rows, horizon):
    """Give what is wrong in the rows of a log, as sentences."""
    return [fault for number, row in enumerate(rows) for fault in _row_faults(rows, number, row, horizon)]


def _row_faults(rows, number, row, horizon):
    where = f"row {number} ({KINDS[row[KIND]]})"
    times = [time for time in row[8 : LEARNED + 1] if time != NEVER]
    if any(later < earlier for earlier, later in pairwise(times)):
        yield f"{where} goes back in time: {times}"
    if any(not 0 <= time <= horizon for time in times):
        yield f"{where} lies outside the run: {times}"
    yield from _between_ticks(where, row, times)
    if not times:
        yield f"{where} has no time"
        return
    for name, cause, via, latest in _references(row, times):
        if cause == NOTHING:
            continue
        if not 0 <= cause < len(rows):
            yield f"{where}: its {name} {cause} is no row"
            continue
        time = _first(rows[cause]) if name.startswith("holder") else _time(rows[cause], via, row[KIND])
        if not 0 <= time <= latest:
            yield f"{where} at {latest}: its {name} row {cause} is at {time}"


def _between_ticks(where, row, times):
    as_of = [content[4] for content in row[CONTENTS] or ()]
    if any(time % TICK for time in (*times, *as_of)):
        yield f"{where} has a time between two ticks: {times}, as of {as_of}"


def _references(row, times):
    """Name, row, via, and the time by which it must have happened, of everything that a row refers to."""
    # A level may be declared for a reason that came while it was being decided.
    latest = row[ENDED] if row[KIND] == DECLARE and row[ENDED] != NEVER else times[0]
    yield "cause", row[CAUSE], row[VIA], latest
    for fact, cause, via, *_rest in row[CONTENTS] or ():
        yield f"fact {fact}", cause, via, times[-1]
    yield "holder", row[HELD], NOTHING, times[-1]
    yield "holder there", row[HELD_THERE], NOTHING, times[-1]


def _time(row, via, kind):
    """When the event happened that (row, via) means."""
    if row[KIND] in _BATCHES and kind not in {ATTEMPT, UNDELIVERED}:
        return row[LEARNED]
    return _first(row) if via == NOTHING else row[via]


def _first(row):
    return next((time for time in row[8 : LEARNED + 1] if time != NEVER), NEVER)
