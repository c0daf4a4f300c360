"""Reports that go wrong: false, concealed, late (rule 6)."""

from typing import Any

from simulator.engine.acts import Acts
from simulator.engine.calendar import Calendar
from simulator.engine.journal import NUMBER, Journal
from simulator.engine.reports import Reports
from simulator.engine.voices import VoicedBeliefs
from simulator.log.rows import AT, CONTENTS, DONE, EVENT, HELD, LEARNED, NOTHING, STATE, STATED, Row
from simulator.program.model import NONE, Act, Misreport, Program
from simulator.units import TICK

Belief = tuple[Any, float, int, int, int, int]
"""(value, as of when, issue, row, via, source) of what an agency believes."""


class Misreports:
    """Keeps what agencies say of what they misreport: their beliefs, as long as no misreport is on.

    Of several misreports of one fact by one agency the last that began counts. What is made up is as of the
    moment in which it is made up; what is told when a misreport ends is newer than what was said before.
    """

    def __init__(
        self, program: Program, calendar: Calendar, journal: Journal, beliefs: VoicedBeliefs
    ) -> None:
        self._voices = program.voices
        self._acts = program.acts
        self._calendar = calendar
        self._journal = journal
        self._beliefs = beliefs
        self._on: list[dict[int, int]] = [{} for _ in program.voices]
        """Of each voice: misreports that are on, by number of the act, each with the row of its beginning."""
        self._begun: set[int] = set()
        self._seen: list[Belief | None] = [None] * len(program.voices)
        self._unsaid: dict[int, Any] = {}
        """By voice that conceals: what it said before, and says no more."""
        beliefs.on_written = self._written

    def attend(self, acts: Acts, reports: Reports) -> None:
        """Take part in a replication."""
        acts.kinds["misreport"] = self.begin
        self._reports = reports

    # -- beginning and end -----------------------------------------------------------------------------------

    def begin(self, act: Act, row: Row) -> None:
        """From now on these voices say what the misreport makes of what they believe."""
        misreport = _misreport(act)
        if misreport.until != NONE and self._beliefs.holds[misreport.until]:
            return
        number = self._acts.index(act)
        self._begun.add(number)
        for voice in misreport.voices:
            self._on[voice][number] = row[NUMBER]
            self._distort(voice)
        self._beliefs.evaluate()
        if act.lasts >= 0:
            self._calendar.at(act.lasts, self._over, (number, NOTHING, NOTHING))

    def until(self, number: int, holds: bool, cause: int, via: int) -> None:  # noqa: FBT001
        """The condition that ends a misreport has turned."""
        if holds and number in self._begun:
            self._calendar.at(0.0, self._over, (number, cause, via))

    def _over(self, value: tuple[int, int, int]) -> None:
        """From now on these voices say what they believe, as long as no other misreport is on."""
        number, cause, via = value
        if number not in self._begun:
            return
        self._begun.discard(number)
        act = self._acts[number]
        row = self._journal.open(EVENT, act.ends, cause, via, self._calendar.now)
        row[STATE] = DONE
        for voice in _misreport(act).voices:
            del self._on[voice][number]
            if self._on[voice]:
                self._distort(voice)
            else:
                self._speak(voice)
                self._tell(voice, row[NUMBER])
        self._beliefs.evaluate()

    # -- what is said ----------------------------------------------------------------------------------------

    def _written(self, voice: int) -> None:
        """An agency has come to believe something that it misreports now, or did, or will."""
        belief = self._belief(voice)
        if belief == self._seen[voice] or belief[0] is None:
            return
        self._seen[voice] = belief
        if self._on[voice]:
            self._distort(voice)
        else:
            self._repeat(voice, belief)

    def _belief(self, voice: int) -> Belief:
        beliefs, own = self._beliefs, self._voices[voice].own
        return (
            beliefs.values[own], beliefs.stamps[own], beliefs.issues[own], beliefs.rows[own],
            beliefs.vias[own], beliefs.sources[own],
        )  # fmt: skip

    def _repeat(self, voice: int, belief: Belief) -> None:
        """Say what is believed, as it came."""
        value, _stamp, issue, row, via, source = belief
        newer = self._newer(voice, belief)
        cell = self._voices[voice].cell
        self._beliefs.say(cell, value, stamp=newer, issue=issue, row=row, via=via, source=source)

    def _distort(self, voice: int) -> None:
        """Say what the misreport that counts makes of what is believed."""
        number, begun = next(reversed(self._on[voice].items()))
        misreport = _misreport(self._acts[number])
        if misreport.never:
            self._hush(voice)
            return
        self._speak(voice)
        belief = self._belief(voice)
        value = belief[0]
        if misreport.states is not None:
            self._make_up(voice, misreport.states, begun, belief)
        elif value is None:
            return
        elif misreport.less:
            self._make_up(voice, max(0, value - misreport.less), begun, belief)
        else:
            self._calendar.at(misreport.late, self._release, (voice, number, belief))

    def _hush(self, voice: int) -> None:
        """Say nothing of it any more: no periodic report, answer or picture has what was said before."""
        cell = self._voices[voice].cell
        if self._beliefs.values[cell] is not None:
            self._unsaid[voice] = self._beliefs.values[cell]
            self._beliefs.values[cell] = None
            self._reports.keep_back(cell)

    def _speak(self, voice: int) -> None:
        """Go on from what was said before it was concealed."""
        if voice in self._unsaid:
            self._beliefs.values[self._voices[voice].cell] = self._unsaid.pop(voice)

    def _make_up(self, voice: int, value: object, begun: int, belief: Belief) -> None:
        beliefs, cells = self._beliefs, self._voices[voice]
        if value == belief[0]:
            self._repeat(voice, belief)
            return
        if value == beliefs.values[cells.cell] and beliefs.issues[cells.own] == beliefs.issues[cells.cell]:
            return
        # A tick late: else what is so from this instant on, and of the same value, would count as made up.
        stamp = max(self._fresh(voice), self._calendar.now + TICK)
        beliefs.made_up(cells.own, value, stamp)
        self._state(voice, value, stamp, begun)

    def _release(self, late: tuple[int, int, Belief]) -> None:
        """What was kept back is told, late, if that misreport is still on and nothing newer has been said."""
        voice, number, belief = late
        begun = self._on[voice].get(number)
        if begun is not None and belief[1] > self._last(voice):
            self._state(voice, belief[0], belief[1], begun, belief)
            self._beliefs.evaluate()

    def _tell(self, voice: int, ended: int) -> None:
        """A misreport is over: what is believed is told as something newer than what was said."""
        belief = self._belief(voice)
        value, cell = belief[0], self._voices[voice].cell
        if value is not None and value != self._beliefs.values[cell]:
            self._state(voice, value, self._newer(voice, belief), ended)
        elif value is not None:
            self._reports.news([cell])  # what was concealed before it could be told

    def _state(
        self, voice: int, value: object, stamp: float, held: int, belief: Belief | None = None
    ) -> None:
        """Note and say something; `held` is the row by which a misreport began or ended."""
        _, _, issue, cause, via, source = belief or self._belief(voice)
        cells, now = self._voices[voice], self._calendar.now
        if cause == NOTHING:
            cause, via = held, AT
        row = self._journal.open(STATED, voice, cause, via, now)
        row[LEARNED], row[STATE], row[HELD] = now, DONE, held
        row[CONTENTS] = ((cells.fact, cause, via, value, stamp, issue, cells.cell),)
        self._beliefs.say(
            cells.cell, value, stamp=stamp, issue=issue, row=row[NUMBER], via=cells.fact, source=source
        )

    def _last(self, voice: int) -> float:
        return self._beliefs.stamps[self._voices[voice].cell]

    def _newer(self, voice: int, belief: Belief) -> float:
        """Give the time as of which a belief is told: its own, or one after what was said."""
        if belief[1] > self._last(voice):
            return belief[1]
        stamp = self._fresh(voice)
        self._beliefs.passed_on(self._voices[voice].own, stamp)
        return stamp

    def _fresh(self, voice: int) -> float:
        """Give a time as of which something is newer than what was said."""
        return max(self._calendar.now, self._last(voice) + TICK)


def _misreport(act: Act) -> Misreport:
    assert act.misreport is not None  # noqa: S101 (an act of this kind has it)
    return act.misreport
