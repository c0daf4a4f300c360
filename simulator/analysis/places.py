"""Places of critical paths: what many alike do is done at one place, as in gaps."""

from collections.abc import Iterator, Mapping

from simulator.plan.alike import common, common_task
from simulator.program.model import Program


def shared_places(program: Program) -> Mapping[str, str]:
    """Give, by the name of a place, the name under which it counts; what is missing is a place by itself.

    Copies (`times:`), tasks of several incidents, and things from outside of one name are one place.
    """
    return {name: shared for name, shared in _places(program) if shared != name}


def _places(program: Program) -> Iterator[tuple[str, str]]:
    yield from ((task.name, common_task(task.name)) for task in program.tasks)
    for table in (program.agents, program.servers, program.links, program.sources):
        yield from ((thing.name, common(thing.name)) for thing in table)
    for link in program.links:
        ways = (f"{link.name}/{program.media[rung.medium].name}" for rung in link.rungs)
        yield from ((way, common(way)) for way in ways)
