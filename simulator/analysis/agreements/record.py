"""What `summary.json` holds of agreements that give units."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from simulator.analysis.agreements.calls import OUTCOMES, AidKey, AidTally
from simulator.analysis.figures import interval_record, portion, rounded_seconds, spread
from simulator.analysis.statistics import wilson
from simulator.analysis.titles import Texts
from simulator.program.model import Pact, Program

Record = dict[str, Any]


def agreement_records(
    program: Program, tallies: Mapping[AidKey, AidTally], runs: int, titles: Texts
) -> list[Record]:
    """Give what came of each agreement and kind of unit, as declared, also of those never called on.

    `called` is the share of replications, `outcomes`, `inside` and the times are of the calls; null where
    there was none.
    """
    first = {(pact.name, pact.kind): pact for pact in reversed(program.pacts)}
    keys = dict.fromkeys((pact.name, pact.kind) for pact in program.pacts)
    return [_record(program, first[key], tallies.get(key, AidTally()), runs, titles) for key in keys]


def _record(program: Program, pact: Pact, tally: AidTally, runs: int, titles: Texts) -> Record:
    giver = program.servers[pact.server].agent
    outcomes = np.array(tally.outcomes, dtype=np.int64)
    called = bool(len(outcomes))
    return {
        "name": pact.name,
        "kind": pact.kind,
        "kind_name": titles.kind(pact.kind),
        "title": titles.way(giver, pact.receiver),
        "giver": program.agents[giver].name,
        "decider": program.agents[pact.decider].name,
        "units": pact.units,
        "within_s": rounded_seconds(pact.within),
        **interval_record("called", wilson(len(set(tally.replications)), runs)),
        "calls": len(outcomes),
        "outcomes": {name: portion(outcomes == number) for number, name in enumerate(OUTCOMES)}
        if called
        else None,
        "inside": portion(np.array(tally.arrived) <= pact.within) if called and pact.within else None,
        "answered": spread(np.array(tally.answered)) if called else None,
        "arrived": spread(np.array(tally.arrived)) if called else None,
    }
