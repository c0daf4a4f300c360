"""Arrows of a timeline from the log: messages between agencies, lost ones, and crowds of small ones."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from simulator.errors import say
from simulator.log.rows import (
    AID_REQUEST,
    ASK,
    AT,
    CALLER,
    CAUSE,
    COMPOSED,
    CONTENTS,
    DUE,
    INVITE,
    KIND,
    LEARNED,
    MESSAGES,
    MILESTONE,
    NEVER,
    NOTHING,
    ORDER,
    RECEIVED,
    REPORT,
    REQUEST,
    SEEN,
    SENT,
    SUBJECT,
    TASK,
    UNDELIVERED,
    Log,
    Row,
)
from simulator.program.model import NONE, Act, Link, Program
from simulator.report.timeline_model import Arrow, Crowd
from simulator.report.words import tell

MOST_ARROWS = 160
"""Of more, these are kept first: those that led to a milestone, lost ones, those that led to a task."""
LEAST = ("invitation", "ask", "coordinate")
"""Purposes that are left out first among equals; the less one says to a reader, the later it stands."""
_ERRANDS = {REQUEST: "decision", INVITE: "invitation", AID_REQUEST: "request_aid", ORDER: "command"}


@dataclass(frozen=True, slots=True)
class _Sent:
    """An arrow between agents, the row it comes from and whether its link is periodic."""

    arrow: Arrow
    row: int
    link: int = -1
    periodic: bool = False


def arrows(
    program: Program, log: Log, *, lang: str, most: int = MOST_ARROWS
) -> tuple[list[Arrow], list[Crowd], list[str]]:
    """Give `most` messages, crowds and notes on what was left out; lanes are agents."""
    sent = [item for number, row in enumerate(log.rows) for item in _sent(program, number, row, log)]
    first, periodic = _without_repeats(sent)
    kept, notes = _thinned(_lost_together(first), log.rows, most, lang)
    crowds = [
        *_crowds("periodic", periodic),
        *_crowds("call", _calls(program, log)),
        *_crowds("seen", _seen(program, log)),
    ]
    return [replace(item.arrow, row=item.row) for item in kept], crowds, notes


def _sent(program: Program, number: int, row: Row, log: Log) -> Iterable[_Sent]:
    kind = row[KIND]
    if kind in (REPORT, ASK) and row[RECEIVED] != NEVER:
        link = program.links[row[SUBJECT]]
        purpose = "ask" if kind == ASK else link.purpose
        arrow = _arrow(link.sender, link.receiver, purpose, row, log.ended)
        yield _Sent(arrow, number, row[SUBJECT], periodic=link.every > 0)
    elif kind in MESSAGES and row[RECEIVED] != NEVER:
        errand = program.errands[row[SUBJECT]]
        yield _Sent(_arrow(errand.sender, errand.receiver, _ERRANDS[kind], row, log.ended), number)
    elif kind == UNDELIVERED:
        link = program.links[row[SUBJECT]]
        yield _Sent(_lost(link, row, log.rows), number, row[SUBJECT])


def _arrow(sender: int, receiver: int, purpose: str, row: Row, ended: float) -> Arrow:
    unread = row[LEARNED] == NEVER
    sent = row[SENT] if row[SENT] != NEVER else row[RECEIVED]
    return Arrow(
        sender, receiver, purpose, sent, row[RECEIVED], ended if unread else row[LEARNED], unread=unread
    )


def _lost(link: Link, row: Row, rows: list[Row]) -> Arrow:
    """Give the arrow of a report that did not get through, from its first attempt to its giving up."""
    report = rows[row[CAUSE]]
    stages = (report[COMPOSED], report[DUE]) if report[KIND] in MESSAGES else ()
    sent = next((time for time in stages if NEVER != time <= row[AT]), row[AT])
    return Arrow(link.sender, link.receiver, link.purpose, sent, row[AT], row[AT], lost=True)


def _without_repeats(sent: list[_Sent]) -> tuple[list[_Sent], list[tuple[int, float]]]:
    """Part the first report of each periodic link from those that repeat it, which give (agent, time)."""
    seen: set[int] = set()
    first, repeats = [], []
    for item in sent:
        if item.periodic and not item.arrow.lost and item.link in seen:
            repeats.append((item.arrow.receiver, item.arrow.learned))
        else:
            first.append(item)
        seen.add(item.link)
    return first, repeats


def _lost_together(sent: list[_Sent]) -> list[_Sent]:
    """Show a link that fails again and again as one arrow, at the first failure."""
    times = Counter(item.link for item in sent if item.arrow.lost)
    shown: set[int] = set()
    kept = []
    for item in sent:
        if not item.arrow.lost:
            kept.append(item)
        elif item.link not in shown:
            shown.add(item.link)
            kept.append(replace(item, arrow=replace(item.arrow, copies=times[item.link])))
    return kept


def _led_to(rows: list[Row], kind: int) -> set[int]:
    """Give the rows that led to one of this kind: their causes, and the causes of those."""
    found: set[int] = set()
    ahead = [number for number, row in enumerate(rows) if row[KIND] == kind]
    while ahead:
        causes = {cause for number in ahead for cause in _causes(rows[number])} - found - {NOTHING}
        found |= causes
        ahead = list(causes)
    return found


def _causes(row: Row) -> set[int]:
    contents = row[CONTENTS] if len(row) > CONTENTS else None
    return {row[CAUSE]} | ({fact[1] for fact in contents} if contents and row[CAUSE] == NOTHING else set())


def _thinned(sent: list[_Sent], rows: list[Row], most: int, lang: str) -> tuple[list[_Sent], list[str]]:
    if len(sent) <= most:
        return sent, []
    goals, work = _led_to(rows, MILESTONE), _led_to(rows, TASK)
    ranked = sorted(
        sent,
        key=lambda item: (
            item.row not in goals,
            not item.arrow.lost,
            item.row not in work,
            _weight(item.arrow),
        ),
    )
    chosen = {item.row for item in ranked[:most]}
    left_out = say(
        "{left} of {all} messages are not drawn; kept first: led to a milestone, lost, led to a task.",
        left=len(sent) - most,
        all=len(sent),
    )
    return [item for item in sent if item.row in chosen], [tell(left_out, lang=lang)]


def _weight(arrow: Arrow) -> int:
    return LEAST.index(arrow.purpose) if arrow.purpose in LEAST else -1


def _calls(program: Program, log: Log) -> list[tuple[int, float]]:
    called = {act.source: _called(program, act) for act in program.acts if act.calls}
    return [
        (called[row[SUBJECT]], row[RECEIVED])
        for row in log.rows
        if row[KIND] == CALLER and row[RECEIVED] != NEVER and row[SUBJECT] in called
    ]


def _called(program: Program, act: Act) -> int:
    """Give the agency whose desk is called, or which answers without one."""
    desk = act.calls[0] if act.calls else NONE
    return act.agent if desk == NONE else program.servers[desk].agent


def _seen(program: Program, log: Log) -> list[tuple[int, float]]:
    return [
        (program.observers[row[SUBJECT]].agent, row[LEARNED])
        for row in log.rows
        if row[KIND] == SEEN and row[LEARNED] != NEVER
    ]


def _crowds(kind: str, points: list[tuple[int, float]]) -> list[Crowd]:
    agents = dict.fromkeys(agent for agent, _ in points)
    return [Crowd(agent, kind, tuple(sorted(at for who, at in points if who == agent))) for agent in agents]
