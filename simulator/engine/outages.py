"""What is out of service: media, links, agencies, regions, each a switch (rule 19)."""

from collections.abc import Callable

from simulator.program.model import Program


class Outages:
    """Counts the outages on each switch; something works while none of its switches is out.

    `asked` are the switches that somebody asked for: an outage of any other would have changed nothing.
    """

    def __init__(self, program: Program) -> None:
        self._count = [0] * len(program.switches)
        self.asked: set[int] = set()
        self.on_restored: Callable[[frozenset[int]], None]

    def hold(self, switches: tuple[int, ...]) -> bool:
        """Whether any of these is out."""
        count = self._count
        self.asked.update(switches)
        for switch in switches:  # noqa: SIM110 (a generator would take twice as long, for each attempt)
            if count[switch]:
                return True
        return False

    def begin(self, switches: tuple[int, ...]) -> None:
        """Take out."""
        for switch in switches:
            self._count[switch] += 1

    def end(self, switches: tuple[int, ...]) -> None:
        """End one outage of each; what is back is told to `on_restored`."""
        for switch in switches:
            self._count[switch] -= 1
        back = frozenset(switch for switch in switches if not self._count[switch])
        if back:
            self.on_restored(back)
