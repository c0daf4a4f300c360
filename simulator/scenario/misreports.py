"""Misreports: what an agency does not tell as it believes it (rule 6)."""

from collections.abc import Iterable

from simulator.errors import say
from simulator.plan.audit.routes import Routes
from simulator.plan.composed import Composition, FactItem
from simulator.plan.conditions import resolve
from simulator.plan.faults import At, Faults
from simulator.plan.fitting import misfit
from simulator.plan.meaning import Meaning
from simulator.scenario.case import Move
from simulator.scenario.model import Inject

WAYS = {"less": "less", "states": "as", "never": "never", "late": "late"}
"""What a report can be instead of right: fields of an inject, each with its key as written."""


def misreported(inject: Inject, at: At, meaning: Meaning) -> dict[str, object]:
    """Give which agency keeps back which fact, and until when."""
    fact = meaning.told(inject.misreport or "", at.of("misreport"))
    agencies = meaning.references.agencies(inject.by, at.of("by")) if inject.by else ()
    region = meaning.references.find("region", inject.region, at.of("region")) if inject.region else None
    _check_way(inject, at, meaning)
    if fact:
        _check_fact(inject, meaning.facts.item(fact), at, meaning)
    if inject.until and inject.lasts is not None:
        found = say("a misreport ends by `until` or by `lasts`, not by both")
        meaning.references.faults.add(at.of_key("until"), found)
    return {
        "kept": tuple((agency, copy) for agency in agencies if fact for copy in meaning.copies(fact, agency)),
        "until": resolve(meaning, inject.until, at.of("until")) if inject.until else None,
        "region": region,
    }


def _check_way(inject: Inject, at: At, meaning: Meaning) -> None:
    """Check that it says in exactly one way what becomes of the report."""
    faults = meaning.references.faults
    ways = [
        WAYS[name] for name in WAYS if name in inject.model_fields_set and getattr(inject, name) is not None
    ]
    if len(ways) != 1:
        found = say("a misreport goes wrong in exactly one way, this one in {count}", count=len(ways))
        faults.add(at.of_key("misreport"), found, say("ways are {ways}", ways=tuple(WAYS.values())))
    if inject.less is not None and inject.less <= 0:
        faults.add(at.of("less"), say("what is kept back is more than 0"), say("say more with `as:`"))
    if inject.late is not None and inject.late <= 0:
        faults.add(at.of("late"), say("what is late is told after more than 0 s"))
    if "never" in inject.model_fields_set and not inject.never:
        faults.add(at.of("never"), say("`never` is true or is not written"))


def _check_fact(inject: Inject, item: FactItem, at: At, meaning: Meaning) -> None:
    faults = meaning.references.faults
    if inject.less is not None and item.kind != "number":
        found = say("`{name}` is no number, of which less could be said", name=item.name)
        faults.add(at.of_key("less"), found, say("write what is said instead, with `as:`"))
    if inject.states is not None:
        fault, hint = misfit(inject.states, item)
        if fault:
            faults.add(at.of("as"), fault, hint)
    if inject.region and item.per != "region":
        found = say("`{name}` is one value, not one for each region", name=item.name)
        faults.add(at.of_key("region"), found)


def warn_unheard(moves: Iterable[Move], composition: Composition, faults: Faults) -> None:
    """Add a warning for each misreport of something that its agency tells to nobody: it does nothing."""
    misreports = [move for move in moves if move.kept]
    if not misreports:
        return
    routes = Routes(composition)
    for move in misreports:
        told = {(hop.giver, fact) for _, fact in move.kept for hop in routes.hops(fact)}
        told |= {(agency, fact) for agency in _handing_over(composition) for _, fact in move.kept}
        for agency in dict.fromkeys(agency for agency, _ in move.kept):
            if not any(pair in told for pair in move.kept if pair[0] == agency):
                _unheard(move.record, agency, faults)


def _handing_over(composition: Composition) -> Iterable[str]:
    """Give who may hand a post over, with all that it says."""
    for post in composition.turnovers:
        yield from composition.seats[post].holders


def _unheard(inject: Inject, agency: str, faults: Faults) -> None:
    fact = inject.misreport or ""
    found = say("`{agency}` tells `{fact}` to nobody, so this changes nothing", agency=agency, fact=fact)
    hint = say(
        "add `{fact}` to `carries:` of a link from `{agency}`, or name who does tell it",
        agency=agency,
        fact=fact,
    )
    faults.add(At("", inject).of_key("by"), found, hint, warning=True)
