"""The results of a run as it keeps them of its replications."""

from collections.abc import Iterable, Iterator, Mapping

import numpy as np

from simulator.analysis.gaps.sites import Sites
from simulator.analysis.measures import NOT_READY
from simulator.analysis.results import Results
from simulator.log.columns import Numbers, Times
from simulator.log.pack import pack
from simulator.log.rows import Log
from simulator.log.store import ClockColumns, Store, TaskColumns
from simulator.plan.gap import gap_id
from simulator.program.model import Program


def tables(
    program: Program, results: Results, *, meta: Mapping[str, str], logs: Iterable[tuple[str, Log]] = ()
) -> Store:
    """Give what `write_store` writes; `logs` are (why it was kept, log).

    A task is there only if its condition was true in some replication, a link only if it was used.
    """
    return Store(
        meta=meta,
        replications=results.replications,
        ended=results.ended,
        stopped=results.stopped.astype(np.int64),
        milestones={
            goal.name: times for goal, times in zip(program.milestones, results.milestones.T, strict=True)
        },
        tasks=dict(_tasks(program, results)),
        obligations=dict(_obligations(program, results)),
        links=dict(_links(program, results)),
        waits=_waits(program, results),
        logs=((log.replication, why, pack(log)) for why, log in logs),
    )


def _tasks(program: Program, results: Results) -> Iterator[tuple[str, TaskColumns]]:
    times = (results.ready, results.started, results.done, results.states)
    for task, *columns in zip(program.tasks, *(table.T for table in times), strict=True):
        found = TaskColumns(*columns)
        if (found.state != NOT_READY).any():
            yield task.name, found


def _obligations(program: Program, results: Results) -> Iterator[tuple[str, ClockColumns]]:
    tables = (results.clocks_started, results.clocks_stopped, results.outcomes)
    for duty, *columns in zip(program.duties, *(table.T for table in tables), strict=True):
        if duty.fulfilled is None:
            yield duty.name, ClockColumns(*columns)


def _links(program: Program, results: Results) -> Iterator[tuple[str, Numbers]]:
    if not program.links or not results.links:
        return
    bits = np.frombuffer(b"".join(results.links), dtype=np.uint8).reshape(len(results.links), -1)
    for link, used in zip(
        program.links, np.unpackbits(bits, axis=1, count=len(program.links)).T, strict=True
    ):
        if used.any():
            yield link.name, used.astype(np.int64)


def _waits(program: Program, results: Results) -> dict[str, Times]:
    """Give by gap the longest wait in each replication; of several rules for one gap, of any."""
    longest: dict[str, Times] = {}
    sites = Sites(program).all
    for number, tally in results.tally.sites.items():
        name = gap_id(sites[number].kind, sites[number].place)
        times = longest.setdefault(name, np.zeros(len(results.replications)))
        places = np.searchsorted(results.replications, np.frombuffer(tally.replications, dtype=np.int64))
        times[places] = np.maximum(times[places], np.frombuffer(tally.longest))
    return dict(sorted(longest.items()))
