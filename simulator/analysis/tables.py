"""The results of a run as the tables of `run.sqlite`."""

from collections.abc import Iterable, Iterator, Mapping
from math import inf
from typing import Any

import numpy as np

from simulator.analysis.clocks import OUTCOMES
from simulator.analysis.figures import Times
from simulator.analysis.gaps.sites import Sites
from simulator.analysis.measures import NOT_READY
from simulator.analysis.results import Results
from simulator.log.pack import pack, pack_times
from simulator.log.rows import MISTAKEN, STATES, Log
from simulator.log.store import Store
from simulator.plan.gap import gap_id
from simulator.program.model import Program


def tables(
    program: Program, results: Results, *, meta: Mapping[str, str], logs: Iterable[tuple[str, Log]] = ()
) -> Store:
    """Give what `write_store` writes; `logs` are (why it was kept, log).

    A task has a row only in the replications in which its condition was true, a link only if it was used.
    The state of a task that started on a belief that was not so ends in ` (mistaken)`.
    """
    return Store(
        meta=meta,
        replications=zip(
            results.replications.tolist(), results.ended.tolist(), results.stopped.tolist(), strict=True
        ),
        milestones=_milestones(program, results),
        tasks=_tasks(program, results),
        obligations=_obligations(program, results),
        links=_links(program, results),
        waits=_waits(program, results),
        logs=((log.replication, why, pack(log)) for why, log in logs),
    )


def _rows(results: Results, *columns: Any) -> Iterator[tuple[int, Any]]:
    """Give for each replication its number and its row of each table, as lists."""
    for index, replication in enumerate(results.replications.tolist()):
        yield replication, zip(*(column[index].tolist() for column in columns), strict=True)


def _milestones(program: Program, results: Results) -> Iterator[tuple[int, str, float | None]]:
    for replication, row in _rows(results, results.milestones):
        for milestone, (seconds,) in zip(program.milestones, row, strict=True):
            yield replication, milestone.name, _time(seconds)


def _tasks(
    program: Program, results: Results
) -> Iterator[tuple[int, str, float | None, float | None, float | None, str]]:
    for replication, row in _rows(results, results.ready, results.started, results.done, results.states):
        for task, (ready, started, done, state) in zip(program.tasks, row, strict=True):
            if state != NOT_READY:
                yield replication, task.name, _time(ready), _time(started), _time(done), _state(state)


def _obligations(
    program: Program, results: Results
) -> Iterator[tuple[int, str, float | None, float | None, str]]:
    for replication, row in _rows(results, results.clocks_started, results.clocks_stopped, results.outcomes):
        for duty, (started, stopped, outcome) in zip(program.duties, row, strict=True):
            if duty.fulfilled is None:
                yield replication, duty.name, _time(started), _time(stopped), OUTCOMES[outcome]


def _links(program: Program, results: Results) -> Iterator[tuple[str, bytes]]:
    if not program.links or not results.links:
        return
    bits = np.frombuffer(b"".join(results.links), dtype=np.uint8).reshape(len(results.links), -1)
    for link, used in zip(
        program.links, np.unpackbits(bits, axis=1, count=len(program.links)).T, strict=True
    ):
        if used.any():
            yield link.name, np.packbits(used).tobytes()


def _waits(program: Program, results: Results) -> Iterator[tuple[str, bytes]]:
    """Give by gap the longest wait in each replication; of several rules for one gap, of any."""
    longest: dict[str, Times] = {}
    sites = Sites(program).all
    for number, tally in results.tally.sites.items():
        name = gap_id(sites[number].kind, sites[number].place)
        times = longest.setdefault(name, np.zeros(len(results.replications)))
        places = np.searchsorted(results.replications, np.frombuffer(tally.replications, dtype=np.int64))
        times[places] = np.maximum(times[places], np.frombuffer(tally.longest))
    return ((name, pack_times(times.tolist())) for name, times in sorted(longest.items()))


def _state(state: int) -> str:
    return f"{STATES[state % MISTAKEN]} (mistaken)" if state >= MISTAKEN else STATES[state]


def _time(seconds: float) -> float | None:
    return None if seconds == inf else seconds
