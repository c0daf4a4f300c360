"""What a run exercised of the plans: in how many of its replications."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from simulator.log.store import Store
from simulator.plan.alike import common_task
from simulator.study.coverage.parts import Part

Counts = Mapping[tuple[str, str], int]


class Exercised:
    """The logs of a run as far as they tell what was exercised, from its folder.

    A task counts where its condition came true for its owner, a link where somebody had something to pass
    along it, an obligation where its clock ran, a level where it was declared, an agreement where it was
    called on.
    """

    def __init__(self, summary: Mapping[str, Any], store: Store) -> None:
        self._runs = len(store.replications)
        self._summary = summary
        self._seen: dict[tuple[str, str], npt.NDArray[np.bool_]] = defaultdict(self._nowhere)
        for name, task in store.tasks.items():
            self._seen["task", common_task(name)] |= np.isfinite(task.ready)
        for name, clock in store.obligations.items():
            self._seen["obligation", name] |= np.isfinite(clock.started)
        for name, used in store.links.items():
            self._seen["link", name] |= used != 0
        self._shares = dict(_shares(summary))

    def _nowhere(self) -> npt.NDArray[np.bool_]:
        return np.zeros(self._runs, dtype=np.bool_)

    def count(self, part: Part) -> int:
        """Give in how many replications a part was exercised, by any of its copies.

        Of an agreement on several kinds of units: by that which was called on most often.
        """
        if part.kind in ("level", "agreement"):
            share = max(self._shares.get((part.kind, name), 0.0) for name in part.names)
            return round(share * self._runs)
        found = self._nowhere()
        for name in part.names:
            key = part.kind, common_task(name) if part.kind == "task" else name
            if key in self._seen:
                found |= self._seen[key]
        return int(np.count_nonzero(found))


def _shares(summary: Mapping[str, Any]) -> Iterable[tuple[tuple[str, str], float]]:
    """Give the shares of replications in which levels were declared and agreements called on."""
    for record in summary["levels"]:
        yield ("level", f"{record['scale']}={record['level']}"), record["declared"]["reached"]
    called: dict[str, float] = {}
    for record in summary["agreements"]:
        called[record["name"]] = max(record["called"], called.get(record["name"], 0.0))
    yield from ((("agreement", name), share) for name, share in called.items())
