"""Each row of a log as a sentence: what happened, who did it, in plain words.

Here are those that come from outside the plans; messages, work and posts have modules of their own.
"""

from collections.abc import Iterable

from simulator.analysis.titles import Titles
from simulator.errors import Message, say
from simulator.log.rows import (
    CALLER,
    CLOCK,
    CONTENTS,
    CROSSED,
    EVENT,
    HAND_OVER,
    HELD,
    KIND,
    MILESTONE,
    NOTICE,
    REF,
    SEEN,
    SET,
    STATED,
    SUBJECT,
    VACANCY,
    Log,
    Row,
)
from simulator.program.model import Act, Program
from simulator.report.fact_words import FactWords, Telling
from simulator.report.level_words import LevelWords
from simulator.report.misreport_words import MisreportWords
from simulator.report.sentences_of_messages import OfMessages
from simulator.report.sentences_of_posts import hand_over, vacancy
from simulator.report.sentences_of_work import OfWork


class Sentences:
    """Says what the rows of one log mean, with titles in one language."""

    def __init__(self, program: Program, log: Log, lang: str) -> None:
        self.titles = Titles(program, lang)
        self._program = program
        self._rows = log.rows
        self._lang = lang
        self._acts = {act.source: act for act in program.acts}
        self._words = FactWords(program, self.titles, lang)
        self._misreports = MisreportWords(program, self.titles, lang)
        levels = LevelWords(program, log, self.titles, lang)
        self._said: dict[int, Telling] = {
            SET: self._set,
            SEEN: self._seen,
            MILESTONE: self._milestone,
            CALLER: self._caller,
            NOTICE: self._notice,
            EVENT: self._event,
            CLOCK: self._clock,
            CROSSED: self._crossed,
            STATED: self._stated,
            HAND_OVER: lambda row, via: hand_over(program, self.titles, row, via),
            VACANCY: lambda row, via: vacancy(program, self.titles, row, via),
            **OfMessages(program, self.titles, self._words).said,
            **OfWork(program, self.titles, self._words, levels).said,
        }

    def say(self, number: int, via: int) -> Message:
        """Give the sentence for the event (row, via)."""
        row = self._rows[number]
        return self._said[row[KIND]](row, via)

    def facts(self, told: Iterable[tuple[int, object]]) -> str:
        """Give facts with their values, in words."""
        return self._words.facts(told)

    def _set(self, row: Row, _via: int) -> Message:
        act = self._acts.get(row[SUBJECT])
        what = self.facts((fact, value) for _, fact, value in (act.facts if act else ()))
        kind = self._program.sources[row[SUBJECT]].kind
        if kind == "incident":
            return say("It begins: {facts}.", facts=what)
        if kind == "reissue":
            return say("Said again as if it were new: {facts}.", facts=what)
        return say("It has come to this: {facts}.", facts=what)

    def _seen(self, row: Row, via: int) -> Message:
        agent = self._program.observers[row[SUBJECT]].agent
        return say(
            "{agency} sees: {facts}.", agency=self.titles.agent(agent), facts=self._words.carried(row, via)
        )

    def _milestone(self, row: Row, _via: int) -> Message:
        return say(
            "Milestone: {title}.", title=self.titles.place(self._program.milestones[row[SUBJECT]].name)
        )

    def _caller(self, row: Row, _via: int) -> Message:
        return say("A public call at {desk} is over.", desk=self.titles.source(row[SUBJECT]))

    def _notice(self, row: Row, via: int) -> Message:
        act = self._acts.get(row[SUBJECT])
        agency = self.titles.agent(act.agent) if act else self.titles.source(row[SUBJECT])
        title = self._program.sources[row[SUBJECT]].title
        return say(
            "{agency} takes in a message from exercise control: {title}.",
            agency=agency,
            title=title.show(self._lang) if title else self._words.carried(row, via),
        )

    def _event(self, row: Row, _via: int) -> Message:
        source = self._program.sources[row[SUBJECT]]
        act: Act | None = self._acts.get(row[SUBJECT])
        what = self.titles.source(row[SUBJECT])
        if source.kind == "holds":
            return self._duty(source.name)
        if source.kind in ("misreport", "truthful"):
            return self._misreports.event(row[SUBJECT])
        if source.kind == "shift":
            return say(
                "Shifts change at {what}: {operators} operators from now on.", what=what, operators=row[REF]
            )
        if source.kind == "road" and act is not None and act.factor > 0:
            return say("The road {what} takes {factor} times as long.", what=what, factor=f"{act.factor:g}")
        template = EVENTS.get(source.kind, EVENTS["message"]).template
        return say(template, what=what)

    def _duty(self, name: str) -> Message:
        _, number, what = name.split(":", 2)
        duty = self._program.duties[int(number)]
        return say(DUTIES[what].template, duty=self.titles.duty(duty))

    def _stated(self, row: Row, via: int) -> Message:
        return self._misreports.stated(row, self._rows[row[HELD]], self._words.carried(row, via))

    def _crossed(self, row: Row, _via: int) -> Message:
        first = row[CONTENTS][0]
        return say("It has come to this: {facts}.", facts=self._words.fact(first[0], first[3]))

    def _clock(self, row: Row, _via: int) -> Message:
        return say(
            "It has now been so: {condition}.",
            condition=self.titles.condition(self._program.clocks[row[SUBJECT]]),
        )


EVENTS = {
    "outage": say("Out of service: {what}."),
    "restored": say("In service again: {what}."),
    "road": say("The road {what} is closed."),
    "withdrawn": say("Units are taken away: {what}."),
    "refilled": say("Units are brought: {what}."),
    "calls": say("Public calls come in at: {what}."),
    "message": say("Exercise control has a message for: {what}."),
}
DUTIES = {
    "when": say("The clock of an obligation begins to run: {duty}."),
    "then": say("An obligation is met: {duty}."),
    "overdue": say("The limit of an obligation is over: {duty}."),
}
