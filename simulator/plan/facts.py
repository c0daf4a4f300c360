"""The facts of composed plans: which there are, who produces them, what a name of one means."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from simulator.errors import Message, say
from simulator.plan.composed import FactItem
from simulator.plan.faults import At, Faults
from simulator.plan.fitting import misfit
from simulator.plan.level_names import level_name
from simulator.plan.model import Fact, Plan
from simulator.plan.names import Directory, titles_of
from simulator.plan.tasks import Scale, Task
from simulator.text.faults import did_you_mean
from simulator.text.scalars import Value

TASK_STATES = ("ready", "started", "done", "overdue")
"""Automatic facts of a task."""

LINK_STATES = ("undelivered",)
"""Automatic facts of a link with an id."""


@dataclass(frozen=True, slots=True)
class Setting:
    """A value that a task or a scenario gives to a fact, and where it stands."""

    value: Value
    at: At


@dataclass(frozen=True, slots=True)
class FactBook:
    """What a name of a fact means in each plan.

    `items` are the facts by id. `families` gives what stands behind an automatic fact (`city.patrol.done`):
    ids by the agency that owns the task or sends over the link, several where many alike do.
    """

    plans: frozenset[str]
    world: frozenset[str]
    produced: Directory
    declared: Directory
    tasks: Directory
    links: Directory
    items: Mapping[str, FactItem]
    families: Mapping[str, Mapping[str, tuple[str, ...]]]

    def candidates(self, plan: str, name: str) -> tuple[str, ...]:
        """Give the ids of the facts that `name`, written in `plan`, can mean."""
        owner, dot, bare = name.rpartition(".")
        automatic = self._automatic(plan, owner, bare) if dot else ()
        if automatic:
            return automatic
        if bare in self.world and (not dot or owner in self.plans):
            return (bare,)
        produced = self.produced.candidates(plan, name)
        if produced:
            return produced
        return (bare,) if self.declared.candidates(plan, name) else ()

    def _automatic(self, plan: str, owner: str, state: str) -> tuple[str, ...]:
        directory = self.tasks if state in TASK_STATES else self.links if state in LINK_STATES else None
        return tuple(f"{name}.{state}" for name in directory.candidates(plan, owner)) if directory else ()

    def guess(self, ref: str) -> Message | None:
        """Give a hint with the fact that comes nearest to a name that means nothing."""
        owner, dot, bare = ref.rpartition(".")
        if dot and bare in TASK_STATES + LINK_STATES:
            return (self.tasks if bare in TASK_STATES else self.links).near(owner)
        return (
            self.declared.titled(ref)
            or self.produced.near(ref)
            or self.declared.near(ref)
            or did_you_mean(ref, self.world)
        )

    def mistyped(self, plan: str, ref: str) -> str | None:
        """Give the fact of a plan that is meant with one slip of the hand."""
        owner, dot, bare = ref.rpartition(".")
        if dot and bare in TASK_STATES:
            return self.tasks.mistyped(plan, owner)
        return self.produced.mistyped(plan, ref) or self.declared.mistyped(plan, ref)

    def item(self, name: str) -> FactItem:
        """Give what is known of a fact by its id; of an automatic one as written, too."""
        return self.items.get(name) or FactItem(name, "boolean")


def achieved(plan: str, task: Task) -> list[tuple[str, Setting]]:
    """Give the facts that a task achieves as written, with their values."""
    at = At(plan, task, ("achieves",))
    match task.achieves:
        case None:
            return []
        case str(name):
            return [(name, Setting(value=True, at=at))]
        case dict() as values:
            return [(name, Setting(value, at.of(name))) for name, value in values.items()]
        case names:
            return [(name, Setting(value=True, at=at.of(position))) for position, name in enumerate(names)]


def outcomes(plan: str, task: Task) -> list[tuple[str, Setting]]:
    """Give the facts of which a task brings about one, as written."""
    return [
        (name, Setting(value=True, at=At(plan, task, ("outcome", name), key=True)))
        for name in task.outcome or ()
    ]


def _tasks(plan: Plan) -> Iterable[Task]:
    return (task for tasks in plan.procedures.values() for task in tasks.values())


@dataclass(frozen=True, slots=True)
class Copies:
    """What stands behind tasks, or links with an id: the copies, by qualified name and owner."""

    states: tuple[str, ...]
    directory: Directory
    names: Mapping[str, Mapping[str, tuple[str, ...]]]

    def items(self) -> dict[str, FactItem]:
        """Give the automatic facts by id."""
        return {
            f"{copy}.{state}": FactItem(f"{copy}.{state}", "boolean", automatic=copy)
            for owners in self.names.values()
            for copies in owners.values()
            for copy in copies
            for state in self.states
        }

    def families(self) -> dict[str, Mapping[str, tuple[str, ...]]]:
        """Give the ids behind the automatic facts of a plan, by owner."""
        return {
            f"{name}.{state}": {
                owner: tuple(f"{copy}.{state}" for copy in copies) for owner, copies in owners.items()
            }
            for name, owners in self.names.items()
            for state in self.states
        }


def gather_facts(
    plans: Iterable[Plan],
    world: Mapping[str, tuple[Setting, ...]],
    tasks: Copies,
    links: Copies,
    faults: Faults,
) -> FactBook:
    """Gather the facts of plans and of what a scenario sets.

    Adds problems where kinds contradict one another or values do not fit.
    """
    return _Gathering(tuple(plans), world, faults).book(tasks, links)


class _Gathering:
    """Facts while they are gathered. `settings` are by id, `scales` and `numbers` by plan and bare name."""

    def __init__(
        self, plans: tuple[Plan, ...], world: Mapping[str, tuple[Setting, ...]], faults: Faults
    ) -> None:
        self.plans = {plan.id: plan for plan in plans}
        self.faults = faults
        self.settings: dict[str, list[Setting]] = {}
        self.produced: dict[tuple[str, str], None] = {}
        self.world: set[str] = set()
        written = [self._read(plan) for plan in plans]
        self._take_world(world)
        for plan, settings in zip(plans, written, strict=True):
            for name, setting in settings:
                self._take(plan.id, name, setting)

    def _read(self, plan: Plan) -> list[tuple[str, Setting]]:
        found = [
            pair for task in _tasks(plan) for pair in (*achieved(plan.id, task), *outcomes(plan.id, task))
        ]
        names = (*plan.scales, *plan.quantities, *(name for name, _ in found if "." not in name))
        self.produced.update(((plan.id, name), None) for name in names)
        return found

    def _take_world(self, world: Mapping[str, tuple[Setting, ...]]) -> None:
        for name, settings in world.items():
            owner, dot, bare = name.rpartition(".")
            own = dot and (owner, bare) in self.produced and bare not in world
            if not own:
                self.world.add(bare)
            self.settings.setdefault(name if own else bare, []).extend(settings)

    def _take(self, plan: str, name: str, setting: Setting) -> None:
        owner, _, bare = name.rpartition(".")
        if bare in self.world:
            self.settings[bare].append(setting)
        else:
            self.settings.setdefault(f"{owner or plan}.{bare}", []).append(setting)

    def book(self, tasks: Copies, links: Copies) -> FactBook:
        """Give the facts, each with its kind."""
        declared = [(plan.id, name) for plan in self.plans.values() for name in plan.facts]
        made = {name for _, name in self.produced}
        ids = dict.fromkeys(
            [name for name in self.settings if "." not in name]
            + [name for _, name in declared if name not in made]
            + [f"{plan}.{name}" for plan, name in self.produced if name not in self.world]
        )
        return FactBook(
            plans=frozenset(self.plans),
            world=frozenset(self.world),
            produced=Directory(self.produced),
            declared=Directory(declared, titles_of(self.plans.values(), "facts", "title")),
            tasks=tasks.directory,
            links=links.directory,
            items={name: self._item(name) for name in ids} | tasks.items() | links.items(),
            families=tasks.families() | links.families(),
        )

    def _item(self, name: str) -> FactItem:
        owner, _, bare = name.rpartition(".")
        own = [self.plans[owner]] if owner else list(self.plans.values())
        declarations = _declarations(own, bare) or _declarations(self.plans.values(), bare)
        scales = [(plan.id, plan.scales[bare]) for plan in own if bare in plan.scales]
        self._agree(bare, declarations, scales)
        item = self._shape(name, own, declarations, scales)
        for setting in self.settings.get(name, ()):
            self._fits(setting, item)
        return item

    def _shape(
        self, name: str, own: list[Plan], facts: list[tuple[str, Fact]], scales: list[tuple[str, Scale]]
    ) -> FactItem:
        bare = name.rpartition(".")[2]
        title, per = (facts[0][1].title, facts[0][1].per) if facts else (None, None)
        if scales:
            scale = scales[0][1]
            names = tuple(level_name(scale, level) for level in scale.order)
            return FactItem(name, "level", title or scale.name, per, scale.order, level_names=names)
        quantities = [plan.quantities[bare] for plan in own if bare in plan.quantities]
        if quantities:
            return FactItem(name, "number", title or quantities[0].title, per)
        if facts:
            return FactItem(name, facts[0][1].kind, title, per)
        return FactItem(name, self._guess(name))

    def _guess(self, name: str) -> str:
        settings = self.settings.get(name, ())
        value = settings[0].value if settings else True
        return "boolean" if isinstance(value, bool) else "place" if isinstance(value, str) else "number"

    def _agree(self, name: str, facts: list[tuple[str, Fact]], scales: list[tuple[str, Scale]]) -> None:
        for plan, fact in facts:
            if fact.kind == "level" and not scales:
                self._levels_wanted(name, At(plan, fact, ("kind",)))
            if (fact.kind, fact.per) != (facts[0][1].kind, facts[0][1].per):
                self._differ(name, At(plan, fact), At(*facts[0]))
        for plan, scale in scales[1:]:
            if scale.order != scales[0][1].order:
                self._differ(name, At(plan, scale, ("order",)), At(*scales[0], ("order",)))

    def _levels_wanted(self, name: str, at: At) -> None:
        if not any(name in plan.scales for plan in self.plans.values()):
            hint = say("write the levels under `scales:`, with `order:`")
            self.faults.add(at, say("`{name}` has levels but no scale of this name", name=name), hint)

    def _differ(self, name: str, at: At, other: At) -> None:
        found = say("`{name}` is one fact for all plans, and here it is of another kind", name=name)
        self.faults.add(at, found, others=(other.place,))

    def _fits(self, setting: Setting, item: FactItem) -> None:
        found, hint = misfit(setting.value, item)
        if found:
            self.faults.add(setting.at, found, hint)


def _declarations(plans: Iterable[Plan], name: str) -> list[tuple[str, Fact]]:
    """Give the declarations of a fact: those that say its kind, or else those that give a title only."""
    found = [(plan.id, plan.facts[name]) for plan in plans if name in plan.facts]
    return [(plan, fact) for plan, fact in found if fact.model_fields_set & {"kind", "per"}] or found
