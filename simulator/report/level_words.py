"""Levels that are declared, in plain words: matter, level, duration, measures."""

from simulator.analysis.titles import Titles
from simulator.errors import Message, say
from simulator.log.rows import DECLARE, DONE, ENDED, KIND, REF, STATE, SUBJECT, Log, Row
from simulator.program.model import Program
from simulator.text.lengths import show_duration


class LevelWords:
    """Says what the declarations of one log state, in one language."""

    def __init__(self, program: Program, log: Log, titles: Titles, lang: str) -> None:
        self._program = program
        self._titles = titles
        self._lang = lang
        self._declared = [row for row in log.rows if row[KIND] == DECLARE and row[STATE] == DONE]

    def declared(self, row: Row, agency: str, level: str) -> Message:
        """Say which level is declared, and the rest that a declaration states, where it does."""
        if self._before(row) > row[REF]:
            return say("{agency} lowers the level to: {level}.", agency=agency, level=level)
        states = self._program.scales[row[SUBJECT]].states
        if not states or not states[row[REF] - 1].measures:
            return say("{agency} declares: {level}.", agency=agency, level=level)
        says = states[row[REF] - 1]
        names = (self._titles.task(tasks[0]) if tasks else name for name, tasks in says.measures)
        values = {
            "agency": agency,
            "level": level,
            "measures": tuple(dict.fromkeys(names)),
        }
        if says.matter is None or says.expected < 0:
            return say("{agency} declares: {level}; measures: {measures}.", **values)
        return say(
            "{agency} declares: {level}; matter: {matter}; "
            "expected to last {expected}; measures: {measures}.",
            matter=says.matter.show(self._lang),
            expected=show_duration(says.expected, self._lang),
            **values,
        )

    def _before(self, row: Row) -> int:
        """Give the rank of the level that was in force before a declaration, 0 for none."""
        fact = self._program.scales[row[SUBJECT]].fact
        before = [
            each
            for each in self._declared
            if each[ENDED] < row[ENDED] and self._program.scales[each[SUBJECT]].fact == fact
        ]
        return max(before, key=lambda each: each[ENDED])[REF] if before else 0
