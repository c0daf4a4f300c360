"""What another agency knows: a condition, read in its beliefs."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from simulator.text.condition_tree import (
    And,
    AtLeast,
    Believes,
    Compare,
    Condition,
    Holds,
    Known,
    Knows,
    Lasting,
    Name,
    Not,
    Or,
    names_in,
)


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What one agency knows: not undefined, as comparisons are, but so or not so (rule 7).

    A level, number or place that is compared must have been heard of, also where the comparison is turned
    round: who has heard of no level does not know that it is low. So `not` stands at the comparisons alone.
    `kind_of` gives the kind of a fact.
    """

    agency: str
    offset: int
    kind_of: Callable[[str], str]

    def of(self, condition: Condition, *, positive: bool = True) -> Condition:
        """Give the condition that a resolved one holds in its beliefs, or, turned round, does not."""
        match condition:
            case Not(item):
                return self.of(item, positive=not positive)
            case And(items):
                return (And if positive else Or)(self._each(items, positive=positive))
            case Or(items):
                return (Or if positive else And)(self._each(items, positive=positive))
            case AtLeast(count, items):
                wanted = count if positive else len(items) - count + 1
                return AtLeast(wanted, self._each(items, positive=positive))
            case Lasting(item):
                lasting: Condition = replace(condition, item=self.of(item))
                return lasting if positive else Not(lasting)
        return self._atom(condition, positive=positive)

    def _each(self, items: tuple[Condition, ...], *, positive: bool) -> tuple[Condition, ...]:
        return tuple(self.of(item, positive=positive) for item in items)

    def _atom(self, atom: Condition, *, positive: bool) -> Condition:
        read = self._read(atom)
        turned = read if positive else Not(read)
        if not isinstance(atom, Compare):
            return turned
        names = [name for name in names_in(atom) if self.kind_of(name.text) != "boolean"]
        return And((*(Knows(self.agency, name, self.offset) for name in names), turned))

    def _read(self, atom: Condition) -> Condition:
        match atom:
            case Holds(Name() as name):
                return Knows(self.agency, name, self.offset)
            case Holds() | Known() | Compare():
                return Believes(self.agency, atom, self.offset)
        return atom
