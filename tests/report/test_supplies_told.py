"""Supplies in words."""

from simulator.report.supplies_told import told_of_supplies

HOUR = 3600
TIMES = {"p50_s": HOUR, "p90_s": None, "beyond": ["p90"], "unsupported": []}


def supply(**fields):
    shares = {"ran_out": 0.5, "ran_out_low": 0.4, "ran_out_high": 0.6, "out_at_end": 0.25}
    names = {"title": {"zh": "帐篷", "en": "Tents"}, "units": 1600}
    return names | shares | {"first": TIMES, "waited_mean_s": 2 * HOUR, "refilled_by": []} | fields


def told(lang, *records):
    return [tuple(row) for row in told_of_supplies({"supplies": records, "horizon_s": 4 * HOUR}, lang)]


def test_it_says_when_a_supply_ran_out_and_who_brought_more():
    buy = {"title": {"zh": "采购", "en": "Buy tents"}, "outside": False, "share": 0.8}
    outside = {"title": {"zh": "帐篷", "en": "Tents"}, "outside": True, "share": 0.2}
    rare = buy | {"share": 0.05}
    found = supply(refilled_by=[buy, outside, rare])
    assert told("en", found) == [
        ("Tents", "1,600", "50 % (40 % – 60 %)", "1 h / > 4 h", "2 h", "25 %",
         ("Buy tents (80 %)", "brought from outside (20 %)")),
    ]  # fmt: skip
    assert told("zh", found)[0][-1] == ("采购 (80 %)", "外部调入 (20 %)")


def test_one_that_never_ran_out_has_no_times():
    never = supply(ran_out=0.0, ran_out_low=0.0, ran_out_high=0.1)
    assert told("en", never) == [("Tents", "1,600", "0 % (0 % – 10 %)", "–", "–", "–", ("–",))]
