"""Tables on the console, and shares as they stand in them."""

import sys
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from simulator.cli.console import console, tell
from simulator.errors import Message
from simulator.text.lengths import show_duration

if TYPE_CHECKING:
    from rich.table import Table

Record = Mapping[str, Any]

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


def share(value: float) -> str:
    """Give a share in percent; what is not all is never shown as all, nor something as nothing."""
    percent = round(100 * value, 6)  # 0.55 becomes 55.00000000000001
    if 0 < percent < 0.1:
        return "< 0.1 %"
    if 99.9 < percent < 100:
        return "> 99.9 %"
    return f"{percent:.1f} %" if percent % 1 else f"{percent:.0f} %"


def interval(record: Record, name: str) -> str:
    """Give a share with its 95 % interval."""
    return f"{share(record[name])} ({share(record[f'{name}_low'])} – {share(record[f'{name}_high'])})"


def quantile_words(record: Record, name: str, horizon: str, lang: str) -> str:
    """Give a quantile as it may be shown: a time, beyond the horizon, or that too few runs support it."""
    if name in record["beyond"]:
        return f"> {horizon}"
    if name in record["unsupported"] or record[f"{name}_s"] is None:
        return "–"
    return show_duration(record[f"{name}_s"], lang)
