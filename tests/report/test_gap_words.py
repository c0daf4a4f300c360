"""Gaps in words."""

from simulator.plan.gap import gap_record
from simulator.report.gap_words import expected_loss, seconds_expected
from simulator.report.words import tell
from tests.cli.test_leading_gaps import BOTH, QUARTER, SLOW


def test_the_figure_of_a_gap_is_that_of_its_sentence_also_where_it_blocks_a_milestone():
    for gap, minutes, length in (
        (SLOW, 80, "1 小时 20 分"),
        (BOTH, 100, "1 小时 40 分"),
        (QUARTER, 120, "2 小时"),
    ):
        record = gap_record(gap)
        assert seconds_expected(record) == minutes * 60.0
        assert f"晚 {length}" in tell(expected_loss(record, "zh"), lang="zh")
