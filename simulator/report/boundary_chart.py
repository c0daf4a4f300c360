"""From gaps and the plans that they lie in to the chart of the boundary matrix."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from simulator.analysis.gaps.boundary import (
    By,
    axis_values,
    boundary_matrix,
    matrix_within,
    neighbouring,
)
from simulator.errors import say
from simulator.plan.composed import Composition
from simulator.plan.gap import Gap
from simulator.report.matrix import draw_matrix
from simulator.report.words import LEVEL_WORDS, SECTOR_WORDS, named, tell

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def boundary_chart(
    composition: Composition,
    gaps: Iterable[Gap],
    *,
    lang: str,
    title: str,
    by: By = "sector",
    between: tuple[str, str] | None = None,
) -> "Figure":
    """Draw the boundary matrix of gaps over a composition; `between` draws the agencies inside one cell.

    `title` is that of the scenario or plan.
    """
    neighbours = neighbouring(composition)
    if between is None:
        values = () if by == "agency" else axis_values(composition, by=by, neighbours=neighbours)
        matrix = boundary_matrix(gaps, by=by, values=values, neighbours=neighbours)
    else:
        matrix = matrix_within(gaps, by=by, between=between, neighbours=neighbours)
    names = value_names(composition, {*matrix.rows, *matrix.columns}, by=matrix.by, lang=lang)
    return draw_matrix(matrix, names=names, title=title, lang=lang)


def value_names(composition: Composition, values: Iterable[str], *, by: By, lang: str) -> Mapping[str, str]:
    """Give the names for people of values of an axis; the value itself where it has no other."""
    return {value: _name(composition, value, by, lang) for value in values}


def _name(composition: Composition, value: str, by: By, lang: str) -> str:
    if by == "region":
        if value not in composition.areas:
            return value or tell(say("no region stated"), lang=lang)
        return composition.areas[value].record.name.show(lang)
    if by == "agency":
        title = composition.actors[value].record.name.show(lang) if value in composition.actors else value
        return f"{title} {value.partition('#')[2]}".rstrip()
    return named(value, SECTOR_WORDS if by == "sector" else LEVEL_WORDS, lang=lang)
