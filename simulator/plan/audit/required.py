"""Required things that are missing: posts, talk groups, single sources."""

from collections.abc import Iterable, Iterator

from simulator.errors import Message, say
from simulator.plan.alike import bare, common
from simulator.plan.audit.naming import agency_title, fact_title, listed
from simulator.plan.audit.survey import Survey
from simulator.plan.composed import Composition, Duty
from simulator.plan.faults import At
from simulator.plan.gap import Evidence, Gap, Side
from simulator.plan.tasks import Requirement
from simulator.text.titles import Identified


def missing(survey: Survey) -> Iterator[Gap]:
    """Find the posts, talk groups and single sources that an obligation requires and the plans lack."""
    for duty in survey.composition.duties:
        wide = duty.record.requires is not None and duty.record.requires.span is not None
        if duty.fulfilled is False and not wide:  # a span that is too wide is a gap of the desk that commands
            yield _missing(survey, duty)


def _missing(survey: Survey, duty: Duty) -> Gap:
    composition, record = survey.composition, duty.record
    requires = record.requires
    holder = duty.holder or next(iter(composition.actors))
    what, remedy, code = _required(composition, duty)
    title = say("Required and not there: {what}", what=what)
    return Gap(
        kind="information",
        place=duty.name,
        rule="required",
        title=title,
        remedy=remedy,
        severity="high" if record.certainty in (None, "verified") else "medium",
        sides=(Side.of(composition.actors[holder]),) * 2,
        evidence=(Evidence("audit", _why_required(survey, duty)),),
        where=(At(duty.plan, requires).place if requires else record.place,),
        agencies=(holder,),
        basis=(record.basis,) if record.basis else (),
        known_from=(code,),
    )


def _why_required(survey: Survey, duty: Duty) -> Message:
    """Give the obligation, and which tasks bring about what only one of them may."""
    name, requires = duty.record.name or duty.name, duty.record.requires or Requirement()
    fact = _meant(survey.composition.facts, requires.one_source, duty)
    makers = [job for job in survey.jobs if fact in {brought for brought, _ in job.brings}]
    if not makers:
        return say("The obligation “{name}” requires it.", name=name)
    tasks = listed(Identified.of(job.record.name, common(job.name)) for job in makers)
    return say(
        "The obligation “{name}” requires it. It is brought about by: {tasks}.", name=name, tasks=tasks
    )


def _required(composition: Composition, duty: Duty) -> tuple[Message, Message, str]:
    requires = duty.record.requires or Requirement()
    if requires.post:
        return (
            say("the post `{post}`", post=requires.post),
            say("write the post under `posts:` with `holder:` and `deputies:`"),
            "G02",
        )
    if requires.one_source:
        fact = _meant(composition.facts, requires.one_source, duty)
        return (
            say("one single source of {fact}", fact=fact_title(composition, fact or requires.one_source)),
            say("let one task alone have it under `achieves:`; the others wait for that fact"),
            "G24",
        )
    named = ((word, _meant(composition.actors, word, duty)) for word in requires.talk_group)
    group = listed(agency_title(composition, agency) if agency else word for word, agency in named)
    return (
        say("a talk group of {agencies}", agencies=group),
        say("write a medium with `members:` that names them all, and put it into `over:` of their links"),
        "G01",
    )


def _meant(names: Iterable[str], word: str | None, duty: Duty) -> str | None:
    """Give the name that a word of a requirement stands for: as it is, of its plan, or the only one."""
    found = [name for name in names if word in (name, bare(name))]
    own = [name for name in found if name in (word, f"{duty.plan}.{word}")]
    return next(iter(own or found)) if len(own or found) == 1 else None
