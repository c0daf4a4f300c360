import pytest

from simulator.text.distributions import Samples, parse_spread
from simulator.text.faults import TextError

GOOD = "id,dispatch\n1,10\n2,20\n3,\n4,30.5\n5,40\n6,0\n7\n\n"


@pytest.fixture
def folder(tmp_path):
    inside = tmp_path / "plans"
    inside.mkdir()
    return inside


def read(folder, text=GOOD, **changed):
    (folder / "times.csv").write_text(text, encoding="utf-8")
    value = {"samples": "times.csv", "column": "dispatch", "unit": "min", **changed}
    return parse_spread(value, context={"folder": folder, "root": folder})


def test_measured_values_come_from_a_column_in_its_unit_and_empty_cells_are_skipped(folder):
    assert read(folder) == Samples((600, 1200, 1830, 2400, 0), "times.csv", "dispatch")


def test_a_path_may_use_folders_inside_the_root_but_not_leave_it(tmp_path, folder):
    (tmp_path / "times.csv").write_text(GOOD, encoding="utf-8")
    value = {"samples": "../times.csv", "column": "dispatch", "unit": "s"}
    assert parse_spread(value, context={"folder": folder, "root": tmp_path}).mean() == 20.1
    with pytest.raises(TextError, match="lies outside the plans' folder") as fault:
        parse_spread(value, context={"folder": folder, "root": folder})
    assert fault.value.within == ("samples",)


def test_a_link_does_not_lead_out_of_the_root(tmp_path, folder):
    (tmp_path / "secret.csv").write_text(GOOD, encoding="utf-8")
    (folder / "link.csv").symlink_to(tmp_path / "secret.csv")
    with pytest.raises(TextError, match="lies outside"):
        read(folder, samples="link.csv")


@pytest.mark.parametrize(
    ("text", "changed", "found", "within"),
    [
        (GOOD, {"column": "dispach"}, "`times.csv` has no column `dispach`", ("column",)),
        (GOOD, {"unit": "M"}, "`M` is no unit of time", ("unit",)),
        (GOOD, {"column": 5}, "a text is expected here", ("column",)),
        (GOOD, {"samples": "time.csv"}, "`time.csv`: there is no such file", ("samples",)),
        (GOOD, {"samples": "a\0"}, "this cannot be the name of a file", ("samples",)),
        (GOOD, {"more": 1}, "`more` does not belong here", ("more",)),
        (
            "dispatch\n1\n2\n",
            {},
            "`times.csv` has 2 numbers in that column, at least 5 are needed",
            ("samples",),
        ),
        ("dispatch\n3651\n", {"unit": "d"}, "`times.csv`, line 2: `3651` is no length of time", ("samples",)),
        ("dispatch\nx\n", {}, "`times.csv`, line 2: `x` is no length of time", ("samples",)),
        ("dispatch\n-1\n", {}, "`times.csv`, line 2: `-1` is no length of time", ("samples",)),
        ("dispatch\ninf\n", {}, "`times.csv`, line 2: `inf` is no length of time", ("samples",)),
        ("dispatch\nnan\n", {}, "`times.csv`, line 2: `nan` is no length of time", ("samples",)),
        ('dispatch\n"' + "x" * 200_000 + '"\n', {}, "this is no CSV file", ("samples",)),
        ("", {}, "`times.csv`: the file is empty", ("samples",)),
    ],
)
def test_every_fault_of_a_sample_file_is_said_at_its_key(folder, text, changed, found, within):
    with pytest.raises(TextError) as fault:
        read(folder, text, **changed)
    assert (str(fault.value.found), fault.value.within) == (found, within)


def test_a_key_that_is_missing_is_said(folder):
    with pytest.raises(TextError, match="`unit` is missing"):
        parse_spread({"samples": "times.csv", "column": "x"}, context={"folder": folder, "root": folder})
