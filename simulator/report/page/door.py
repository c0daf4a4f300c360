"""The one door through which text comes into the page: templates that escape, data that cannot end a script.

The page's security policy allows nothing but the one style sheet and the one script that are in it, by their
hashes, so that no text from a plan could ever load or run anything, even if it got past the escaping.
"""

import json
from base64 import b64encode
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from simulator.errors import Message
from simulator.report.page.letters import font_face
from simulator.report.style import LOOKS, SECTORS
from simulator.report.words import tell

if TYPE_CHECKING:
    from jinja2 import Environment

HERE = Path(__file__).parent
SCRIPTS = (
    "time",
    "data",
    "layout",
    "shapes",
    "view",
    "signs",
    "draw",
    "details",
    "strips",
    "controls",
    "play",
    "beliefs",
    "live",
    "start",
)
"""Parts of the script, in the order in which they are put together."""
POLICY, LETTERS = "drill-policy-here", "drill-letters-here"
"""What stands in the head of a page until it is known which letters it has."""
LIVE = """<meta name="drill-live" content="3">
<noscript><meta http-equiv="refresh" content="5"></noscript>
"""
"""In the head of a page that loads itself again every so many seconds; the script keeps what was chosen."""


def render(template: str, *, lang: str, **values: object) -> str:
    """Give a template filled in; every value is escaped unless it is markup of our own."""
    return _environment(lang).get_template(template).render(**values)


@cache
def _environment(lang: str) -> "Environment":
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    found = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.globals["say"] = lambda template, **values: tell(Message(template, values), lang=lang)
    return found


def still(page: bytes) -> bytes:
    """Give a page that no longer loads itself again."""
    return page.replace(LIVE.encode(), b"", 1)


def style_sheet() -> str:
    """Give the style sheet of the page, the colours of the charts first, as properties by their names."""
    looks = {**LOOKS, **{f"sector-{name}": look for name, look in SECTORS.items()}}
    colours = "".join(f"--{name.replace('_', '-')}:{look.colour};" for name, look in looks.items())
    return f":root{{{colours}}}\n" + (HERE / "assets" / "page.css").read_text(encoding="utf-8")


def script() -> str:
    """Give the script of the page: its parts, one after another in one module, so that none is global."""
    parts = [(HERE / "assets" / f"{name}.js").read_text(encoding="utf-8") for name in SCRIPTS]
    return "\n".join(parts)


def finish(page: str, *, style: str, script: str) -> str:
    """Give a page that was rendered with `POLICY` and `LETTERS`, with its letters and its security policy.

    Nothing is loaded but the letters in it, nothing runs but what has these hashes.
    """
    face = font_face(page)
    policy = (
        f"default-src 'none'; style-src '{_hash(style)}' '{_hash(face)}'; font-src data:; "
        f"script-src '{_hash(script)}'; base-uri 'none'; form-action 'none'"
    )
    # Both stand in the head, before anything that comes from a plan.
    return page.replace(POLICY, policy, 1).replace(LETTERS, face, 1)


def _hash(text: str) -> str:
    """Give the hash of a text as a security policy names it.

    >>> _hash("")
    'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='
    """
    return "sha256-" + b64encode(sha256(text.encode()).digest()).decode()


def data_text(value: Any) -> str:
    r"""Give a value as JSON that may stand in a script element: no text in it can end that element.

    >>> data_text({"title": "</script>"})
    '{"title":"\\u003c/script\\u003e"}'
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for letter in "<>&\u2028\u2029":
        text = text.replace(letter, f"\\u{ord(letter):04x}")
    return text
