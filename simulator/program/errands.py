"""Messages on behalf of tasks: requests, invitations, calls for aid, orders to give it."""

from collections import defaultdict

from simulator.plan.composed import Composition
from simulator.program.facts import Copy
from simulator.program.model import NONE, Errand
from simulator.program.registry import Registry
from simulator.program.wiring import Wiring

PURPOSES = {
    "request": ("request_aid", "report", "coordinate", "warn", "command"),
    "invite": ("command", "coordinate", "report", "warn", "request_aid"),
    "aid": ("request_aid", "coordinate", "report", "warn", "command"),
    "order": ("command", "coordinate", "report", "warn", "request_aid"),
}
"""By kind of errand, the purposes of the links that it may take, best first; never one for questions."""

ORDER_PRIORITY, REQUEST_PRIORITY = 1, 2


class Errands:
    """Compiles errands, and finds the link for each."""

    def __init__(self, composition: Composition, registry: Registry, wiring: Wiring) -> None:
        self._edges = composition.edges
        self._registry = registry
        self._wiring = wiring
        self._direct: dict[tuple[str, str], list[int]] = defaultdict(list)
        for number, edge in enumerate(composition.edges):
            if edge.record.purpose != "ask":
                self._direct[edge.sender, edge.receiver].append(number)
        self.made: list[Errand] = []

    def add(self, kind: str, task: int, copy: Copy, ends: tuple[str, str], facts: list[int]) -> int:
        """Compile an errand that takes beliefs about `facts` along; gives its number."""
        link = self.link(kind, *ends)
        sender, receiver = (self._registry.agents[end] for end in ends)
        key = f"{kind}|{copy.name}|{ends[0]}>{ends[1]}"
        errand = Errand(
            name=f"{copy.name}: {ends[0]} > {ends[1]}",
            task=task,
            link=link,
            sender=sender,
            receiver=receiver,
            priority=ORDER_PRIORITY if kind == "order" else REQUEST_PRIORITY,
            dice=self._wiring.dice(key, self._edges[link]) if link != NONE else None,
            slots=self._slots(sender, receiver, facts) if link != NONE else (),
        )
        self.made.append(errand)
        return len(self.made) - 1

    def link(self, kind: str, sender: str, receiver: str) -> int:
        """Give the direct link for an errand, the first declared of the best purpose; `NONE` without one."""
        ranks = PURPOSES[kind]
        found = self._direct.get((sender, receiver), ())
        return min(found, key=lambda number: ranks.index(self._edges[number].record.purpose), default=NONE)

    def _slots(self, sender: int, receiver: int, facts: list[int]) -> tuple[tuple[int, int, int], ...]:
        cell, heard = self._registry.cell, self._registry.heard
        return tuple((heard(sender, fact), cell(receiver, fact), fact) for fact in facts)
