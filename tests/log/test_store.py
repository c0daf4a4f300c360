import sqlite3
from dataclasses import fields, replace
from math import inf

import numpy as np
import pytest

from simulator.errors import StoppedError
from simulator.log.store import ClockColumns, Store, TaskColumns, read_store, write_store


def values(*each):
    return np.array(each)


STORE = Store(
    meta={"scenario": "氨泄漏", "seed": "7"},
    replications=values(0, 1),
    ended=values(43_200.0, 812.5),
    stopped=values(0, 1),
    milestones={"warned": values(12.5, 0.0), "evacuated": values(inf, 3.1)},
    tasks={"city.rescue": TaskColumns(values(1.0, inf), values(2.0, inf), values(inf, inf), values(0, -1))},
    obligations={"city.tell": ClockColumns(values(inf, 1.0), values(inf, 61.0), values(4, 1))},
    links={"city.duty>city.team:command": values(1, 0)},
    waits={"desk:city.duty": values(0.0, 70.0)},
    logs=((1, "median of warned", b"\x00\xff"),),
)


def dump(path):
    connection = sqlite3.connect(path)
    try:
        return list(connection.iterdump())
    finally:
        connection.close()


def plain(value):
    """A value without arrays, so that it can be compared."""
    if isinstance(value, np.ndarray):
        return value.tolist()
    if isinstance(value, dict):
        return {name: plain(each) for name, each in value.items()}
    return tuple(map(plain, value)) if isinstance(value, tuple) else value


def content(store):
    return {each.name: plain(getattr(store, each.name)) for each in fields(store)}


def test_reading_what_was_written_gives_the_same_store(tmp_path):
    write_store(tmp_path / "run.sqlite", STORE)
    assert content(read_store(tmp_path / "run.sqlite")) == content(STORE)


def test_a_store_without_replications_is_read_back(tmp_path):
    none = Store({}, *[np.array([])] * 3, milestones={"warned": np.array([])})
    write_store(tmp_path / "run.sqlite", none)
    assert content(read_store(tmp_path / "run.sqlite")) == content(none)


def test_equal_stores_give_equal_content_whatever_stood_there_before(tmp_path):
    write_store(tmp_path / "a.sqlite", STORE)
    (tmp_path / "b.sqlite").write_text("something else", encoding="utf-8")
    write_store(tmp_path / "b.sqlite", STORE)
    assert dump(tmp_path / "a.sqlite") == dump(tmp_path / "b.sqlite")


def test_logs_may_be_a_stream(tmp_path):
    write_store(tmp_path / "run.sqlite", replace(STORE, logs=((run, "why", b"") for run in range(3))))
    assert len(read_store(tmp_path / "run.sqlite").logs) == 3


def test_a_stream_that_breaks_off_leaves_nothing_behind(tmp_path):
    def broken():
        yield (0, "why", b"")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_store(tmp_path / "run.sqlite", replace(STORE, logs=broken()))
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_is_said(tmp_path):
    with pytest.raises(StoppedError, match="cannot write"):
        write_store(tmp_path / "gone" / "run.sqlite", STORE)


def test_a_file_that_is_no_store_is_said(tmp_path):
    (tmp_path / "run.sqlite").write_bytes(b"x" * 4096)
    with pytest.raises(StoppedError, match="cannot read"):
        read_store(tmp_path / "run.sqlite")
    with pytest.raises(StoppedError, match="cannot read"):
        read_store(tmp_path / "gone.sqlite")


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE milestones SET reached_s = x'00'",
        "UPDATE milestones SET reached_s = 'text'",
        "UPDATE waits SET longest_s = 12",
        "UPDATE tasks SET state = x'6201'",
        "UPDATE replications SET ended_s = 'soon'",
        "DELETE FROM replications",
        "DROP TABLE links",
    ],
)
def test_a_store_with_damaged_rows_is_said(tmp_path, damage):
    write_store(tmp_path / "run.sqlite", STORE)
    connection = sqlite3.connect(tmp_path / "run.sqlite")
    connection.execute(damage)
    connection.commit()
    connection.close()
    with pytest.raises(StoppedError, match="cannot read"):
        read_store(tmp_path / "run.sqlite")
