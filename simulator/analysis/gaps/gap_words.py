"""What each kind of gap that runs show is called, what is to be done about it, and whom it concerns."""

from collections.abc import Callable, Mapping
from typing import Any

from simulator.analysis.gaps.lag_words import lag_words, slow_hop_words
from simulator.analysis.gaps.sites import CAPACITY, COORDINATION, SLOW_HOP
from simulator.analysis.gaps.told import MOSTLY, Told, Words
from simulator.errors import Message, say
from simulator.plan.alike import common
from simulator.plan.audit.naming import listed
from simulator.plan.composed import Edge
from simulator.plan.gap import Evidence, Gap, Severity
from simulator.text.record import Title

Figures = Mapping[str, Any]


def describe(told: Told, figures: Figures, severity: Severity) -> Gap:
    """Give the gap at a site in words, with its figures."""
    return _gap(told, figures, severity, RULES[told.site.kind, told.site.rule](told))


def _gap(told: Told, figures: Figures, severity: Severity, words: Words) -> Gap:
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


def _decision(told: Told) -> Words:
    job = next(job for job in told.composition.jobs if job.name == told.site.place)
    holder = job.seat.holders[0] if job.seat else job.owner
    names = {"task": job.record.name or job.name, "decider": told.title(holder)}
    return Words(
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


def _declaration(told: Told) -> Words:
    axis = next(axis for axis in told.composition.axes if axis.name == told.site.place)
    names = {"scale": axis.record.name or axis.name, "agency": told.title(told.opposite)}
    return Words(
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


def _capacity(told: Told) -> Words:
    kind, _, agency = told.site.place.partition("@")
    names = {
        "agency": told.title(agency),
        "unit": told.composition.kind_name(kind),
        "owner": told.title(told.opposite),
    }
    own = told.opposite == agency
    return Words(
        title=say("{agency} has too few units: {unit}", **names)
        if own
        else say("{agency} waits for units of {owner}, which has too few: {unit}", **names),
        text=say(
            "all units that it may take were in use or away, and nobody outside its agreements had one idle",
            **names,
        ),
        remedy=say("give {owner} more units of {unit}, or agree on aid with somebody who has them", **names),
        between=(agency, told.opposite),
        records=tuple(told.pools(kind)),
        known_from=("G12",),
    )


def _coordination(told: Told) -> Words:
    kind, _, agency = told.site.place.partition("@")
    source = told.first_giver(kind, agency)
    names = {
        "agency": told.title(agency),
        "unit": told.composition.kind_name(kind),
        "other": told.title(told.opposite),
        "owner": told.title(source),
    }
    return Words(
        title=say("{agency} waits for {unit} while {other} has some idle", **names)
        if source == agency
        else say("{agency} waits for {unit} of {owner} while {other} has some idle", **names),
        text=say(
            "a unit of {other} stood idle the whole time, and no rule or agreement gave it to {agency}",
            **names,
        ),
        remedy=say("let {agency} take {unit} of {other} without asking, or make an agreement", **names),
        between=(agency, told.opposite),
        records=(told.actor(told.opposite).record, *told.pools(kind)),
        known_from=("G12",),
    )


def _redial(told: Told) -> Words:
    edges = [edge for edge in told.composition.edges if common(edge.name) == told.site.place]
    edge = edges[0]
    names = {"sender": told.title(edge.sender), "receiver": told.title(edge.receiver)}
    return Words(
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


def _queue(told: Told) -> Words:
    names = {"agency": told.title(told.site.place)}
    title, text, remedy = _queue_words(told, names)
    return Words(
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
    if told.is_left_alone(told.site.place):
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


def _promise(told: Told) -> Words:
    pact = next(pact for pact in told.composition.pacts if pact.name == told.site.place)
    names = {"giver": told.title(pact.giver), "receiver": told.title(pact.receiver)}
    return Words(
        title=say("Aid of {giver} to {receiver} is declined or lapses", **names),
        text=say("the agreement was called on in vain"),
        remedy=say(
            "agree with {giver} on units kept for {receiver}, or name a second giver in the plan", **names
        ),
        between=(pact.receiver, pact.giver),
        records=pact.records,
        known_from=("G14",),
    )


def _vacant(told: Told) -> Words:
    seat = told.composition.seats[told.site.place]
    holder = told.actor(seat.holders[0])
    record = seat.record or holder.record
    names = {
        "post": getattr(seat.record, "name", None) or seat.name,
        "holder": holder.record.name,
        "key": seat.name.rpartition(".")[2],
    }
    return Words(
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


RULES: Mapping[tuple[str, str], Callable[[Told], Words]] = {
    ("information", "lag"): lag_words,
    ("information", SLOW_HOP): slow_hop_words,
    ("authority", "decision"): _decision,
    ("authority", "declaration"): _declaration,
    ("authority", "vacant"): _vacant,
    ("resource", CAPACITY): _capacity,
    ("resource", COORDINATION): _coordination,
    ("medium", "redial"): _redial,
    ("desk", "queue"): _queue,
    ("seam", "promise"): _promise,
}
