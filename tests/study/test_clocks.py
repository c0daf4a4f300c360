"""The chain of limits beside what happens, on a ladder of five agencies that answers on paper."""

import pytest

from simulator.study.clocks import play_clocks
from tests.ladder import accident, ladder, read

MINUTE, HOUR = 60, 3600


def played(a_plan, a_scenario, *, runs=40):
    found = play_clocks(read(a_plan, a_scenario), runs=runs, seed=7, jobs=1, progress=lambda _done: None)
    return found.record


def chain(record, pack="cn_work_accident", fact="alarm"):
    return next(each for each in record["chains"] if (each["pack"], each["fact"]["id"]) == (pack, fact))


def hops(record, **which):
    return {hop["duty"].partition(":")[0].partition(".")[2]: hop for hop in chain(record, **which)["hops"]}


def test_the_legal_ceilings_of_three_five_and_seven_hours_come_out_of_the_chain():
    # 1 h from the head of the unit to the county, then 2 h for each level: 3 h, 5 h, 7 h (Decree 493).
    found = hops(played(ladder(), accident()))
    assert {name: hop["ceiling_s"] / HOUR for name, hop in found.items()} == {
        "unit_to_county": 1,
        "county_up": 3,
        "city_up": 5,
        "province_up": 7,
    }


def test_each_level_composes_for_ten_minutes():
    # The county is told at 10 min, the city at 20, the province at 30, the nation at 40.
    found = hops(played(ladder(), accident()))
    told = {name: hop["since_start"]["p90_s"] / MINUTE for name, hop in found.items()}
    assert told == {"unit_to_county": 10, "county_up": 20, "city_up": 30, "province_up": 40}
    assert {hop["hop"]["p50_s"] / MINUTE for hop in found.values()} == {10}
    assert [hop["slack_s"] / MINUTE for hop in found.values()] == [50, 160, 270, 380]


def test_a_slow_hop_is_named_with_what_it_spends_its_time_on():
    # The city composes for 6 h: the province is told at 20 min + 6 h, 80 min past the 5 h of the law.
    record = played(ladder(slow={"city": "6 h"}), accident())
    late = hops(record)["city_up"]
    assert late["slack_s"] == -80 * MINUTE
    assert chain(record)["takes_most"] == late["duty"]
    (part,) = late["slow"]["parts"]
    assert (part["label"], part["place"], part["mean_s"]) == ("composing", "p.city", 6 * HOUR)
    assert late["inside"] == 0
    assert hops(record)["county_up"]["inside"] == 1


def test_what_is_never_told_lies_beyond_the_horizon_and_not_outside_the_count():
    record = played(ladder(success=0), accident())
    never = hops(record)["city_up"]
    assert (never["began"], never["since_start"]["reached"], never["slack_s"]) == (1, 0, None)
    assert {"p50", "p90"} <= set(never["since_start"]["beyond"])
    assert chain(record)["takes_most"] == never["duty"]
    assert hops(record)["province_up"]["began"] == 0


def test_too_few_replications_give_no_quantile():
    found = hops(played(ladder(), accident(), runs=10))["county_up"]
    assert "p90" in found["since_start"]["unsupported"]
    assert found["slack_s"] is None
    assert found["since_start"]["p50_s"] == 20 * MINUTE


@pytest.mark.parametrize(
    ("dead", "begun"), [(2, []), (3, ["city_up"]), (9, ["city_up"]), (10, ["city_up", "province_up"])]
)
def test_how_far_up_it_goes_follows_from_the_grade(dead, begun):
    found = hops(played(ladder(), accident(dead=dead), runs=6))
    assert [name for name in ("city_up", "province_up") if found[name]["began"]] == begun
    assert found["county_up"]["began"] == 1


def test_the_plans_own_duties_are_a_chain_of_their_own():
    own = [
        {"fact": "alarm", "from": "unit_head", "to": "county_em_department", "within": "30 min"},
        {"fact": "alarm", "from": "county", "to": "city", "within": "15 min"},
    ]
    record = played(ladder(obligations=own), accident(), runs=6)
    found = chain(record, pack=None)["hops"]
    ceilings = {(hop["to"], hop["ceiling_s"] / MINUTE) for hop in found}
    # The role of a county department is held in two counties; the plan itself binds both.
    assert ceilings == {("p.county", 30), ("p.county_south", 30), ("p.city", 45)}


def test_a_clock_more_changes_no_draw_of_the_run():
    spread = {"county": "5..50 min", "city": "5..50 min"}
    with_norms = hops(played(ladder(slow=spread), accident()))
    without = [{"fact": "alarm", "from": "unit_head", "to": "city", "within": "3 h"}]
    record = played(ladder(slow=spread, obligations=without), accident(norms=[]))
    (alone,) = chain(record, pack=None)["hops"]
    assert alone["since_start"]["p90_s"] == with_norms["county_up"]["since_start"]["p90_s"]


def test_the_number_of_processes_changes_nothing():
    case = read(ladder(slow={"county": "5..50 min"}), accident())
    one, two = (
        play_clocks(case, runs=40, seed=7, jobs=jobs, progress=lambda _done: None).record for jobs in (1, 2)
    )
    assert one == two
