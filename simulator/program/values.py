"""Values as a program holds them."""

from simulator.plan.composed import FactItem
from simulator.text.scalars import Value


def as_rank(value: Value, item: FactItem) -> Value:
    """Give the value of a fact as it is compared: a level is its rank from 1, anything else itself.

    >>> as_rank("red", FactItem("rain_warning", "level", levels=("blue", "red")))
    2
    """
    return item.levels.index(str(value)) + 1 if value in item.levels else value
