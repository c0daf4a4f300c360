"""What each kind of gap that runs show is called, what is to be done about it, and whom it concerns."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from simulator.analysis.gaps.sites import CAPACITY, COORDINATION, Site
from simulator.errors import Message, say
from simulator.plan.agencies import Pool
from simulator.plan.alike import common
from simulator.plan.audit.naming import listed
from simulator.plan.composed import Actor, Composition, Edge
from simulator.plan.desks import empty_stretches
from simulator.plan.gap import Evidence, Gap, Severity, Side
from simulator.plan.passing import fits
from simulator.program.model import Program
from simulator.text.record import Record, Title

MOSTLY = 0.5
"""Of all replications: in more of them a wait never ended, and that is what the gap is called."""

Figures = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Told:
    """A site of which is told; `other` is the agent on the other side, `endless` how often it never ended."""

    composition: Composition
    program: Program
    site: Site
    other: int
    endless: float

    def side(self, name: str) -> Side:
        """Give the side of an agency; of many alike the first stands for all."""
        return Side.of(self.actor(name))

    def title(self, name: str) -> Title:
        """Give the title of an agency."""
        return self.actor(name).record.name

    def actor(self, name: str) -> Actor:
        """Give an agency; of many alike the first stands for all."""
        actors = self.composition.actors
        return actors[name] if name in actors else actors[self.composition.members[name][0]]

    def pools(self, kind: str) -> Iterator[Pool]:
        """Give the pools of a kind of the agency on the other side."""
        for name, pool in self.actor(self.opposite).record.pools.items():
            if kind in (name, pool.kind):
                yield pool

    def is_empty_at_times(self, name: str) -> bool:
        """Whether nobody is on duty at an agency's desk at some hours of the scenario."""
        actor, program = self.actor(name), self.program
        desk, holidays = actor.record.desk, self.composition.holidays[actor.plan]
        return desk is not None and bool(
            empty_stretches(actor.record, desk, holidays, program.start, program.horizon)
        )

    @property
    def opposite(self) -> str:
        """The qualified name of the agency on the other side."""
        return self.program.agents[self.other].name


@dataclass(frozen=True, slots=True)
class _Words:
    """What a rule says: `between` names the agency in want first; `records` stand in the plans."""

    title: Message
    text: Message
    remedy: Message
    between: tuple[str, str]
    records: tuple[Record, ...]
    known_from: tuple[str, ...]
    links: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()


def describe(told: Told, figures: Figures, severity: Severity) -> Gap:
    """Give the gap at a site in words, with its figures."""
    return _gap(told, figures, severity, RULES[told.site.kind, told.site.rule](told))


def _gap(told: Told, figures: Figures, severity: Severity, words: _Words) -> Gap:
    """Make a gap; what follows from its agencies and records is the same for all kinds."""
    records = words.records
    return Gap(
        kind=told.site.kind,
        place=told.site.place,
        rule=told.site.rule,
        title=words.title,
        remedy=words.remedy,
        severity=severity,
        sides=(told.side(words.between[0]), told.side(words.between[1])),
        evidence=(Evidence("runs", words.text, figures),),
        where=tuple(dict.fromkeys(record.place for record in records)),
        agencies=tuple(dict.fromkeys(map(common, words.between))),
        links=words.links,
        facts=words.facts,
        basis=tuple(dict.fromkeys(filter(None, (getattr(record, "basis", None) for record in records)))),
        known_from=words.known_from,
    )


# -- one function for each kind and rule ---------------------------------------------------------------------


