"""Obligations bound to agencies."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from simulator.errors import say
from simulator.plan.alike import common
from simulator.plan.composed import Actor, Axis, Channel, Duty, Edge, Job
from simulator.plan.conditions import resolve
from simulator.plan.faults import At
from simulator.plan.meaning import Meaning
from simulator.plan.model import Plan
from simulator.plan.tasks import Obligation, Requirement
from simulator.text.condition_tree import Condition, Holds, names_in, show_condition
from simulator.text.faults import did_you_mean

MOST_DUTIES = 100_000
"""Pairs of holder and receiver of all obligations together."""


@dataclass(frozen=True, slots=True)
class Bound:
    """What obligations refer to: `roles` by plan and role, `owners` by task, `declarers` by scale.

    `sources` are the numbers of tasks that bring about a fact.
    """

    meaning: Meaning
    plans: Mapping[str, Plan]
    roles: Mapping[tuple[str, str], tuple[str, ...]]
    owners: Mapping[str, str]
    declarers: Mapping[str, str]
    sources: Mapping[str, int]
    channels: Mapping[str, Channel]
    linked: frozenset[tuple[str, str]]
    """(sender, receiver) of each link."""
    widest: int
    """The most agencies that one commands directly; many alike count as one."""


def bind(
    plans: Iterable[Plan],
    meaning: Meaning,
    actors: Mapping[str, Actor],
    jobs: Iterable[Job],
    axes: Iterable[Axis],
    channels: Mapping[str, Channel],
    edges: Sequence[Edge],
) -> Bound:
    """Gather what obligations refer to."""
    roles: dict[tuple[str, str], tuple[str, ...]] = {}
    for actor in actors.values():
        if actor.record.role:
            for plan in (actor.plan, ""):
                roles.setdefault((plan, actor.record.role), [])  # type: ignore[arg-type]
                roles[plan, actor.record.role].append(actor.name)  # type: ignore[attr-defined]
    jobs = tuple(jobs)
    sources: dict[str, set[int]] = {}
    for job in jobs:
        for fact, _ in job.brings:
            sources.setdefault(fact, set()).add(id(job.record))
    return Bound(
        meaning=meaning,
        plans={plan.id: plan for plan in plans},
        roles={key: tuple(names) for key, names in roles.items()},
        owners={job.name: job.owner for job in jobs},
        declarers={axis.name: axis.seat.holders[0] for axis in axes},
        sources={fact: len(records) for fact, records in sources.items()},
        channels=channels,
        linked=frozenset((edge.sender, edge.receiver) for edge in edges),
        widest=_widest(edges),
    )


def _widest(edges: Iterable[Edge]) -> int:
    under: dict[str, set[str]] = {}
    for edge in edges:
        if edge.record.purpose == "command":
            under.setdefault(edge.sender, set()).add(common(edge.receiver))
    return max(map(len, under.values()), default=0)


def find_duties(bound: Bound) -> tuple[Duty, ...]:
    """Give every obligation, once for each pair of holder and receiver."""
    used: dict[str, int] = {}
    found: list[Duty] = []
    for plan in bound.plans.values():
        for record in plan.obligations:
            duties = _duties(At(plan.id, record), record, bound, MOST_DUTIES - len(found))
            found += [replace(duty, name=_unique(duty.name, used)) for duty in duties]
    return tuple(found)


def _unique(name: str, used: dict[str, int]) -> str:
    used[name] = used.get(name, 0) + 1
    return name if used[name] == 1 else f"{name}/{used[name]}"


def _duties(at: At, record: Obligation, bound: Bound, room: int) -> list[Duty]:
    forms = [form for form in ("fact", "then", "requires") if getattr(record, form) is not None]
    if len(forms) != 1:
        hint = say("say either `fact`, `from`, `to`, or `when`, `then`, or `requires`")
        bound.meaning.references.faults.add(at, say("an obligation says one thing"), hint)
        return []
    form = {"fact": _telling, "then": _following, "requires": _having}[forms[0]]
    duties = form(at, record, bound)
    if len(duties) > room:
        found = say(
            "this obligation binds {count} pairs of agencies; all together may bind {most}",
            count=len(duties),
            most=MOST_DUTIES,
        )
        bound.meaning.references.faults.add(at, found)
        return []
    return duties


def _telling(at: At, record: Obligation, bound: Bound) -> list[Duty]:
    fact = bound.meaning.told(record.fact or "", at.of("fact"))
    senders = _agencies(record.sender, at.of("from"), bound)
    receivers = _agencies(record.receiver, at.of("to"), bound)
    if record.within is None and record.every is None:
        bound.meaning.references.faults.add(at, say("`{key}` is missing", key="within"))
    if fact is None or len(senders) * len(receivers) > MOST_DUTIES:
        return []
    when = resolve(bound.meaning, record.when, at.of("when")) if record.when else None
    pairs = [(sender, receiver) for sender in senders for receiver in receivers if sender != receiver]
    start = f"{at.plan}.{record.id or fact}"
    return [
        Duty(
            name=start if record.id and len(pairs) == 1 else f"{start}:{sender}>{receiver}",
            record=record,
            plan=at.plan,
            fact=fact,
            sender=sender,
            receiver=receiver,
            holder=sender,
            when=when,
        )
        for sender, receiver in pairs
    ]


def _agencies(ref: str | None, at: At, bound: Bound) -> tuple[str, ...]:
    """Give the agencies that a reference or a role binds."""
    meaning = bound.meaning
    if ref is None:
        key = str(at.path[-1])
        meaning.references.faults.add(At(at.plan, at.record), say("`{key}` is missing", key=key))
        return ()
    if meaning.references.names.party.candidates(at.plan, ref):
        return meaning.holders(ref, at)
    bound_by_role = bound.roles.get((at.plan, ref)) or bound.roles.get(("", ref))
    if bound_by_role is None:
        _nobody(ref, at, bound)
    return bound_by_role or ()


def _nobody(ref: str, at: At, bound: Bound) -> None:
    references = bound.meaning.references
    found = say("there is no agency or post `{name}`, and nobody has this role", name=ref)
    near = did_you_mean(ref, {role for _, role in bound.roles})
    if near and references.closed:
        references.faults.add(at, found, near)
    else:
        references.missing(found, ref, references.names.party, at)


def _following(at: At, record: Obligation, bound: Bound) -> list[Duty]:
    faults = bound.meaning.references.faults
    if record.within is None and record.every is None:
        faults.add(at, say("`{key}` is missing", key="within"))
    if record.when is None or record.then is None:
        faults.add(at, say("`{key}` is missing", key="when"))
        return []
    when = resolve(bound.meaning, record.when, at.of("when"), truth=record.starts == "truth")
    then = resolve(bound.meaning, record.then, at.of("then"), truth=True)
    holder = _holder(record, at, then, bound)
    name = f"{at.plan}.{record.id or show_condition(record.then)}"
    return [Duty(name, record, at.plan, holder=holder, when=when, then=then)] if holder else []


def _holder(record: Obligation, at: At, then: Condition, bound: Bound) -> str | None:
    """Give who must see to it: as stated, else the task's owner, scale's declarer, plan's authority."""
    if record.sender:
        return next(iter(_agencies(record.sender, at.of("from"), bound)), None)
    names = [name.text for name in names_in(then)]
    tasks = (
        bound.owners.get(name.rpartition(".")[0])
        for name in names
        if bound.meaning.facts.item(name).automatic
    )
    scales = (bound.declarers.get(name) for name in names)
    return next(filter(None, tasks), None) or next(filter(None, scales), None) or authority(at, bound)


