"""What is scored: composed plans, what a run of them came to, and the gaps of both."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import fsum
from typing import Any, get_args

from simulator.analysis.scores.check import Check
from simulator.errors import Message
from simulator.plan.agencies import Level
from simulator.plan.alike import common, common_task
from simulator.plan.composed import Actor, Composition, Job
from simulator.plan.gap import Gap
from simulator.plan.model import Plan

Record = Mapping[str, Any]
LEVELS = get_args(Level)
"""Highest first."""


@dataclass(frozen=True)
class Assessed:
    """`audited` are the gaps that the plans show, `seen` those of the replications; `summary` their measures.

    The measures are those of `simulator.analysis.summary`.
    """

    composition: Composition
    audited: Sequence[Gap]
    seen: Sequence[Gap]
    summary: Record

    def lacking(self, *rules: str) -> list[Gap]:
        """Give the gaps of the plans that one of these rules of the audit found."""
        return [gap for gap in self.audited if gap.rule in rules]

    def waited(self, *rules: str) -> list[Gap]:
        """Give the gaps of the replications that one of these rules found."""
        return [gap for gap in self.seen if gap.rule in rules]

    @cached_property
    def actors(self) -> Mapping[str, Actor]:
        """The agencies by their common name; many alike stand once."""
        return {common(name): actor for name, actor in self.composition.actors.items()}

    @cached_property
    def called(self) -> Mapping[str, Job]:
        """The tasks that were called for in some replication, by their common name."""
        ready = {common_task(task["name"]) for task in self.summary["tasks"] if task["ready"] > 0}
        return {common_task(job.name): job for job in self.composition.jobs if common_task(job.name) in ready}

    @cached_property
    def duties(self) -> Sequence[Record]:
        """The obligations whose clock ran in some replication, and things that must exist."""
        return [
            duty
            for duty in self.summary["obligations"]
            if duty["inside"] is not None or duty["fulfilled"] is not None
        ]

    @cached_property
    def authorities(self) -> tuple[str, ...]:
        """The authorities that issued the plans, in declared order, each once."""
        names = (common(name) for name in self.composition.authorities.values())
        return tuple(dict.fromkeys(names))

    def title(self, agency: str) -> dict[str, str]:
        """Give what an agency is called, by language."""
        return self.actors[agency].record.name.texts()

    def below(self, authority: str) -> set[str]:
        """Give the agencies of a lower level in the region of an authority, or in a part of it.

        An authority that leads no response has those of its own plans alone.
        """
        above = self.actors[authority]
        issued = self._issued(authority)
        leads = any(plan.posts or plan.scales or plan.procedures for plan in issued)
        own = {plan.id for plan in issued}
        areas = self.composition.areas
        return {
            name
            for name, actor in self.actors.items()
            if (leads or actor.plan in own)
            and _rank(actor) > _rank(above)
            and actor.region is not None
            and above.region in (actor.region, *areas[actor.region].within)
        }

    def _issued(self, authority: str) -> list[Plan]:
        issuers = self.composition.authorities
        return [plan for plan in self.composition.plans if common(issuers.get(plan.id, "")) == authority]


def _rank(actor: Actor) -> int:
    return LEVELS.index(actor.record.level)


def kept_of(name: str, title: Message, duties: Iterable[Record]) -> Check:
    """Count obligations, each with the share of its clocks in which it was kept.

    One for a thing that must exist counts as kept always or never.
    """
    shares = [
        (float(duty["fulfilled"] if duty["inside"] is None else duty["inside"]), duty) for duty in duties
    ]
    lacking = tuple(duty["title"] for share, duty in shares if share < 1)
    return Check(name, title, fsum(share for share, _ in shares), len(shares), lacking=lacking)
