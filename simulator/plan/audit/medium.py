"""Single points of failure: what the loss of one agency, link or medium cuts of the needs under guard."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from simulator.errors import say
from simulator.plan.alike import common
from simulator.plan.audit.losses import Pair
from simulator.plan.audit.naming import agency_title, fact_title, link_title, listed, shown_place
from simulator.plan.audit.survey import Survey
from simulator.plan.composed import Edge
from simulator.plan.gap import Evidence, Gap, Side
from simulator.text.titles import Title


def single_media(survey: Survey) -> Iterator[Gap]:
    """Find the media without which needs under guard are cut on more than one link."""
    for name, cut in survey.losses.media.items():
        edges = _only_over(survey, name)
        if len(edges) > 1:
            yield _medium(survey, name, cut, edges)


def _only_over(survey: Survey, medium: str) -> list[Edge]:
    """Give the links that have nothing beside a medium and lead to needs that it cuts, by name."""
    found = survey.losses.only_over.get(medium, {})
    alike = {common(name): found[name] for name in sorted(found, reverse=True)}  # of many alike the first
    return [alike[name] for name in sorted(alike)]


def _medium(survey: Survey, name: str, cut: tuple[Pair, ...], edges: list[Edge]) -> Gap:
    composition, channel = survey.composition, survey.composition.channels[name]
    title = channel.record.name or Title.read(name)
    first = edges[0]
    return Gap(
        kind="medium",
        place=name,
        rule="single_medium",
        title=say("Too much hangs on one medium: {medium}", medium=title),
        remedy=say(
            "add a second medium that does not fail together with it to `over:` of these links: {links}",
            links=_links(survey, edges),
        ),
        severity="medium",
        sides=(Side.of(composition.actors[first.receiver]), Side.of(composition.actors[first.sender])),
        evidence=(_evidence(survey, cut),),
        where=tuple(edge.record.place_of("over") for edge in edges),
        agencies=tuple(dict.fromkeys(agency for agency, _ in cut)),
        links=tuple(edge.name for edge in edges),
        facts=tuple(dict.fromkeys(fact for _, fact in cut)),
        known_from=("G21", "G22"),
    )


def _links(survey: Survey, edges: Iterable[Edge]) -> Title:
    found = [(link_title(survey.composition, edge), shown_place(edge.record.place)) for edge in edges]
    return listed(Title(f"{title.show('zh')}（{at}）", f"{title.show('en')} ({at})") for title, at in found)


def _evidence(survey: Survey, cut: tuple[Pair, ...]) -> Evidence:
    losses = survey.losses
    figures = {"needs_cut": len(cut), "needs_looked_at": losses.looked_at, "needs": losses.of}
    shown = listed((_pair(survey, *pair) for pair in cut), most=4)
    if losses.looked_at < losses.of:
        text = say(
            "Without it {cut} of the {looked_at} needs of somebody to know something that were looked at are "
            "cut off ({of} are asked for by obligations or milestones): {needs}.",
            cut=len(cut),
            looked_at=losses.looked_at,
            of=losses.of,
            needs=shown,
        )
        return Evidence("audit", text, figures)
    text = say(
        "Obligations and milestones want somebody to know something in {of} cases; without it {cut} of them "
        "are cut off: {needs}.",
        cut=len(cut),
        of=losses.of,
        needs=shown,
    )
    return Evidence("audit", text, figures)


def _pair(survey: Survey, agency: str, fact: str) -> Title:
    who, what = survey.composition.actors[agency].record.name, fact_title(survey.composition, fact)
    return Title(f"{who.show('zh')}：{what.show('zh')}", f"{who.show('en')}: {what.show('en')}")


def single_lines(survey: Survey) -> Iterator[Gap]:
    """Find the links with one medium that are the only way of what must be told or is a milestone."""
    losses = survey.losses
    several = {name for name in losses.media if len(_only_over(survey, name)) > 1}
    lines: dict[str, list[Edge]] = defaultdict(list)
    for name, cut in losses.links.items():
        edge = losses.edges[name]
        media = {each for each in edge.over if survey.composition.channels[each].up_when is None}
        due = [pair for pair in cut if pair in survey.due]
        if edge.over and len(media) < 2 and (due or not media & several):
            lines[common(name)].append(edge)
    for edges in lines.values():
        yield _line(survey, edges)


def _line(survey: Survey, edges: list[Edge]) -> Gap:
    composition, edge = survey.composition, edges[0]
    cut = tuple(dict.fromkeys(pair for each in edges for pair in survey.losses.links[each.name]))
    names = {"link": link_title(composition, edge), "media": listed(_media(survey, edge))}
    others = sorted(
        name
        for name, channel in composition.channels.items()
        if name not in edge.over
        and channel.up_when is None
        and not channel.members
        and _used(survey, edge, name)
    )
    remedy = (
        say(
            "add a second medium to `over:` of this link; used by both ends elsewhere: {others}",
            others=listed(others),
        )
        if others
        else say("add a second medium to `over:` of this link")
    )
    return Gap(
        kind="medium",
        place=common(edge.name),
        rule="single_line",
        title=say("One medium alone carries {link}: {media}", **names),
        remedy=remedy,
        severity="medium",
        sides=(Side.of(composition.actors[edge.receiver]), Side.of(composition.actors[edge.sender])),
        evidence=(_evidence(survey, cut),),
        where=(edge.record.place_of("over"),),
        agencies=tuple(dict.fromkeys(end for each in edges for end in (each.sender, each.receiver))),
        links=tuple(each.name for each in edges),
        facts=tuple(dict.fromkeys(fact for _, fact in cut)),
        known_from=("G11", "G21"),
    )


def _media(survey: Survey, edge: Edge) -> list[Title]:
    channels = survey.composition.channels
    return [channels[name].record.name or Title.read(name) for name in edge.over]


def _used(survey: Survey, edge: Edge, medium: str) -> bool:
    """Tell whether both ends of a link use a medium, as sender or receiver."""
    out, back = survey.edges_by_sender, survey.edges_by_receiver
    return all(
        any(medium in each.over for each in (*out.get(end, ()), *back.get(end, ())))
        for end in (edge.sender, edge.receiver)
    )


def single_agencies(survey: Survey) -> Iterator[Gap]:
    """Find the agencies that all ways of what must be told pass, and whose duty that is not."""
    relays: dict[tuple[Pair, ...], list[str]] = {}
    for name, cut in survey.losses.agencies.items():
        if any(pair in survey.due and name not in survey.tellers.get(pair, ()) for pair in cut):
            relays.setdefault(cut, []).append(name)
    for cut, names in relays.items():  # those in a row on the same ways are one finding
        pair = next(pair for pair in cut if pair in survey.due)
        yield _relay(survey, _in_order(survey, names, pair), cut, pair)


def _place(survey: Survey, agency: str) -> str:
    """Give the place of an agency, told apart from a medium of the same name."""
    return f"{agency}@agency" if agency in survey.composition.channels else agency


def _in_order(survey: Survey, names: list[str], pair: Pair) -> list[str]:
    """Give relays in a row, the nearest to the source first."""
    before = {name: survey.losses.around[name][pair][0] for name in names}
    ordered = [name for name in names if before[name] not in before]
    while following := [name for name in names if before[name] in ordered and name not in ordered]:
        ordered += following
    return ordered


def _relay(survey: Survey, names: list[str], cut: tuple[Pair, ...], pair: Pair) -> Gap:
    composition, around = survey.composition, survey.losses.around
    shown = listed(agency_title(composition, name) for name in names)
    ends = {each: (around[names[0]][each][0], around[names[-1]][each][1]) for each in cut}
    before, after = ends[pair]
    title = (
        say("Everything passes {agency}: without it nobody beyond is told", agency=shown)
        if len(names) == 1
        else say(
            "Everything passes these in a row; without one of them nobody beyond is told: {agency}",
            agency=shown,
        )
    )
    return Gap(
        kind="medium",
        place=_place(survey, common(names[0])),
        rule="single_agency",
        title=title,
        remedy=say(
            "add a way round: a link from {sender} to {receiver} that carries {facts}",
            sender=agency_title(composition, before),
            receiver=agency_title(composition, after),
            facts=listed(f"`{fact}`" for (_, fact), way in ends.items() if way == (before, after)),
        ),
        severity="medium",
        sides=(Side.of(composition.actors[after]), Side.of(composition.actors[names[0]])),
        evidence=(_evidence(survey, cut),),
        where=tuple(composition.actors[name].record.place for name in names),
        agencies=tuple(dict.fromkeys((*names, *(agency for agency, _ in cut)))),
        facts=tuple(dict.fromkeys(fact for _, fact in cut)),
        known_from=("G21",),
    )
