"""Injects: what exercise control adds, each of one kind."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from simulator.errors import say
from simulator.plan.amounts import find_refills
from simulator.plan.conditions import resolve
from simulator.plan.faults import At
from simulator.plan.fitting import misfit
from simulator.plan.ground import region_pair
from simulator.plan.meaning import Meaning
from simulator.scenario.case import Move, Observers
from simulator.scenario.misreports import misreported
from simulator.scenario.model import Inject
from simulator.text.distributions import Distribution
from simulator.text.faults import TextError, did_you_mean
from simulator.text.names import parse_ref
from simulator.text.scalars import Value

_COMMON = frozenset({"at", "when", "believed_by"})


@dataclass(frozen=True, slots=True)
class _Effect:
    """A kind of inject: the keys that it needs, those that may stand with it, and how it is resolved."""

    resolve: Callable[[Inject, At, Meaning], dict[str, object]]
    needs: tuple[str, ...] = ()
    takes: frozenset[str] = field(default_factory=frozenset)


def find_moves(injects: Iterable[Inject], meaning: Meaning) -> tuple[Move, ...]:
    """Give the injects with everything resolved; those with a problem are left out."""
    used: dict[str, int] = {}
    moves = (_move(inject, At("", inject), meaning, used) for inject in injects)
    return tuple(move for move in moves if move)


def _move(inject: Inject, at: At, meaning: Meaning, used: dict[str, int]) -> Move | None:
    faults = meaning.references.faults
    if (inject.at is None) == (inject.when is None):
        faults.add(at, say("an inject has either `at` or `when`"))
    if inject.believed_by and inject.when is None:
        faults.add(
            at.of_key("believed_by"), say("`{key}` goes with `{other}` only", key="believed_by", other="when")
        )
    kinds = [kind for kind in EFFECTS if getattr(inject, kind) is not None]
    if len(kinds) != 1:
        found = say("an inject has exactly one effect, this one has {count}", count=len(kinds))
        faults.add(at, found, say("effects are {effects}", effects=tuple(EFFECTS)))
        return None
    _check_keys(inject, kinds[0], at, meaning)
    return Move(
        name=_named(inject, kinds[0], used),
        record=inject,
        when=resolve(meaning, inject.when, at.of("when"), truth=not inject.believed_by)
        if inject.when
        else None,
        believed_by=meaning.references.agency(inject.believed_by, at.of("believed_by"))
        if inject.believed_by
        else None,
        **EFFECTS[kinds[0]].resolve(inject, at, meaning),  # type: ignore[arg-type]
    )


def _check_keys(inject: Inject, kind: str, at: At, meaning: Meaning) -> None:
    effect = EFFECTS[kind]
    for key in effect.needs:
        if getattr(inject, key) is None:
            meaning.references.faults.add(
                at.of_key(kind), say("`{key}` needs `{other}`", key=kind, other=key)
            )
    known = {kind, *effect.needs, *effect.takes, *_COMMON}
    for key in inject.model_fields_set - known:
        written = Inject.model_fields[key].alias or key
        found = say("`{key}` does not go with `{other}`", key=written, other=kind)
        meaning.references.faults.add(at.of_key(written), found)


def _named(inject: Inject, kind: str, used: dict[str, int]) -> str:
    """Give a name that does not change when other injects come or go."""
    value = getattr(inject, kind)
    about = ",".join(value) if isinstance(value, Mapping | tuple) else "" if kind == "message" else str(value)
    name = f"{kind}:{about}" if about else kind
    used[name] = used.get(name, 0) + 1
    return name if used[name] == 1 else f"{name}/{used[name]}"


def find_observers(seen: Mapping[str, Distribution], at: At, meaning: Meaning) -> Observers:
    """Give who sees something, and after what time; of many alike all."""
    return tuple(
        (agency, time) for ref, time in seen.items() for agency in meaning.holders(ref, at.of_key(ref))
    )


def can_be_fact(name: str) -> bool:
    """Tell whether a scenario can set a fact of this name: `leak`, or `city.leak`."""
    try:
        return parse_ref(name).count(".") <= 1
    except TextError:
        return False


def find_values(values: Mapping[str, Value], at: At, meaning: Meaning) -> tuple[tuple[str, Value], ...]:
    """Give facts by id with their values; unknown names and values that do not fit are problems."""
    found = []
    for name, value in values.items():
        fact = meaning.told(name, at.of_key(name))
        if fact:
            fault, hint = misfit(value, meaning.facts.item(fact))
            if fault:
                meaning.references.faults.add(at.of(name), fault, hint)
            found.append((fact, value))
    return tuple(found)


def _set(inject: Inject, at: At, meaning: Meaning) -> dict[str, object]:
    values = {name: value for name, value in (inject.set or {}).items() if can_be_fact(name)}
    facts = find_values(values, at.of("set"), meaning)
    observers = find_observers(inject.observed_by, at.of("observed_by"), meaning)
    if not observers and not inject.observed_by:
        found = say("nobody sees what is set here")
        meaning.references.faults.add(
            at.of_key("set"), found, say("say who does under `observed_by:`"), warning=True
        )
    return {"facts": facts, "observers": observers, "region": _region(inject, at, meaning)}


def _reissue(inject: Inject, at: At, meaning: Meaning) -> dict[str, object]:
    names = ((name, at.of("reissue", position)) for position, name in enumerate(inject.reissue or ()))
    facts = tuple((fact, True) for name, place in names if (fact := meaning.told(name, place)))
    return {"facts": facts, "observers": find_observers(inject.observed_by, at.of("observed_by"), meaning)}


def _region(inject: Inject, at: At, meaning: Meaning) -> str | None:
    return meaning.references.find("region", inject.region, at.of("region")) if inject.region else None


def _outage(inject: Inject, at: At, meaning: Meaning) -> dict[str, object]:
    ref = inject.outage or ""
    outage = _failing(ref, at.of("outage"), meaning)
    if inject.region and outage and outage[0] != "medium":
        found = say("`{key}` goes with the outage of a medium only", key="region")
        meaning.references.faults.add(at.of_key("region"), found)
    return {"outage": outage, "region": _region(inject, at, meaning)}


def _failing(ref: str, at: At, meaning: Meaning) -> tuple[str, str] | None:
    names = meaning.references.names
    directories = {"medium": names.medium, "link": names.link, "agency": names.agency, "region": names.region}
    found = [(kind, name) for kind, known in directories.items() for name in known.candidates("", ref)]
    owner, _, last = ref.rpartition(".")
    if last == "desk":
        found += [("desk", name) for name in names.agency.candidates("", owner)]
    if len(found) == 1:
        return found[0]
    if found:
        shown = ", ".join(f"`{name}` ({kind})" for kind, name in found[:8])
        hint = say("write the plan's id before it, or give one of them another name")
        meaning.references.faults.add(
            at, say("`{name}` can mean {candidates}", name=ref, candidates=shown), hint
        )
        return None
    near = next(filter(None, (known.near(ref) for known in directories.values())), names.medium.listed())
    what = say("`{name}` is no medium, link, agency, desk or region", name=ref)
    meaning.references.faults.add(at, what, near)
    return None


def _closed(inject: Inject, at: At, meaning: Meaning) -> dict[str, object]:
    return {"roads": region_pair(inject.road_closed or "", at.of("road_closed"), meaning.references)}


def _slowed(inject: Inject, at: At, meaning: Meaning) -> dict[str, object]:
    return {"roads": region_pair(inject.slowed or "", at.of("slowed"), meaning.references)}


def _taken(inject: Inject, at: At, meaning: Meaning) -> dict[str, object]:
    found = []
    for ref, units in (inject.take_away or {}).items():
        place = at.of_key("take_away", ref)
        owner, _, pool = ref.rpartition(".")
        for agency in meaning.references.agencies(owner, place) if owner else _no_pool(ref, place, meaning):
            pools = meaning.references.names.agencies[agency.partition("#")[0]].pools
            if pool in pools:
                found.append((agency, pool, units))
            else:
                hint = did_you_mean(pool, pools)
                missing = say("`{agency}` has no pool `{pool}`", agency=agency, pool=pool)
                meaning.references.faults.add(place, missing, hint)
        if units < 1:
            meaning.references.faults.add(at.of("take_away", ref), say("at least one unit is taken away"))
    return {"withdrawn": tuple(found)}


def _refilled(inject: Inject, at: At, meaning: Meaning) -> dict[str, object]:
    return {"refilled": find_refills(inject.refill or {}, at.of("refill"), meaning.references)}


def _no_pool(ref: str, at: At, meaning: Meaning) -> tuple[str, ...]:
    meaning.references.faults.add(
        at, say("`{name}` is no pool", name=ref), say("write `agency.pool: number`")
    )
    return ()


def _calls(inject: Inject, at: At, meaning: Meaning) -> dict[str, object]:
    return {"receiver": meaning.references.agency(inject.calls_to or "", at.of("calls_to"))}


def _message(inject: Inject, at: At, meaning: Meaning) -> dict[str, object]:
    receiver = meaning.references.agency(inject.to, at.of("to")) if inject.to else None
    return {"receiver": receiver, "facts": find_values(inject.tells, at.of("tells"), meaning)}


EFFECTS: Mapping[str, _Effect] = {
    "set": _Effect(_set, takes=frozenset({"observed_by", "region"})),
    "reissue": _Effect(_reissue, takes=frozenset({"observed_by"})),
    "outage": _Effect(_outage, takes=frozenset({"region", "lasts"})),
    "road_closed": _Effect(_closed, takes=frozenset({"instead", "lasts"})),
    "slowed": _Effect(_slowed, needs=("factor",), takes=frozenset({"lasts"})),
    "take_away": _Effect(_taken, takes=frozenset({"lasts"})),
    "refill": _Effect(_refilled),
    "calls_to": _Effect(_calls, needs=("every", "talk"), takes=frozenset({"patience", "lasts"})),
    "message": _Effect(_message, needs=("to",), takes=frozenset({"tells"})),
    "misreport": _Effect(
        misreported,
        needs=("by",),
        takes=frozenset({"less", "states", "never", "late", "until", "lasts", "region"}),
    ),
}
"""The kinds of injects. A new one is an entry here and a key of `Inject`."""
