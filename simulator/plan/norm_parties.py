"""Whom the words of a norm pack mean, for one incident: agencies by role, sector, level and region."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from simulator.errors import say
from simulator.plan.composed import Actor, Area
from simulator.plan.duties import Bound
from simulator.plan.model import Plan
from simulator.plan.norm_words import UnboundError
from simulator.plan.norms import NormDuty, NormPack, Party
from simulator.text.titles import Title

_LOCAL = frozenset({"town", "village_grid", "site"})
"""Levels that have a part of a region, so that the next part's business is none of theirs."""


@dataclass(frozen=True, slots=True)
class Occasion:
    """An incident: its hazard without a plan's id, its region as written, the fact that stands for it."""

    hazard: str
    region: str | None
    event: str | None


@dataclass(frozen=True, slots=True)
class Ground:
    """What parties are looked for in: agencies, and regions with those that they lie in."""

    actors: Mapping[str, Actor]
    areas: Mapping[str, Area]
    plans: Mapping[str, Plan]

    def on_one_line(self, one: str | None, other: str | None) -> bool:
        """Tell whether one region lies in the other; where one is not known nothing speaks against it."""
        return self.holds(one, other) or self.holds(other, one)

    def holds(self, region: str | None, inner: str | None) -> bool:
        """Tell whether a region is another or lies around it; where one is not known it may."""
        return region is None or inner is None or region == inner or region in self._outside(inner)

    def _outside(self, region: str) -> tuple[str, ...]:
        return self.areas[region].within if region in self.areas else ()

    def is_for(self, plan: str, hazard: str) -> bool:
        """Tell whether a plan is for a hazard."""
        return hazard in self.plans[plan].hazards or hazard in self.plans[plan].procedures


@dataclass(frozen=True, slots=True)
class Parties:
    """The agencies that a pack means for one incident."""

    pack: NormPack
    occasion: Occasion
    bound: Bound
    ground: Ground

    def _party(self, word: str | None) -> Party:
        return self.pack.parties.get(word or "") or Party(roles=(word,) if word else ())

    def agencies(self, word: str | None) -> tuple[str, ...]:
        """Give the agencies that a word means.

        Raises
        ------
        UnboundError
            When there are none.
        """
        party = self._party(word)
        reach = set(self._reach()) if party.neighbour else None
        there = [actor for actor in self._of(party) if _is(actor, party) and self._there(actor, reach)]
        found = tuple(actor.name for actor in self._nearest(there))
        if not found:
            raise UnboundError(
                say("no agency here for this incident: {party}", party=self._told(word or "?"))
            )
        return found

    def _told(self, word: str) -> Title:
        """Give the name of a word, if it has one, with the word itself, which a plan may give as a role."""
        name = self._party(word).name
        if name is None:
            return Title.read(f"`{word}`")
        return Title(f"{name.show('zh')}（`{word}`）", f"{name.show('en')} (`{word}`)")

    def _of(self, party: Party) -> Iterable[Actor]:
        """Give the agencies with one of the roles, where the party names any, else all."""
        actors = self.ground.actors
        if not party.roles:
            return actors.values()
        return [actors[name] for role in party.roles for name in self.bound.roles.get(("", role), ())]

    def _nearest(self, actors: list[Actor]) -> list[Actor]:
        """Keep, of those on the line of regions, the ones that the place of the incident speaks for.

        A town, village or site of the very region comes before others; then who is around the incident's
        region, then who is inside it.
        """
        here = self._region()
        same = [each for each in actors if each.region == here and each.record.level in _LOCAL]
        around = [each for each in actors if self.ground.holds(each.region, here)]
        return same or around or actors

    def _there(self, actor: Actor, reach: set[str] | None) -> bool:
        """Tell whether an agency is concerned: in reach across the border, else on the incident's line.

        A site is concerned by what its own plan is for: the neighbouring plant's head need not report.
        """
        if reach is not None:
            return actor.region in reach
        if actor.record.level == "site" and not self.ground.is_for(actor.plan, self.occasion.hazard):
            return False
        return self.ground.on_one_line(actor.region, self._region())

    def _region(self) -> str | None:
        ref = self.occasion.region
        found = self.bound.meaning.references.names.region.candidates("", ref) if ref else ()
        return found[0] if len(found) == 1 else None

    def _reach(self) -> Iterator[str]:
        regions = self.bound.meaning.references.names.region
        for plan in self.ground.plans.values():
            hazard = plan.hazards.get(self.occasion.hazard)
            for ref in hazard.crosses_border_to if hazard else ():
                yield from regions.candidates(plan.id, ref)

    def told_by(self, sender: str, receivers: tuple[str, ...], record: NormDuty) -> list[str]:
        """Give whom a sender must tell: of several towns alike, those that it has a link to, if any.

        Else those that an agency has a link to with which the sender has one, as a grid worker's village.
        """
        found = [name for name in receivers if name != sender and self._reports(sender, name, record)]
        local = [name for name in found if self.ground.actors[name].record.level == "town"]
        if len(local) <= 1:
            return found
        linked = self.bound.linked
        beside = {one if other == sender else other for one, other in linked if sender in (one, other)}
        direct = [name for name in found if (sender, name) in linked]
        return direct or [name for name in found if any((each, name) in linked for each in beside)] or found

    def _reports(self, sender: str, receiver: str, record: NormDuty) -> bool:
        if any(self._party(word).neighbour for word in (record.sender, record.receiver)):
            return True
        actors = self.ground.actors
        return self.ground.on_one_line(actors[sender].region, actors[receiver].region)


def _is(actor: Actor, party: Party) -> bool:
    record = actor.record
    return party.sector in (None, record.sector) and party.level in (None, record.level)
