"""Authority over levels: each severity and warning leads to something, each activation says what it means."""

import re
from collections.abc import Iterator

from simulator.errors import Message, Place, say
from simulator.plan.audit.naming import fact_title, listed
from simulator.plan.audit.prospects import limits_in
from simulator.plan.audit.seam import authority_of
from simulator.plan.audit.survey import Survey
from simulator.plan.colours import COLOURS
from simulator.plan.composed import Actor, Axis, Grade
from simulator.plan.gap import Evidence, Gap, Side
from simulator.text.comparisons import COMPARE
from simulator.text.titles import Title

_SEVERITY = re.compile("severity|灾情|事故等级")

Finding = tuple[Message, Message, Place, str]
"""What was found, what to write, where, and the code of the catalogue."""


def incomplete(survey: Survey) -> Iterator[Gap]:
    """Find the scales whose levels have no criterion, lead to nothing, or do not say what they mean.

    A response must state matter, level, expected duration and measures (Emergency Response Law 2024,
    Art. 72), a warning colour its measures (Art. 64, 66, 67), and each severity must map to something
    (Art. 71).
    """
    named = frozenset(_compared_by_scales(survey))
    for axis in survey.axes:
        findings = (*_without_criterion(survey, axis), *_silent(axis, named), *_unmapped(survey, axis, named))
        if findings:
            yield _incomplete(survey, axis, findings, survey.composition.actors[axis.seat.holders[0]])
    for grade in survey.composition.grades:
        findings = (*_without_criterion(survey, grade), *_not_taken_up(grade))
        if findings:
            yield _incomplete(survey, grade, findings, authority_of(survey, survey.plan(grade.plan)))


def _without_criterion(survey: Survey, axis: Axis | Grade) -> Iterator[Finding]:
    criteria = dict(axis.criteria)
    for rank, level in enumerate(axis.levels, 1):
        when = criteria.get(rank)
        if when is None:
            remedy = (
                say("write `{level}` with `when:` under `levels:`", level=level)
                if isinstance(axis, Axis)
                else say("write the criterion of `{level}` under `when:`", level=level)
            )
            yield (
                say("the level `{level}` has no criterion", level=level),
                remedy,
                axis.record.place_of("order"),
                "G27",
            )
        elif not survey.possible.can(when):
            at = ("levels", level, "when") if isinstance(axis, Axis) else ("when", level)
            place = axis.record.place_of(*at)
            remedy = say(
                "change `when:` of the level `{level}`: as it stands it cannot come true", level=level
            )
            yield (
                say("the criterion of the level `{level}` can never hold", level=level),
                remedy,
                place,
                "G27",
            )


def _silent(axis: Axis, named: frozenset[str]) -> Iterator[Finding]:
    """Find what a declared level does not state; a scale that only classifies states nothing at all."""
    levels = axis.record.levels
    stated = any(level.matter or level.expected or level.measures for level in levels.values())
    warning = COLOURS.issuperset(axis.levels)
    if _severe(axis) or (axis.name in named and not stated and not warning):
        return
    keys = ("measures",) if warning else ("matter", "expected", "measures")
    for name, level in levels.items():
        lacking = [key for key in keys if not getattr(level, key)]
        if lacking:
            found = say(
                "the level `{level}` does not state {keys}",
                level=name,
                keys=listed(f"`{key}`" for key in lacking),
            )
            remedy = say(
                "add {keys} to the level `{level}`", level=name, keys=listed(f"`{key}:`" for key in lacking)
            )
            yield found, remedy, level.place, "G26" if warning else "G28"


def _unmapped(survey: Survey, axis: Axis, named: frozenset[str]) -> Iterator[Finding]:
    """Find the levels of a severity or warning that no criterion and no task takes up."""
    if axis.name not in named and not _severe(axis):
        return
    limits = survey.compared.get(axis.name, ())
    for rank, level in enumerate(axis.levels, 1):
        if not any(holds(rank) for holds in limits):
            yield _leads_nowhere(level, axis.record.place_of("levels", level))


def _not_taken_up(grade: Grade) -> Iterator[Finding]:
    """Find the levels of a scale that nobody declares that no criterion and no task takes up."""
    for rank, level in enumerate(grade.levels, 1):
        if not any(COMPARE[sign](rank, least) for sign, least in grade.compared):
            yield _leads_nowhere(level, grade.record.place_of("order"))


def _leads_nowhere(level: str, place: Place) -> Finding:
    remedy = say(
        "name the level `{level}` in a criterion of a response, or in `when:` of a task", level=level
    )
    found = say("no response level and no task takes up the level `{level}`", level=level)
    return found, remedy, place, "G27"


def _severe(axis: Axis) -> bool:
    title = axis.record.name or Title()
    return any(_SEVERITY.search(text) for text in (axis.name, title.zh, title.en.lower()))


def _compared_by_scales(survey: Survey) -> Iterator[str]:
    for axis in survey.composition.axes:
        for _, when in axis.criteria:
            yield from (name for name, _ in limits_in(when) if name != axis.name)


def _incomplete(survey: Survey, axis: Axis | Grade, findings: tuple[Finding, ...], holder: Actor) -> Gap:
    cannot = any(code == "G27" for *_, code in findings)
    return Gap(
        kind="authority",
        place=axis.name,
        rule="levels",
        title=say("Levels that do not say enough: {scale}", scale=fact_title(survey.composition, axis.name)),
        remedy=_sentences([remedy for _, remedy, _, _ in findings]),
        severity="medium" if cannot and axis.name in survey.ways else "low",
        sides=(Side.of(holder), Side.of(holder)),
        evidence=(
            Evidence("audit", _sentences([found for found, *_ in findings]), {"levels": len(findings)}),
        ),
        where=tuple(dict.fromkeys(place for _, _, place, _ in findings)),
        agencies=(holder.name,),
        facts=(axis.name,),
        basis=(axis.record.basis,) if axis.record.basis else (),
        known_from=tuple(sorted({code for *_, code in findings})),
    )


def _sentences(messages: list[Message]) -> Message:
    first, *others = messages
    for other in others:
        first = say("{first}; {second}", first=first, second=other)
    return first
