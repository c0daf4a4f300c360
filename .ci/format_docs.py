"""Keeps the tables of `docs/format.md`: one for each record, made from the models.

`python .ci/format_docs.py` rewrites what stands between `<!-- keys: Name -->` and `<!-- end -->`; the text
around it is written by hand. With `--check` it changes nothing and fails where a table is behind.
"""

import re
import sys
import types
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal, NamedTuple, Union, get_args, get_origin, get_type_hints

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / ".ci")]

from format_examples import EXAMPLES  # noqa: E402 (a script that runs from any folder)

from simulator.plan.model import Plan  # noqa: E402
from simulator.plan.norms import NormPack  # noqa: E402
from simulator.plan.tasks import Value  # noqa: E402
from simulator.scenario.model import Scenario  # noqa: E402
from simulator.scenario.patch import Patch  # noqa: E402
from simulator.text.choices import chinese_names  # noqa: E402
from simulator.text.clock import DateSpan, Days, Hours, Moment, OfficeHours  # noqa: E402
from simulator.text.conditions import When  # noqa: E402
from simulator.text.day import Day  # noqa: E402
from simulator.text.distributions import Spread  # noqa: E402
from simulator.text.durations import Duration, Period  # noqa: E402
from simulator.text.headcount import Headcount  # noqa: E402
from simulator.text.numbers import Coordinates, Number, Probability, Units, Whole  # noqa: E402
from simulator.text.rates import Rate, Speed  # noqa: E402
from simulator.text.record import Ident, Record, Ref, Title  # noqa: E402

