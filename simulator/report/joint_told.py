"""Joint tasks that were called, in words: how often, who was there, and who or what the rest waited for."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from simulator.errors import Message, say
from simulator.report.figures import RARE, median_and_p90, share
from simulator.text.lengths import show_duration
from simulator.text.messages import translator

Record = Mapping[str, Any]

MET = {
    "quorum": say("with quorum"),
    "short": say("begun without quorum"),
    "withdrawn": say("called off"),
    "open": say("never begun"),
}
"""What may come of a call of a joint task."""
_LAST = {
    "invitation": say("{agency}: last in {share}, {length} until the invitation was there"),
    "desk": say("{agency}: last in {share}, {length} until it took the invitation in"),
    "operator": say("{agency}: last in {share}, {length} until somebody was free"),
    "travel": say("{agency}: last in {share}, {length} on the road"),
}
"""Who came last, and what took that one longest, in the mean."""
_VAIN = {
    "invitation": say("{agency}: in vain in {share}, mostly not reached by the invitation"),
    "desk": say("{agency}: in vain in {share}, the invitation mostly unread at its desk"),
    "operator": say("{agency}: in vain in {share}, mostly with nobody free"),
    "travel": say("{agency}: in vain in {share}, mostly on the road"),
}
"""Who was not there though too few were, and how far that one mostly had come."""
_NAMED = 4
"""Of those for whom a joint task waited, how many are told."""


class Joint(NamedTuple):
    """A joint task: what and by whom, how it went, how many came, when, and for whom it waited."""

    title: str
    owner: str
    outcomes: tuple[str, ...]
    there: str
    convened: str
    waited: str
    waited_for: tuple[str, ...]


def told_of_joint_tasks(summary: Record, lang: str) -> Iterator[Joint]:
    """Give the joint tasks that were called in some replication."""
    tell, horizon = translator(lang), show_duration(summary["horizon_s"], lang)
    for record in summary["joint_tasks"]:
        if record["calls"]:
            outcomes = [
                f"{MET[name].render(tell)} {share(portion)}"
                for name, portion in record["outcomes"].items()
                if portion
            ]
            yield Joint(
                title=record["title"][lang],
                owner=_owner(record, lang).render(tell),
                outcomes=tuple(outcomes),
                there=_there(record).render(tell),
                convened=median_and_p90(record["convened"], horizon, lang),
                waited=median_and_p90(record["waited"], horizon, lang),
                waited_for=tuple(message.render(tell) for message in _waited_for(record, lang)) or ("–",),
            )


def _owner(record: Record, lang: str) -> Message:
    owner = record["owner_title"][lang]
    if record["in_person"]:
        return say("{agency}, in person", agency=owner)
    return say("{agency}, remotely", agency=owner)


def _there(record: Record) -> Message:
    counts = {"invited": record["invited"], "quorum": record["quorum"]}
    if record["there_mean"] is None:
        return say("– of {invited}, {quorum} needed", **counts)
    return say("{there} of {invited}, {quorum} needed", there=f"{record['there_mean']:.1f}", **counts)


def _waited_for(record: Record, lang: str) -> list[Message]:
    """Give who let the others wait, or was waited for in vain, the most frequent first."""
    found = [told for each in record["participants"] for told in _shortcomings(each, lang) if told[0] > RARE]
    return [message for _, message in sorted(found, key=lambda told: -told[0])[:_NAMED]]


def _shortcomings(participant: Record, lang: str) -> Iterator[tuple[float, Message]]:
    agency, last = participant["title"][lang], participant["decided"]
    vain = sum(participant["vain"].values())
    if last:
        stage, seconds = _longest(participant["mean_s"])
        length = show_duration(seconds, lang)
        yield last, say(_LAST[stage].template, agency=agency, share=share(last), length=length)
    if vain:
        stage, _ = _longest(participant["vain"])
        yield vain, say(_VAIN[stage].template, agency=agency, share=share(vain))


def _longest(stages: Record) -> tuple[str, float]:
    return max(stages.items(), key=lambda stage: stage[1])
