"""What all replications of a page have in common."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from simulator.analysis.books import Book
from simulator.analysis.learning import Sorted
from simulator.analysis.titles import Titles
from simulator.log.rows import Log
from simulator.program.model import Program
from simulator.report.page.texts import Texts


class Opened(NamedTuple):
    """A log with what is read off it more than once."""

    log: Log
    rows: Sorted
    book: Book


@dataclass(frozen=True, slots=True)
class Shared:
    """What all replications of a page have in common.

    `lanes` gives the lane of each agent, `names` that of each name of a lane; `families` the key of the lane
    that each agent has, or would have; `links` where a link stands in the plans, by its name.
    """

    program: Program
    lang: str
    titles: Titles
    texts: Texts
    lanes: Mapping[int, int]
    names: Mapping[str, int]
    families: tuple[str, ...]
    links: Mapping[str, str]