PAGE = ROOT / "docs" / "format.md"
MARKED = re.compile(r"(<!-- keys: (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)
HEAD = ("key", "holds", "unit", "if absent", "meaning", "含义", "example")


class Kind(NamedTuple):
    """What a key holds: in words, its unit, an example."""

    words: str
    unit: str
    example: str


KINDS: tuple[tuple[Any, Kind], ...] = (
    (dict[str, Any], Kind("keys of a plan or a scenario", "", "{media: {sms: {success: 50%}}}")),
    (Value, Kind("true or false, a number, a level or a place", "", "true")),
    (Duration, Kind("[duration](#durations)", "s min h d", "15 min")),
    (Period, Kind("[duration](#durations), more than 0", "s min h d", "15 min")),
    (Spread, Kind("duration or [spread](#spreads)", "s min h d", "5..8..20 min")),
    (When, Kind("[condition](#conditions)", "", "leak and trapped >= 3")),
    (Moment, Kind("[date and clock time](#clock-times-and-days)", "local time", '"2026-02-17 02:10"')),
    (Day, Kind("[date](#clock-times-and-days)", "day", "2007-06-01")),
    (DateSpan, Kind("[date or span of dates](#clock-times-and-days)", "day", "2026-02-16..2026-02-22")),
    (Days, Kind("[days](#clock-times-and-days)", "", "workdays")),
    (Hours, Kind("[hours](#clock-times-and-days)", "clock", '"08:00-18:00"')),
    (OfficeHours, Kind("[days and hours](#clock-times-and-days)", "clock", '"Mon-Fri 08:30-17:30"')),
    (Probability, Kind("[share](#numbers)", "% or 0 to 1", "95%")),
    (Rate, Kind("[rate](#numbers)", "/ s min h d", "300 / h")),
    (Speed, Kind("[speed](#numbers)", "km/h or m/s", "50 km/h")),
    (Headcount, Kind("[number of people](#numbers)", "people", "80..300")),
    (Coordinates, Kind("[position](#numbers)", "degrees", "[109.95, 33.91]")),
    (Title, Kind("[text](#names)", "", "{zh: 市应急局, en: City EMB}")),
    (Ident, Kind("[id](#names)", "", "duty_room")),
    (Ref, Kind("[reference](#names)", "", "north.em_office")),
    (str, Kind("text", "", "leak")),
    (bool, Kind("true or false", "", "true")),
    (Whole, Kind("whole number", "", "2")),
    (Units, Kind("whole number, 1 or more", "", "2")),
    (Number, Kind("number", "", "1.5")),
    (int, Kind("whole number", "", "2")),
    (float, Kind("number", "", "1.5")),
)
"""In this order: a union that has a name of its own comes before its parts."""


def kind_of(hint: Any) -> Kind:
    """Give what a key of some type holds."""
    for known, kind in KINDS:
        if hint == known:
            return kind
    if isinstance(hint, type) and issubclass(hint, Record):
        return Kind(f"[{hint.__name__}](#{hint.__name__.lower()})", "", "{...}")
    parts = [part for part in get_args(hint) if part not in (type(None), Ellipsis)]
    return _SHAPES[get_origin(hint)](parts)


def _choice(parts: list[Any]) -> Kind:
    words = ", ".join(" ".join((f"`{part}`", *chinese_names(str(part))[:1])) for part in parts)
    return Kind(f"one of {words}" if len(parts) > 1 else words, "", str(parts[-1]))


def _either(parts: list[Any]) -> Kind:
    kinds = [kind_of(part) for part in parts]
    words = " or ".join(dict.fromkeys(kind.words for kind in kinds))
    return Kind(words, kinds[0].unit, kinds[0].example)


def _list(parts: list[Any]) -> Kind:
    kind = kind_of(parts[0])
    return Kind(f"list of {kind.words}", kind.unit, f"[{kind.example}]")


def _mapping(parts: list[Any]) -> Kind:
    key, value = kind_of(parts[0]), kind_of(parts[1])
    return Kind(f"mapping: {key.words} to {value.words}", value.unit, f"{{{key.example}: {value.example}}}")


_SHAPES: dict[Any, Any] = {
    Literal: _choice,
    Union: _either,
    types.UnionType: _either,
    tuple: _list,
    dict: _mapping,
}


def records(model: type[Record], seen: dict[type[Record], None] | None = None) -> list[type[Record]]:
    """Give a model and every record inside it."""
    seen = {} if seen is None else seen
    if model not in seen:
        seen[model] = None
        for hint in get_type_hints(model, include_extras=True).values():
            for inner in _inner(hint):
                records(inner, seen)
    return list(seen)


def _inner(hint: Any) -> Iterator[type[Record]]:
    if isinstance(hint, type) and issubclass(hint, Record):
        yield hint
    for part in get_args(hint):
        yield from _inner(part)


MODELS = {model.__name__: model for root in (Plan, Scenario, NormPack, Patch) for model in records(root)}
"""Every record of a plan, scenario or norm pack, by name."""


def table(model: type[Record]) -> str:
    """Give the table of a record's keys."""
    hints = get_type_hints(model, include_extras=True)
    rows = [HEAD, ("---",) * len(HEAD)]
    for name, field in model.model_fields.items():
        kind = kind_of(hints[name])
        english, chinese = _languages(field.description or "")
        key = f"`{field.alias or name}`"
        text = example_of(model, name, kind)
        example = f"`{text}`" if text else ""
        words = f"{kind.words}{_limits(field.metadata)}"
        rows.append((key, words, kind.unit, _absent(field), english, chinese, example))
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


def example_of(model: type[Record], name: str, kind: Kind) -> str:
    """Give what may stand behind a key; nothing where that is a record with a table of its own."""
    if name == "basis":
        return EXAMPLES.get(f"{model.__name__}.basis", "专项预案 §6.2")
    return EXAMPLES.get(f"{model.__name__}.{name}", "" if "{...}" in kind.example else kind.example)


def _languages(description: str) -> tuple[str, str]:
    first = re.search(r"[\u4e00-\u9fff]", description)
    if first is None:
        return description, ""
    cut = description.rfind(". ", 0, first.start()) + 1
    return description[:cut].strip(), description[cut:].strip()


def _limits(metadata: list[Any]) -> str:
    least = next((item.ge for item in metadata if hasattr(item, "ge")), None)
    most = next((item.le for item in metadata if hasattr(item, "le")), None)
    if least is None:
        return ""
    return f", {least:,} to {most:,}" if most is not None else f", {least:,} or more"


def _absent(field: Any) -> str:
    if field.is_required():
        return "**required**"
    if field.default is None or field.default in ((), {}):
        stated = re.search(r"absent: (.+?)\.(?:\s|$)", field.description or "")
        return stated[1] if stated else "none"
    if isinstance(field.default, bool):
        return "false"
    return f"{field.default:g}" if isinstance(field.default, float) else str(field.default)


def render(page: str) -> str:
    """Give the page with every table as the models have it.

    Raises
    ------
    ValueError
        Where a record has no place on the page, or two.
    """
    marked = [name for _, name, _ in MARKED.findall(page)]
    if sorted(marked) != sorted(MODELS):
        raise ValueError(f"tables on the page and records differ: {sorted({*marked} ^ {*MODELS})}")
    return MARKED.sub(lambda match: f"{match[1]}\n{table(MODELS[match[2]])}\n{match[3]}", page)


def main() -> int:
    """Rewrite or check; gives the exit code."""
    page = PAGE.read_text(encoding="utf-8")
    rendered = render(page)
    if "--check" in sys.argv[1:]:
        print("docs/format.md is as the models are" if rendered == page else "run python .ci/format_docs.py")
        return int(rendered != page)
    PAGE.write_text(rendered, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
