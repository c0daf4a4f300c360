"""Text on charts: its width, its shortening, and what no font can draw."""

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from simulator.report.lettering import drawable, shorten, width, wrap
from simulator.report.style import chart_style


@pytest.mark.parametrize("text", ["市应急管理局值班室", "Ammonia leak", "T+0:30 ✓", "مرحبا", "$x_1$"])
def test_the_width_is_what_is_drawn(text):
    with chart_style():
        figure = Figure(figsize=(4, 1), dpi=160, layout="none")
        written = figure.text(0, 0.5, text, size=9)
        box = written.get_window_extent(FigureCanvasAgg(figure).get_renderer())
    assert width(text, 9) == pytest.approx(box.width * 72 / 160, rel=0.02, abs=0.8)


def test_a_text_that_fits_stays_as_it_is():
    assert shorten("市应急局", 100, 9) == "市应急局"


def test_a_text_that_does_not_fit_ends_with_an_ellipsis_inside_the_room():
    short = shorten("长" * 40, 60, 9)
    assert short.endswith("…")
    assert width(short, 9) <= 60


def test_nothing_is_left_where_there_is_no_room():
    assert shorten("市应急局", 5, 9) == ""


def test_lines_break_between_words_and_lose_nothing_that_fits():
    lines = wrap("Joint headquarters of the city", 90, 9, lines=3)
    assert " ".join(lines) == "Joint headquarters of the city"
    assert all(width(line, 9) <= 90 for line in lines)


@pytest.mark.parametrize(
    "text",
    ["City general headquarters", "City (chemical accident) headquarters", "按 NFPA 1710 受理报警的时间"],
)
def test_a_line_never_ends_inside_a_word_that_fits_into_one(text):
    words = set(text.split())
    for room in range(72, 160, 4):
        lines = wrap(text, room, 9, lines=9)
        pieces = {piece for line in lines for piece in line.split() if piece.isascii()}
        assert pieces <= words, (room, lines)
        assert max(width(line, 9) for line in lines) <= room


def test_a_word_that_is_longer_than_the_line_is_parted_and_kept():
    assert "".join(wrap("x" * 60, 80, 9, lines=9)) == "x" * 60


def test_a_line_neither_ends_with_an_opening_bracket_nor_begins_with_a_closing_one():
    for room in range(30, 120, 3):
        first, *rest = wrap("秦山化工（西区）调度室", room, 9, lines=2)
        assert not first.endswith("（")
        assert not any(line.startswith("）") for line in rest)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\u202eevil\u202c", "□evil□"),
        ("🔥消防", "□消防"),
        ("a\n b\tc", "a b c"),
        ("a\x00b", "a□b"),
        ("镕堃 ①", "镕堃 ①"),
        ("\ud800", "□"),
    ],
)
def test_what_no_font_has_or_nobody_sees_becomes_a_box(text, shown):
    assert drawable(text) == shown