def _lag(told: Told) -> _Words:
    fact, _, agency = told.site.place.rpartition("@")
    item = told.composition.facts.get(fact)
    names = {
        "agency": told.title(agency),
        "fact": item.title if item and item.title else fact,
        "holder": told.title(told.opposite),
    }
    never = told.endless > MOSTLY
    direct = tuple(edge for edge in told.composition.edges if _tells(edge, told.opposite, agency, fact))
    return _Words(
        title=say("{agency} is never told: {fact}", **names)
        if never
        else say("{agency} learns late: {fact}", **names),
        text=say("it waited for this alone, while {holder} or another agency held it already", **names),
        remedy=say("speed up the link from {holder} to {agency}: a faster medium, a higher priority", **names)
        if direct
        else say("let {holder} tell {agency} directly: a link that carries `{key}`", key=fact, **names),
        between=(agency, told.opposite),
        records=(*(edge.record for edge in direct), told.actor(agency).record),
        links=tuple(edge.name for edge in direct),
        facts=(fact,),
        known_from=("G05", "G10") if never else ("G10",),
    )


def _tells(edge: Edge, sender: str, receiver: str, fact: str) -> bool:
    """Whether a link tells a fact straight from one agency to another."""
    if edge.record.purpose == "ask" or (edge.sender, common(edge.receiver)) != (sender, receiver):
        return False
    return any(fits(common(pattern.partition("@")[0]), fact) for pattern in edge.carries)


def _decision(told: Told) -> _Words:
    job = next(job for job in told.composition.jobs if job.name == told.site.place)
    holder = job.seat.holders[0] if job.seat else job.owner
    names = {"task": job.record.name or job.name, "decider": told.title(holder)}
    return _Words(
        title=say("{task} waits for the decision of {decider}", **names),
        text=say(
            "all that it needs is known; the request waits for {decider} or a deputy to take it up", **names
        ),
        remedy=say(
            "approve {task} beforehand for this case, or name a deputy of {decider} who steps in sooner",
            **names,
        ),
        between=(job.owner, holder),
        records=(job.record,),
        known_from=("G11", "G25"),
    )


def _declaration(told: Told) -> _Words:
    axis = next(axis for axis in told.composition.axes if axis.name == told.site.place)
    names = {"scale": axis.record.name or axis.name, "agency": told.title(told.opposite)}
    return _Words(
        title=say("{scale} is declared late: {agency} does not take it up", **names),
        text=say(
            "a criterion is known to hold; it waits for {agency}, or until it is a deputy's turn", **names
        ),
        remedy=say(
            "let {scale} come into force by itself when its criterion is met, or let a deputy step in sooner",
            **names,
        ),
        between=(axis.seat.holders[0], told.opposite),
        records=(axis.record,),
        known_from=("G25",),
    )


def _capacity(told: Told) -> _Words:
    kind, _, agency = told.site.place.partition("@")
    names = {"agency": told.title(agency), "unit": kind}
    return _Words(
        title=say("{agency} has too few units: {unit}", **names),
        text=say(
            "all units that it may take were in use or away, and nobody outside its agreements had one idle",
            **names,
        ),
        remedy=say("give {agency} more units of {unit}, or agree on aid with somebody who has them", **names),
        between=(agency, told.opposite),
        records=tuple(told.pools(kind)),
        known_from=("G12",),
    )


def _coordination(told: Told) -> _Words:
    kind, _, agency = told.site.place.partition("@")
    names = {"agency": told.title(agency), "unit": kind, "other": told.title(told.opposite)}
    return _Words(
        title=say("{agency} waits for {unit} while {other} has some idle", **names),
        text=say("a unit of {other} stood idle the whole time, and no rule lets {agency} have it", **names),
        remedy=say("open the pool of {other} to {agency} (`open_to:`), or make an agreement", **names),
        between=(agency, told.opposite),
        records=(told.actor(told.opposite).record, *told.pools(kind)),
        known_from=("G12",),
    )


def _redial(told: Told) -> _Words:
    edges = [edge for edge in told.composition.edges if common(edge.name) == told.site.place]
    edge = edges[0]
    names = {"sender": told.title(edge.sender), "receiver": told.title(edge.receiver)}
    return _Words(
        title=say("{sender} does not get through to {receiver}", **names),
        text=say(
            "attempts failed or the medium was out of service or engaged, and there was no quick alternative"
        ),
        remedy=_other_medium(told, edge, names),
        between=(edge.receiver, edge.sender),
        records=(edge.record,),
        links=tuple(each.name for each in edges),
        known_from=("G11", "G22"),
    )


