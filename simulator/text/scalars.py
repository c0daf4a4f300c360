"""Plain YAML scalars by the core schema of YAML 1.2 (section 10.3), with the traps of YAML 1.1 left out."""

import re

Value = bool | int | float | str
"""What a fact can be."""

_TRUTHS = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
}  # fmt: skip
_SPECIAL = {
    ".inf": float("inf"), ".Inf": float("inf"), ".INF": float("inf"), "+.inf": float("inf"),
    "-.inf": -float("inf"), ".nan": float("nan"), ".NaN": float("nan"), ".NAN": float("nan"),
}  # fmt: skip
_STARTS = frozenset("0123456789+-.")
_INT = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,17})")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|(?:0|[1-9][0-9]{0,29})(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]{1,4})?")


def read_plain(text: str) -> str | int | float | bool | None:
    """Give the value of a scalar without quotes.

    Numbers with leading zeros stay text, so that a telephone code keeps them; so do those of over 18 digits.
    """
    if text in _TRUTHS:
        return _TRUTHS[text]
    if text[0] not in _STARTS:
        return text
    if _INT.fullmatch(text):
        return int(text)
    if _FLOAT.fullmatch(text) and ("." in text or "e" in text or "E" in text):
        return float(text)
    return _SPECIAL.get(text, text)
