"""What verbs rely on in the files of a run's folder, which may have come from anywhere."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from simulator.plan.gap_schema import gap_schema
from simulator.report.run_folder import inside_folder
from simulator.text.schema_check import keeps

Schema = dict[str, Any]
HOURS = 24
_SHARES = ("share", "share_low", "share_high")


def _object(properties: Schema) -> Schema:
    return {"type": "object", "properties": properties, "required": list(properties)}


def _array(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def _figures(unit: str, names: Iterable[str], figure: Schema) -> Schema:
    """Give the form of figures, each with the two ends of its interval."""
    return dict.fromkeys((f"{name}{end}{unit}" for name in names for end in ("", "_low", "_high")), figure)


_TEXT: Schema = {"type": "string"}
_TITLE = _object({"zh": _TEXT, "en": _TEXT})
_WHOLE: Schema = {"type": "integer", "minimum": 0}
_NUMBER: Schema = {"type": "number", "minimum": 0}
_SHARE: Schema = {**_NUMBER, "maximum": 1}
_NUMBER_OR_NONE: Schema = {**_NUMBER, "type": ["number", "null"]}
_SHARE_OR_NONE: Schema = {**_SHARE, "type": ["number", "null"]}
_QUANTILES = _figures("_s", ("p10", "p50", "p90", "p95"), _NUMBER_OR_NONE) | dict.fromkeys(
    ("beyond", "unsupported"), _array(_TEXT)
)
_CAUSE = _object({"gap": _TEXT, "share": _SHARE, "mean_s": _NUMBER})
_CELL = _object({"between": {**_array(_TEXT), "minItems": 2, "maxItems": 2}, "gaps": _array(_TEXT)})
_MATRIX = _object({"cells": _array(_CELL), "names": _object({})})
_NAMED = _object({"title": _TITLE})
_CHECK = _object(
    {"title": _TITLE, "held": _NUMBER, "of": _NUMBER, "score": _SHARE_OR_NONE}
    | {"gaps": _array(_TEXT), "lacking": _array(_TITLE)}
)
_CHECKS = _array(_CHECK)
_PART = _object({"checks": _CHECKS})
_VETO = _object({"reason": _TITLE, "title": _TITLE})
_CARD = _object(
    {"name": _TEXT, "title": _TITLE, "score": _SHARE, "result": _PART, "process": _PART}
    | {"vetoes": _array(_VETO)}
)
_OBJECTIVE = _object(
    {"milestone": _TEXT, "title": _TITLE, "within_s": _NUMBER, "required_share": _SHARE, "verdict": _TEXT}
    | _figures("", ("share",), _SHARE)
)
_OBLIGATION = _object(
    {"name": _TEXT, "title": _TITLE, "basis": _TITLE, "verdict": {"type": ["string", "null"]}}
    | {"fulfilled": {"enum": [True, False, None]}}
    | dict.fromkeys(("within_s", "every_s"), _NUMBER_OR_NONE)
    | dict.fromkeys(("not_started", "late", "never", "pending"), _SHARE_OR_NONE)
    | _figures("", ("inside",), _SHARE_OR_NONE)
    | _QUANTILES
)
_STRETCH = _object(
    {"label": _TEXT, "place": _TEXT, "place_title": _TITLE, "mean_s": _NUMBER, "share": _SHARE}
)
_PATH = _object(
    {"title": _TITLE, "replications": _WHOLE, "mean_s": _NUMBER_OR_NONE, "parts": _array(_STRETCH)}
    | {"longest_typical": {**_WHOLE, "type": ["integer", "null"]}}
)
_BROKEN = _object(
    {"kind": _TEXT, "name": _TEXT, "title": _TITLE, "late": _SHARE, "never": _SHARE}
    | {"causes": _array(_CAUSE)}
)
_BROKEN["properties"]["reports"] = {"type": "object", "additionalProperties": _SHARE}  # only of what is told
_GROUP = _object({"title": _TITLE, "agencies": _array(_TEXT), "vetoed": _array(_TEXT)})
_WHAT_IF = _object(dict.fromkeys(("patches", "settings", "removals"), _array(_TEXT)))
_SUMMARY = _object(
    {
        "drill": _TEXT,
        "title": _TITLE,
        "runs": _WHOLE,
        "horizon_s": _NUMBER,
        "objectives": _array(_OBJECTIVE),
        "obligations": _array(_OBLIGATION),
        "critical_paths": _array(_PATH),
        **dict.fromkeys(("agreements", "joint_tasks", "supplies", "caseload"), _array(_NAMED)),
        "qualities": _array(_object({"title": _TITLE, "score": _SHARE_OR_NONE, "checks": _CHECKS})),
        "scorecard": _object(
            {"agencies": _array(_CARD), "regions": _array(_GROUP), "enterprises": _array(_GROUP)}
        ),
        "seed": _WHOLE,
        "inputs": {"type": "object", "additionalProperties": _TEXT},
        "milestones": _array(
            _object({"name": _TEXT, "title": _TITLE, **_figures("", ("reached",), _SHARE), **_QUANTILES})
        ),
        "consequences": _array(_BROKEN),
        "boundary_matrix": _object(dict.fromkeys(("sector", "level", "region", "agency"), _MATRIX)),
    }
)
_GRID = _array({**_array(_SHARE), "minItems": HOURS, "maxItems": HOURS})
_HOUR = {**_WHOLE, "maximum": HOURS - 1}
_SWEEP = _object(
    {
        "title": _TITLE,
        "runs": _WHOLE,
        "seed": _WHOLE,
        "minute": {**_WHOLE, "maximum": 59},
        "days": {
            **_array(_object({"date": _TEXT, "weekday": _WHOLE, "holiday": {}})),
            "minItems": 1,
        },
        "mean_share": _GRID,
        "worst": _array(_object({"day": _WHOLE, "hour": _HOUR, "mean_share": _SHARE})),
        "objectives": {
            **_array(_object({"title": _TITLE, "required_share": _SHARE, **dict.fromkeys(_SHARES, _GRID)})),
            "minItems": 1,
        },
    }
)
_OWN = _object({"day": _WHOLE, "hour": _HOUR})


def is_summary(value: Any) -> bool:
    """Tell whether a value is a summary of a run, and its inputs lie in the folder."""
    return (
        keeps(value, _SUMMARY)
        and bool(value["inputs"])
        and all(map(_is_inside, value["inputs"]))
        and ("what_if" not in value or _is_what_if(value["what_if"], value["inputs"]))
    )


def is_sweep(value: Any) -> bool:
    """Tell whether a value is a sweep over starts, with a row for each day."""
    if not keeps(value, _SWEEP):
        return False
    days, own = len(value["days"]), value.get("own_start")
    grids = (value["mean_share"], *(goal[name] for goal in value["objectives"] for name in _SHARES))
    places = [*value["worst"], *([] if own is None else [own])]
    return (
        all(len(grid) == days for grid in grids)
        and (own is None or keeps(own, _OWN))
        and all(place["day"] < days for place in places)
    )


def _is_what_if(value: Any, inputs: Mapping[str, str]) -> bool:
    return keeps(value, _WHAT_IF) and all(name in inputs for name in value["patches"])


def are_gaps_of(inputs: Mapping[str, str]) -> Callable[[Any], bool]:
    """Give what tells whether a value is a list of gaps in these files, each once."""

    def are(value: Any) -> bool:
        return (
            keeps(value, gap_schema())
            and len({gap["id"] for gap in value}) == len(value)
            and all(place["file"] in inputs for gap in value for place in gap["where"])
        )

    return are


def _is_inside(name: str) -> bool:
    try:
        inside_folder(name)
    except ValueError:
        return False
    return True
