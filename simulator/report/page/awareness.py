"""How much each agency knew of what it needed to know, and how much of that was so."""

from typing import Any

from simulator.report.boundary_chart import value_names
from simulator.report.figures import share
from simulator.study.run import Run


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
