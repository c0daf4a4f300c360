"""Duties to act that nothing leads to: nobody does what is to be done, or nobody because of its start."""

from collections.abc import Iterable, Iterator

from simulator.errors import Message, say
from simulator.plan.audit.naming import agency_title, fact_title, listed
from simulator.plan.audit.need import wanted_by
from simulator.plan.audit.prospects import limits_in
from simulator.plan.audit.survey import Survey
from simulator.plan.composed import Axis, Duty
from simulator.plan.gap import Evidence, Gap, Side
from simulator.text.condition_tree import Condition, names_in
from simulator.text.titles import Title


def unled(survey: Survey) -> Iterator[Gap]:
    """Find the obligations "if this then that" of which nobody does that, or nobody because of this.

    Behind a condition stand its facts, and what the tasks and levels that bring them about go by, step by
    step. Where nothing stands behind both, the duty is done in time by chance alone.
    """
    for duty in survey.composition.duties:
        if duty.when is not None and duty.then is not None and _starts(survey, duty.when):
            doers = _doers(survey, duty.then)
            if not doers and not _by_the_world(survey, duty.then):
                yield _undone(survey, duty, duty.then)
            elif doers and not _behind(survey, duty.when) & _behind(survey, duty.then):
                yield _unled(survey, duty, duty.when, duty.then)


def _starts(survey: Survey, when: Condition) -> bool:
    return survey.setting is None or survey.alive.can(when)


def _doers(survey: Survey, then: Condition) -> tuple[str, ...]:
    """Give who brings about what is to be done."""
    makers = (thing for name in names_in(then) for thing in survey.producers.get(name.text, ()))
    owners = (thing.seat.holders[0] if isinstance(thing, Axis) else thing.owner for thing in makers)
    return tuple(dict.fromkeys(owners))


def _by_the_world(survey: Survey, then: Condition) -> bool:
    told = {fact for fact, _ in survey.setting.facts} if survey.setting else set()
    return any(name.text in told for name in names_in(then))


def _behind(survey: Survey, condition: Condition) -> set[str]:
    """Give the facts that a condition goes by, and all that stands behind them."""
    found: set[str] = set()
    waiting = list(_first(survey, condition, found))
    while waiting:
        fact = waiting.pop()
        if fact not in found:
            found.add(fact)
            makers = survey.producers.get(fact, ())
            waiting += [each for thing in makers for _, each, _ in wanted_by(survey.composition, thing)]
    return found


def _first(survey: Survey, condition: Condition, found: set[str]) -> Iterator[str]:
    """Give the facts of a condition; for a level that it asks for, those of the criteria of such levels."""
    tests = dict(limits_in(condition))
    axes = {axis.name: axis for axis in survey.composition.axes}
    for name in names_in(condition):
        axis = axes.get(name.text)
        if axis is None or name.text not in tests:
            yield name.text
            continue
        found.add(name.text)
        for rank, when in axis.criteria:
            yield from (each.text for each in names_in(when) if tests[name.text](rank))


def _undone(survey: Survey, duty: Duty, then: Condition) -> Gap:
    what = _facts(survey, then)
    title = say("{duty}: nobody has a task that does it", duty=_title(duty))
    remedy = say("write a task that achieves {facts}, with its owner, and say on what it starts", facts=what)
    evidence = say("No task and no scale brings about {facts}.", facts=what)
    return _gap(survey, duty, "undone", (title, remedy, evidence), ())


def _unled(survey: Survey, duty: Duty, when: Condition, then: Condition) -> Gap:
    start, doers = _facts(survey, when), _doers(survey, then)
    title = say("{duty}: nothing leads there from what is to start it", duty=_title(duty))
    remedy = say(
        "name {facts} in the criterion of the level, or in `when:` of the task, that the obligation asks for",
        facts=start,
    )
    behind = sorted(_behind(survey, then) - {name.text for name in names_in(then)})
    agencies = listed(agency_title(survey.composition, name) for name in doers)
    facts = listed(fact_title(survey.composition, fact) for fact in behind)
    evidence = (
        say("{agencies} goes by {facts}, not by {start}.", agencies=agencies, facts=facts, start=start)
        if behind
        else say("{agencies} does not go by {start}.", agencies=agencies, start=start)
    )
    return _gap(survey, duty, "unled", (title, remedy, evidence), doers)


def _facts(survey: Survey, condition: Condition) -> Title:
    return listed(fact_title(survey.composition, name.text) for name in names_in(condition))


def _title(duty: Duty) -> Title:
    return duty.record.name or Title.read(duty.name)


def _gap(
    survey: Survey, duty: Duty, rule: str, texts: tuple[Message, Message, Message], doers: Iterable[str]
) -> Gap:
    title, remedy, evidence = texts
    actors, holder = survey.composition.actors, duty.holder or next(iter(survey.composition.actors))
    agencies = tuple(dict.fromkeys((holder, *doers)))
    return Gap(
        kind="authority",
        place=duty.name,
        rule=rule,
        title=title,
        remedy=remedy,
        severity="high" if rule == "undone" else "medium",
        sides=(Side.of(actors[holder]), Side.of(actors[agencies[-1]])),
        evidence=(Evidence("audit", evidence),),
        where=(duty.record.place,),
        agencies=agencies,
        facts=tuple(name.text for name in names_in(duty.then)) if duty.then else (),
        basis=(duty.record.basis,) if duty.record.basis else (),
        known_from=("G26",) if rule == "undone" else ("G25",),
    )
