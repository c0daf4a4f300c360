"""Keeps the catalogue of translations: collects what the code says, compiles what is translated.

`python .ci/catalogue.py` updates `drill.po`, keeping translations, and compiles `drill.mo`. With `--check` it
changes nothing, and fails where a sentence has no translation, a translation has other placeholders, or
`drill.mo` is behind.
"""

import ast
import string
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po, write_po
from click_words import PLURALS, SENTENCES
from jinja2 import Environment, nodes

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "simulator/text/locale/zh/LC_MESSAGES"
PO, MO = FOLDER / "drill.po", FOLDER / "drill.mo"


_DATE = datetime(2026, 1, 1, tzinfo=UTC)  # always the same, so that nothing changes without reason
_HEAD: dict[str, Any] = {
    "fuzzy": False,
    "creation_date": _DATE,
    "revision_date": _DATE,
    "last_translator": "drill",
    "msgid_bugs_address": "drill",
    "language_team": "drill",
}


def sentences(tree: ast.AST) -> Iterator[str]:
    """Give the literal in every `say("...")` and `_("...")`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("say", "_"):
            first = node.args[0] if node.args else None
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield first.value


def sentences_of_template(text: str) -> Iterator[str]:
    """Give the literal in every `say("...")` of a template."""
    for call in Environment(autoescape=True).parse(text).find_all(nodes.Call):
        if (
            isinstance(call.node, nodes.Name)
            and call.node.name == "say"
            and isinstance(call.args[0], nodes.Const)
        ):
            yield call.args[0].value


def collect() -> dict[str, list[str]]:
    """Give every sentence of the code and of the templates with the files that say it."""
    found: dict[str, list[str]] = {}
    paths = [path for ending in ("py", "html") for path in (ROOT / "simulator").rglob(f"*.{ending}")]
    for path in sorted(paths):
        text = path.read_text(encoding="utf-8")
        said = sentences(ast.parse(text)) if path.suffix == ".py" else sentences_of_template(text)
        for sentence in said:
            files = found.setdefault(sentence, [])
            name = path.relative_to(ROOT).as_posix()
            if name not in files:
                files.append(name)
    for sentence in (*SENTENCES, *(many for _, many in PLURALS)):
        found.setdefault(sentence, []).append("click")
    return found


def pairs(catalog: Catalog) -> dict[str, str]:
    """Give the translations in a catalogue; one for many stands under the sentence for many."""
    found = {}
    for message in catalog:
        key, text = message.id, message.string
        if isinstance(key, list | tuple):
            key, text = key[1], text[0]
        if key and text:
            found[str(key)] = str(text)
    return found


def compiled() -> dict[str, str]:
    """Give what `drill.mo` translates."""
    if not MO.exists():
        return {}
    with MO.open("rb") as file:
        return pairs(read_mo(file))


def translations() -> dict[str, str]:
    """Give what `drill.po` translates."""
    if not PO.exists():
        return {}
    with PO.open("rb") as file:
        return pairs(read_po(file, locale="zh"))


def build(said: dict[str, list[str]], known: dict[str, str]) -> Catalog:
    """Give the catalogue of all sentences; those that nobody says any more are left out."""
    catalog = Catalog(
        "zh", header_comment="# Chinese sentences of drill.", project="drill", version="0", **_HEAD
    )
    plurals = {many: one for one, many in PLURALS}
    for sentence in sorted(said):
        key, text = sentence, known.get(sentence, "")
        if sentence in plurals:
            key, text = (plurals[sentence], sentence), (text,)
        catalog.add(key, text, locations=[(name, 0) for name in said[sentence]])
    return catalog


def fields(template: str) -> set[str]:
    """Give the placeholders of a template."""
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


def faults(said: dict[str, list[str]], known: dict[str, str]) -> list[str]:
    """Give a line for everything that `--check` refuses."""
    lines = [
        f"not translated: {sentence!r} ({', '.join(said[sentence])})"
        for sentence in sorted(said.keys() - known)
    ]
    lines += [
        f"other placeholders: {sentence!r} -> {known[sentence]!r}"
        for sentence in sorted(said.keys() & known)
        if fields(sentence) != fields(known[sentence])
    ]
    if not lines and compiled() != {sentence: known[sentence] for sentence in said}:
        lines.append("drill.mo is not what drill.po says: run python .ci/catalogue.py")
    return lines


def main() -> int:
    """Update or check; gives the exit code."""
    said, known = collect(), translations()
    if "--check" not in sys.argv[1:]:
        catalog = build(said, known)
        with MO.open("wb") as file:
            write_mo(file, catalog)
        with PO.open("wb") as file:
            write_po(file, catalog, width=0, include_lineno=False)
    lines = faults(said, translations())
    print("\n".join(lines) or f"{len(said)} sentences, all translated")
    return 1 if lines else 0


if __name__ == "__main__":
    raise SystemExit(main())
