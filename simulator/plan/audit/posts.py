"""Authority of posts: deputies, and who commands whom."""

from collections.abc import Iterator, Mapping

from simulator.errors import Message, say
from simulator.plan.alike import common
from simulator.plan.audit.naming import (
    agency_title,
    fact_title,
    link_title,
    link_yaml,
    listed,
    post_title,
    shown_place,
    task_title,
    written,
)
from simulator.plan.audit.survey import Survey
from simulator.plan.composed import Axis, Edge, Seat
from simulator.plan.gap import Evidence, Gap, Side
from simulator.plan.graph import rings
from simulator.text.titles import Title


def undeputised(survey: Survey) -> Iterator[Gap]:
    """Find the posts without a deputy that something hangs on."""
    for seat in survey.composition.seats.values():
        uses = uses_of(survey, seat.name)
        if seat.record is not None and len(seat.holders) == 1 and (uses or survey.setting is None):
            yield _undeputised(survey, seat)


def _undeputised(survey: Survey, seat: Seat) -> Gap:
    composition, holder = survey.composition, seat.holders[0]
    uses = uses_of(survey, seat.name)
    near = [
        name
        for name, actor in composition.actors.items()
        if actor.plan == composition.actors[holder].plan
        and actor.record.sector == composition.actors[holder].record.sector
        and actor.record.level == composition.actors[holder].record.level
        and name != holder
    ]
    plan = seat.name.partition(".")[0]
    remedy = say(
        "add `deputies: [...]` and `after:` to the post `{post}`; of the same level: {near}",
        post=written(seat.name, plan),
        near=listed(agency_title(composition, name) for name in near),
    )
    return Gap(
        kind="authority",
        place=seat.name,
        rule="deputy",
        title=say("The post {post} has no deputy", post=post_title(seat)),
        remedy=remedy,
        severity="medium" if any(name in survey.ways for name in uses) else "low",
        sides=(Side.of(composition.actors[holder]),) * 2,
        evidence=(
            Evidence(
                "audit",
                _left(agency_title(composition, holder), uses),
                {"decisions": len(uses)},
            ),
        ),
        where=(seat.record.place,) if seat.record else (),
        agencies=(holder,),
        known_from=("G02",),
    )


def _left(holder: Title, uses: Mapping[str, Title]) -> Message:
    if uses:
        return say(
            "If {holder} is not there, nobody decides on: {uses}.", holder=holder, uses=listed(uses.values())
        )
    return say("If {holder} is not there, nobody takes the post.", holder=holder)


def uses_of(survey: Survey, post: str) -> dict[str, Title]:
    """Give the tasks and scales that a post decides on, and the tasks that it owns, with their titles."""
    deciding = (job for job in survey.jobs if job.seat and job.seat.name == post)
    owned = (job for job in survey.jobs if job.post == post)
    found = {job.name: task_title(job) for job in (*deciding, *owned)}
    scales = (axis for axis in survey.axes if axis.seat.name == post)
    return found | {axis.name: axis.record.name or Title.read(axis.name) for axis in scales}


def mute_deputies(survey: Survey) -> Iterator[Gap]:
    """Find the deputies that may declare a level and have no link to tell anybody of it."""
    for axis in survey.axes:
        needers = set(survey.needers.get(axis.name, ()))
        for deputy in axis.seat.holders[1:]:
            heard = survey.routes.reached(axis.name, [deputy])
            lost = needers & survey.reached(axis.name) - heard
            if len(lost) == len(needers - {deputy}) > 0:
                yield _mute(survey, axis, deputy, sorted(lost))


def _mute(survey: Survey, axis: Axis, deputy: str, lost: list[str]) -> Gap:
    composition, holder = survey.composition, axis.seat.holders[0]
    own = [edge for edge in survey.edges_by_sender.get(deputy, ()) if edge.receiver == holder]
    names = {"deputy": agency_title(composition, deputy), "level": fact_title(composition, axis.name)}
    evidence = say(
        "As deputy of {post} it may declare {level}, and none of its links carries that. Who needs to "
        "know: {lost}.",
        post=axis.seat.name,
        level=names["level"],
        lost=listed(agency_title(composition, name) for name in lost),
    )
    return Gap(
        kind="authority",
        place=axis.seat.name,
        rule="mute_deputy",
        title=say("{deputy} can declare {level} as deputy and can tell nobody", **names),
        remedy=_give_links(survey, axis, deputy, lost, own),
        severity="medium" if axis.name in survey.ways else "low",
        sides=(Side.of(composition.actors[deputy]), Side.of(composition.actors[lost[0]])),
        evidence=(Evidence("audit", evidence, {"agencies": len(lost)}),),
        where=(*(edge.record.place for edge in own[:1]), axis.record.place),
        agencies=(deputy, *lost),
        links=tuple(edge.name for edge in own[:1]),
        facts=(axis.name,),
        known_from=("G02", "G18"),
    )


