"""Which links a replication made use of."""

from simulator.analysis.learning import Sorted
from simulator.log.rows import AID_REQUEST, ASK, INVITE, ORDER, REPORT, REQUEST, SUBJECT
from simulator.program.model import NONE, Program

_ERRANDS = (REQUEST, INVITE, AID_REQUEST, ORDER)


def used_links(program: Program, rows: Sorted) -> tuple[int, ...]:
    """Give the links along which somebody had something to pass, whether or not it arrived; ascending."""
    used = {row[SUBJECT] for kind in (REPORT, ASK) for row in rows[kind]}
    used.update(program.errands[row[SUBJECT]].link for kind in _ERRANDS for row in rows[kind])
    used.discard(NONE)
    return tuple(sorted(used))
