"""All that came of misreports in one replication."""

from collections.abc import Sequence
from typing import NamedTuple

from simulator.analysis.clocks import Clock
from simulator.analysis.learning import Sorted
from simulator.analysis.misreports.believed import Believed
from simulator.analysis.misreports.followed import Acted, Kept, acted, concealed, kept, met_falsely
from simulator.analysis.misreports.grounds import Grounds
from simulator.analysis.misreports.wrong import Wrong, wrong_beliefs
from simulator.log.rows import Log
from simulator.program.model import Program


class Falsehoods(NamedTuple):
    """What came of misreports; `false` and `concealed` are obligations to tell, by index."""

    wrong: tuple[Wrong, ...]
    acted: tuple[Acted, ...]
    kept: tuple[Kept, ...]
    false: tuple[int, ...]
    concealed: tuple[int, ...]


class FactChecker:
    """Finds what came of misreports in the logs of one program."""

    def __init__(self, program: Program) -> None:
        self._grounds = Grounds(program)

    def check(self, log: Log, rows: Sorted, clocks: Sequence[Clock]) -> Falsehoods:
        """Give what came of misreports in one replication."""
        believed = Believed(self._grounds, log, rows)
        return Falsehoods(
            wrong=tuple(wrong_beliefs(believed)),
            acted=tuple(dict.fromkeys(acted(believed))),
            kept=tuple(kept(believed)),
            false=tuple(met_falsely(believed, clocks)),
            concealed=tuple(concealed(believed, clocks)),
        )
