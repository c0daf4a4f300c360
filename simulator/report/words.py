"""The words of charts, in the reader's language."""

from simulator.errors import Message
from simulator.text.messages import translator
from simulator.text.titles import Title


def tell(message: Message, *, lang: str) -> str:
    """Give a message as text in a language."""
    return message.render(translator(lang))


def titled(title: Title | None, name: str, *, lang: str) -> str:
    """Give the title of a thing, or its name where it has none."""
    return (title.show(lang) if title else "") or name


def elapsed(seconds: float) -> str:
    """Give a time since the start as hours and minutes.

    >>> elapsed(5415)
    '1:30'
    """
    minutes = int(seconds // 60)
    return f"{minutes // 60}:{minutes % 60:02d}"


def percent(share: float) -> str:
    """Give a share from 0 to 1 in percent; what is not all is never rounded to all, nor something to nothing.

    >>> percent(0.934), percent(0.9996), percent(0.0004)
    ('93 %', '> 99 %', '< 1 %')
    """
    if share > 0.995 and share < 1.0:
        return "> 99 %"
    return "< 1 %" if 0.0 < share < 0.005 else f"{share * 100:.0f} %"
