"""The folder of a run: complete or not there at all."""

import errno
import json
import os
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from simulator.errors import StoppedError
from simulator.report import run_folder
from simulator.report.run_folder import find_run, json_bytes, refresh_run, run_id, summary_bytes, write_run
from simulator.report.style import MARK
from simulator.scenario.case import Input

FILES = {"summary.json": b"{}\n", "charts/timeline.svg": b"<svg/>", "inputs/plans/city.yaml": b"a: 1\n"}
INPUTS = (Input("plans/a.yaml", b"x"), Input("scenarios/b.yaml", b"y"))


def write(out, files=FILES, *, fresh=False):
    return write_run(out, "leak", "abc", fresh=fresh, files=files)


def everything(folder):
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


def failing(error):
    def fail(path):
        path.write_bytes(b"half")
        raise error

    return {**FILES, "run.sqlite": fail}


def test_every_file_stands_where_it_was_asked_for(tmp_path):
    folder = write(tmp_path)
    assert folder == tmp_path / "leak" / "abc"
    assert {name: (folder / name).read_bytes() for name in FILES} == FILES


def test_a_file_can_write_itself(tmp_path):
    folder = write(tmp_path, {**FILES, "run.sqlite": lambda path: path.write_bytes(b"rows")})
    assert (folder / "run.sqlite").read_bytes() == b"rows"


def test_the_folder_says_that_it_is_an_exercise(tmp_path):
    assert MARK in (write(tmp_path) / "EXERCISE.txt").read_text(encoding="utf-8")
    assert json.loads(summary_bytes({"runs": 1})) == {"mark": MARK, "runs": 1}


def test_a_complete_run_is_found_and_one_that_is_not_there_is_not(tmp_path):
    assert find_run(tmp_path, "leak", "abc") is None
    assert find_run(tmp_path, "leak", write(tmp_path).name) == tmp_path / "leak" / "abc"


def test_a_complete_run_is_reused(tmp_path):
    write(tmp_path)
    folder = write(tmp_path, failing(AssertionError("written again")))
    assert not (folder / "run.sqlite").exists()


def test_fresh_replaces_the_whole_folder(tmp_path):
    (write(tmp_path) / "old.txt").write_text("old", encoding="utf-8")
    folder = write(tmp_path, {"summary.json": b"new"}, fresh=True)
    assert everything(folder) == ["EXERCISE.txt", "summary.json"]
    assert everything(tmp_path / "leak") == ["abc", "abc/EXERCISE.txt", "abc/summary.json"]


def test_an_incomplete_folder_of_the_same_name_is_replaced(tmp_path):
    (tmp_path / "leak/abc").mkdir(parents=True)
    assert find_run(tmp_path, "leak", "abc") is None
    assert (write(tmp_path) / "summary.json").exists()


@pytest.mark.parametrize("error", [KeyboardInterrupt, ValueError, MemoryError])
def test_whatever_interrupts_it_nothing_is_left(tmp_path, error):
    with pytest.raises(error):
        write(tmp_path, failing(error()))
    assert everything(tmp_path) == []


@pytest.mark.parametrize(
    ("number", "words"),
    [(errno.ENOSPC, "the disk is full"), (errno.EROFS, "no permission"), (errno.EIO, "could not be written")],
)
def test_a_disk_that_refuses_is_explained_and_nothing_is_left(tmp_path, number, words):
    with pytest.raises(StoppedError, match=words) as caught:
        write(tmp_path, failing(OSError(number, os.strerror(number))))
    assert str(tmp_path / "leak" / "abc") in str(caught.value)
    assert everything(tmp_path) == []


def test_a_failed_fresh_run_leaves_the_one_before(tmp_path):
    write(tmp_path)
    before = everything(tmp_path)
    with pytest.raises(StoppedError):
        write(tmp_path, failing(OSError(errno.ENOSPC, "full")), fresh=True)
    assert everything(tmp_path) == before


def test_a_run_that_cannot_be_put_in_place_comes_back(tmp_path, monkeypatch):
    folder = write(tmp_path)
    rename = Path.rename

    def refuse(path, target):
        if path.name.startswith(".abc") and not path.name.endswith("-before"):
            raise OSError(errno.EIO, "refused")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(StoppedError):
        write(tmp_path, {"summary.json": b"new"}, fresh=True)
    assert (folder / "summary.json").read_bytes() == FILES["summary.json"]


@pytest.mark.parametrize("place", ["leak", "leak/abc"])
def test_a_file_in_the_way_is_explained_and_stays(tmp_path, place):
    (tmp_path / place).parent.mkdir(exist_ok=True)
    (tmp_path / place).write_text("mine", encoding="utf-8")
    with pytest.raises(StoppedError, match="a file is in the way"):
        write(tmp_path)
    assert (tmp_path / place).read_text(encoding="utf-8") == "mine"


@contextmanager
def nobody():
    """Be a user without rights: root may write everywhere."""
    user = os.geteuid()
    if user == 0:
        os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(user)


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="no users as in POSIX")
def test_a_read_only_folder_is_explained():
    with TemporaryDirectory() as name:
        folder = Path(name)  # not in pytest's own folder, which others may not even enter
        folder.chmod(0o555)
        with nobody(), pytest.raises(StoppedError, match="no permission"):
            write(folder)
        assert everything(folder) == []


