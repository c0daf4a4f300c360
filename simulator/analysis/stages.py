"""What the time of a row was spent on: for each kind of row its stages, each with a label and a place.

A piece ((label, place), stage) is the time that ends at that stage of the row and begins where the piece
before it ends. The first piece of a row begins at its cause: it is empty unless something lay between.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from simulator.analysis.claims import claimed, used_up
from simulator.analysis.labels import Where
from simulator.analysis.references import Reference, by_stage, reached
from simulator.log.rows import (
    AID,
    ANSWERED,
    ARRIVED,
    ASKED,
    AT,
    BEGUN,
    CALLED,
    CAUSE,
    COMPOSED,
    CONTENTS,
    CONVENED,
    DECIDED,
    DUE,
    ENDED,
    FINISHED,
    GRANTED,
    HELD_THERE,
    JOIN,
    KIND,
    KINDS,
    LEARNED,
    MOBILISED,
    NOTHING,
    ORDERED,
    PICKED,
    READY,
    RECEIVED,
    REF,
    SENT,
    STARTED,
    SUBJECT,
    TAKEN_UP,
    TURNED_OUT,
    VIA,
    Row,
)
from simulator.program.model import NONE, Errand, Link, Program

Piece = tuple[Where, int]
Divided = tuple[Sequence[Piece], Reference]


@dataclass(frozen=True, slots=True)
class Scene:
    """A program, and the pieces of its messages by (kind, subject, medium), which are made once."""

    program: Program
    messages: dict[tuple[int, int, int], tuple[Piece, ...]] = field(default_factory=dict)


Divide = Callable[[Scene, Sequence[Row], Row, int], Divided]
"""From a row that was reached by `via` to its pieces and the reference where the first of them begins."""


def _own(row: Row) -> Reference:
    return row[CAUSE], row[VIA]


def _origin(row: Row, via: int) -> Reference:
    """Give where the sender, or the world, had the fact `via` from; for another `via` the row's own cause."""
    for content in row[CONTENTS] or ():
        if content[0] == via:
            return content[1], content[2]
    return _own(row)


def _report(scene: Scene, _rows: Sequence[Row], row: Row, via: int) -> Divided:
    link = scene.program.links[row[SUBJECT]]
    return _message(scene, row, link, gap="clock" if link.every > 0 else "own operator"), _origin(row, via)


def _ask(scene: Scene, rows: Sequence[Row], row: Row, via: int) -> Divided:
    """Begin at the later of: the question was due, the answerer learned the fact.

    A question that is asked again has no cause of its own; then it is what the answerer learned.
    """
    pieces = _message(scene, row, scene.program.links[row[SUBJECT]], gap="asking", last="asking")
    known, how = _origin(row, via)
    late = known >= 0 and rows[known][reached(rows[known], how)] > row[DUE]
    return pieces, (known, how) if late or row[CAUSE] == NOTHING else _own(row)


def _errand(gap: str) -> Divide:
    def divide(scene: Scene, _rows: Sequence[Row], row: Row, via: int) -> Divided:
        return _message(scene, row, scene.program.errands[row[SUBJECT]], gap=gap), _origin(row, via)

    return divide


def _message(
    scene: Scene, row: Row, bearer: Link | Errand, *, gap: str, last: str = "handling"
) -> tuple[Piece, ...]:
    key = (row[KIND], row[SUBJECT], row[REF])
    pieces = scene.messages.get(key)
    if pieces is None:
        pieces = scene.messages[key] = _pieces(scene.program, bearer, row[REF], gap=gap, last=last)
    return pieces


def _pieces(
    program: Program, bearer: Link | Errand, medium: int, *, gap: str, last: str
) -> tuple[Piece, ...]:
    sender = program.agents[bearer.sender].name
    receiver = program.agents[bearer.receiver].name
    link = program.links[bearer.link].name if isinstance(bearer, Errand) and bearer.link >= 0 else bearer.name
    way = link if medium == NONE else f"{link}/{program.media[medium].name}"
    return (
        ((gap, sender), DUE),
        (("own operator", sender), BEGUN),
        (("composing", sender), COMPOSED),
        (("redial", link), SENT),
        (("channel", way), RECEIVED),
        (("desk queue", receiver), PICKED),
        ((last, receiver), LEARNED),
    )


def _seen(scene: Scene, _rows: Sequence[Row], row: Row, via: int) -> Divided:
    agent = scene.program.agents[scene.program.observers[row[SUBJECT]].agent].name
    return ((("observation", agent), DUE), (("observation", agent), LEARNED)), _origin(row, via)


def _notice(scene: Scene, _rows: Sequence[Row], row: Row, _via: int) -> Divided:
    agent = next((act.agent for act in scene.program.acts if act.source == row[SUBJECT]), 0)
    place = scene.program.agents[agent].name
    source = scene.program.sources[row[SUBJECT]].name
    return (
        (("clock", source), RECEIVED),
        (("desk queue", place), PICKED),
        (("handling", place), LEARNED),
    ), _own(row)


def _decision(scene: Scene, _rows: Sequence[Row], row: Row, _via: int) -> Divided:
    return _deciding(scene.program.agents[scene.program.seats[row[SUBJECT]].agent].name), _own(row)


def _declare(scene: Scene, _rows: Sequence[Row], row: Row, _via: int) -> Divided:
    scale = scene.program.scales[row[SUBJECT]]
    agent = scene.program.agents[scale.agent].name
    first = ("decision", agent) if scale.post == NONE else ("post", scene.program.posts[scale.post].name)
    return _deciding(agent, first), _own(row)


def _deciding(agent: str, first: Where | None = None) -> tuple[Piece, ...]:
    return (
        (first or ("decision", agent), ASKED),
        (("operators", agent), TAKEN_UP),
        (("decision", agent), ENDED),
    )


