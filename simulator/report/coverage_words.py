"""The kinds of parts of plans that a suite exercises, in words."""

from collections.abc import Mapping
from typing import Any

from simulator.errors import Message, say
from simulator.plan.audit.naming import listed
from simulator.text.titles import Title

Record = Mapping[str, Any]

KIND_WORDS: Mapping[str, Message] = {
    "task": say("task"),
    "link": say("link"),
    "obligation": say("obligation"),
    "level": say("response level"),
    "agreement": say("agreement"),
}
COUNTED: Mapping[str, Message] = {
    "task": say("tasks"),
    "link": say("links"),
    "obligation": say("obligations"),
    "level": say("response levels"),
    "agreement": say("agreements on units"),
    "paragraph": say("paragraphs cited"),
}
SIGNS = {"met": "✓", "undecided": "?", "missed": "✗"}


def unexercised(record: Record) -> list[Record]:
    """Give the parts that no scenario of a suite exercises, in their order."""
    return [part for part in record["coverage"]["parts"] if not part["by"]]


def unexercised_paragraphs(record: Record) -> list[Record]:
    """Give the paragraphs of which no scenario of a suite exercises anything."""
    return [each for each in record["coverage"]["paragraphs"] if not each["by"]]


def hazards_told(scenario: Record, lang: str) -> str:
    """Give the hazards of a scenario in one line."""
    return listed(Title(**each["title"]) for each in scenario["hazards"]).show(lang)


def outcome(record: Record) -> Message:
    """Say how many objectives of all scenarios are met."""
    verdicts = record["verdicts"]
    return say(
        "Objectives met: {met} of {all} ({missed} missed, {undecided} not decided). "
        "Scenarios played: {scenarios}.",
        all=sum(verdicts.values()),
        scenarios=len(record["scenarios"]) - record["not_played"],
        **verdicts,
    )
