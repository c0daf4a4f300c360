"""People: whom agencies look after, and which shares of them are measured (rule 7)."""

from collections.abc import Iterable, Sequence

from simulator.plan.composed import Actor, Edge
from simulator.program.conditions import Conditions, Reader
from simulator.program.literals import Action
from simulator.program.model import NONE, Crowd, Group, Link, Slot
from simulator.program.registry import Registry
from simulator.scenario.case import Case
from simulator.text.condition_tree import Knows, Name, People
from simulator.text.titles import Title

WARNINGS = frozenset({"warn", "command"})
"""What links are for by which people are warned, or told what to do."""
_TOLD = ("boolean", "level")


class Crowds:
    """Compiles the shares of people, after all conditions and links.

    Measured are those that conditions ask for, of all people, and of what warnings and orders tell agencies
    with people, the share of the people of these agencies.
    """

    def __init__(self, case: Case, registry: Registry, conditions: Conditions) -> None:
        composition = case.composition
        self._actors = [actor for actor in composition.actors.values() if actor.record.people]
        self._edges = composition.edges
        self._registry = registry
        self._conditions = conditions
        self.groups: tuple[Group, ...] = ()
        self.made: list[Crowd] = []

    def make(self, links: Iterable[Link], slots: Sequence[Slot]) -> None:
        """Make all that is asked for, and all that people are told."""
        asked = dict(self._conditions.crowds)
        told = self._told(links, slots)
        if not asked and not told:
            return
        self.groups = tuple(map(self._group, self._actors))
        everybody = range(len(self._actors))
        for fact, people in asked.items():
            self._add(people, everybody, fact)
        known = {(people.knows.text, people.vulnerable) for people in asked.values()}
        for name, places in told.items():
            self._add_told(name, places, known if len(places) == len(everybody) else set())

    def _told(self, links: Iterable[Link], slots: Sequence[Slot]) -> dict[str, list[int]]:
        """Give, by id of a fact, the places of the groups that are told it by name."""
        place_of = {self._registry.agents[actor.name]: place for place, actor in enumerate(self._actors)}
        found: dict[str, dict[int, None]] = {}
        for link, edge in zip(links, self._edges, strict=True):
            if link.purpose in WARNINGS and link.receiver in place_of:
                for base in self._by_name(edge, (slots[number] for number in link.slots)):
                    found.setdefault(base, {})[place_of[link.receiver]] = None
        return {base: sorted(places) for base, places in found.items()}

    def _by_name(self, edge: Edge, slots: Iterable[Slot]) -> Iterable[str]:
        """Give the facts that a link names: what passes by a pattern is no warning by itself."""
        named = {fact.partition("@")[0] for fact in edge.carries}
        rows = (self._registry.fact_rows[slot.fact] for slot in slots)
        return dict.fromkeys(row.base for row in rows if row.base in named and row.kind in _TOLD)

    def _add_told(self, name: str, places: Sequence[int], known: set[tuple[str, bool]]) -> None:
        frail = any(self.groups[place].vulnerable for place in places)
        for vulnerable in (False, True) if frail else (False,):
            if (name, vulnerable) not in known:
                self._add(People(Name(name), vulnerable), places, NONE)

    def _group(self, actor: Actor) -> Group:
        people = actor.record.people
        assert people is not None  # noqa: S101 (only those with people are asked)
        drawn = people.low < people.high
        return Group(
            agent=self._registry.agents[actor.name],
            stream=self._registry.chance(f"people|{actor.name}", 0.0) if drawn else NONE,
            low=people.low,
            high=people.high,
            vulnerable=people.vulnerable,
        )

    def _add(self, people: People, places: Iterable[int], fact: int) -> None:
        first = len(self.made) * len(self._actors)
        item = self._registry.facts_of.item(people.knows.text)
        hearers = tuple((place, self._gate(people.knows, place, first + place)) for place in places)
        crowd = Crowd(
            knows=item.name,
            title=item.title or Title(item.name, item.name),
            vulnerable=people.vulnerable,
            hearers=hearers,
            cell=NONE if fact == NONE else self._registry.truth(fact),
            fact=fact,
        )
        self.made.append(crowd)

    def _gate(self, knows: Name, place: int, subject: int) -> int:
        condition = Knows(self._actors[place].name, knows)
        return self._conditions.root(condition, Reader(), Action.PEOPLE, subject)
