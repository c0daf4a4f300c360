"""Scales: who declares a level when (rule 9), and what that states."""

from collections.abc import Iterable, Mapping

from simulator.plan.composed import Axis
from simulator.plan.tasks import ScaleLevel
from simulator.program.conditions import Conditions, Reader
from simulator.program.literals import SCALE_STEP, Action
from simulator.program.model import NONE, LevelSays, Scale
from simulator.program.registry import Registry
from simulator.program.wiring import Wiring
from simulator.text.condition_tree import And, Compare, Condition, Lasting, Name, Number

DEPUTY_AFTER = 15 * 60.0
"""Seconds until the next deputy may declare, where a post does not say."""

Tasks = Mapping[str, tuple[int, ...]]
"""By the name of a task in its plan (`city.evacuate`): the tasks of the program behind it."""


class Scales:
    """Compiles scales, one entry for each holder of the seat: a deputy acts when nobody before it has."""

    def __init__(self, registry: Registry, wiring: Wiring, conditions: Conditions) -> None:
        self._registry = registry
        self._wiring = wiring
        self._conditions = conditions
        self.made: list[Scale] = []

    def add(self, axes: Iterable[Axis], tasks: Tasks) -> None:
        """Compile scales, in the order declared.

        Where the post may change hands, whoever may come to hold it has an entry as its holder, too.
        """
        moving = self._registry.facts_of.holders
        posts = {name: number for number, name in enumerate(moving)}
        for axis in axes:
            states = tuple(_states(axis, level, tasks) for level in axis.levels)
            post = posts.get(axis.seat.name, NONE)
            for turn, holder in enumerate(axis.seat.holders):
                self.made.append(self._scale(axis, (turn, holder), NONE if turn else post, states))
            for place, holder in enumerate(moving.get(axis.seat.name, ())[1:], len(axis.seat.holders)):
                self.made.append(self._scale(axis, (place, holder), post, states))

    def _scale(self, axis: Axis, who: tuple[int, str], post: int, states: tuple[LevelSays, ...]) -> Scale:
        turn, holder = who
        registry = self._registry
        fact, agent = registry.facts[axis.name], registry.agents[holder]
        automatic = axis.record.automatic
        return Scale(
            name=axis.name,
            fact=fact,
            agent=agent,
            desk=NONE if automatic else self._wiring.desk(holder),
            order=axis.order,
            world=registry.truth(fact),
            own=registry.cell(agent, fact),
            decide=registry.stream(f"declare|{axis.name}|{holder}", axis.record.decide),
            gates=tuple(self._criterion(axis, agent, (turn, post != NONE), each) for each in axis.criteria),
            turn=turn,
            lower=tuple(self._lowering(axis, agent, (turn, post != NONE), each) for each in axis.lower),
            states=states,
            post=post,
        )

    def _criterion(
        self, axis: Axis, agent: int, how: tuple[int, bool], criterion: tuple[int, Condition]
    ) -> tuple[int, int, int]:
        """Give (rank, gate that calls for the decision, gate of the bare criterion)."""
        rank, condition = criterion
        undeclared = Compare(Name(axis.name), "<", Number(rank))
        action = Action.POST_SCALE if how[1] else Action.SCALE
        return self._gates(axis, agent, how, (rank, condition, undeclared), action)

    def _lowering(
        self, axis: Axis, agent: int, how: tuple[int, bool], lowering: tuple[int, Condition]
    ) -> tuple[int, int, int]:
        rank, condition = lowering
        higher = Compare(Name(axis.name), ">", Number(rank))
        return self._gates(axis, agent, how, (rank, condition, higher), Action.LOWER)

    def _gates(
        self,
        axis: Axis,
        agent: int,
        how: tuple[int, bool],
        wanted: tuple[int, Condition, Condition],
        action: Action,
    ) -> tuple[int, int, int]:
        """Compile when a holder decides: at once, a deputy when it is still wanted after its time."""
        (turn, posted), (rank, condition, still) = how, wanted
        subject = len(self.made) * SCALE_STEP + rank
        if posted or not turn:
            gate = self._conditions.root(condition, Reader(agent), action, subject)
            return rank, gate, gate
        after = DEPUTY_AFTER if axis.seat.after is None else axis.seat.after
        lasting = Lasting(And((condition, still)), turn * after)
        call = self._conditions.root(lasting, Reader(agent), action, subject)
        self._conditions.name_clock(call, axis.name)
        return rank, call, self._conditions.root(condition, Reader(agent), Action.NOTHING, subject)


def _states(axis: Axis, level: str, tasks: Tasks) -> LevelSays:
    record: ScaleLevel | None = axis.record.levels.get(level)
    if record is None:
        return LevelSays(level, None, -1.0, ())
    return LevelSays(
        name=level,
        matter=record.matter,
        expected=-1.0 if record.expected is None else record.expected,
        measures=tuple((name, _carrying_out(axis.plan, name, tasks)) for name in record.measures),
    )


def _carrying_out(plan: str, measure: str, tasks: Tasks) -> tuple[int, ...]:
    """Give the tasks of a measure: those of this name in the plan, else in every other."""
    own = tasks.get(f"{plan}.{measure}")
    if own is not None:
        return own
    return tuple(
        number for name, found in tasks.items() if name.partition(".")[2] == measure for number in found
    )
