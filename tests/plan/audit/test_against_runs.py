"""The audit against runs: what it takes for impossible never happens in one."""

import json
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given

from simulator.log.rows import CONTENTS, KIND, LEARNED, MESSAGES, SEEN, STARTED, SUBJECT, TASK
from simulator.plan.audit import audit
from simulator.plan.audit.survey import Survey
from simulator.program.compile import compile_case
from simulator.scenario.read import read_case
from simulator.scenario.setting import setting_of
from tests.cases import play
from tests.strategies import cases

pytestmark = pytest.mark.no_cover


def read(plan, scenario):
    with TemporaryDirectory() as folder:
        Path(folder, "plan.yaml").write_text(json.dumps(plan), encoding="utf-8")
        file = Path(folder, "scenario.yaml")
        file.write_text(json.dumps(scenario), encoding="utf-8")
        return read_case(file)


def learned(program, log):
    """The (agency, id of a fact) that messages and observations brought."""
    for row in log.rows:
        if row[KIND] in MESSAGES | {SEEN} and row[LEARNED] >= 0:
            for content in row[CONTENTS] or ():
                agent, fact = program.cells[content[6]]
                if agent >= 0:
                    yield program.agents[agent].name, program.facts[fact].base


@given(cases())
def test_whoever_learns_a_fact_in_a_run_was_within_its_reach(case):
    read_one = read(*case)
    survey, program = Survey(read_one.composition, setting_of(read_one)), compile_case(read_one)
    for log in play(program, runs=3):
        for agency, fact in learned(program, log):
            assert agency in survey.reached(fact)


@given(cases())
def test_what_never_reaches_an_agency_and_what_never_starts_does_not_in_a_run(case):
    read_one = read(*case)
    found = audit(read_one.composition, setting_of(read_one))
    deaf = {(agency, gap.facts[0]) for gap in found if gap.rule == "no_path" for agency in gap.agencies[:1]}
    idle = {gap.place for gap in found if gap.rule in ("never", "circular_wait")}
    program = compile_case(read_one)
    for log in play(program, runs=3):
        assert deaf.isdisjoint(learned(program, log))
        started = {
            program.tasks[row[SUBJECT]].name for row in log.rows if row[KIND] == TASK and row[STARTED] >= 0
        }
        assert idle.isdisjoint(started)
