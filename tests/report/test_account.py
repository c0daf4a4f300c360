"""The four columns of a gap (四不放过): cause, responsibility, education, correction."""

import pytest

from simulator.plan.gap import gap_record
from simulator.report.account import Accounts
from tests.report.page.small import run


@pytest.fixture(scope="module")
def small():
    return run()


def late(made):
    """The one gap by which the brigade learns of the fire a minute late, past the limit of 30 s."""
    (found,) = (gap for gap in made.gaps if gap.id == "information:alarm@p.b")
    return gap_record(found)


def test_every_column_says_what_plan_and_run_know(small):
    gap = late(small)
    account = Accounts(small, "en").of(gap)
    assert account.cause == tuple(each["text"]["en"] for each in gap["evidence"])
    assert account.responsibility[-1] == "concerned: Brigade, Room"
    (place, *_) = gap["where"]
    assert account.correction[0] == gap["remedy"]["en"]
    assert account.correction[1].startswith(f"{place['file']}:{place['line']}")
    (issuer,) = (line for line in account.responsibility if "amends" in line)
    assert issuer.startswith("Room amends: ")


def test_paragraphs_are_those_of_the_lines_and_of_the_duties_broken_each_once(small):
    gap, accounts = late(small), Accounts(small, "en")
    assert accounts.of(gap).education == ("to be known to Brigade, Room:", "Act 1, article 2")
    broken = {"obligation": "p.alarm:p.a>p.b", "share": 1.0}
    gap["evidence"] = [{**each, "breaks": [broken]} for each in gap["evidence"]]
    assert accounts.of(gap).education[1:] == ("Act 1, article 2 (Room → Brigade: Fire)",)
    gap["basis"] = [{"en": "Plan 3.2", "zh": "预案 3.2"}]
    assert Accounts(small, "zh").of(gap).education[1:] == (
        "预案 3.2",
        "Act 1, article 2（Room → Brigade：Fire）",
    )


def test_where_no_paragraph_is_known_the_plan_is_named_and_that_it_cites_none(small):
    gap, accounts = late(small) | {"basis": []}, Accounts(small, "en")
    assert accounts.of(gap).education == ("to be known to Brigade, Room:", "plan, no paragraph named")
    gap["where"] = []
    account = accounts.of(gap)
    assert account.education == ()
    assert account.responsibility == ("concerned: Brigade, Room",)
