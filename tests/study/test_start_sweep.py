"""One scenario from every hour of a week, by hand: a desk that is empty at night and on holidays."""

from datetime import date

import numpy as np
import pytest

from simulator.scenario.read import read_case
from simulator.study.start_sweep import sweep_days, sweep_record, sweep_starts, worst_starts

PLAN = """
drill: plan
format: 1
id: p
name: p
authority: duty
hazards: {h: {name: h}}
calendar: {holidays: [2026-02-15..2026-02-23]}
agencies:
  duty:
    name: 值班室
    sector: government
    level: city
    desk: {shifts: [{days: workdays, hours: "08:00-18:00", operators: 1}, {operators: 0}]}
procedures: {h: {go: {owner: duty, when: f, needs: {desk: 1}, duration: 10..50 min, achieves: done}}}
"""
SCENARIO = """
drill: scenario
format: 1
name: {zh: 谁在值班, en: Who is there}
plans: [p.yaml]
start: "2026-02-11 09:00"
horizon: 6 h
incident: {hazard: h, facts: {f: true}, observed_by: {duty: 0 s}}
milestones:
  sure: {when: done, within: 1 h, share: 90%}
  quick: {when: done, within: 30 min, share: 90%}
  free: {when: known(done)}
runs: 3
"""


@pytest.fixture
def case(tmp_path):
    (tmp_path / "p.yaml").write_text(PLAN, encoding="utf-8")
    (tmp_path / "s.yaml").write_text(SCENARIO, encoding="utf-8")
    return read_case(tmp_path / "s.yaml")


def sweep(case, scope="week", jobs=1, runs=40):
    return sweep_starts(case, scope=scope, runs=runs, seed=1, jobs=jobs, progress=lambda _: None)


def test_a_week_without_holidays_and_a_holiday_in_the_middle_of_several(case):
    # 2026-02-11 is a Wednesday; its week ends on Sunday 15, a holiday, the one before is ordinary
    days = sweep_days(case, "week")
    assert [(day.date, day.holiday) for day in days] == [
        *((date(2026, 2, number), False) for number in range(2, 9)),
        (date(2026, 2, 16), True),
    ]
    assert [day.date for day in sweep_days(case, "day")] == [date(2026, 2, 11)]


def test_each_hour_is_as_the_desk_is_then(case):
    found = sweep(case)
    sure = found.counts[0]
    # work of at most 50 min: begun at once 08:00 to 17:00; at 18:00 the desk is empty for the horizon of 6 h;
    # at 07:00 it begins an hour late; at weekends and on the holiday nobody ever comes
    assert sure[:5, 8:18].min() == 40
    assert sure[:5, 18:].max() == sure[:5, :8].max() == 0
    assert sure[5:].max() == 0
    assert found.own == (2, 9)  # Wednesday


def test_every_start_has_the_same_draws(case):
    quick = sweep(case).counts[1][:5, 8:18]
    assert 0 < quick[0, 0] < 40
    assert (quick == quick[0, 0]).all()


def test_the_worst_come_first_and_the_record_says_all(case):
    found = sweep(case, scope="day")
    assert worst_starts(found)[0] == (0, 0)
    assert worst_starts(found)[-1] == (0, 17)
    record = sweep_record(found)
    assert record["own_start"] == {"day": 0, "hour": 9, "start": "2026-02-11 09:00"}
    assert [each["milestone"] for each in record["objectives"]] == ["sure", "quick"]
    assert record["objectives"][0]["share"] == [[0.0] * 8 + [1.0] * 10 + [0.0] * 6]
    assert record["worst"][0] == {"day": 0, "hour": 0, "start": "2026-02-11 00:00", "mean_share": 0.0}


def test_each_start_is_as_many_minutes_past_the_hour_as_that_of_the_scenario(case, tmp_path):
    (tmp_path / "late.yaml").write_text(SCENARIO.replace("09:00", "09:50"), encoding="utf-8")
    late, full = sweep(read_case(tmp_path / "late.yaml"), scope="day"), sweep(case, scope="day")
    assert sweep_record(late)["own_start"] == {"day": 0, "hour": 9, "start": "2026-02-11 09:50"}
    # the desk is manned from 08:00: work of at most 50 min is done by 08:50, from 07:00 on too late
    assert (late.counts[0][0, 7], full.counts[0][0, 7]) == (40, 0)


@pytest.mark.parametrize(("hours", "days"), [(47, 1), (48, 2), (23, 0)])
def test_what_is_interrupted_keeps_the_days_that_were_finished(case, hours, days):
    left = 2 * hours

    def stop(finished):
        nonlocal left
        left -= finished
        if left <= 0:
            raise KeyboardInterrupt

    found = sweep_starts(case, scope="week", runs=2, seed=5, jobs=1, progress=stop)
    whole = sweep_starts(case, scope="week", runs=2, seed=5, jobs=1, progress=lambda _: None)
    assert len(found.days if found else ()) == days
    if found:
        assert np.array_equal(found.counts, whole.counts[:, :days])
        assert len(sweep_record(found)["mean_share"]) == days


def test_the_number_of_processes_changes_nothing(case):
    alone, together = sweep(case, "day", runs=3), sweep(case, "day", jobs=2, runs=3)
    assert np.array_equal(alone.counts, together.counts)
