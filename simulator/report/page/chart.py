"""A chart of matplotlib as part of the page: its letters as text, nothing that the policy would refuse."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterable
from io import BytesIO
from typing import TYPE_CHECKING, Any

from simulator.report.style import chart_style

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_NUMBER = re.compile(r"-?\d+\.\d+")
_REFERENCE = re.compile(r"#([^)\s\"']+)")
_SIZE = re.compile(r"([\d.]+)px")
_PIXELS = 96 / 72
"""In a point."""
_EDGED = "edged"
"""Class of texts with a light edge."""
_LINK = "{http://www.w3.org/1999/xlink}href"
_SHAPES = ("d", "points", "x", "y", "width", "height", "transform", "viewBox")


def inline_chart(figure: "Figure", *, name: str) -> str:
    """Give a figure as an `svg` element whose ids begin with `name`; equal figures give equal text.

    It is named by the element `name`-caption of the page.

    What matplotlib writes as `style` becomes attributes: the page allows no style but its own sheet.
    """
    root = ET.fromstring(_written(figure))  # noqa: S314 - written by matplotlib just now
    for parent in list(root.iter()):
        for child in list(parent):
            if _tag(child) in ("metadata", "style"):
                parent.remove(child)
    elements = list(root.iter())
    used = {
        found for each in elements for value in each.attrib.values() for found in _REFERENCE.findall(value)
    }
    for each in elements:
        _mend(each, used, name)
    wide, high = (float(root.attrib.pop(side).removesuffix("pt")) for side in ("width", "height"))
    root.set("width", f"{wide * _PIXELS:.0f}")
    root.set("class", "chart wide" if wide > high else "chart")
    root.set("role", "img")
    root.set("aria-labelledby", f"{name}-caption")
    return ET.tostring(root, encoding="unicode")


def _written(figure: "Figure") -> bytes:
    """Give the figure with letters as text; the page draws the light edge around them itself."""
    import matplotlib as mpl
    from matplotlib.backends.backend_svg import FigureCanvasSVG
    from matplotlib.text import Text

    texts: Iterable[Text] = figure.findobj(Text)
    edged = [(text, text.get_path_effects(), text.get_gid()) for text in texts if text.get_path_effects()]
    buffer = BytesIO()
    try:
        for text, _, _ in edged:
            text.set_path_effects([])
            text.set_gid(_EDGED)
        with chart_style(), mpl.rc_context({"svg.fonttype": "none"}):
            # Not `savefig`, which draws everything twice.
            canvas: Any = FigureCanvasSVG(figure)
            canvas.print_svg(buffer, metadata={"Date": None, "Creator": None})
    finally:
        for text, effects, name in edged:
            text.set_path_effects(effects)
            text.set_gid(name)
    return buffer.getvalue()


def _tag(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2]


def _mend(element: ET.Element, used: set[str], name: str) -> None:
    element.tag = _tag(element)
    element.text = element.text if element.tag == "text" else None
    element.tail = None
    for key, value in _declarations(element.attrib.pop("style", "")):
        element.set(key, value)
    if _LINK in element.attrib:
        element.set("href", element.attrib.pop(_LINK))
    if element.get("id") == _EDGED:
        element.set("class", _EDGED)
    if element.get("id") not in used:
        element.attrib.pop("id", None)
    for key, value in element.attrib.items():
        element.set(key, _mended(key, value, name))


def _mended(key: str, value: str, name: str) -> str:
    """Give the value of an attribute: references lead to this chart, numbers of shapes are short."""
    if key == "id":
        return f"{name}-{value}"
    if key == "href" or "url(" in value:
        return _REFERENCE.sub(rf"#{name}-\1", value)
    return _NUMBER.sub(_short, " ".join(value.split())) if key in _SHAPES else value


def _short(found: re.Match[str]) -> str:
    return f"{float(found[0]):.1f}".removesuffix(".0")


def _declarations(style: str) -> Iterable[tuple[str, str]]:
    for declaration in filter(str.strip, style.split(";")):
        key, _, value = declaration.partition(":")
        if key.strip() == "font":
            size = _SIZE.search(value)
            yield "font-size", size[1] if size else "10"
        elif key.strip() != "font-family":  # The page's own font, which brings its Chinese letters with it.
            yield key.strip(), value.strip()
