"""Need to know: the facts that each agency must learn to do its part, and where that stands."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from simulator.errors import Place
from simulator.plan.agencies import Post
from simulator.plan.audit.setting import Aim, Setting
from simulator.plan.composed import Axis, Composition, Duty, Job
from simulator.plan.links import Agreement
from simulator.plan.tasks import Obligation, Scale, Task
from simulator.text.condition_tree import (
    And,
    AtLeast,
    Believes,
    Condition,
    Knows,
    Lasting,
    Not,
    Or,
    atoms,
    names_in,
    people_in,
)
from simulator.text.titles import Title

Purpose = Literal["task", "scale", "post", "obligation", "agreement", "milestone"]

Wanted = tuple[str, str, bool]
"""(agency, fact, whether nothing stands in for it)."""


@dataclass(frozen=True, slots=True)
class Need:
    """A fact that an agency needs; `name` is that of the task, scale, post, ... that it is needed for.

    `where` has its title, line and paragraph. `teller` is who must tell it, None where that may be anybody.
    `alone` tells that nothing else stands in for the fact (it is in no `or`, and not only denied).
    `either` is an agency of which it is enough that it knows instead.
    """

    agency: str
    fact: str
    purpose: Purpose
    name: str
    where: Task | Scale | Post | Obligation | Agreement | Aim
    teller: str | None = None
    alone: bool = True
    either: str | None = None

    @property
    def title(self) -> Title:
        """The name for people, else the id."""
        return self.titled or Title.read(self.name)

    @property
    def titled(self) -> Title | None:
        """The name for people, if there is one."""
        return self.where.title if isinstance(self.where, Aim) else getattr(self.where, "name", None)

    @property
    def place(self) -> Place:
        """Where that stands which needs it."""
        return self.where.place

    @property
    def basis(self) -> Title | None:
        """The paragraph that it goes back to."""
        return None if isinstance(self.where, Aim) else self.where.basis


def needs_of(composition: Composition, setting: Setting | None) -> Iterator[Need]:
    """Give all needs in declared order; a fact is given for each purpose that it serves."""
    for job in composition.jobs:
        for agency, fact, alone in wanted_by(composition, job):
            yield Need(agency, fact, "task", job.name, job.record, alone=alone)
    for axis in composition.axes:
        for agency, fact, alone in wanted_by(composition, axis):
            sole = alone and len(axis.criteria) == 1  # else another level may be declared without it
            yield Need(agency, fact, "scale", axis.name, axis.record, alone=sole)
    yield from _handed(composition)
    yield from _told(composition)
    for aim in setting.aims if setting else ():
        yield from _aimed(composition, aim)


def _handed(composition: Composition) -> Iterator[Need]:
    """Give what must be known for posts to be taken up by their holders, and handed over by either side.

    Where nothing is up to a post, nobody waits for it to change hands.
    """
    used = {job.post for job in composition.jobs} | {axis.seat.name for axis in composition.axes}
    used |= {job.seat.name for job in composition.jobs if job.seat}
    for name, turnover in composition.turnovers.items():
        seat = composition.seats[name]
        if name not in used or seat.record is None or not seat.holders:
            continue
        for condition in turnover.conditions:
            either = turnover.to if condition is turnover.when else None
            for agency, fact, alone in wanted(composition, condition, seat.holders[0]):
                yield Need(agency, fact, "post", name, seat.record, alone=alone, either=either)


def _aimed(composition: Composition, aim: Aim) -> Iterator[Need]:
    """Give what a milestone wants agencies to know, and those who look after people."""
    for agency, fact in known_in(aim.when):
        yield Need(agency, fact, "milestone", aim.name, aim)
    carers = [actor.name for actor in composition.actors.values() if actor.record.people]
    for people in people_in(aim.when):
        for carer in carers:
            yield Need(carer, people.knows.text, "milestone", aim.name, aim, alone=False)


def _told(composition: Composition) -> Iterator[Need]:
    """Give what obligations and agreements want told."""
    for duty in composition.duties:
        yield from _duty_needs(composition, duty)
    for pact in composition.pacts:
        for fact in pact.tells:
            yield Need(pact.receiver, fact, "agreement", pact.name, pact.records[0], pact.giver)


def wanted_by(composition: Composition, thing: Job | Axis) -> Iterator[Wanted]:
    """Give what the owner of a task must know to start and to break it off, or a declarer for its levels."""
    if isinstance(thing, Job):
        yield from wanted(composition, thing.when, thing.owner)
        for agency, fact, _ in wanted(composition, thing.stops, thing.owner) if thing.stops else ():
            yield agency, fact, False
    else:
        criteria = (when for _, when in thing.criteria)
        found = (each for when in criteria for each in wanted(composition, when, thing.seat.holders[0]))
        yield from dict.fromkeys(found)
        for _, when in thing.lower:
            lowering = wanted(composition, when, thing.seat.holders[0])
            yield from dict.fromkeys((agency, fact, False) for agency, fact, _ in lowering)


def _duty_needs(composition: Composition, duty: Duty) -> Iterator[Need]:
    if duty.fact:
        always = duty.when is None
        yield Need(
            duty.receiver or "", duty.fact, "obligation", duty.name, duty.record, duty.sender, alone=always
        )
    if duty.when and duty.then and duty.holder and duty.record.starts == "knows":
        for agency, fact, alone in wanted(composition, duty.when, duty.holder):
            yield Need(agency, fact, "obligation", duty.name, duty.record, alone=alone)


def wanted(composition: Composition, condition: Condition, reader: str) -> Iterator[Wanted]:
    """Give what must be known for a condition that an agency reads."""
    for agency, fact, alone in dict.fromkeys(_wanted(condition, reader, alone=True)):
        if fact in composition.facts and agency in composition.actors:
            yield agency, fact, alone


def _wanted(condition: Condition, reader: str, *, alone: bool) -> Iterator[Wanted]:
    match condition:
        case And(items) | Or(items) | AtLeast(_, items):
            for item in items:
                yield from _wanted(item, reader, alone=alone and isinstance(condition, And))
        case Lasting(item) | Not(item):
            yield from _wanted(item, reader, alone=alone and not isinstance(condition, Not))
        case Knows(agency, name):
            yield agency, name.text, alone
        case Believes(agency, item):
            yield from _wanted(item, agency, alone=alone)
        case _:
            for name in names_in(condition):
                yield reader, name.text, alone


def known_in(condition: Condition) -> Iterator[tuple[str, str]]:
    """Give every agency and fact of `AGENCY knows ...` in a condition."""
    for atom in atoms(condition):
        if isinstance(atom, Knows | Believes):
            yield from ((atom.agency, name.text) for name in names_in(atom))
