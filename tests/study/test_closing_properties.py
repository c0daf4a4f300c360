"""What holds for every plan with gaps closed, tried on those that hypothesis makes."""

from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.analysis.paths import critical_path
from simulator.engine import replication
from simulator.engine.flows import FlowingMirrors
from simulator.engine.mirrors import MirroredBeliefs
from simulator.engine.replication import Player
from simulator.log.rows import AT, KIND, MILESTONE
from simulator.program.compile import compile_case
from simulator.program.model import WORLD
from simulator.study.closing import closed, closure_of
from simulator.study.remedies import remedy_of
from tests.cases import read
from tests.engine.sound import faults_of
from tests.strategies import COUNT, TOLD, cases
from tests.study.shops import gap

pytestmark = pytest.mark.no_cover

few = settings(max_examples=15)


def gaps_of(program):
    """Gaps at every place of a program that a closing knows."""
    agents = [agent.name for agent in program.agents[1:]]
    found = [f"desk:{name}" for name in agents]
    found += [f"information:{fact}@{name}" for fact in (*TOLD, COUNT) for name in agents]
    found += [f"authority:{task.name}" for task in program.tasks]
    found += [f"authority:{scale.name}" for scale in program.scales]
    found += [f"medium:{link.name}" for link in program.links]
    found += [f"medium:{medium.name}" for medium in program.media if medium.name]
    found += [f"resource:{need.kind}@{program.agents[task.owner].name}"
              for task in program.tasks for need in task.needs]  # fmt: skip
    rules = ("capacity", "coordination")
    return [gap(name, rule) for name in dict.fromkeys(found) for rule in rules[: 1 + ("@" in name)]]


@given(cases(), st.data())
def test_logs_with_gaps_closed_are_sound_and_paths_exact(values, data):
    case = read(*values)
    program = compile_case(case)
    gaps = data.draw(st.lists(st.sampled_from(gaps_of(program)), min_size=1, max_size=6))
    closures = [found for each in gaps if (found := closure_of(case, program, each))]
    other = closed(case, program, closures)
    log = Player(other, 1).play(0)
    assert faults_of(log.rows, other.horizon) == []
    for number, row in enumerate(log.rows):
        if row[KIND] == MILESTONE:
            path = critical_path(other, log, number, AT)
            assert sum(part.end - part.begin for part in path) == row[AT]


@few
@given(cases(), st.data())
def test_a_remedy_gives_a_plan_that_plays(values, data):
    case = read(*values)
    program = compile_case(case)
    remedy = remedy_of(case, program, data.draw(st.sampled_from(gaps_of(program))))
    if remedy is not None:
        other = compile_case(remedy.change(case))
        assert faults_of(Player(other, 1).play(0).rows, other.horizon) == []


@few
@given(cases(), st.sampled_from((*TOLD, COUNT)), st.sampled_from("ab"))
def test_who_is_told_at_once_holds_the_newest_belief_that_any_agency_holds(values, fact, agency):
    case = read(*values)
    program = compile_case(case, insights=[(f"p.{agency}", fact)])
    made = []

    def kept(kind):
        return type(
            "Kept",
            (kind,),
            {"__init__": lambda self, *parts: made.append(self) or kind.__init__(self, *parts)},
        )

    with (
        patch.object(replication, "MirroredBeliefs", kept(MirroredBeliefs)),
        patch.object(replication, "FlowingMirrors", kept(FlowingMirrors)),
        patch.object(replication, "_take_apart"),
    ):
        Player(program, 1).play(0)
    (beliefs,) = made
    for number, (agent, base) in enumerate(program.cells):
        if program.agents[agent].name == f"p.{agency}" and program.facts[base].base == fact:
            cells = [cell for cell, key in enumerate(program.cells) if key[1] == base and key[0] != WORLD]
            newest = max(beliefs.stamps[cell] for cell in cells)
            assert beliefs.stamps[number] == newest
            assert beliefs.values[number] in [
                beliefs.values[cell] for cell in cells if beliefs.stamps[cell] == newest
            ]
