"""The gaps in full, and between whom they lie."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from simulator.analysis.gaps.boundary import AXES, By
from simulator.plan.gap import SEVERITIES
from simulator.report.account import Accounts
from simulator.report.boundary_chart import value_names
from simulator.report.follow_up import Earlier, follow, state_words
from simulator.report.gap_words import HEADS, by_weight, gap_figures, seconds_expected
from simulator.report.page.inputs import line_anchor
from simulator.report.page.lead import cost_words, gap_anchor
from simulator.report.words import tell
from simulator.study.run import Run
from simulator.text.lengths import show_duration

Record = Mapping[str, Any]
SHADES = 4
"""Of a cell of the matrix, by the minutes lost there."""
_SHORTEST = 1.0
"""Seconds below which the cost of a gap is not named."""


def findings(
    run: Run, gaps: Iterable[Record], *, lang: str, earlier: Sequence[Earlier] = ()
) -> list[dict[str, Any]]:
    """Give the gaps under each severity, the gravest first; beside `earlier` runs how each stands."""
    found = by_weight(gaps)
    stands = follow(found, earlier) if earlier else {}
    states = {name: tell(state_words(entry, earlier), lang=lang) for name, entry in stands.items()}
    accounts = Accounts(run, lang)
    return [
        {
            "severity": severity,
            "head": tell(HEADS[severity], lang=lang),
            "gaps": [
                _gap(gap, accounts, run.summary["inputs"], lang) | {"state": states.get(gap["id"], "")}
                for gap in found
                if gap["severity"] == severity
            ],
        }
        for severity in reversed(SEVERITIES)
        if any(gap["severity"] == severity for gap in found)
    ]


def _gap(gap: Record, accounts: Accounts, inputs: Iterable[str], lang: str) -> dict[str, Any]:
    return {
        "id": gap["id"],
        "anchor": gap_anchor(gap),
        "title": gap["title"][lang],
        "minutes": show_duration(seconds, lang) if (seconds := seconds_expected(gap)) >= _SHORTEST else "",
        "cost": cost_words(gap, lang),
        "remedy": gap["remedy"][lang],
        "account": accounts.of(gap),
        "evidence": [
            {
                "text": each["text"][lang],
                "figures": [tell(figure, lang=lang) for figure in gap_figures(each, lang)]
                if each["source"] == "runs"
                else [],
            }
            for each in gap["evidence"]
        ],
        "where": [
            {
                "text": f"{place['file']}:{place['line']}",
                "anchor": line_anchor(inputs, place["file"], place["line"]),
            }
            for place in gap["where"]
        ],
    }


def boundary(run: Run, *, lang: str) -> list[dict[str, Any]]:
    """Give the boundary matrices by sector, level and region as tables."""
    return [_matrix(run, by, lang) for by in AXES if by != "agency"]


def _matrix(run: Run, by: By, lang: str) -> dict[str, Any]:
    record = run.summary["boundary_matrix"][by]
    cells = {tuple(cell["between"]): cell for cell in record["cells"]}
    named = [value for value in record["values"] if any(value in ends for ends in cells)]
    most = max((cell["minutes"] for cell in cells.values()), default=0.0) or 1.0
    names = value_names(run.case.composition, named, by=by, lang=lang)
    return {
        "by": by,
        "columns": [names[value] for value in named],
        "rows": [
            {
                "name": names[row],
                "cells": [_cell(cells.get((column, row)), most) for column in named[: number + 1]],
                "empty": len(named) - number - 1,
            }
            for number, row in enumerate(named)
        ],
    }


def _cell(cell: Record | None, most: float) -> dict[str, Any] | None:
    if cell is None:
        return None
    return {
        "number": cell["number"],
        "minutes": f"{cell['minutes']:.0f}" if cell["minutes"] >= 1 else "< 1" if cell["minutes"] else "",
        "shade": max(1, round(SHADES * (cell["minutes"] / most) ** 0.5)) if cell["minutes"] else 0,
    }
