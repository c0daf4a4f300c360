"""Scales that nobody declares: what level it is follows from what each agency believes, as with severity."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from simulator.errors import say
from simulator.plan.composed import Grade
from simulator.plan.conditions import resolve
from simulator.plan.faults import At
from simulator.plan.meaning import Meaning
from simulator.plan.model import Plan
from simulator.plan.tasks import Scale
from simulator.text.condition_tree import Condition, names_in
from simulator.text.faults import did_you_mean

DECLARING = ("decide", "automatic", "levels", "lower")
"""Keys of a scale that only somebody who declares it gives a meaning."""


def know_grades(plans: Iterable[Plan], meaning: Meaning) -> Meaning:
    """Give the meaning of names with the scales that nobody declares; their criteria name facts alone."""
    found = {
        grade.name: grade
        for plan in plans
        for name, scale in plan.scales.items()
        if scale.declared_by is None
        for grade in [_grade(name, At(plan.id, scale), scale, meaning)]
    }
    return replace(meaning, grades=found)


def _grade(name: str, at: At, scale: Scale, meaning: Meaning) -> Grade:
    faults = meaning.references.faults
    for key in DECLARING:
        if key in scale.model_fields_set:
            found = say("`{key}` does not go with a scale that nobody declares", key=key)
            faults.add(at.of_key(key), found, say("say who declares it under `declared_by:`"))
    if not scale.when:
        found = say("nobody declares this scale, and nothing says what its levels are")
        faults.add(at, found, say("write `declared_by:`, or the criteria of its levels under `when:`"))
    fact = name if name in meaning.facts.world else f"{at.plan}.{name}"
    return Grade(fact, scale, at.plan, scale.order, tuple(sorted(_criteria(at, scale, meaning), key=_rank)))


def _rank(criterion: tuple[int, Condition]) -> int:
    return criterion[0]


def _criteria(at: At, scale: Scale, meaning: Meaning) -> Iterator[tuple[int, Condition]]:
    for level, when in scale.when.items():
        condition = resolve(meaning, when, at.of("when", level))
        _check_names(condition, at.of("when", level), meaning)
        if level in scale.order:
            yield scale.order.index(level) + 1, condition
        else:
            hint = did_you_mean(level, scale.order) or say("write it into `order:` too")
            found = say("`{level}` is not in `order`", level=level)
            meaning.references.faults.add(at.of_key("when", level), found, hint)


def _check_names(condition: Condition, at: At, meaning: Meaning) -> None:
    """How bad it is does not follow from what was declared: the two are never mixed."""
    for name in names_in(condition):
        if meaning.facts.item(name.text).kind == "level":
            found = say(
                "a scale that nobody declares follows from facts, and `{name}` is a scale", name=name.text
            )
            hint = say("name the facts themselves, as `sum(dead) >= 3`")
            meaning.references.faults.add(at, found, hint, offset=name.offset)


def check_scale_names(name: str, condition: Condition, at: At, meaning: Meaning) -> None:
    """Check that no criterion of a scale asks for the level of that very scale."""
    for each in names_in(condition):
        if each.text == name:
            found = say("a level of `{name}` cannot depend on the level of `{name}` itself", name=name)
            hint = say("name what it follows from, as `severity >= larger`")
            meaning.references.faults.add(at, found, hint, offset=each.offset)


def taken_up(grades: Mapping[str, Grade], compared: Iterable[tuple[str, str, int]]) -> tuple[Grade, ...]:
    """Give the scales that nobody declares, each with what tasks and scales compare it with."""
    said: dict[str, list[tuple[str, int]]] = {name: [] for name in grades}
    for name, sign, rank in compared:
        said[name].append((sign, rank))
    return tuple(replace(grade, compared=tuple(said[name])) for name, grade in grades.items())
