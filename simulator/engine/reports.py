"""Which reports are due, and what they say (rules 6, 14, 17)."""

from collections.abc import Callable
from typing import Any

from simulator.engine.beliefs import Beliefs
from simulator.engine.calendar import Calendar
from simulator.engine.delivery import Delivery
from simulator.engine.journal import DICE, LINK, NOTE, NUMBER, THEN, USE, Journal
from simulator.engine.outages import Outages
from simulator.engine.plain import courier, courier_kit, writing
from simulator.engine.servers import Servers
from simulator.engine.tables import Tables
from simulator.errors import EndlessError, say
from simulator.log.rows import CONTENTS, KIND, NOTHING, REPORT, STATE, SUBJECT, WITHDRAWN, Row
from simulator.program.model import Errand, Link, Program, Rung, Slot

MOST_REPORTS = 1_000
"""Reports on one link in one replication; more is a loop in the plan, and is said before the memory fills."""

PERIODIC = 1
"""NOTE of a report that says all that is known again."""

Contents = tuple[Any, ...]


class Reports:
    """Reports that follow from what a sender has learned, and errands on behalf of tasks."""

    def __init__(
        self,
        program: Program,
        calendar: Calendar,
        journal: Journal,
        servers: Servers,
        beliefs: Beliefs,
        delivery: Delivery,
        outages: Outages,
        tables: Tables,
    ) -> None:
        self._ask = servers.ask
        self._servers = servers
        self._outages = outages
        self._links = program.links
        self._slots = program.slots
        self._carriers = tables.carriers
        self._periodic = tables.periodic
        self._errands = program.errands
        self._calendar = calendar
        self._journal = journal
        self._open = journal.open
        self._beliefs = beliefs
        self._delivery = delivery
        self.making = [False] * len(program.links)
        self._count = [0] * len(program.links)
        self.fresh: list[list[int]] = [[] for _ in program.links]
        self.said: list[tuple[Any, int] | None] = [None] * len(program.slots)
        self.uses = [0] * len(program.slots)
        self._errand_uses = [0] * len(program.errands)
        self._places = tables.places
        self._idle: list[Callable[[Row], None]] = []
        write = writing(self, beliefs, delivery.dice, tables)
        self._kit = courier_kit(self, write, calendar, servers, beliefs, tables, self._idle)
        beliefs.on_slots = self.news
        delivery.on_composed = self._composed
        delivery.on_heard = self._overheard
        delivery.on_lost = self._lost

    def start(self) -> None:
        """Begin the periodic links."""
        for link in self._periodic:
            self._calendar.at(link.every, self._period, link.number)

    def news(self, cells: list[int]) -> None:
        """Senders have learned something that links carry (rule 14)."""
        beliefs, said, making, fresh = self._beliefs, self.said, self.making, self.fresh
        values, issues, sources, heard = beliefs.values, beliefs.issues, beliefs.sources, beliefs.heard
        due: list[tuple[int, int]] = []
        for cell in cells:
            source = sources[cell]
            new = values[cell], issues[cell]
            for number, link, receiver in self._carriers[cell]:
                if receiver == source:
                    said[number] = new  # it need not be told, and what it was told before it no longer holds
                    continue
                told = said[number]
                if told is not None and told == new:
                    continue
                if heard and self._heard(cell, receiver, new):
                    continue
                fresh[link].append(number)
                if not making[link]:
                    due.append((link, cell))
        if due:
            self._due(due)

    def keep_back(self, cell: int) -> None:
        """Leave out of all that is still to be put together what is no longer told (rule 6)."""
        for number, link, _receiver in self._carriers[cell]:
            self.fresh[link][:] = [each for each in self.fresh[link] if each != number]

    def _heard(self, cell: int, receiver: int, new: tuple[Any, int]) -> bool:
        """Whether the receiver heard this very thing in a talk group."""
        said, members = self._beliefs.heard.get(cell, (None, ()))
        return said == new and receiver in members

    def _due(self, due: list[tuple[int, int]]) -> None:
        """Have reports made over these links, each because of a cell, unless one is in the making."""
        rows, vias = self._beliefs.rows, self._beliefs.vias
        making, fresh, count, idle = self.making, self.fresh, self._count, self._idle
        places, ask, begin, now = self._places, self._ask, self._open, self._calendar.now
        for number, cell in due:
            if making[number] or not fresh[number]:
                continue
            making[number] = True
            made = count[number] = count[number] + 1
            if made > MOST_REPORTS:
                raise _round_and_round(self._links[number])
            place = places[number]
            if place is not None:
                desk, priority, order = place
                row = begin(REPORT, number, rows[cell], vias[cell], now)
                ask(desk, priority, order, row, idle.pop() if idle else self._hire())
            else:
                link = self._links[number]
                row = self._journal.message(REPORT, number, rows[cell], vias[cell], now)
                row[LINK] = link
                row[THEN] = self._taken_in
                self._delivery.prepare(row, link.priority, self._begin)

    def _hire(self) -> Callable[[Row], None]:
        return self._calendar.hire(courier(self._kit))

    def _period(self, number: int) -> None:
        link = self._links[number]
        self._calendar.at(link.every, self._period, number)
        if not self.making[number] and self._all_known(link):
            self.making[number] = True
            row = self._journal.message(REPORT, number, NOTHING, NOTHING, self._calendar.now)
            row[LINK] = link
            row[THEN] = self._taken_in
            row[NOTE] = PERIODIC
            self._delivery.prepare(row, link.priority, self._begin)

    def _begin(self, row: Row) -> None:
        link: Link = row[LINK]
        fresh = self._all_known(link) if row[NOTE] == PERIODIC else self.fresh[link.number]
        contents, first = self.pack(fresh, link.receiver, again=row[NOTE] == PERIODIC)
        if not contents:
            self._delivery.drop(row)
            self._composed(row)
            return
        row[CONTENTS] = contents
        row[DICE] = self._slots[first].dice
        use = row[USE] = self.uses[first]
        self.uses[first] = use + 1
        self._delivery.compose(row)

    def drop(self, row: Row) -> None:
        """There is nothing left to say."""
        number = row[SUBJECT]
        row[STATE] = WITHDRAWN
        self._servers.release(self._links[number].sender_desk, row)
        self.left(number)

    def carry(self, row: Row, slot: int, use: int) -> None:
        """Have a report carried in the long way."""
        self._journal.extend(row)
        row[LINK] = self._links[row[SUBJECT]]
        row[DICE] = self._slots[slot].dice
        row[USE] = use
        row[THEN] = self._taken_in
        self._delivery.compose(row)

    def pack(self, fresh: list[int], receiver: int, *, again: bool = False) -> tuple[tuple[Any, ...], int]:
        """Empty `fresh` into the contents of a report, in the order carried, and give the slot that leads.

        What the receiver was last sent, said itself or heard is left out, unless all is said `again`.
        """
        beliefs, said, slots = self._beliefs, self.said, self._slots
        values, issues, heard = beliefs.values, beliefs.issues, beliefs.heard
        contents = []
        lead = NOTHING
        for number in fresh if len(fresh) == 1 else sorted(set(fresh)):
            slot = slots[number]
            cell = slot.cell
            value = values[cell]
            issue = issues[cell]
            if not again:
                new = (value, issue)
                if said[number] == new or beliefs.sources[cell] == receiver:
                    continue
                if heard and self._heard(cell, receiver, new):
                    continue
                said[number] = new
            if lead < 0:
                lead = number
            contents.append(
                (
                    slot.fact,
                    beliefs.rows[cell],
                    beliefs.vias[cell],
                    value,
                    beliefs.stamps[cell],
                    issue,
                    slot.there,
                )
            )
        fresh.clear()
        return tuple(contents), lead

    def _all_known(self, link: Link) -> list[int]:
        """Slots of all that the sender knows and does not know from the receiver."""
        beliefs, slots = self._beliefs, self._slots
        cells = ((number, slots[number].cell) for number in link.slots)
        return [
            number
            for number, cell in cells
            if beliefs.values[cell] is not None and beliefs.sources[cell] != link.receiver
        ]

    def _composed(self, row: Row) -> None:
        if row[KIND] == REPORT:
            self.left(row[SUBJECT])

    def left(self, number: int) -> None:
        """A report has left the desk: the next one may be made."""
        self.making[number] = False
        if self.fresh[number]:
            self.due_again(number)

    def due_again(self, number: int) -> None:
        """Something new has come up while the last report was made."""
        self._due([(number, self._slots[self.fresh[number][0]].cell)])

    def _taken_in(self, row: Row) -> None:
        self._beliefs.absorb(row[CONTENTS], row[NUMBER], row[LINK].sender)

    def _overheard(self, row: Row, rung: Rung) -> None:
        """Members of a talk group hear without an operator (rule 18), and are not told again."""
        if row[KIND] != REPORT:
            return
        link = row[LINK]
        members = rung.members | {link.sender}
        slots = {self._slots[number].fact: self._slots[number] for number in link.slots}
        batch: list[Contents] = []
        for content in row[CONTENTS]:
            slot = slots[content[0]]
            cells = (slot.there, *self._in_service(slot, rung.medium))
            for cell in (slot.cell, *cells):
                self._beliefs.heard[cell] = ((content[3], content[5]), members)
            batch += ((*content[:6], cell) for cell in cells)
        self._beliefs.absorb(tuple(batch), row[NUMBER], link.sender)

    def _in_service(self, slot: Slot, medium: int) -> list[int]:
        return [
            cell
            for group, cell, switches in slot.overhear
            if group == medium and not self._outages.hold(switches)
        ]

    def _lost(self, row: Row, number: int, via: int, *, lost: bool) -> None:
        """`link.undelivered` is a fact that the sender knows."""
        cells = row[LINK].lost_cells
        if cells is not None and bool(self._beliefs.values[cells[1]]) is not lost:
            self._beliefs.achieve(cells, lost, row=number, via=via, source=row[LINK].sender)
            self._beliefs.evaluate()

    # -- errands ---------------------------------------------------------------------------------------------

    def send(self, kind: int, number: int, cause: int, via: int, then: Callable[[Row], None]) -> Row | None:
        """Send a message on behalf of a task; `then` is called with its row when it has been taken in.

        None where there is no link for it.
        """
        errand = self._errands[number]
        if errand.link < 0:
            return None
        row = self._journal.message(kind, number, cause, via, self._calendar.now)
        row[LINK] = self._links[errand.link]
        row[DICE] = errand.dice
        row[USE] = self._errand_uses[number]
        self._errand_uses[number] += 1
        row[THEN] = self._arrived
        row[NOTE] = (errand, then)
        self._delivery.prepare(row, errand.priority, self._begin_errand)
        return row

    def withdraw(self, row: Row) -> None:
        """Take back a message on behalf of a task that is over."""
        self._delivery.withdraw(row)

    def _begin_errand(self, row: Row) -> None:
        errand: Errand = row[NOTE][0]
        beliefs = self._beliefs
        row[CONTENTS] = tuple(
            (fact, beliefs.rows[cell], beliefs.vias[cell], beliefs.values[cell], beliefs.stamps[cell],
             beliefs.issues[cell], there)
            for cell, there, fact in errand.slots
            if beliefs.values[cell] is not None
        )  # fmt: skip
        self._delivery.compose(row)

    def _arrived(self, row: Row) -> None:
        _errand, then = row[NOTE]
        self._beliefs.absorb(row[CONTENTS], row[NUMBER], row[LINK].sender)
        then(row)


def _round_and_round(link: Link) -> EndlessError:
    return EndlessError(
        say(
            "link {link} was about to send more than {most} reports in one replication: "
            "a fact seems to change round and round; look at what the link carries",
            link=link.name,
            most=MOST_REPORTS,
        )
    )
