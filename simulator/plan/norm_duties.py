"""Norm packs bound to agencies: by role, sector and level, on the line of regions of an incident."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from simulator.errors import Message, say
from simulator.plan.citation import cited
from simulator.plan.composed import Actor, Area, Duty, Unbound
from simulator.plan.duties import MOST_DUTIES, Bound, authority
from simulator.plan.faults import At
from simulator.plan.model import Plan
from simulator.plan.norm_words import UnboundError, Words
from simulator.plan.norms import NormDuty, NormPack, Party, name_of
from simulator.plan.tasks import Requirement
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
class NormUse:
    """A pack as a scenario uses it: for which incidents, and what words mean here. `at` is its line there."""

    pack: NormPack
    occasions: tuple[Occasion, ...]
    names: Mapping[str, str]
    at: At


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


def bind_norms(
    uses: Iterable[NormUse], bound: Bound, ground: Ground
) -> tuple[tuple[Duty, ...], tuple[Unbound, ...]]:
    """Give the duties of packs, once for each pair of holder and receiver, and those that bind nobody.

    The same pair under two incidents with the same fact has one duty.
    """
    duties: dict[str, Duty] = {}
    unbound: list[Unbound] = []
    for use in uses:
        for record in use.pack.obligations:
            found, reason = _all_occasions(use, record, bound, ground, MOST_DUTIES - len(duties))
            duties.update(found)
            if reason is not None:
                unbound.append(Unbound(f"{use.pack.id}.{name_of(record)}", reason, record.place))
    return tuple(duties.values()), tuple(unbound)


def _all_occasions(
    use: NormUse, record: NormDuty, bound: Bound, ground: Ground, room: int
) -> tuple[dict[str, Duty], Message | None]:
    found: dict[str, Duty] = {}
    reason = say("no incident here is of a hazard that it is for")
    for occasion in use.occasions:
        try:
            found |= {duty.name: duty for duty in _Binding(use, occasion, bound, ground).duties(record)}
        except UnboundError as error:
            reason = error.reason
    if len(found) > room:
        return {}, _too_many(len(found))
    return found, None if found else reason


@dataclass(frozen=True, slots=True)
class _Binding:
    """One pack for one incident."""

    use: NormUse
    occasion: Occasion
    bound: Bound
    ground: Ground

    @property
    def words(self) -> Words:
        return Words(self.use.pack, self.use.names, self.occasion.event, self.bound.meaning)

    def duties(self, record: NormDuty) -> list[Duty]:
        """Give the duties that a record makes.

        Raises
        ------
        UnboundError
            When it makes none.
        """
        if record.fact is not None:
            return self._telling(record, self.words.fact(record.fact))
        if record.then is not None:
            return self._following(record)
        return [self._having(record)]

    def _named(self, record: NormDuty) -> str:
        return f"{self.use.pack.id}.{name_of(record)}"

    def _bound(self, record: NormDuty, *, name: Title | None) -> NormDuty:
        """Give the record as it is shown where it binds: with its source, and how sure that is."""
        pack = self.use.pack
        return record.model_copy(update={"basis": cited(record, pack), "name": name})

    def _telling(self, record: NormDuty, fact: str) -> list[Duty]:
        when = self.words.condition(record.when, record, "when") if record.when else None
        senders, receivers = self._agencies(record.sender), self._agencies(record.receiver)
        if len(senders) * len(receivers) > MOST_DUTIES:
            raise UnboundError(_too_many(len(senders) * len(receivers)))
        pairs = [
            (sender, receiver) for sender in senders for receiver in self._told_by(sender, receivers, record)
        ]
        if not pairs:
            raise UnboundError(say("those who must tell and be told belong to different regions"))
        shown = self._bound(record, name=None)
        return [
            Duty(
                name=f"{self._named(record)}:{sender}>{receiver}",
                record=shown,
                plan=self.use.pack.id,
                fact=fact,
                sender=sender,
                receiver=receiver,
                holder=sender,
                when=when,
                pack=self.use.pack.id,
            )
            for sender, receiver in pairs
        ]

    def _told_by(self, sender: str, receivers: tuple[str, ...], record: NormDuty) -> list[str]:
        """Give whom a sender must tell: of several towns alike, those that it has a link to, if any."""
        found = [name for name in receivers if name != sender and self._reports(sender, name, record)]
        local = [name for name in found if self.ground.actors[name].record.level == "town"]
        linked = [name for name in found if (sender, name) in self.bound.linked]
        return linked if len(local) > 1 and linked else found

    def _reports(self, sender: str, receiver: str, record: NormDuty) -> bool:
        if any(self._party(word).neighbour for word in (record.sender, record.receiver)):
            return True
        actors = self.ground.actors
        return self.ground.on_one_line(actors[sender].region, actors[receiver].region)

    def _following(self, record: NormDuty) -> list[Duty]:
        if record.when is None or record.then is None:
            raise UnboundError(say("its condition cannot be read in these plans"))
        when = self.words.condition(record.when, record, "when")
        then = self.words.condition(record.then, record, "then")
        holders = self._agencies(record.sender)
        several = len(holders) > 1
        return [
            Duty(
                name=f"{self._named(record)}:{holder}",
                record=self._bound(
                    record, name=self._held_by(holder, record.name) if several else record.name
                ),
                plan=self.use.pack.id,
                holder=holder,
                when=when,
                then=then,
                pack=self.use.pack.id,
            )
            for holder in holders
        ]

    def _held_by(self, holder: str, name: Title | None) -> Title | None:
        """Give the name of a duty with its holder's, where several hold it."""
        agency = self.ground.actors[holder].record.name
        if name is None:
            return None
        return Title(*(f"{name.show(lang)} · {agency.show(lang)}" for lang in ("zh", "en")))

    def _having(self, record: NormDuty) -> Duty:
        return Duty(
            name=self._named(record),
            record=self._bound(record, name=record.name),
            plan=self.use.pack.id,
            holder=self._answers(record),
            fulfilled=self._has(record),
            pack=self.use.pack.id,
        )

    def _answers(self, record: NormDuty) -> str | None:
        """Give who must see to it: as stated, else the authority of the first plan."""
        if record.sender:
            return self._agencies(record.sender)[0]
        first = next(iter(self.ground.plans.values()))
        return authority(At(first.id, first), self.bound)

    def _has(self, record: NormDuty) -> bool:
        requires = record.requires or Requirement()
        if requires.post:
            return any(self._has_post(name) for name in self.words.meant(requires.post))
        if requires.one_source:
            return self.bound.sources.get(self.words.fact(requires.one_source)) == 1
        if requires.span:
            return self.bound.widest <= requires.span
        sides = [set(self._agencies(word)) for word in requires.talk_group]
        groups = [set(channel.members) for channel in self.bound.channels.values()]
        return any(all(side & group for side in sides) for group in groups)

    def _has_post(self, name: str) -> bool:
        meaning = self.bound.meaning
        found = meaning.references.names.party.candidates("", name)
        return any(meaning.seats[post].holders for post in found if post in meaning.seats)

    # -- parties ---------------------------------------------------------------------------------------------

    def _party(self, word: str | None) -> Party:
        return self.use.pack.parties.get(word or "") or Party(roles=(word,) if word else ())

    def _agencies(self, word: str | None) -> tuple[str, ...]:
        party = self._party(word)
        reach = set(self._reach()) if party.neighbour else None
        there = [actor for actor in self._of(party) if _is(actor, party) and self._there(actor, reach)]
        found = tuple(actor.name for actor in self._nearest(there))
        if not found:
            raise UnboundError(say("no agency here is `{party}` for this incident", party=word or "?"))
        return found

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


def _too_many(count: int) -> Message:
    return say("it would bind {count} pairs of agencies, too many to follow", count=count)


def _is(actor: Actor, party: Party) -> bool:
    record = actor.record
    return party.sector in (None, record.sector) and party.level in (None, record.level)
