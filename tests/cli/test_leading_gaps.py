"""The gaps that weigh most, after a run: by the time that they are expected to cost."""

from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from simulator.analysis.gaps.weight import Loss, losses, weight
from simulator.cli import gap_list
from simulator.cli.gap_list import leading_gaps, show_gaps
from simulator.errors import say
from simulator.plan.gap import Evidence, Gap, Side, gap_record
from simulator.text.titles import Title

SIDE = Side("town.boats", "public_safety", "town", "town")
LEFT = 8 * 3600.0
"""From when the others reach it at 4 h to the horizon at 12 h."""
MOVED = {"zh": "群众转移完成", "en": "People moved"}
TOLD = {"zh": "冲锋舟队接令", "en": "Boats told"}


def gap(place, *, minutes=0.0, blocked=None, severity="high"):
    way = {"milestone": "told", "title": TOLD, "mean_s": minutes * 60.0, "share": 1.0, "share_of_way": 0.2}
    block = {"milestone": "moved", "title": MOVED, "share": blocked, "lost_s": (blocked or 0.0) * LEFT}
    figures = {
        "mean_s": minutes * 60.0,
        "share": 1.0,
        "ways": [way] if minutes else [],
        "blocks": [] if blocked is None else [block],
    }
    title = say("{what}", what=Title(place, place))
    found = Evidence("runs", title, figures)
    return Gap("information", place, "lag", title, title, severity, (SIDE, SIDE), (found,))


SLOW = gap("slow", minutes=80)
WALL = gap("wall", blocked=1.0)  # 480 min
TENTH = gap("tenth", blocked=0.1)  # 48 min
QUARTER = gap("quarter", blocked=0.25)  # 120 min
BOTH = gap("both", minutes=100, blocked=0.2)  # two milestones: 100 and 96 min do not add
MINOR = replace(gap("minor", blocked=1.0), severity="medium")
LOW = gap("low", minutes=60, severity="low")


def test_gaps_stand_in_the_order_of_what_they_are_expected_to_cost_within_a_severity():
    found = sorted((SLOW, LOW, MINOR, TENTH, QUARTER, BOTH, WALL), key=weight)
    assert [each.place for each in found] == ["wall", "quarter", "both", "slow", "tenth", "minor", "low"]


def test_a_gap_costs_a_milestone_its_time_on_the_way_and_where_it_blocks_it():
    found = gap("same", minutes=10, blocked=0.1)
    (evidence,) = found.evidence
    both = {**evidence.figures["ways"][0], "milestone": "moved", "title": MOVED}
    found = replace(found, evidence=(replace(evidence, figures={**evidence.figures, "ways": [both]}),))
    assert losses(found) == [Loss("moved", Title(**MOVED), (10 + 48) * 60.0, 0.1)]


def printed(what, width=120):
    stream = StringIO()
    Console(file=stream, width=width, markup=False).print(what)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("lang", "blocks", "costs"),
    [
        ("en", "People moved: never reached through it", "Boats told: 1 h 20 min later"),
        ("zh", "使“群众转移完成”始终未能达到", "使“冲锋舟队接令”晚 1 小时 20 分"),
    ],
)
def test_the_cost_names_the_milestone_that_is_blocked(lang, blocks, costs):
    text = printed(leading_gaps(map(gap_record, (SLOW, WALL)), lang), width=200)
    first, second = (line for line in text.splitlines() if "wall" in line or "slow" in line)
    assert ("wall" in first, blocks in first) == (True, True)
    assert ("slow" in second, costs in second) == (True, True)


@pytest.mark.parametrize(
    ("found", "told"),
    [
        ((SLOW, WALL), ["gaps in all: 2; to see them: drill gaps outputs/a"]),
        ((LOW,), ["gaps in all: 1, all of them low: drill gaps outputs/a --min-severity low"]),
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
