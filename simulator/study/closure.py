"""What closes one gap, as changes to the case and to the program made from it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import reduce
from typing import TypeVar

from simulator.plan.alike import common, common_task
from simulator.program.compile import Insight
from simulator.program.model import Program, Server
from simulator.scenario.case import Case

Item = TypeVar("Item")

UNLIMITED = 1_000_000
"""Operators or units: more than any plan can use."""


def _as_it_is(whole: Item) -> Item:
    return whole


@dataclass(frozen=True, slots=True)
class Closure:
    """First the case is changed, then it is compiled with the insights, then the program is changed.

    A change to a program goes by names, never by numbers: other closures may have moved them.
    """

    case: Callable[[Case], Case] = _as_it_is
    insights: tuple[Insight, ...] = ()
    program: Callable[[Program], Program] = _as_it_is


def joined(parts: Iterable[Closure | None]) -> Closure | None:
    """Give several closures as one; None where there is none."""
    found = [part for part in parts if part is not None]
    if not found:
        return None
    return Closure(
        case=lambda case: reduce(lambda each, part: part.case(each), found, case),
        insights=tuple(dict.fromkeys(insight for part in found for insight in part.insights)),
        program=lambda program: reduce(lambda each, part: part.program(each), found, program),
    )


def means(place: str, name: str) -> bool:
    """Tell whether a place is something by its name, or by the one that many alike and copies share.

    >>> means("city.grid", "city.grid#3"), means("city.grid#2", "city.grid#3")
    (True, False)
    """
    return place in {name, common(name), common_task(name)}


def mapped(items: Iterable[Item], change: Callable[[Item], Item]) -> tuple[Item, ...]:
    """Give a table of a program with each entry changed; the order stays, so numbers stay."""
    return tuple(map(change, items))


def with_servers(program: Program, wanted: Callable[[Server], bool]) -> Program:
    """Give a program in which some servers are without limit."""

    def change(server: Server) -> Server:
        return replace(server, capacity=UNLIMITED) if wanted(server) else server

    return replace(program, servers=mapped(program.servers, change))
