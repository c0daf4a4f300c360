"""Sobol indices: which share of a milestone's variance the draws of each figure make.

All that is drawn from one figure is one factor. Two independent sets of draws, A and B, are two sets of keys:
a stream under another key has other draws. So A with one figure's draws from B is the same program with that
figure's streams renamed, and nothing else moves (rule 27).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

import numpy as np

from simulator.analysis.figures import Times, rounded_share
from simulator.errors import StoppedError, say
from simulator.program.model import Program
from simulator.study.factors import Factor

Key: TypeAlias = tuple[str, ...]
A: Key = ("A",)
B: Key = ("B",)
REST = "*"
"""The id of everything that is drawn beside the figures that are asked for."""
RESAMPLES = 1_000


@dataclass(frozen=True, slots=True)
class Sobol:
    """First-order and total indices by the ids of figures, each with the half width of its 95 % interval."""

    ids: tuple[str, ...]
    first: tuple[tuple[float, float], ...]
    total: tuple[tuple[float, float], ...]

    def record(self) -> list[dict[str, Any]]:
        """Give them as JSON holds them; what an interval that holds 0 says cannot be told from noise."""
        return [
            {"id": each, **_record("first", *first), **_record("total", *total)}
            for each, first, total in zip(self.ids, self.first, self.total, strict=True)
        ]


def _record(name: str, value: float, half: float) -> dict[str, Any]:
    return {
        name: rounded_share(value),
        f"{name}_low": rounded_share(value - half),
        f"{name}_high": rounded_share(value + half),
        f"{name}_sure": value - half > 0,
    }


def check_salib() -> None:
    """Refuse to begin where SALib is missing.

    Raises
    ------
    StoppedError
        With what to install.
    """
    try:
        import SALib.analyze.sobol  # noqa: F401
    except ImportError as fault:
        raise StoppedError(
            say("--sobol needs SALib: install it with pip install 'drill-simulator[sensitivity]'")
        ) from fault


def sobol_programs(program: Program, factors: Sequence[Factor]) -> dict[Key, Program]:
    """Give A, B, and A with the draws of each figure, and of all the rest, from B."""
    groups = {each.id: frozenset(each.streams) for each in factors}
    everything = frozenset(range(len(program.streams)))
    groups[REST] = everything.difference(*groups.values())
    mixed: dict[Key, Program] = {("A", each): _redrawn(program, streams) for each, streams in groups.items()}
    return {A: program, **mixed, B: _redrawn(program, everything)}


def _redrawn(program: Program, numbers: frozenset[int]) -> Program:
    streams = (
        replace(stream, key=f"{stream.key}|again") if number in numbers else stream
        for number, stream in enumerate(program.streams)
    )
    return replace(program, streams=tuple(streams))


def indices(outcomes: Mapping[Key, Times], factors: Sequence[Factor], *, seed: int) -> Sobol | None:
    """Give the indices; None where the outcome does not vary, so that there is nothing to share out.

    By the estimators of Saltelli et al. (2010) with bootstrap intervals, as SALib has them.
    """
    from SALib.analyze import sobol

    ids = (*(each.id for each in factors), REST)
    rows = np.column_stack([outcomes[A], *(outcomes["A", each] for each in ids), outcomes[B]])
    if not np.ptp(rows[:, 0]):
        return None
    problem = {"num_vars": len(ids), "names": list(ids), "bounds": [[0.0, 1.0]] * len(ids)}
    found = sobol.analyze(
        problem, rows.ravel(), calc_second_order=False, num_resamples=RESAMPLES, seed=seed + 1
    )
    pairs = {
        name: tuple(zip(found[name].tolist(), found[f"{name}_conf"].tolist(), strict=True))
        for name in ("S1", "ST")
    }
    return Sobol(ids, pairs["S1"], pairs["ST"])
