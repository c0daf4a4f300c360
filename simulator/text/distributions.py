"""Reading random lengths of time: `5..15 min`, `{median: 10 min, p90: 25 min}`, measured values."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Annotated, Any

from pydantic import PlainValidator, ValidationInfo, WithJsonSchema

from simulator.errors import say
from simulator.text.draws import (
    DISTRIBUTIONS,
    Constant,
    Distribution,
    Even,
    Exponential,
    Gamma,
    Lognormal,
    Pert,
    Samples,
)
from simulator.text.durations import DURATION_SCHEMA, NUMBER, parse_duration, with_unit
from simulator.text.faults import TextError, did_you_mean, plain, shown
from simulator.text.samples import read_samples

__all__ = [
    "DISTRIBUTIONS",
    "Constant",
    "Distribution",
    "Even",
    "Exponential",
    "Gamma",
    "Lognormal",
    "Pert",
    "Samples",
    "Spread",
    "parse_spread",
]

_UNIT = re.compile(r"[^\W\d_]+$")
_END = rf"{NUMBER}\s*[^\W\d_]*?"
_DASHED = re.compile(rf"({_END})(\s*)[-−–—~至到]\2({_END})")
_HINT = say("write `12 min`, `5..15 min`, `5..8..20 min`, or a mapping with `median` and `p90`")
_MOST_CV = 10


def parse_spread(value: object, *, context: Mapping[str, Any] | None = None) -> Distribution:
    """Read a random length of time.

    `context` gives `folder`, where paths of sample files begin, and `root`, the folder they cannot leave.
    Raises `TextError` for every fault, of the sample file too.
    """
    if isinstance(value, Mapping):
        return _mapping(value, context or {})
    if isinstance(value, str) and ".." in plain(value):
        return _between(value)
    if isinstance(value, str) and (meant := _dashed(plain(value))):
        found = say("`{text}` is no length of time", text=shown(value))
        raise TextError(found, say("did you mean `{word}`?", word=meant))
    return Constant(parse_duration(value))


def _dashed(text: str) -> str | None:
    """Give a span written with a dash, `5-15 min`, as it should be written; None for all else."""
    match = _DASHED.fullmatch(text)
    return f"{match[1]}..{match[3]}" if match else None


def _between(text: str) -> Distribution:
    ends = [end.strip() for end in plain(text).split("..")]
    unit = _UNIT.search(ends[-1])
    if len(ends) > 3 or not all(ends) or any(end.startswith(".") for end in ends):
        raise TextError(say("`{text}` is no spread", text=shown(text)), _HINT)
    if not unit:
        raise TextError(say("`{text}` has no unit", text=shown(text)), with_unit(text))
    times = [parse_duration(end + unit[0] if re.fullmatch(NUMBER, end) else end) for end in ends]
    return _spread(times, text)


def _spread(times: Sequence[float], text: str) -> Distribution:
    """Give the distribution from the least to the most, with the likeliest between if there are three."""
    if list(times) != sorted(times):
        raise TextError(
            say("`{text}` does not ascend", text=shown(text)), say("write the least first, the most last")
        )
    if times[0] == times[-1]:
        return Constant(times[0])
    return Even(times[0], times[1]) if len(times) == 2 else Pert(*times)


def _mapping(value: Mapping[str, Any], context: Mapping[str, Any]) -> Distribution:
    for kind, (needed, allowed, build) in _KINDS.items():
        if kind in value:
            _check_keys(value, needed, allowed)
            return build(value, context)
    first = next(iter(value), "")
    known = [key for _, allowed, _ in _KINDS.values() for key in allowed]
    raise TextError(
        say("this is no spread"), did_you_mean(str(first), known) or _HINT, within=(first,) if first else ()
    )


def _check_keys(value: Mapping[str, Any], needed: tuple[str, ...], allowed: tuple[str, ...]) -> None:
    for key in value:
        if key not in allowed:
            keys = ", ".join(allowed)
            hint = did_you_mean(str(key), allowed) or say("the keys here are {keys}", keys=keys)
            raise TextError(say("`{key}` does not belong here", key=shown(key)), hint, within=(key,))
    for key in needed:
        if key not in value:
            raise TextError(say("`{key}` is missing", key=key))


def _time(value: Mapping[str, Any], key: str) -> float:
    time = _inside(key, lambda: parse_duration(value[key]))
    if time <= 0:
        raise TextError(say("`{key}` must be more than 0", key=key), within=(key,))
    return time


def _inside(key: str, read: Callable[[], float]) -> float:
    try:
        return read()
    except TextError as fault:
        raise TextError(fault.found, fault.hint, fault.offset, within=(key, *fault.within)) from None


def _lognormal(value: Mapping[str, Any], _context: Mapping[str, Any]) -> Distribution:
    median, p90 = _time(value, "median"), _time(value, "p90")
    if p90 <= median:
        raise TextError(say("`p90` must be more than `median`"), within=("p90",))
    return Lognormal(median, p90)


def _by_mean(value: Mapping[str, Any], _context: Mapping[str, Any]) -> Distribution:
    mean = _time(value, "mean")
    if "cv" not in value:
        return Exponential(mean)
    cv = value["cv"]
    if isinstance(cv, bool) or not isinstance(cv, int | float) or not 0 < cv <= _MOST_CV:
        raise TextError(
            say("`cv` must be a number above 0, at most {most}", most=_MOST_CV),
            say("it is the standard deviation divided by the mean, such as 0.5"),
            within=("cv",),
        )
    return Gamma(mean, float(cv))


_Build = Callable[[Mapping[str, Any], Mapping[str, Any]], Distribution]
_KINDS: dict[str, tuple[tuple[str, ...], tuple[str, ...], _Build]] = {
    "samples": (("samples", "column", "unit"), ("samples", "column", "unit"), read_samples),
    "median": (("median", "p90"), ("median", "p90"), _lognormal),
    "p90": (("median", "p90"), ("median", "p90"), _lognormal),
    "mean": (("mean",), ("mean", "cv"), _by_mean),
}
"""By the key that tells the kind: keys that must be there, keys that may, and how it is built."""


def _field(value: object, info: ValidationInfo) -> Distribution:
    return parse_spread(value, context=info.context)


_TIME = {"type": "string", "examples": ["10 min"]}


def _object(needed: list[str], **keys: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": keys, "required": needed, "additionalProperties": False}


Spread = Annotated[
    Distribution,
    PlainValidator(_field),
    WithJsonSchema(
        {
            "anyOf": [
                {**DURATION_SCHEMA, "examples": ["12 min", "5..15 min", "5..8..20 min"]},
                _object(["median", "p90"], median=_TIME, p90=_TIME),
                _object(
                    ["mean"], mean=_TIME, cv={"type": "number", "exclusiveMinimum": 0, "maximum": _MOST_CV}
                ),
                _object(
                    ["samples", "column", "unit"],
                    samples={"type": "string", "description": "A CSV file beside this one."},
                    column={"type": "string"},
                    unit={"type": "string", "examples": ["s", "min"]},
                ),
            ],
            "description": "A length of time, certain or random. 时长：定值、区间，或分布。",
        }
    ),
]
"""A field that holds a random length of time in seconds."""
