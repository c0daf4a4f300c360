"""What a replication shows of gaps: where time was wasted, and on the way of which milestone."""

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

from simulator.analysis.books import Books
from simulator.analysis.clocks import Clock
from simulator.analysis.gaps.consequences import Causes, Explainer
from simulator.analysis.gaps.lost import Hop, Losses, added, outside
from simulator.analysis.gaps.orders import Clash, Orders
from simulator.analysis.gaps.pooled import Lag, Lags
from simulator.analysis.gaps.sites import Sites
from simulator.analysis.gaps.upstream import Doing, doing_of, upstream
from simulator.analysis.gaps.waiting import Piece, Wait, Waited
from simulator.analysis.gaps.waits import Waits
from simulator.analysis.learning import Sorted
from simulator.analysis.paths import Legs, Way
from simulator.analysis.references import Reference
from simulator.analysis.truth import Trees, needed
from simulator.log.rows import (
    CAUSE,
    CELL,
    CONTENTS,
    DECLARE,
    ENDED,
    KIND,
    LEARNED,
    NOTHING,
    READY,
    REPORT,
    TASK,
    VIA,
    Log,
)
from simulator.program.model import NONE, Program
from simulator.units import MINUTE

BEGUN_AT = {TASK: READY, DECLARE: ENDED}
"""The stage from which the way of what an owner began leads back: a declaration may end at another level."""
TOLERANCE = 5 * MINUTE
"""Seconds that are no gap, unless an obligation sets its own limit or a twentieth of the way is more."""


class Found(NamedTuple):
    """What was found at one site: seconds in all, seconds of the longest wait, whether one never ended.

    `other` is the agent on the other side of the longest wait.
    """

    total: float
    longest: float
    endless: bool
    other: int


class Findings(NamedTuple):
    """What one replication shows, by number of the site.

    `paths` are seconds on each milestone's way, `causes` those of obligations that were late or never met.
    `blocks`: by milestone that was not reached, where what leads to it waited to the end. `clashes` are
    contradicting orders on which agencies acted at one time. `hops`: by site of a lag, the seconds that
    each hop took of it.
    """

    found: Mapping[int, Found]
    paths: tuple[Mapping[int, float], ...]
    causes: Causes
    blocks: Mapping[int, frozenset[int]] = MappingProxyType({})
    clashes: tuple[Clash, ...] = ()
    hops: Mapping[int, Mapping[Hop, float]] = MappingProxyType({})


