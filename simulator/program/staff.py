"""Agencies with their desks and pools."""

from simulator.plan.agencies import Desk, Pool
from simulator.plan.composed import Actor
from simulator.plan.desks import roster
from simulator.program.model import NONE, Agent, Server
from simulator.program.registry import Registry
from simulator.scenario.case import Case
from simulator.text.titles import Title

Turnover = tuple[int, int, float, int]
"""(source, server, seconds since the start, operators from then on)."""


class Staff:
    """Enters agencies; the world comes first."""

    def __init__(self, case: Case, registry: Registry) -> None:
        self._case = case
        self._registry = registry
        self.shifts: list[Turnover] = []
        world = Agent("", Title("世界", "the world"), "", "", "", "", NONE)
        self.agents = (world, *(self._agent(actor) for actor in case.composition.actors.values()))

    def _agent(self, actor: Actor) -> Agent:
        number = self._registry.agents[actor.name] = len(self._registry.agents)
        record = actor.record
        desk = self._desk(actor, number, record.desk) if record.desk is not None else NONE
        for name, pool in record.pools.items():
            self._registry.server(_pool(f"{actor.name}.{name}", number, name, pool))
        region = actor.region or ""
        return Agent(actor.name, record.name, record.sector, record.level, region, actor.plan, desk)

    def _desk(self, actor: Actor, number: int, desk: Desk) -> int:
        holidays = self._case.composition.holidays.get(actor.plan, frozenset())
        scenario = self._case.scenario
        operators, changes = roster(actor.record, desk, holidays, scenario.start, scenario.horizon)
        server = self._registry.server(Server(actor.name, number, "desk", operators))
        if changes:
            source = self._registry.source(actor.name, "shift")
            self.shifts += [(source, server, time, capacity) for time, capacity in changes]
        return server


def _pool(name: str, agent: int, bare: str, pool: Pool) -> Server:
    return Server(
        name=name,
        agent=agent,
        kind=pool.kind or bare,
        capacity=pool.units,
        consumed=pool.consumed,
        redeploy=pool.redeploy,
        point=(pool.at.lon, pool.at.lat) if pool.at else None,
        speed=pool.speed or 0.0,
    )
