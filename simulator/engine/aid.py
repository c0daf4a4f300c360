"""Aid by agreement: asked for, answered, promised, on its way, there (rule 24)."""

from simulator.engine.calendar import Calendar
from simulator.engine.dice import Dice
from simulator.engine.journal import NOTE, NUMBER, TICKET, Journal
from simulator.engine.reports import Reports
from simulator.engine.roads import Roads
from simulator.engine.servers import Servers
from simulator.engine.tasks import Tasks, Work
from simulator.log.rows import (
    AID,
    AID_REQUEST,
    ANSWERED,
    ARRIVED,
    CALLED,
    CAUSE,
    DECIDED,
    DECLINED,
    DONE,
    GRANTED,
    HELD_THERE,
    LAPSED,
    LOST,
    NEVER,
    NOTHING,
    OPEN,
    ORDER,
    ORDERED,
    REF,
    STARTED,
    STATE,
    TURNED_OUT,
    VIA,
    WITHDRAWN,
    Row,
)
from simulator.program.model import NONE, Pact, Program

DECISION_PRIORITY = 2


class Call:
    """One agreement called on for one task."""

    __slots__ = ("back", "number", "pact", "row", "units", "use", "used", "wanted", "work")

    def __init__(self, number: int, pact: Pact, work: Work, row: Row, wanted: int) -> None:
        self.number = number
        self.pact = pact
        self.work = work
        self.row = row
        self.wanted = wanted
        self.units = 0
        self.back = 0.0
        self.use = 0
        self.used = False


