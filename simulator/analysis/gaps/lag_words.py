"""What the gaps of information that runs show are called, and what is to be done about them."""

from collections.abc import Mapping

from simulator.analysis.gaps.lost import TRANSMITTING
from simulator.analysis.gaps.told import MOSTLY, Told, Words
from simulator.errors import Message, say
from simulator.plan.alike import common
from simulator.plan.audit.naming import link_title, listed
from simulator.plan.composed import Edge
from simulator.plan.passing import fits

_QUICKER: Mapping[str, Message] = {
    "composing": say(
        "prepare what {sender} writes to {receiver} beforehand, as a form with few blanks, or let {holder} "
        "tell {agency} directly"
    ),
    TRANSMITTING: say(
        "give the link from {sender} to {receiver} a faster medium, and try it before those that are slow "
        "(now: {media})"
    ),
    "clock": say("let {sender} tell {receiver} at once, not only in its next periodic report"),
}
"""By what most of the time of the slowest hop went to: what makes it quicker."""


def lag_words(told: Told) -> Words:
    """Give the words of a fact that nobody told, or not in time."""
    fact, _, agency = told.site.place.rpartition("@")
    item = told.composition.facts.get(fact)
    names = {
        "agency": told.title(agency),
        "fact": item.title if item and item.title else fact,
        "holder": told.title(told.opposite),
        "share": told.mostly,
    }
    never = told.endless > MOSTLY
    direct = tuple(edge for edge in told.composition.edges if _tells(edge, told.opposite, agency, fact))
    return Words(
        title=say("{agency} is never told: {fact}", **names)
        if never
        else say("{agency} learns late: {fact}", **names),
        text=say(
            "it waited for this alone, which {holder} was first to hold in {share} of the cases", **names
        ),
        remedy=say("speed up the link from {holder} to {agency}: a faster medium, a higher priority", **names)
        if direct
        else say("let {holder} tell {agency} directly: a link for “{fact}”", **names),
        between=(agency, told.opposite),
        records=(*(edge.record for edge in direct), told.actor(agency).record),
        links=tuple(edge.name for edge in direct),
        facts=(fact,),
        known_from=("G05", "G10") if never else ("G10",),
    )


def slow_hop_words(told: Told) -> Words:
    """Give the words of a fact that links took long to bring."""
    fact, _, agency = told.site.place.rpartition("@")
    item = told.composition.facts.get(fact)
    taken = {hop.link: hop for hop in told.hops}
    hops = [edge for edge in told.composition.edges if common(edge.name) in taken]
    slowest = next(edge for edge in hops if common(edge.name) == told.hops[0].link)
    media = (told.composition.channels[name].record.name or name for name in slowest.over)
    names = {
        "agency": told.title(agency),
        "fact": item.title if item and item.title else fact,
        "holder": told.title(told.opposite),
        "share": told.mostly,
        "sender": told.title(slowest.sender),
        "receiver": told.title(slowest.receiver),
        "links": listed(dict.fromkeys(link_title(told.composition, edge) for edge in hops)),
        "media": listed(media) if slowest.over else "",
    }
    return Words(
        title=say("{agency} learns late: {fact}", **names),
        text=say(
            "it waited for this alone, which {holder} was first to hold in {share} of the cases; most of the "
            "time went into composing and transmitting: {links}",
            **names,
        ),
        remedy=say(_QUICKER[told.hops[0].spent_on].template, **names),
        between=(agency, told.opposite),
        records=(*(edge.record for edge in (slowest, *hops)), told.actor(agency).record),
        links=tuple(edge.name for edge in hops),
        facts=(fact,),
        known_from=("G10",),
    )


def _tells(edge: Edge, sender: str, receiver: str, fact: str) -> bool:
    """Whether a link tells a fact straight from one agency to another."""
    if edge.record.purpose == "ask" or (edge.sender, common(edge.receiver)) != (sender, receiver):
        return False
    return any(fits(common(pattern.partition("@")[0]), fact) for pattern in edge.carries)
