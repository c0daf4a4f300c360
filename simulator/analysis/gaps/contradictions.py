"""Two sources that ordered different values of one thing, as many replications show it."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import numpy as np

from simulator.analysis.gaps.findings import TOLERANCE
from simulator.analysis.gaps.frequency import occurrence
from simulator.analysis.gaps.orders import Order, acting
from simulator.analysis.gaps.tally import ClashTally
from simulator.analysis.gaps.upstream import Doing, upstream
from simulator.analysis.gaps.weight import PART
from simulator.analysis.results import Results
from simulator.analysis.statistics import wilson
from simulator.errors import Message, say
from simulator.plan.alike import bare, common, common_task
from simulator.plan.audit.ambiguous import same_area
from simulator.plan.audit.naming import agency_title, fact_title, listed
from simulator.plan.composed import Composition, Job
from simulator.plan.gap import Evidence, Gap, Severity, Side
from simulator.program.model import FactRow, Program
from simulator.text.titles import Title

RULE = "two_orders"


class _Given(NamedTuple):
    """An order as the plans have it: the task, the fact, and the value as people read it.

    That of many alike, or of several incidents, is one.
    """

    task: str
    fact: str
    value: Title


class _Two(NamedTuple):
    """Two orders of one thing, by the tasks that give them."""

    orders: tuple[_Given, _Given]
    jobs: tuple[Job, Job]


def ordered_twice(composition: Composition, program: Program, results: Results) -> Iterator[Gap]:
    """Give the gaps of agencies that acted on contradicting orders for longer than tolerated, by two orders.

    Two facts of one name are one thing where plans of one area give it for one hazard.
    """
    jobs = {common(job.name): job for job in reversed(composition.jobs)}
    several: dict[tuple[_Given, _Given], list[ClashTally]] = defaultdict(list)
    for (one, other), tally in results.tally.clashes.items():
        several[_given(program, one), _given(program, other)].append(tally)
    for orders, tallies in several.items():
        two = _Two(orders, (jobs[orders[0].task], jobs[orders[1].task]))
        if _meet(composition, two):
            yield from _gaps(composition, program, two, _together(tallies), len(results.replications))


def _given(program: Program, order: Order) -> _Given:
    row, value = program.facts[order.fact], order.value
    return _Given(common_task(program.tasks[order.task].name), row.base, _shown(row, value))


def _shown(row: FactRow, value: object) -> Title:
    if isinstance(value, bool):
        return Title("是", "yes") if value else Title("否", "no")
    if isinstance(value, int) and row.levels:
        return row.level_title(value)
    return Title(str(value), str(value))


def _meet(composition: Composition, two: _Two) -> bool:
    """Tell whether two orders are of one thing."""
    if two.orders[0].fact == two.orders[1].fact:
        return True
    one, other = two.jobs
    return one.hazard == other.hazard and same_area(composition, one.owner, other.owner)


def _together(tallies: list[ClashTally]) -> ClashTally:
    """Make one of those of many alike: of each replication the longest."""
    first, *others = tallies
    if not others:
        return first
    longest: dict[int, tuple[float, int]] = {}
    doings: Counter[tuple[Doing, Doing]] = Counter()
    for tally in tallies:
        doings.update(tally.acting)
        for number, seconds, endless in zip(tally.replications, tally.seconds, tally.endless, strict=True):
            longest[number] = max(longest.get(number, (0.0, 0)), (seconds, endless))
    found = ClashTally(acting=doings)
    for number in sorted(longest):
        found.replications.append(number)
        found.seconds.append(longest[number][0])
        found.endless.append(longest[number][1])
    return found


def _gaps(
    composition: Composition, program: Program, two: _Two, tally: ClashTally, runs: int
) -> Iterator[Gap]:
    """Give the gap, none where it is tolerable or rare."""
    seconds, endless = np.frombuffer(tally.seconds), np.frombuffer(tally.endless, dtype=np.int8) > 0
    beyond = seconds > TOLERANCE
    share = wilson(int(np.count_nonzero(beyond)), runs)
    if share.share <= PART:
        return
    doings = tally.acting.most_common(1)[0][0]
    figures = {
        **occurrence(share, seconds[beyond], endless[beyond]),
        "endless": round(float(np.count_nonzero(endless)) / runs, 6),
        "tolerance_s": TOLERANCE,
        "mean_s": 0.0,
        "waited_s": round(sum(tally.seconds) / runs, 3),
        "ways": [],
        "blocks": [],
        "breaks": [],
        "held_first": [],
        "hops": [],
        "shown_by": int(tally.replications[int(np.argmax(seconds))]),
    }
    on_way = any(doing in before for before in upstream(program) for doing in doings)
    names = [program.agents[acting(program, doing)].name for doing in doings]
    yield _described(composition, two, names, figures, "medium" if on_way else "low")


def _described(
    composition: Composition,
    two: _Two,
    names: list[str],
    figures: Mapping[str, Any],
    severity: Severity,
) -> Gap:
    (orders, jobs), facts = two, sorted({order.fact for order in two.orders})
    owners = [agency_title(composition, job.owner) for job in jobs]
    name = bare(common(facts[0]))
    text = say(
        "{one} went by `{first}`, {other} at the same time by `{second}`; both orders stood",
        one=agency_title(composition, names[0]),
        first=orders[0].value,
        other=agency_title(composition, names[1]),
        second=orders[1].value,
    )
    return Gap(
        kind="information",
        place=name,
        rule=RULE,
        title=say(
            "{fact} is ordered in two ways at once, by {owners}",
            fact=fact_title(composition, facts[0]),
            owners=listed(owners),
        ),
        remedy=_remedy(name, facts, owners),
        severity=severity,
        sides=(Side.of(composition.actors[jobs[0].owner]), Side.of(composition.actors[jobs[1].owner])),
        evidence=(Evidence("runs", text, figures),),
        where=tuple(job.record.place_of("achieves") for job in jobs),
        agencies=tuple(dict.fromkeys(map(common, (jobs[0].owner, jobs[1].owner, *names)))),
        facts=tuple(facts),
        basis=tuple(dict.fromkeys(job.record.basis for job in jobs if job.record.basis)),
        known_from=("G15", "G24") if composition.facts[facts[0]].kind == "place" else ("G15",),
    )


def _remedy(name: str, facts: list[str], owners: list[Title]) -> Message:
    if len(facts) == 1:
        return say(
            "let {owner} alone set `{name}`; who wants it otherwise asks there, over a link", owner=owners[0],
            name=name,
        )  # fmt: skip
    return say(
        "let one task of one plan alone set it, refer to that one as `{fact}` in the other plan, and "
        "pass it on there; or give one of the two another name",
        fact=facts[0],
    )
