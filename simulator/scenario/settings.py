"""One value that is to be otherwise, as `city.duty_room.desk.operators.night=2`, as a patch."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from simulator.errors import DrillError, Message, Place, Problem, say
from simulator.plan.model import Plan
from simulator.scenario.called import called, thing_at
from simulator.scenario.removal import SCENARIO
from simulator.scenario.sheets import SECTIONS, ListNames, Sheets, Way, mapping, records
from simulator.text.containers import Map, Seq
from simulator.text.faults import did_you_mean, shown
from simulator.text.numbers import parse_ordinal
from simulator.text.source import Source
from simulator.text.tree import read_value

_SCENARIO = "scenario"

_KEYS = frozenset(field.alias or name for name, field in Plan.model_fields.items())
_ARROWS = ("->", "→")
_EXAMPLE = say("write it as `city.duty_room.desk.operators=2`")


@dataclass(frozen=True, slots=True)
class Step:
    """A part of the way to a value, and the column where it stands in the option."""

    name: str
    column: int


@dataclass(frozen=True, slots=True)
class Setting:
    """The way to a value as it is written, and the value. `line` counts options from 1."""

    source: Source
    line: int
    steps: tuple[Step, ...]
    value: Any
    value_column: int

    @property
    def of_scenario(self) -> bool:
        """Whether it changes the scenario itself."""
        return self.steps[0].name == _SCENARIO

    def place(self, column: int) -> Place:
        """Give a column of the option as a place."""
        return Place(self.source.path, self.line, column)

    def problem(self, column: int, found: Message, hint: Message | None = None) -> DrillError:
        """Give a fault at a column of the option."""
        return DrillError([Problem(self.place(column), found, hint, "", self.source.line(self.line))])


def read_setting(source: Source, line: int) -> Setting:
    """Read a line of settings; raises `DrillError`."""
    text = source.line(line)
    way, sign, value = text.partition("=")
    if not sign or not value.strip():
        place = Place(source.path, line, len(text) + 1)
        found = say("a value is missing") if sign else say("`=` and a value are missing")
        raise DrillError([Problem(place, found, _EXAMPLE, "", text)])
    column = len(way) + 2
    read = read_value(source, Place(source.path, line, column))
    setting = Setting(source, line, tuple(_steps(way)), read, column)
    empty = next((step for step in setting.steps if not step.name), None)
    if empty:
        raise setting.problem(empty.column, say("a name is missing here"), _EXAMPLE)
    return setting


def _steps(way: str) -> Iterator[Step]:
    column = 1
    for part in way.split("."):
        yield Step(part.strip(), column + len(part) - len(part.lstrip()))
        column += len(part) + 1


def as_patch(setting: Setting, sheets: Sheets) -> tuple[str, Map]:
    """Give the plan that a setting changes (empty: the scenario) and what is to be laid over it.

    Raises `DrillError` when a name means nothing, or several things.
    """
    plan, steps = _whole(setting, sheets)
    tree = sheets.scenario.tree if plan == SCENARIO else sheets.by_id[plan]
    patch = Map(setting.source.path, 0)
    inner = patch
    steps = [*_walk(setting, tree, steps)]
    for step in steps[:-1]:
        further = Map(setting.source.path, 0)
        inner.put(step.name, further, setting.place(step.column), setting.place(step.column))
        inner = further
    last, at = steps[-1], setting.place(setting.value_column)
    inner.put(last.name, setting.value, setting.place(last.column), at)
    _instead_of_shifts(tree, steps, inner, setting)
    return plan, patch


def _instead_of_shifts(tree: Map, steps: list[Step], desk: Map, setting: Setting) -> None:
    """Let operators of every hour stand instead of the shifts that are there."""
    around: Any = tree
    for step in steps[:-1]:
        around = _into(around, step.name)
    if steps[-1].name == "operators" and isinstance(around, Map) and "shifts" in around:
        place = setting.place(steps[-1].column)
        desk.put("shifts", None, place, place)


# -- the way from its beginning ------------------------------------------------------------------------------


def _whole(setting: Setting, sheets: Sheets) -> tuple[str, list[Step]]:
    """Give the plan, and the way in it as it stands in the file."""
    steps = [*setting.steps]
    first = steps[0]
    if setting.of_scenario:
        return _inside(setting, SCENARIO, steps[1:])
    link = _link(setting, sheets)
    if link:
        return link
    if first.name in sheets.by_id:
        plan, rest = _inside(setting, first.name, steps[1:])
        if rest[0].name in _KEYS:
            return plan, rest
        return plan, _thing(setting, {plan: sheets.by_id[plan]}, rest)[1]
    return _thing(setting, sheets.by_id, steps)


def _inside(setting: Setting, plan: str, steps: list[Step]) -> tuple[str, list[Step]]:
    if not steps:
        found = say("what of `{name}` is to be otherwise?", name=plan or _SCENARIO)
        raise setting.problem(setting.steps[0].column, found, _EXAMPLE)
    return plan, steps


def _thing(setting: Setting, plans: dict[str, Map], steps: list[Step]) -> tuple[str, list[Step]]:
    """Give the plan that holds what the first step names, and the way to it."""
    name, column = steps[0].name, steps[0].column
    ways = [(plan, way) for plan, tree in plans.items() for known, way in _things(tree) if known == name]
    if len(ways) == 1:
        plan, way = ways[0]
        return _inside(setting, plan, [*(Step(part, column) for part in way), *steps[1:]])
    if ways:
        meant = ", ".join(f"`{plan}.{'.'.join(way)}`" for plan, way in ways[:8])
        several = say("`{name}` can mean {candidates}", name=shown(name), candidates=meant)
        raise setting.problem(column, several, say("write one of these in its place"))
    known = {known for tree in plans.values() for known, _ in _things(tree)}
    near = did_you_mean(name, sorted(known | {*plans, _SCENARIO} if len(plans) > 1 else known | _KEYS))
    things = (
        (f"{plan}.{known}", thing_at(tree, way))
        for plan, tree in plans.items()
        for known, way in _things(tree)
    )
    hint = near or called(name, things)
    raise setting.problem(column, say("no plan here has anything called `{name}`", name=shown(name)), hint)


def _things(tree: Map) -> Iterator[tuple[str, Way]]:
    """Give all that a plan calls by an id, with the way to it."""
    for part in SECTIONS:
        yield from ((name, (part, name)) for name in mapping(tree, part))
    for hazard, tasks in mapping(tree, "procedures").items():
        yield from (
            (name, ("procedures", hazard, name)) for name in (tasks if isinstance(tasks, Map) else ())
        )
    for part in ("links", "obligations"):
        ids = (str(record["id"]) for _, record in records(tree, part) if "id" in record)
        yield from ((name, (part, name)) for name in ids)


def _link(setting: Setting, sheets: Sheets) -> tuple[str, list[Step]] | None:
    """Give the way to a link that is named by its ends: `north.em_office->city.duty_room.over`."""
    number = next(
        (at for at, step in enumerate(setting.steps) if any(sign in step.name for sign in _ARROWS)), None
    )
    if number is None:
        return None
    steps = setting.steps
    arrow = steps[number].name
    receiver = arrow.partition("→" if "→" in arrow else "->")[2]
    last = number + (1 if receiver in sheets.by_id else 0)
    before = 2 if number > 2 and steps[1].name == "links" else 0
    name = Step(".".join(step.name for step in steps[before : last + 1]), steps[before].column)
    known: list[str] = []
    for plan, tree in sheets.by_id.items():
        names, links = ListNames(plan, sheets.directory("agencies")), tree.get("links")
        if isinstance(links, Seq) and names.find("links", links, name.name):
            return _inside(setting, plan, [Step("links", name.column), name, *steps[last + 1 :]])
        known += names.known("links", links) if isinstance(links, Seq) else ()
    raise setting.problem(
        name.column, say("there is no link `{name}`", name=shown(name.name)), did_you_mean(name.name, known)
    )


# -- the way through a tree ----------------------------------------------------------------------------------


def _walk(setting: Setting, tree: Any, rest: list[Step]) -> Iterator[Step]:
    """Give the steps as keys of the tree: some have dots in them, some levels are left out."""
    while rest:
        step, size = _key(tree, rest)
        keys = tree if isinstance(tree, Map) else {}
        rest = rest[size:]
        if rest and step.name == "operators":  # `operators.night` are those of the night shift
            if "shifts" not in keys:
                found = say("this desk has the same operators at every hour")
                hint = say("write `desk.operators=2`; shifts can be given with --with")
                raise setting.problem(rest[0].column, found, hint)
            step, rest = Step("shifts", step.column), [rest[0], step, *rest[1:]]
        elif step.name not in keys and step.name in mapping(tree, "pools"):
            step, rest = Step("pools", step.column), [step, *rest]
        yield step
        tree = _into(tree, step.name)


def _into(tree: Any, name: str) -> Any:
    """Give what a step leads to; in a list whose items have names, the first stands for all."""
    if isinstance(tree, Seq):
        place = parse_ordinal(name) if name.isdecimal() else 0
        return None if place is None or place >= len(tree) else tree[place]
    return tree.get(name) if isinstance(tree, Map) else None


def _key(tree: Any, rest: list[Step]) -> tuple[Step, int]:
    """Give the next key, of as many steps as make one that is there, and how many these are."""
    for size in range(len(rest), 1, -1):
        name = ".".join(step.name for step in rest[:size])
        if isinstance(tree, Map) and name in tree:
            return Step(name, rest[0].column), size
    return rest[0], 1
