"""Small plans as text."""

import pytest

from simulator.errors import DrillError
from simulator.plan.compose import compose
from simulator.plan.facts import Setting
from simulator.plan.faults import At
from simulator.plan.model import Plan
from simulator.text.document import read_document
from simulator.text.source import Source

HEAD = """\
drill: plan
format: 1
id: {id}
name: {id}
authority: duty
agencies:
  duty: {{name: Duty room, sector: government, level: city, role: duty_room}}
  fire: {{name: Fire, sector: public_safety, level: city, pools: {{engine: {{units: 2}}}}}}
  grid: {{name: Grid, sector: community, level: village_grid, times: 3, role: warden}}
"""
"""Nine lines: what a test adds begins in line 10."""


@pytest.fixture
def plan():
    def read(more="", *, name="city", head=HEAD):
        text = head.format(id=name) + more
        return read_document(Plan, Source(f"{name}.yaml", text))

    return read


@pytest.fixture
def composed(plan):
    """Compose plans by id, the rest of each as text; `world` are facts that a scenario sets."""

    def read(world=None, **texts):
        plans = [plan(text, name=name) for name, text in texts.items()]
        settings = {
            name: (Setting(value, At("", plans[0])),) for name, value in (world or {"leak": True}).items()
        }
        return compose(plans, world=settings)

    return read


@pytest.fixture
def problems(composed):
    """Give the problems as `file:line:column: found`, warnings with `warning: ` before what was found."""

    def read(**texts):
        try:
            found = composed(**texts).warnings
        except DrillError as error:
            found = error.problems
        return [
            f"{problem.place}: {'warning: ' if problem.warning else ''}{problem.found}" for problem in found
        ]

    return read
