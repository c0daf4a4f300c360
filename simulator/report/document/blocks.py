"""What a document is made of, whatever it is written as. Texts are plain: each writer escapes them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from simulator.text.messages import safe_terminal


@dataclass(frozen=True, slots=True)
class Heading:
    """The head of a part; `level` 1 is that of a chapter."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; a `strong` one is what a reader must not miss."""

    text: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Items:
    """A list. The first line of an item is its head where it has further ones; `numbered`: in an order."""

    items: tuple[tuple[str, ...], ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its head, its share of the width against the others, whether it holds figures."""

    head: str
    wide: float = 1.0
    figures: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table; a line break in a cell is one."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart, by its name among the pictures of the document, and what it shows."""

    name: str
    caption: str


Block = Heading | Paragraph | Items | Table | Picture


@dataclass(frozen=True, slots=True)
class Document:
    """A document in one language. `notice` says that nothing in it happened; `pictures` are PNG by name."""

    lang: str
    title: str
    mark: str
    notice: str
    blocks: tuple[Block, ...]
    pictures: Mapping[str, bytes] = field(repr=False)

    @property
    def language(self) -> str:
        """The language as documents name it."""
        return "zh-CN" if self.lang == "zh" else "en-GB"


def clean(text: str) -> str:
    """Give text without signs that no document can hold or that turn its direction; these become visible."""
    lines = ("".join(" " if letter.isspace() else letter for letter in line) for line in text.split("\n"))
    return "\n".join(map(safe_terminal, lines))
