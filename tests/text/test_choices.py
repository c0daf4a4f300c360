import re
from typing import get_args

import pytest

from simulator.plan.agencies import Level, Sector
from simulator.plan.links import Purpose
from simulator.plan.tasks import Certainty
from simulator.text.choices import chinese_names, which_of
from simulator.text.messages import in_language

FIXED = [get_args(words) for words in (Sector, Level, Purpose, Certainty)]


@pytest.mark.parametrize("words", FIXED)
def test_every_fixed_word_has_chinese_names_and_shares_none_with_its_like(words):
    names = [name for word in words for name in chinese_names(word)]
    assert all(chinese_names(word) for word in words)
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("written", "meant"),
    [("企业", "enterprise"), ("市公安局", "public_safety"), ("goverment", "government")],
)
def test_a_sector_by_its_chinese_name_or_misspelt_is_guessed(written, meant):
    assert str(which_of(written, get_args(Sector))) == f"did you mean `{meant}`?"


@pytest.mark.parametrize(
    ("written", "meant"),
    [("国家", "nation"), ("区县", "county"), ("街道", "town"), ("地级市", "city"), ("社区", "village_grid")],
)
def test_a_level_by_its_chinese_name_is_guessed(written, meant):
    assert str(which_of(written, get_args(Level))) == f"did you mean `{meant}`?"


def test_what_is_near_no_word_is_told_all_of_them_each_language_in_its_way():
    hint = which_of("国", get_args(Level)[1:3])
    assert in_language(hint, "en") == "possible here: `province`, `city`"
    assert re.fullmatch("可选：`province`（省）、`city`（市.*）", in_language(hint, "zh"))
    assert in_language(which_of(7, ["one"]), "zh") == "可选：`one`"
