"""Looking at YAML text without parsing it: full-width signs where YAML wants plain ones."""

import re
from collections.abc import Iterator

from simulator.errors import Message, say

FULL_WIDTH = {
    "：": ":", "，": ",", "“": '"', "”": '"', "‘": "'", "’": "'", "\u3000": " ", "【": "[", "】": "]",
    "［": "[", "］": "]",     "｛": "{", "｝": "}", "＃": "#", "－": "-", "、": ",",
}  # fmt: skip
"""Signs of Chinese keyboards by the plain sign that YAML understands."""

_SIGN = re.compile(f"[{''.join(FULL_WIDTH)}]")


def full_width(text: str) -> Message | None:
    """Give the hint for the first full-width sign in a text, none where there is none."""
    sign = _SIGN.search(text)
    return None if sign is None else sign_hint(sign[0])


def sign_hint(sign: str) -> Message:
    """Say what to write in place of a full-width sign."""
    if sign == "\u3000":
        return say("this is a full-width space: write plain spaces")
    return say(
        "`{sign}` is full-width: write `{plain}`, or put the text in quotes",
        sign=sign,
        plain=FULL_WIDTH[sign],
    )


def bare_signs(line: str) -> Iterator[int]:
    """Give the positions of full-width signs in a line, outside quotes and comments."""
    quote = ""
    for position, letter in enumerate(line):
        if quote:
            quote = "" if letter == quote else quote
        elif letter in "\"'" and not line[:position].rstrip(" ")[-1:].isalnum():
            quote = letter
        elif letter == "#" and (position == 0 or line[position - 1].isspace()):
            return
        elif letter in FULL_WIDTH:
            yield position
