"""A message on its way: composed, tried over the ladder, taken up at a desk, taken in (rules 12 to 19)."""

from collections.abc import Callable

from simulator.engine.calendar import Calendar
from simulator.engine.dice import Dice
from simulator.engine.journal import DICE, DRAWN, LINK, NUMBER, RUNG, THEN, TICKET, TRIES, TRY, USE, Journal
from simulator.engine.outages import Outages
from simulator.engine.servers import Grant, Servers
from simulator.log.rows import (
    AT,
    ATTEMPT,
    BEGUN,
    COMPOSED,
    CONFIRMED,
    CONTENTS,
    DONE,
    DUE,
    ENDED,
    FAILED,
    HELD,
    HELD_THERE,
    LAPSED,
    LEARNED,
    LOST,
    NEVER,
    NO_ANSWER,
    NOTHING,
    OPEN,
    OUT_OF_SERVICE,
    PICKED,
    RECEIVED,
    REF,
    SENT,
    STATE,
    UNDELIVERED,
    WITHDRAWN,
    Row,
)
from simulator.program.model import Link, Program, Rung

DELAY, CHANCE = range(2)
"""Places in the draws of a message and in the streams of a rung."""
COMPOSING, HANDLING = range(2, 4)
"""Further places in the draws of a message."""
ATTEMPT_USES = 1 << 32
"""A further attempt draws from uses beyond this, so that the n-th report keeps the n-th draw."""

Ask = Callable[[int, int, int, Row, Grant], None]
"""`Servers.ask` or, as the last thing of an event, `ask_last`."""


