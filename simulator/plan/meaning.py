"""What the names in a condition, a link or an agreement mean."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from simulator.errors import say
from simulator.plan.composed import Grade, Seat
from simulator.plan.facts import LINK_STATES, TASK_STATES, FactBook
from simulator.plan.faults import At
from simulator.plan.references import References
from simulator.text.faults import did_you_mean


@dataclass(frozen=True, slots=True)
class Meaning:
    """Resolves names of facts and of who holds them.

    `seats` are the posts by qualified name, `due` the ids `t.overdue` that can be, `grades` the scales that
    nobody declares by id, `compared` what conditions compare them with: (id, sign, rank), gathered as they
    are resolved.
    """

    references: References
    facts: FactBook
    seats: Mapping[str, Seat]
    due: frozenset[str] = frozenset()
    grades: Mapping[str, Grade] = field(default_factory=dict)
    compared: list[tuple[str, str, int]] = field(default_factory=list)

    def fact(self, name: str, at: At, *, offset: int | None = None) -> str | None:
        """Give the id of the one fact that a name means (`city.patrol.done` for a task of many alike)."""
        found = self.facts.candidates(at.plan, name)
        if len(found) == 1:
            self._never_due(found[0], at, offset)
            return found[0]
        if found:
            self.references.ambiguous(name, found, at, offset=offset)
        else:
            unknown = say("nothing achieves, declares or sets `{name}`", name=name)
            self.references.missing(unknown, name, self.facts, at, offset=offset)
        return None

    def told(self, name: str, at: At) -> str | None:
        """Give the id of a fact that is set, told or achieved: not a scale that follows from other facts."""
        fact = self.fact(name, at)
        if fact in self.grades:
            found = say("nobody says `{name}`: it follows from what each agency believes", name=name)
            hint = say("name the facts that its criteria look at")
            self.references.faults.add(at, found, hint)
        return fact

    def _never_due(self, fact: str, at: At, offset: int | None) -> None:
        if (
            self.references.closed
            and fact.endswith(".overdue")
            and fact in self.facts.families
            and fact not in self.due
        ):
            found = say("`{name}` never comes: no obligation sets a time for it", name=fact)
            task = fact.removesuffix(".overdue").partition(".")[2]
            hint = say("write an obligation with `then: {task}.done` and `within:`", task=task)
            self.references.faults.add(at, found, hint, offset=offset, warning=True)

    def copies(self, fact: str, actor: str) -> tuple[str, ...]:
        """Give the ids behind a fact: of an automatic one the actor's own copies, else all."""
        family = self.facts.families.get(fact)
        if family is None:
            return (fact,)
        return family.get(actor) or tuple(copy for copies in family.values() for copy in copies)

    def carried(self, names: tuple[str, ...], at: At, *, actor: str = "") -> tuple[str, ...]:
        """Give the facts of a link or agreement: ids, and patterns (`*`, `*.done`) as they are."""
        found: dict[str, None] = {}
        for position, name in enumerate(names):
            if name.startswith("*"):
                self._ending(name, at.of(position))
                found[name] = None
            elif fact := self.told(name, at.of(position)):
                found.update(dict.fromkeys(self.copies(fact, actor)))
        return tuple(found)

    def _ending(self, pattern: str, at: At) -> None:
        ending = pattern[1:]
        known = ("", *(f".{state}" for state in TASK_STATES + LINK_STATES))
        if ending in known or any(name.endswith(ending) for name in self.facts.items):
            return
        hint = did_you_mean(pattern, [f"*{ending}" for ending in known])
        self.references.faults.add(
            at, say("no fact ends as `{name}`", name=pattern[:60]), hint, warning=not self.references.closed
        )

    def holders(self, ref: str, at: At, *, offset: int | None = None) -> tuple[str, ...]:
        """Give the agencies behind a reference: the holder of a post, or all of many alike."""
        party = self.references.find("party", ref, at, offset=offset)
        if party is None:
            return ()
        seat = self.seats.get(party)
        return seat.holders[:1] if seat else self.references.names.copies.get(party, ())
