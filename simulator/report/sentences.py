"""Each row of a log as a sentence: what happened, who did it, in plain words."""

from collections.abc import Callable, Iterable

from simulator.analysis.claims import used_up
from simulator.analysis.titles import Titles
from simulator.errors import Message, say
from simulator.log.rows import (
    AID,
    AID_REQUEST,
    ANSWERED,
    ARRIVED,
    ASK,
    ATTEMPT,
    CALLER,
    CLOCK,
    CONTENTS,
    CROSSED,
    DECISION,
    DECLARE,
    DECLINED,
    DONE,
    ENDED,
    EVENT,
    FINISHED,
    HAND_OVER,
    HELD,
    INVITE,
    JOIN,
    KIND,
    MILESTONE,
    MISTAKEN,
    NO_ANSWER,
    NOTICE,
    OPEN,
    ORDER,
    OUT_OF_SERVICE,
    READY,
    REF,
    REPORT,
    REQUEST,
    SEEN,
    SET,
    STARTED,
    STATE,
    STATED,
    STOPPED,
    SUBJECT,
    SUPPLY,
    TAKEN_UP,
    TASK,
    UNDELIVERED,
    VACANCY,
    WITHDRAWN,
    Log,
    Row,
)
from simulator.program.model import NONE, Act, Program
from simulator.report.level_words import LevelWords
from simulator.report.misreport_words import MisreportWords
from simulator.report.sentences_of_posts import hand_over, vacancy
from simulator.report.words import tell

NOT_SO = say("not so: {fact}")
NOTHING_NEW = say("nothing yet")


