"""What a run keeps of its replications: one SQLite file, `run.sqlite`."""

import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from simulator.errors import StoppedError, say

_TABLES = {
    "meta": ("key TEXT NOT NULL", "value TEXT NOT NULL"),
    "replications": ("replication INTEGER NOT NULL", "ended_s REAL NOT NULL", "stopped INTEGER NOT NULL"),
    "milestones": ("replication INTEGER NOT NULL", "name TEXT NOT NULL", "seconds REAL"),
    "tasks": (
        "replication INTEGER NOT NULL",
        "name TEXT NOT NULL",
        "ready_s REAL",
        "started_s REAL",
        "done_s REAL",
        "state TEXT NOT NULL",
    ),
    "obligations": (
        "replication INTEGER NOT NULL",
        "name TEXT NOT NULL",
        "started_s REAL",
        "stopped_s REAL",
        "outcome TEXT NOT NULL",
    ),
    "links": ("name TEXT NOT NULL", "replications BLOB NOT NULL"),
    "waits": ("gap TEXT NOT NULL", "longest_s BLOB NOT NULL"),
    "logs": ("replication INTEGER NOT NULL", "why TEXT NOT NULL", "log BLOB NOT NULL"),
}
"""Columns of each table. Times in seconds since the start, NULL where something was not reached."""


@dataclass(frozen=True, slots=True)
class Store:
    """The content of `run.sqlite`: for each table its rows, as tuples in the order of the columns.

    To be written, a table may be any iterable; a store that was read holds tuples, in the order of writing.
    """

    meta: Mapping[str, str]
    replications: Iterable[tuple[int, float, bool]] = ()
    """(replication, ended in s, stopped)."""
    milestones: Iterable[tuple[int, str, float | None]] = ()
    """(replication, name, s)."""
    tasks: Iterable[tuple[int, str, float | None, float | None, float | None, str]] = ()
    """(replication, name, ready in s, started in s, done in s, state)."""
    obligations: Iterable[tuple[int, str, float | None, float | None, str]] = ()
    """(replication, name, clock started in s, stopped in s, how it ended)."""
    links: Iterable[tuple[str, bytes]] = ()
    """(name, a bit for each replication, set where somebody had something to pass along it)."""
    waits: Iterable[tuple[str, bytes]] = ()
    """(gap, the longest wait in each replication), packed by `simulator.log.pack.pack_times`."""
    logs: Iterable[tuple[int, str, bytes]] = field(default=(), repr=False)
    """(replication, why it was kept, packed log)."""


def write_store(path: Path, store: Store) -> None:
    """Write `run.sqlite`, complete or not at all; an existing file is replaced.

    Equal stores give files equal in content.

    Raises
    ------
    StoppedError
        If the file cannot be written.
    """
    part = path.with_name(path.name + ".part")
    try:
        part.unlink(missing_ok=True)
        _fill(part, store)
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
            found = {table: _read(connection, table) for table in _TABLES}
    except sqlite3.DatabaseError as fault:
        raise StoppedError(say("cannot read {path}: {reason}", path=path, reason=fault)) from fault
    return Store(
        meta=dict(found["meta"]),
        replications=tuple((number, ended, stopped == 1) for number, ended, stopped in found["replications"]),
        milestones=found["milestones"],
        tasks=found["tasks"],
        obligations=found["obligations"],
        links=found["links"],
        waits=found["waits"],
        logs=found["logs"],
    )


def _fill(path: Path, store: Store) -> None:
    with closing(sqlite3.connect(path)) as connection:
        # The file is thrown away if anything goes wrong, so nothing needs to be undone within it.
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute("PRAGMA synchronous = OFF")
        for table, columns in _TABLES.items():
            connection.execute(f"CREATE TABLE {table} ({', '.join(columns)})")
            rows = store.meta.items() if table == "meta" else getattr(store, table)
            marks = ", ".join("?" for _ in columns)
            connection.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)  # noqa: S608 - our own names
        connection.commit()


def _read(connection: sqlite3.Connection, table: str) -> tuple[Any, ...]:
    return tuple(connection.execute(f"SELECT * FROM {table} ORDER BY rowid"))  # noqa: S608 - our own names
