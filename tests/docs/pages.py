"""What stands in the pages of the documentation: fenced blocks, by their language."""

import re
from pathlib import Path
from typing import NamedTuple

from simulator.text.source import Source
from simulator.text.tree import read_tree

ROOT = Path(__file__).parent.parent.parent
PAGES = (
    "README.md",
    "README.zh.md",
    "docs/format.md",
    "docs/commands.md",
    "docs/method.md",
    "docs/decisions.md",
    "CONTRIBUTING.md",
)
_FENCE = re.compile(r"^```([\w-]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_COMMENT = re.compile(r"\s+#\s.*$")


class Block(NamedTuple):
    page: str
    line: int
    language: str
    text: str

    @property
    def file(self):
        """The file that the block is said to be in its first line, `# plans/town.yaml`."""
        named = re.match(r"# (\S+\.yaml)$", self.text.splitlines()[0])
        return named[1] if named else None


def page(name):
    return (ROOT / name).read_text(encoding="utf-8")


def blocks(name, language):
    text = page(name)
    return [
        Block(name, text[: match.start()].count("\n") + 1, match[1], match[2])
        for match in _FENCE.finditer(text)
        if match[1] == language
    ]


def lines(name, language):
    """Every line of the blocks of a language, comments left out."""
    return [
        _COMMENT.sub("", line).rstrip()
        for block in blocks(name, language)
        for line in block.text.splitlines()
        if line.strip()
    ]


def yaml_value(text):
    """What a value means that stands behind a key in a file; text that would not be one value is text."""
    quoted = text if text[0] in "{[" or text.startswith('"') else '"' + text + '"'
    return read_tree(Source("value.yaml", f"value: {quoted}\n"))["value"]
