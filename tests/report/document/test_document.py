"""The report as Markdown, Word and PDF: what it says can be read back, and what is in a plan stays text."""

import re
from io import BytesIO

import pytest

from simulator.report.document.blocks import Column, Document, Heading, Items, Paragraph, Picture, Table
from simulator.report.document.content import document_of
from simulator.report.document.markdown import escaped, markdown
from simulator.report.document.short import OBJECTIVES, short_document
from simulator.report.document.typeset import pdf_bytes
from simulator.report.document.word import word_bytes
from simulator.report.run_files import charts_of
from tests.report.page.small import HOSTILE as SMALL_HOSTILE
from tests.report.page.small import run

MARK = "演练 / EXERCISE"
HOSTILE = (
    "#strong[x] $y$ *z* _w_ `v` @u \\ // c",
    "<script>alert(1)</script> & <!-- -->",
    "a|b ![i](http://evil.example/j) [k](javascript:l)",
    "\u202eevil\u202c \x00\x1b[31m",
    "长" * 60,
    "LongNameWithoutASpace" * 6,
    "=SUM(A1) {{ 7*7 }} %PDF",
)


@pytest.fixture(scope="module")
def document():
    made = run(duration="5..20 min")
    return document_of(made, charts_of(made, "en"), lang="en")


@pytest.fixture(scope="module")
def chinese():
    made = run(("值班室", "救援队", "火情", "灭火", "明火扑灭"))
    return document_of(made, charts_of(made, "zh"), lang="zh")


@pytest.fixture(scope="module")
def hostile(document):
    """Everything that a document is made of, with names that mean harm everywhere."""
    columns = (Column(HOSTILE[0]), Column(HOSTILE[1], 2), Column(HOSTILE[2], figures=True))
    rows = tuple((one, f"{one}\n{one}", one) for one in HOSTILE)
    blocks = (
        *(Heading(one, 1 + number % 2) for number, one in enumerate(HOSTILE)),
        *(Paragraph(one, strong=bool(number % 2)) for number, one in enumerate(HOSTILE)),
        Items(tuple((one, one) for one in HOSTILE), numbered=True),
        Items(tuple((one,) for one in HOSTILE)),
        Table(HOSTILE[3], columns, rows),
        Picture("timeline", HOSTILE[2]),
    )
    return Document("zh", HOSTILE[1], MARK, HOSTILE[0], blocks, document.pictures)


def read_pdf(content):
    from pypdf import PdfReader

    return PdfReader(BytesIO(content))


def text_of(content):
    """The text of a PDF, without the spaces and line ends that setting it made."""
    return "".join("".join(page.extract_text().split()) for page in read_pdf(content).pages)


def read_word(content):
    import docx

    return docx.Document(BytesIO(content))


def test_it_says_what_was_played_what_came_of_it_what_to_mend_and_what_it_was_made_from(document):
    # Room sees it at once, writes a minute, and the limit is 30 s: late in every replication, 1 min lost.
    heads = [block.text for block in document.blocks if isinstance(block, Heading)]
    assert heads == [
        "Mend these first", "The plans that were played", "Timeline", "Times", "Where the time went",
        "Clocks of obligations", "Desks and units under load", "Gaps", "Boundary matrix", "Network of links",
        "Five qualities", "Awareness", "Assumptions", "Inputs and versions",
    ]  # fmt: skip
    tables = {block.caption.partition(":")[0]: block for block in document.blocks if isinstance(block, Table)}
    (goal,) = tables["Objectives"].rows
    assert goal[0] == "Fire is out"
    assert re.fullmatch(r"\d+(\.\d)? % \(.* – .*\)", goal[3])
    (clock,) = tables["How often each obligation was met in time, the worst first. Slack"].rows
    assert clock[1:3] == ("Act 1, article 2", "30 s")
    assert clock[4:] == ("100 %", "0 %", "1 min", "−30 s")
    worst = next(block for block in document.blocks if isinstance(block, Items))
    assert worst.items[0][1].startswith("Fire is out: 1 min later through it · seen in 100 %")
    assert "p10, p90 and p95" in " ".join(
        each.text for each in document.blocks if isinstance(each, Paragraph)
    )
    high = next(table for caption, table in tables.items() if caption.startswith(("High", "Medium")))
    assert [column.head for column in high.columns] == [
        "gap", "cause", "responsibility", "education", "correction",
    ]  # fmt: skip
    (gap,) = (row for row in high.rows if row[0].startswith("Brigade learns late: Fire"))
    assert "it waited for this alone" in gap[1]
    assert gap[2] == "Room amends: plan\nconcerned: Brigade, Room"
    assert gap[3] == "to be known to Brigade, Room:\nAct 1, article 2"
    assert gap[4].endswith("\nplan.yaml:1")


