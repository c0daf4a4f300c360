"""What a sweep over starts says: the worst hours, or that none is known to be worse."""

from io import StringIO

import pytest
from rich.console import Console

from simulator.analysis.statistics import wilson
from simulator.cli import swept
from simulator.cli.run_forms import is_sweep


def a_sweep(*counts, runs):
    """One day with so many of `runs` replications in time from its first hours, of one objective."""
    found = [wilson(count, runs) for count in counts]
    shares = [each.share for each in found]
    goal = {
        "title": {"en": "Told", "zh": "接报"},
        "required_share": 0.9,
        "share": [shares],
        "share_low": [[each.low for each in found]],
        "share_high": [[each.high for each in found]],
    }
    worst = sorted(range(len(counts)), key=lambda hour: counts[hour])
    return {
        "title": {"en": "Fire", "zh": "火灾"},
        "runs": runs,
        "seed": 1,
        "minute": 0,
        "days": [{"date": "2026-02-11", "weekday": 3, "holiday": False}],
        "own_start": {"day": 0, "hour": 0},
        "mean_share": [shares],
        "worst": [{"day": 0, "hour": hour, "mean_share": shares[hour]} for hour in worst],
        "objectives": [goal],
    }


def shown(sweep, monkeypatch, lang="en"):
    stream = StringIO()
    monkeypatch.setattr(swept, "console", lambda _stream: Console(file=stream, width=400, markup=False))
    swept.show_sweep(sweep, lang)
    return stream.getvalue()


# Wilson's 95 % intervals: 10 of 10 from 72 %, 8 of 10 to 94 %; 50 of 50 from 93 %, 30 of 50 to 72 %.
@pytest.mark.parametrize(("lang", "told"), [("en", "cannot be told apart by 10"), ("zh", "各推演 10 次")])
def test_hours_whose_intervals_overlap_are_not_listed_as_the_worst(monkeypatch, lang, told):
    text = shown(a_sweep(8, 10, 9, runs=10), monkeypatch, lang)
    assert told in text
    assert "80 %" in text
    assert "00:00" not in text


def test_hours_that_are_all_the_same_are_said_to_be(monkeypatch):
    text = shown(a_sweep(10, 10, 10, runs=10), monkeypatch)
    assert "The hours do not differ: from every one of them 100 %" in text
    assert "00:00" not in text


def test_hours_that_differ_are_listed(monkeypatch):
    text = shown(a_sweep(50, 30, 45, runs=50), monkeypatch)
    assert "The worst hours" in text
    assert text.index("01:00") < text.index("02:00")


def test_a_damaged_sweep_is_played_again(drill, tmp_path):
    arguments = ("run", "fire.yaml", "--start-sweep", "day", "--runs", "2", "--jobs", "1")
    first = drill(*arguments)
    (sweep,) = tmp_path.glob("outputs/fire/*/start_sweep.json")
    before = sweep.read_bytes()
    sweep.write_text('{"days": []}', encoding="utf-8")
    again = drill(*arguments)
    assert (again.returncode, again.stdout) == (first.returncode, first.stdout)
    assert "is damaged; it is played again" in again.stderr
    assert sweep.read_bytes() == before


def test_what_is_no_sweep_is_none():
    whole = a_sweep(*range(24), runs=30)
    assert is_sweep(whole)
    assert is_sweep(whole | {"own_start": None})
    for damage in (
        {"days": []},
        {"objectives": []},
        {"mean_share": [[0.5] * 23]},
        {"worst": [{"day": 1, "hour": 0, "mean_share": 0.5}]},
        {"own_start": {"day": 0, "hour": 24}},
    ):
        assert not is_sweep(whole | damage)
