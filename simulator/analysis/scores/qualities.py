"""The five qualities that a response is to have, each scored from counted checks.

统一领导、权责一致、上下贯通、衔接有序、权威高效: unified command, authority equal to duty, through from top
to bottom, orderly handover, effective. A new check is a function, listed in `QUALITIES`.
"""

from collections.abc import Callable, Collection
from dataclasses import replace
from math import fsum
from typing import Any

from simulator.analysis.scores.assessed import Assessed, kept_of
from simulator.analysis.scores.check import Check, check_record, counted, mean_score, shown
from simulator.errors import Message, say
from simulator.plan.alike import bare, common, common_task
from simulator.plan.gap import Gap
from simulator.plan.graph import lines_of_command, reached_from
from simulator.text.messages import texts
from simulator.text.titles import LANGUAGES

_UP = frozenset({"report", "request_aid", "coordinate"})
_DOWN = frozenset({"command", "warn"})


def quality_records(assessed: Assessed) -> list[dict[str, Any]]:
    """Give the five qualities: each the mean of the scores of its checks, None where nothing applies."""
    return [_record(name, title, [check(assessed) for check in checks]) for name, title, checks in QUALITIES]


def _record(name: str, title: Message, checks: list[Check]) -> dict[str, Any]:
    return {
        "name": name,
        "title": texts(title),
        "score": shown(mean_score(checks)),
        "checks": [check_record(check) for check in checks],
    }


# -- unified command -----------------------------------------------------------------------------------------


def one_superior(assessed: Assessed) -> Check:
    """Count the agencies that take commands, and those that take them along one line alone.

    Two superiors are one line where one of them commands the other, directly or through others.
    """
    orders = [
        (common(edge.sender), common(edge.receiver))
        for edge in assessed.composition.edges
        if edge.record.purpose == "command"
    ]
    lines = lines_of_command(orders)
    lacking = tuple(assessed.title(agency) for agency, count in lines.items() if count != 1)
    return Check(
        "one_superior",
        say("agencies that take commands along one line"),
        len(lines) - len(lacking),
        len(lines),
        tuple(gap.id for gap in assessed.lacking("command_circle")),
        lacking,
    )


def one_source(assessed: Assessed) -> Check:
    """Count the facts that tasks or scales settle, and those that are settled from one source.

    A place that tasks settle differently has several; that something is done has one, whoever does it.
    """
    composition = assessed.composition
    values: dict[str, set[object]] = {axis.name: set() for axis in composition.axes}
    for job in assessed.called.values():
        for fact, value in job.achieves:
            values.setdefault(fact, set()).add(value)
    title, doubtful = say("facts that are settled from one source"), assessed.lacking("two_meanings")
    check = counted("one_source", title, {bare(fact) for fact in values}, doubtful, lambda gap: gap.place)
    told = {gap.place for gap in doubtful}
    apart = sorted(
        fact
        for fact, found in values.items()
        if len(found) > 1 and composition.facts[fact].kind == "place" and bare(fact) not in told
    )
    held = check.held - len({bare(fact) for fact in apart})
    return replace(check, held=held, lacking=tuple(map(assessed.fact_title, apart)))


def held(assessed: Assessed) -> Check:
    """Count the posts, each with the share of the replications in which somebody held it throughout."""
    posts = [seat.name for seat in assessed.composition.seats.values() if seat.record]
    vacant = [post for post in assessed.summary.get("posts", ()) if post["vacant"]]
    return Check(
        "held",
        say("posts that somebody holds throughout"),
        len(posts) - fsum(post["vacant"] for post in vacant),
        len(posts),
        lacking=tuple(post["title"] for post in vacant),
    )


# -- authority equal to duty ---------------------------------------------------------------------------------


def powers(assessed: Assessed) -> Check:
    """Count the tasks that need a power, and those for which who orders them holds it."""
    needing = [name for name, job in assessed.called.items() if job.record.requires_power]
    return counted(
        "powers", say("tasks ordered by who has the power"), needing, assessed.lacking("power"), _task_of
    )


def deciders(assessed: Assessed) -> Check:
    """Count the tasks with a decision or with others, and those whose owner can ask them."""
    asking = [name for name, job in assessed.called.items() if job.seat or job.companions]
    return counted(
        "deciders",
        say("tasks whose owner can reach who decides and who takes part"),
        asking,
        assessed.lacking("decision", "with"),
        _task_of,
    )


def means(assessed: Assessed) -> Check:
    """Count the needs for units, and those that own, open or agreed units can meet."""
    needs = {
        f"{kind}@{common(job.owner)}"
        for job in assessed.called.values()
        for kind in job.record.needs
        if kind != "desk"
    }
    return counted(
        "means",
        say("needs for units that can be met"),
        needs,
        assessed.lacking("unmet"),
        lambda gap: gap.place,
    )


