"""Asking for what a waiting condition needs and its owner does not know (rule 17)."""

from functools import partial

from simulator.engine.beliefs import Beliefs
from simulator.engine.calendar import Calendar
from simulator.engine.delivery import Delivery
from simulator.engine.dice import Dice
from simulator.engine.journal import DICE, LINK, NOTE, NUMBER, RUNG, THEN, USE, Journal
from simulator.log.rows import ASK, CONTENTS, DONE, LEARNED, NEVER, NOTHING, OPEN, STATE, Row
from simulator.program.model import Program

Wanted = tuple[tuple[int, tuple[int, ...]], ...]


class Asking:
    """One question per link in the making at a time; 'not known yet' is an answer, and is asked again."""

    def __init__(
        self,
        program: Program,
        calendar: Calendar,
        dice: Dice,
        journal: Journal,
        beliefs: Beliefs,
        delivery: Delivery,
    ) -> None:
        self._links = program.links
        self._slots = program.slots
        self._calendar = calendar
        self._dice = dice
        self._journal = journal
        self._beliefs = beliefs
        self._delivery = delivery
        self._open: set[int] = set()
        self._uses: dict[int, int] = {}
        self._wanted: dict[int, list[tuple[int, Wanted]]] = {}
        for agent, asking in program.askings:
            self._wanted.setdefault(agent, []).append(asking)
            beliefs.on_learned[agent] = partial(self._look, self._wanted[agent])

    def _look(self, askings: list[tuple[int, Wanted]], row: int, via: int) -> None:
        """The asker has learned something: ask for what it still lacks."""
        for link, wanted in askings:
            if link not in self._open:
                self._raise(link, wanted, row, via)

    def _missing(self, wanted: Wanted) -> list[int]:
        """Slots whose fact is not known to the asker and named by a condition that still waits."""
        beliefs = self._beliefs
        return [
            slot
            for slot, roots in wanted
            if beliefs.values[self._slots[slot].cell] is None
            and not all(beliefs.holds[root] for root in roots)
        ]

    def _raise(self, number: int, wanted: Wanted, cause: int, via: int) -> None:
        slots = self._missing(wanted)
        if not slots:
            return
        self._open.add(number)
        link = self._links[number]
        row = self._journal.message(ASK, number, cause, via, self._calendar.now)
        row[LINK] = link
        row[THEN] = self._answer
        row[NOTE] = wanted
        self._delivery.prepare(row, link.priority, self._begin)

    def _begin(self, row: Row) -> None:
        slots = self._missing(row[NOTE])
        if not slots:
            self._open.discard(row[LINK].number)
            self._delivery.drop(row)
            return
        row[DICE] = self._slots[slots[0]].dice
        row[USE] = self._uses.get(slots[0], 0)
        self._uses[slots[0]] = row[USE] + 1
        self._delivery.compose(row)

    def _answer(self, row: Row) -> None:
        """The other end has taken the question in: in a call the answer is there, else it comes back."""
        rung = row[LINK].rungs[row[RUNG]]
        beliefs = self._beliefs
        contents = []
        for number in self._missing(row[NOTE]):
            slot = self._slots[number]
            there = slot.there
            if beliefs.values[there] is not None:
                contents.append(
                    (slot.fact, beliefs.rows[there], beliefs.vias[there], beliefs.values[there],
                     beliefs.stamps[there], beliefs.issues[there], slot.cell)
                )  # fmt: skip
        row[CONTENTS] = tuple(contents)
        back = 0.0 if rung.call else self._dice.take(row[DICE].rungs[row[RUNG]][0], row[USE])
        if back:
            row[LEARNED], row[STATE] = NEVER, OPEN
            self._calendar.at(back, self._close, row)
        else:
            self._close(row)

    def _close(self, row: Row) -> None:
        row[LEARNED], row[STATE] = self._calendar.now, DONE
        link = row[LINK]
        wanted: Wanted = row[NOTE]
        self._beliefs.absorb(row[CONTENTS], row[NUMBER], link.receiver)
        if self._missing(wanted):
            self._calendar.timer(link.pause, self._again, (link.number, wanted, row[NUMBER]))
        else:
            self._open.discard(link.number)

    def _again(self, value: tuple[int, Wanted, int]) -> None:
        number, wanted, row = value
        self._open.discard(number)
        self._raise(number, wanted, row, NOTHING)
