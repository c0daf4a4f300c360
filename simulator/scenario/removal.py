"""Taking something out of the plans and the scenario, with all that hangs on it: `agency city.duty_room`."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from simulator.errors import DrillError, Message, Place, Problem, say
from simulator.plan.names import Directory
from simulator.scenario.called import called, thing_at
from simulator.scenario.hanging import HANGING, Way, each
from simulator.scenario.sheets import ListNames, Sheet, Sheets, mapping, records
from simulator.text.choices import chinese_names, which_of
from simulator.text.containers import Map, Seq
from simulator.text.faults import did_you_mean, shown, there_are
from simulator.text.source import Source

SCENARIO = ""
"""Stands for the scenario where a plan's id is expected."""


@dataclass(frozen=True, slots=True)
class Removal:
    """What is to be taken away, and where that is written."""

    kind: str
    name: str
    place: Place
    source: Source

    def problem(self, found: Message, hint: Message | None = None) -> DrillError:
        """Give a fault of it."""
        return DrillError([Problem(self.place, found, hint, "", self.source.line_at(self.place))])

    def missing(self, known: Iterable[str], hint: Message | None = None) -> DrillError:
        """Give the fault that there is no such thing."""
        found = say(
            "there is nothing called `{name}` of the kind `{kind}`", name=shown(self.name), kind=self.kind
        )
        known = tuple(known)
        return self.problem(found, hint or did_you_mean(self.name, known) or there_are(known))


@dataclass(frozen=True, slots=True)
class _Target:
    """Where what is meant stands, by plan, and what tells whether a text in a plan means it."""

    ways: dict[str, list[Way]]
    means: Callable[[str, object], bool] = lambda _plan, _text: False


def read_removal(text: str, place: Place, source: Source) -> Removal:
    """Read `agency city.duty_room`; raises `DrillError`."""
    word, _, name = text.strip().partition(" ")
    kind = next((kind for kind in KINDS if word in chinese_names(kind)), word)
    removal = Removal(kind, name.strip(), place, source)
    if kind not in KINDS:
        found = say("`{kind}` cannot be taken away", kind=shown(kind))
        raise removal.problem(found, which_of(kind, list(KINDS)))
    if not removal.name:
        raise removal.problem(say("a name is missing here"), say("write it as `medium city.phone`"))
    return removal


def without(sheets: Sheets, removal: Removal) -> Sheets:
    """Give the sheets without what is to be taken away. Raises `DrillError` when that is not there."""
    target = KINDS[removal.kind](sheets, removal)

    def edited(sheet: Sheet, plan: str) -> Sheet:
        tree = sheet.tree
        for way in sorted(target.ways.get(plan, ()), key=str, reverse=True):
            tree = each(tree, way, lambda _: None)
        for hanging in HANGING.get(removal.kind, ()):
            tree = hanging(tree, lambda text: target.means(plan, text))
        return replace(sheet, tree=tree)

    plans = {path: edited(sheet, str(sheet.tree.get("id"))) for path, sheet in sheets.plans.items()}
    return Sheets(edited(sheets.scenario, SCENARIO), plans)


# -- finding what is meant -----------------------------------------------------------------------------------


def _declared(section: str) -> Callable[[Sheets, Removal], _Target]:
    """What a plan declares by its id in one of its parts."""

    def find(sheets: Sheets, removal: Removal) -> _Target:
        names = sheets.directory(section)
        things = (
            (f"{plan}.{name}", thing)
            for plan, tree in sheets.by_id.items()
            for name, thing in mapping(tree, section).items()
        )
        wanted = _one(removal, names, names.candidates(SCENARIO, removal.name), things)
        plan, _, name = wanted.partition(".")
        return _Target(
            {plan: [(section, name)]}, lambda where, text: names.candidates(where, str(text)) == (wanted,)
        )

    return find


def _one(
    removal: Removal, names: Directory, found: tuple[str, ...], things: Iterable[tuple[str, Any]]
) -> str:
    if len(found) == 1:
        return found[0]
    if not found:
        hint = names.near(removal.name) or called(removal.name, things) or names.listed()
        raise removal.missing((), hint)
    listed = tuple(f"`{name}`" for name in found[:8])
    several = say("`{name}` can mean {candidates}", name=removal.name, candidates=listed)
    raise removal.problem(several, say("write the plan's id before it, as `{example}`", example=found[0]))


def _named(found: Callable[[Sheets], Iterator[tuple[str, str, Way]]]) -> Callable[[Sheets, Removal], _Target]:
    """What is given as (plan, name, way); a bare name means all of it, in every plan."""

    def find(sheets: Sheets, removal: Removal) -> _Target:
        ways: dict[str, list[Way]] = defaultdict(list)
        known: dict[str, Any] = {}
        trees = {SCENARIO: sheets.scenario.tree, **sheets.by_id}
        for plan, name, way in found(sheets):
            known |= dict.fromkeys((name, f"{plan}.{name}"), thing_at(trees[plan], way))
            if removal.name in (name, f"{plan}.{name}"):
                ways[plan].append(way)
        if not ways:
            hint = did_you_mean(removal.name, known) or called(removal.name, known.items())
            raise removal.missing(known, hint)
        return _Target(ways)

    return find


