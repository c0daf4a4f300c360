"""The engine and an idiomatic SimPy model of the same plan agree to the last bit."""

import pytest

from simulator.log.rows import (
    ATTEMPT,
    BEGUN,
    COMPOSED,
    CONTENTS,
    DUE,
    ENDED,
    FINISHED,
    LEARNED,
    PICKED,
    READY,
    RECEIVED,
    REPORT,
    SEEN,
    STARTED,
    SUBJECT,
    TASK,
)
from tests.cases import play, program, rows_of
from tests.oracle.model import Draws, Model
from tests.oracle.plans import draw_case

pytestmark = pytest.mark.no_cover

REPLICATIONS = 3


def bare(name):
    return name.removeprefix("p.")


def facts_of(a_program, row):
    return tuple(bare(a_program.facts[content[0]].name) for content in row[CONTENTS])


def learned(a_program, log):
    receivers = {SEEN: (a_program.observers, "agent"), REPORT: (a_program.links, "receiver")}
    for row in (*rows_of(log, SEEN), *rows_of(log, REPORT)):
        table, field = receivers[row[0]]
        name = bare(a_program.agents[getattr(table[row[SUBJECT]], field)].name)
        if row[LEARNED] >= 0:
            yield from ((row[LEARNED], name, fact) for fact in facts_of(a_program, row))
    for row in rows_of(log, TASK):
        task = a_program.tasks[row[SUBJECT]]
        if row[FINISHED] >= 0:
            name = bare(a_program.agents[task.owner].name)
            yield from (
                (row[FINISHED], name, bare(a_program.facts[fact].name)) for _, _, fact, _ in task.achieves
            )


def worked(a_program, log):
    for row in rows_of(log, TASK):
        yield row[READY], row[STARTED], row[FINISHED], bare(a_program.tasks[row[SUBJECT]].name)


def reported(a_program, log):
    stages = (DUE, BEGUN, COMPOSED, RECEIVED, PICKED, LEARNED)
    for row in rows_of(log, REPORT):
        if row[CONTENTS]:
            yield *(row[stage] for stage in stages), row[SUBJECT], facts_of(a_program, row)


def failed(log):
    return [(row[DUE], row[ENDED], row[SUBJECT]) for row in rows_of(log, ATTEMPT)]


def carried(a_program):
    """For each link the facts that it carries, in the order in which it says them."""
    facts, slots = a_program.facts, a_program.slots
    return [[bare(facts[slots[slot].fact].name) for slot in link.slots] for link in a_program.links]


@pytest.mark.parametrize("seed", range(80))
def test_a_random_plan_plays_as_in_simpy_to_the_last_bit(seed):
    a_plan, a_scenario = draw_case(seed)
    a_program = program(a_plan, a_scenario)
    for number, log in enumerate(play(a_program, REPLICATIONS)):
        model = Model(a_plan, a_scenario, Draws(a_program, a_program.seed, number), carried(a_program))
        assert sorted(worked(a_program, log)) == sorted(model.worked)
        assert sorted(reported(a_program, log)) == sorted(model.reported)
        assert sorted(failed(log)) == sorted(model.failed)
        assert sorted(learned(a_program, log)) == sorted(model.learned)
