"""Scales: who declares a level when (rule 9)."""

from collections.abc import Iterable

from simulator.plan.composed import Axis
from simulator.program.conditions import Conditions, Reader
from simulator.program.literals import Action
from simulator.program.model import NONE, Scale
from simulator.program.registry import Registry
from simulator.program.wiring import Wiring
from simulator.text.conditions import And, Compare, Condition, Lasting, Name, Number

DEPUTY_AFTER = 15 * 60.0
"""Seconds until the next deputy may declare, where a post does not say."""

SCALE_STEP = 100
"""A scale's action is told scale times this plus rank."""


class Scales:
    """Compiles scales, one entry for each holder of the seat: a deputy acts when nobody before it has."""

    def __init__(self, registry: Registry, wiring: Wiring, conditions: Conditions) -> None:
        self._registry = registry
        self._wiring = wiring
        self._conditions = conditions
        self.made: list[Scale] = []

    def add(self, axes: Iterable[Axis]) -> None:
        """Compile scales, in the order declared.

        Where the post may change hands, whoever may come to hold it has an entry as its holder, too.
        """
        moving = self._registry.facts_of.holders
        posts = {name: number for number, name in enumerate(moving)}
        for axis in axes:
            post = posts.get(axis.seat.name, NONE)
            for turn, holder in enumerate(axis.seat.holders):
                self.made.append(self._scale(axis, turn, holder, NONE if turn else post))
            for place, holder in enumerate(moving.get(axis.seat.name, ())[1:]):
                self.made.append(self._scale(axis, len(axis.seat.holders) + place, holder, post))

    def _scale(self, axis: Axis, turn: int, holder: str, post: int) -> Scale:
        registry = self._registry
        fact, agent = registry.facts[axis.name], registry.agents[holder]
        return Scale(
            name=axis.name,
            fact=fact,
            agent=agent,
            desk=self._wiring.desk(holder),
            order=axis.order,
            world=registry.truth(fact),
            own=registry.cell(agent, fact),
            decide=registry.stream(f"declare|{axis.name}|{holder}", axis.record.decide),
            gates=tuple(self._criterion(axis, agent, (turn, post != NONE), each) for each in axis.criteria),
            turn=turn,
            post=post,
        )

    def _criterion(
        self, axis: Axis, agent: int, how: tuple[int, bool], criterion: tuple[int, Condition]
    ) -> tuple[int, int, int]:
        """Give (rank, gate that calls for the decision, gate of the bare criterion)."""
        (turn, posted), (rank, condition) = how, criterion
        subject = len(self.made) * SCALE_STEP + rank
        if posted or not turn:
            action = Action.POST_SCALE if posted else Action.SCALE
            gate = self._conditions.root(condition, Reader(agent), action, subject)
            return rank, gate, gate
        after = DEPUTY_AFTER if axis.seat.after is None else axis.seat.after
        wait = turn * after
        undeclared = And((condition, Compare(Name(axis.name), "<", Number(rank))))
        call = self._conditions.root(Lasting(undeclared, wait), Reader(agent), Action.SCALE, subject)
        return rank, call, self._conditions.root(condition, Reader(agent), Action.NOTHING, subject)