def _give_links(survey: Survey, axis: Axis, deputy: str, lost: list[str], own: list[Edge]) -> Message:
    plan = survey.composition.actors[deputy].plan
    fact = written(axis.name, plan)
    if own:
        place = shown_place(own[0].record.place)
        return say("add `{fact}` to `carries:` of its link to the holder in {place}", fact=fact, place=place)
    return say(
        "give the deputy links as the holder has: under `links:` of the plan `{plan}`, from "
        "`{deputy}`, with `carries: [{fact}]`, to: {agencies}",
        plan=plan,
        deputy=written(deputy, plan),
        fact=fact,
        agencies=listed(agency_title(survey.composition, name) for name in lost),
    )


# -- hand-over -----------------------------------------------------------------------------------------------


def unlinked_hand_overs(survey: Survey) -> Iterator[Gap]:
    """Find the posts that are to be handed over between agencies without a direct link."""
    direct = {frozenset((edge.sender, edge.receiver)) for edge in survey.composition.edges}
    for name, turnover in survey.composition.turnovers.items():
        seat = survey.composition.seats[name]
        if turnover.to and seat.holders and frozenset((seat.holders[0], turnover.to)) not in direct:
            yield _unlinked_hand_over(survey, seat, turnover.to)


def _unlinked_hand_over(survey: Survey, seat: Seat, taker: str) -> Gap:
    composition, holder, plan = survey.composition, seat.holders[0], seat.name.partition(".")[0]
    names = {
        "post": written(seat.name, plan),
        "holder": agency_title(composition, holder),
        "taker": agency_title(composition, taker),
    }
    link = link_yaml(holder, taker, plan=plan, carries=(), over=())
    return Gap(
        kind="authority",
        place=seat.name,
        rule="hand_over",
        title=say("The post {post} cannot be handed over: no link from {holder} to {taker}", **names),
        remedy=say("add under `links:` of the plan `{plan}`: `{link}`", plan=plan, link=link),
        severity="medium" if any(name in survey.ways for name in uses_of(survey, seat.name)) else "low",
        sides=(Side.of(composition.actors[taker]), Side.of(composition.actors[holder])),
        evidence=(
            Evidence(
                "audit",
                say("A hand-over takes a direct link between the two, one way or the other.", **names),
            ),
        ),
        where=(seat.record.place,) if seat.record else (),
        agencies=(holder, taker),
        known_from=("G18",),
    )


# -- command -------------------------------------------------------------------------------------------------


def command_circles(survey: Survey) -> Iterator[Gap]:
    """Find the agencies that command one another in a circle."""
    commands = [edge for edge in survey.composition.edges if edge.record.purpose == "command"]
    for circle in rings((edge.sender, edge.receiver) for edge in commands):
        yield _circle_of_command(
            survey, circle, [e for e in commands if {e.sender, e.receiver} <= set(circle)]
        )


def _circle_of_command(survey: Survey, circle: tuple[str, ...], edges: list[Edge]) -> Gap:
    composition = survey.composition
    names = listed(agency_title(composition, name) for name in circle)
    return Gap(
        kind="authority",
        place=common(circle[0]),
        rule="command_circle",
        title=say("Command goes round in a circle: {agencies}", agencies=names),
        remedy=say("decide who commands whom, and make `purpose: report` or `coordinate` of the link back"),
        severity="medium",
        sides=(Side.of(composition.actors[circle[0]]), Side.of(composition.actors[circle[1]])),
        evidence=(
            Evidence(
                "audit",
                say(
                    "Links with `purpose: command`: {links}.",
                    links=listed(link_title(composition, edge) for edge in edges),
                ),
                {"agencies": len(circle), "links": len(edges)},
            ),
        ),
        where=tuple(edge.record.place for edge in edges),
        agencies=circle,
        links=tuple(edge.name for edge in edges),
        known_from=("G15",),
    )
