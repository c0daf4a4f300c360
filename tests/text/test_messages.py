import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.errors import Place, Problem, say
from simulator.text.messages import display_width, pick_language, safe_terminal, show_problem, translator

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("flag", "environment", "language"),
    [
        (None, {}, "en"),
        ("zh", {"DRILL_LANG": "en"}, "zh"),
        ("en", {"LANG": "zh_CN.UTF-8"}, "en"),
        (None, {"DRILL_LANG": "zh", "LC_ALL": "en_GB"}, "zh"),
        (None, {"LC_ALL": "", "LC_MESSAGES": "zh_TW"}, "zh"),
        (None, {"LC_ALL": "C", "LANG": "zh_CN"}, "en"),
        (None, {"LANG": "ZH_cn"}, "zh"),
        (None, {"LANGUAGE": "zh:en"}, "zh"),
        (None, {"LANG": "de_DE"}, "en"),
    ],
)
def test_the_language_is_the_first_that_is_set(flag, environment, language):
    assert pick_language(flag, environment) == language


def test_every_sentence_of_the_code_has_a_chinese_translation():
    pytest.importorskip("babel")
    check = [sys.executable, str(ROOT / ".ci/catalogue.py"), "--check"]
    done = subprocess.run(check, capture_output=True, text=True, check=False, encoding="utf-8")
    assert done.returncode == 0, done.stdout + done.stderr


def test_an_unknown_sentence_stays_english():
    assert translator("zh")("never said") == translator("en")("never said") == "never said"


def test_a_problem_shows_place_path_line_caret_hint_and_other_places():
    problem = Problem(
        Place("plan.yaml", 3, 9),
        say("`{key}` stands here twice", key="市"),
        say("leave one of them out"),
        "agencies.市",
        "  - 市: {市: 1}",
        (Place("plan.yaml", 2, 5),),
    )
    assert show_problem(problem, "en").splitlines() == [
        "plan.yaml:3:9 agencies.市: `市` stands here twice",
        "    - 市: {市: 1}",
        " " * 11 + "^",
        "  hint: leave one of them out",
        "  see also plan.yaml:2:5",
    ]
    assert show_problem(problem, "zh").splitlines()[3:] == ["  提示：请去掉其中一个", "  另见 plan.yaml:2:5"]


def test_a_problem_without_line_hint_or_path_is_one_line_and_a_warning_says_so():
    problem = Problem(Place("a"), say("the file is empty"), warning=True)
    assert show_problem(problem, "en") == "a:1:1: warning: the file is empty"
    assert show_problem(problem, "zh") == "a:1:1: 警告：文件是空的"


def test_a_long_line_is_cut_around_the_caret():
    line = "字" * 500 + "X" + "字" * 500
    _, shown, caret = show_problem(
        Problem(Place("a", 1, 501), say("the file is empty"), line=line), "en"
    ).splitlines()
    assert display_width(shown) <= 110
    assert shown.startswith("    ...")
    assert shown.endswith("...")
    assert display_width(shown[: shown.index("X")]) == caret.index("^")


def test_what_a_user_wrote_cannot_steer_the_terminal():
    evil = "\x1b[2J\x07\u202e\x9b0m\n\t\u202e"
    assert safe_terminal(evil) == "\\x1b[2J\\x07\\u202e\\x9b0m\\x0a \\u202e"
    problem = Problem(
        Place(evil), say("`{key}` is missing", key=evil), say("did you mean `{word}`?", word=evil), evil, evil
    )
    assert all(line.isprintable() for line in show_problem(problem, "zh").split("\n"))


@given(st.text(), st.integers(1, 50))
def test_any_line_at_all_is_shown_in_printable_lines(line, column):
    problem = Problem(Place("a", 1, column), say("the file is empty"), line=line)
    lines = show_problem(problem, "en").split("\n")
    assert all(text.isprintable() for text in lines)
    assert len(lines) in (1, 3)


def test_wide_and_combining_letters_have_their_width():
    assert display_width("a字e\u0301") == 4
