"""The chart of scores."""

import pytest

from simulator.report.scorecard import SHOWN, draw_scorecard
from simulator.report.style import MARK, figure_bytes
from tests.report.overlaps import boxes, outside, overlapping
from tests.report.staged import HOSTILE


def texts(word):
    return {"zh": word, "en": word}


def check(score, title="x"):
    return {"name": "c", "title": texts(title), "held": score, "of": 1, "score": score}


def card(name, result, process, *, vetoes=()):
    return {
        "name": name,
        "title": texts(name),
        "score": (result + process) / 2,
        "result": {"score": result, "checks": [check(result)]},
        "process": {"score": process, "checks": [check(process)]},
        "vetoes": [{"rule": "never", "reason": texts(reason), "title": texts("t")} for reason in vetoes],
    }


HALF = ((0.5, (check(0.25, "weak"), check(0.75))),)


def summary(cards, qualities=HALF):
    return {
        "qualities": [
            {
                "name": f"q{number}",
                "title": texts(f"quality {number}"),
                "score": score,
                "checks": list(checks),
            }
            for number, (score, checks) in enumerate(qualities)
        ],
        "scorecard": {"agencies": cards},
    }


def drawn(*parts, lang="en"):
    return draw_scorecard(summary(*parts), title="暴雨叠加泥石流", lang=lang)


def written(figure):
    return [text for text, _ in boxes(figure)]


def test_it_is_marked_and_says_what_a_quality_is_weakest_in():
    found = written(drawn([card("a", 0.5, 1.0)]))
    assert MARK in found
    assert "weakest, 25: weak" in found
    assert "50" in found  # of the quality
    assert "75" in found  # of the agency: the mean of 0.5 and 1


def test_a_quality_without_checks_has_no_number():
    found = written(drawn([], ((None, (check(None),)),)))
    assert "nothing to check" in found


def test_agencies_with_a_veto_stand_first_and_say_why():
    figure = drawn([card("low", 0.1, 0.1), card("fine", 1.0, 1.0, vetoes=["never met"])])
    places = {text.get_gid(): text.get_position()[1] for text in figure.axes[0].texts if text.get_gid()}
    assert places["agency:fine"] < places["agency:low"]  # y grows downwards
    assert "veto: never met" in written(figure)
    assert "✗" not in written(drawn([card("fine", 1.0, 1.0)]))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_long_names_neither_overlap_nor_leave_the_sheet(lang):
    long = "临江市突发事件应急指挥部办公室应急通信保障与信息报送联络组" * 2
    cards = [card(f"{long}{number}", number / 60, 0.9, vetoes=[long]) for number in range(40)]
    figure = drawn(cards, [(0.1 * number, (check(0.1, long),)) for number in range(5)], lang=lang)
    assert not overlapping(figure)
    assert not outside(figure)
    assert sum(text.startswith(long[:5]) for text in written(figure)) == SHOWN


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_titles_are_drawn(name):
    assert not outside(drawn([card(name, 0.5, 0.5, vetoes=[name])]))


def test_equal_scores_give_equal_bytes():
    assert figure_bytes(drawn([card("a", 0.5, 1.0)]), "svg") == figure_bytes(
        drawn([card("a", 0.5, 1.0)]), "svg"
    )
