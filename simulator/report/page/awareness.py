"""How much each agency knew of what it needed to know, and how much of that was so."""

from collections.abc import Mapping, Sequence
from typing import Any

from simulator.report.boundary_chart import value_names
from simulator.report.figures import share
from simulator.report.story import moment
from simulator.study.run import Run

WIDE, HIGH = 240.0, 60.0
"""Size of the curve of all agencies."""


def aware(run: Run, *, lang: str) -> dict[str, Any]:
    """Give the agencies, those that knew least rightly first."""
    record = run.summary["awareness"]
    names = value_names(
        run.case.composition, [each["agency"] for each in record["agencies"]], by="agency", lang=lang
    )
    return {
        "replications": record["replications"],
        "agencies": [
            {
                "title": names[each["agency"]],
                "known": share(each["known"]),
                "right": share(each["right"]),
                "known_share": each["known"],
                "right_share": each["right"],
            }
            for each in sorted(record["agencies"], key=lambda each: (each["right"], each["agency"]))
        ],
    }


def aware_curve(data: Mapping[str, Any], lang: str) -> dict[str, str] | None:
    """Give the curves of all agencies in the first replication as paths; None where nobody needed anything.

    `data` is what the script is given.
    """
    first = data["replications"][0]
    if not first["aware"]:
        return None
    flat, until = first["aware"][0][1:], max(first["until"], 1)
    known, right = (_path(flat, figure, until) for figure in (2, 3))
    begin, end = (moment(when, until=until, lang=lang) for when in (0, until))
    return {"known": known, "right": right, "begin": begin, "end": end}


def _path(flat: Sequence[int], figure: int, until: int) -> str:
    """Give the outline of steps, from each time on as high as the share of a figure in what was needed."""
    at = [WIDE * when / until for when in (*flat[::4], until)]
    steps = [
        f"V{HIGH * (1 - count / needed):.1f}H{end:.1f}"
        for count, needed, end in zip(flat[figure::4], flat[1::4], at[1:], strict=True)
    ]
    return f"M{at[0]:.1f},{HIGH:g}{''.join(steps)}V{HIGH:g}z"
