"""Measured lengths of time from a column of a CSV file."""

import csv
import math
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from simulator.errors import DrillError, say
from simulator.text.draws import Samples
from simulator.text.durations import LONGEST, UNITS, unit_hint
from simulator.text.faults import TextError, did_you_mean, shown
from simulator.text.source import read_source
from simulator.units import on_grid

_FEWEST = 5


def read_samples(value: Mapping[str, Any], context: Mapping[str, Any]) -> Samples:
    """Read the column `column` of the CSV file `samples`, in the unit `unit`; empty cells are skipped.

    Raises `TextError` where the file, the column or a number in it cannot be read.
    """
    name, column = _text(value, "samples"), _text(value, "column")
    unit = _unit(_text(value, "unit"))
    rows = list(_rows(_read(name, context)))
    if column not in (rows[0] if rows else ()):
        known = rows[0] if rows else []
        hint = did_you_mean(column, known) or say(
            "the columns are {columns}", columns=shown(", ".join(known))
        )
        raise TextError(
            say("`{file}` has no column `{column}`", file=name, column=shown(column)),
            hint,
            within=("column",),
        )
    position = rows[0].index(column)
    cells = (
        (line, row[position].strip()) for line, row in enumerate(rows[1:], start=2) if len(row) > position
    )
    values = tuple(_number(cell, line, name, unit) for line, cell in cells if cell)
    if len(values) < _FEWEST:
        found = say(
            "`{file}` has {count} numbers in that column, at least {fewest} are needed",
            file=name,
            count=len(values),
            fewest=_FEWEST,
        )
        raise TextError(found, within=("samples",))
    return Samples(tuple(map(on_grid, values)), name, column)


def _text(value: Mapping[str, Any], key: str) -> str:
    text = value[key]
    if isinstance(text, str) and text.strip():
        return text.strip()
    raise TextError(say("a text is expected here"), within=(key,))


def _unit(word: str) -> float:
    if word in UNITS:
        return UNITS[word]
    raise TextError(say("`{unit}` is no unit of time", unit=shown(word)), unit_hint(word), within=("unit",))


def _read(name: str, context: Mapping[str, Any]) -> str:
    if "folder" not in context or "root" not in context:
        raise TextError(say("measured values cannot be read here"), within=("samples",))
    root = Path(context["root"]).resolve()
    try:
        path = (Path(context["folder"]) / name).resolve()
    except (OSError, ValueError):
        raise TextError(say("this cannot be the name of a file"), within=("samples",)) from None
    if not path.is_relative_to(root):
        raise TextError(say("`{file}` lies outside the plans' folder", file=shown(name)), within=("samples",))
    try:
        return read_source(path, shown=name).text
    except DrillError as error:
        problem = error.problems[0]
        found = say("`{file}`: {found}", file=shown(name), found=problem.found)
        raise TextError(found, problem.hint, within=("samples",)) from None


def _rows(text: str) -> Iterator[list[str]]:
    try:
        for row in csv.reader(text.splitlines()):
            yield [cell.strip() for cell in row] if row else row
    except csv.Error:
        raise TextError(say("this is no CSV file"), within=("samples",)) from None


def _number(cell: str, line: int, name: str, unit: float) -> float:
    try:
        seconds = float(cell) * unit
    except ValueError:
        seconds = math.nan
    if 0 <= seconds <= LONGEST:
        return seconds
    found = say(
        "`{file}`, line {line}: `{cell}` is no length of time", file=name, line=line, cell=shown(cell)
    )
    raise TextError(found, say("a number, 0 or more, at most ten years, is expected"), within=("samples",))
