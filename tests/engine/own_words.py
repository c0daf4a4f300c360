"""Whether an agency was told, as news, what it had made up itself: a second reading of the log for rule 6."""

from simulator.analysis.learning import Sorted
from simulator.analysis.misreports.grounds import makes_up
from simulator.log.rows import CONTENTS, HELD, KIND, LEARNED, MESSAGES, NOTICE, SEEN, STATED, SUBJECT
from simulator.program.model import NONE

_TAKEN_IN = sorted(MESSAGES | {SEEN, NOTICE})
FACT, ROW, VALUE, AS_OF, CELL = 0, 1, 3, 4, 6


def own_words(program, log):
    """Give (agency, fact, value, row) of all that came back to who had made it up, and was believed."""
    reading = _Reading(program, log)
    return [
        (program.agents[agent].name, program.facts[content[FACT]].name, content[VALUE], number)
        for number, row in enumerate(log.rows)
        if row[KIND] in MESSAGES and row[LEARNED] >= 0
        for content in row[CONTENTS] or ()
        if content[CELL] != NONE
        for agent in [program.cells[content[CELL]][0]]
        if agent in reading.makers(content[FACT], number)
    ]


class _Reading:
    def __init__(self, program, log):
        self.program, self.rows = program, log.rows
        kinds = Sorted(log.rows)
        self.batches = [row for kind in _TAKEN_IN for row in kinds[kind] if row[LEARNED] >= 0]
        self.sources = {act.source: act for act in program.acts}

    def makers(self, fact, number):
        """Give who had a hand, untruly, in what a row tells of a fact."""
        found = set()
        while number >= 0:
            row = self.rows[number]
            content = next((each for each in row[CONTENTS] or () if each[FACT] == fact), None)
            if content is None or (row[KIND] not in MESSAGES and row[KIND] != STATED):
                break
            number = content[ROW]
            if row[KIND] == STATED:
                if self._is_made_up(row):
                    found.add(self.program.voices[row[SUBJECT]].agent)
                if self._is_confirmed(row, number, fact):
                    break
            elif number >= 0 and self._as_of(number, fact) not in {None, content[AS_OF]}:
                break  # somebody else has said the same since
        return found

    def _is_made_up(self, row):
        act = self.sources.get(self.rows[row[HELD]][SUBJECT])
        return act is not None and act.misreport is not None and makes_up(act.misreport)

    def _is_confirmed(self, row, number, fact):
        """Whether who said it had heard what it believed once more, as of later, before it said it."""
        believed = self._content(number, fact)
        own = self.program.voices[row[SUBJECT]].own
        return believed is not None and any(
            content[CELL] == own and content[VALUE] == believed[VALUE] and content[AS_OF] > believed[AS_OF]
            for other in self.batches
            if other[LEARNED] <= row[LEARNED]
            for content in other[CONTENTS] or ()
        )

    def _content(self, number, fact):
        contents = self.rows[number][CONTENTS] or () if number >= 0 else ()
        return next((each for each in contents if each[FACT] == fact), None)

    def _as_of(self, number, fact):
        content = self._content(number, fact)
        return None if content is None else content[AS_OF]
