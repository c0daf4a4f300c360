"""Tables on the console."""

import sys
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from simulator.cli.console import console, tell
from simulator.errors import Message
from simulator.report.figures import quantile_words
from simulator.text.lengths import show_duration

if TYPE_CHECKING:
    from rich.table import Table

Record = Mapping[str, Any]

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


def median_and_p90(record: Record, horizon: str, lang: str) -> str:
    """Give both quantiles as they may be shown."""
    return " / ".join(quantile_words(record, name, horizon, lang) for name in ("p50", "p90"))


def length(seconds: float | None, lang: str) -> str:
    """Give a length of time, or a dash where there is none."""
    return "–" if seconds is None else show_duration(seconds, lang)
