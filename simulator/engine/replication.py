"""One replication: the parts of the engine put together, played, and taken apart again."""

from typing import Any

from simulator.collector import without_collector
from simulator.engine.acts import Acts
from simulator.engine.aid import Aid
from simulator.engine.asking import Asking
from simulator.engine.beliefs import Action, Beliefs
from simulator.engine.calendar import Calendar
from simulator.engine.crowds import Crowds
from simulator.engine.decisions import Decisions, Scales
from simulator.engine.delivery import Delivery
from simulator.engine.dice import Dice, Streams
from simulator.engine.flows import FlowingBeliefs, FlowingMirrors, FlowingVoices
from simulator.engine.goals import Goals
from simulator.engine.joint import Joint
from simulator.engine.journal import Journal
from simulator.engine.mirrors import MirroredBeliefs
from simulator.engine.misreports import Misreports
from simulator.engine.outages import Outages
from simulator.engine.posts import Posts
from simulator.engine.reports import Reports
from simulator.engine.roads import Roads
from simulator.engine.servers import Servers
from simulator.engine.services import Services
from simulator.engine.succession import Succession
from simulator.engine.tables import Tables
from simulator.engine.tasks import Tasks, Work
from simulator.engine.voices import VoicedBeliefs
from simulator.log.rows import Log
from simulator.program.literals import cells_of_test
from simulator.program.model import Program


class Player:
    """Plays replications of one program with one seed."""

    def __init__(self, program: Program, seed: int) -> None:
        self._program = program
        self._tables = Tables(program)
        self._streams = Streams(program, seed)

    def play(self, replication: int) -> Log:
        """Play one replication; the same number gives the same log, whatever was played before.

        Raises
        ------
        EndlessError
            A fact of the plan changes round and round.
        """
        with without_collector():
            return self._play(replication)[0]

    def asked(self, replication: int) -> frozenset[int]:
        """Play one replication and give the switches of links and media that somebody asked for.

        An outage of what is not asked for would change nothing: a call, a message or a hand-over asks.
        """
        with without_collector():
            return frozenset(self._play(replication)[2])

    def lacking(self, replication: int, root: int) -> tuple[tuple[int, tuple[Any, ...]], ...]:
        """Play one replication and give what is missing at its end for a condition, by its root gate.

        Each is (atom that does not hold, values of the cells that it looks at).
        """
        with without_collector():
            values = self._play(replication)[1]
        gates, atoms = self._program.gates, self._program.atoms
        inside = {root}
        for number in range(root + 1, len(gates)):
            if gates[number].parent in inside:
                inside.add(number)
        return tuple(
            (number, tuple(values[cell] for cell in cells_of_test(atom.test)))
            for number, atom in enumerate(atoms)
            if atom.gate in inside and not self._tables.tests[number](values)
        )

    def _play(self, replication: int) -> tuple[Log, list[Any], set[int]]:
        parts = _Parts(self._program, self._tables, self._streams, replication)
        parts.start()
        parts.calendar.run()
        found = parts.close(), parts.beliefs.values, parts.outages.asked
        _take_apart(*parts.cyclic())
        return found


