"""Need to know: the facts that each agency must learn to do its part, and where that stands."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from simulator.errors import Place
from simulator.plan.audit.setting import Setting
from simulator.plan.composed import Composition, Duty, Job
from simulator.text.conditions import And, AtLeast, Condition, Knows, Lasting, Not, Or, names_in
from simulator.text.record import Title

Purpose = Literal["task", "scale", "obligation", "agreement", "milestone"]


@dataclass(frozen=True, slots=True)
class Need:
    """A fact that an agency needs, and for what: `name` is a task, scale, obligation, agreement or milestone.

    `teller` is who must tell it, None where that may be anybody. `alone` tells that nothing else stands in for the fact (it is in no `or`, and not only denied).
    """

    agency: str
    fact: str
    purpose: Purpose
    name: str
    title: Title
    place: Place
    basis: Title | None = None
    teller: str | None = None
    alone: bool = True


def needs_of(composition: Composition, setting: Setting | None) -> Iterator[Need]:
    """Give all needs in declared order; a fact is given for each purpose that it serves."""
    for job in composition.jobs:
        yield from job_needs(composition, job)
    for axis in composition.axes:
        holder, title = axis.seat.holders[0], axis.record.name or Title.read(axis.name)
        for _, when in axis.criteria:
            for agency, fact, alone in wanted(composition, when, holder):
                place, basis = axis.record.place, axis.record.basis
                yield Need(agency, fact, "scale", axis.name, title, place, basis, alone=alone)
    for duty in composition.duties:
        yield from _duty_needs(composition, duty)
    for pact in composition.pacts:
        title, record = Title.read(pact.name), pact.records[0]
        for fact in pact.tells:
            yield Need(pact.receiver, fact, "agreement", pact.name, title, record.place, record.basis, pact.giver)
    for aim in setting.aims if setting else ():
        for part in known_in(aim.when):
            yield Need(part.agency, part.name.text, "milestone", aim.name, aim.title, aim.place)


def job_needs(composition: Composition, job: Job) -> Iterator[Need]:
    """Give what the owner of a task must know to start it and to break it off."""
    title = job.record.name or Title.read(job.name)
    for condition, starts in ((job.when, True), (job.stops, False)):
        for agency, fact, alone in wanted(composition, condition, job.owner) if condition else ():
            place, basis = job.record.place, job.record.basis
            yield Need(agency, fact, "task", job.name, title, place, basis, alone=alone and starts)


def _duty_needs(composition: Composition, duty: Duty) -> Iterator[Need]:
    title = duty.record.name or Title.read(duty.name)
    place, basis = duty.record.place, duty.record.basis
    if duty.fact:
        yield Need(duty.receiver or "", duty.fact, "obligation", duty.name, title, place, basis, duty.sender)
    if duty.when and duty.then and duty.holder and duty.record.starts == "knows":
        for agency, fact, alone in wanted(composition, duty.when, duty.holder):
            yield Need(agency, fact, "obligation", duty.name, title, place, basis, alone=alone)


def wanted(composition: Composition, condition: Condition, reader: str) -> Iterator[tuple[str, str, bool]]:
    """Give (agency, fact, whether nothing stands in for it) of a condition that an agency reads."""
    for agency, fact, alone in dict.fromkeys(_wanted(condition, reader, alone=True)):
        if fact in composition.facts and agency in composition.actors:
            yield agency, fact, alone


def _wanted(condition: Condition, reader: str, *, alone: bool) -> Iterator[tuple[str, str, bool]]:
    match condition:
        case And(items):
            for item in items:
                yield from _wanted(item, reader, alone=alone)
        case Or(items) | AtLeast(_, items):
            for item in items:
                yield from _wanted(item, reader, alone=alone and len(items) == 1)
        case Lasting(item):
            yield from _wanted(item, reader, alone=alone)
        case Not(item):
            yield from _wanted(item, reader, alone=False)
        case Knows(agency, name):
            yield agency, name.text, alone
        case _:
            for name in names_in(condition):
                yield reader, name.text, alone


def known_in(condition: Condition) -> Iterator[Knows]:
    """Give every `AGENCY knows x` of a condition."""
    match condition:
        case And(items) | Or(items) | AtLeast(_, items):
            for item in items:
                yield from known_in(item)
        case Not(item) | Lasting(item):
            yield from known_in(item)
        case Knows():
            yield condition
        case _:
            return
