"""Tasks, every owner, decider and participant an agency."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from simulator.errors import say
from simulator.plan.amounts import Service, find_refills, find_service
from simulator.plan.composed import Amount, Job, Seat
from simulator.plan.conditions import resolve
from simulator.plan.edges import MOST_COPIES
from simulator.plan.facts import TASK_STATES, Copies, Setting, achieved, outcomes
from simulator.plan.faults import At
from simulator.plan.meaning import Meaning
from simulator.plan.model import Plan
from simulator.plan.names import Directory
from simulator.plan.references import References
from simulator.plan.seats import find_seat
from simulator.plan.tasks import Task
from simulator.text.scalars import Value

_SLACK = 1e-9
"""By how much probabilities may miss 1: they are decimals, and computed with in binary."""


@dataclass(frozen=True, slots=True)
class Ownership:
    """A task and who does it: the name of each job and its owner, several where the owner is many alike."""

    plan: str
    hazard: str
    record: Task
    jobs: tuple[tuple[str, str], ...]
    post: str | None = None


def find_owners(plans: Iterable[Plan], references: References, seats: Mapping[str, Seat]) -> list[Ownership]:
    """Give the owners of every task; a task without an owner, because of a problem, has no jobs."""
    found = []
    room = MOST_COPIES
    for plan in plans:
        first: dict[str, Task] = {}
        for hazard, tasks in plan.procedures.items():
            for name, task in tasks.items():
                at = At(plan.id, task)
                if first.setdefault(name, task) is not task:
                    hint = say("in one plan each task has its own name, under whichever hazard it stands")
                    twice = say("there is a task `{name}` already", name=name)
                    references.faults.add(at, twice, hint, others=(first[name].place,))
                party = references.find("party", task.owner, at.of("owner"))
                post = party if party in seats else None
                owners = _owners(party, references, seats)
                if len(owners) > room:
                    _too_many(at, len(owners), references)
                    owners = ()
                room -= len(owners)
                found.append(Ownership(plan.id, hazard, task, _named(f"{plan.id}.{name}", owners), post))
    return found


def _owners(party: str | None, references: References, seats: Mapping[str, Seat]) -> tuple[str, ...]:
    if party is None:
        return ()
    seat = seats.get(party)
    return seat.holders[:1] if seat else references.names.copies.get(party, ())


def _too_many(at: At, count: int, references: References) -> None:
    found = say(
        "with its copies this is {count} tasks; all tasks together may be {most}",
        count=count,
        most=MOST_COPIES,
    )
    references.faults.add(at, found, say("lower `times:` of the owner"))


def _named(name: str, owners: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    if len(owners) == 1:
        return ((name, owners[0]),)
    return tuple((f"{name}#{number}", owner) for number, owner in enumerate(owners, 1))


def task_copies(owned: Iterable[Ownership], directory: Directory) -> Copies:
    """Give the jobs behind each task, by owner."""
    return Copies(
        TASK_STATES,
        directory,
        {
            task.jobs[0][0].partition("#")[0]: {owner: (name,) for name, owner in task.jobs}
            for task in owned
            if task.jobs
        },
    )


def find_jobs(
    owned: Iterable[Ownership], meaning: Meaning, amounts: Mapping[str, Amount], orders: Mapping[int, int]
) -> tuple[Job, ...]:
    """Give the tasks with everything resolved, a job for each owner."""
    found = []
    for task in owned:
        service = find_service(task.plan, task.record, amounts, meaning)
        for position, owned_by in enumerate(task.jobs):
            found.append(_job(task, owned_by, meaning, service, orders[id(task.record)] + position))
        if not task.jobs:
            _job(task, ("", ""), meaning, service, 0)  # for the other problems of a task whose owner is one
    return tuple(found)


def _job(task: Ownership, owned_by: tuple[str, str], meaning: Meaning, service: Service, order: int) -> Job:
    (name, owner), (serves, uses) = owned_by, service
    record, at = task.record, At(task.plan, task.record)
    if record.repeats and not record.serves and not (record.duration and record.duration.mean()):
        found = say("a task that repeats takes time, or it never comes to an end")
        meaning.references.faults.add(at.of_key("repeats"), found, say("write its `duration:`"))
    return Job(
        name=name,
        record=record,
        plan=task.plan,
        hazard=task.hazard,
        owner=owner,
        seat=_seat(record, at, meaning),
        companions=_companions(record, at, meaning, owner),
        when=resolve(meaning, record.when, at.of("when"), actor=owner),
        stops=resolve(meaning, record.stops, at.of("stops"), actor=owner) if record.stops else None,
        achieves=_achieves(task, meaning),
        outcomes=_outcomes(task, meaning),
        serves=serves,
        uses=uses,
        refills=find_refills(record.refills, at.of("refills"), meaning.references, owner),
        goes_to=_destination(record.goes_to, at.of("goes_to"), meaning) if record.goes_to else None,
        order=order,
        post=task.post,
    )


def _seat(record: Task, at: At, meaning: Meaning) -> Seat | None:
    if record.decision is None:
        return None
    return find_seat(
        record.decision.by, At(at.plan, record.decision, ("by",)), meaning.references, meaning.seats
    )


def _companions(record: Task, at: At, meaning: Meaning, owner: str) -> tuple[str, ...]:
    found = {
        agency: None
        for position, ref in enumerate(record.companions)
        for agency in meaning.holders(ref, at.of("with", position))
    }
    found.pop(owner, None)
    for key in ("at_least", "wait_at_most", "in_person") if not record.companions else ():
        if key in record.model_fields_set:
            meaning.references.faults.add(
                at.of_key(key), say("`{key}` needs `{other}`", key=key, other="with")
            )
    # Without the other plans it is not known how many there are.
    if record.at_least and record.at_least > len(found) and meaning.references.closed:
        most = say("{count} take part at the most", count=len(found))
        meaning.references.faults.add(at.of("at_least"), most, say("the owner itself does not count"))
    return tuple(found)


def _achieves(task: Ownership, meaning: Meaning) -> tuple[tuple[str, Value], ...]:
    found = []
    for name, setting in achieved(task.plan, task.record):
        at = setting.at.of_key() if isinstance(task.record.achieves, dict) else setting.at
        fact = _made(name, setting, at, meaning)
        if fact:
            found.append((fact, setting.value))
    return tuple(found)


def _made(name: str, setting: Setting, at: At, meaning: Meaning) -> str | None:
    """Give the fact that a task brings about; an automatic one is a problem."""
    fact = meaning.told(name, at)
    if fact not in meaning.facts.families:
        return fact
    automatic = say("`{name}` comes by itself, no task achieves it", name=name)
    meaning.references.faults.add(setting.at, automatic)
    return None


def _outcomes(task: Ownership, meaning: Meaning) -> tuple[tuple[str, float], ...]:
    record, at = task.record, At(task.plan, task.record)
    written = record.outcome or {}
    if written and abs(math.fsum(written.values()) - 1.0) > _SLACK:
        found = say("the probabilities sum to {sum}, not to 1", sum=f"{math.fsum(written.values()):g}")
        hint = say("name every way in which it can end, as `accepted: 0.8, rework: 0.2`")
        meaning.references.faults.add(at.of_key("outcome"), found, hint)
    made = {meaning.facts.candidates(task.plan, name) for name, _ in achieved(task.plan, record)}
    drawn = []
    for name, setting in outcomes(task.plan, record):
        fact = _made(name, setting, setting.at, meaning)
        if fact and meaning.facts.candidates(task.plan, name) in made:
            twice = say("`{name}` stands under `achieves` too", name=name)
            meaning.references.faults.add(setting.at, twice, say("leave it in one of the two places"))
        elif fact:
            drawn.append((fact, written[name]))
    return tuple(drawn)


def _destination(ref: str, at: At, meaning: Meaning) -> str | None:
    """Give a place fact, a place or a region, by what of these has the name."""
    if ref == "incident":
        return ref
    facts = [
        name for name in meaning.facts.candidates(at.plan, ref) if meaning.facts.item(name).kind == "place"
    ]
    names = meaning.references.names
    found = [*facts, *names.place.candidates(at.plan, ref), *names.region.candidates(at.plan, ref)]
    if len(found) == 1:
        return found[0]
    if found:
        meaning.references.ambiguous(ref, tuple(found), at)
    else:
        unknown = say("`{name}` is no place fact, place or region", name=ref)
        meaning.references.missing(unknown, ref, names.place, at)
    return None
