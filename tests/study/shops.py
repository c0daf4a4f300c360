"""Small plans priced: the cost of one gap at one milestone, in minutes."""

from simulator.errors import say
from simulator.plan.gap import Gap, Side
from simulator.scenario.read import read_case
from simulator.study.price import price
from tests.engine.small import MINUTE, write

SIDE = Side("p.a", "government", "city", "")


def gap(name, rule="seen"):
    """A gap of which only what a closing looks at is said: `desk:p.a`."""
    kind, _, place = name.partition(":")
    return Gap(kind, place, rule, say("title"), say("remedy"), "medium", (SIDE, SIDE), ())


def case(tmp_path, plan, happens, *others, **more):
    """Read a small plan with what happens, written as in `tests.engine.small`."""
    return read_case(write(tmp_path, plan, happens, *others, **more))


def priced(a_case, *gaps, runs=1, jobs=1, **options):
    """The costs of gaps, by id."""
    found = price(
        a_case,
        [gap(each) if isinstance(each, str) else each for each in gaps],
        runs=runs,
        seed=1,
        jobs=jobs,
        progress=lambda _: None,
        **options,
    )
    return {each.gap: each for each in found}


def minutes(costs, milestone="m"):
    """The mean saved at a milestone, in minutes."""
    return next(cost.saved.mean for cost in costs if cost.milestone == milestone) / MINUTE
