"""The gaps that weigh most, after a run: what blocks a milestone stands before what costs minutes."""

from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from simulator.analysis.gaps.weight import weight
from simulator.cli import gap_list
from simulator.cli.gap_list import leading_gaps, show_gaps
from simulator.errors import say
from simulator.plan.gap import Evidence, Gap, Side, gap_record
from simulator.text.titles import Title

SIDE = Side("town.boats", "public_safety", "town", "town")
MOVED = {"zh": "群众转移完成", "en": "People moved"}
TOLD = {"zh": "冲锋舟队接令", "en": "Boats told"}


def gap(place, *, minutes=0.0, blocked=None, severity="high"):
    way = {"milestone": "told", "title": TOLD, "mean_s": minutes * 60.0, "share": 1.0, "share_of_way": 0.2}
    block = {"milestone": "moved", "title": MOVED, "share": blocked}
    figures = {
        "mean_s": minutes * 60.0,
        "share": 1.0,
        "ways": [way] if minutes else [],
        "blocks": [] if blocked is None else [block],
    }
    title = say("{what}", what=Title(place, place))
    found = Evidence("runs", title, figures)
    return Gap("information", place, "lag", title, title, severity, (SIDE, SIDE), (found,))


# Only in 4 % does `rare` block, which is no oftener than what counts as a gap: its minutes count. `grave` is
# of another severity.
SLOW = gap("slow", minutes=7)
WALL = gap("wall", blocked=1.0)
HALF = gap("half", minutes=9, blocked=0.5)
RARE = gap("rare", minutes=8, blocked=0.04)
MINOR = replace(gap("minor", blocked=1.0), severity="medium")
LOW = gap("low", minutes=60, severity="low")


def test_what_blocks_a_milestone_is_before_what_costs_minutes_within_a_severity():
    found = sorted((SLOW, LOW, MINOR, RARE, HALF, WALL), key=weight)
    assert [each.place for each in found] == ["wall", "half", "rare", "slow", "minor", "low"]


def printed(what, width=120):
    stream = StringIO()
    Console(file=stream, width=width, markup=False).print(what)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("lang", "blocks", "costs"),
    [
        ("en", "keeps People moved from being reached", "7 min, Boats told"),
        ("zh", "使“群众转移完成”未能达到", "7 分钟，冲锋舟队接令"),
    ],
)
def test_the_cost_names_the_milestone_that_is_blocked(lang, blocks, costs):
    text = printed(leading_gaps(map(gap_record, (SLOW, WALL)), lang))
    first, second = (line for line in text.splitlines() if "wall" in line or "slow" in line)
    assert ("wall" in first, blocks in first) == (True, True)
    assert ("slow" in second, costs in second) == (True, True)


@pytest.mark.parametrize(
    ("found", "told"),
    [
        ((SLOW, WALL), ["gaps in all: 2; to see them: drill gaps outputs/a"]),
        (
            (SLOW, LOW, WALL),
            [
                "gaps in all: 3; the 2 above low: drill gaps outputs/a",
                "and the 1 low ones: drill gaps outputs/a --min-severity low",
            ],
        ),
    ],
)
def test_how_to_see_the_others_is_true(monkeypatch, found, told):
    """`drill gaps` leaves low ones out unless it is asked for them."""
    stream = StringIO()
    monkeypatch.setattr(
        gap_list, "console", lambda _stream: Console(file=stream, width=40, markup=False, emoji=False)
    )
    show_gaps(Path("outputs/a"), [gap_record(each) for each in found], "en")
    assert stream.getvalue().splitlines()[-len(told) :] == told
