"""One replication: the parts of the engine put together, played, and taken apart again."""

from typing import Any

from simulator.collector import without_collector
from simulator.engine.acts import Acts
from simulator.engine.aid import Aid
from simulator.engine.asking import Asking
from simulator.engine.beliefs import Beliefs
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

    def _play(self, replication: int) -> tuple[Log, list[Any]]:
        program = self._program
        calendar = Calendar(program.horizon)
        dice = Dice(self._streams, replication)
        journal = Journal()
        servers = Servers(program, calendar)
        outages = Outages(program)
        beliefs, misreports = _believing(program, self._tables, calendar, journal)
        roads = Roads(program, calendar, dice)
        delivery = Delivery(program, calendar, dice, journal, servers, outages)
        reports = Reports(program, calendar, journal, servers, beliefs, delivery, outages, self._tables)
        Asking(program, calendar, dice, journal, beliefs, delivery)
        tasks = Tasks(program, calendar, dice, journal, servers, beliefs, roads, self._tables)
        decisions = Decisions(program, calendar, dice, journal, servers, reports, tasks)
        scales = Scales(program, calendar, dice, journal, servers, beliefs)
        joint = Joint(program, calendar, journal, servers, beliefs, reports, tasks, roads)
        aid = Aid(program, calendar, dice, journal, servers, reports, roads, tasks)
        acts = Acts(program, calendar, dice, journal, servers, beliefs, outages, roads)
        if misreports:
            misreports.attend(acts, reports)
        goals = Goals(program, calendar, journal, beliefs, outages)
        crowds = Crowds(program, calendar, dice, journal, beliefs)
        services = (
            Services(program, calendar, dice, journal, servers, beliefs, tasks, self._tables)
            if isinstance(beliefs, FlowingBeliefs)
            else None
        )
        succession = Succession(program, beliefs, tasks, decisions, scales)
        posts = Posts(program, calendar, dice, journal, beliefs, outages, succession)

        def end(work: Work) -> None:
            decisions.withdraw(work)
            joint.end(work)
            aid.end(work)
            if services:
                services.end(work)

        tasks.on_end = end
        # The order of this tuple is that of `simulator.program.literals.Action`.
        beliefs.actions = (
            tasks.when,
            tasks.stops,
            scales.called_for,
            goals.milestone,
            acts.condition,
            goals.duty_when,
            goals.duty_then,
            goals.medium,
            _nothing,
            succession.task,
            succession.scale,
            posts.hand_over,
            posts.wanted,
            posts.arrives,
            misreports.until if misreports else _nothing,
            succession.lower,
            crowds.learned,
        )
        beliefs.last_actions = tasks.when_last, *beliefs.actions[1:]
        goals.start()
        posts.start(acts)
        beliefs.start()
        crowds.start()
        if services:
            services.start()
        acts.start()
        reports.start()
        calendar.run()
        ended = calendar.now if goals.stopped else program.horizon
        if services:
            services.close(ended)
        log = Log(replication, journal.close(), ended, goals.stopped)
        values = beliefs.values
        calendar.close()
        parts = (
            calendar,
            servers,
            beliefs,
            roads,
            delivery,
            reports,
            tasks,
            decisions,
            scales,
            joint,
            aid,
            acts,
            crowds,
            *([services] if services else []),
        )
        _take_apart(*parts, succession, posts)
        return log, values


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
