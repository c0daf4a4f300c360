"""Limits as rows of a chart: those of obligations, the sums along chains, and what is due in every period."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from math import inf
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

from simulator.analysis.clocks import INSIDE, LATE, MISSING
from simulator.analysis.figures import Times
from simulator.analysis.results import Results
from simulator.analysis.statistics import rank
from simulator.analysis.titles import Titles
from simulator.plan.alike import common_task
from simulator.plan.chains import Chain, Hop, find_chains, whole_name
from simulator.plan.composed import Composition
from simulator.program.model import Duty, Program
from simulator.report.alike import title_of_worst


@dataclass(frozen=True, slots=True)
class Limit:
    """A limit in seconds, and the times in which its clock ran, `inf` where it never stopped.

    `title` is in one language; `inside` is the share in time; `summed` where it is the sum of several limits
    along a chain.
    """

    name: str
    title: str
    limit: float
    times: Times
    inside: float
    summed: bool = False

    def quantile(self, share: float) -> float:
        """Give the time by which so many had stopped, `inf` if they never did."""
        ordered = np.sort(self.times)
        return float(ordered[rank(len(ordered), share)])

    @property
    def slack(self) -> float:
        """What is left of the limit at the 90 % quantile; below zero where it is broken."""
        return self.limit - self.quantile(0.9)


Row = TypeVar("Row", Limit, "Period")


@dataclass(frozen=True, slots=True)
class Period:
    """A duty that is due in every period of `every` seconds; shares of the replications with a complete one.

    `inside`, `late` and `never` say how the worst complete period ended; None where none was complete.
    """

    name: str
    title: str
    every: float
    inside: float | None
    late: float | None
    never: float | None


def periods(program: Program, results: Results, *, lang: str) -> list[Period]:
    """Give the duties of every period whose clocks ran, those kept least first.

    Of many alike, and of several incidents, it is the one that is kept worst.
    """
    titles = Titles(program, lang)
    found = [
        _period(duty.name, titles.duty(duty), duty.every, results.outcomes[:, number])
        for number, duty in enumerate(program.duties)
        if duty.every is not None and (results.clocks_started[:, number] < inf).any()
    ]
    ordered = sorted(found, key=lambda row: (2.0 if row.inside is None else row.inside, row.name))
    return _one_of_alike(ordered, lang)


def _period(name: str, title: str, every: float, outcomes: npt.NDArray[np.integer[Any]]) -> Period:
    judged = outcomes[np.isin(outcomes, (INSIDE, LATE, MISSING))]
    if not len(judged):
        return Period(name, title, every, None, None, None)
    inside, late, never = (float(np.mean(judged == outcome)) for outcome in (INSIDE, LATE, MISSING))
    return Period(name, title, every, inside, late, never)


def limits(program: Program, results: Results, *, lang: str) -> list[Limit]:
    """Give the obligations with a limit whose clocks ran, those kept least first; `periods` has the others.

    Of many alike, and of several incidents, it is the one that is kept worst.
    """
    titles = Titles(program, lang)
    found = []
    for number, duty in enumerate(program.duties):
        ran = results.clocks_started[:, number] < inf
        if duty.within is not None and duty.every is None and ran.any():
            times = results.clocks_stopped[ran, number] - results.clocks_started[ran, number]
            found.append(_limit(duty, titles.duty(duty), duty.within, times))
    return _one_of_alike(sorted(found, key=_urgency), lang)


def _one_of_alike(ordered: Iterable[Row], lang: str) -> list[Row]:
    """Give the first of those that are alike, under a title that says of how many it is the worst."""
    alike: dict[str, list[Row]] = {}
    for row in ordered:
        alike.setdefault(common_task(row.name), []).append(row)
    return [
        replace(rows[0], title=title_of_worst(rows[0].title, len(rows), lang=lang)) for rows in alike.values()
    ]


def chain_limits(program: Program, results: Results, composition: Composition, *, lang: str) -> list[Limit]:
    """Give the receivers along chains whose limit is a sum of several, those kept least first."""
    titles = Titles(program, lang)
    numbers = {duty.name: number for number, duty in enumerate(program.chains)}
    found: dict[str, Limit] = {}
    for chain in find_chains(composition):
        for hop in _sums(chain):
            name = whole_name(chain, hop)
            duty, times = program.chains[numbers[name]], results.chains[:, numbers[name]]
            times = times[_counted(hop, times, program, results)]
            if len(times) and (name not in found or hop.ceiling < found[name].limit):
                found[name] = _limit(duty, titles.duty(duty), hop.ceiling, times, summed=True)
    return sorted(found.values(), key=_urgency)


def _sums(chain: Chain) -> Iterator[Hop]:
    """Give the hops whose ceiling is a sum of several limits."""
    for hop in chain.hops:
        within = hop.duty.record.within
        if within is not None and hop.ceiling > within:
            yield hop


def _counted(hop: Hop, times: Times, program: Program, results: Results) -> npt.NDArray[np.bool_]:
    """Tell which replications count: where the chain began, and the condition of the hop came true."""
    began: npt.NDArray[np.bool_] = ~np.isnan(times)
    if hop.duty.when is None:
        return began
    number = next(number for number, duty in enumerate(program.duties) if duty.name == hop.duty.name)
    return began & (results.clocks_started[:, number] < inf)


def _limit(duty: Duty, title: str, limit: float, times: Times, *, summed: bool = False) -> Limit:
    inside = float(np.mean(times <= limit))
    return Limit(duty.name, title, limit, times, inside, summed)


def _urgency(row: Limit) -> tuple[float, float, str]:
    return row.inside, row.slack / row.limit, row.name
