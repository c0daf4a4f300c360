"""Lengths of time as people read them."""

import math
import re

from simulator.units import DAY, HOUR

_NAMES = {"en": ("d", "h", "min", "s"), "zh": ("天", "小时", "分", "秒")}


def show_duration(seconds: float, lang: str = "en") -> str:
    """Give a length of time in its two largest units, rounded; below ten seconds with one decimal.

    What is less than nothing has a true minus: the text is for people, it is not read again.

    >>> show_duration(5700), show_duration(5700, "zh"), show_duration(-45)
    ('1 h 35 min', '1 小时 35 分', '−45 s')
    >>> show_duration(300, "zh")
    '5 分钟'
    """
    if not math.isfinite(seconds):
        return "?" if math.isnan(seconds) else "∞" if seconds > 0 else "−∞"
    sign = "−" if seconds < 0 else ""
    if lang != "zh":
        return sign + _size(abs(seconds), _NAMES["en"])
    return sign + re.sub(r"^(\d+ 分)$", r"\1钟", _size(abs(seconds), _NAMES["zh"]))


def _size(seconds: float, names: tuple[str, ...]) -> str:
    if round(seconds, 1) < 10:
        return f"{seconds:.1f}".removesuffix(".0") + f" {names[3]}"
    grain = 1 if seconds < HOUR - 0.5 else 60 if seconds < DAY - 30 else 3600
    whole = round(seconds / grain) * grain
    counts = (whole // 86400, whole // 3600 % 24, whole // 60 % 60, whole % 60)
    return " ".join(f"{count} {name}" for count, name in zip(counts, names, strict=True) if count)


def show_exactly(seconds: float) -> str:
    """Give a length of time on the grid of `TICK` so that `parse_duration` gives the same one.

    >>> show_exactly(5400.5)
    '1 h 30 min 0.5 s'
    """
    whole = int(seconds)
    counts = (whole // 86400, whole // 3600 % 24, whole // 60 % 60, seconds % 60)
    parts = [f"{_digits(count)} {name}" for count, name in zip(counts, _NAMES["en"], strict=True) if count]
    return " ".join(parts) or "0 s"


def _digits(count: float) -> str:
    return f"{count:.9f}".rstrip("0").rstrip(".")
