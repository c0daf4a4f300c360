"""Finished parts are found again, whole or not at all."""

import pytest

from simulator.study.finished import LONG, NOTHING, FinishedParts


class Clock:
    """Time that passes when it is told to."""

    now = 0.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def opened(tmp_path, clock):
    """Open the same parts as another process would."""

    def open_parts(label="drill 1"):
        return FinishedParts(tmp_path / "work/study", label=lambda: label, clock=clock)

    return open_parts


def put_some(parts, clock, **contents):
    clock.now += LONG
    for key, content in contents.items():
        parts.put(key, lambda content=content: content)
    parts.close()


def journals(tmp_path):
    return sorted((tmp_path / "work/study").glob("*.parts"))


def test_a_short_study_makes_no_bytes_and_leaves_no_file(opened, clock, tmp_path):
    parts = opened()
    clock.now = LONG - 0.1
    parts.put("a", lambda: pytest.fail("nobody wants them"))
    parts.close()
    assert not (tmp_path / "work").exists()
    assert parts.folder is None


def test_what_was_finished_before_it_was_long_is_put_down_too(opened, clock):
    parts = opened()
    parts.put("early", lambda: b"1")
    put_some(parts, clock, late=b"2")
    again = opened()
    assert again.resumed
    assert {key: again.get(key) for key in again.found("")} == {"early": b"1", "late": b"2"}


def test_keys_are_found_by_their_beginning(opened, clock):
    put_some(opened(), clock, **{"0/1": b"x", "0/2": b"y", "1/1": b"z"})
    assert opened().found("0/") == ["0/1", "0/2"]
    assert opened().found("2/") == []


@pytest.mark.parametrize("cut", [1, 20, 45])
def test_a_part_that_was_being_written_does_not_count_and_those_before_it_do(opened, clock, tmp_path, cut):
    put_some(opened(), clock, whole=b"w" * 40, torn=b"t" * 40)
    (journal,) = journals(tmp_path)
    content = journal.read_bytes()
    journal.write_bytes(content[:-cut])
    assert opened().found("") == ["whole"]


def test_a_part_whose_bytes_changed_does_not_count(opened, clock, tmp_path):
    put_some(opened(), clock, whole=b"w" * 40, torn=b"t" * 40)
    (journal,) = journals(tmp_path)
    content = bytearray(journal.read_bytes())
    content[-1] ^= 1
    journal.write_bytes(content)
    assert opened().found("") == ["whole"]


def test_a_length_that_leads_past_the_end_of_the_file_is_not_believed(opened, clock, tmp_path):
    put_some(opened(), clock, a=b"x")
    (journal,) = journals(tmp_path)
    content = bytearray(journal.read_bytes())
    content[8:16] = b"\x7f" * 8
    journal.write_bytes(content)
    assert opened().found("") == []


def test_several_processes_add_to_what_is_there(opened, clock, tmp_path):
    put_some(opened(), clock, a=b"1")
    put_some(opened(), clock, b=b"2")
    assert len(journals(tmp_path)) == 2
    assert sorted(opened().found("")) == ["a", "b"]


def test_parts_that_were_made_with_something_else_are_thrown_away(opened, clock, tmp_path):
    put_some(opened("drill 1"), clock, a=b"1")
    assert opened("drill 2").found("") == []
    assert journals(tmp_path) == []


def test_when_the_study_is_complete_nothing_stays(opened, clock, tmp_path):
    parts = opened()
    put_some(parts, clock, a=b"1")
    assert parts.folder is not None
    parts.remove()
    assert not (tmp_path / "work").exists()
    assert parts.found("") == []


def test_each_stretch_of_work_has_keys_of_its_own_and_the_same_each_time(opened):
    parts, again = opened(), opened()
    assert [parts.section() for _ in range(3)] == [again.section() for _ in range(3)] == ["0/", "1/", "2/"]


def test_nothing_is_remembered_where_nobody_asks_for_it():
    NOTHING.put("a", lambda: pytest.fail("nobody wants them"))
    NOTHING.remove()
    assert NOTHING.found(NOTHING.section()) == []
    with pytest.raises(KeyError):
        NOTHING.get("a")
