"""Ids of the things on a chart, for the page that shows it."""

import re

_UNSAFE = re.compile(r"[^A-Za-z0-9_.]")


def svg_id(kind: str, *names: str) -> str:
    """Give the id of an element, as `agency-city.duty_room`: safe in XML, equal only for equal names.

    What is neither an ASCII letter or digit nor `_` or `.` is written as its code point in hexadecimal.

    >>> svg_id("link", "city.a>city.b:warn")
    'link-city.a-3e-city.b-3a-warn'
    """
    return "-".join([kind, *(_UNSAFE.sub(lambda found: f"-{ord(found[0]):x}-", name) for name in names)])
