"""What a plan counts on without having it: units out of reach, requests without a link. Warnings only."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from simulator.errors import Message, say
from simulator.plan.composed import Actor, Edge, Job, Pact, Turnover
from simulator.plan.faults import At, Faults
from simulator.text.faults import did_you_mean

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
    turnovers: Mapping[str, Turnover],
    faults: Faults,
) -> None:
    """Add a warning for each need that nobody can meet and each request that has no direct link."""
    jobs, pacts, edges = tuple(jobs), tuple(pacts), tuple(edges)
    kinds = _kinds(actors, pacts)
    pools = [each for actor in actors.values() for each in actor.record.pools.items()]
    lasting = {kind for name, pool in pools if not pool.consumed for kind in (name, pool.kind)}
    for job in jobs:
        _needs(job, kinds.reach(job, actors), faults)
        for kind in (kind for kind, _rate in job.uses if kind in lasting):
            found = say("units of `{kind}` are used up here, but their pool does not say so", kind=kind)
            at = At(job.plan, job.record, ("serves", "uses", kind), key=True)
            faults.add(at, found, say("write `consumed: true` in the pool"), warning=True)
    for job, receiver, key in missing_requests(jobs, edges, turnovers):
        _request(job, receiver, key, faults)
    for pact, *ends in unlinked_aid(pacts, edges):
        _aid(pact, (ends[0], ends[1]), actors, faults)
    for pact, kind in unowned_aid(actors, pacts):
        found = say("`{agency}` has no unit of the kind `{kind}`", agency=pact.giver, kind=kind)
        faults.add(At(actors[pact.giver].plan, pact.records[0]).of_key("gives", kind), found, warning=True)


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
            _unknown(job, kind, known, At(job.plan, job.record, ("needs", kind), key=True), faults)
    for kind, _rate in job.uses:
        if kind not in known:
            _unknown(job, kind, known, At(job.plan, job.record, ("serves", "uses", kind), key=True), faults)


def _unknown(job: Job, kind: str, known: Iterable[str], at: At, faults: Faults) -> None:
    found = say(
        "`{kind}` is no unit that `{agency}` has, may take or is promised", kind=kind, agency=job.owner
    )
    hint = say("add a pool, `open_to:` in another agency's pool, or an agreement")
    faults.add(at, found, did_you_mean(kind, known) or hint, warning=True)


def missing_requests(
    jobs: Iterable[Job], edges: Iterable[Edge], turnovers: Mapping[str, Turnover]
) -> Iterator[tuple[Job, str, str]]:
    """Give (task, agency, key) of those that an owner asks or invites without a direct link to them.

    Whoever may hold a post that decides is asked, after a hand-over, too. The key is `decision` or `with`.
    """
    direct = {(edge.sender, edge.receiver) for edge in edges}
    for job in jobs:
        for holder in _deciders(job, turnovers):
            if holder != job.owner and (job.owner, holder) not in direct:
                yield job, holder, "decision"
        for companion in job.companions:
            if (job.owner, companion) not in direct:
                yield job, companion, "with"


def _deciders(job: Job, turnovers: Mapping[str, Turnover]) -> Iterable[str]:
    if job.seat is None:
        return ()
    turnover = turnovers.get(job.seat.name)
    successor = turnover.to if turnover else None
    return dict.fromkeys(filter(None, (*job.seat.holders, successor)))


def _request(job: Job, receiver: str, key: str, faults: Faults) -> None:
    names = {"sender": job.owner, "receiver": receiver}
    found = (
        say("`{sender}` has no link to `{receiver}` to ask for the decision", **names)
        if key == "decision"
        else say("`{sender}` has no link to `{receiver}` to invite it", **names)
    )
    faults.add(At(job.plan, job.record, (key,)), found, _add_link(job.owner, receiver), warning=True)


def _add_link(sender: str, receiver: str) -> Message:
    return say("add a link from `{sender}` to `{receiver}`", sender=sender, receiver=receiver)


def unlinked_aid(pacts: Iterable[Pact], edges: Iterable[Edge]) -> Iterator[tuple[Pact, str, str]]:
    """Give the agreements on units with each direct link that they lack: for the request, for the order.

    Who receives asks who decides; who decides orders the units of who gives to set out.
    """
    direct = {(edge.sender, edge.receiver) for edge in edges}
    for pact in pacts:
        if pact.records[0].gives:
            for ends in ((pact.receiver, pact.decider), (pact.decider, pact.giver)):
                if ends[0] != ends[1] and ends not in direct:
                    yield pact, *ends


def _aid(pact: Pact, ends: tuple[str, str], actors: Mapping[str, Actor], faults: Faults) -> None:
    names = {"sender": ends[0], "receiver": ends[1]}
    found = (
        say("`{sender}` has no link to `{receiver}` to order that the aid sets out", **names)
        if ends == (pact.decider, pact.giver)
        else say("`{sender}` has no link to `{receiver}` to request the aid", **names)
    )
    faults.add(At(actors[pact.giver].plan, pact.records[0]), found, _add_link(*ends), warning=True)


def unowned_aid(actors: Mapping[str, Actor], pacts: Iterable[Pact]) -> Iterator[tuple[Pact, str]]:
    """Give the agreements with each kind of unit that their giver has none of."""
    for pact in pacts:
        own = actors[pact.giver].record.pools
        has = {*own, *(pool.kind for pool in own.values())}
        yield from ((pact, kind) for kind in pact.records[0].gives if kind not in has)
