"""What a plan counts on without having it: units out of reach, requests without a link. Warnings only."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from simulator.errors import Message, say
from simulator.plan.composed import Actor, Edge, Job, Pact
from simulator.plan.faults import At, Faults

DESK = "desk"
"""The need that means operators of the owner's own desk."""


@dataclass(frozen=True, slots=True)
class _Kinds:
    """Units by kind: those that an agency has or may take, and those that agreements bring to a plan."""

    agencies: Mapping[str, Counter[str]]
    plans: Mapping[str, Counter[str]]

    def reach(self, job: Job, actors: Mapping[str, Actor]) -> Counter[str]:
        """Give how many of each kind the owner of a task can come by at the most."""
        found = Counter(self.agencies.get(job.owner, {}))
        found.update(self.plans.get(actors[job.owner].plan, {}))
        return found


def _kinds(actors: Mapping[str, Actor], pacts: Iterable[Pact]) -> _Kinds:
    agencies: dict[str, Counter[str]] = {}
    plans: dict[str, Counter[str]] = {}
    for actor in actors.values():
        for name, pool in actor.record.pools.items():
            units = dict.fromkeys((name, pool.kind or name), pool.units)
            for agency in dict.fromkeys((actor.name, *actor.open_to.get(name, ()))):
                agencies.setdefault(agency, Counter()).update(units)
    for pact in pacts:
        plans.setdefault(actors[pact.receiver].plan, Counter()).update(pact.records[0].gives)
    return _Kinds(agencies, plans)


def warn(
    actors: Mapping[str, Actor],
    edges: Iterable[Edge],
    jobs: Iterable[Job],
    pacts: Iterable[Pact],
    faults: Faults,
) -> None:
    """Add a warning for each need that nobody can meet and each request that has no direct link."""
    pacts = tuple(pacts)
    kinds = _kinds(actors, pacts)
    direct = {(edge.sender, edge.receiver) for edge in edges}
    for job in jobs:
        _needs(job, kinds.reach(job, actors), faults)
        _requests(job, direct, faults)
    for pact in pacts:
        _aid(pact, actors, direct, faults)


def _needs(job: Job, known: Mapping[str, int], faults: Faults) -> None:
    for kind, needed in job.record.needs.items():
        if kind in known and needed > known[kind]:
            found = say(
                "`{agency}` can come by {there} of `{kind}` at the most, so this never begins",
                agency=job.owner,
                there=known[kind],
                kind=kind,
            )
            hint = say("need fewer, or add units, `open_to:` in another agency's pool, or an agreement")
            faults.add(At(job.plan, job.record, ("needs", kind)), found, hint, warning=True)
        if kind != DESK and kind not in known:
            found = say(
                "`{kind}` is no unit that `{agency}` has, may take or is promised",
                kind=kind,
                agency=job.owner,
            )
            hint = say("add a pool, `open_to:` in another agency's pool, or an agreement")
            faults.add(At(job.plan, job.record, ("needs", kind), key=True), found, hint, warning=True)


def _requests(job: Job, direct: set[tuple[str, str]], faults: Faults) -> None:
    for holder in job.seat.holders if job.seat else ():
        if holder != job.owner and (job.owner, holder) not in direct:
            found = say(
                "`{sender}` has no link to `{receiver}` to ask for the decision",
                sender=job.owner,
                receiver=holder,
            )
            faults.add(
                At(job.plan, job.record, ("decision",)), found, _add_link(job.owner, holder), warning=True
            )
    for companion in job.companions:
        if (job.owner, companion) not in direct:
            found = say(
                "`{sender}` has no link to `{receiver}` to invite it", sender=job.owner, receiver=companion
            )
            faults.add(
                At(job.plan, job.record, ("with",)), found, _add_link(job.owner, companion), warning=True
            )


def _add_link(sender: str, receiver: str) -> Message:
    return say("add a link from `{sender}` to `{receiver}`", sender=sender, receiver=receiver)


def _aid(pact: Pact, actors: Mapping[str, Actor], direct: set[tuple[str, str]], faults: Faults) -> None:
    at = At(actors[pact.giver].plan, pact.records[0])
    if (
        pact.records[0].gives
        and pact.decider != pact.receiver
        and (pact.receiver, pact.decider) not in direct
    ):
        found = say(
            "`{sender}` has no link to `{receiver}` to request the aid",
            sender=pact.receiver,
            receiver=pact.decider,
        )
        faults.add(at, found, _add_link(pact.receiver, pact.decider), warning=True)
    own = actors[pact.giver].record.pools
    has = {*own, *(pool.kind for pool in own.values())}
    for kind in pact.records[0].gives:
        if kind not in has:
            found = say("`{agency}` has no unit of the kind `{kind}`", agency=pact.giver, kind=kind)
            faults.add(at.of_key("gives", kind), found, warning=True)
