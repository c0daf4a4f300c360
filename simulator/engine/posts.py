"""Posts that change hands: taken up on arrival, handed over with the picture, lost (rule 21)."""

from simulator.engine.acts import Acts
from simulator.engine.beliefs import Beliefs
from simulator.engine.calendar import Calendar
from simulator.engine.dice import Dice
from simulator.engine.journal import NUMBER, Journal
from simulator.engine.outages import Outages
from simulator.engine.succession import DECLARED, Reference, State, Succession
from simulator.log.rows import (
    AT,
    CAUSE,
    DONE,
    ENDED,
    HAND_OVER,
    NEVER,
    NOTHING,
    OPEN,
    REF,
    STATE,
    STOPPED,
    SUBJECT,
    TAKEN_UP,
    VACANCY,
    VIA,
    Row,
)
from simulator.program.model import NONE, Program


class Posts:
    """Who holds each post now."""

    def __init__(
        self,
        program: Program,
        calendar: Calendar,
        dice: Dice,
        journal: Journal,
        beliefs: Beliefs,
        outages: Outages,
        succession: Succession,
    ) -> None:
        self._hand_overs = program.hand_overs
        self._calendar = calendar
        self._dice = dice
        self._journal = journal
        self._beliefs = beliefs
        self._outages = outages
        self._succession = succession
        self._states = succession.states
        self._uses = [0] * len(program.hand_overs)
        self._why: dict[int, Reference] = {}
        """Why a hand-over is called for."""

    def start(self, acts: Acts) -> None:
        """A post that its holder has yet to take up, and that is wanted from the start, is vacant."""
        if self._states:
            acts.on_service = self._look
        for state in self._states:
            if state.holder == NONE and state.post.wanted_gate == NONE:
                self._vacate(state, (NOTHING, NOTHING))

    # -- conditions that turn --------------------------------------------------------------------------------

    def hand_over(self, number: int, holds: bool, cause: int, via: int) -> None:  # noqa: FBT001
        """The condition of a hand-over has turned, in the beliefs of either of the two."""
        hand_over = self._hand_overs[number]
        state = self._states[hand_over.post]
        if holds:
            self._why[number] = cause, via
            if state.holder == hand_over.giver and state.handing is None:
                self._call_for(state, number, (cause, via))

    def wanted(self, number: int, holds: bool, cause: int, via: int) -> None:  # noqa: FBT001
        """From now on a post is wanted that its holder has yet to take up."""
        state = self._states[number]
        if holds and state.holder == NONE and state.vacancy is None:
            self._vacate(state, (cause, via))

    def arrives(self, number: int, holds: bool, cause: int, via: int) -> None:  # noqa: FBT001
        """The declared holder is there."""
        state = self._states[number]
        if not holds or state.came:
            return
        state.came = True
        if state.holder != NONE:
            self._call_back(state, (cause, via))
            return
        if state.vacancy is None:
            self._vacate(state, (cause, via))
        self._calendar.at(self._dice.take(state.post.arriving), self._arrived, (state, cause, via))

    def _arrived(self, value: tuple[State, int, int]) -> None:
        state, cause, via = value
        state.last = DECLARED
        if state.holder != NONE:
            self._call_back(state, (cause, via))
        elif self._serves(state, DECLARED):
            self._fill(state, DECLARED)

    def _call_back(self, state: State, why: Reference) -> None:
        """The declared holder arrives and another holds the post: that one hands it over."""
        number = state.post.back[state.holder]
        if number != NONE and state.handing is None:
            self._call_for(state, number, why)

    # -- vacancy ---------------------------------------------------------------------------------------------

    def _serves(self, state: State, place: int) -> bool:
        return not self._outages.hold(state.post.switches[place])

    def _look(self, row: int) -> None:
        """Somebody is out of service, or is back: posts may be lost, or found again."""
        for state in self._states:
            if state.holder != NONE and not self._serves(state, state.holder):
                self._lose(state, (row, AT))
            elif state.holder == NONE and state.vacancy is not None:
                self._find(state)
            if state.handing is not None:
                self._look_at(state, state.handing)

    def _lose(self, state: State, why: Reference) -> None:
        if state.handing is not None:
            self._break_off(state)
        self._succession.take_from(state)
        state.last, state.holder = state.holder, NONE
        self._vacate(state, why)

    def _vacate(self, state: State, why: Reference) -> None:
        row = state.vacancy = self._journal.open(VACANCY, state.number, *why, self._calendar.now)
        state.overdue = False
        if state.post.after >= 0:
            self._calendar.timer(state.post.after, self._step_in, (state, row))

    def _step_in(self, value: tuple[State, Row]) -> None:
        """A deputy steps in, unless the post is held again."""
        state, row = value
        if state.vacancy is row:
            state.overdue = True
            self._find(state)

    def _find(self, state: State) -> None:
        """Give a vacant post to who held it last, or, when it is a deputy's turn, to the first in service."""
        places = [state.last] if state.last != NONE else []
        if state.overdue:
            places = [*range(1, state.post.standing), *places]
        found = next((place for place in places if self._serves(state, place)), NONE)
        if found != NONE:
            self._fill(state, found)

    def _fill(self, state: State, place: int) -> None:
        row = state.vacancy
        assert row is not None  # noqa: S101 (only a vacant post is filled)
        state.vacancy = None
        row[ENDED] = self._calendar.now
        row[STATE] = DONE
        row[REF] = place
        state.holder = place
        self._begin(state, (row[NUMBER], ENDED))

    def _begin(self, state: State, change: Reference) -> None:
        """Somebody begins to hold a post, and may have to hand it over at once."""
        self._succession.give_to(state, change)
        number = state.post.hand_overs[state.holder]
        if number != NONE and any(self._beliefs.holds[gate] for gate in self._hand_overs[number].gates):
            self._call_for(state, number, self._why.get(number, change))

    # -- hand-over -------------------------------------------------------------------------------------------

    def _call_for(self, state: State, number: int, why: Reference) -> None:
        row = state.handing = self._journal.open(HAND_OVER, number, *why, self._calendar.now)
        self._meet(state, row)

    def _meet(self, state: State, row: Row) -> None:
        """Begin when both are in service and some medium between them works."""
        hand_over = self._hand_overs[row[SUBJECT]]
        reached = any(not self._outages.hold(way) for way in hand_over.ways)
        if reached and self._serves(state, hand_over.taker):
            row[TAKEN_UP] = self._calendar.now
            use = self._uses[row[SUBJECT]]
            self._uses[row[SUBJECT]] += 1
            self._calendar.at(self._dice.take(hand_over.takes, use), self._handed, (state, row))

    def _look_at(self, state: State, handing: Row) -> None:
        """Begin a hand-over that waits, begin one again whose taker is lost."""
        if handing[TAKEN_UP] == NEVER:
            self._meet(state, handing)
        elif not self._serves(state, self._hand_overs[handing[SUBJECT]].taker):
            self._break_off(state)
            self._call_for(state, handing[SUBJECT], (handing[CAUSE], handing[VIA]))

    def _break_off(self, state: State) -> None:
        row = state.handing
        assert row is not None  # noqa: S101 (only what goes on is broken off)
        row[STATE] = STOPPED
        state.handing = None

    def _handed(self, value: tuple[State, Row]) -> None:
        """The new holder has the picture and confirms: from now on the post is its own."""
        state, row = value
        if row[STATE] != OPEN:
            return
        row[ENDED] = self._calendar.now
        row[STATE] = DONE
        state.handing = None
        hand_over = self._hand_overs[row[SUBJECT]]
        self._succession.take_from(state)
        state.holder = state.last = hand_over.taker
        self._succession.brief(state, hand_over, row)
        self._begin(state, (row[NUMBER], ENDED))
