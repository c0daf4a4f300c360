"""What tasks wait for: their owner's operators, or the units of a pool."""

from collections.abc import Sequence

from simulator.analysis.labels import Where
from simulator.log.rows import AID, HELD, KIND, REF, SUBJECT, TASK, Row
from simulator.program.model import Program, Task


def claimed(program: Program, rows: Sequence[Row], task: Task, row: Row) -> Where:
    """Give what the task waited for: its owner's operators, or units of a pool."""
    owner = program.agents[task.owner].name
    if not task.needs:
        return "operators", owner
    if row[HELD] >= 0:
        used = _servers(program, rows[row[HELD]])
        for need in task.needs:
            for server in need.servers:
                if server in used:
                    return "units", program.servers[server].name
        if task.operators:
            return "operators", owner
    first = task.needs[0]
    return "units", program.servers[first.servers[0]].name if first.servers else first.kind


def _servers(program: Program, row: Row) -> tuple[int, ...]:
    """Give the pools whose units the row held."""
    if row[KIND] == TASK:
        needs = program.tasks[row[SUBJECT]].needs
        return (
            needs[0].servers if len(needs) == 1 else tuple([each for need in needs for each in need.servers])
        )
    return (program.pacts[row[SUBJECT]].server,) if row[KIND] == AID else ()


def used_up(program: Program, task: Task, row: Row) -> str:
    """Give the pool, or else the kind of unit, that a task at work had used up."""
    need = task.uses[row[REF]].need
    return program.servers[need.servers[0]].name if need.servers else need.kind
