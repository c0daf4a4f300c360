"""Quantities, who serves them, what that uses up, and what fills stocks up again (rule 10)."""

from collections.abc import Iterable, Mapping

from simulator.errors import say
from simulator.plan.composed import Amount, Refill
from simulator.plan.faults import At
from simulator.plan.meaning import Meaning
from simulator.plan.model import Plan
from simulator.plan.references import References
from simulator.plan.tasks import Task
from simulator.text.faults import did_you_mean

Rates = tuple[tuple[str, float], ...]
Service = tuple[Rates, Rates]
"""(fact, rate) of quantities that are served, (kind, rate) of units that this uses up."""

USES = "uses"
"""The key under `serves` that is no quantity."""


def find_amounts(plans: Iterable[Plan], meaning: Meaning) -> dict[str, Amount]:
    """Give the quantities by fact, each behind the one that it cannot exceed."""
    found: dict[str, Amount] = {}
    for plan in plans:
        for name, record in plan.quantities.items():
            at = At(plan.id, record, ("most",))
            most = meaning.fact(record.most, at) if record.most else None
            if most and meaning.facts.item(most).kind != "number":
                meaning.references.faults.add(at, say("`{name}` is no number", name=record.most or ""))
            fact = name if name in meaning.facts.world else f"{plan.id}.{name}"
            found.setdefault(fact, Amount(fact, record, plan.id, most))
    for fact, amount in found.items():
        if fact in _above(found, amount):
            circle = say("`{name}` has itself as its upper limit", name=fact)
            meaning.references.faults.add(At(amount.plan, amount.record, ("most",)), circle)
    return dict(sorted(found.items(), key=lambda pair: len(_above(found, pair[1]))))


def _above(amounts: Mapping[str, Amount], amount: Amount) -> list[str]:
    """Give the quantities that bound one, nearest first."""
    chain: list[str] = []
    most = amount.most
    while most and most not in chain:
        chain.append(most)
        most = amounts[most].most if most in amounts else None
    return chain


def find_service(plan: str, task: Task, amounts: Mapping[str, Amount], meaning: Meaning) -> Service:
    """Give (fact, rate a unit) of what a task serves, and (kind, rate a unit) of what that uses up."""
    at, faults = At(plan, task, ("serves",)), meaning.references.faults
    served: list[tuple[str, float]] = []
    for name, rate in (task.serves or {}).items():
        if isinstance(rate, dict) != (name == USES):
            found = say("under `serves` stand quantities with a rate, and `uses` with kinds of units")
            example = say("write it as `{example}`", example="watered: 300 / h, uses: {water: 3 / h}")
            faults.add(at.of_key(name), found, example)
        elif not isinstance(rate, dict) and (fact := meaning.fact(name, at.of_key(name))):
            served += _served(fact, rate, at.of(name), amounts, meaning)
            if task.duration is None and fact in amounts and amounts[fact].record.most is None:
                endless = say("`{name}` has no `most:`: without `duration:` this would never end", name=name)
                faults.add(at.of_key(name), endless)
    written = (task.serves or {}).get(USES, {})
    used = written if isinstance(written, dict) else {}
    if task.serves is not None and not task.serves.keys() - {USES}:
        faults.add(at, say("no quantity is served"), say("name one that stands under `quantities:`"))
    return tuple(served), tuple(used.items())


def _served(
    fact: str, rate: float, at: At, amounts: Mapping[str, Amount], meaning: Meaning
) -> list[tuple[str, float]]:
    faults = meaning.references.faults
    if fact not in amounts:
        near = did_you_mean(fact, amounts) or say("declare it under `quantities:`")
        faults.add(at.of_key(), say("`{name}` is no quantity", name=fact), near)
    elif not rate:
        faults.add(at, say("a rate must be more than 0"))
    else:
        return [(fact, rate)]
    return []


def find_refills(
    written: Mapping[str, int], at: At, references: References, owner: str = ""
) -> tuple[Refill, ...]:
    """Give the pools that are filled up; a pool without an agency is the owner's."""
    found = []
    for ref, units in written.items():
        place = at.of_key(ref)
        agency, _, pool = ref.rpartition(".")
        if not agency and not owner:
            hint = say("write `agency.pool: number`")
            references.faults.add(place, say("`{name}` is no pool", name=ref), hint)
        for filled in references.agencies(agency, place) if agency else (owner,) if owner else ():
            pools = references.names.agencies[filled.partition("#")[0]].pools
            if pool in pools:
                found.append(Refill(filled, pool, units))
            else:
                missing = say("`{agency}` has no pool `{pool}`", agency=filled, pool=pool)
                references.faults.add(place, missing, did_you_mean(pool, pools))
    return tuple(found)
