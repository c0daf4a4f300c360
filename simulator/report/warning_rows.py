"""Warnings that were issued, with the times that passed until each of their measures was begun and done."""

from dataclasses import dataclass
from math import inf

import numpy as np

from simulator.analysis.figures import Times
from simulator.analysis.levels.declared import levels_of
from simulator.analysis.levels.record import after
from simulator.analysis.results import Results
from simulator.analysis.titles import Titles
from simulator.plan.colours import COLOURS
from simulator.program.model import Program


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure of a warning: seconds from when it was issued, `inf` where it was never begun, or done."""

    name: str
    title: str
    started: Times
    done: Times


@dataclass(frozen=True, slots=True)
class Warned:
    """A warning, and in which share of the replications it was issued; the times are of those.

    `colour` is the level as plans write it, `level` what people call it.
    """

    title: str
    level: str
    colour: str
    issued: float
    measures: tuple[Measure, ...]


def warned(program: Program, results: Results, *, lang: str) -> list[Warned]:
    """Give the warnings that were issued in some replication, in declared order."""
    titles = Titles(program, lang)
    found = []
    for index, ((fact, rank), says) in enumerate(levels_of(program).items()):
        when, levels = results.declared[:, index], program.facts[fact].levels
        there = when < inf
        if there.any() and COLOURS.issuperset(levels):
            measures = tuple(
                Measure(
                    name,
                    titles.task(tasks[0]) if tasks else name,
                    after(results.started[there], when[there], tasks),
                    after(results.done[there], when[there], tasks),
                )
                for name, tasks in says.measures
            )
            share = float(np.mean(there))
            names = titles.fact(fact), titles.level(fact, rank), levels[rank - 1]
            found.append(Warned(*names, share, measures))
    return found
