"""Misreports in plain words: when one begins and ends, and what is said meanwhile."""

from simulator.analysis.titles import Titles
from simulator.errors import Message, say
from simulator.log.rows import SUBJECT, Row
from simulator.program.model import Misreport, Program
from simulator.report.value_words import ValueWords
from simulator.text.lengths import show_duration


class MisreportWords:
    """Says what the rows of misreports mean, in one language."""

    def __init__(self, program: Program, titles: Titles, lang: str) -> None:
        self._program = program
        self._titles = titles
        self._lang = lang
        self._values = ValueWords(program, titles, lang)
        self._begins = {act.source: act.misreport for act in program.acts if act.misreport is not None}
        self._ends = {act.ends: act.misreport for act in program.acts if act.misreport is not None}

    def event(self, source: int) -> Message:
        """Say that a misreport begins, or ends."""
        if source in self._ends:
            values = self._who_and_what(self._ends[source])
            return say("{agency} no longer misreports: {fact}.", **values)
        return self.way(self._begins[source])

    def way(self, misreport: Misreport) -> Message:
        """Say in which way a report goes wrong."""
        values = self._who_and_what(misreport)
        if misreport.states is not None:
            told = self._values.say(self._program.voices[misreport.voices[0]].fact, misreport.states)
            return say(
                "{agency} gives a false report from now on: {fact}, said to be {told}.", told=told, **values
            )
        if misreport.never:
            return say("{agency} conceals from now on: {fact}.", **values)
        if misreport.less:
            return say(
                "{agency} reports {less} too few from now on: {fact}.", less=f"{misreport.less:g}", **values
            )
        late = show_duration(misreport.late, self._lang)
        return say("{agency} reports {late} late from now on: {fact}.", late=late, **values)

    def stated(self, row: Row, held: Row, told: str) -> Message:
        """Say what an agency says in place of what it believes, or after all."""
        agency = self._titles.agent(self._program.voices[row[SUBJECT]].agent)
        misreport = self._begins.get(held[SUBJECT])
        if misreport is None:
            return say(
                "{agency} now tells what it had not told as it was: {facts}.", agency=agency, facts=told
            )
        if misreport.late >= 0:
            return say("{agency} tells late, after it had kept it back: {facts}.", agency=agency, facts=told)
        return say("{agency} says what it does not believe: {facts}.", agency=agency, facts=told)

    def _who_and_what(self, misreport: Misreport) -> dict[str, tuple[str, ...]]:
        voices = [self._program.voices[voice] for voice in misreport.voices]
        return {
            "agency": tuple(dict.fromkeys(self._titles.agent(voice.agent) for voice in voices)),
            "fact": tuple(dict.fromkeys(self._titles.fact(voice.fact) for voice in voices)),
        }
