"""The document as Markdown (CommonMark with tables), to be pasted into one of a planner's own."""

import re
from collections.abc import Callable, Iterator, Mapping
from urllib.parse import quote

from simulator.report.document.blocks import Document, Heading, Items, Paragraph, Picture, Table, clean

_SIGNS = re.compile(r"[\\`*_{}\[\]#|~$]")
"""What may begin markup anywhere."""
_OPENINGS = re.compile(r"^(\s*)([-+](?=[-+\s]|$)|=|\d+(?=[.)](?:\s|$)))")
"""What does so at the beginning of a line."""
_ADDRESSES = re.compile(r"(?i)(?<=http)(?=://)|(?<=https)(?=://)|(?<=ftp)(?=://)|(?<=www)(?=\.)")
"""Where text would become a link by itself."""


def markdown(document: Document, *, folder: str) -> str:
    """Give a document as Markdown that refers to its pictures as `folder`/name.png."""
    head = f"# {escaped(document.title)}\n\n**{escaped(document.mark)}** {escaped(document.notice)}\n"
    parts = (_WRITERS[type(block)](block, folder) for block in document.blocks)
    return "\n".join((head, *parts, f"---\n\n{escaped(document.mark)}\n"))


def escaped(text: str) -> str:
    r"""Give text that Markdown shows as it is, on one line: no markup, HTML or link comes of it.

    >>> escaped("a|b <b> *c* [d](e) www.f.org")
    'a\\|b &lt;b&gt; \\*c\\* \\[d\\](e) www\\.f.org'
    """
    shown = " ".join(clean(text).split())
    shown = _SIGNS.sub(r"\\\g<0>", _ADDRESSES.sub("\0", shown)).replace("\0", "\\")
    shown = shown.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _OPENINGS.sub(_opened, shown)


def _opened(found: re.Match[str]) -> str:
    """Give the beginning of a line as text; of a number it is the dot behind it that is escaped."""
    return f"{found[2]}\\" if found[2].isdigit() else f"\\{found[2]}"


def _heading(block: Heading, _folder: str) -> str:
    return f"{'#' * (block.level + 1)} {escaped(block.text)}\n"


def _paragraph(block: Paragraph, _folder: str) -> str:
    text = escaped(block.text)
    return f"**{text}**\n" if block.strong else f"{text}\n"


def _items(block: Items, _folder: str) -> str:
    lines = []
    for number, (head, *rest) in enumerate(block.items, start=1):
        mark = f"{number}. " if block.numbered else "- "
        lines.append(f"{mark}**{escaped(head)}**" if rest else f"{mark}{escaped(head)}")
        lines += [f"\n{' ' * len(mark)}{escaped(line)}" for line in rest]
    return "\n".join(lines) + "\n"


def _table(block: Table, _folder: str) -> str:
    return f"**{escaped(block.caption)}**\n\n" + "\n".join(_rows(block)) + "\n"


def _rows(block: Table) -> Iterator[str]:
    yield _row(column.head for column in block.columns)
    yield "|" + "|".join("---:" if column.figures else "---" for column in block.columns) + "|"
    for row in block.rows:
        yield _row(row)


def _row(cells: Iterator[str] | tuple[str, ...]) -> str:
    return "| " + " | ".join("<br>".join(map(escaped, cell.splitlines())) for cell in cells) + " |"


def _picture(block: Picture, folder: str) -> str:
    return f"![{escaped(block.caption)}]({quote(folder)}/{block.name}.png)\n"


_WRITERS: Mapping[type, Callable[..., str]] = {
    Heading: _heading,
    Paragraph: _paragraph,
    Items: _items,
    Table: _table,
    Picture: _picture,
}