class Aid:
    """Asks for the shortfall, one agreement after another."""

    def __init__(
        self,
        program: Program,
        calendar: Calendar,
        dice: Dice,
        journal: Journal,
        servers: Servers,
        reports: Reports,
        roads: Roads,
        tasks: Tasks,
    ) -> None:
        self._pacts = program.pacts
        self._calendar = calendar
        self._dice = dice
        self._journal = journal
        self._servers = servers
        self._servers_of = program.servers
        self._reports = reports
        self._roads = roads
        self._calls: dict[int, list[Call]] = {}
        self._uses = [0] * len(program.pacts)
        tasks.on_short = self.start

    def start(self, work: Work) -> None:
        """A claim does not fit: ask for what is short."""
        for kind in dict.fromkeys(self._pacts[number].kind for number in work.task.aid):
            self._next(work, kind, 0)

    def _next(self, work: Work, kind: str, position: int) -> None:
        claim = work.claim
        if claim is None or not claim.waiting:
            return
        need = next(need for need in claim.needs if need.kind == kind)
        promised = sum(
            call.units
            for call in self._calls.get(work.row[NUMBER], ())
            if call.row[ARRIVED] == NEVER and call.row[STATE] == OPEN and call.pact.kind == kind
        )
        wanted = claim.short(need, self._servers.free) - promised
        pacts = [number for number in work.task.aid if self._pacts[number].kind == kind]
        if wanted <= 0 or position >= len(pacts):
            return
        pact = self._pacts[pacts[position]]
        row = self._journal.open(AID, pacts[position], work.row[NUMBER], DECIDED, self._calendar.now)
        call = Call(position, pact, work, row, min(wanted, pact.units))
        call.use = self._uses[pacts[position]]
        self._uses[pacts[position]] += 1
        self._calls.setdefault(work.row[NUMBER], []).append(call)
        self._request(call, 0, work.row[NUMBER], DECIDED)
        if row[STATE] == OPEN:
            self._calendar.timer(pact.lapses, self._lapse, call)

    def _request(self, call: Call, step: int, cause: int, via: int) -> None:
        """Along the way to whoever decides: over the agency that holds the agreement, to the decider."""
        if call.row[STATE] != OPEN:
            return
        if step == len(call.pact.asks):
            self._asked(call, cause, via)
            return
        sent = self._reports.send(
            AID_REQUEST,
            call.pact.asks[step],
            cause,
            via,
            lambda message: self._request(call, step + 1, message[NUMBER], NOTHING),
        )
        if sent is None:
            call.row[STATE] = LOST
            self._next(call.work, call.pact.kind, call.number + 1)

    def _lapse(self, call: Call) -> None:
        if call.row[STATE] == OPEN and call.row[ANSWERED] == NEVER:
            call.row[STATE] = LAPSED
            call.row[TICKET] = 0
            self._next(call.work, call.pact.kind, call.number + 1)

    def _asked(self, call: Call, cause: int, via: int) -> None:
        if call.row[STATE] != OPEN:
            return
        call.row[CAUSE], call.row[VIA] = cause, via
        call.row[CALLED] = self._calendar.now
        call.row[NOTE] = call
        desk = call.pact.decider_desk
        if desk >= 0:
            self._servers.ask(desk, DECISION_PRIORITY, call.number, call.row, self._consider)
        else:
            self._consider(call.row)

    def _consider(self, row: Row) -> None:
        call: Call = row[NOTE]
        self._calendar.at(self._dice.take(call.pact.takes, call.use), self._answer, call)

    def _answer(self, call: Call) -> None:
        pact, row = call.pact, call.row
        if pact.decider_desk >= 0:
            self._servers.release(pact.decider_desk, row)
        if row[STATE] != OPEN:
            return
        row[ANSWERED] = self._calendar.now
        free = max(self._servers.free[pact.server], 0)
        willing = self._dice.take(pact.chance, call.use) < pact.accepts
        if not _still_waits(call.work):
            row[STATE] = WITHDRAWN
            return
        if not free or not willing:
            row[STATE] = DECLINED
            self._next(call.work, pact.kind, call.number + 1)
            return
        call.units = row[REF] = min(call.wanted, free)
        self._servers.free[pact.server] -= call.units
        self._calendar.timer(pact.promise_lapses, self._promise_lapses, call)
        self._order(call)
        if call.units < call.wanted or call.wanted == pact.units:
            self._next(call.work, pact.kind, call.number + 1)

    def _order(self, call: Call) -> None:
        pact = call.pact
        if pact.gives_itself:
            self._ordered(call)
        elif pact.order_errand != NONE:
            self._reports.send(
                ORDER, pact.order_errand, call.row[NUMBER], ANSWERED, lambda _message: self._ordered(call)
            )

    def _ordered(self, call: Call) -> None:
        if call.row[STATE] == OPEN:
            call.row[ORDERED] = self._calendar.now
            self._calendar.at(self._dice.take(call.pact.mobilise, call.use), self._set_out, call)

    def _set_out(self, call: Call) -> None:
        if call.row[STATE] == OPEN:
            call.row[TURNED_OUT] = self._calendar.now
            self._roads.travel(call.pact.leg, self._arrive, call)

    def _arrive(self, call: Call, way: float) -> None:
        row = call.row
        row[ARRIVED] = self._calendar.now
        call.back = 0.0 if self._servers_of[call.pact.server].redeploy else way
        claim = call.work.claim
        if row[STATE] != OPEN or claim is None or not claim.waiting:
            self._send_back(call)
            return
        claim.arrived[call.pact.kind] = claim.arrived.get(call.pact.kind, 0) + call.units
        call.work.row[HELD_THERE] = row[NUMBER]
        self._servers.remind(claim)

    def _promise_lapses(self, call: Call) -> None:
        """Promised units not put to work go back, or two plans would hold each other's for ever.

        Who still waits calls on the next agreement. Units on the road turn round where they were going.
        """
        row, claim = call.row, call.work.claim
        if row[STATE] != OPEN or (call.work.row[GRANTED] != NEVER and row[ARRIVED] != NEVER):
            return
        row[STATE] = LAPSED
        if row[ARRIVED] != NEVER and claim is not None:
            claim.arrived[call.pact.kind] -= call.units
        if row[ARRIVED] != NEVER or row[TURNED_OUT] == NEVER:
            self._send_back(call)
        kind = call.pact.kind
        calls = self._calls.get(call.work.row[NUMBER], ())
        last = max((each.number for each in calls if each.pact.kind == kind), default=call.number)
        self._next(call.work, kind, last + 1)

    def _send_back(self, call: Call) -> None:
        if call.row[STATE] == OPEN:
            call.row[STATE] = DONE
        waiting = call.work.row
        if waiting[GRANTED] == NEVER and waiting[HELD_THERE] == call.row[NUMBER]:
            waiting[HELD_THERE] = NOTHING
        if call.used and self._servers_of[call.pact.server].consumed:
            return
        if call.back:
            self._calendar.at(call.back, self._home, call)
        else:
            self._servers.release(call.pact.server, call.row, call.units)

    def _home(self, call: Call) -> None:
        self._servers.release(call.pact.server, call.row, call.units)

    def end(self, work: Work) -> None:
        """The task is over: aid that is there goes home, aid on its way turns round when it arrives."""
        for call in self._calls.pop(work.row[NUMBER], ()):
            if call.row[STATE] == OPEN and call.row[ARRIVED] != NEVER:
                call.used = work.row[STARTED] != NEVER
                self._send_back(call)
            elif call.row[STATE] == OPEN and call.row[ANSWERED] == NEVER:
                call.row[STATE] = WITHDRAWN
                call.row[TICKET] = 0
            elif call.row[STATE] == OPEN and call.row[TURNED_OUT] == NEVER and call.units:
                call.row[STATE] = LAPSED
                self._servers.release(call.pact.server, call.row, call.units)


def _still_waits(work: Work) -> bool:
    return work.claim is not None and work.claim.waiting
