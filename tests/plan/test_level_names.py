"""What levels and kinds of units are called: by the plan, by custom, by their ids."""

import pytest

from simulator.text.titles import Title

PLAN = """\
kinds: {engine: {zh: 消防车, en: fire engine}}
scales:
  warning: {order: [blue, red], names: {red: {zh: 红色预警, en: Red alert}}, declared_by: duty, levels: {}}
  response: {order: [II, I], declared_by: duty, levels: {}}
  severity: {order: [small, larger], when: {larger: leak}}
"""


@pytest.mark.parametrize(
    ("fact", "names"),
    [
        ("city.warning", [Title("蓝色", "Blue"), Title("红色预警", "Red alert")]),
        ("city.response", [Title("二级", "Level II"), Title("一级", "Level I")]),
    ],
)
def test_a_level_has_the_name_of_the_plan_or_the_customary_one(composed, fact, names):
    assert list(composed(city=PLAN).facts[fact].level_names) == names


def test_a_level_without_any_name_is_called_by_its_id(composed):
    plan = PLAN.replace("order: [II, I]", "order: [watch, all_out]")
    assert composed(city=plan).facts["city.response"].level_names[1] == Title("all_out", "all_out")


def test_the_first_plan_that_names_a_kind_names_it_for_all(composed):
    other = PLAN.split("scales:", maxsplit=1)[0].replace("消防车", "车")
    composition = composed(city=PLAN, other=other)
    assert composition.kind_name("engine") == Title("消防车", "fire engine")
    assert composition.kind_name("truck") == Title("truck", "truck")


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        (
            "kinds: {engine:",
            "kinds: {engin:",
            "there are no units of the kind `engin`",
        ),
        ("names: {red:", "names: {rad:", "`rad` is not in `order`"),
    ],
)
def test_a_name_for_what_is_not_there_is_a_slip(problems, old, new, found):
    assert any(found in each for each in problems(city=PLAN.replace(old, new)))
