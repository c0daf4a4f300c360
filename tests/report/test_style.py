"""The one place of chart style: the bundled font, the palette, files that come out the same."""

import re
import subprocess
import sys
from itertools import combinations

import matplotlib as mpl
import numpy as np
import pytest
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, findfont, get_font

from simulator.report.style import (
    FONT,
    FONTS,
    LOOKS,
    SECTORS,
    chart_style,
    figure_bytes,
    font_chain,
)

RARE_NAMES = "镕堃赟喆昇祎玥珺"
SIGNS = "→←↑↓×√≤≥–—…•▲▼●○■□−·≈±℃㎡ⅠⅡⅣ①⑳，。：；！？“”‘’《》（）、％～"


def chart(text: str = "市应急局") -> Figure:
    figure = Figure(figsize=(8, 4))
    axes = figure.add_subplot()
    for row, (name, look) in enumerate(LOOKS.items()):
        axes.barh(row, row - 4.5, color=look.colour, hatch=look.hatch, linestyle=look.dash, label=name)
    axes.set_title(text)
    axes.legend()
    return figure


@pytest.mark.parametrize("kind", ["svg", "png"])
@pytest.mark.parametrize("text", [RARE_NAMES, SIGNS, "2小时15分钟 – T+02:10, naïve"])
def test_chinese_names_and_signs_are_drawn_without_a_missing_glyph(text, kind):
    with chart_style():  # a missing glyph is a warning, and warnings are errors
        assert figure_bytes(chart(text), kind)


def test_a_character_that_no_font_has_is_noticed_by_the_test_above():
    with chart_style(), pytest.warns(UserWarning, match=r"Glyph .* missing"):
        figure_bytes(chart("\uf8f0"), "png")


def test_the_bundled_font_holds_the_gbk_repertoire_of_ideographs():
    held = get_font(FONT).get_charmap()
    wanted = [chr(code) for code in range(0x4E00, 0x9FA6)]
    assert len([character for character in wanted if character.encode("gbk", "ignore")]) > 20_000
    assert not [
        character for character in wanted if character.encode("gbk", "ignore") and ord(character) not in held
    ]


def test_text_is_drawn_with_the_bundled_font():
    with chart_style():
        assert findfont(FontProperties()) == str(FONT)


def test_families_that_the_machine_lacks_are_not_asked_for(caplog):
    assert set(font_chain()) <= set(FONTS)
    with chart_style():
        figure_bytes(chart(), "png")
    assert not caplog.records


@pytest.mark.parametrize("kind", ["svg", "png"])
def test_equal_figures_give_equal_bytes(kind):
    with chart_style():
        assert figure_bytes(chart(), kind) == figure_bytes(chart(), kind)


@pytest.mark.parametrize("kind", ["svg", "png"])
def test_another_process_gives_the_same_bytes(kind):
    code = (
        "import sys; from matplotlib.figure import Figure\n"
        "from simulator.report.style import chart_style, figure_bytes\n"
        "with chart_style():\n"
        "    figure = Figure(); axes = figure.add_subplot(); axes.bar([1, 2], [3, -1], hatch='//')\n"
        "    axes.set_title('应急'); sys.stdout.buffer.write(figure_bytes(figure, sys.argv[1]))\n"
    )
    command = [sys.executable, "-c", code, kind]
    first, second = (subprocess.run(command, check=True, capture_output=True).stdout for _ in range(2))
    assert first
    assert first == second


def test_files_tell_no_date():
    with chart_style():
        assert b"<dc:date>" not in figure_bytes(chart(), "svg")
        assert figure_bytes(chart(), "png").startswith(b"\x89PNG")


def test_letters_in_an_svg_are_outlines_so_that_no_font_is_needed_to_read_it():
    with chart_style():
        assert b"<text" not in figure_bytes(chart(), "svg")


def test_a_dollar_in_a_name_is_a_dollar():
    with chart_style():
        assert figure_bytes(chart(r"$\nonsense{ $"), "png")


def test_the_users_own_matplotlib_settings_change_nothing(tmp_path):
    with chart_style():
        plain = figure_bytes(chart(), "svg")
    with (
        mpl.rc_context({"font.size": 30, "lines.linewidth": 9, "savefig.transparent": True}),
        chart_style(),
    ):
        assert figure_bytes(chart(), "svg") == plain


def test_the_settings_from_before_are_back_after_the_block():
    before = dict(mpl.rcParams)
    with chart_style():
        assert mpl.rcParams["svg.fonttype"] == "path"
    assert dict(mpl.rcParams) == before


# Viénot, Brettel and Mollon (1999), "Digital video colourmaps for checking the legibility of displays by
# dichromats", equations 4 to 6: what a protanope and a deuteranope see, in linear RGB.
DICHROMATS = {
    "protanope": [[0.11238, 0.88762, 0.0], [0.11238, 0.88762, 0.0], [0.00401, -0.00401, 1.0]],
    "deuteranope": [[0.29275, 0.70725, 0.0], [0.29275, 0.70725, 0.0], [-0.02234, 0.02234, 1.0]],
}


@pytest.mark.parametrize("eye", DICHROMATS)
@pytest.mark.parametrize("looks", [LOOKS, SECTORS], ids=["states", "sectors"])
def test_looks_that_are_near_in_colour_to_some_eye_differ_in_form(looks, eye):
    def seen(look):
        return np.array(DICHROMATS[eye]) @ np.array(to_rgb(look.colour)) ** 2.2

    for (name, one), (other_name, other) in combinations(looks.items(), 2):
        near = np.abs(seen(one) - seen(other)).max() < 0.08
        assert not near or (one.hatch, one.dash) != (other.hatch, other.dash), (name, other_name)


def test_colours_are_written_as_six_hexadecimal_digits_for_the_report_page_too():
    for look in (*LOOKS.values(), *SECTORS.values()):
        assert re.fullmatch(r"#[0-9a-f]{6}", look.colour)