class Sentences:
    """Says what the rows of one log mean, with titles in one language."""

    def __init__(self, program: Program, log: Log, lang: str) -> None:
        self.titles = Titles(program, lang)
        self._program = program
        self._rows = log.rows
        self._lang = lang
        self._acts = {act.source: act for act in program.acts}
        self._said: dict[int, Callable[[Row, int], Message]] = {
            SET: self._set,
            SEEN: self._seen,
            REPORT: self._report,
            ASK: self._ask,
            REQUEST: self._request,
            INVITE: self._invite,
            AID_REQUEST: self._aid_request,
            ORDER: self._order,
            DECISION: self._decision,
            DECLARE: self._declare,
            TASK: self._task,
            JOIN: self._join,
            AID: self._aid,
            ATTEMPT: self._attempt,
            UNDELIVERED: self._undelivered,
            MILESTONE: self._milestone,
            CALLER: self._caller,
            NOTICE: self._notice,
            EVENT: self._event,
            CLOCK: self._clock,
            CROSSED: self._crossed,
            SUPPLY: self._supply,
            STATED: self._stated,
            HAND_OVER: lambda row, via: hand_over(program, self.titles, row, via),
            VACANCY: lambda row, via: vacancy(program, self.titles, row, via),
        }
        self._levels = LevelWords(program, log, self.titles, lang)
        self._misreports = MisreportWords(program, self.titles, lang)

    def say(self, number: int, via: int) -> Message:
        """Give the sentence for the event (row, via)."""
        row = self._rows[number]
        return self._said[row[KIND]](row, via)

    def facts(self, told: Iterable[tuple[int, object]]) -> str:
        """Give facts with their values, in words."""
        found = [self._fact(fact, value) for fact, value in told]
        shown = found or [tell(NOTHING_NEW, lang=self._lang)]
        return ("、" if self._lang == "zh" else ", ").join(shown)

    def _fact(self, fact: int, value: object) -> str:
        title, levels = self.titles.fact(fact), self._program.facts[fact].levels
        if value is True:
            return title
        if value is False or value is None:
            return tell(say(NOT_SO.template, fact=title), lang=self._lang)
        if isinstance(value, int) and levels:
            return f"{title} {self.titles.level(fact, value)}"
        return f"{title} {self.titles.place(value) if isinstance(value, str) else f'{value:g}'}"

    def _carried(self, row: Row, via: int) -> str:
        contents = row[CONTENTS] or ()
        chosen = [content for content in contents if content[0] == via] or contents
        return self.facts((content[0], content[3]) for content in chosen)

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
        return say("{agency} sees: {facts}.", agency=self.titles.agent(agent), facts=self._carried(row, via))

    def _ends(self, row: Row) -> dict[str, str]:
        bearer = (
            self._program.links[row[SUBJECT]]
            if row[KIND] in (REPORT, ASK, ATTEMPT, UNDELIVERED)
            else self._program.errands[row[SUBJECT]]
        )
        return {"sender": self.titles.agent(bearer.sender), "receiver": self.titles.agent(bearer.receiver)}

    def _report(self, row: Row, via: int) -> Message:
        facts = self._carried(row, via)
        if via < NONE:
            return say("{sender} has a report for {receiver}: {facts}.", facts=facts, **self._ends(row))
        if row[REF] == NONE:
            return say("{sender} tells {receiver}: {facts}.", facts=facts, **self._ends(row))
        values = {"medium": self.titles.medium(row[REF]), "facts": facts, **self._ends(row)}
        if self._program.media[row[REF]].members:
            return say("{sender} tells {receiver} and all who listen on {medium}: {facts}.", **values)
        return say("{sender} tells {receiver} by {medium}: {facts}.", **values)

    def _ask(self, row: Row, via: int) -> Message:
        if via < NONE:
            return say("{sender} wants to ask {receiver}.", **self._ends(row))
        if not row[CONTENTS]:
            return say("{sender} asks {receiver}, who does not know yet.", **self._ends(row))
        return say(
            "{sender} asks {receiver} and learns: {facts}.", facts=self._carried(row, via), **self._ends(row)
        )

    def _errand_task(self, row: Row) -> str:
        return self.titles.task(self._program.errands[row[SUBJECT]].task)

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

    def _decision(self, row: Row, _via: int) -> Message:
        seat = self._program.seats[row[SUBJECT]]
        values = {"agency": self.titles.agent(seat.agent), "task": self.titles.task(seat.task)}
        if row[STATE] == DONE and seat.turn and self._program.tasks[seat.task].decider == NONE:
            return say("{agency}, stepping in as deputy, has decided on: {task}.", **values)
        if row[STATE] == DONE:
            return say("{agency} has decided on: {task}.", **values)
        return say("{agency} need not decide any more on: {task}.", **values)

    def _declare(self, row: Row, _via: int) -> Message:
        scale = self._program.scales[row[SUBJECT]]
        agency = self.titles.agent(scale.agent)
        if row[STATE] == DONE:
            return self._levels.declared(row, agency, self._fact(scale.fact, row[REF]))
        return say(
            "{agency} looked at it and declares nothing new: {scale}.",
            agency=agency,
            scale=self.titles.fact(scale.fact),
        )

    def _task(self, row: Row, via: int) -> Message:
        task = self._program.tasks[row[SUBJECT]]
        values = {"agency": self.titles.agent(task.owner), "task": self.titles.task(row[SUBJECT])}
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
            facts = self.facts(achieved)
            return say("{agency} has done: {task}. It is achieved: {facts}.", facts=facts, **values)
        return say("{agency} has done: {task}.", **values)

    def _join(self, row: Row, _via: int) -> Message:
        agent = self._program.errands[row[SUBJECT]].receiver
        values = {"agency": self.titles.agent(agent), "task": self._errand_task(row)}
        if row[TAKEN_UP] >= 0:
            return say("{agency} has come to take part in: {task}.", **values)
        return say("{agency} joins in: {task}.", **values)

    def _aid(self, row: Row, via: int) -> Message:
        pact = self._program.pacts[row[SUBJECT]]
        values = {"agency": self.titles.agent(pact.decider), "task": self.titles.task(pact.task)}
        aid = {"units": f"{pact.units}", "kind": self.titles.kind(pact.kind), **values}
        if row[STATE] == DECLINED:
            return say("{agency} declines to give aid with: {task}.", **values)
        if via == ARRIVED:
            return say("{units} × {kind} have come as aid for: {task}.", **aid)
        if via == ANSWERED:
            return say("{agency} promises {units} × {kind} for: {task}.", **aid)
        if row[STATE] in (DONE, OPEN):
            return say("{units} × {kind} are called as aid for: {task}.", **aid)
        return say("The request for aid has come to nothing: {task}.", **values)

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
            return self.titles.medium(row[REF])
        rungs = self._program.links[row[SUBJECT]].rungs
        return self.titles.medium(rungs[0].medium) if rungs else "-"

    def _undelivered(self, row: Row, _via: int) -> Message:
        return say(
            "{sender} has tried every means and gives up reaching {receiver} for now.", **self._ends(row)
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
            title=title.show(self._lang) if title else self._carried(row, via),
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
        return self._misreports.stated(row, self._rows[row[HELD]], self._carried(row, via))

    def _crossed(self, row: Row, _via: int) -> Message:
        first = row[CONTENTS][0]
        return say("It has come to this: {facts}.", facts=self._fact(first[0], first[3]))

    def _supply(self, row: Row, via: int) -> Message:
        task = self._program.tasks[row[SUBJECT]]
        pool = self.titles.place(used_up(self._program, task, row))
        values = {"pool": pool, "task": self.titles.task(row[SUBJECT])}
        if via == ENDED:
            return say("There is more of {pool} for: {task}.", **values)
        return say("Nothing is left of {pool} for: {task}.", **values)

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
