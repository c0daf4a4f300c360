"""What is on the way of a milestone: the tasks and scales behind it, step by step backwards."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from simulator.plan.audit.need import wanted, wanted_by
from simulator.plan.audit.setting import Aim
from simulator.plan.composed import Axis, Composition, Job

Producer = Job | Axis
"""What brings a fact about."""


def ways_to(
    aims: Iterable[Aim],
    composition: Composition,
    producers: Mapping[str, tuple[Producer, ...]],
    *,
    seen: Iterable[str],
) -> Mapping[str, dict[str, bool]]:
    """Give, by task or scale, the aims on whose way it lies; true where one cannot be reached without it.

    `seen` are the facts that somebody observes as well, so that no task is vital for them.
    """
    back = _Back(composition, producers, frozenset(seen))
    found: dict[str, dict[str, bool]] = defaultdict(dict)
    for aim in aims:
        for thing, vital in back.behind(aim).items():
            found[thing][aim.name] = vital
    return found


class _Back:
    """The steps backwards, kept for all aims."""

    def __init__(
        self,
        composition: Composition,
        producers: Mapping[str, tuple[Producer, ...]],
        seen: frozenset[str],
    ) -> None:
        self._composition = composition
        self._producers = producers
        self._seen = seen
        self._kept: dict[str, tuple[tuple[str, bool], ...]] = {}

    def behind(self, aim: Aim) -> dict[str, bool]:
        """Give the tasks and scales behind an aim, and whether it cannot be reached without them."""
        found: dict[str, bool] = {}
        anybody = next(iter(self._composition.actors))
        waiting = [(fact, alone) for _, fact, alone in wanted(self._composition, aim.when, anybody)]
        while waiting:
            fact, vital = waiting.pop()
            makers = self._producers.get(fact, ())
            sole = vital and len(makers) == 1 and fact not in self._seen
            for thing in makers:
                if found.get(thing.name) or (thing.name in found and not sole):
                    continue
                found[thing.name] = sole
                waiting += [(each, alone and sole) for each, alone in self._wants(thing)]
        return found

    def _wants(self, thing: Producer) -> tuple[tuple[str, bool], ...]:
        """Give the facts that a task or scale waits for, and whether nothing stands in for them."""
        if thing.name not in self._kept:
            scale = isinstance(thing, Axis)
            found = wanted_by(self._composition, thing)
            self._kept[thing.name] = tuple((fact, alone and not scale) for _, fact, alone in found)
        return self._kept[thing.name]
