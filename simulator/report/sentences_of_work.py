"""Rows about work as sentences: what is decided, declared, begun and done, who comes to help."""

from simulator.analysis.claims import used_up
from simulator.analysis.titles import Titles
from simulator.errors import Message, say
from simulator.log.rows import (
    AID,
    ANSWERED,
    ARRIVED,
    CONTENTS,
    DECISION,
    DECLARE,
    DECLINED,
    DONE,
    ENDED,
    FINISHED,
    JOIN,
    MISTAKEN,
    OPEN,
    READY,
    REF,
    STARTED,
    STATE,
    STOPPED,
    SUBJECT,
    SUPPLY,
    TAKEN_UP,
    TASK,
    WITHDRAWN,
    Row,
)
from simulator.program.model import NONE, Program
from simulator.report.fact_words import FactWords, Telling
from simulator.report.level_words import LevelWords


class OfWork:
    """Says what rows about work of one program mean."""

    def __init__(self, program: Program, titles: Titles, words: FactWords, levels: LevelWords) -> None:
        self._program = program
        self._titles = titles
        self._words = words
        self._levels = levels
        self.said: dict[int, Telling] = {
            DECISION: self._decision,
            DECLARE: self._declare,
            TASK: self._task,
            JOIN: self._join,
            AID: self._aid,
            SUPPLY: self._supply,
        }

    def _decision(self, row: Row, _via: int) -> Message:
        seat = self._program.seats[row[SUBJECT]]
        values = {"agency": self._titles.agent(seat.agent), "task": self._titles.task(seat.task)}
        if row[STATE] == DONE and seat.turn and self._program.tasks[seat.task].decider == NONE:
            return say("{agency}, stepping in as deputy, has decided on: {task}.", **values)
        if row[STATE] == DONE:
            return say("{agency} has decided on: {task}.", **values)
        return say("{agency} need not decide any more on: {task}.", **values)

    def _declare(self, row: Row, _via: int) -> Message:
        scale = self._program.scales[row[SUBJECT]]
        agency = self._titles.agent(scale.agent)
        if row[STATE] == DONE:
            return self._levels.declared(row, agency, self._words.fact(scale.fact, row[REF]))
        return say(
            "{agency} looked at it and declares nothing new: {scale}.",
            agency=agency,
            scale=self._titles.fact(scale.fact),
        )

    def _task(self, row: Row, via: int) -> Message:
        task = self._program.tasks[row[SUBJECT]]
        values = {"agency": self._titles.agent(task.owner), "task": self._titles.task(row[SUBJECT])}
        if via == READY:
            return say("{agency} knows that it is time for: {task}.", **values)
        if via == STARTED and row[STATE] >= MISTAKEN:
            return say("{agency} begins, on a belief that is not so: {task}.", **values)
        if via < FINISHED:
            return say("{agency} begins: {task}.", **values)
        return self._ended(row, values)

    def _ended(self, row: Row, values: dict[str, str]) -> Message:
        state = row[STATE] % MISTAKEN
        if state == WITHDRAWN:
            return say("{agency} need not do any more: {task}.", **values)
        if state == STOPPED:
            return say("{agency} has stopped: {task}.", **values)
        achieved = [(fact, value) for _, _, fact, value in self._program.tasks[row[SUBJECT]].achieves]
        achieved += [(content[0], content[3]) for content in row[CONTENTS] or ()]
        if achieved:
            facts = self._words.facts(achieved)
            return say("{agency} has done: {task}. It is achieved: {facts}.", facts=facts, **values)
        return say("{agency} has done: {task}.", **values)

    def _join(self, row: Row, _via: int) -> Message:
        errand = self._program.errands[row[SUBJECT]]
        values = {"agency": self._titles.agent(errand.receiver), "task": self._titles.task(errand.task)}
        if row[TAKEN_UP] >= 0:
            return say("{agency} has come to take part in: {task}.", **values)
        return say("{agency} joins in: {task}.", **values)

    def _aid(self, row: Row, via: int) -> Message:
        pact = self._program.pacts[row[SUBJECT]]
        values = {"agency": self._titles.agent(pact.decider), "task": self._titles.task(pact.task)}
        aid = {"units": f"{pact.units}", "kind": self._titles.kind(pact.kind), **values}
        if row[STATE] == DECLINED:
            return say("{agency} declines to give aid with: {task}.", **values)
        if via == ARRIVED:
            return say("{units} × {kind} have come as aid for: {task}.", **aid)
        if via == ANSWERED:
            return say("{agency} promises {units} × {kind} for: {task}.", **aid)
        if row[STATE] in (DONE, OPEN):
            return say("{units} × {kind} are called as aid for: {task}.", **aid)
        return say("The request for aid has come to nothing: {task}.", **values)

    def _supply(self, row: Row, via: int) -> Message:
        task = self._program.tasks[row[SUBJECT]]
        pool = self._titles.place(used_up(self._program, task, row))
        values = {"pool": pool, "task": self._titles.task(row[SUBJECT])}
        if via == ENDED:
            return say("There is more of {pool} for: {task}.", **values)
        return say("Nothing is left of {pool} for: {task}.", **values)