def _tasks(sheets: Sheets) -> Iterator[tuple[str, str, Way]]:
    for plan, tree in sheets.by_id.items():
        for hazard, tasks in mapping(tree, "procedures").items():
            if isinstance(tasks, Map):
                yield from ((plan, name, ("procedures", hazard, name)) for name in tasks)


def _agreements(sheets: Sheets) -> Iterator[tuple[str, str, Way]]:
    for plan, tree in sheets.by_id.items():
        yield from ((plan, name, ("agreements", name)) for name in mapping(tree, "agreements"))


def _obligations(sheets: Sheets) -> Iterator[tuple[str, str, Way]]:
    for plan, tree in sheets.by_id.items():
        yield from (
            (plan, str(each["id"]), ("obligations", at))
            for at, each in records(tree, "obligations")
            if "id" in each
        )


def _milestones(sheets: Sheets) -> Iterator[tuple[str, str, Way]]:
    yield from (
        (SCENARIO, name, ("milestones", name)) for name in mapping(sheets.scenario.tree, "milestones")
    )


def _link(sheets: Sheets, removal: Removal) -> _Target:
    agencies = sheets.directory("agencies")
    ways: dict[str, list[Way]] = {}
    known: list[str] = []
    ids: set[object] = set()
    for plan, tree in sheets.by_id.items():
        links, names = tree.get("links"), ListNames(plan, agencies)
        if isinstance(links, Seq):
            found = names.find("links", links, removal.name)
            ways[plan] = [("links", at) for at in found]
            known += names.known("links", links)
            own = [str(links[at]["id"]) for at in found if "id" in links[at]]
            ids |= {*own, *(f"{plan}.{name}" for name in own)}
    if not any(ways.values()):
        quotes = say("put the name in quotes: to the shell `>` means a file")
        raise removal.missing(known, quotes if removal.name.endswith("-") else None)
    return _Target(ways, lambda _plan, text: text in ids)


Held = tuple[str, str, str, str]
"""(plan, agency, pool, kind of its units)."""


def _held(sheets: Sheets) -> Iterator[Held]:
    for plan, tree in sheets.by_id.items():
        for agency, record in mapping(tree, "agencies").items():
            for pool, units in mapping(record, "pools").items():
                kind = units.get("kind", pool) if isinstance(units, Map) else pool
                yield plan, agency, pool, str(kind)


def _pool(sheets: Sheets, removal: Removal) -> _Target:
    held = [each for each in _held(sheets) if removal.name in (".".join(each[:3]), ".".join(each[1:3]))]
    if not held:
        raise removal.missing(".".join(each[:3]) for each in _held(sheets))
    return _of_pools(held, sheets)


def _units(sheets: Sheets, removal: Removal) -> _Target:
    held = [each for each in _held(sheets) if each[3] == removal.name]
    if not held:
        raise removal.missing({each[3] for each in _held(sheets)})
    return _of_pools(held, sheets)


def _of_pools(held: list[Held], sheets: Sheets) -> _Target:
    ways: dict[str, list[Way]] = defaultdict(list)
    for plan, agency, pool, _kind in held:
        ways[plan].append(("agencies", agency, "pools", pool))
    agencies = sheets.directory("agencies")
    lost = {((f"{plan}.{agency}",), pool) for plan, agency, pool, _kind in held}

    def means(plan: str, text: object) -> bool:
        agency, _, pool = str(text).rpartition(".")
        return (agencies.candidates(plan, agency), pool) in lost

    return _Target(ways, means)


def _agency(sheets: Sheets, removal: Removal) -> _Target:
    """An agency; with it goes its role where no other has it."""
    target = _declared("agencies")(sheets, removal)
    roles = {
        f"{plan}.{name}": str(agency["role"])
        for plan, tree in sheets.by_id.items()
        for name, agency in mapping(tree, "agencies").items()
        if isinstance(agency, Map) and "role" in agency
    }
    ((plan, ((_, name),)),) = target.ways.items()
    own = roles.get(f"{plan}.{name}")
    if [*roles.values()].count(own or "") != 1:
        return target
    return replace(target, means=lambda where, text: text == own or target.means(where, text))


KINDS: dict[str, Callable[[Sheets, Removal], _Target]] = {
    "link": _link,
    "agency": _agency,
    "medium": _declared("media"),
    "post": _declared("posts"),
    "pool": _pool,
    "units": _units,
    "task": _named(_tasks),
    "agreement": _named(_agreements),
    "obligation": _named(_obligations),
    "milestone": _named(_milestones),
}
"""What can be taken away, by the word for it."""