def _task(scene: Scene, rows: Sequence[Row], row: Row, via: int) -> Divided:
    """Begin at what came last of: ready, the decision, aid, the last participant."""
    task = scene.program.tasks[row[SUBJECT]]
    name, last = task.name, row[HELD_THERE]
    cause = _own(row)
    first = ("clock", name) if task.post == NONE else ("post", scene.program.posts[task.post].name)
    if via == READY:
        return ((first, READY),), cause
    pieces: list[Piece] = [(first, READY), (("decision", name), DECIDED)]
    if via >= DECIDED and row[REF] >= 0:
        pieces, cause = [(("decision", name), DECIDED)], (row[REF], ENDED)
    if via >= GRANTED:
        if last >= 0 and rows[last][KIND] == AID:
            pieces, cause = [], (last, ARRIVED)
        pieces.append((claimed(scene.program, rows, task, row), GRANTED))
    if via >= CONVENED:
        if last >= 0 and rows[last][KIND] == JOIN:
            pieces, cause = [], (last, ENDED)
        pieces += (("participants", name), CONVENED), (("mobilisation", name), MOBILISED)
        pieces += (("travel", name), STARTED), (("work", name), FINISHED)
    return pieces, cause


def _join(scene: Scene, _rows: Sequence[Row], row: Row, _via: int) -> Divided:
    agent = scene.program.agents[scene.program.errands[row[SUBJECT]].receiver].name
    if row[TAKEN_UP] >= 0:
        came = (("participants", agent), TAKEN_UP), (("travel", agent), ENDED)
        return ((("participants", agent), ASKED), *came), _own(row)
    return ((("participants", agent), ASKED), (("participants", agent), ENDED)), _own(row)


def _aid(scene: Scene, _rows: Sequence[Row], row: Row, _via: int) -> Divided:
    pact = scene.program.pacts[row[SUBJECT]].name
    pieces = (
        (("aid answer", pact), CALLED),
        (("aid answer", pact), ANSWERED),
        (("aid answer", pact), ORDERED),
        (("mobilisation", pact), TURNED_OUT),
        (("travel", pact), ARRIVED),
    )
    return pieces, _own(row)


def _redial(scene: Scene, _rows: Sequence[Row], row: Row, _via: int) -> Divided:
    link = scene.program.links[row[SUBJECT]].name
    message = row[CAUSE], row[VIA] if row[CAUSE] == NOTHING else by_stage(row[VIA])
    return ((("redial", link), ASKED), (("redial", link), ENDED)), message


def _source(scene: Scene, _rows: Sequence[Row], row: Row, _via: int) -> Divided:
    return ((("clock", scene.program.sources[row[SUBJECT]].name), AT),), _own(row)


def _milestone(scene: Scene, _rows: Sequence[Row], row: Row, _via: int) -> Divided:
    return ((("clock", scene.program.milestones[row[SUBJECT]].name), AT),), _own(row)


def _heard(scene: Scene, _rows: Sequence[Row], row: Row, _via: int) -> Divided:
    return ((("clock", scene.program.crowds[row[SUBJECT]].knows), AT),), _own(row)


def _clock(scene: Scene, _rows: Sequence[Row], row: Row, _via: int) -> Divided:
    name = scene.program.clocks[row[SUBJECT]]
    return ((("clock", name), ASKED), (("clock", name), ENDED)), _own(row)


def _hand_over(scene: Scene, _rows: Sequence[Row], row: Row, _via: int) -> Divided:
    post = scene.program.posts[scene.program.hand_overs[row[SUBJECT]].post].name
    return ((("post", post), ASKED), (("post", post), TAKEN_UP), (("post", post), ENDED)), _own(row)


def _vacancy(scene: Scene, _rows: Sequence[Row], row: Row, _via: int) -> Divided:
    post = scene.program.posts[row[SUBJECT]].name
    return ((("post", post), ASKED), (("post", post), ENDED)), _own(row)


def _stated(scene: Scene, _rows: Sequence[Row], row: Row, via: int) -> Divided:
    agent = scene.program.agents[scene.program.voices[row[SUBJECT]].agent].name
    return ((("kept back", agent), DUE), (("kept back", agent), LEARNED)), _origin(row, via)


def _crossed(scene: Scene, _rows: Sequence[Row], row: Row, _via: int) -> Divided:
    return ((("work", scene.program.quantities[row[SUBJECT]].name), AT),), _own(row)


def _supply(scene: Scene, _rows: Sequence[Row], row: Row, _via: int) -> Divided:
    """Begin when there was some at last: it was used up at work, then waited for."""
    task = scene.program.tasks[row[SUBJECT]]
    return (
        (("work", task.name), ASKED),
        (("units", used_up(scene.program, task, row)), ENDED),
    ), _own(row)


_BY_NAME: dict[str, Divide] = {
    "set": _source,
    "seen": _seen,
    "report": _report,
    "ask": _ask,
    "request": _errand("decision"),
    "invite": _errand("participants"),
    "aid_request": _errand("aid answer"),
    "order": _errand("aid answer"),
    "decision": _decision,
    "declare": _declare,
    "task": _task,
    "join": _join,
    "aid": _aid,
    "attempt": _redial,
    "undelivered": _redial,
    "milestone": _milestone,
    "caller": _notice,
    "notice": _notice,
    "event": _source,
    "clock": _clock,
    "hand_over": _hand_over,
    "vacancy": _vacancy,
    "stated": _stated,
    "crossed": _crossed,
    "supply": _supply,
    "heard": _heard,
}
DIVIDE: tuple[Divide, ...] = tuple(_BY_NAME[kind] for kind in KINDS)
"""For each kind of row, how its time divides."""
