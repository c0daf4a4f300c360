"""Norm packs bound to agencies: by role, sector and level, on the line of regions of an incident."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from simulator.errors import Message, say
from simulator.plan.citation import cited
from simulator.plan.composed import Duty, Unbound
from simulator.plan.duties import MOST_DUTIES, Bound, authority
from simulator.plan.faults import At
from simulator.plan.norm_parties import Ground, Occasion, Parties
from simulator.plan.norm_words import UnboundError, Words
from simulator.plan.norms import NormDuty, NormPack, name_of
from simulator.plan.tasks import Requirement
from simulator.text.titles import LANGUAGES, Title


@dataclass(frozen=True, slots=True)
class NormUse:
    """A pack as a scenario uses it: for which incidents, and what words mean here. `at` is its line there."""

    pack: NormPack
    occasions: tuple[Occasion, ...]
    names: Mapping[str, str]
    at: At


def bind_norms(
    uses: Iterable[NormUse], bound: Bound, ground: Ground
) -> tuple[tuple[Duty, ...], tuple[Unbound, ...]]:
    """Give the duties of packs, once for each pair of holder and receiver, and those that bind nobody.

    Two incidents that make the very same duty of a record have one; where they differ, as in the fact that
    must be told, the second is named `.../2`.
    """
    kept: dict[str, list[Duty]] = {}
    unbound: list[Unbound] = []
    room = MOST_DUTIES
    for use in uses:
        for record in use.pack.obligations:
            found, reason = _all_occasions(use, record, bound, ground)
            room -= len(found)
            if room < 0:
                found, reason = [], _too_many(MOST_DUTIES - room)
            for duty in found:
                kept.setdefault(duty.name, []).append(duty)
            if reason is not None:
                unbound.append(Unbound(f"{use.pack.id}.{name_of(record)}", reason, record.place))
    return tuple(_numbered(kept)), tuple(unbound)


def _numbered(kept: Mapping[str, list[Duty]]) -> Iterator[Duty]:
    for name, duties in kept.items():
        for number, duty in enumerate(duties, 1):
            yield duty if number == 1 else replace(duty, name=f"{name}/{number}")


def _all_occasions(
    use: NormUse, record: NormDuty, bound: Bound, ground: Ground
) -> tuple[list[Duty], Message | None]:
    """Give the duties of a record under all incidents, each once; why there are none, if so."""
    found: dict[str, list[Duty]] = {}
    reason = say("no incident here is of a hazard that it is for")
    for occasion in use.occasions:
        try:
            for duty in _Binding(use, occasion, bound, ground).duties(record):
                alike = found.setdefault(duty.name, [])
                if duty not in alike:
                    alike.append(duty)
        except UnboundError as error:
            reason = error.reason
    duties = [duty for alike in found.values() for duty in alike]
    return duties, None if duties else reason


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

    @property
    def parties(self) -> Parties:
        return Parties(self.use.pack, self.occasion, self.bound, self.ground)

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
        senders, receivers = self.parties.agencies(record.sender), self.parties.agencies(record.receiver)
        if len(senders) * len(receivers) > MOST_DUTIES:
            raise UnboundError(_too_many(len(senders) * len(receivers)))
        pairs = [(one, other) for one in senders for other in self.parties.told_by(one, receivers, record)]
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

    def _following(self, record: NormDuty) -> list[Duty]:
        if record.when is None or record.then is None:
            raise UnboundError(say("its condition cannot be read in these plans"))
        when = self.words.condition(record.when, record, "when")
        then = self.words.condition(record.then, record, "then")
        holders = self.parties.agencies(record.sender)
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
        return Title(*(f"{name.show(lang)} · {agency.show(lang)}" for lang in LANGUAGES))

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
            return self.parties.agencies(record.sender)[0]
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
        sides = [set(self.parties.agencies(word)) for word in requires.talk_group]
        groups = [set(channel.members) for channel in self.bound.channels.values()]
        return any(all(side & group for side in sides) for group in groups)

    def _has_post(self, name: str) -> bool:
        meaning = self.bound.meaning
        found = meaning.references.names.party.candidates("", name)
        return any(meaning.seats[post].holders for post in found if post in meaning.seats)


def _too_many(count: int) -> Message:
    return say("it would bind {count} pairs of agencies, too many to follow", count=count)
