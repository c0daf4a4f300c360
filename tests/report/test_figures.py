"""Figures as people read them."""

import pytest

from simulator.report.figures import basis_words, kept_words

INSIDE = {"inside": 0.914, "inside_low": 0.9, "inside_high": 0.93}


def kept(lang="en", **fields):
    standard = {"within_s": None, "every_s": None, "receiver": "county", "by_others": 0.0}
    return kept_words({**INSIDE, **standard, **fields}, lang)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        (
            {},
            (
                "told in 91.4 %",
                "(90 % – 93 %)",
            ),
        ),
        (
            {"receiver": None, "by_others": None},
            (
                "done in 91.4 %",
                "(90 % – 93 %)",
            ),
        ),
        ({"by_others": 0.5}, ("known in 91.4 %", "(90 % – 93 %)", "known already by other ways: 50 %")),
        ({"within_s": 60.0}, ("91.4 % (90 % – 93 %)",)),
        ({"every_s": 60.0}, ("91.4 % (90 % – 93 %)",)),
        (
            {"within_s": 60.0, "by_others": 1.0},
            ("91.4 % (90 % – 93 %)", "known already by other ways: 100 %"),
        ),
    ],
)
def test_what_has_no_limit_is_met_but_never_in_time(fields, words):
    assert kept(**fields) == words


def test_in_chinese_it_is_told_too():
    assert kept("zh") == ("已报 91.4 %", "(90 % – 93 %)")


@pytest.mark.parametrize(
    ("basis", "why", "words"),
    [
        ("Plan 4.1", None, "Plan 4.1"),
        ("Plan 4.1", "long ways", "Plan 4.1; differs from the norm because: long ways"),
        ("", "long ways", "differs from the norm because: long ways"),
        ("", None, ""),
    ],
)
def test_a_duty_that_stands_in_for_a_norm_says_why(basis, why, words):
    record = {"basis": {"en": basis}, "why": why and {"en": why}}
    assert basis_words(record, "en") == words
