"""The document as a Word file: heading styles, head rows that repeat, pictures, the mark on every page."""

import struct
import zipfile
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

from simulator.report.document.blocks import (
    Column,
    Document,
    Heading,
    Items,
    Paragraph,
    Picture,
    Table,
    clean,
)

if TYPE_CHECKING:
    from docx.document import Document as Word

LATIN, HAN = "Arial", "微软雅黑"
"""Fonts that offices have; Word takes another where there is none."""
_WIDE, _HIGH = 17.4, 21.5
"""Room for a picture on A4, in cm."""
_LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
_LONGEST = 255
"""Letters that a property of a document holds."""
"""When every file says that it was made, so that equal runs give equal bytes."""
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)


def word_bytes(document: Document) -> bytes:
    """Give a document as `.docx`; equal documents give equal bytes.

    Raises
    ------
    ImportError
        Without the extra `office`.
    """
    import docx

    file = docx.Document()
    _set_up(file, document)
    _title(file, document)
    for block in document.blocks:
        _WRITERS[type(block)](file, block, document)
    buffer = BytesIO()
    file.save(buffer)
    return _dateless(buffer.getvalue())


def _dateless(content: bytes) -> bytes:
    """Give a zip file whose entries have no time of writing."""
    buffer = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            new.writestr(zipfile.ZipInfo(entry.filename, _FIRST_DAY), old.read(entry), zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


# The sheet


def _set_up(file: "Word", document: Document) -> None:
    from docx.shared import Cm

    properties = file.core_properties
    properties.title, properties.author = clean(document.title)[:_LONGEST], "drill"
    properties.comments = document.mark
    properties.created = properties.modified = _LONG_AGO
    properties.language = document.language
    section = file.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(1.8)
    section.top_margin, section.bottom_margin = Cm(2.2), Cm(2)
    _set_fonts(file, document.language)
    head = section.header.paragraphs[0]
    head.text = f"{document.mark} · {clean(document.title)}"
    foot = section.footer.paragraphs[0]
    foot.alignment = 1
    for part in ("PAGE", " / ", "NUMPAGES"):
        _add_field(foot, part)


def _set_fonts(file: "Word", language: str) -> None:
    """Name both fonts in each style: with the Latin one alone Word takes any other for Chinese."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    sizes = {"Normal": 10, "Title": 22, "Heading 1": 15, "Heading 2": 12, "Caption": 9.5, "Header": 9}
    for style in file.styles:
        if style.type not in (WD_STYLE_TYPE.PARAGRAPH, WD_STYLE_TYPE.CHARACTER, WD_STYLE_TYPE.TABLE):
            continue
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        fonts.attrib.clear()
        for script, font in (("ascii", LATIN), ("hAnsi", LATIN), ("cs", LATIN), ("eastAsia", HAN)):
            fonts.set(qn(f"w:{script}"), font)
    for name, size in sizes.items():
        font = file.styles[name].font
        font.size, font.color.rgb = Pt(size), RGBColor(0x1A, 0x1A, 0x1A)
    caption = file.styles["Caption"].paragraph_format
    caption.keep_with_next, caption.space_before, caption.space_after = True, Pt(8), Pt(3)
    _set_language(file, language)
    _set_tables(file.styles["Table Grid"])


def _set_tables(style: Any) -> None:
    """Make the lines of tables light, and leave little room in a cell: there are many columns."""
    from docx.oxml.ns import qn

    for line in style.element.xpath(".//w:tblBorders/*"):
        line.set(qn("w:color"), "B8B8B8")
    for room, side in (("50", "left"), ("50", "right"), ("25", "top"), ("25", "bottom")):
        for margin in style.element.xpath(f".//w:tblCellMar/w:{side}"):
            margin.set(qn("w:w"), room)


def _set_language(file: "Word", language: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    properties = file.styles["Normal"].element.get_or_add_rPr()
    named = OxmlElement("w:lang")
    named.set(qn("w:val"), language)
    named.set(qn("w:eastAsia"), "zh-CN")
    properties.append(named)


def _add_field(paragraph: Any, text: str) -> None:
    """Add the number of the page, or of all pages, which Word fills in; other text as it is."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    if not text.isalpha():
        paragraph.add_run(text)
        return
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), text)
    paragraph._p.append(field)  # noqa: SLF001 - the library has no other door to fields


# The blocks


def _title(file: "Word", document: Document) -> None:
    file.add_paragraph(clean(document.title), style="Title")
    notice = file.add_paragraph()
    notice.add_run(document.mark).bold = True
    notice.add_run(f" {clean(document.notice)}")


def _heading(file: "Word", block: Heading, _document: Document) -> None:
    file.add_heading(clean(block.text), block.level)


def _paragraph(file: "Word", block: Paragraph, _document: Document) -> None:
    file.add_paragraph().add_run(clean(block.text)).bold = block.strong


def _items(file: "Word", block: Items, _document: Document) -> None:
    for head, *rest in block.items:
        paragraph = file.add_paragraph(style="List Number" if block.numbered else "List Bullet")
        paragraph.add_run(clean(head)).bold = bool(rest)
        for line in rest:
            paragraph.add_run().add_break()
            paragraph.add_run(clean(line))


def _table(file: "Word", block: Table, _document: Document) -> None:
    from docx.shared import Cm

    file.add_paragraph(clean(block.caption), style="Caption")
    table = file.add_table(rows=1 + len(block.rows), cols=len(block.columns), style="Table Grid")
    table.autofit = False
    whole = sum(column.wide for column in block.columns)
    widths = [Cm(_WIDE * column.wide / whole) for column in block.columns]
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    rows = (tuple(column.head for column in block.columns), *block.rows)
    for number, (row, texts) in enumerate(zip(table.rows, rows, strict=True)):
        _mark_row(row, head=not number)
        for cell, text, column, width in zip(row.cells, texts, block.columns, widths, strict=True):
            cell.width = width
            _fill(cell, text, column, head=not number)


def _mark_row(row: Any, *, head: bool) -> None:
    """Keep a row on one page; the head comes again on each."""
    from docx.oxml import OxmlElement

    properties = row._tr.get_or_add_trPr()  # noqa: SLF001 - the library has no other door to this
    properties.append(OxmlElement("w:cantSplit"))
    if head:
        properties.append(OxmlElement("w:tblHeader"))


def _fill(cell: Any, text: str, column: Column, *, head: bool) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_after = Pt(0)
    if column.figures:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    run = paragraph.add_run(clean(text))
    run.bold, run.font.size = head, Pt(8)
    if head:
        _shade(cell)


def _shade(cell: Any) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    shade = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", "EEF1F4")):
        shade.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(shade)  # noqa: SLF001 - the library has no other door to this


def _picture(file: "Word", block: Picture, document: Document) -> None:
    from docx.shared import Cm

    content = document.pictures[block.name]
    wide, high = struct.unpack(">II", content[16:24])  # as PNG says
    shown = min(_WIDE, _HIGH * wide / high)
    paragraph = file.add_paragraph()
    paragraph.paragraph_format.keep_with_next = True
    picture = paragraph.add_run().add_picture(BytesIO(content), width=Cm(shown))
    picture._inline.docPr.set("descr", clean(block.caption))  # noqa: SLF001 - what a screen reader says
    below = file.add_paragraph(style="Caption")
    below.paragraph_format.keep_with_next = False
    below.add_run(clean(block.caption)).bold = False


_WRITERS: Mapping[type, Callable[..., None]] = {
    Heading: _heading,
    Paragraph: _paragraph,
    Items: _items,
    Table: _table,
    Picture: _picture,
}
