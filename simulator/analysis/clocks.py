"""Obligation clocks: when each began to run in one replication, and when it was stopped (rule 29)."""

from collections.abc import Iterator, Sequence
from math import inf
from typing import NamedTuple

from simulator.analysis.learning import Belief, Learner, Learning, Sorted, affirms
from simulator.log.rows import (
    AID_REQUEST,
    AT,
    COMPOSED,
    CONFIRMED,
    EVENT,
    INVITE,
    KIND,
    LEARNED,
    ORDER,
    RECEIVED,
    REPORT,
    REQUEST,
    SENT,
    SUBJECT,
    Log,
    Row,
)
from simulator.program.model import NONE, Duty, Program

INSIDE, LATE, MISSING, PENDING, NOT_STARTED = range(5)
"""How a clock ended: stopped in time; stopped after its limit; not stopped though the limit passed; not
stopped, but its limit had not passed yet when the replication ended; it never began to run."""

OUTCOMES = ("inside", "late", "never", "pending", "not_started")
"""How a clock ended, as results name it."""

_Noted = tuple[Sequence[float], Sequence[float]]
"""When the halves of an if-then obligation turned true."""


class Clock(NamedTuple):
    """The clock of one obligation in one replication.

    Times in seconds since the start, infinite where nothing happened.
    `stopped` is `started` when the receiver knew before the clock began to run. Of an obligation that is due
    in every period, `stopped` is the first time in any, and `outcome` that of the worst complete period.
    `by_others` tells that the receiver knew no later than the holder, and not from it: nothing shows that the
    holder reported. One that is due in every period is never so.
    """

    started: float
    stopped: float
    outcome: int
    by_others: bool = False


_IDLE = Clock(inf, inf, NOT_STARTED)


class Watch:
    """Keeps the clocks of the obligations of one program."""

    __slots__ = ("_learner", "_program")

    def __init__(self, program: Program) -> None:
        self._program = program
        self._learner = Learner(program, _beliefs(program))

    def clocks(self, log: Log, rows: Sorted) -> "Ran":
        """Give the clocks of one replication."""
        program = self._program
        known = self._learner.learn(rows)
        noted: dict[int, list[float]] = {}
        for row in rows[EVENT]:
            noted.setdefault(row[SUBJECT], []).append(row[AT])
        return Ran(
            tuple(
                _clock(program, log, duty, known, (noted.get(when, ()), noted.get(then, ())))
                for duty, (when, then, _) in zip(program.duties, program.duty_sources, strict=True)
            ),
            tuple(_clock(program, log, duty, known, ((), ())) for duty in program.chains),
        )


class Ran(NamedTuple):
    """The clocks of one replication, in the order of `Program.duties` and of `Program.chains`."""

    duties: tuple[Clock, ...]
    chains: tuple[Clock, ...]


def clocks(program: Program, log: Log) -> tuple[Clock, ...]:
    """Give the clock of each obligation in one replication; for many of them keep a `Watch`."""
    return Watch(program).clocks(log, Sorted(log.rows)).duties


def _beliefs(program: Program) -> set[Belief]:
    """Give the (agent, fact) that the obligations to tell somebody ask about."""
    told = [duty for duty in (*program.duties, *program.chains) if duty.facts]
    holders = (program.cells[cell] for duty in told for cell in duty.holder_cells)
    receivers = ((duty.receiver, fact) for duty in told for fact in duty.facts)
    return {*holders, *receivers}


def _clock(program: Program, log: Log, duty: Duty, known: Learning, gates: _Noted) -> Clock:
    if duty.fulfilled is not None:
        return _IDLE
    started, stops = min(gates[0], default=inf), sorted(gates[1])
    by_others = False
    if duty.facts:
        learned = min((known.first(program.cells[cell]) for cell in duty.holder_cells), default=inf)
        started = learned if duty.when_gate == NONE else max(learned, started)
        met = sorted(_stops(program, duty, known, started))
        stops = [time for time, _ in met]
        by_others = bool(met) and met[0][0] <= learned and met[0][1]
    if started == inf:
        return _IDLE
    if duty.every:
        return _periodic(log, duty, started, stops)
    stopped = max(min(stops, default=inf), started)
    outcome = _outcome(program, log, duty.within, started, stopped)
    return Clock(started, stopped, outcome, by_others)


def _stops(program: Program, duty: Duty, known: Learning, started: float) -> Iterator[tuple[float, bool]]:
    """Give every time at which the obligation was met: told by anyone, or learned by the receiver itself.

    With each, whether it was another than the holder that told; of one time the holder comes first.

    Once the clock runs a message stops it, true or not; what was told before must have been that it is so.
    """
    for fact in duty.facts:
        belief = (duty.receiver, fact)
        yield from ((time, True) for time in known.itself.get(belief, ()))
        for row in known.told.get(belief, ()):
            time = stage_of(row, duty.stops_at)
            if time >= started or (time >= 0 and affirms(row, fact)):
                yield time, _teller(program, row) != duty.holder


def _teller(program: Program, row: Row) -> int:
    """Give the agent that sent a message, NONE for one from outside."""
    if row[KIND] == REPORT:
        return program.links[row[SUBJECT]].sender
    if row[KIND] in (REQUEST, INVITE, AID_REQUEST, ORDER):
        return program.errands[row[SUBJECT]].sender
    return NONE


def stage_of(row: Row, stops_at: str) -> float:
    """Give when a message reached the stage that stops the clock, negative if it did not."""
    if stops_at == "sent":
        # A message without a medium is at once at the desk.
        sent: float = row[SENT] if row[SENT] >= 0 or row[RECEIVED] < 0 else max(row[COMPOSED], 0.0)
        return sent
    stage: float = row[{"received": RECEIVED, "handled": LEARNED, "acknowledged": CONFIRMED}[stops_at]]
    return stage


def _outcome(program: Program, log: Log, within: float | None, started: float, stopped: float) -> int:
    limit = inf if within is None else started + within
    if stopped < inf:
        return INSIDE if stopped <= limit else LATE
    # When nothing was left that could change a fact, nothing would have come later either.
    cut_off = log.stopped or log.ended >= program.horizon
    return PENDING if cut_off and within is not None and limit > log.ended else MISSING


def _periodic(log: Log, duty: Duty, started: float, stops: list[float]) -> Clock:
    """Judge the periods that were complete at the end, the first from the clock's start.

    Goes over the times of the stops alone: there may be far more periods than those.
    """
    every = duty.every or inf
    within = every if duty.within is None else duty.within
    complete = int((log.ended - started) // every)
    after: dict[int, float] = {}
    for time in stops:
        if time >= started:
            after.setdefault(int((time - started) // every), (time - started) % every)
    outcomes = [LATE if wait > within else INSIDE for period, wait in after.items() if period < complete]
    outcomes += [MISSING] if len(outcomes) < complete else []
    first = next((time for time in stops if time >= started), inf)
    return Clock(started, first, max(outcomes, default=PENDING))
