"""From the log of a replication to the timeline that a chart shows: who gets a lane, what is left out."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from simulator.errors import Message, say
from simulator.log.rows import Log
from simulator.program.model import Agent, Program
from simulator.report.arrows import MOST_ARROWS, arrows
from simulator.report.bars import bars
from simulator.report.rules import injects, limits, milestones, unreached
from simulator.report.style import SECTORS
from simulator.report.timeline_model import Arrow, Bar, Crowd, Group, Lane, Rule, Timeline
from simulator.report.words import SECTOR_WORDS, named, since_start, tell, titled

MOST_LANES = 80
"""Above this many lanes those with the fewest tasks and messages are left out."""
MOST_ALIKE = 3
"""More agencies than this that differ in number alone (`city.grid#3`) share one lane."""
LONG_TAIL = 1.25
"""A limit or an end beyond the last event times this is named in a note and not drawn."""
MEDIAN = say("median replication")


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much a timeline may hold; beyond it what says least is left out.

    Messages between two lanes that were sent in one minute for one purpose are one arrow unless `apart`;
    those of a lane that several share always are.
    """

    lanes: int = MOST_LANES
    arrows: int = MOST_ARROWS
    apart: bool = False


SHEET = Bounds()
"""What a sheet can show."""

_LEVELS = ("nation", "province", "city", "county", "town", "village_grid", "site")


@dataclass(frozen=True, slots=True)
class _Drawn:
    """What stands on the lanes; `lane`, `sender` and `receiver` are agents first, places of lanes later."""

    bars: list[Bar]
    arrows: list[Arrow]
    crowds: list[Crowd]


def lanes(
    program: Program,
    log: Log,
    *,
    lang: str,
    which: Message = MEDIAN,
    runs: int | None = None,
    seed: int | None = None,
    bounds: Bounds = SHEET,
) -> Timeline:
    """Give the timeline of a replication.

    Parameters
    ----------
    program, log
        The program and what happened when it ran.
    lang
        Language of every text in the value, `zh` or `en`.
    which
        What the replication stands for.
    runs, seed
        Number of replications and seed of the run, where they are not those of the scenario.

    Notes
    -----
    Left out, and said so in `Timeline.notes`: see `Bounds`, `MOST_ALIKE`, `LONG_TAIL`. Public calls,
    observations and the repeats of periodic reports are crowds, lost messages of one link one arrow.
    """
    messages, crowds, notes = arrows(program, log, lang=lang, most=bounds.arrows)
    drawn = _Drawn(bars(program, log, lang=lang), messages, crowds)
    groups, place = _groups(program, _busiest(drawn, bounds.lanes), lang)
    notes += _not_drawn(drawn, place, lang)
    rules = [*injects(program, log, lang=lang), *milestones(program, log, lang=lang)]
    until = _last(drawn, rules, log)
    near, far = _limits(program, until, lang)
    placed = _placed(drawn, place, apart=bounds.apart)
    return Timeline(
        title=program.title.show(lang),
        subtitle=_subtitle(program, log, which, (runs or program.runs, seed), lang),
        start=program.start,
        until=until,
        horizon=program.horizon,
        stopped=log.stopped,
        groups=groups,
        bars=tuple(_cut(bar, until) for bar in placed.bars),
        arrows=tuple(placed.arrows),
        rules=tuple(
            replace(rule, when=since_start(rule.at, until=until, lang=lang)) for rule in (*rules, *near)
        ),
        crowds=tuple(placed.crowds),
        unreached=tuple(unreached(program, log, objectives=True, lang=lang)),
        notes=(*notes, *_others(program, log, lang), *far, *_tail(program, log, until, lang)),
    )


def _subtitle(program: Program, log: Log, which: Message, played: tuple[int, int | None], lang: str) -> str:
    runs, seed = played
    line = say(
        "{which} · number {number} of {runs} · seed {seed} · starts {start}",
        which=which,
        number=log.replication,
        runs=runs,
        seed=program.seed if seed is None else seed,
        start=f"{program.start:%Y-%m-%d %H:%M}",
    )
    return tell(line, lang=lang)


def _others(program: Program, log: Log, lang: str) -> list[str]:
    """Name the milestones without limit that were not reached: that may be good, as of an explosion."""
    names = " · ".join(unreached(program, log, objectives=False, lang=lang))
    return [tell(say("not reached: {names}", names=names), lang=lang)] if names else []


def _activity(drawn: _Drawn) -> Counter[int]:
    """Count what each agent did; a task weighs as much as ten messages."""
    counts: Counter[int] = Counter()
    for bar in drawn.bars:
        counts[bar.lane] += 10
    for arrow in drawn.arrows:
        counts.update((arrow.sender, arrow.receiver))
    for crowd in drawn.crowds:
        counts[crowd.lane] += len(crowd.times)
    return counts


def _busiest(drawn: _Drawn, most: int) -> set[int]:
    counts = _activity(drawn)
    return set(sorted(counts, key=lambda agent: (-counts[agent], agent))[:most])


def _groups(program: Program, agents: set[int], lang: str) -> tuple[tuple[Group, ...], dict[int, int]]:
    """Give the groups in the order of `SECTORS`, and the place of the lane of each agent."""
    shared = _alike(program, sorted(agents))
    place: dict[int, int] = {}
    groups: list[Group] = []
    first = 0
    for sector in dict.fromkeys((*SECTORS, *(agent.sector for agent in program.agents))):
        members = [alike for alike in shared if program.agents[alike[0]].sector == sector]
        members.sort(key=lambda alike: lane_order(program, alike[0]))
        place.update((agent, first + row) for row, alike in enumerate(members) for agent in alike)
        if members:
            title = named(sector, SECTOR_WORDS, lang=lang)
            found = tuple(_lane(program, program.agents[alike[0]], len(alike), lang) for alike in members)
            groups.append(Group(sector, title, first, found))
            first += len(members)
    return tuple(groups), place


