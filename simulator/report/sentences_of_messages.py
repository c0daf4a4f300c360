"""Rows about messages as sentences: who tells, asks or calls whom, and what does not get through."""

from simulator.analysis.titles import Titles
from simulator.errors import Message, say
from simulator.log.rows import (
    AID_REQUEST,
    ASK,
    ATTEMPT,
    CONTENTS,
    DONE,
    INVITE,
    KIND,
    NO_ANSWER,
    ORDER,
    OUT_OF_SERVICE,
    REF,
    REPORT,
    REQUEST,
    STATE,
    SUBJECT,
    UNDELIVERED,
    Row,
)
from simulator.program.model import NONE, Program
from simulator.report.fact_words import FactWords, Telling


class OfMessages:
    """Says what rows about messages of one program mean."""

    def __init__(self, program: Program, titles: Titles, words: FactWords) -> None:
        self._program = program
        self._titles = titles
        self._words = words
        self.said: dict[int, Telling] = {
            REPORT: self._report,
            ASK: self._ask,
            REQUEST: self._request,
            INVITE: self._invite,
            AID_REQUEST: self._aid_request,
            ORDER: self._order,
            ATTEMPT: self._attempt,
            UNDELIVERED: self._undelivered,
        }

    def _ends(self, row: Row) -> dict[str, str]:
        bearer = (
            self._program.links[row[SUBJECT]]
            if row[KIND] in (REPORT, ASK, ATTEMPT, UNDELIVERED)
            else self._program.errands[row[SUBJECT]]
        )
        return {"sender": self._titles.agent(bearer.sender), "receiver": self._titles.agent(bearer.receiver)}

    def _errand_task(self, row: Row) -> str:
        return self._titles.task(self._program.errands[row[SUBJECT]].task)

    def _report(self, row: Row, via: int) -> Message:
        facts = self._words.carried(row, via)
        if via < NONE:
            return say("{sender} has a report for {receiver}: {facts}.", facts=facts, **self._ends(row))
        if row[REF] == NONE:
            return say("{sender} tells {receiver}: {facts}.", facts=facts, **self._ends(row))
        values = {"medium": self._titles.medium(row[REF]), "facts": facts, **self._ends(row)}
        if self._program.media[row[REF]].members:
            return say("{sender} tells {receiver} and all who listen on {medium}: {facts}.", **values)
        return say("{sender} tells {receiver} by {medium}: {facts}.", **values)

    def _ask(self, row: Row, via: int) -> Message:
        if via < NONE:
            return say("{sender} wants to ask {receiver}.", **self._ends(row))
        if not row[CONTENTS]:
            return say("{sender} asks {receiver}, who does not know yet.", **self._ends(row))
        return say(
            "{sender} asks {receiver} and learns: {facts}.",
            facts=self._words.carried(row, via),
            **self._ends(row),
        )

    def _request(self, row: Row, _via: int) -> Message:
        return say(
            "{sender} asks {receiver} to decide on: {task}.", task=self._errand_task(row), **self._ends(row)
        )

    def _invite(self, row: Row, _via: int) -> Message:
        return say(
            "{sender} asks {receiver} to join in: {task}.", task=self._errand_task(row), **self._ends(row)
        )

    def _aid_request(self, row: Row, _via: int) -> Message:
        return say(
            "{sender} asks {receiver} for aid with: {task}.", task=self._errand_task(row), **self._ends(row)
        )

    def _order(self, row: Row, _via: int) -> Message:
        return say(
            "{sender} orders {receiver} to give aid with: {task}.",
            task=self._errand_task(row),
            **self._ends(row),
        )

    def _attempt(self, row: Row, _via: int) -> Message:
        values = {"medium": self._medium(row), **self._ends(row)}
        if row[STATE] == NO_ANSWER:
            return say("{sender} calls {receiver} by {medium}; nobody answers.", **values)
        if row[STATE] == OUT_OF_SERVICE:
            return say("{sender} cannot reach {receiver}: {medium} is out of service.", **values)
        if row[STATE] == DONE:
            return say("{sender} reaches {receiver} by {medium}.", **values)
        return say("{sender} cannot get through to {receiver} by {medium}.", **values)

    def _medium(self, row: Row) -> str:
        if row[REF] != NONE:
            return self._titles.medium(row[REF])
        rungs = self._program.links[row[SUBJECT]].rungs
        return self._titles.medium(rungs[0].medium) if rungs else "-"

    def _undelivered(self, row: Row, _via: int) -> Message:
        return say(
            "{sender} has tried every means and gives up reaching {receiver} for now.", **self._ends(row)
        )
