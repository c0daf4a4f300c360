"""The document as PDF, set by Typst. Texts go to it as data in a file of their own, never as markup."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from simulator.report.document.blocks import Document, Heading, Items, Paragraph, Picture, Table, clean
from simulator.report.style import FONT

_SHEET = Path(__file__).with_name("sheet.typ")


def pdf_bytes(document: Document) -> bytes:
    """Give a document as PDF; equal documents give equal bytes.

    Raises
    ------
    ImportError
        Without the extra `pdf`.
    """
    import typst

    with TemporaryDirectory(prefix="drill-") as name:
        folder = Path(name)
        for picture, content in document.pictures.items():
            (folder / f"{picture}.png").write_bytes(content)
        (folder / "document.json").write_text(json.dumps(_data(document)), encoding="utf-8")
        sheet = folder / _SHEET.name
        sheet.write_bytes(_SHEET.read_bytes())
        found: bytes = typst.compile(
            sheet, root=folder, font_paths=[FONT.parent], ignore_system_fonts=True, timestamp=0
        )
        return found


def _data(document: Document) -> dict[str, Any]:
    return {
        "lang": document.lang,
        "title": clean(document.title),
        "mark": document.mark,
        "notice": clean(document.notice),
        "blocks": [
            {"kind": type(block).__name__, **_VALUES[type(block)](block)} for block in document.blocks
        ],
    }


def _heading(block: Heading) -> dict[str, Any]:
    return {"text": clean(block.text), "level": block.level}


def _paragraph(block: Paragraph) -> dict[str, Any]:
    return {"text": clean(block.text), "strong": block.strong}


def _items(block: Items) -> dict[str, Any]:
    return {"items": [[clean(line) for line in item] for item in block.items], "numbered": block.numbered}


def _table(block: Table) -> dict[str, Any]:
    return {
        "caption": clean(block.caption),
        "heads": [clean(column.head) for column in block.columns],
        "wide": [column.wide for column in block.columns],
        "figures": [column.figures for column in block.columns],
        "rows": [[clean(cell) for cell in row] for row in block.rows],
    }


def _picture(block: Picture) -> dict[str, Any]:
    return {"name": f"{block.name}.png", "caption": clean(block.caption)}


_VALUES: Mapping[type, Callable[..., dict[str, Any]]] = {
    Heading: _heading,
    Paragraph: _paragraph,
    Items: _items,
    Table: _table,
    Picture: _picture,
}