class _Parts:
    """The parts of the engine that play one replication."""

    def __init__(self, program: Program, tables: Tables, streams: Streams, replication: int) -> None:
        self.program, self.replication = program, replication
        self.calendar = calendar = Calendar(program.horizon)
        self.journal = journal = Journal()
        self.outages = outages = Outages(program)
        self.servers = servers = Servers(program, calendar)
        self.beliefs, self.misreports = _believing(program, tables, calendar, journal)
        dice, beliefs = Dice(streams, replication), self.beliefs
        self.roads = roads = Roads(program, calendar, dice)
        self.delivery = delivery = Delivery(program, calendar, dice, journal, servers, outages)
        self.reports = reports = Reports(
            program, calendar, journal, servers, beliefs, delivery, outages, tables
        )
        Asking(program, calendar, dice, journal, beliefs, delivery)
        self.tasks = tasks = Tasks(program, calendar, dice, journal, servers, beliefs, roads, tables)
        self.decisions = Decisions(program, calendar, dice, journal, servers, reports, tasks)
        self.scales = Scales(program, calendar, dice, journal, servers, beliefs)
        self.joint = Joint(program, calendar, journal, servers, beliefs, reports, tasks, roads)
        self.aid = Aid(program, calendar, dice, journal, servers, reports, roads, tasks)
        self.acts = Acts(program, calendar, dice, journal, servers, beliefs, outages, roads)
        self.goals = Goals(program, calendar, journal, beliefs, outages)
        self.crowds = Crowds(program, calendar, dice, journal, beliefs)
        self.services = (
            Services(program, calendar, dice, journal, servers, beliefs, tasks, tables)
            if isinstance(beliefs, FlowingBeliefs)
            else None
        )
        self.succession = Succession(program, beliefs, tasks, self.decisions, self.scales)
        self.posts = Posts(program, calendar, dice, journal, beliefs, outages, self.succession)

    def start(self) -> None:
        """Have the parts told what happens, and begin."""
        self.tasks.on_end = self._end
        if self.misreports:
            self.misreports.attend(self.acts, self.reports)
        self.beliefs.actions = self._actions()
        self.beliefs.last_actions = self.tasks.when_last, *self.beliefs.actions[1:]
        self.goals.start()
        self.posts.start(self.acts)
        self.beliefs.start()
        self.crowds.start()
        if self.services:
            self.services.start()
        self.acts.start()
        self.reports.start()

    def _end(self, work: Work) -> None:
        self.decisions.withdraw(work)
        self.joint.end(work)
        self.aid.end(work)
        if self.services:
            self.services.end(work)

    def _actions(self) -> tuple[Action, ...]:
        """Give what is done when a condition turns, in the order of `simulator.program.literals.Action`."""
        return (
            self.tasks.when,
            self.tasks.stops,
            self.scales.called_for,
            self.goals.milestone,
            self.acts.condition,
            self.goals.duty_when,
            self.goals.duty_then,
            self.goals.medium,
            _nothing,
            self.succession.task,
            self.succession.scale,
            self.posts.hand_over,
            self.posts.wanted,
            self.posts.arrives,
            self.misreports.until if self.misreports else _nothing,
            self.succession.lower,
            self.crowds.learned,
        )

    def close(self) -> Log:
        """Give the log of what was played."""
        ended = self.calendar.now if self.goals.stopped else self.program.horizon
        if self.services:
            self.services.close(ended)
        log = Log(self.replication, self.journal.close(), ended, self.goals.stopped)
        self.calendar.close()
        return log

    def cyclic(self) -> tuple[object, ...]:
        """Give the parts that refer to one another in rings."""
        return (
            self.calendar,
            self.servers,
            self.beliefs,
            self.roads,
            self.delivery,
            self.reports,
            self.tasks,
            self.decisions,
            self.scales,
            self.joint,
            self.aid,
            self.acts,
            self.crowds,
            self.succession,
            self.posts,
            *([self.services] if self.services else []),
        )


def _believing(
    program: Program, tables: Tables, calendar: Calendar, journal: Journal
) -> tuple[Beliefs, Misreports | None]:
    """Give beliefs of the plainest kind that does, and what keeps the voices of those who misreport."""
    if program.voices:
        voices = FlowingVoices if program.quantities else VoicedBeliefs
        voiced = voices(program, tables, calendar, journal)
        return voiced, Misreports(program, calendar, journal, voiced)
    if program.quantities:
        flowing = FlowingMirrors if program.mirrors else FlowingBeliefs
        return flowing(program, tables, calendar, journal), None
    make = MirroredBeliefs if program.mirrors else Beliefs
    return make(program, tables, calendar, journal), None


def _nothing(_subject: int, _holds: bool, _cause: int, _via: int) -> None:  # noqa: FBT001
    """For criteria that are only looked at."""


def _take_apart(*parts: object) -> None:
    """Break the rings of references between the parts, so that all goes at once, without the collector."""
    for part in parts:
        vars(part).clear()
