"""The scenario that would exercise a part of a plan, in words."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from simulator.errors import Message, say
from simulator.plan.audit.naming import listed
from simulator.plan.composed import Composition, Duty, Edge, Job, Pact
from simulator.plan.passing import ends, fits
from simulator.scenario.case import Case
from simulator.study.coverage.conditions_told import told
from simulator.study.coverage.parts import Part
from simulator.study.coverage.recipes import Recipe, Recipes, merged
from simulator.text.comparisons import COMPARE
from simulator.text.condition_tree import Compare, Condition, Holds, Known, Lasting, Name, Number
from simulator.text.messages import texts
from simulator.text.scalars import Value
from simulator.text.titles import Title

Record = dict[str, Any]
MOST_GIVENS = 6
"""Facts of the world that a sentence names."""
DESK = "desk"


@dataclass(frozen=True, slots=True)
class Stage:
    """A scenario of the suite, and what its incidents and injects set."""

    path: str
    case: Case

    def gives(self, given: Condition) -> bool:
        """Tell whether the scenario brings this about itself, at some time."""
        match given:
            case Lasting(item, _):
                return self.gives(item)
            case Holds(Name(fact)):
                return True in self._values(fact)
            case Known(Name(fact)):
                return bool(self._values(fact))
            case Compare(Name(fact), op, Number(wanted)):
                numbers = [value for value in self._values(fact) if not isinstance(value, str)]
                return any(COMPARE[op](value, wanted) for value in numbers)
        return False

    def _values(self, fact: str) -> list[Value]:
        happening = [pair for each in self.case.happenings for pair in each.facts]
        moved = [pair for each in self.case.moves if not each.kept for pair in each.facts]
        return [value for name, value in (*happening, *moved) if name == fact]


class Wanted:
    """Tells, for one composition, what scenario would exercise its parts."""

    def __init__(self, composition: Composition) -> None:
        self._composition = composition
        self._recipes = Recipes(composition)

    def record(self, part: Part, stages: Iterable[Stage]) -> Record:
        """Give the scenario as `suite.json` holds it.

        `scenario` names one of `stages`, which play the part, that brings all of this about already: where
        there is one, it is not the scenario that lacks something. `text` is the sentence; `givens` are null
        where nothing that a scenario can bring about would do.
        """
        recipe = self._recipe(part)
        if recipe is None:
            return {"hazards": [], "givens": None, "scenario": None, "text": texts(_nothing(part))}
        hazards = recipe.hazards or self._asking(recipe)
        played = next((stage.path for stage in stages if _brings(stage, recipe)), None)
        return {
            "hazards": [{"name": name, "title": self._hazard(name).texts()} for name in hazards],
            "givens": [told(given, self._composition).texts() for given in recipe.givens],
            "scenario": played,
            "text": texts(self._sentence(part, recipe, hazards, played)),
        }

    def _recipe(self, part: Part) -> Recipe | None:
        match part.item:
            case Job():
                return self._recipes.of_task(part.item)
            case Edge():
                return self._link(part.item)
            case Duty():
                return self._duty(part.item)
            case Pact():
                return self._fewest(self._recipes.of_task(job) for job in self._takers(part.item))
            case axis, rank:
                return self._recipes.of_level(axis, rank)

    def _fewest(self, recipes: Iterable[Recipe | None]) -> Recipe | None:
        found = [recipe for recipe in recipes if recipe is not None]
        return min(found, key=lambda recipe: len(recipe.givens), default=None)

    def _link(self, edge: Edge) -> Recipe | None:
        """Give what gives its sender something to pass along it: a fact, a request, an invitation.

        A fact that the sender brings about itself comes first: it needs nobody who tells it.
        """
        teller, _ = ends(edge, self._composition.channels)
        carried = list(self._carried(edge))
        own = self._own(teller).intersection(carried)
        ways = (
            map(self._recipes.of_fact, (fact for fact in carried if fact in own)),
            map(self._recipes.of_fact, carried),
            map(self._recipes.of_task, self._errands(edge)),
        )
        return next(filter(None, map(self._fewest, ways)), None)

    def _own(self, agency: str) -> set[str]:
        """Give the facts that an agency brings about itself."""
        done = {fact for job in self._composition.jobs if job.owner == agency for fact, _ in job.brings}
        return done | {axis.name for axis in self._composition.axes if agency in axis.seat.holders}

    def _carried(self, edge: Edge) -> Iterator[str]:
        for pattern in edge.carries:
            if pattern in self._composition.facts or not pattern.startswith("*"):
                yield pattern
            else:
                yield from (fact for fact in self._composition.facts if fits(pattern, fact))

    def _errands(self, edge: Edge) -> Iterator[Job]:
        for job in self._composition.jobs:
            deciders = job.seat.holders if job.seat else ()
            if job.owner == edge.sender and edge.receiver in (*deciders, *job.companions):
                yield job

    def _takers(self, pact: Pact) -> Iterator[Job]:
        kinds = set(pact.records[0].gives)
        for job in self._composition.jobs:
            if job.owner == pact.receiver and kinds & (set(job.record.needs) - {DESK}):
                yield job

    def _duty(self, duty: Duty) -> Recipe | None:
        needs = [self._recipes.of(duty.when)] if duty.when is not None else []
        if duty.fact is not None:
            needs.append(self._recipes.of_fact(duty.fact))
        return None if None in needs else merged(each for each in needs if each is not None)

    def _asking(self, recipe: Recipe) -> tuple[str, ...]:
        """Give the hazard whose tasks ask for what is given, where it is one alone."""
        found = self._recipes.asked_for(recipe.givens)
        return found if len(found) == 1 else ()

    # -- words -----------------------------------------------------------------------------------------------

    def _hazard(self, name: str) -> Title:
        plans = self._composition.plans
        return next((plan.hazards[name].name for plan in plans if name in plan.hazards), Title.read(name))

    def _sentence(self, part: Part, recipe: Recipe, hazards: tuple[str, ...], played: str | None) -> Message:
        if played is not None:
            return self._not_there(part, played)
        scene = _scene(
            listed(map(self._hazard, hazards)) if hazards else None,
            listed((told(given, self._composition) for given in recipe.givens), most=MOST_GIVENS)
            if recipe.givens
            else None,
        )
        then = self._then(part)
        return say("{scene}; {then}", scene=scene, then=then) if then else scene

    def _then(self, part: Part) -> Message | None:
        """Give what has to follow where the facts of the world are not all."""
        match part.item:
            case Edge() as edge:
                teller, hearers = ends(edge, self._composition.channels)
                names = {"teller": self._agency(teller), "hearer": self._agency(hearers[0])}
                return say("then {teller} has something to tell {hearer}", **names)
            case Pact() as pact:
                taker = self._agency(pact.receiver)
                return say("then {taker} needs more units than it has itself", taker=taker)
            case Duty() as duty if duty.holder is not None:
                return say("then {holder} comes to know of it", holder=self._agency(duty.holder))
        return None

    def _not_there(self, part: Part, played: str) -> Message:
        """Say that it is not a scenario that is missing, and as far as that is known what else."""
        holder = self._holder(part)
        if holder is None:
            return say(
                "not another scenario: {scenario} brings about all that it takes, yet it never came to this",
                scenario=played,
            )
        names = {"scenario": played, "holder": self._agency(holder)}
        if isinstance(part.item, Edge):  # it may not know, or may have heard it from that very receiver
            return say(
                "not another scenario: {scenario} brings about all that it takes, yet {holder} never had "
                "anything new to tell there",
                **names,
            )
        return say(
            "not another scenario: {scenario} brings about all that it takes, yet {holder} never had cause; "
            "`drill gaps` shows what did not get through",
            **names,
        )

    def _holder(self, part: Part) -> str | None:
        match part.item:
            case Job() as job:
                return job.owner
            case Edge() as edge:
                return ends(edge, self._composition.channels)[0]
            case Duty() as duty:
                return duty.holder
            case Pact() as pact:
                return pact.receiver
            case _:  # of a level: whoever declares it may have declared a higher one at once
                return None

    def _agency(self, name: str) -> Title:
        return self._composition.actors[name].record.name


def _brings(stage: Stage, recipe: Recipe) -> bool:
    """Tell whether a scenario brings about all that is to be given."""
    return bool(recipe.givens) and all(map(stage.gives, recipe.givens))


def _scene(hazards: Title | None, givens: Title | None) -> Message:
    if hazards is None and givens is None:
        return say("any scenario with these plans")
    if givens is None:
        return say("a scenario with the hazard {hazards}", hazards=hazards)
    if hazards is None:
        return say("a scenario in which this comes true: {givens}", givens=givens)
    return say(
        "a scenario with the hazard {hazards} in which this comes true: {givens}",
        hazards=hazards,
        givens=givens,
    )


def _nothing(part: Part) -> Message:
    words: dict[str, Message] = {
        "link": say("no scenario: nothing in these plans gives anybody something to pass along it"),
        "agreement": say("no scenario: no task of the receiver needs such units"),
    }
    return words.get(part.kind, say("no scenario: nothing in these plans makes its condition come true"))