def test_every_table_has_as_many_cells_as_columns_and_every_picture_is_there(document, chinese):
    for each in (document, chinese):
        for block in each.blocks:
            if isinstance(block, Table):
                assert {len(row) for row in block.rows} <= {len(block.columns)}
            if isinstance(block, Picture):
                assert each.pictures[block.name].startswith(b"\x89PNG")


@pytest.mark.parametrize("write", [word_bytes, pdf_bytes, lambda one: markdown(one, folder="p").encode()])
def test_equal_documents_give_equal_bytes(document, write):
    assert write(document) == write(document)


def test_every_chart_that_is_drawn_is_shown_and_stands_in_its_chapter(document):
    shown = [block.name for block in document.blocks if isinstance(block, Picture)]
    assert sorted(shown) == sorted(document.pictures)
    chapter, found = "", {}
    for block in document.blocks:
        if isinstance(block, Heading):
            chapter = block.text
        elif isinstance(block, Picture):
            found[block.name] = chapter
    assert found["waiting"] == "Where the time went"
    assert found["load"] == "Desks and units under load"


@pytest.mark.parametrize("made", ["document", "chinese"])
def test_word_holds_every_text_with_heading_styles_pictures_and_the_mark(made, request):
    document = request.getfixturevalue(made)
    file = read_word(word_bytes(document))
    heads = [part.text for part in file.paragraphs if part.style.name.startswith("Heading")]
    assert heads == [block.text for block in document.blocks if isinstance(block, Heading)]
    tables = [block for block in document.blocks if isinstance(block, Table)]
    assert len(file.tables) == len(tables)
    for found, table in zip(file.tables, tables, strict=True):
        assert [[cell.text for cell in row.cells] for row in found.rows][1:] == [
            list(row) for row in table.rows
        ]
        assert found.rows[0]._tr.trPr.xpath("w:tblHeader")
    assert len(file.inline_shapes) == sum(isinstance(block, Picture) for block in document.blocks)
    (section,) = file.sections
    assert MARK in section.header.paragraphs[0].text
    assert section.footer._element.xpath(".//w:fldSimple/@w:instr") == ["PAGE", "NUMPAGES"]
    assert not [
        shape for shape in file.inline_shapes if shape.width > section.page_width - section.left_margin
    ]


def test_word_names_a_chinese_font_in_every_style_it_uses(chinese):
    file = read_word(word_bytes(chinese))
    for name in ("Normal", "Title", "Heading 1", "Heading 2", "Caption", "List Number", "Table Grid"):
        (fonts,) = file.styles[name].element.rPr.xpath("w:rFonts")
        assert {value for key, value in fonts.attrib.items() if key.endswith("eastAsia")} == {"微软雅黑"}
        assert not [key for key in fonts.attrib if "Theme" in key]


@pytest.mark.parametrize("made", ["document", "chinese"])
def test_pdf_can_be_searched_has_contents_pictures_and_the_mark_on_each_page(made, request):
    document = request.getfixturevalue(made)
    content = pdf_bytes(document)
    file = read_pdf(content)
    text = text_of(content)
    for block in document.blocks:
        if isinstance(block, Heading):
            assert "".join(block.text.split()) in text
    assert [one.title for one in file.outline if not isinstance(one, list)] == [
        block.text for block in document.blocks if isinstance(block, Heading) and block.level == 1
    ]
    assert all("".join(MARK.split()) in "".join(page.extract_text().split()) for page in file.pages)
    assert sum(len(page.images) for page in file.pages) == len(document.pictures)
    assert file.metadata.title == document.title


