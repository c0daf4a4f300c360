"""Tables in terminals of any width: every name is there, and no number is cut."""

from io import StringIO
from types import MappingProxyType

import pytest
from rich.console import Console

from simulator.cli.tables import new_table
from simulator.cli.widths import broken, shared_width
from simulator.errors import say

NAMES = ("Linjiang environment bureau told", "市应急局接报", "Leak sealed")
FIGURES = ("100 %", "31 min 39 s", "52 min 25 s – 1 h 3 min", "3 小时 25 分", "> 12 h")
HEADINGS = ("milestone", "reached", "p10", "95 % interval of the median", "median", "p90")


def drawn(width, *, figures=FIGURES, spare=(), explained=MappingProxyType({})):
    columns = [(say("{text}", text=text), "right") for text in HEADINGS]
    columns[0] = (columns[0][0], "left")
    table = new_table(say("Milestones"), columns, "en")
    for name in NAMES:
        table.add_row(name, *figures)
    table.spare, table.explained = spare, explained
    stream = StringIO()
    Console(file=stream, width=width, markup=False).print(table)
    return stream.getvalue().splitlines()


def columns_of(lines):
    """Give what stands in each column: a line of each row starts and ends where its heading line does."""
    body = lines[next(number for number, line in enumerate(lines) if "──" in line) + 1 :]
    return " ".join("".join(body).split()), body


@pytest.mark.parametrize("width", [80, 100, 140])
def test_no_name_is_left_out_and_no_number_is_cut(width):
    text, body = columns_of(drawn(width))
    assert all(len(line) <= width for line in body)
    for word in ["Linjiang", "environment", "bureau", "told", "Leak", "sealed"]:
        assert word in text.split()
    assert "…" not in text
    for figure in ("31 min", "39 s", "52 min", "25 s –", "3 小时", "25 分", "> 12 h"):
        assert text.count(figure) == len(NAMES), figure


def test_what_has_room_stands_on_one_line():
    _, body = columns_of(drawn(140))
    assert len([line for line in body if line.strip()]) == len(NAMES)


def test_an_interval_in_chinese_brackets_stays_whole():
    assert broken("单独采用节省的分钟数（95 % 区间）", 20) == ["单独采用节省的分钟数", "（95 % 区间）"]


def test_a_narrow_terminal_goes_without_spare_columns_and_says_which():
    """The name needs 24, figures 7, 11, 23, 12 and 6: with 19 between them 102, without the interval 76."""
    whole, narrow, narrower = (drawn(width, spare=(3, 2)) for width in (102, 101, 75))
    assert all(word in " ".join(whole) for word in HEADINGS if word != HEADINGS[3])
    assert "wider" not in whole[-1]
    assert narrow[-1] == "in a wider window also: 95 % interval of the median"
    assert narrower[-1] == "in a wider window also: p10 · 95 % interval of the median"
    for lines in (narrow, narrower):
        assert not any("52 min" in line for line in lines)
        assert sum("3 小时 25 分" in line for line in lines) == len(NAMES)  # nothing that is shown breaks


def test_a_column_is_explained_only_where_it_is_shown():
    whole, narrow = (drawn(width, spare=(3,), explained={3: say("spread")}) for width in (102, 101))
    assert whole[-1] == "spread"
    assert "spread" not in narrow


def test_names_break_before_numbers():
    """A name of 29, a number of 10: in 36 columns the name gives way and no number breaks.

    In 24 the widest gives way, down to its longest word: the name to 12, the number to `12 min` and `3 s`,
    which takes 6 of its 10, and the name gets these back.
    """
    texts = [["who", "a name of many words, 29 wide"], ["p90", "12 min 3 s"]]
    assert shared_width(texts, [False, True], 36) == [26, 10]
    assert shared_width(texts, [False, True], 18) == [12, 6]


def test_a_terminal_too_narrow_for_words_still_gets_every_column():
    """6 columns with 1 wide each leave nothing out."""
    widths = shared_width([["milestone", "Linjiang"], ["reached", "100 %"]], [False, True], 8)
    assert sum(widths) == 8
    assert min(widths) >= 1


@pytest.mark.parametrize("figure", [*FIGURES, "5 min  at work · 3 of 4"])
def test_broken_figures_put_together_are_the_same(figure):
    for width in range(1, 30):
        assert " ".join(broken(figure, width)).split() == figure.split()


def test_columns_of_the_environment_are_the_width_of_what_is_no_terminal(drill):
    done = drill("run", "fire.yaml", COLUMNS="60")
    assert "Team told" in done.stdout
    tables = done.stdout[done.stdout.index("Objectives") :]
    assert max(len(line.rstrip()) for line in tables.splitlines() if "──" in line) <= 60