def _other_medium(told: Told, edge: Edge, names: Mapping[str, Title]) -> Message:
    if len(edge.over) <= 1:
        return say(
            "add a second medium, independent of the first, to the link from {sender} to {receiver}", **names
        )
    media = (told.composition.channels[name].record.name or name for name in edge.over)
    return say(
        "on the link from {sender} to {receiver} put the medium that gets through soonest first in `over:`, "
        "lower `tries`, or add a medium that does not fail together with these: {media}",
        media=listed(media),
        **names,
    )


def _queue(told: Told) -> _Words:
    names = {"agency": told.title(told.site.place)}
    title, text, remedy = _queue_words(told, names)
    return _Words(
        title=title,
        text=text,
        remedy=remedy,
        between=(told.site.place, told.opposite),
        records=(told.actor(told.site.place).record,),
        known_from=("G23",),
    )


def _queue_words(told: Told, names: Mapping[str, Title]) -> tuple[Message, Message, Message]:
    """Give title, text and remedy: nobody ever takes it up, nobody is there at some hours, or too few are."""
    if told.endless > MOSTLY:
        return (
            say("{agency}: nobody at the desk when it matters", **names),
            say("messages and work wait there for an operator until the end"),
            say("man the desk of {agency} at all hours, or let its calls go to a desk that is", **names),
        )
    if told.is_empty_at_times(told.site.place):
        return (
            say("{agency}: at some hours nobody at the desk", **names),
            say("messages and work wait there until somebody comes or is free"),
            say(
                "man the desk of {agency} at all hours; if they wait even then, put one more operator on "
                "its shifts",
                **names,
            ),
        )
    return (
        say("{agency}: too few people at the desk", **names),
        say("messages and work wait there for a free operator"),
        say("put one more operator on the shift of {agency}, or take calls and reports off it", **names),
    )


def _promise(told: Told) -> _Words:
    pact = next(pact for pact in told.composition.pacts if pact.name == told.site.place)
    names = {"giver": told.title(pact.giver), "receiver": told.title(pact.receiver)}
    return _Words(
        title=say("Aid of {giver} to {receiver} is declined or lapses", **names),
        text=say("the agreement was called on in vain"),
        remedy=say(
            "agree with {giver} on units kept for {receiver}, or name a second giver in the plan", **names
        ),
        between=(pact.receiver, pact.giver),
        records=pact.records,
        known_from=("G14",),
    )


def _vacant(told: Told) -> _Words:
    seat = told.composition.seats[told.site.place]
    holder = told.actor(seat.holders[0])
    record = seat.record or holder.record
    names = {
        "post": getattr(seat.record, "name", None) or seat.name,
        "holder": holder.record.name,
        "key": seat.name.rpartition(".")[2],
    }
    return _Words(
        title=say("Nobody holds the post: {post}", **names),
        text=say("its holder {holder} was lost or not there yet, and nobody had stepped in", **names),
        remedy=say(
            "name deputies for the post `{key}`, with links of their own, who step in sooner (`after:`)",
            **names,
        )
        if len(seat.holders) > 1
        else say("name at least one deputy for the post `{key}` (`deputies:`, `after:`)", **names),
        between=(seat.holders[0], seat.holders[-1]),
        records=(record,),
        known_from=("G16", "G18"),
    )


RULES: Mapping[tuple[str, str], Callable[[Told], _Words]] = {
    ("information", "lag"): _lag,
    ("authority", "decision"): _decision,
    ("authority", "declaration"): _declaration,
    ("authority", "vacant"): _vacant,
    ("resource", CAPACITY): _capacity,
    ("resource", COORDINATION): _coordination,
    ("medium", "redial"): _redial,
    ("desk", "queue"): _queue,
    ("seam", "promise"): _promise,
}
