"""The table of what came late or never."""

from simulator.cli.broken_table import broken_table

UNDONE = {"id": "authority:p.stop", "title": {"zh": "停课：没有任务", "en": "Classes stop: nobody does it"}}
DESK = {"id": "desk:p.duty", "title": {"zh": "值班室", "en": "Duty room: too few"}}


def reasons(gaps, *causes):
    title = {"zh": "停课", "en": "Classes stop"}
    record = {"name": "p.stop", "title": title, "late": 0.0, "never": 1.0, "causes": list(causes)}
    (row,) = broken_table(gaps, {"consequences": [record]}, "en").rows
    return row[-1].split("\n")


def test_the_gap_of_the_obligation_itself_comes_before_what_was_waited_for():
    waited = {"gap": "desk:p.duty", "share": 1.0, "mean_s": 600.0}
    assert reasons([DESK, UNDONE], waited) == ["Classes stop: nobody does it", "Duty room: too few (10 min)"]
    assert reasons([DESK], waited) == ["Duty room: too few (10 min)"]


def test_without_any_gap_it_says_that_there_is_none():
    assert reasons([]) == ["no gap: what had to be done takes so long"]
