"""Desks: hours without anybody, too few people for a task, too many agencies under one command."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from simulator.errors import say
from simulator.plan.agencies import Desk
from simulator.plan.alike import common
from simulator.plan.audit.naming import agency_title, listed, task_title
from simulator.plan.audit.stake import at_stake
from simulator.plan.audit.survey import Survey
from simulator.plan.composed import Actor, Job
from simulator.plan.desks import Stretch, empty_stretches, left_alone
from simulator.plan.faults import At
from simulator.plan.gap import Evidence, Gap, Severity, Side
from simulator.plan.reach import DESK
from simulator.text.titles import Title
from simulator.units import DAY, HOUR

SPAN = 7
"""Agencies that one can command directly (NIMS 2017, span of control 1:5, at most 7)."""

_MONDAY = datetime(2024, 1, 1)
_WEEK = 7 * DAY

_DAYS = (
    ("周一", "Mon"),
    ("周二", "Tue"),
    ("周三", "Wed"),
    ("周四", "Thu"),
    ("周五", "Fri"),
    ("周六", "Sat"),
    ("周日", "Sun"),
)

# -- hours without anybody -----------------------------------------------------------------------------------


def unattended(survey: Survey) -> Iterator[Gap]:
    """Find the desks at which nobody is at some hours of the week, of a holiday, or of the scenario."""
    for names in survey.many.values():
        actor = survey.composition.actors[names[0]]
        desk = actor.record.desk
        if desk is None or not _matters(survey, names[0]):
            continue
        empty = _in_setting(survey, actor, desk) if survey.setting else _in_week(actor, desk)
        if empty:
            yield _unattended(survey, actor, empty)


def _matters(survey: Survey, name: str) -> bool:
    """Tell whether an agency has something to do or to know, or alone passes on what others must know."""
    return name in survey.concerned or name in survey.losses.agencies


def _in_setting(survey: Survey, actor: Actor, desk: Desk) -> list[Stretch]:
    setting = survey.setting
    if setting is None or setting.start is None or setting.horizon is None:
        return []
    return left_alone(
        actor.record, desk, survey.composition.holidays[actor.plan], setting.start, setting.horizon
    )


def _in_week(actor: Actor, desk: Desk) -> list[Stretch]:
    week = frozenset(_MONDAY.date() + timedelta(days=day) for day in range(8))
    usual = empty_stretches(actor.record, desk, frozenset(), _MONDAY, _WEEK)
    return usual or empty_stretches(actor.record, desk, week, _MONDAY, _WEEK)


def _unattended(survey: Survey, actor: Actor, empty: list[Stretch]) -> Gap:
    begin, longest = max(empty, key=lambda stretch: stretch[1])
    total = sum(seconds for _, seconds in empty)
    span = survey.setting.horizon if survey.setting and survey.setting.horizon else _WEEK
    key = "works" if actor.record.works else "desk"
    figures = {"empty_s": total, "longest_s": longest, "share": total / span}
    text = (
        say(
            "While the scenario lasts nobody is there for {hours} h, first from {begin}.",
            hours=f"{total / HOUR:.0f}",
            begin=f"{empty[0][0]:%Y-%m-%d %H:%M}",
        )
        if survey.setting
        else say(
            "In a week nobody is there for {hours} of 168 h, up to {longest} h at a stretch ({day}).",
            hours=f"{total / HOUR:.0f}",
            longest=f"{longest / HOUR:.0f}",
            day=_day(begin),
        )
    )
    return Gap(
        kind="desk",
        place=common(actor.name),
        rule="unattended",
        title=say(
            "Nobody at the desk at some hours: {agency}", agency=agency_title(survey.composition, actor.name)
        ),
        remedy=say(
            "have somebody at the desk of {agency} at all hours: a last shift without hours under "
            "`desk: shifts:`, with `operators: 1`; or a link to another desk that is always staffed and can "
            "call it in",
            agency=agency_title(survey.composition, actor.name),
        ),
        severity=_of_agency(survey, actor.name),
        sides=(Side.of(actor), Side.of(actor)),
        evidence=(Evidence("audit", text, figures),),
        where=(actor.record.place_of(key),),
        agencies=(actor.name,),
        known_from=("G02", "G23"),
    )


def _day(moment: datetime) -> Title:
    zh, en = _DAYS[moment.weekday()]
    return Title(f"{zh} {moment:%H:%M} 起", f"from {en} {moment:%H:%M}")


def _of_agency(survey: Survey, name: str) -> Severity:
    guarded = name in survey.losses.agencies or any(agency == name for agency, _ in survey.guarded)
    return "medium" if guarded else "low"


# -- too few -------------------------------------------------------------------------------------------------


def too_few(survey: Survey) -> Iterator[Gap]:
    """Find the tasks that need more operators of their owner's desk than it ever has."""
    for job in survey.jobs:
        needed, most = job.record.needs.get(DESK, 0), _most(survey.composition.actors[job.owner])
        if most is not None and needed > most:
            yield _too_few(survey, job, needed, most)