@pytest.mark.parametrize("name", ["../x", "/etc/x", "a/../../x", "", ".", "a\\..\\x", "c:x", "a\0b"])
def test_a_path_that_leaves_the_folder_is_refused(tmp_path, name):
    with pytest.raises(ValueError, match="not a path inside"):
        write(tmp_path, {**FILES, name: b"x"})
    assert everything(tmp_path) == []


@pytest.mark.parametrize(("stem", "run"), [("..", "abc"), ("", "/abc"), ("leak", ".."), ("../leak", "abc")])
def test_a_run_that_leaves_the_folder_of_results_is_refused(tmp_path, stem, run):
    with pytest.raises(ValueError, match="not a path inside"):
        write_run(tmp_path / "outputs", stem, run, fresh=False, files=FILES)
    assert everything(tmp_path) == []


def test_a_file_whose_name_has_a_colon_is_just_a_file(tmp_path):
    folder = write(tmp_path, {**FILES, "inputs/plans/02:10.yaml": b"x"})
    assert (folder / "inputs/plans/02:10.yaml").read_bytes() == b"x"


def test_a_run_without_summary_is_refused(tmp_path):
    with pytest.raises(ValueError, match=r"summary\.json"):
        write(tmp_path, {"x": b""})


def test_the_id_follows_from_inputs_seed_runs_and_extras_alone():
    same = run_id(INPUTS, seed=7, runs=10)
    assert same == run_id(INPUTS[::-1], seed=7, runs=10)
    assert len(same) == 12
    others = [
        run_id(INPUTS, seed=8, runs=10),
        run_id(INPUTS, seed=7, runs=11),
        run_id(INPUTS[:1], seed=7, runs=10),
        run_id((Input("plans/a.yaml", b"z"), INPUTS[1]), seed=7, runs=10),
        run_id((Input("plans/c.yaml", b"x"), INPUTS[1]), seed=7, runs=10),
        run_id(INPUTS, seed=7, runs=10, extra={"horizon": 60}),
    ]
    assert len({same, *others}) == 7


def test_the_id_does_not_confuse_where_one_input_ends():
    assert run_id([Input("a", b"bc")], seed=1, runs=1) != run_id([Input("ab", b"c")], seed=1, runs=1)


def test_the_id_changes_with_the_version_of_the_folder(monkeypatch):
    before = run_id(INPUTS, seed=7, runs=10)
    monkeypatch.setattr(run_folder, "FORMAT", run_folder.FORMAT + 1)
    assert run_id(INPUTS, seed=7, runs=10) != before


def test_json_keeps_the_order_and_the_characters_and_ends_its_last_line():
    assert json_bytes({"b": "液氨", "a": 0.5}) == '{\n  "b": "液氨",\n  "a": 0.5\n}\n'.encode()


def test_json_refuses_what_it_cannot_hold():
    with pytest.raises(ValueError, match="JSON"):
        json_bytes({"a": float("inf")})


def test_a_refreshed_run_takes_the_place_of_the_one_before_and_its_page_is_never_missing(tmp_path):
    first = {"summary.json": b"{}", "report.html": b"old", "inputs/a.yaml": b"a"}
    folder = refresh_run(tmp_path, "fire", "watch", files=first)
    page = folder / "report.html"

    def look(path):
        assert page.read_bytes() == b"old"  # while the new one is being made
        path.write_bytes(b"new")

    assert (
        refresh_run(tmp_path, "fire", "watch", files={"summary.json": b"{}", "report.html": look}) == folder
    )
    assert page.read_bytes() == b"new"
    assert sorted(path.name for path in folder.rglob("*") if path.is_file()) == [
        "EXERCISE.txt",
        "report.html",
        "summary.json",
    ]
    assert [path.name for path in folder.parent.iterdir()] == ["watch"]


def test_a_refresh_that_fails_leaves_the_run_before(tmp_path):
    folder = refresh_run(tmp_path, "fire", "watch", files={"summary.json": b"{}", "report.html": b"old"})

    def fail(_path):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        refresh_run(tmp_path, "fire", "watch", files={"summary.json": b"[]", "report.html": fail})
    assert (folder / "report.html").read_bytes() == b"old"
    assert (folder / "summary.json").read_bytes() == b"{}"
    assert [path.name for path in folder.parent.iterdir()] == ["watch"]


def test_what_a_killed_process_left_is_cleared_away_and_what_another_writes_now_is_not(tmp_path):
    leak = tmp_path / "leak"
    old, study, now = ".8e3169ef49a1-a85eeb89", ".improve-8e3169ef49a1-0123abcd", ".8e3169ef49a1-89abcdef"
    for name in (old, study, now, ".backup-20260101", "abd"):
        (leak / name).mkdir(parents=True)
        (leak / name / "run.sqlite").write_bytes(b"half")
    for name in (old, study, ".backup-20260101", "abd"):
        os.utime(leak / name, (0, 0))
    write(tmp_path)
    assert sorted(path.name for path in leak.iterdir()) == sorted([now, ".backup-20260101", "abc", "abd"])
