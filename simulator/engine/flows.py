"""Beliefs about quantities, which move all the time: they are brought up to now before they are read."""

from collections.abc import Callable

from simulator.engine.beliefs import Beliefs
from simulator.engine.mirrors import MirroredBeliefs
from simulator.engine.voices import VoicedBeliefs


class FlowingBeliefs(Beliefs):
    """Beliefs some cells of which are written only when somebody looks: a class of its own, as for mirrors.

    `coupled` are the cells that are compared with them; where one of these changes, `catch_up` is called
    before conditions are evaluated, so that they see what is so now, and `look_ahead` after.
    """

    coupled: frozenset[int] = frozenset()
    catch_up: Callable[[], None]
    look_ahead: Callable[[], None]

    def evaluate(self) -> None:
        """Evaluate each condition that the batch touches once."""
        touched = not self.coupled.isdisjoint(self._changed)
        if touched:
            self.catch_up()
        super().evaluate()
        if touched:
            self.look_ahead()


class FlowingMirrors(FlowingBeliefs, MirroredBeliefs):
    """The same, with information gaps closed."""


class FlowingVoices(FlowingBeliefs, VoicedBeliefs):
    """The same, where somebody misreports."""
