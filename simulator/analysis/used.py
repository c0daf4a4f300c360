"""Which links a replication made use of."""

import numpy as np

from simulator.analysis.learning import Sorted
from simulator.log.rows import AID_REQUEST, ASK, INVITE, ORDER, REPORT, REQUEST, SUBJECT
from simulator.program.model import NONE, Program

_ERRANDS = (REQUEST, INVITE, AID_REQUEST, ORDER)


def used_links(program: Program, rows: Sorted) -> bytes:
    """Give a bit for each link: set where somebody had something to pass along it, arrived or not."""
    used = {row[SUBJECT] for kind in (REPORT, ASK) for row in rows[kind]}
    used.update(program.errands[row[SUBJECT]].link for kind in _ERRANDS for row in rows[kind])
    used.discard(NONE)
    there = np.zeros(len(program.links), dtype=np.bool_)
    there[list(used)] = True
    return np.packbits(there).tobytes()