def authority(at: At, bound: Bound) -> str | None:
    """Give the agency that issues a plan."""
    plan = bound.plans[at.plan]
    return next(iter(bound.meaning.holders(plan.authority, At(plan.id, plan, ("authority",)))), None)


def _having(at: At, record: Obligation, bound: Bound) -> list[Duty]:
    requires = record.requires
    if requires is None:
        return []
    stated = things_of(requires)
    if len(stated) != 1:
        found = say("say one of `post`, `one_source`, `talk_group`, `span`")
        bound.meaning.references.faults.add(at.of("requires"), found)
        return []
    when = resolve(bound.meaning, record.when, at.of("when"), truth=True) if record.when else None
    name = f"{at.plan}.{record.id or stated[0]}"
    fulfilled = _has(requires, At(at.plan, requires), bound)
    return [Duty(name, record, at.plan, holder=authority(at, bound), when=when, fulfilled=fulfilled)]


def things_of(requires: Requirement) -> list[str]:
    """Give what is required, each as its kind and name."""
    found = [f"post:{requires.post}"] if requires.post is not None else []
    found += [f"one_source:{requires.one_source}"] if requires.one_source is not None else []
    found += [f"talk_group:{','.join(requires.talk_group)}"] if requires.talk_group else []
    return found + ([f"span:{requires.span}"] if requires.span is not None else [])


def _has(requires: Requirement, at: At, bound: Bound) -> bool:
    if requires.post is not None:
        return _has_post(requires.post, at.plan, bound)
    if requires.one_source is not None:
        return _has_one_source(requires.one_source, at, bound)
    if requires.span is not None:
        return bound.widest <= requires.span
    return _has_group(requires.talk_group, at, bound)


def _has_post(ref: str, plan: str, bound: Bound) -> bool:
    found = bound.meaning.references.names.party.candidates(plan, ref)
    return any(bound.meaning.seats[name].holders for name in found if name in bound.meaning.seats)


def _has_one_source(name: str, at: At, bound: Bound) -> bool:
    fact = bound.meaning.told(name, at.of("one_source"))
    return fact is not None and bound.sources.get(fact) == 1


def _has_group(refs: tuple[str, ...], at: At, bound: Bound) -> bool:
    wanted = {
        agency
        for position, ref in enumerate(refs)
        for agency in bound.meaning.holders(ref, at.of("talk_group", position))
    }
    return bool(wanted) and any(wanted <= set(channel.members) for channel in bound.channels.values())


def due_tasks(plans: Iterable[Plan], meaning: Meaning) -> frozenset[str]:
    """Give the facts `t.overdue` that can be: those whose `t.done` is the `then` of an obligation."""
    return frozenset(
        name.removesuffix(".done") + ".overdue"
        for plan in plans
        for obligation in plan.obligations
        if isinstance(obligation.then, Holds)
        for word in names_in(obligation.then)
        for name in meaning.facts.candidates(plan.id, word.text)
        if name.endswith(".done")
    )
