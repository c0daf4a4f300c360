"""How many operators or units there were at each time of a replication."""

from collections.abc import Iterator
from typing import NamedTuple

from simulator.analysis.loads.span import Span
from simulator.log.rows import AT, EVENT, KIND, SUBJECT, Log
from simulator.program.model import Program


class _Change(NamedTuple):
    """What changes at a time: another shift's number (else None), more or fewer, closed or opened again."""

    at: float
    shift: int | None
    more: int
    closes: int


def there(program: Program, log: Log, server: int) -> tuple[Span, ...]:
    """Give how many there were: by shifts, units taken away or brought, and desks closed."""
    count, closed, since = program.servers[server].capacity, 0, 0.0
    found = []
    for change in sorted(_changes(program, log, server), key=lambda change: change.at):
        if change.at > since:
            found.append(Span(since, change.at, 0 if closed else max(count, 0)))
            since = change.at
        count = (count if change.shift is None else change.shift) + change.more
        closed += change.closes
    if log.ended > since:
        found.append(Span(since, log.ended, 0 if closed else max(count, 0)))
    return tuple(found)


def _changes(program: Program, log: Log, server: int) -> Iterator[_Change]:
    for _source, desk, at, operators in program.shifts:
        if desk == server and at < log.ended:
            yield _Change(at, operators, 0, 0)
    for act in program.acts:
        units = sum(count for each, count in act.servers if each == server)
        closes = int(server in act.desks)
        if units or closes:
            more = units if act.kind == "refilled" else -units
            yield from (_Change(at, None, more, closes) for at in _times(log, act.source))
            yield from (_Change(at, None, -more, -closes) for at in _times(log, act.ends))


def _times(log: Log, source: int) -> Iterator[float]:
    return (row[AT] for row in log.rows if row[KIND] == EVENT and row[SUBJECT] == source)