class Finder:
    """Looks for wasted time in the logs of one program."""

    __slots__ = (
        "_at_once",
        "_books",
        "_cells",
        "_explainer",
        "_known",
        "_lags",
        "_least",
        "_orders",
        "_program",
        "_sites",
        "_upstream",
        "_waits",
    )

    def __init__(self, program: Program) -> None:
        self._program = program
        self._sites = Sites(program)
        self._books = Books(program)
        self._waits = Waits(program, self._sites)
        self._lags = Lags(program)
        self._explainer = Explainer(program)
        self._orders = Orders(program)
        # What is tolerable anywhere is not looked into.
        limits = (duty.within for duty in program.duties if duty.facts and duty.within is not None)
        self._least = min((TOLERANCE, *limits))
        self._upstream = upstream(program)
        trees = Trees(program)
        self._known = [needed(trees.tree(milestone.gate)) for milestone in program.milestones]
        """Of each milestone, the cells in which something must be known."""
        self._at_once = {(TASK, number) for number, task in enumerate(program.tasks) if task.post == NONE}
        """What begins when its condition holds: it is not up to whoever holds a post then."""
        self._cells = {belief: cell for cell, belief in enumerate(program.cells)}

    def find(
        self, log: Log, rows: Sorted, clocks: Sequence[Clock], ways: Sequence[Way], legs: Legs
    ) -> Findings:
        """Give what one replication shows.

        `ways` lead back from its milestones, empty where not reached.
        """
        book = self._books.open(log, rows)
        waited = self._waits.of_log(log, rows, book, least=self._least)
        sums = _Sums()
        stuck: dict[Doing, set[int]] = {}
        # What a milestone that was not reached wants somebody to know, and nobody told.
        missed = [known for known, way in zip(self._known, ways, strict=True) if known and not way]
        wanted = {cell for cell in set[int]().union(*missed) if cell not in book.first}
        unheard: dict[int, set[int]] = {}
        for number, waits in waited.rows.items():
            for site, begin, end, other, endless in waits if len(waits) == 1 else _merged(waits):
                sums.add(site, end - begin, end - begin, other, endless=endless)
                if endless and (doing := doing_of(self._program, log.rows[number])) is not None:
                    blamed = stuck.setdefault(doing, set())
                    blamed.add(site)
                    blamed |= self._missed_aid(doing, waits)
        late: dict[int, list[Piece]] = {}
        losses, bringing = Losses(legs, waited, log.rows), self._bringing(log, waited)
        for lag in self._lags.of_log(log, rows, book, least=self._least):
            reports = bringing.get(self._cells[lag.agent, lag.facts[0]], ())
            brought = _brought(log, lag, waited, reports) if reports else []
            pieces = self._lay(lag, brought, self._way_to(log, lag, legs), losses, sums)
            for cell in wanted.intersection(self._cells[lag.agent, fact] for fact in lag.facts):
                unheard.setdefault(cell, set()).update(self._lasting(lag, pieces))
            if lag.row == NOTHING:
                stuck.setdefault(lag.doing, set()).update(self._lasting(lag, pieces))
            else:
                late.setdefault(lag.row, []).extend(pieces)

        def lost(event: Reference, since: float) -> dict[int, float]:
            return losses.on(legs.way_back(event, since), late, since=since)

        causes = self._explainer.causes(log, clocks, waited, lost)
        paths = tuple(losses.on(way, late) for way in ways)
        clashes = self._orders.of_log(log, rows, book)
        return Findings(sums.found(), paths, causes, self._blocks(ways, stuck, unheard), clashes, sums.hops)

    def _lay(
        self, lag: Lag, brought: list[Piece], way: Way, losses: Losses, sums: "_Sums"
    ) -> Sequence[Piece]:
        """Lay what is left of a lag at the sites of the facts that were lacking; give all that made it up."""
        agent, facts, holders, begin, end, row, _ = lag
        span = begin, end
        own = outside(span, [*brought, *losses.during(way)])
        sites, endless = self._sites.facts, row == NOTHING
        for number, fact in enumerate(facts):
            # One minute has one cause: of several facts that are lacking the first stands for the time.
            total = 0.0 if number else own
            sums.add(sites[agent, fact], total, own, holders[number], endless=endless)
        if not own:
            return brought
        site = sites[agent, facts[0]]
        sums.add_hops(site, losses.on_links(span, way))
        return [*brought, (site, begin, end)]

    def _lasting(self, lag: Lag, pieces: Iterable[Piece]) -> set[int]:
        """Give the sites that stand for a lag to its end: not waits for what then came.

        What is left of the lag, laid at the fact that was lacking, counts where nothing else lasts so long.
        """
        lasting = {site for site, _, end in pieces if end >= lag.end}
        return lasting - {self._sites.facts[lag.agent, lag.facts[0]]} or lasting

    def _way_to(self, log: Log, lag: Lag, legs: Legs) -> Way:
        """Give the way back from what an owner began late to what began before its lag."""
        if lag.row == NOTHING:
            return ()
        if lag.doing in self._at_once:
            # Nobody waits for anything between what makes a condition hold and that it does.
            row = log.rows[lag.row]
            return legs.way_back((row[CAUSE], row[VIA]), lag.begin)
        return legs.way_back((lag.row, BEGUN_AT[lag.doing[0]]), lag.begin)

    def _missed_aid(self, doing: Doing, waits: Sequence[Wait]) -> set[int]:
        """Give the agreements called on in vain that would have given a task what it waits for to the end."""
        if doing[0] != TASK:
            return set()
        task, places = self._program.tasks[doing[1]], {wait.site for wait in waits}
        called = [pact for pact in task.aid if self._sites.pacts[pact] in places]
        found: set[int] = set()
        for need in task.needs:
            given = [pact for pact in called if self._program.pacts[pact].kind == need.kind]
            own = sum(self._program.servers[server].capacity for server in need.servers)
            if own + sum(self._program.pacts[pact].units for pact in given) >= need.units:
                found.update(self._sites.pacts[pact] for pact in given)
        return found

    def _blocks(
        self, ways: Sequence[Way], stuck: Mapping[Doing, set[int]], unheard: Mapping[int, set[int]]
    ) -> dict[int, frozenset[int]]:
        """Give what kept each milestone that was not reached: work that was stuck, facts that nobody told."""
        found = {}
        for milestone in (number for number, way in enumerate(ways) if not way):
            doings = self._upstream[milestone] & stuck.keys()
            cells = self._known[milestone] & unheard.keys()
            if doings or cells:
                sites = (*(stuck[doing] for doing in doings), *(unheard[cell] for cell in cells))
                found[milestone] = frozenset[int]().union(*sites)
        return found

    def _bringing(self, log: Log, waited: Waited) -> dict[int, list[int]]:
        """Give the reports that waited, by the cells of those that they are for."""
        found: dict[int, list[int]] = {}
        for number in waited.rows:
            row = log.rows[number]
            if row[KIND] == REPORT:
                for content in row[CONTENTS] or ():
                    found.setdefault(content[CELL], []).append(number)
        return found


def _brought(log: Log, lag: Lag, waited: Waited, reports: Iterable[int]) -> list[Piece]:
    """Give the waits of reports that would have told what was lacking, had they arrived before."""
    return [
        piece
        for number in reports
        if not 0 <= log.rows[number][LEARNED] < lag.end
        for piece in waited.within(number, lag.begin, lag.end)
    ]


class _Sums:
    """What was found at each site so far: the fields of `Found`."""

    __slots__ = ("_sites", "hops")

    def __init__(self) -> None:
        self._sites: dict[int, list[Any]] = {}
        self.hops: dict[int, Mapping[Hop, float]] = {}

    def add(self, site: int, total: float, longest: float, other: int, *, endless: bool) -> None:
        sums = self._sites.get(site)
        if sums is None:
            self._sites[site] = [total, longest, endless, other]
            return
        sums[0] += total
        if longest > sums[1]:
            sums[1], sums[3] = longest, other
        sums[2] |= endless

    def add_hops(self, site: int, hops: Mapping[Hop, float]) -> None:
        if hops:
            self.hops[site] = added(self.hops.get(site, {}), hops)

    def found(self) -> dict[int, Found]:
        quick = tuple.__new__  # Found(*sums) takes twice the time
        return {site: quick(Found, sums) for site, sums in self._sites.items()}


def _merged(waits: Iterable[Wait]) -> Iterable[Sequence[Any]]:
    """Give one wait for each site at which a row waited more than once, as if one after another from 0 on."""
    found: dict[int, list[Any]] = {}
    for site, begin, end, other, is_open in waits:
        each = found.setdefault(site, [site, 0.0, 0.0, other, False])
        each[2] += end - begin
        each[3] = other
        each[4] |= is_open
    return found.values()
