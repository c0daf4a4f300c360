"""The fixed words of the formats with what they are called, for whoever writes or reads another language."""

import re
from collections.abc import Sequence

from simulator.errors import Message, say
from simulator.text.faults import did_you_mean
from simulator.text.messages import translator

_CALLED = {
    "government": say("`government`"),
    "enterprise": say("`enterprise`"),
    "neighbour": say("`neighbour`"),
    "community": say("`community`"),
    "public_safety": say("`public_safety`"),
    "medical": say("`medical`"),
    "military": say("`military`"),
    "utility": say("`utility`"),
    "volunteer": say("`volunteer`"),
    "nation": say("`nation`"),
    "province": say("`province`"),
    "city": say("`city`"),
    "county": say("`county`"),
    "town": say("`town`"),
    "village_grid": say("`village_grid`"),
    "site": say("`site`"),
    "command": say("`command`"),
    "warn": say("`warn`"),
    "report": say("`report`"),
    "request_aid": say("`request_aid`"),
    "ask": say("`ask`"),
    "coordinate": say("`coordinate`"),
    "message": say("`message`"),
    "call": say("`call`"),
    "boolean": say("`boolean`"),
    "number": say("`number`"),
    "level": say("`level`"),
    "place": say("`place`"),
    "region": say("`region`"),
    "incident": say("`incident`"),
    "knows": say("`knows`"),
    "truth": say("`truth`"),
    "sent": say("`sent`"),
    "received": say("`received`"),
    "handled": say("`handled`"),
    "acknowledged": say("`acknowledged`"),
    "verified": say("`verified`"),
    "secondary": say("`secondary`"),
    "unverified": say("`unverified`"),
    "late": say("`late`"),
    "omitted": say("`omitted`"),
    "falsified": say("`falsified`"),
    "concealed": say("`concealed`"),
    "link": say("`link`"),
    "agency": say("`agency`"),
    "medium": say("`medium`"),
    "post": say("`post`"),
    "pool": say("`pool`"),
    "units": say("`units`"),
    "task": say("`task`"),
    "agreement": say("`agreement`"),
    "obligation": say("`obligation`"),
    "milestone": say("`milestone`"),
    "operator": say("`operator`"),
    "unit": say("`unit`"),
    "position": say("`position`"),
    "opening": say("`opening`"),
    "deputy": say("`deputy`"),
    "approval": say("`approval`"),
    "activation": say("`activation`"),
}
"""English readers see the word alone, Chinese ones its names in brackets behind it, the usual one first."""

_BRACKET = re.compile("（(.+)）")


def chinese_names(word: str) -> tuple[str, ...]:
    """Give what a fixed word is called in Chinese, none where it has no name.

    >>> chinese_names("town")
    ('乡镇', '镇', '乡', '街道')
    """
    called = _CALLED.get(word)
    found = _BRACKET.search(called.render(translator("zh"))) if called else None
    return tuple(found[1].split("、")) if found else ()


def which_of(value: object, choices: Sequence[str]) -> Message:
    """Say which of several fixed words was meant, else what may stand there; `choices` are not empty."""
    if isinstance(value, str):
        near = did_you_mean(value, choices)
        if near:
            return near
        if meant := _by_chinese_name(value, choices):
            return say("did you mean `{word}`?", word=meant)
    known = tuple(_CALLED.get(word) or say("`{word}`", word=word) for word in choices)
    return say("possible here: {choices}", choices=known)


def _by_chinese_name(value: str, choices: Sequence[str]) -> str | None:
    """Give the word whose Chinese name stands in a value; the longest name, where several do."""
    named = [(len(name), word) for word in choices for name in chinese_names(word) if name in value]
    return max(named)[1] if named else None
