"""What is true and what each agency believes, and the conditions that wait for it (rules 1 to 8)."""

from collections.abc import Callable
from typing import Any

from simulator.engine.calendar import Calendar
from simulator.engine.journal import NUMBER, Journal
from simulator.engine.tables import Tables
from simulator.log.rows import CLOCK, DONE, ENDED, NOTHING, STATE
from simulator.program.model import WORLD, Program

Action = Callable[[int, bool, int, int], None]
"""Called with (subject, holds now, cause row, cause via) when a root gate turns."""


class Beliefs:
    """One cell for each (agency, fact) that matters: value, as_of, and through which row it was learned."""

    def __init__(self, program: Program, tables: Tables, calendar: Calendar, journal: Journal) -> None:
        size = len(program.cells)
        self.values: list[Any] = [None] * size
        self.stamps = [-1.0] * size
        self.issues = [0] * size
        self.rows = [NOTHING] * size
        self.vias = [NOTHING] * size
        self.sources = [NOTHING] * size
        self.heard: dict[int, tuple[tuple[Any, int], frozenset[int]]] = {}
        self.holds = list(tables.states)
        self.actions: tuple[Action, ...] = ()
        self.last_actions: tuple[Action, ...] = ()
        """The same for who is called as the last thing of an event, and is alone in that."""
        self.on_slots: Callable[[list[int]], None]
        self.on_world: Callable[[list[int]], None]
        self.on_learned: dict[int, Callable[[int, int], None]] = {}
        self._tables = tables
        self._watched = tables.watched
        self._heeded = tables.heeded
        self._noticed = tables.noticed
        self._sole = tables.sole
        self._parents = tables.parents
        self._lasting = tables.lasting
        self._states = list(tables.atom_states)
        self._missing = list(tables.missing)
        self._tokens: dict[int, int] = {}
        self._below = dict(tables.below)
        self._touched: dict[int, tuple[bool, int, int]] = {}
        self._agents = program.cells
        self._calendar = calendar
        self._journal = journal
        self._changed: list[int] = []
        self._turned: list[tuple[int, int, int]] = []

    def start(self) -> None:
        """Let the conditions act that hold before anything is known."""
        for gate in self._tables.timed:
            self._await(gate, NOTHING, NOTHING)
        for gate in self._tables.roots_at_start:
            self._turned.append((gate, NOTHING, NOTHING))
            self.holds[gate] = False
        self._act()

    def put(
        self, cell: int, value: object, *, stamp: float, issue: int, row: int, via: int, source: int
    ) -> None:
        """Write one belief if `stamp` is newer than what the cell holds; `evaluate` must follow the batch."""
        if stamp <= self.stamps[cell]:
            return
        self.stamps[cell] = stamp
        if value != self.values[cell] or issue != self.issues[cell]:
            self.values[cell] = value
            self.issues[cell] = issue
            self.rows[cell] = row
            self.vias[cell] = via
            self.sources[cell] = source
            self._changed.append(cell)

    def set_truth(self, cell: int, value: object, *, issue: int, row: int, via: int) -> None:
        """Write what is true now."""
        self.stamps[cell] = -1.0
        self.put(cell, value, stamp=self._calendar.now, issue=issue, row=row, via=via, source=WORLD)

    def achieve(self, cells: tuple[int, int, int], value: object, *, row: int, via: int, source: int) -> None:
        """Write what is true from now on, and that the agency whose doing it is knows it at once."""
        values, issues, noticed = self.values, self.issues, self._noticed
        world, own, _fact = cells
        issue = issues[world]
        stamps, rows, vias, sources = self.stamps, self.rows, self.vias, self.sources
        stamps[world] = stamps[own] = self._calendar.now
        if values[world] is None or value != values[world]:
            values[world], rows[world], vias[world], sources[world] = value, row, via, WORLD
            if noticed[world]:
                self._changed.append(world)
        if values[own] is None or value != values[own] or issue != issues[own]:
            values[own], rows[own], vias[own], sources[own] = value, row, via, source
            issues[own] = issue
            if noticed[own]:
                self._changed.append(own)

    def absorb(self, contents: tuple[Any, ...], row: int, source: int) -> None:
        """Take in a message or observation as one batch (rules 3 and 5)."""
        stamps, values, issues = self.stamps, self.values, self.issues
        for fact, _row, _via, value, stamp, issue, cell in contents:
            if stamp > stamps[cell]:
                stamps[cell] = stamp
                if values[cell] is None or value != values[cell] or issue != issues[cell]:
                    values[cell] = value
                    issues[cell] = issue
                    self.rows[cell] = row
                    self.vias[cell] = fact
                    self.sources[cell] = source
                    if self._noticed[cell]:
                        self._changed.append(cell)
        if self._changed:
            self.evaluate()

    def learn(self, contents: tuple[Any, ...], row: int, source: int) -> None:
        """`absorb`, as the last thing of an event; mostly it is one fact that one condition waits for."""
        fact, _row, _via, value, stamp, issue, cell = contents[0]
        watcher = self._sole[cell]
        if watcher is None or len(contents) > 1:
            self.absorb(contents, row, source)
            return
        values, issues = self.values, self.issues
        if stamp <= self.stamps[cell]:
            return
        self.stamps[cell] = stamp
        if value == values[cell] and issue == issues[cell]:
            return
        values[cell] = value
        issues[cell] = issue
        self.rows[cell] = row
        self.vias[cell] = fact
        self.sources[cell] = source
        atom, gate, _test, _counts = watcher
        holds = bool(value)
        if holds is self._states[atom]:
            return
        self._states[atom] = holds
        left = self._missing[gate] = self._missing[gate] - 1 if holds else self._missing[gate] + 1
        if left == (not holds) and holds is not self.holds[gate]:
            self.holds[gate] = holds
            code, subject = self._tables.actions[gate]
            self.last_actions[code](subject, holds, row, fact)

    def evaluate(self) -> None:  # noqa: C901 (one pass over the batch, the hottest loop of the engine)
        """Evaluate each condition that the batch touches once, act on what turned, pass on what is new."""
        changed = self._changed
        if not changed:
            return
        self._changed = []
        watched, states, values, missing = self._watched, self._states, self.values, self._missing
        turned = self._turned
        news: list[int] = []
        heed = False
        for cell in changed:
            watchers, carried, heeded = watched[cell]
            for atom, gate, test, counts in watchers:
                holds = bool(values[cell]) if test is None else test(values)
                if holds is states[atom]:
                    continue
                states[atom] = holds
                if not counts:
                    self._count(gate, holds, self.rows[cell], self.vias[cell])
                    continue
                left = missing[gate] = missing[gate] - 1 if holds else missing[gate] + 1
                if left == (not holds):
                    turned.append((gate, self.rows[cell], self.vias[cell]))
            if carried:
                news.append(cell)
            if heeded:
                heed = True
        if self._touched:
            self._time()
        if turned:
            self._act()
        if news:
            self.on_slots(news)
        if heed:
            self._heed(changed)

    def _heed(self, changed: list[int]) -> None:
        """Let askers look again, and observers see what has changed in the world."""
        world = False
        for cell in changed:
            agent = self._agents[cell][0]
            if agent == WORLD:
                world = True
            elif self._heeded[cell]:
                self.on_learned[agent](self.rows[cell], self.vias[cell])
        if world:
            self.on_world(changed)

    def _count(self, gate: int, holds: bool, row: int, via: int) -> None:  # noqa: FBT001
        """One child of a gate has turned; carry it up to the root as far as it reaches."""
        missing, parents, lasting = self._missing, self._parents, self._lasting
        while True:
            if lasting[gate] >= 0:
                self._touched[gate] = (holds, row, via)
                return
            if holds:
                missing[gate] -= 1
                if missing[gate] != 0:
                    return
            else:
                missing[gate] += 1
                if missing[gate] != 1:
                    return
            if parents[gate] < 0:
                self._turned.append((gate, row, via))
                return
            gate = parents[gate]

    def _act(self) -> None:
        """Act once on each root that is now other than it was before the batch."""
        turned, self._turned = self._turned, []
        holding, missing, actions = self.holds, self._missing, self._tables.actions
        for gate, row, via in turned:
            holds = missing[gate] <= 0
            if holds is not holding[gate]:
                holding[gate] = holds
                code, subject = actions[gate]  # type: ignore[misc]
                self.actions[code](subject, holds, row, via)

    def _time(self) -> None:
        """Start or stop the clock of each lasting gate whose condition is now other than before the batch."""
        while self._touched:
            gate, (holds, row, via) = self._touched.popitem()
            if holds is not self._below[gate]:
                self._last(gate, holds, row, via)

    def _last(self, gate: int, holds: bool, row: int, via: int) -> None:  # noqa: FBT001
        self._below[gate] = holds
        if holds:
            self._await(gate, row, via)
            return
        self._tokens[gate] = self._tokens.get(gate, 0) + 1
        expired = (self._missing[gate] <= 0) is not self._tables.inverted[gate]
        if expired:
            self._turn_lasting(gate, self._tables.inverted[gate], row, via)

    def _await(self, gate: int, row: int, via: int) -> None:
        token = self._tokens[gate] = self._tokens.get(gate, 0) + 1
        self._calendar.timer(self._lasting[gate], self._expire, (gate, token, self._calendar.now, row, via))

    def _expire(self, value: tuple[int, int, float, int, int]) -> None:
        gate, token, since, cause, via = value
        if self._tokens[gate] != token:
            return
        row = self._journal.open(CLOCK, self._tables.clocks[gate], cause, via, since)
        row[ENDED] = self._calendar.now
        row[STATE] = DONE
        self._turn_lasting(gate, not self._tables.inverted[gate], row[NUMBER], ENDED)
        self._time()
        self._act()

    def _turn_lasting(self, gate: int, holds: bool, row: int, via: int) -> None:  # noqa: FBT001
        self._missing[gate] = 0 if holds else 1
        parent = self._parents[gate]
        if parent < 0:
            self._turned.append((gate, row, via))
        else:
            self._count(parent, holds, row, via)