class Delivery:
    """Carries rows of messages from stage to stage.

    A row brings LINK, DICE, USE and THEN; `THEN` is called with it when it has been taken in. `on_composed`,
    `on_heard` (a talk group has heard it) and `on_lost` (undelivered, or through after all) are told.
    """

    def __init__(
        self,
        program: Program,
        calendar: Calendar,
        dice: Dice,
        journal: Journal,
        servers: Servers,
        outages: Outages,
    ) -> None:
        self._calendar = calendar
        self._at = calendar.at
        self._take = dice.take
        self._draw = dice.message
        self.dice = dice
        self._journal = journal
        self._ask, self._ask_last, self._seize = servers.ask, servers.ask_last, servers.seize
        self._release = servers.release
        self._last = servers.last
        self._outages = outages
        self._channels = [medium.channel for medium in program.media]
        self._parked: dict[int, Row] = {}
        self.on_composed: Callable[[Row], None]
        self.on_heard: Callable[[Row, Rung], None]
        self.on_lost: Callable[..., None]
        outages.on_restored = self._restored

    # -- composing -------------------------------------------------------------------------------------------

    def prepare(self, row: Row, priority: int, begin: Callable[[Row], None]) -> None:
        """Wait for an operator of the sender, then `begin`."""
        link: Link = row[LINK]
        if link.sender_desk >= 0:
            self._ask(link.sender_desk, priority, link.order, row, begin)
        else:
            begin(row)

    def compose(self, row: Row) -> None:
        """An operator of the sender begins to put the message together."""
        now = self._calendar.now
        row[BEGUN] = now
        desk = row[LINK].sender_desk
        if desk >= 0 and row[DUE] < now:
            row[HELD] = self._last[desk]
        drawn = row[DRAWN] = self._draw(row[DICE], row[USE])
        time = drawn[COMPOSING]
        if time:
            self._at(time, self._composed, row)
        else:
            self._composed(row)

    def drop(self, row: Row) -> None:
        """There is nothing to say any more: the operator who was to begin is free again."""
        row[STATE] = WITHDRAWN
        desk = row[LINK].sender_desk
        if desk >= 0:
            self._release(desk, row)

    def withdraw(self, row: Row) -> None:
        """Give up a message that nobody has begun, or that is undelivered; one on its way arrives."""
        undelivered = self._parked.pop(row[NUMBER], None) is not None
        if undelivered or (row[STATE] == OPEN and row[BEGUN] == NEVER):
            row[STATE] = WITHDRAWN
            row[TICKET] = 0

    def _composed(self, row: Row) -> None:
        row[COMPOSED] = self._calendar.now
        link: Link = row[LINK]
        rung = link.rungs[0]
        if not rung.call and link.sender_desk >= 0:
            self._release(link.sender_desk, row)
        self.on_composed(row)
        if rung.group:
            self._ask(self._channels[rung.medium], link.priority, link.order, row, self._try)
        else:
            self._try(row)

    # -- the ladder ------------------------------------------------------------------------------------------

    def _try(self, row: Row) -> None:
        """One attempt; a call has its operator, a talk group its channel."""
        rung_number = row[RUNG]
        rung: Rung = row[LINK].rungs[rung_number]
        row[SENT] = self._calendar.now
        out = rung.switches and self._outages.hold(rung.switches)
        if out and rung.call:
            self._failed(row, OUT_OF_SERVICE)
            return
        delay, chance = row[DRAWN][:2] if not row[TRY] else self._throw_again(row)
        if out:
            state = OUT_OF_SERVICE
        elif chance >= row[DICE].chances[rung_number]:
            state = FAILED
        else:
            self._at(delay, self._rings if rung.call else self._received, row)
            return
        if rung.call:
            self._failed(row, state)
        else:
            self._at(delay, self._noticed, (row, state))

    def _throw_again(self, row: Row) -> tuple[float, float]:
        """The delay and the chance of an attempt after the first."""
        delay, chance, _pause = row[DICE].rungs[row[RUNG]]
        use = row[USE] + row[TRY] * ATTEMPT_USES
        return self._take(delay, use), self._take(chance, use)

    def _noticed(self, value: tuple[Row, int]) -> None:
        row, state = value
        self._failed(row, state)

    def _failed(self, row: Row, state: int) -> None:
        """Log the attempt and go on: the same medium after a pause, the next, or undelivered."""
        link: Link = row[LINK]
        rung_number = row[RUNG]
        rung = link.rungs[rung_number]
        self._log_attempt(row, rung, state)
        self._leave(row, rung)
        use = row[USE] + row[TRY] * ATTEMPT_USES
        row[TRY] += 1
        row[TRIES] += 1
        if row[TRIES] >= rung.tries:
            row[TRIES] = 0
            row[RUNG] = rung_number + 1
            if row[RUNG] == len(link.rungs):
                self._undelivered(row)
                return
        self._at(self._take(row[DICE].rungs[rung_number][2], use), self._redial, row)

    def _log_attempt(self, row: Row, rung: Rung, state: int) -> None:
        attempt = self._journal.open(ATTEMPT, row[LINK].number, row[NUMBER], COMPOSED, row[SENT])
        attempt[ENDED] = self._calendar.now
        attempt[STATE] = state
        attempt[REF] = rung.medium
        row[SENT] = NEVER
        row[RECEIVED] = NEVER

    def _leave(self, row: Row, rung: Rung) -> None:
        """Free what an attempt holds at the sender's end."""
        desk = row[LINK].sender_desk
        if rung.call and desk >= 0:
            self._release(desk, row)
        if rung.group:
            self._release(self._channels[rung.medium], row)

    def _redial(self, row: Row) -> None:
        self._approach(row, self._ask_last)

    def _approach(self, row: Row, ask: Ask) -> None:
        """Get what the present medium takes at the sender's end, then try."""
        link: Link = row[LINK]
        rung = link.rungs[row[RUNG]]
        if rung.call and link.sender_desk >= 0:
            ask(link.sender_desk, link.priority, link.order, row, self._try)
        elif rung.group:
            ask(self._channels[rung.medium], link.priority, link.order, row, self._try)
        else:
            self._try(row)

    def _undelivered(self, row: Row) -> None:
        """All media are exhausted: again after a time, or when one comes back, until it lapses (rule 15)."""
        link: Link = row[LINK]
        now = self._calendar.now
        lost = self._journal.open(UNDELIVERED, link.number, row[NUMBER], COMPOSED, now)
        lost[STATE] = LOST
        row[STATE] = LOST
        self._parked[row[NUMBER]] = row
        self.on_lost(row, lost[NUMBER], AT, lost=True)
        left = row[COMPOSED] + link.lapses - now
        if left < link.again:
            self._calendar.timer(max(left, 0.0), self._lapse, (row, row[TRY]))
        else:
            self._calendar.timer(link.again, self._again, (row, row[TRY]))

    def _lapse(self, value: tuple[Row, int]) -> None:
        row, tries = value
        if row[TRY] == tries and self._parked.pop(row[NUMBER], None) is not None:
            row[STATE] = LAPSED

    def _again(self, value: tuple[Row, int]) -> None:
        row, tries = value
        if row[TRY] == tries and self._parked.pop(row[NUMBER], None) is not None:
            row[STATE] = OPEN
            row[RUNG] = 0
            self._approach(row, self._ask)

    def _restored(self, switches: frozenset[int]) -> None:
        """Media are back: what was undelivered over them is tried at once."""
        for row in list(self._parked.values()):
            if any(not switches.isdisjoint(rung.switches) for rung in row[LINK].rungs):
                self._again((row, row[TRY]))

    # -- at the other end ------------------------------------------------------------------------------------

    def _rings(self, row: Row) -> None:
        row[RECEIVED] = self._calendar.now
        link: Link = row[LINK]
        if link.receiver_desk < 0 or self._seize(link.receiver_desk):
            self._take_up(row)
            return
        self._ask(link.receiver_desk, link.priority, link.order, row, self._take_up)
        self._calendar.timer(link.rungs[row[RUNG]].patience, self._give_up, (row, row[TICKET]))

    def _give_up(self, value: tuple[Row, int]) -> None:
        row, ticket = value
        if row[TICKET] == ticket:
            row[TICKET] = 0
            self._failed(row, NO_ANSWER)

    def _received(self, row: Row) -> None:
        row[RECEIVED] = self._calendar.now
        link: Link = row[LINK]
        rung = link.rungs[row[RUNG]]
        if rung.group:
            row[REF] = rung.medium
            self._release(self._channels[rung.medium], row)
            self.on_heard(row, rung)
            if link.receiver in rung.members:
                self._finish(row, link)
                return
        if link.receiver_desk < 0:
            self._take_up(row)
        else:
            self._ask_last(link.receiver_desk, link.priority, link.order, row, self._take_up)

    def _take_up(self, row: Row) -> None:
        now = self._calendar.now
        row[PICKED] = now
        desk = row[LINK].receiver_desk
        if desk >= 0 and row[RECEIVED] < now:
            row[HELD_THERE] = self._last[desk]
        row[REF] = row[LINK].rungs[row[RUNG]].medium
        time = row[DRAWN][HANDLING]
        if time:
            self._at(time, self._taken_in, row)
        else:
            self._taken_in(row)

    def _taken_in(self, row: Row) -> None:
        link: Link = row[LINK]
        if link.receiver_desk >= 0:
            self._release(link.receiver_desk, row)
        if link.rungs[row[RUNG]].call and link.sender_desk >= 0:
            self._release(link.sender_desk, row)
        self._finish(row, link)

    def _finish(self, row: Row, link: Link) -> None:
        now = row[LEARNED] = self._calendar.now
        row[STATE] = DONE
        if link.acknowledge:
            rung = row[RUNG]
            back = 0.0 if link.rungs[rung].call else self._take(row[DICE].rungs[rung][0], row[USE])
            row[CONFIRMED] = now + back
        if row[TRY]:
            self.on_lost(row, row[NUMBER], row[CONTENTS][0][0] if row[CONTENTS] else NOTHING, lost=False)
        row[THEN](row)
