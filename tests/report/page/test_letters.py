"""The page brings its own Chinese letters."""

import re
from base64 import b64decode
from io import BytesIO

import pytest
from fontTools.ttLib import TTFont

from simulator.report.page.letters import font_face


def font(face):
    return TTFont(BytesIO(b64decode(re.search(r"base64,([^\"]+)", face)[1])))


def test_a_page_has_the_chinese_letters_that_it_uses_and_no_others():
    made = font(font_face("<p>演练，演练 in 2026</p>"))
    assert {chr(code) for code in made.getBestCmap()} == set("演练，")


def test_letters_that_the_font_lacks_are_left_to_the_machine():
    assert {chr(code) for code in font(font_face("演😀")).getBestCmap()} == {"演"}


@pytest.mark.parametrize("text", ["", "Exercise – 5 min"])
def test_a_text_without_chinese_letters_needs_none(text):
    assert font_face(text) == ""


def test_equal_texts_give_equal_bytes():
    assert font_face("演练") == font_face("练演演")
