"""What the run was made from: the files as they were, and the figures in them that nothing stands behind."""

from collections.abc import Iterable
from typing import Any

from simulator.plan.assumptions import assumptions
from simulator.report.words import tell
from simulator.study.run import Run

LONGEST = 2000
"""Lines of a file that are shown."""


def line_anchor(inputs: Iterable[str], file: str, line: int) -> str:
    """Give the id of a line of an input on the page; empty where it is not shown."""
    number = next((number for number, name in enumerate(inputs) if name == file), None)
    return f"input-{number}-{line}" if number is not None and line <= LONGEST else ""


def inputs(run: Run) -> list[dict[str, Any]]:
    """Give the files with their lines, in the order of `summary.json`."""
    content = {item.path: item.content for item in run.case.inputs}
    return [
        _file(number, name, digest, content[name].decode("utf-8", "replace"))
        for number, (name, digest) in enumerate(run.summary["inputs"].items())
    ]


def _file(number: int, name: str, digest: str, text: str) -> dict[str, Any]:
    lines = text.splitlines()
    return {
        "name": name,
        "digest": digest,
        "prefix": f"input-{number}-",
        "lines": lines[:LONGEST],
        "left": max(len(lines) - LONGEST, 0),
    }


def assumed(run: Run, *, lang: str) -> list[dict[str, Any]]:
    """Give the figures without a source, file by file: where each stands, how it is written, what it says."""
    names = run.summary["inputs"]
    found: dict[str, list[dict[str, Any]]] = {}
    for each in assumptions(run.case.composition.plans):
        row = {
            "line": each.place.line,
            "anchor": line_anchor(names, each.place.file, each.place.line),
            "path": each.path,
            "figure": each.figure,
            "what": tell(each.what, lang=lang),
        }
        found.setdefault(each.place.file, []).append(row)
    return [{"name": file, "count": len(rows), "rows": rows} for file, rows in found.items()]
