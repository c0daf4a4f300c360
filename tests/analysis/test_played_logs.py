"""What holds for the logs that the engine really writes."""

from itertools import pairwise
from pathlib import Path

import pytest

from simulator.analysis.measures import Measurer
from simulator.analysis.paths import LABELS, critical_path
from simulator.analysis.references import reached
from simulator.engine.replication import Player
from simulator.log.pack import pack, unpack
from simulator.log.rows import (
    AID,
    ARRIVED,
    ASKED,
    AT,
    CALLED,
    CLOCK,
    CONTENTS,
    DECISION,
    DECLARE,
    ENDED,
    EVENT,
    FINISHED,
    JOIN,
    KIND,
    LEARNED,
    MESSAGES,
    MILESTONE,
    NOTHING,
    NOTICE,
    READY,
    SEEN,
    SET,
    TASK,
    UNDELIVERED,
)
from simulator.program.compile import compile_case
from simulator.scenario.read import read_case

ROOT = Path(__file__).parent.parent.parent
SCENARIOS = (
    "tests/data/sample/ammonia.yaml",
    "scenarios/ammonia_leak_night.yaml",
    "scenarios/rainstorm_debris_flow.yaml",
)
STAGES = {
    **dict.fromkeys((SET, MILESTONE, EVENT, UNDELIVERED), (AT,)),
    **dict.fromkeys((DECISION, JOIN, CLOCK), (ASKED, ENDED)),
    DECLARE: (ENDED,),  # its cause is that of the level declared, which may have come due after the asking
    TASK: range(READY, FINISHED + 1),
    AID: range(CALLED, ARRIVED + 1),
}


@pytest.fixture(scope="module", params=SCENARIOS)
def program(request):
    return compile_case(read_case(ROOT / request.param))


@pytest.fixture(scope="module")
def logs(program):
    player = Player(program, 7)
    return [player.play(replication) for replication in range(2)]


def events(row):
    """Give every reference that can be made to a row."""
    if row[KIND] in MESSAGES | {SEEN, NOTICE}:
        return [NOTHING, *(content[0] for content in row[CONTENTS] or ())] if row[LEARNED] >= 0 else []
    return [stage for stage in STAGES.get(row[KIND], ()) if row[stage] >= 0]


def test_every_event_has_a_path_that_sums_to_its_time_exactly(program, logs):
    seen = set()
    for log in logs:
        for number, row in enumerate(log.rows):
            for via in events(row):
                path = critical_path(program, log, number, via)
                assert all(before.end == after.begin for before, after in pairwise(path))
                assert sum(segment.end - segment.begin for segment in path) == row[reached(row, via)]
                seen |= {segment.label for segment in path}
    assert seen <= set(LABELS)
    assert len(seen) >= 12


def test_the_parts_of_each_milestone_sum_to_its_time_exactly(program, logs):
    measurer = Measurer(program)
    for log in logs:
        found = measurer.measure(log)
        for time, split in zip(found.milestones, found.splits, strict=True):
            assert time in (float("inf"), sum(split.values()))


def test_a_played_log_is_packed_and_unpacked_unchanged(logs):
    for log in logs:
        assert unpack(pack(log)) == log
