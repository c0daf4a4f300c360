"""What a run keeps of its replications: one SQLite file."""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from simulator.errors import StoppedError, say
from simulator.log.columns import Numbers, Times, pack_numbers, pack_times, unpack_numbers, unpack_times

STORE = "run.sqlite"
"""The name of the file in the folder of a run."""

_TABLES = {
    "meta": ("key TEXT NOT NULL", "value TEXT NOT NULL"),
    "replications": ("replication INTEGER NOT NULL", "ended_s REAL NOT NULL", "stopped INTEGER NOT NULL"),
    "milestones": ("name TEXT NOT NULL", "reached_s BLOB NOT NULL"),
    "tasks": (
        "name TEXT NOT NULL",
        "ready_s BLOB NOT NULL",
        "started_s BLOB NOT NULL",
        "done_s BLOB NOT NULL",
        "state BLOB NOT NULL",
    ),
    "obligations": (
        "name TEXT NOT NULL",
        "started_s BLOB NOT NULL",
        "stopped_s BLOB NOT NULL",
        "outcome BLOB NOT NULL",
    ),
    "links": ("name TEXT NOT NULL", "used BLOB NOT NULL"),
    "waits": ("gap TEXT NOT NULL", "longest_s BLOB NOT NULL"),
    "logs": ("replication INTEGER NOT NULL", "why TEXT NOT NULL", "log BLOB NOT NULL"),
}
"""Columns of each table. Times in seconds since the start. A BLOB holds a value for each of `replications`,
in their order, see `simulator.log.columns`; that of `logs` is a log, see `simulator.log.pack`."""


class TaskColumns(NamedTuple):
    """A task in each replication; its state is one of `STATES`, `MISTAKEN` added, -1 where never ready."""

    ready: Times
    started: Times
    done: Times
    state: Numbers


class ClockColumns(NamedTuple):
    """An obligation in each replication; the outcome is one of `simulator.analysis.clocks.OUTCOMES`."""

    started: Times
    stopped: Times
    outcome: Numbers


@dataclass(frozen=True, slots=True, eq=False)
class Store:
    """The content of the file: by name a value for each replication, in the order of `replications`.

    Times in seconds since the start, infinite where something was not reached.
    """

    meta: Mapping[str, str]
    replications: Numbers
    ended: Times
    stopped: Numbers
    """1 where a replication ended at the milestone `ended`, before the horizon."""
    milestones: Mapping[str, Times] = field(default_factory=dict)
    tasks: Mapping[str, TaskColumns] = field(default_factory=dict)
    obligations: Mapping[str, ClockColumns] = field(default_factory=dict)
    links: Mapping[str, Numbers] = field(default_factory=dict)
    """1 where somebody had something to pass along it."""
    waits: Mapping[str, Times] = field(default_factory=dict)
    """By gap, the longest wait."""
    logs: Iterable[tuple[int, str, bytes]] = field(default=(), repr=False)
    """(replication, why it was kept, packed log); a tuple when it was read."""


def write_store(path: Path, store: Store) -> None:
    """Write a store, complete or not at all; an existing file is replaced.

    Equal stores give files equal in content.

    Raises
    ------
    StoppedError
        If the file cannot be written.
    """
    part = path.with_name(path.name + ".part")
    try:
        part.unlink(missing_ok=True)
        _fill(part, _rows(store))
        part.replace(path)
    except (OSError, sqlite3.OperationalError) as fault:
        raise StoppedError(say("cannot write {path}: {reason}", path=path, reason=fault)) from fault
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def read_store(path: Path) -> Store:
    """Read what `write_store` wrote.

    Raises
    ------
    StoppedError
        If there is no such file, or it is not one of a run.
    """
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            return _store({table: _read(connection, table) for table in _TABLES})
    except (sqlite3.DatabaseError, ValueError, TypeError, AttributeError, OverflowError) as fault:
        raise StoppedError(say("cannot read {path}: {reason}", path=path, reason=fault)) from fault


def _rows(store: Store) -> dict[str, Iterable[tuple[Any, ...]]]:
    columns = store.replications.tolist(), store.ended.tolist(), store.stopped.tolist()
    return {
        "meta": store.meta.items(),
        "replications": zip(*columns, strict=True),
        "milestones": ((name, pack_times(times)) for name, times in store.milestones.items()),
        "tasks": _packed(store.tasks),
        "obligations": _packed(store.obligations),
        "links": ((name, pack_numbers(used)) for name, used in store.links.items()),
        "waits": ((name, pack_times(times)) for name, times in store.waits.items()),
        "logs": store.logs,
    }


def _packed(table: Mapping[str, TaskColumns] | Mapping[str, ClockColumns]) -> Iterator[tuple[Any, ...]]:
    for name, (*times, numbers) in table.items():
        yield name, *map(pack_times, times), pack_numbers(numbers)


def _store(found: Mapping[str, tuple[Any, ...]]) -> Store:
    numbers, ended, stopped = zip(*found["replications"], strict=True) if found["replications"] else ((),) * 3
    count = len(numbers)
    return Store(
        meta=dict(found["meta"]),
        replications=np.array(numbers, dtype=np.int64),
        ended=np.array(ended, dtype=np.float64),
        stopped=np.array(stopped, dtype=np.int64),
        milestones={name: unpack_times(reached, count) for name, reached in found["milestones"]},
        tasks={name: TaskColumns(*_unpacked(packed, count)) for name, *packed in found["tasks"]},
        obligations={name: ClockColumns(*_unpacked(packed, count)) for name, *packed in found["obligations"]},
        links={name: unpack_numbers(used, count) for name, used in found["links"]},
        waits={name: unpack_times(longest, count) for name, longest in found["waits"]},
        logs=found["logs"],
    )


def _unpacked(packed: Sequence[bytes], count: int) -> Iterator[Any]:
    *times, numbers = packed
    yield from (unpack_times(each, count) for each in times)
    yield unpack_numbers(numbers, count)


def _fill(path: Path, rows: Mapping[str, Iterable[tuple[Any, ...]]]) -> None:
    with closing(sqlite3.connect(path)) as connection:
        # The file is thrown away if anything goes wrong, so nothing needs to be undone within it.
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute("PRAGMA synchronous = OFF")
        for table, columns in _TABLES.items():
            connection.execute(f"CREATE TABLE {table} ({', '.join(columns)})")
            marks = ", ".join("?" for _ in columns)
            connection.executemany(f"INSERT INTO {table} VALUES ({marks})", rows[table])  # noqa: S608 - our own names
        connection.commit()


def _read(connection: sqlite3.Connection, table: str) -> tuple[Any, ...]:
    return tuple(connection.execute(f"SELECT * FROM {table} ORDER BY rowid"))  # noqa: S608 - our own names
