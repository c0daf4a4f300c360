"""Tables on the console."""

import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING

from simulator.cli.console import console, tell
from simulator.errors import Message

if TYPE_CHECKING:
    from rich.table import Table

RARE = 0.05
"""Of the replications: what happens in fewer is not shown."""
WIDE = 80
"""A terminal of fewer columns breaks numbers, too: else nothing would be left for the names."""


def new_table(title: Message, columns: Iterable[tuple[Message, str]], lang: str) -> "Table":
    """Give an empty table; numbers stay on one line where there is room, texts break between words."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    table = Table(
        title=tell(title, lang), box=SIMPLE_HEAD, title_justify="left", safe_box=True, pad_edge=False
    )
    wide = console(sys.stdout).width >= WIDE
    for heading, justify in columns:
        table.add_column(
            tell(heading, lang),
            justify=justify,  # type: ignore[arg-type]
            overflow="fold",
            no_wrap=wide and justify == "right",
        )
    return table
