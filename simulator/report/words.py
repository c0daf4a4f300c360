"""The words of charts, in the reader's language."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from simulator.errors import Message, say
from simulator.text.lengths import show_duration
from simulator.text.messages import translator
from simulator.text.titles import Title
from simulator.units import DAY, MINUTE

MANY_DAYS = 4 * DAY
"""From so many seconds on a chart counts in days."""

SECTOR_WORDS: Mapping[str, Message] = MappingProxyType(
    {
        "government": say("Government"),
        "enterprise": say("Enterprise"),
        "neighbour": say("Neighbouring region"),
        "community": say("Community"),
        "public_safety": say("Public safety"),
        "medical": say("Medical"),
        "military": say("Military"),
        "utility": say("Utilities"),
        "volunteer": say("Volunteers"),
    }
)
LEVEL_WORDS: Mapping[str, Message] = MappingProxyType(
    {
        "nation": say("Nation"),
        "province": say("Province"),
        "city": say("City"),
        "county": say("County"),
        "town": say("Town"),
        "village_grid": say("Village and grid"),
        "site": say("Site of an enterprise"),
    }
)
LABEL_WORDS: Mapping[str, Message] = MappingProxyType(
    {
        "before": say("before anything happens"),
        "observation": say("until it is seen"),
        "own operator": say("waiting for the sender's own operator"),
        "composing": say("composing the message"),
        "redial": say("failed attempts and redialling"),
        "channel": say("under way"),
        "desk queue": say("waiting at the receiver's desk"),
        "handling": say("being taken in"),
        "asking": say("waiting for the answer"),
        "decision": say("waiting for the decision"),
        "operators": say("waiting for operators"),
        "units": say("waiting for units"),
        "participants": say("waiting for participants"),
        "mobilisation": say("turning out"),
        "travel": say("on the road"),
        "work": say("at work"),
        "aid answer": say("waiting for the answer on aid"),
        "clock": say("a stated length of time"),
        "kept back": say("not told"),
        "post": say("waiting for whoever holds the post"),
    }
)
"""What time on a critical path was spent on; see `simulator.analysis.labels.LABELS`."""


def tell(message: Message, *, lang: str) -> str:
    """Give a message as text in a language."""
    return message.render(translator(lang))


def titled(title: Title | None, name: str, *, lang: str) -> str:
    """Give the title of a thing, or its name where it has none."""
    return (title.show(lang) if title else "") or name


def named(value: str, words: Mapping[str, Message], *, lang: str) -> str:
    """Give the word for a value of the plan format, as a sector; the value itself where there is none."""
    return tell(words[value], lang=lang) if value in words else value


def otherwise(what_if: Mapping[str, Sequence[str]] | None) -> list[str]:
    """Give what was otherwise in a run, as its summary holds it, as the options that say so."""
    options = (("--with", "patches"), ("--set", "settings"), ("--without", "removals"))
    return [f"{option} {each}" for option, key in options for each in (what_if or {}).get(key, ())]


def elapsed(seconds: float) -> str:
    """Give a time since the start as hours and minutes.

    >>> elapsed(5415)
    '1:30'
    """
    minutes = int(seconds // 60)
    return f"{minutes // 60}:{minutes % 60:02d}"


def since_start(seconds: float, *, until: float, lang: str) -> str:
    """Give a time since the start on a chart that lasts `until`: as hours and minutes, or with its days.

    >>> since_start(5415, until=7200, lang="en"), since_start(180000, until=900000, lang="en")
    ('1:30', '2 d 2 h')
    """
    if until < MANY_DAYS:
        return elapsed(seconds)
    return show_duration(seconds, lang) if seconds >= MINUTE else "0"


def percent(share: float) -> str:
    """Give a share from 0 to 1 in percent; what is not all is never rounded to all, nor something to nothing.

    >>> percent(0.934), percent(0.995), percent(0.005)
    ('93 %', '> 99 %', '< 1 %')
    """
    if 0.995 <= share < 1.0:
        return "> 99 %"
    return "< 1 %" if 0.0 < share <= 0.005 else f"{share * 100:.0f} %"
