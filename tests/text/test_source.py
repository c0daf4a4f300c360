import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.errors import DrillError
from simulator.text import source as module
from simulator.text.source import Source, read_source


def fault(path):
    with pytest.raises(DrillError) as caught:
        read_source(path, shown="plans/a.yaml")
    (problem,) = caught.value.problems
    return str(problem.place), str(problem.found), str(problem.hint or "")


def test_a_file_is_read_with_or_without_a_mark_and_chinese(tmp_path):
    path = tmp_path / "a.yaml"
    for mark in (b"", b"\xef\xbb\xbf"):
        path.write_bytes(mark + "a: 演练\n".encode())
        assert read_source(path, shown="a.yaml") == Source("a.yaml", "a: 演练\n")


def test_a_missing_file_names_its_likeliest_sibling(tmp_path):
    (tmp_path / "city.yaml").write_text("a: 1", encoding="utf-8")
    (tmp_path / "ctiy.md").write_text("a: 1", encoding="utf-8")
    with pytest.raises(DrillError) as caught:
        read_source(tmp_path / "ctiy.yaml", shown="plans/ctiy.yaml")
    (problem,) = caught.value.problems
    assert (str(problem.place), str(problem.found), str(problem.hint)) == (
        "plans/ctiy.yaml:1:1",
        "there is no such file",
        "did you mean `plans/city.yaml`?",
    )
    with pytest.raises(DrillError) as caught:
        read_source(tmp_path / "夜里.yaml", shown="plans/夜里.yaml")
    assert str(caught.value.problems[0].hint) == "there are: plans/city.yaml"
    assert fault(tmp_path / "zzz") == ("plans/a.yaml:1:1", "there is no such file", "")
    assert fault(tmp_path / "no" / "a.yaml")[2] == "the folder does not exist either"


OFFICE = "it looks like a Word, Excel or PDF file: write the plan as plain text, in YAML"


@pytest.mark.parametrize(
    ("data", "found", "hint"),
    [
        (b"", "the file is empty", "`drill new DIR` writes files to begin with"),
        (b"\xef\xbb\xbf \n", "the file is empty", "`drill new DIR` writes files to begin with"),
        (b"PK\x03\x04\x14\x00\x06\x00", "this is no text file", OFFICE),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00", "this is no text file", OFFICE),
        (b"%PDF-1.7\n", "this is no text file", OFFICE),
        ("a: 演练".encode("utf-16"), "the file is written in UTF-16 or UTF-32", "save the file as UTF-8"),
        ("a: 演练".encode("utf-16-be"), "the file is written in UTF-16 or UTF-32", "save the file as UTF-8"),
        (
            b"name: x\n".decode().encode("utf-16-le"),
            "the file is written in UTF-16 or UTF-32",
            "save the file as UTF-8",
        ),
        ("a: 演练".encode("utf-32"), "the file is written in UTF-16 or UTF-32", "save the file as UTF-8"),
        (
            b"name: x\n".decode().encode("utf-32-be"),
            "the file is written in UTF-16 or UTF-32",
            "save the file as UTF-8",
        ),
        (
            "a: b\nc: 应急演练".encode("gb18030"),
            "byte 11 is not UTF-8",
            "the file looks like GB18030: save it as UTF-8",
        ),
        (b"a: b\nc: \xff\xff", "byte 9 is not UTF-8", "save the file as UTF-8"),
        (b"caf\xe9 ", "byte 4 is not UTF-8", "save the file as UTF-8"),
        (b"\x89PNG\r\n\x1a\n" + b"\x00\x01\x02" * 9, "this is no text file", ""),
        (b"a: text with one \0 in it, which YAML and people do not want", "this is no text file", ""),
    ],
)
def test_bytes_that_are_no_utf8_text_are_refused_with_a_reason(tmp_path, data, found, hint):
    path = tmp_path / "a.yaml"
    path.write_bytes(data)
    assert fault(path)[1:] == (found, hint)


def test_a_wrong_byte_is_shown_at_its_line_and_column(tmp_path):
    path = tmp_path / "a.yaml"
    path.write_bytes("甲: b\n乙: ".encode() + b"\xff")
    assert fault(path)[0] == "plans/a.yaml:2:4"


def test_a_folder_a_pipe_and_a_huge_file_are_not_read(tmp_path, monkeypatch):
    assert fault(tmp_path)[1:] == ("this is a folder, a file is expected", "")
    (tmp_path / "night.yaml").write_text("drill: scenario", encoding="utf-8")
    assert fault(tmp_path)[2] == "did you mean `plans/a.yaml/night.yaml`?"
    (tmp_path / "town/scenarios").mkdir(parents=True)
    (tmp_path / "town/scenarios/day.yaml").write_text("drill: scenario", encoding="utf-8")
    assert fault(tmp_path / "town")[2] == "did you mean `plans/a.yaml/scenarios/day.yaml`?"
    os.mkfifo(tmp_path / "pipe")
    assert fault(tmp_path / "pipe")[1] == "this is no ordinary file"
    with (tmp_path / "huge").open("wb") as file:
        file.truncate(module.LARGEST + 1)
    assert fault(tmp_path / "huge")[1] == "the file has 33 MB, at most 32 MB are read"
    assert fault(tmp_path / "a\0b")[1] == "this cannot be the name of a file"

    def refuse(self):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(type(tmp_path), "stat", refuse)
    assert fault(tmp_path)[1] == "the file cannot be read: Permission denied"


def test_lines_end_where_yaml_ends_them():
    source = Source("a", "a\r\nb\rc\nd\x85e\u2028f")
    assert source.lines == ("a", "b", "c", "d", "e", "f")
    assert (source.line(2), source.line(0), source.line(7)) == ("b", "", "")


@given(st.binary())
def test_any_bytes_at_all_are_a_text_or_one_problem(tmp_path_factory, data):
    path = tmp_path_factory.mktemp("any") / "a.yaml"
    path.write_bytes(data)
    problems = [None]
    try:
        read_source(path, shown="a")
    except DrillError as error:
        problems = error.problems
    assert len(problems) == 1
