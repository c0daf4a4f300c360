"""Levels that are declared later than a norm's own condition wants: an observed gap of authority."""

from collections.abc import Iterator
from math import inf
from typing import Any

import numpy as np

from simulator.analysis.clocks import LATE, MISSING
from simulator.analysis.figures import Times
from simulator.analysis.gaps.frequency import occurrence
from simulator.analysis.gaps.weight import PART
from simulator.analysis.results import Results
from simulator.analysis.statistics import wilson
from simulator.analysis.titles import Texts
from simulator.errors import Place, say
from simulator.plan.composed import Axis, Composition
from simulator.plan.composed import Duty as DutyItem
from simulator.plan.gap import Evidence, Gap, Side
from simulator.program.model import Duty, Program
from simulator.text.condition_tree import names_in, show_condition
from simulator.text.titles import Title


def late_activations(composition: Composition, program: Program, results: Results) -> Iterator[Gap]:
    """Give a gap for each level that a norm wants declared and that comes late or never in more than 5 %."""
    axes = {axis.name: axis for axis in composition.axes}
    items = {item.name: item for item in composition.duties}
    for number, duty in enumerate(program.duties):
        item = items.get(duty.name)
        if item is None or item.then is None or item.pack is None or duty.within is None:
            continue
        axis = next((axes[name.text] for name in names_in(item.then) if name.text in axes), None)
        excess = _excess(results, number, duty.within)
        if axis is not None and np.count_nonzero(excess) > PART * len(excess):
            yield _gap(composition, program, axis, item, duty, results, excess)


def _excess(results: Results, number: int, within: float) -> Times:
    """Give the seconds past the limit in each replication, 0 in time, infinite where it never came."""
    started, stopped = results.clocks_started[:, number], results.clocks_stopped[:, number]
    outcomes = results.outcomes[:, number]
    excess: Times = np.zeros(len(outcomes))
    late = outcomes == LATE
    excess[late] = stopped[late] - started[late] - within
    excess[outcomes == MISSING] = inf
    return excess


def _gap(
    composition: Composition,
    program: Program,
    axis: Axis,
    item: DutyItem,
    duty: Duty,
    results: Results,
    excess: Times,
) -> Gap:
    declarer = composition.actors[axis.seat.holders[0]]
    holder = composition.actors[item.holder or declarer.name]
    scale = axis.record.name or Title.read(axis.name)
    figures = _figures(results, excess, duty.within or 0.0)
    text = say(
        "The norm wants it once this holds: {condition}. Late or never in {share} of the replications.",
        condition=Title(**Texts(program).condition(show_condition(item.when))) if item.when else "-",
        share=f"{100 * figures['share']:.0f} %",
    )
    return Gap(
        kind="authority",
        place=axis.name,
        rule="late_activation",
        title=say("{scale} is declared later than a norm wants", scale=scale),
        remedy=say(
            "let a level be declared when that holds: write it into `when:` of a level, and let {agency} be "
            "told of it at once",
            agency=declarer.record.name,
        ),
        severity="high" if duty.norm is not None and duty.norm.certainty == "verified" else "medium",
        sides=(Side.of(declarer), Side.of(holder)),
        evidence=(Evidence("runs", text, figures),),
        where=(axis.record.place_of("levels"), Place(*duty.place)),
        agencies=tuple(dict.fromkeys((declarer.name, holder.name))),
        facts=(axis.name,),
        basis=(duty.basis,) if duty.basis else (),
        known_from=("G25",),
    )


def _figures(results: Results, excess: Times, within: float) -> dict[str, Any]:
    beyond = excess > 0
    share = wilson(int(np.count_nonzero(beyond)), len(excess))
    finite = excess[excess < inf]
    return {
        **occurrence(share, excess[beyond], excess[beyond] == inf),
        "endless": round(float(np.mean(excess == inf)), 6),
        "tolerance_s": round(within, 3),
        "mean_s": 0.0,
        "waited_s": round(float(finite.sum()) / len(excess), 3),
        "ways": [],
        "blocks": [],
        "breaks": [],
        "held_first": [],
        "hops": [],
        "shown_by": int(results.replications[int(np.argmax(excess))]),
    }
