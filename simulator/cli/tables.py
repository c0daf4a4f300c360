"""Tables on the console."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from simulator.cli.console import tell
from simulator.cli.widths import at_ease, broken, shared_width
from simulator.errors import Message, say

if TYPE_CHECKING:
    from rich.console import Console, ConsoleOptions, RenderResult

Record = Mapping[str, Any]


class Table:
    """A title, headings and rows, which take the shape of the terminal when they are printed.

    No name is left out in a narrow one, and no number cut; `numbers` tells which columns stand to the right.
    A narrow one goes without columns that are `spare`, the first of them first, and says so under the table,
    where the `note` stands, and what explains a column that is shown.
    """

    def __init__(self, title: str, headings: list[str], numbers: list[bool], *, lang: str) -> None:
        self._title = title
        self._headings = headings
        self._numbers = numbers
        self._lang = lang
        self.rows: list[tuple[str, ...]] = []
        self.spare: Sequence[int] = ()
        self.note: Message | None = None
        self.explained: Mapping[int, Message] = {}

    @property
    def row_count(self) -> int:
        """How many rows there are, without the headings."""
        return len(self.rows)

    def add_row(self, *cells: str) -> None:
        """Add a row with a cell for each column."""
        self.rows.append(cells)

    def __rich_console__(self, console: "Console", options: "ConsoleOptions") -> "RenderResult":
        from rich.box import SIMPLE_HEAD
        from rich.table import Table as Drawn

        drawn = Drawn(title=self._title, box=SIMPLE_HEAD, title_justify="left", safe_box=True, pad_edge=False)
        shown = self._shown(options.max_width)
        columns, numbers = self._columns(shown), [self._numbers[place] for place in shown]
        widths = shared_width(columns, numbers, _room(options.max_width, columns))
        for (heading, *_), number, width in zip(columns, numbers, widths, strict=True):
            drawn.add_column(
                "\n".join(broken(heading, width)),
                justify="right" if number else "left",
                overflow="fold",
                width=width,
            )
        for row in self.rows:
            cells = (row[place] for place in shown)
            drawn.add_row(*("\n".join(broken(*each)) for each in zip(cells, widths, strict=True)))
        yield drawn
        yield from self._under(shown)

    def _shown(self, width: int) -> list[int]:
        """Give the columns that a terminal of so many signs shows."""
        shown = list(range(len(self._headings)))
        for place in self.spare:
            columns, numbers = self._columns(shown), [self._numbers[each] for each in shown]
            if at_ease(columns, numbers, _room(width, columns)):
                break
            shown.remove(place)
        return shown

    def _columns(self, shown: Iterable[int]) -> list[list[str]]:
        return [[self._headings[place], *(row[place] for row in self.rows)] for place in shown]

    def _under(self, shown: Sequence[int]) -> Iterator[str]:
        told = [self.explained[place] for place in shown if place in self.explained]
        for each in (*told, *([self.note] if self.note else ())):
            yield tell(each, self._lang)
        left_out = [heading for place, heading in enumerate(self._headings) if place not in shown]
        if left_out:
            wider = say("in a wider window also: {columns}", columns=" · ".join(left_out))
            yield tell(wider, self._lang)


def _room(width: int, columns: Sequence[object]) -> int:
    """Give what is left of a terminal without what stands between and beside the columns."""
    return width - 3 * len(columns) - 1


def new_table(title: Message, columns: Iterable[tuple[Message, str]], lang: str) -> Table:
    """Give an empty table; of each column its heading, and whether it stands `left` or `right`."""
    stated = list(columns)
    return Table(
        tell(title, lang),
        [tell(heading, lang) for heading, _ in stated],
        [justify == "right" for _, justify in stated],
        lang=lang,
    )
