"""The scorecard: how each agency does by its results and by how it came to them, with what vetoes a score.

Result and process count alike (结果与过程并重). A veto (一票否决) leaves the score as it is and says that it
does not count. Counties and enterprises have the mean of their agencies, and a veto where one of them has.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from math import fsum
from typing import Any

from simulator.analysis.gaps.boundary import seconds_of
from simulator.analysis.scores.assessed import Assessed, kept_of
from simulator.analysis.scores.check import Check, check_record, mean, mean_score, shown
from simulator.errors import Message, say
from simulator.plan.alike import common
from simulator.plan.gap import Gap
from simulator.text.messages import texts

BROKEN = 0.05
"""Share of the replications in which an obligation is never met, above which that is a veto."""

_UNTRUE = {
    "false": say("it reports what is not so"),
    "concealed": say("it keeps back what it must report"),
}
"""What a misreport is called as a veto; one that is only late is told by its obligations."""

Record = dict[str, Any]


def scorecard_record(assessed: Assessed) -> Record:
    """Give the scores of the agencies, and of the regions and enterprises that they belong to.

    An agency that nothing was asked of has no score and is left out. Sorted by score, the lowest first.
    """
    cards = [card for name in assessed.actors if (card := _card(assessed, name)) is not None]
    return {
        "agencies": sorted(cards, key=lambda card: (card["score"], card["name"])),
        "regions": _groups(cards, "region", _region_titles(assessed)),
        "enterprises": _groups(
            [card for card in cards if card["sector"] == "enterprise"], "plan", _plan_titles(assessed)
        ),
    }


def _card(assessed: Assessed, name: str) -> Record | None:
    actor = assessed.actors[name]
    result = [check for check in (_duties(assessed, name), _tasks(assessed, name)) if check.of]
    process = [check for check in (*_awareness(assessed, name), _time(assessed, name)) if check.of]
    if not result:
        return None
    parts = {"result": result, "process": process}
    return {
        "name": name,
        "title": actor.record.name.texts(),
        "sector": actor.record.sector,
        "level": actor.record.level,
        "region": actor.region or "",
        "plan": actor.plan,
        "score": shown(mean(mean_score(checks) for checks in parts.values())),
        **{
            part: {"score": shown(mean_score(checks)), "checks": [check_record(check) for check in checks]}
            for part, checks in parts.items()
        },
        "vetoes": list(_vetoes(assessed, name)),
    }


# -- results -------------------------------------------------------------------------------------------------


def _duties(assessed: Assessed, name: str) -> Check:
    """Count the obligations of an agency whose clock ran, each with the share in which it was kept."""
    duties = [duty for duty in assessed.duties if common(duty["holder"] or "") == name]
    return kept_of("duties", say("its obligations kept"), duties)


def _tasks(assessed: Assessed, name: str) -> Check:
    """Count the tasks of an agency that were called for, each with the share done, of the times it was."""
    tasks = [
        task for task in assessed.summary["tasks"] if common(task["owner"]) == name and task["ready"] > 0
    ]
    done = [min(1.0, task["done"]["reached"] / task["ready"]) for task in tasks]
    lacking = tuple(task["title"] for task, share in zip(tasks, done, strict=True) if share < 1)
    return Check("tasks", say("its tasks done"), fsum(done), len(tasks), lacking=lacking)


# -- process -------------------------------------------------------------------------------------------------


def _awareness(assessed: Assessed, name: str) -> Iterator[Check]:
    """Give the share of what an agency needed to know that it knew, and that it knew rightly."""
    found = [aware for aware in assessed.summary["awareness"]["agencies"] if common(aware["agency"]) == name]
    if found:
        known = fsum(aware["known"] for aware in found)
        right = fsum(aware["right"] for aware in found)
        yield Check("known", say("knew what it needed to know"), known, len(found))
        yield Check("right", say("and knew it rightly"), right, len(found))


def _time(assessed: Assessed, name: str) -> Check:
    """Give the share of the way to the milestones that is not lost at an agency.

    That is 1 minus the time that the gaps on its side take of the milestone that loses most by them,
    as a share of that milestone's mean time. A gap is on the side of the agency that the want comes from.
    """
    means = {
        path["milestone"]: path["mean_s"] for path in assessed.summary["critical_paths"] if path["mean_s"]
    }
    lost: dict[str, float] = defaultdict(float)
    gaps = [gap for gap in assessed.seen if common(gap.sides[1].agency) == name and seconds_of(gap)]
    for milestone, seconds in (way for gap in gaps for way in _ways(gap)):
        lost[milestone] += seconds / means[milestone] if milestone in means else 0.0
    share = max(lost.values(), default=0.0)
    ids = tuple(gap.id for gap in sorted(gaps, key=lambda gap: -(seconds_of(gap) or 0.0)))
    return Check("time", say("of the way to a milestone not lost with it"), max(0.0, 1 - share), 1, ids)


def _ways(gap: Gap) -> Iterator[tuple[str, float]]:
    for evidence in gap.evidence:
        for way in evidence.figures.get("ways", ()):
            yield way["milestone"], way["mean_s"]


# -- vetoes --------------------------------------------------------------------------------------------------


def _vetoes(assessed: Assessed, name: str) -> Iterator[Record]:
    """Give what makes the score of an agency not count, whatever it is."""
    for duty in assessed.duties:
        if common(duty["holder"] or "") == name and (duty["never"] or 0.0) > BROKEN:
            yield _veto("never", say("an obligation that is never met"), duty["name"], duty["title"])
    for gap in assessed.lacking("unattended"):
        if gap.place == name:
            yield _veto("unattended", say("a desk that is left alone"), gap.id, texts(gap.title))
    for misreport in assessed.summary.get("misreports", {}).get("misreports", ()):
        reason = _UNTRUE.get(misreport["kind"])
        if reason and any(common(agency["name"]) == name for agency in misreport["agencies"]):
            for fact in misreport["facts"]:
                yield _veto(misreport["kind"], reason, fact["name"], fact["title"])


def _veto(rule: str, reason: Message, subject: str, title: Mapping[str, str]) -> Record:
    return {"rule": rule, "reason": texts(reason), "subject": subject, "title": dict(title)}


# -- groups --------------------------------------------------------------------------------------------------


def _groups(cards: Iterable[Record], key: str, titles: Mapping[str, Mapping[str, str]]) -> list[Record]:
    members: dict[str, list[Record]] = defaultdict(list)
    for card in cards:
        if card[key]:
            members[card[key]].append(card)
    groups = [
        {
            "name": name,
            "title": dict(titles[name]),
            "score": shown(mean(card["score"] for card in group)),
            "agencies": [card["name"] for card in group],
            "vetoed": [card["name"] for card in group if card["vetoes"]],
        }
        for name, group in members.items()
    ]
    return sorted(groups, key=lambda group: (group["score"], group["name"]))


def _region_titles(assessed: Assessed) -> dict[str, dict[str, str]]:
    areas = assessed.composition.areas
    return {name: area.record.name.texts() for name, area in areas.items()}


def _plan_titles(assessed: Assessed) -> dict[str, dict[str, str]]:
    return {plan.id: plan.name.texts() for plan in assessed.composition.plans}
