"""The improvement list from run to run: what is new, open, open again, closed, and what was changed."""

from simulator.report.follow_up import (
    Change,
    Earlier,
    changes,
    follow,
    otherwise_now,
    played_otherwise,
    state_words,
)
from simulator.report.page.followed import count_words
from simulator.report.words import tell


def gaps(**found):
    return [{"id": name, "severity": severity} for name, severity in found.items()]


def earlier(name, **found):
    return Earlier(name, {}, gaps(**found), {})


RUNS = [
    earlier("first", lasting="high", mended="high", back="medium", fallen="medium"),
    earlier("second", lasting="high", fallen="medium", brief="low"),
]
NOW = gaps(lasting="medium", back="medium", fallen="low", fresh="high")


def test_each_gap_is_new_open_again_open_or_closed_since_the_run_that_had_it_first():
    found = follow(NOW, RUNS)
    assert {name: (entry.state, entry.since) for name, entry in found.items()} == {
        "lasting": ("open", 0),
        "back": ("again", 0),
        "fallen": ("open", 0),
        "fresh": ("new", None),
        "brief": ("closed", 1),
        "mended": ("closed", 0),
    }
    assert [*found][:4] == [gap["id"] for gap in NOW]
    assert [tell(state_words(found[name], RUNS), lang="en") for name in ("fresh", "brief", "back")] == [
        "new",
        "closed; found first in second",
        "open again; found first in first",
    ]


def test_what_fell_to_low_is_counted_as_open_and_what_was_always_low_is_not_counted():
    assert tell(count_words(follow(NOW, RUNS).values()), lang="en") == (
        "Gaps above low: 1 closed, 2 still open, 1 open again, 1 new."
    )


def test_beside_one_earlier_run_nothing_is_open_again():
    found = follow(NOW, RUNS[:1])
    assert [found[name].state for name in ("lasting", "back", "fresh", "mended")] == [
        "open",
        "open",
        "new",
        "closed",
    ]


def test_changes_name_the_line_as_it_is_now_and_the_lines_before_and_after():
    before = {"a.yaml": b"one\ntwo\nthree\n", "same.csv": b"1\n1\n", "gone.yaml": b"x\n"}
    after = {"a.yaml": b"zero\none\n2\nthree\n", "same.csv": b"1\n1\n", "come.yaml": b"y\n"}
    assert [*changes(before, after)] == [
        Change("a.yaml", 1, (), ("zero",)),
        Change("a.yaml", 3, ("two",), ("2",)),
        Change("gone.yaml", 1, ("x",), ()),
        Change("come.yaml", 1, (), ("y",)),
    ]


def test_lines_that_are_gone_are_named_as_they_were():
    assert [*changes({"a": b"one\ntwo\nthree\n"}, {"a": b"one\nthree\n"})] == [Change("a", 2, ("two",), ())]


def test_options_of_this_run_alone_are_a_change():
    plain = {"patches": [], "removals": []}
    before = {"what_if": {**plain, "settings": ["a.b=1"]}}
    after = {"what_if": {**plain, "settings": ["a.b=1", "a.c=2"]}}
    assert otherwise_now(before, after) == ["--set a.c=2"]
    assert otherwise_now({}, {}) == []


def test_another_seed_length_or_number_lets_chance_have_its_part():
    alike = {"runs": 10, "seed": 1, "horizon_s": 3600.0, "drill": "1"}
    assert not played_otherwise(alike, alike | {"drill": "2"})
    for key in ("runs", "seed", "horizon_s"):
        assert played_otherwise(alike, alike | {key: 7})
