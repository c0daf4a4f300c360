"""Problems as values."""

from simulator.errors import DrillError, Place, Problem, StoppedError, say
from simulator.text.messages import in_language
from simulator.text.titles import Title


def test_a_message_is_put_together_in_the_readers_language():
    chinese = {"no agency {name}": "没有机构 {name}", "in {plan}": "在 {plan} 中", "see {where}": "见{where}"}
    message = say("see {where}", where=say("in {plan}", plan="city"))
    assert str(message) == "see in city"
    assert message.render(chinese.__getitem__) == "见在 city 中"


def test_a_space_of_a_chinese_template_goes_where_both_sides_are_chinese():
    def shown(chinese, **values):
        return say("", **values).render(lambda _: chinese)

    assert shown("此前 {before} 尚无事件", before="21 小时") == "此前 21 小时尚无事件"
    assert shown("此前 {before} 尚无事件", before="21:00") == "此前 21:00 尚无事件"
    assert shown("{plan} 没有通报关系", plan="预案（一）") == "预案（一）没有通报关系"
    assert shown("{most:>3} 没有 {name!r} 项", most=7, name="a") == "  7 没有 'a' 项"


def test_a_message_without_values_may_hold_braces():
    assert str(say("write {median: 5 min}")) == "write {median: 5 min}"


def test_a_place_reads_as_editors_take_it():
    assert str(Place("city.yaml", 3, 7)) == "city.yaml:3:7"


def test_problems_come_sorted_by_place_and_once():
    late, early = (Problem(Place("city.yaml", line), say("odd")) for line in (10, 9))
    error = DrillError([late, early, late])
    assert error.problems == (early, late)
    assert str(error) == "city.yaml:9:1: odd\ncity.yaml:10:1: odd"


def test_what_stopped_the_work_can_be_read():
    assert str(StoppedError(say("the disk is full"))) == "the disk is full"


def test_a_value_that_is_several_is_listed_with_the_comma_of_the_language():
    message = say("there are: {names}", names=("a", say("`town`"), "b"))
    assert str(message) == "there are: a, `town`, b"
    assert in_language(message, "zh") == "现有：a、`town`（乡镇、镇、乡、街道）、b"
    assert in_language(say("there are: {names}", names=(Title("省", "province"), "b")), "zh") == "现有：省、b"