def _alike(program: Program, agents: list[int]) -> list[list[int]]:
    """Put agents together that differ in number alone, if there are more than `MOST_ALIKE` of them."""
    families: dict[str, list[int]] = defaultdict(list)
    for agent in agents:
        families[program.agents[agent].name.partition("#")[0]].append(agent)
    return [
        part
        for family in families.values()
        for part in ([family] if len(family) > MOST_ALIKE else [[agent] for agent in family])
    ]


def lane_order(program: Program, number: int) -> tuple[int, int, int]:
    """Give what the lanes of one sector are sorted by: region, level, declared order."""
    agent = program.agents[number]
    region = next(i for i, other in enumerate(program.agents) if other.region == agent.region)
    level = _LEVELS.index(agent.level) if agent.level in _LEVELS else len(_LEVELS)
    return region, level, number


def _lane(program: Program, agent: Agent, copies: int, lang: str) -> Lane:
    region = dict(program.regions).get(agent.region)
    title, number = titled(agent.title, agent.name, lang=lang), agent.name.partition("#")[2]
    return Lane(
        agent.name,
        f"{title} #{number}" if number and copies == 1 else title,
        agent.sector,
        region.show(lang) if region else agent.region.rpartition(".")[2],
        copies,
        agent.level,
    )


def _not_drawn(drawn: _Drawn, place: dict[int, int], lang: str) -> list[str]:
    left = len(set(_activity(drawn)) - set(place))
    note = say("{left} agencies that did least have no lane.", left=left)
    return [tell(note, lang=lang)] if left else []


def _placed(drawn: _Drawn, place: dict[int, int], *, apart: bool) -> _Drawn:
    """Count in lanes instead of agents; like bars and arrows of like agents become one."""
    sharing = Counter(place.values())
    alone = {lane for lane, copies in sharing.items() if apart and copies == 1}
    return _Drawn(
        _bars_together(replace(bar, lane=place[bar.lane]) for bar in drawn.bars if bar.lane in place),
        _arrows_together(
            (
                replace(arrow, sender=place[arrow.sender], receiver=place[arrow.receiver])
                for arrow in drawn.arrows
                if arrow.sender in place and arrow.receiver in place and arrow.sender != arrow.receiver
            ),
            alone,
        ),
        [replace(crowd, lane=place[crowd.lane]) for crowd in drawn.crowds if crowd.lane in place],
    )


def _bars_together(placed: Iterable[Bar]) -> list[Bar]:
    """Show the last of the bars of one lane that differ in the number of their agency alone."""
    alike: dict[tuple[int, str, str, float], list[Bar]] = defaultdict(list)
    for bar in placed:
        alike[bar.lane, bar.name.partition("#")[0], bar.title, 0.0 if "#" in bar.name else bar.start].append(
            bar
        )
    return [replace(max(same, key=lambda bar: bar.end), copies=len(same)) for same in alike.values()]


def _arrows_together(placed: Iterable[Arrow], alone: Collection[int]) -> list[Arrow]:
    """Show the last of the arrows between two lanes that were sent in one minute for one purpose.

    Between two lanes that both stand `alone` each arrow is shown.
    """
    alike: dict[tuple[object, ...], list[Arrow]] = defaultdict(list)
    for arrow in placed:
        apart = arrow.row if arrow.sender in alone and arrow.receiver in alone else -1
        alike[arrow.sender, arrow.receiver, arrow.purpose, arrow.lost, arrow.sent // 60, apart].append(arrow)
    return [
        same[0]
        if len(same) == 1
        else replace(max(same, key=lambda arrow: arrow.learned), copies=sum(arrow.copies for arrow in same))
        for same in alike.values()
    ]


def _last(drawn: _Drawn, rules: list[Rule], log: Log) -> float:
    """Give when the last thing happened; what is still open lasts as long as the chart."""
    times = [time for bar in drawn.bars for time in _happened(bar)]
    times += [arrow.received if arrow.unread else arrow.learned for arrow in drawn.arrows]
    times += [rule.at for rule in rules] + [time for crowd in drawn.crowds for time in crowd.times]
    return max(times, default=0.0) or log.ended or 1.0


def _happened(bar: Bar) -> list[float]:
    last = bar.pieces[-1]
    return [last.start if bar.open_ended else last.end]


def _cut(bar: Bar, until: float) -> Bar:
    """End what is still open a little after the last thing that happened."""
    if not bar.open_ended:
        return bar
    last = bar.pieces[-1]
    return replace(bar, pieces=(*bar.pieces[:-1], replace(last, end=min(last.end, until * 1.05))))


def _limits(program: Program, until: float, lang: str) -> tuple[list[Rule], list[str]]:
    rules = sorted(limits(program, lang=lang), key=lambda rule: rule.at)
    near = [rule for rule in rules if rule.at <= until * LONG_TAIL]
    far = [
        tell(
            say(
                "{limit} (T+{at}) lies beyond the chart.",
                limit=rule.label,
                at=since_start(rule.at, until=until, lang=lang),
            ),
            lang=lang,
        )
        for rule in rules
        if rule.at > until * LONG_TAIL
    ]
    return near, far


def _tail(program: Program, log: Log, until: float, lang: str) -> list[str]:
    if log.stopped or program.horizon <= until * LONG_TAIL:
        return []
    note = say(
        "Nothing more happens between T+{until} and the horizon, T+{horizon}.",
        until=since_start(until, until=until, lang=lang),
        horizon=since_start(program.horizon, until=until, lang=lang),
    )
    return [tell(note, lang=lang)]
