"""Tiny plans played once, with fixed times, and what happened asked for by name. All times are in minutes.

In a plan `{~` begins an agency whose name, sector and level do not matter: `fire: {~, desk: {operators: 1}}`.
"""

import re
from math import inf
from types import SimpleNamespace
from unittest.mock import patch

from simulator.analysis.learning import Learner, Sorted
from simulator.engine import replication
from simulator.engine.beliefs import Beliefs
from simulator.engine.calendar import Calendar
from simulator.engine.flows import FlowingBeliefs
from simulator.engine.replication import Player
from simulator.engine.servers import Servers
from simulator.engine.voices import VoicedBeliefs
from simulator.log.rows import (
    CONTENTS,
    GRANTED,
    HELD,
    KIND,
    KINDS,
    MISTAKEN,
    NEVER,
    OPEN,
    REF,
    STATE,
    STATES,
    SUBJECT,
    SUBJECTS,
    TASK,
)
from simulator.program.compile import compile_case
from simulator.program.model import WORLD
from simulator.scenario.read import read_case
from tests.engine.sound import faults_of

MINUTE = 60.0
_STAGES = {
    "task": ("ready", "decided", "granted", "convened", "mobilised", "started", "finished"),
    "aid": ("called", "answered", "ordered", "turned_out", "arrived"),
    "decision": ("asked", "taken_up", "ended"),
    "declare": ("asked", "taken_up", "ended"),
    "join": ("asked", "taken_up", "ended"),
    "attempt": ("begun", "taken_up", "ended"),
    "clock": ("begun", "taken_up", "ended"),
    "supply": ("asked", "taken_up", "ended"),
    "hand_over": ("asked", "taken_up", "ended"),
    "vacancy": ("asked", "taken_up", "ended"),
}
_MESSAGE = ("due", "begun", "composed", "sent", "received", "picked", "learned")


class _Kept:
    """Beliefs that keep every change."""

    def __init__(self, *parts):
        super().__init__(*parts)
        self._noticed = [True] * len(self.values)
        self.book = []

    def learn(self, contents, row, source):
        _fact, _row, _via, value, stamp, issue, cell = contents[0]
        other = (value, issue) != (self.values[cell], self.issues[cell])
        if len(contents) == 1 and self._sole[cell] and stamp > self.stamps[cell] and other:
            self.book.append((cell, self._calendar.now, value))  # `evaluate` is not called
        super().learn(contents, row, source)

    def evaluate(self):
        now = self._calendar.now
        self.book += [(cell, now, self.values[cell]) for cell in self._changed]
        super().evaluate()


class _Books(_Kept, Beliefs):
    """Beliefs as they mostly are."""


class _VoicedBooks(_Kept, VoicedBeliefs):
    """Beliefs of agencies of which some misreport."""


class _FlowingBooks(FlowingBeliefs, _Books):
    """Those of a plan with quantities."""


class _Calendar(Calendar):
    """A calendar that remembers whether anything was left to happen."""

    nothing_left = False

    def close(self):
        self.nothing_left = self._environment.peek() == inf
        super().close()


def play(tmp_path, plan, happens, *others, replication_number=0, **when):
    """Write, read, compile and play a plan and what happens; checks that the log is sound."""
    return _played(compile_case(read_small(tmp_path, plan, happens, *others, **when)), replication_number)


def read_small(tmp_path, plan, happens, *others, **when):
    """Write a plan and what happens into files and read them."""
    return read_case(write(tmp_path, plan, happens, *others, **when))


def write(tmp_path, plan, happens, *others, start="2026-03-02 08:00", horizon="10 h"):
    """Write a plan and what happens into files; gives that of the scenario.

    The plan is called `p`; `others` are further plans, (id, text). The first hazard is `h`. 2026-03-02 is a
    Monday. Without milestones there is one that is never reached.
    """
    plans = (("p", plan), *others)
    for name, text in plans:
        (tmp_path / f"{name}.yaml").write_text(_plan(name, text), encoding="utf-8")
    head = f'drill: scenario\nformat: 1\nname: s\nstart: "{start}"\nhorizon: {horizon}\nruns: 1\n'
    head += f"plans: [{', '.join(f'{name}.yaml' for name, _ in plans)}]\n"
    if "milestones:" not in happens:
        fact = re.search(r"(?:set|facts|tells): \{(\w+)", happens).group(1)
        head += f'milestones: {{unreached: {{when: "known({fact}) and not known({fact})"}}}}\n'
    file = tmp_path / "small.yaml"
    file.write_text(head + _trim(happens), encoding="utf-8")
    return file


def _plan(name, text):
    text = _trim(text).replace("{~", "{name: x, sector: government, level: city")
    agency = re.search(r"^agencies:\s*\{?\s*(\w+):", text, re.MULTILINE).group(1)
    hazards = "" if name != "p" or "hazards:" in text else "hazards: {h: {name: h}}\n"
    return f"drill: plan\nformat: 1\nid: {name}\nname: {name}\nauthority: {agency}\n{hazards}{text}"


def _trim(text):
    lines = text.strip("\n").split("\n")
    margin = min(len(line) - len(line.lstrip()) for line in lines if line.strip())
    return "\n".join(line[margin:] for line in lines) + "\n"


