"""What remedies cost, taken from a cost file."""

from pathlib import Path

from simulator.scenario.costs import read_costs
from simulator.study.candidates import PriceList


def read_prices(path: Path) -> PriceList:
    """Read a cost file. Raises `DrillError` with every problem."""
    costs = read_costs(path, shown=path.name)
    measures = {str(measure): cost for measure, cost in costs.measures.items()}
    return PriceList(costs.remedies, measures, costs.unit.texts() if costs.unit else {})
