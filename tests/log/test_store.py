import sqlite3

import pytest

from simulator.errors import StoppedError
from simulator.log.store import Store, read_store, write_store

STORE = Store(
    meta={"scenario": "氨泄漏", "seed": "7"},
    replications=((0, 43_200.0, False), (1, 812.5, True)),
    milestones=((0, "warned", 12.5), (0, "evacuated", None), (1, "warned", 0.0)),
    tasks=((0, "city.rescue", 1.0, 2.0, None, "open"),),
    obligations=((0, "city.tell", None, None, "not_started"), (1, "city.tell", 1.0, 61.0, "late")),
    links=(("city.duty>city.team:command", b"\xa0"),),
    waits=(("desk:city.duty", b"\x01\x00"),),
    logs=((1, "median of warned", b"\x00\xff"),),
)


def dump(path):
    connection = sqlite3.connect(path)
    try:
        return list(connection.iterdump())
    finally:
        connection.close()


def test_reading_what_was_written_gives_the_same_store(tmp_path):
    write_store(tmp_path / "run.sqlite", STORE)
    assert read_store(tmp_path / "run.sqlite") == STORE


def test_equal_stores_give_equal_content_whatever_stood_there_before(tmp_path):
    write_store(tmp_path / "a.sqlite", STORE)
    (tmp_path / "b.sqlite").write_text("something else", encoding="utf-8")
    write_store(tmp_path / "b.sqlite", STORE)
    assert dump(tmp_path / "a.sqlite") == dump(tmp_path / "b.sqlite")


def test_tables_may_be_streams(tmp_path):
    write_store(tmp_path / "run.sqlite", Store({}, milestones=((run, "warned", 1.0) for run in range(3))))
    assert len(read_store(tmp_path / "run.sqlite").milestones) == 3


def test_a_stream_that_breaks_off_leaves_nothing_behind(tmp_path):
    def broken():
        yield (0, "warned", 1.0)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_store(tmp_path / "run.sqlite", Store({}, milestones=broken()))
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