def _played(program, number):
    made = {}

    class Flowing(_FlowingBooks):
        def __init__(self, *parts):
            super().__init__(*parts)
            made["beliefs"] = self

    def keep(kind, make):
        def build(*parts):
            made[kind] = make(*parts)
            return made[kind]

        return build

    with (
        patch.object(replication, "Beliefs", keep("beliefs", _Books)),
        patch.object(replication, "FlowingBeliefs", Flowing),
        patch.object(replication, "VoicedBeliefs", keep("beliefs", _VoicedBooks)),
        patch.object(replication, "Servers", keep("servers", Servers)),
        patch.object(replication, "Calendar", keep("calendar", _Calendar)),
        patch.object(replication, "_take_apart"),
    ):
        log = Player(program, 1).play(number)
    run = Run(program, log, made["beliefs"], made["servers"], nothing_left=made["calendar"].nothing_left)
    faults = faults_of(log.rows, program.horizon)
    assert faults == [], faults
    held = run.held()
    assert held == {}, held
    return run


class Run:
    """A replication that was played."""

    def __init__(self, program, log, beliefs, servers, *, nothing_left):
        self._nothing_left = nothing_left
        self.program = program
        self.log = log
        self._beliefs = beliefs
        self._servers = servers
        self._agents = {agent.name: number for number, agent in enumerate(program.agents)}
        self._facts = {fact.name: number for number, fact in enumerate(program.facts)}

    # -- who knew what ---------------------------------------------------------------------------------------

    def learned(self, agency, fact):
        """When an agency (or the world, "") first learned a fact, by the log; None if never."""
        belief = (self._agent(agency), self._fact(fact))
        first = Learner(self.program, {belief}).learn(Sorted(self.log.rows)).first(belief)
        return None if first == inf else first / MINUTE

    def beliefs(self, agency, fact):
        """What an agency believed: [(minutes, value), ...], every change."""
        wanted = (self._agent(agency), self._fact(fact))
        book = self._beliefs.book
        return [(now / MINUTE, value) for cell, now, value in book if self.program.cells[cell] == wanted]

    def _agent(self, name):
        return WORLD if not name else self._agents[name if name in self._agents else f"p.{name}"]

    def _fact(self, name):
        return self._facts[name if name in self._facts else f"p.{name}"]

    # -- rows ------------------------------------------------------------------------------------------------

    def all(self, kind, about=""):
        """Rows of a kind, as objects with their stages, whose subject is called `about`."""
        return [
            self._show(row)
            for row in self.log.rows
            if KINDS[row[KIND]] == kind and about in {"", self._subject(row), self._short(row)}
        ]

    def one(self, kind, about=""):
        """The only row of a kind."""
        (row,) = self.all(kind, about)
        return row

    def task(self, name):
        """The only row of a task."""
        return self.one("task", f"p.{name}")

    def started(self, name):
        """When a task started, at its last row; None if it did not."""
        rows = self.all("task", f"p.{name}")
        return rows[-1].started if rows else None

    def milestone(self, name):
        """When a milestone was reached; None if never."""
        found = self.all("milestone", name)
        return found[0].due if found else None

    def _subject(self, row):
        subject = getattr(self.program, SUBJECTS[row[KIND]])[row[SUBJECT]]
        return subject if isinstance(subject, str) else subject.name

    def _short(self, row):
        """`a>b` for `p.a>p.b:report`."""
        return re.sub(r"\bp\.|:\w+$", "", self._subject(row))

    def _show(self, row):
        names = _STAGES.get(KINDS[row[KIND]], _MESSAGE)
        times = {name: None if row[8 + n] == NEVER else row[8 + n] / MINUTE for n, name in enumerate(names)}
        state = row[STATE] % MISTAKEN
        return SimpleNamespace(
            kind=KINDS[row[KIND]],
            about=self._subject(row),
            state=STATES[state],
            mistaken=row[KIND] == TASK and row[STATE] >= MISTAKEN,
            ref=row[REF],
            held=row[HELD],
            facts={self.program.facts[each[0]].name: each[3] for each in row[CONTENTS] or ()},
            contents=row[CONTENTS] or (),
            confirmed=None if row[16] == NEVER else row[16] / MINUTE,
            medium=self._medium(row),
            **times,
        )

    def _medium(self, row):
        number = row[REF]
        return self.program.media[number].name if 0 <= number < len(self.program.media) else None

    # -- what is left ----------------------------------------------------------------------------------------

    def free(self, server):
        """How many are free at the end at a desk, or of a pool, `agency.pool`."""
        names = [each.name for each in self.program.servers]
        return self._servers.free[names.index(server if server in names else f"p.{server}")]

    def held(self):
        """Desks, pools and channels that are not free though nothing is left to happen: {name: units held}.

        Of what is used up the rest may be less; nothing is ever more than there is.
        """
        servers = self._servers
        at_work = any(row[KIND] == TASK and row[STATE] == OPEN and row[GRANTED] >= 0 for row in self.log.rows)
        if at_work or self.log.stopped or not self._nothing_left:
            return {}
        found = {}
        for number, server in enumerate(self.program.servers):
            capacity = 0 if servers.closed[number] else servers.capacity[number]
            held = capacity - servers.free[number]
            if held < 0 or (held > 0 and not server.consumed):
                found[server.name] = held
        return found