def _most(actor: Actor) -> int | None:
    desk = actor.record.desk
    if desk is None:
        return None
    return max(
        (shift.operators for shift in desk.shifts), default=1 if desk.operators is None else desk.operators
    )


def _too_few(survey: Survey, job: Job, needed: int, most: int) -> Gap:
    owner = survey.composition.actors[job.owner]
    ways = survey.ways.get(job.name, {})
    names = {"task": task_title(job), "needed": needed, "most": most}
    return Gap(
        kind="desk",
        place=common(job.owner),
        rule="too_few",
        title=say("{task} needs {needed} operators of a desk that never has more than {most}", **names),
        remedy=say("give the desk a shift with {needed} operators, or let the task need {most}", **names),
        severity="high" if any(ways.values()) else "medium" if ways else "low",
        sides=(Side.of(owner), Side.of(owner)),
        evidence=(
            Evidence(
                "audit",
                say("{task}: `desk: {needed}`; its shifts have {most} at the most.", **names),
                {"needed": needed, "most": most},
            ),
            *at_stake(survey, [job.name]),
        ),
        where=(At(job.plan, job.record, ("needs", DESK)).place, owner.record.place_of("desk")),
        agencies=(job.owner,),
        basis=(job.record.basis,) if job.record.basis else (),
        known_from=("G12", "G23"),
    )


# -- span of control -----------------------------------------------------------------------------------------


def wide_span(survey: Survey) -> Iterator[Gap]:
    """Find the agencies that command more than seven others directly; many alike count as one."""
    for sender, edges in survey.edges_by_sender.items():
        used = [edge for edge in edges if edge.record.purpose == "command" and survey.carries_anything(edge)]
        under = {common(edge.receiver): edge for edge in reversed(used)}
        if len(under) <= SPAN:
            continue
        actor = survey.composition.actors[sender]
        names = {"agency": agency_title(survey.composition, sender), "count": len(under), "most": SPAN}
        under_names = listed(agency_title(survey.composition, edge.receiver) for edge in under.values())
        yield Gap(
            kind="desk",
            place=common(sender),
            rule="span",
            title=say("{agency} commands {count} others directly; one can lead {most}", **names),
            remedy=say(
                "put a level between: let one of them (a sector or a duty room) take the command and pass it "
                "on, or make links that only inform `purpose: coordinate`"
            ),
            severity="low",
            sides=(Side.of(actor), Side.of(actor)),
            evidence=(
                Evidence(
                    "audit",
                    say("Links with `purpose: command` to: {agencies}.", agencies=under_names),
                    {"commanded": len(under)},
                ),
            ),
            where=tuple(edge.record.place for edge in reversed(under.values())),
            agencies=(sender, *(edge.receiver for edge in reversed(under.values()))),
            links=tuple(edge.name for edge in reversed(under.values())),
            known_from=("G17",),
        )
