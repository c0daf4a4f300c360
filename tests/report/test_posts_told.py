"""Posts on the timeline and in stories."""

import pytest

from simulator.report.bars import bars
from simulator.report.story import story
from simulator.text.messages import translator
from tests.engine.small import play

PLAN = """
agencies: {a: {name: 甲, sector: government, level: city}, b: {name: 乙, sector: government, level: city},
  z: {name: 丙, sector: government, level: city}}
posts:
  command: {name: 指挥长, holder: a, deputies: [b], after: 10 min, hand_over: {to: z, when: f, takes: 20 min}}
media: {wire: {mode: message, delay: 1 s}}
links: [{from: a, to: z, carries: [], over: [wire]}, {from: b, to: z, carries: [], over: [wire]}]
"""
HAPPENS = """
injects:
  - {at: 5 min, outage: a}
  - {at: 30 min, set: {f: true}, observed_by: {b: 0 s}}
  - {at: 20 min, outage: wire, lasts: 20 min}
"""


@pytest.fixture
def run(tmp_path):
    return play(tmp_path, PLAN, HAPPENS)


def test_a_vacancy_and_a_hand_over_are_bars_on_the_lane_of_who_comes(run):
    found = [
        (run.program.agents[bar.lane].name, bar.kind, bar.title,
         [(piece.kind, piece.start / 60, piece.end / 60) for piece in bar.pieces])
        for bar in bars(run.program, run.log, lang="zh")
    ]  # fmt: skip
    # vacant 5..15; the wire is out 20..40, so the hand-over that is called for at 30 begins at 40
    assert found == [
        ("p.b", "vacancy", "空缺：指挥长", [("vacant", 5, 15)]),
        ("p.z", "hand_over", "接任：指挥长", [("waiting_participants", 30, 40), ("handing_over", 40, 60)]),
    ]


def test_what_is_not_over_ends_open(tmp_path):
    run = play(tmp_path, PLAN, HAPPENS.replace("outage: wire, lasts: 20 min", "outage: b"), horizon="1 h")
    (vacancy,) = bars(run.program, run.log, lang="en")[-1:]
    assert (vacancy.title, vacancy.open_ended, vacancy.lane) == ("vacant: 指挥长", True, 1)


def test_a_story_says_who_holds_the_post(run):
    told = [line.what.render(translator("zh")) for line in story(run.program, run.log, "zh")]
    assert [line for line in told if "指挥长" in line] == [
        "岗位自此无人担任：指挥长。",
        "乙到岗接手：指挥长。",
        "乙应向丙移交岗位：指挥长。",
        "丙已从乙掌握情况，正式接任：指挥长。",
    ]
