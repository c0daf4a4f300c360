"""Quantities and the tasks that serve them (rule 10)."""

from simulator.plan.composed import Amount
from simulator.program.facts import Copy
from simulator.program.model import NONE, Quantity, Service, Use
from simulator.program.registry import Registry
from simulator.program.units import DESK, Units
from simulator.scenario.case import Case


class Amounts:
    """Compiles quantities that some task serves, each behind those that it cannot exceed."""

    def __init__(self, case: Case, registry: Registry, units: Units) -> None:
        self._composition = case.composition
        self._registry = registry
        self._facts = registry.facts_of
        self._units = units
        self.names = frozenset(base for job in case.composition.jobs for base, _rate in job.serves)
        """The facts of quantities that some task serves."""
        self._served: dict[int, tuple[Amount, Copy]] = {}
        """By fact, the quantity and the first task that serves it."""

    def service(self, copy: Copy, owner: int) -> Service | None:
        """Compile what a task serves; None where it serves nothing."""
        job = copy.job
        if not job.serves:
            return None
        units = self._at_work(copy)
        rates = []
        for base, rate in job.serves:
            cells = self._registry.cells(owner, self._facts.brought(copy, base))
            self._served.setdefault(cells[2], (self._composition.amounts[base], copy))
            rates.append((cells, rate * units))
        return Service(
            rates=tuple(rates),
            uses=tuple(Use(self._units.need(copy, kind, 1), rate * units) for kind, rate in job.uses if rate),
            to_the_end=job.record.duration is not None,
        )

    def _at_work(self, copy: Copy) -> int:
        """Give how many units of the first kind needed that is not used up are at work; one without any."""
        pools = [pool for actor in self._composition.actors.values() for pool in actor.record.pools.items()]
        spent = {kind for name, pool in pools if pool.consumed for kind in (name, pool.kind)}
        kept = (units for kind, units in copy.job.record.needs.items() if kind not in spent or kind == DESK)
        return next(kept, 1)

    def refills(self, copy: Copy) -> tuple[tuple[int, int], ...]:
        """Compile the pools that a task fills up: (server, units)."""
        numbers = self._registry.server_numbers
        return tuple((numbers[f"{each.agency}.{each.pool}"], each.units) for each in copy.job.refills)

    def quantities(self) -> tuple[Quantity, ...]:
        """Give the quantities that are served, a bound before what it bounds."""
        order = list(self._composition.amounts)
        served = sorted(self._served.items(), key=lambda each: order.index(each[1][0].fact))
        return tuple(self._quantity(fact, amount, copy) for fact, (amount, copy) in served)

    def _quantity(self, fact: int, amount: Amount, copy: Copy) -> Quantity:
        registry = self._registry
        bound = NONE
        if amount.most is not None:
            own = self._facts.brought(copy, amount.most)
            instances = self._facts.read(amount.most, None, copy.occurrence)
            name = own.name if own.name in registry.facts else instances[0]
            bound = registry.fact(name, amount.most)
        return Quantity(
            name=registry.fact_rows[fact].name,
            fact=fact,
            cell=registry.truth(fact),
            bound_fact=bound,
            bound=registry.truth(bound) if bound != NONE else NONE,
        )
