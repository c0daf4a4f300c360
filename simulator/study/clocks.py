"""Chains of limits beside what happens: how long each report took, and on what the slow ones spent it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from math import inf
from typing import Any

import numpy as np
import numpy.typing as npt

from simulator.analysis.clocks import INSIDE
from simulator.analysis.figures import Times, spread
from simulator.analysis.gaps.consequences import Explainer
from simulator.analysis.paths import critical_path
from simulator.analysis.results import Results
from simulator.analysis.statistics import quantile
from simulator.analysis.titles import Texts
from simulator.log.rows import Log
from simulator.plan.chains import Chain, Hop, find_chains, whole_name
from simulator.plan.composed import Duty
from simulator.program.compile import compile_case
from simulator.program.model import Program
from simulator.scenario.case import Case
from simulator.study.hands import Jobs
from simulator.study.provenance import norm_record
from simulator.study.replicate import Progress, replicate
from simulator.study.representative import replay
from simulator.text.titles import LANGUAGES, Title

SLOW = 0.9
"""Reports that take longer than this quantile are looked into."""
MOST_SLOW = 10
"""Replications that are looked into for one duty, the slowest."""

Record = dict[str, Any]
Split = dict[tuple[str, str], float]
"""Seconds by (label, place)."""


@dataclass(frozen=True, slots=True)
class Clocks:
    """What `drill clocks` tells. `record` is what its JSON holds; see docs/method.md."""

    record: Record
    interrupted: bool


def play_clocks(case: Case, *, runs: int, seed: int, jobs: Jobs, progress: Progress) -> Clocks | None:
    """Play a case so many times and lay the chains of limits beside it; None if nothing was finished.

    Raises
    ------
    StoppedError
        See `replicate`.
    """
    chains = find_chains(case.composition)
    program = compile_case(case)
    played = replicate(program, runs=runs, seed=seed, jobs=jobs, progress=progress)
    if not len(played.results.replications):
        return None
    study = _Study(program, played.results, seed)
    return Clocks(
        {
            "scenario": case.stem,
            "title": case.scenario.name.texts(),
            "runs": len(played.results.replications),
            "seed": seed,
            "horizon_s": program.horizon,
            "norms": [norm_record(use, case.composition) for use in case.norms],
            "chains": study.chains(chains),
        },
        played.interrupted,
    )


class _Study:
    """One run with its clocks."""

    def __init__(self, program: Program, results: Results, seed: int) -> None:
        self._program = program
        self._results = results
        self._seed = seed
        self._explainer = Explainer(program)
        self._numbers = {duty.name: number for number, duty in enumerate(program.duties)}
        self._wholes = {duty.name: number for number, duty in enumerate(program.chains)}
        self._titles = Texts(program)

    def chains(self, chains: Iterable[Chain]) -> list[Record]:
        """Give each chain with its hops, and the one that takes most of its time."""
        chains = tuple(chains)
        slow = self._slow(chains)
        found = []
        for chain in chains:
            hops = [self._hop(chain, hop, slow.get(hop.duty.name)) for hop in chain.hops]
            found.append(
                {"pack": chain.pack, "fact": self._fact(chain), "hops": hops, "takes_most": _takes_most(hops)}
            )
        return found

    def _fact(self, chain: Chain) -> Record:
        first = self._program.duties[self._numbers[chain.hops[0].duty.name]].facts
        names = self._titles.fact(first[0]) if first else dict.fromkeys(LANGUAGES, chain.fact)
        return {"id": chain.fact, "title": names}

    def _hop(self, chain: Chain, hop: Hop, split: Record | None) -> Record:
        number = self._numbers[hop.duty.name]
        duty = self._program.duties[number]
        began = self._results.clocks_started[:, number] < inf
        whole = self._results.chains[:, self._wholes[whole_name(chain, hop)]]
        since = whole[began if hop.duty.when else ~np.isnan(whole)]
        ceiling = hop.ceiling if duty.within is not None else None
        return {
            "duty": duty.name,
            "title": self._titles.duty(duty),
            "ends": self._titles.way(duty.holder, duty.receiver),
            "basis": (duty.basis or Title()).texts(),
            "certainty": duty.norm.certainty if duty.norm else None,
            "from": hop.duty.sender,
            "to": hop.duty.receiver,
            "origin": hop.origin,
            "limit_s": duty.within,
            "wording": _wording(hop.duty),
            "ceiling_s": ceiling,
            "only_if": hop.duty.when is not None,
            "began": round(float(np.mean(began)), 6),
            "hop": spread(self._delays(number, began)),
            "inside": self._inside(number, began),
            "by_others": self._by_others(number, began),
            "since_start": spread(since),
            "slack_s": _slack(ceiling, since),
            "slow": split,
        }

    def _delays(self, number: int, counted: npt.NDArray[np.bool_]) -> Times:
        results = self._results
        delays: Times = results.clocks_stopped[counted, number] - results.clocks_started[counted, number]
        return delays

    def _inside(self, number: int, began: npt.NDArray[np.bool_]) -> float | None:
        outcomes = self._results.outcomes[began, number]
        return round(float(np.mean(outcomes == INSIDE)), 6) if len(outcomes) else None

    def _by_others(self, number: int, began: npt.NDArray[np.bool_]) -> float | None:
        known = self._results.by_others[began, number]
        return round(float(np.mean(known)), 6) if len(known) else None

    # -- what slow reports spent their time on ---------------------------------------------------------------

    def _slow(self, chains: Iterable[Chain]) -> dict[str, Record]:
        """Give by duty what its slowest reports spent their time on, from their logs, played again."""
        wanted: dict[int, list[str]] = defaultdict(list)
        for chain in chains:
            for hop in chain.hops:
                for replication in self._slowest(self._numbers[hop.duty.name]):
                    wanted[replication].append(hop.duty.name)
        splits: dict[str, list[Split]] = defaultdict(list)
        for log in replay(self._program, self._seed, sorted(wanted)):
            for name in wanted[log.replication]:
                splits[name].append(self._split(log, self._numbers[name]))
        return {name: self._mean(several) for name, several in splits.items()}

    def _slowest(self, number: int) -> Iterator[int]:
        started = self._results.clocks_started[:, number]
        delays = self._delays(number, started < inf)
        replications = self._results.replications[started < inf]
        told = delays < inf
        if not np.any(told):
            return
        least = np.quantile(delays[told], SLOW, method="higher")
        order = np.argsort(-delays[told], kind="stable")[:MOST_SLOW]
        yield from (int(replications[told][place]) for place in order if 0 < delays[told][place] >= least)

    def _split(self, log: Log, number: int) -> Split:
        """Cut the way of the report that stopped a clock, from where the clock began."""
        index = int(np.flatnonzero(self._results.replications == log.replication)[0])
        begin = float(self._results.clocks_started[index, number])
        end = float(self._results.clocks_stopped[index, number])
        duty = self._program.duties[number]
        event = self._explainer.stopped_by(log, number, duty, end)
        found: Split = {}
        for part in critical_path(self._program, log, *event) if event else ():
            seconds = min(part.end, end) - max(part.begin, begin)
            if seconds > 0:
                key = part.label, part.place
                found[key] = found.get(key, 0.0) + seconds
        return found

    def _mean(self, several: list[Split]) -> Record:
        sums: Split = {}
        for split in several:
            for key, seconds in split.items():
                sums[key] = sums.get(key, 0.0) + seconds
        parts = sorted(sums.items(), key=lambda part: (-part[1], part[0]))
        return {
            "replications": len(several),
            "parts": [
                {
                    "label": label,
                    "place": place,
                    "place_title": self._titles.place(place),
                    "mean_s": round(seconds / len(several), 3),
                }
                for (label, place), seconds in parts
            ],
        }


def _wording(duty: Duty) -> Mapping[str, str] | None:
    wording = getattr(duty.record, "wording", None)
    return wording.texts() if wording else None


def _slack(ceiling: float | None, since: Times) -> float | None:
    """Give what is left of the ceiling at p90; below zero where it is broken; null where p90 is not there."""
    value = quantile(np.sort(since).tolist(), SLOW).value
    return None if ceiling is None or value is None else round(ceiling - value, 3)


def _takes_most(hops: list[Record]) -> str | None:
    """Give the hop whose slow reports take most: never told counts as longest, then p90 of the hop itself."""
    times = {
        hop["duty"]: inf if "p90" in hop["hop"]["beyond"] else hop["hop"]["p90_s"] or 0.0
        for hop in hops
        if hop["began"]
    }
    worst = max(times, key=lambda name: times[name], default=None)
    return worst if worst is not None and times[worst] > 0 else None
