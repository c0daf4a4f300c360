"""The work on incidents that come again and again, in words: what lies open, with whom, for how long."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from simulator.report.figures import length

Record = Mapping[str, Any]


class Work(NamedTuple):
    """One task for all incidents of one name: how many came up, were done, lie open; how long they took."""

    task: str
    owner: str
    incident: str
    came_up: str
    done: str
    open: str
    waited: str
    worked: str


def told_of_caseload(summary: Record, lang: str) -> Iterator[Work]:
    """Give the tasks of incidents that come more than once, in the order of the plans."""
    for record in summary["caseload"]:
        yield Work(
            task=record["title"][lang],
            owner=record["owner_title"][lang],
            incident=record["incident_title"][lang],
            came_up=f"{_number(record['came_up'])} / {record['incidents']}",
            done=_number(record["done"]),
            open=_number(record["open"]),
            waited=length(record["waited_s"], lang),
            worked=length(record["worked_s"], lang),
        )


def _number(mean: float) -> str:
    """Give a mean number with a tenth; what is not nothing never as nothing."""
    return "< 0.1" if 0 < mean < 0.05 else f"{mean:.1f}".removesuffix(".0")
