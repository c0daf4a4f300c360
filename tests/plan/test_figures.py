"""Figures of a plan that cannot be."""

import pytest

from simulator.errors import DrillError

TASK = "procedures:\n  flood:\n    go: {owner: fire, when: leak, needs: %s}\n"


@pytest.mark.parametrize(
    ("needs", "message"),
    [
        ("{engine: 0}", "`0` is not possible here"),
        ("{engine: -1}", "`-1` is not possible here"),
        ("{desk: true}", "a whole number is expected here, not `true`"),
        ("{engine: 1.5}", "a whole number is expected here, not `1.5`"),
    ],
)
def test_work_takes_a_whole_number_of_units_and_one_at_least(problems, needs, message):
    assert [line.partition(": ")[2] for line in problems(city=TASK % needs)] == [message]


def test_a_number_in_quotes_is_none_and_the_hint_says_so(composed):
    with pytest.raises(DrillError) as caught:
        composed(city=TASK % "{engine: '2'}")
    (problem,) = caught.value.problems
    assert str(problem.found) == "a whole number is expected here, not `2`"
    assert str(problem.hint) == "take the quotes away"


@pytest.mark.parametrize(("levels", "count"), [(99, 0), (100, 1)])
def test_a_scale_has_at_most_99_levels(problems, levels, count):
    # A scale tells its levels apart from those of the next scale by two digits.
    order = ", ".join(f"l{number}" for number in range(levels))
    scale = f"scales:\n  danger: {{order: [{order}], declared_by: duty, levels: {{l1: {{when: leak}}}}}}\n"
    assert len(problems(city=scale)) == count


def test_a_deputy_who_steps_in_at_once_does_not_wait(composed):
    posts = "posts:\n  boss: {holder: duty, deputies: [fire], after: %s}\n"
    assert composed(city=posts % "0 s").seats["city.boss"].after == 0
    assert composed(city=posts.replace(", after: %s", "")).seats["city.boss"].after == 900