def test_names_that_mean_harm_stay_text_in_pdf(hostile):
    text = text_of(pdf_bytes(hostile))
    for part in ("#strong[x]$y$*z*_w_`v`@u\\//c", "<script>alert(1)</script>&<!---->", "{{7*7}}", "长" * 20):
        assert part in text
    assert "\\u202eevil\\u202c\\x00\\x1b[31m" in text


def test_names_that_mean_harm_stay_text_in_word(hostile):
    file = read_word(word_bytes(hostile))
    table = file.tables[0]
    assert table.rows[2].cells[0].text == "<script>alert(1)</script> & <!-- -->"
    assert table.rows[4].cells[1].text == "\n".join(["\\u202eevil\\u202c \\x00\\x1b[31m"] * 2)


def test_names_that_mean_harm_stay_text_in_markdown(hostile):
    text = markdown(hostile, folder="my pictures")
    assert "<script" not in text
    assert "](javascript" not in text.replace("\\](javascript", "")
    assert text.count("](") - text.count("\\](") == 1  # that of the picture, ours
    assert "](my%20pictures/timeline.png)" in text
    rows = [line for line in text.splitlines() if line.startswith("| ")]
    assert {len(re.findall(r"(?<!\\)\|", row)) for row in rows} == {4}


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("- a", "\\- a"),
        ("12. b", "12\\. b"),
        ("6.7 % (2.6 %)", "6.7 % (2.6 %)"),
        ("-30 s", "-30 s"),
        ("---", "\\---"),
        ("# c", "\\# c"),
        ("> d", "&gt; d"),
        ("a\n\n# b", "a \\# b"),
        ("<b>&lt;", "&lt;b&gt;&amp;lt;"),
        ("see https://x.y www.z", "see https\\://x.y www\\.z"),
        ("2026-11-26 10:00", "2026-11-26 10:00"),
        ("全角\u3000空格", "全角 空格"),
    ],
)
def test_markdown_shows_text_as_it_is(text, shown):
    assert escaped(text) == shown


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_plan_full_of_names_that_mean_harm_becomes_a_document_in_every_form(lang):
    made = run(SMALL_HOSTILE)
    document = document_of(made, charts_of(made, lang), lang=lang)
    assert "<script>alert(1)</script>" in text_of(pdf_bytes(document))
    file = read_word(word_bytes(document))
    cells = {cell.text for table in file.tables for row in table.rows for cell in row.cells}
    assert any('"><img src=x onerror=alert(1)>' in text for text in cells)
    text = markdown(document, folder="p")
    assert not re.search(r"<(?!br>)", text)


def test_the_short_document_says_what_came_of_it_and_what_to_mend_on_two_leaves():
    short = short_document(run(duration="5..20 min"), lang="en")
    kinds = [type(block).__name__ for block in short.blocks]
    assert kinds == ["Paragraph", "Paragraph", "Table", "Heading", "Items", "Paragraph", "Picture"]
    text = text_of(pdf_bytes(short))
    for words in ("Played 40 times by chance", "1 objectives", "Brigade learns late: Fire", short.mark):
        assert "".join(words.split()) in text
    assert len(read_pdf(pdf_bytes(short)).pages) <= 2


def test_the_short_document_names_the_first_of_many_objectives_and_counts_the_others():
    goals = {
        f"m{number}": {
            "title": f"Fire is out, told {number} times",
            "when": "out.done",
            "within": "15 min",
            "share": "90%",
        }
        for number in range(OBJECTIVES + 4)
    }
    short = short_document(run(milestones=goals), lang="en")
    (table,) = (block for block in short.blocks if isinstance(block, Table))
    assert len(table.rows) == OBJECTIVES
    more = "Further objectives, none worse than these: 4. All of them stand in the full report."
    assert more in [block.text for block in short.blocks if isinstance(block, Paragraph)]
    assert len(read_pdf(pdf_bytes(short)).pages) == 2
