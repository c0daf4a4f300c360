"""Gaps of information and of desks, closed."""

from dataclasses import replace

from simulator.analysis.gaps.sites import SLOW_HOP
from simulator.plan.alike import common
from simulator.plan.gap import Gap
from simulator.program.model import Program, Server
from simulator.scenario.case import Case
from simulator.study.closing_hops import close_hops
from simulator.study.closing_orders import close_orders
from simulator.study.closure import Closure, means, with_servers

ORDERS = frozenset({"two_meanings", "two_orders"})
"""Rules of what is called or ordered in two ways."""


def close_information(case: Case, program: Program, gap: Gap) -> Closure | None:
    """Close a gap at `fact@agency`: the agency believes of the fact what the newest belief of any says.

    A lag that links ate is closed on these (`close_hops`), a gap at a name that several set by one source
    (`close_orders`).

    No message and no desk is used for it. Messages that carry the fact to the agency go as before: what
    they keep busy is a gap of the desk or the medium.
    """
    if not ORDERS.isdisjoint(gap.rules):
        return close_orders(case, gap)
    if gap.rule == SLOW_HOP:
        return close_hops(program, gap)
    fact, _, agency = gap.place.rpartition("@")
    told = [agent.name for agent in program.agents[1:] if means(agency, agent.name)]
    facts = dict.fromkeys(row.base for row in program.facts if fact in {row.base, common(row.base)})
    if not told or not facts:
        return None
    return Closure(insights=tuple((name, each) for name in told for each in facts))


def close_desk(_case: Case, program: Program, gap: Gap) -> Closure | None:
    """Close a gap of an agency's desk: operators without limit, at all hours."""
    if not any(_is_desk(server, gap.place) for server in program.servers):
        return None
    return Closure(program=lambda program: _staffed(program, gap.place))


def _is_desk(server: Server, agency: str) -> bool:
    return server.kind == "desk" and means(agency, server.name)


def _staffed(program: Program, agency: str) -> Program:
    desks = {number for number, server in enumerate(program.servers) if _is_desk(server, agency)}
    return replace(
        with_servers(program, lambda server: _is_desk(server, agency)),
        shifts=tuple(shift for shift in program.shifts if shift[1] not in desks),
    )