# -- through from top to bottom ------------------------------------------------------------------------------


def upward(assessed: Assessed) -> Check:
    """Count agencies with an authority above them, and those whose reports can come to it.

    Each authority above counts: a village has its county and its city.
    """
    return _chain(assessed, "upward", say("authorities above that reports can reach"), _UP)


def downward(assessed: Assessed) -> Check:
    """Count the same pairs, and those in which commands or warnings can come down."""
    return _chain(assessed, "downward", say("authorities above whose commands or warnings arrive"), _DOWN)


def _chain(assessed: Assessed, name: str, title: Message, purposes: Collection[str]) -> Check:
    pairs = [
        (common(edge.sender), common(edge.receiver))
        for edge in assessed.composition.edges
        if edge.record.purpose in purposes
    ]
    arrows = pairs if purposes is _DOWN else [(receiver, sender) for sender, receiver in pairs]
    of, lacking = 0, []
    for authority in assessed.authorities:
        below = assessed.below(authority)
        joined = reached_from(arrows, authority)
        of += len(below)
        lacking += [
            _between(assessed, authority, agency) for agency in assessed.actors if agency in below - joined
        ]
    return Check(name, title, of - len(lacking), of, lacking=tuple(lacking))


def _between(assessed: Assessed, authority: str, agency: str) -> dict[str, str]:
    above, below = assessed.title(authority), assessed.title(agency)
    return {lang: f"{below[lang]} – {above[lang]}" for lang in LANGUAGES}


def told(assessed: Assessed) -> Check:
    """Count the obligations to tell whose clock ran, each with the share in which it was kept."""
    return _kept(assessed, "told", say("obligations to tell that are kept"), telling=True)


# -- orderly handover ----------------------------------------------------------------------------------------


def deputised(assessed: Assessed) -> Check:
    """Count the posts, and those with a deputy that can be reached."""
    posts = [seat.name for seat in assessed.composition.seats.values() if seat.record]
    lacking = assessed.lacking("deputy", "mute_deputy")
    return counted("deputised", say("posts with a deputy that can be reached"), posts, lacking, _place_of)


def agreed(assessed: Assessed) -> Check:
    """Count the agreements, and those that stand equal in both files and can be called on."""
    pacts = [pact.name for pact in assessed.composition.pacts]
    lacking = assessed.lacking("one_side", "unequal", "no_link", "no_units")
    return counted(
        "agreed", say("agreements that are the same on both sides and can be used"), pacts, lacking, _place_of
    )


def attended(assessed: Assessed) -> Check:
    """Count the desks, and those at which somebody always is while the scenario lasts."""
    desks = [name for name, actor in assessed.actors.items() if actor.record.desk]
    lacking = assessed.lacking("unattended")
    return counted("attended", say("desks that are never left alone"), desks, lacking, _place_of)


# -- effective -----------------------------------------------------------------------------------------------


def objectives(assessed: Assessed) -> Check:
    """Count the objectives, and those that are met; one that is not decided is not."""
    verdicts = [objective["verdict"] for objective in assessed.summary["objectives"]]
    return Check("objectives", say("objectives that are met"), verdicts.count("met"), len(verdicts))


def decided(assessed: Assessed) -> Check:
    """Count the decisions that were called for, and those that nobody waited for beyond the tolerance."""
    composition = assessed.composition
    deciding = [name for name, job in assessed.called.items() if job.seat]
    deciding += [axis.name for axis in composition.axes]
    late = assessed.waited("decision", "declaration")
    return counted("decided", say("decisions that come without long waiting"), deciding, late, _task_of)


def done(assessed: Assessed) -> Check:
    """Count the other obligations whose clock ran, each with the share in which it was kept."""
    return _kept(assessed, "done", say("obligations to act that are kept"), telling=False)


def _kept(assessed: Assessed, name: str, title: Message, *, telling: bool) -> Check:
    return kept_of(
        name, title, [duty for duty in assessed.duties if (duty["receiver"] is not None) is telling]
    )


def _task_of(gap: Gap) -> str:
    return common_task(gap.place)


def _place_of(gap: Gap) -> str:
    return gap.place


QUALITIES: tuple[tuple[str, Message, tuple[Callable[[Assessed], Check], ...]], ...] = (
    ("unified_command", say("Unified command"), (one_superior, one_source, held)),
    ("authority_equals_duty", say("Authority equal to duty"), (powers, deciders, means)),
    ("through", say("Through from top to bottom"), (upward, downward, told)),
    ("orderly_handover", say("Orderly handover"), (deputised, agreed, attended)),
    ("effective", say("Effective"), (objectives, decided, done)),
)
"""Name, title and checks of each."""
