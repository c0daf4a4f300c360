"""What a reference in a plan means, and what to say where it means nothing or too much."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from simulator.errors import Message, say
from simulator.plan.faults import At, Faults
from simulator.plan.names import Directory, Guesses, Names
from simulator.text.faults import did_you_mean
from simulator.text.scan import full_width

_MISSING: Mapping[str, Callable[[str], Message]] = {
    "agency": lambda name: say("there is no agency `{name}`", name=name),
    "party": lambda name: say("there is no agency or post `{name}`", name=name),
    "medium": lambda name: say("there is no medium `{name}`", name=name),
    "region": lambda name: say("there is no region `{name}`", name=name),
    "task": lambda name: say("there is no task `{name}`", name=name),
    "hazard": lambda name: say("no plan has a hazard `{name}`", name=name),
    "link": lambda name: say("there is no link with the id `{name}`", name=name),
}


_MOST_GUESSES = 200
"""Faults after which no nearest name is looked for any more: comparing a name with all others takes long."""


@dataclass(frozen=True, slots=True)
class References:
    """Resolves names of plans, and gathers what is wrong.

    Where `closed` is false other plans may exist that are not known here: a name that is not found is then no
    fault, only a slip in writing a name of the own plan is pointed out.
    """

    names: Names
    faults: Faults
    closed: bool = True

    def find(self, kind: str, ref: str, at: At, *, offset: int | None = None) -> str | None:
        """Give the qualified name that `ref` means, None (and a problem) where it means none or several."""
        directory: Directory = getattr(self.names, kind)
        found = directory.candidates(at.plan, ref)
        if len(found) == 1:
            return found[0]
        if found:
            self.ambiguous(ref, found, at, offset=offset)
        else:
            self.missing(_MISSING[kind](ref), ref, directory, at, offset=offset)
        return None

    def agency(self, ref: str, at: At) -> str | None:
        """Give the one agency that `ref` means; a post or many alike are a problem."""
        return self._one(self.find("agency", ref, at), at) if not self._is_post(ref, at) else None

    def agencies(self, ref: str, at: At) -> tuple[str, ...]:
        """Give the agencies behind `ref`: one, or all copies of many alike; none where it means nothing."""
        found = None if self._is_post(ref, at) else self.find("agency", ref, at)
        return self.names.copies[found] if found else ()

    def party(self, ref: str, at: At) -> str | None:
        """Give the one agency, or the post, that `ref` means."""
        return self._one(self.find("party", ref, at), at)

    def ambiguous(self, ref: str, found: tuple[str, ...], at: At, *, offset: int | None = None) -> None:
        """Add the problem that a name can mean several things."""
        shown = ", ".join(f"`{name}`" for name in found[:8]) + (" ..." if len(found) > 8 else "")
        self.faults.add(
            at,
            say("`{name}` can mean {candidates}", name=ref, candidates=shown),
            say("write the plan's id before it, as `{example}`", example=found[0]),
            offset=offset,
        )

    def missing(self, found: Message, ref: str, known: Guesses, at: At, *, offset: int | None = None) -> None:
        """Add the problem that a name means nothing, with the nearest name as a hint."""
        if self.closed:
            owner = ref.rpartition(".")[0].partition(".")[0]
            hint = (
                full_width(ref)
                or self._stranger(owner)
                or (known.guess(ref) if len(self.faults) < _MOST_GUESSES else None)
            )
            self.faults.add(at, found, hint, offset=offset)
        elif meant := known.mistyped(at.plan, ref):
            self.faults.add(at, found, say("did you mean `{word}`?", word=meant), offset=offset, warning=True)

    def _stranger(self, plan: str) -> Message | None:
        if not plan or plan in self.names.plans:
            return None
        near = did_you_mean(plan, self.names.plans)
        return near or say("no plan of the scenario has the id `{plan}`", plan=plan)

    def _one(self, name: str | None, at: At) -> str | None:
        if name is None or len(self.names.copies.get(name, "1")) == 1:
            return name
        count = len(self.names.copies[name])
        self.faults.add(
            at,
            say("`{name}` stands for {count} agencies, one is needed here", name=name, count=count),
            say("name an agency without `times:`"),
        )
        return None

    def _is_post(self, ref: str, at: At) -> bool:
        if self.names.agency.candidates(at.plan, ref):
            return False
        posts = self.names.party.candidates(at.plan, ref)
        if not posts:
            return False
        self.faults.add(
            at,
            say("`{name}` is a post, an agency is needed here", name=ref),
            say("name the agency that holds it"),
        )
        return True
