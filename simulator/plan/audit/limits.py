"""Information in time: whether the fastest way that there is keeps the limit of an obligation."""

from collections.abc import Iterator

from simulator.errors import say
from simulator.plan.alike import common
from simulator.plan.audit.naming import agency_title, fact_title, listed
from simulator.plan.audit.routes import Hop, pairs, spread
from simulator.plan.audit.survey import Survey
from simulator.plan.composed import Composition, Duty
from simulator.plan.gap import Evidence, Gap, Side
from simulator.plan.graph import Pair, shortest
from simulator.text.distributions import Distribution
from simulator.text.lengths import show_duration
from simulator.text.titles import Title


def too_slow(survey: Survey) -> Iterator[Gap]:
    """Find the duties to tell that even the fastest way of links cannot keep.

    The least times of composing, of the fastest medium and of taking in are summed along each way; a receiver
    who may hear it from others without the one who must tell is left out.
    """
    for duty in survey.composition.duties:
        if duty.fact is None or duty.record.within is None or duty.record.stops_at == "sent":
            continue
        if duty.fact in survey.alive.values and _only_from(survey, duty):
            found = shortest(_weights(survey, duty.fact), duty.sender or "").get(duty.receiver or "")
            if found is None:
                continue
            least = found[0] - (
                0.0 if duty.record.stops_at != "received" else _taken_in(survey, duty.receiver or "")
            )
            if least > duty.record.within:
                yield _too_slow(survey, duty, least, found[1])


def _only_from(survey: Survey, duty: Duty) -> bool:
    """Tell whether the receiver hears it from nobody but over the one who must tell."""
    fact, sender, receiver = duty.fact or "", duty.sender or "", duty.receiver
    hops = [hop for hop in survey.routes.hops(fact) if sender not in (hop.giver, hop.taker)]
    others = [source for source in survey.sources(fact) if source != sender]
    return receiver not in spread(pairs(hops), others)


def _weights(survey: Survey, fact: str) -> dict[Pair, float]:
    """Give the least seconds of each hop: composed, sent, taken in by the one it reaches."""
    weights: dict[Pair, float] = {}
    for hop in survey.routes.hops(fact):
        seconds = _sent(survey.composition, hop) + _taken_in(survey, hop.taker)
        pair = (hop.giver, hop.taker)
        weights[pair] = min(seconds, weights.get(pair, seconds))
    return weights


def _sent(composition: Composition, hop: Hop) -> float:
    desk = composition.actors[hop.giver].record.desk
    delays = (_least(composition.channels[name].record.delay) for name in hop.over)
    return _least(desk.compose if desk else None) + min(delays, default=0.0)


def _taken_in(survey: Survey, agency: str) -> float:
    desk = survey.composition.actors[agency].record.desk
    return _least(desk.handling if desk else None)


def _least(spread: Distribution | None) -> float:
    return spread.least() if spread else 0.0


def _too_slow(survey: Survey, duty: Duty, least: float, way: tuple[str, ...]) -> Gap:
    composition, record = survey.composition, duty.record
    fact, limit = duty.fact or "", record.within or 0.0
    receiver, sender = duty.receiver or "", duty.sender or ""
    times = {
        "least": Title(show_duration(least, "zh"), show_duration(least, "en")),
        "limit": Title(show_duration(limit, "zh"), show_duration(limit, "en")),
    }
    text = say(
        "Obligation: {duty}. The fastest way: {way}; with the least time for each step {least}.",
        duty=record.name or duty.name,
        way=listed((agency_title(composition, name) for name in way), most=10),
        least=times["least"],
    )
    names = {"fact": fact_title(composition, fact), "agency": agency_title(composition, receiver)}
    return Gap(
        kind="information",
        place=f"{common(fact)}@{common(receiver)}",
        rule="too_slow",
        title=say(
            "{agency} cannot be told in time: {fact}; at the fastest {least}, limit {limit}", **names, **times
        ),
        remedy=say(
            "add a direct link from {sender} to {agency}, or a faster medium first in `over:`, or change "
            "`within:` of the obligation if the law allows it",
            sender=agency_title(composition, sender),
            agency=names["agency"],
        ),
        severity="high",
        sides=(Side.of(composition.actors[receiver]), Side.of(composition.actors[sender])),
        evidence=(Evidence("audit", text, {"fastest_s": least, "limit_s": limit}),),
        where=(record.place_of("within"),),
        agencies=way,
        facts=(fact,),
        basis=(record.basis,) if record.basis else (),
        known_from=("G04",),
    )
