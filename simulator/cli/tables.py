"""Tables on the console."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from simulator.cli.console import tell
from simulator.cli.widths import broken, shared_width
from simulator.errors import Message

if TYPE_CHECKING:
    from rich.console import Console, ConsoleOptions, RenderResult

Record = Mapping[str, Any]


class Table:
    """A title, headings and rows, which take the shape of the terminal when they are printed.

    No name is left out in a narrow one, and no number cut; `numbers` tells which columns stand to the right.
    """

    def __init__(self, title: str, headings: list[str], numbers: list[bool]) -> None:
        self._title = title
        self._headings = headings
        self._numbers = numbers
        self.rows: list[tuple[str, ...]] = []

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
        room = options.max_width - 3 * len(self._headings) - 1  # what stands between and beside the columns
        columns = list(zip(self._headings, *self.rows, strict=True))
        widths = shared_width(columns, self._numbers, room)
        for heading, number, width in zip(self._headings, self._numbers, widths, strict=True):
            drawn.add_column(
                "\n".join(broken(heading, width)),
                justify="right" if number else "left",
                overflow="fold",
                width=width,
            )
        for row in self.rows:
            drawn.add_row(*("\n".join(broken(*each)) for each in zip(row, widths, strict=True)))
        yield drawn


def new_table(title: Message, columns: Iterable[tuple[Message, str]], lang: str) -> Table:
    """Give an empty table; of each column its heading, and whether it stands `left` or `right`."""
    stated = list(columns)
    return Table(
        tell(title, lang),
        [tell(heading, lang) for heading, _ in stated],
        [justify == "right" for _, justify in stated],
    )
