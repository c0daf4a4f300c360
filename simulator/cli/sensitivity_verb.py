"""`drill sensitivity`: which figures of the plans matter, and which is to be measured first."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from simulator.cli.group import Words
from simulator.errors import say

HELP = say(
    "Try every length of time and every chance in SCENARIO and its plans low and high, one at a time and "
    "with the same draws. Say by how many minutes each moves a milestone, and which figure without a basis "
    "deserves to be measured first.\n\n"
    "A length of time that is random is held at its 10 % and its 90 % quantile; one that is certain is tried "
    "at two thirds and at one and a half; of a chance what it lacks to 1 is. Each figure is tried in 16 "
    "replications first; what moves nothing in them is not played further. --sobol also gives the shares of "
    "the variance that the leading figures make (needs the extra `sensitivity`). Ctrl-C keeps what is known."
    "\n\n"
    "Example: drill sensitivity scenarios/ammonia_leak_night.yaml --milestone evacuated"
)


def command(tell: Words, lang: str) -> click.Command:
    """Give the verb, with its words in a language."""
    from simulator.cli.options import run_options, what_if_options
    from simulator.study.stress_parts import RUNS

    @click.command(
        "sensitivity", help=tell(HELP), short_help=tell(say("Say which figures matter to a milestone."))
    )
    @click.argument("scenario", type=click.Path(path_type=Path))
    @click.option("--milestone", metavar=tell(say("NAME")),
                  help=tell(say("Milestone that is looked at; else the last objective.")))  # fmt: skip
    @click.option("--sobol", is_flag=True, help=tell(say("Also shares of the variance, by Sobol indices.")))
    @click.option("--json", "as_json", is_flag=True, help=tell(say("The study as JSON.")))
    def sensitivity(scenario: Path, as_json: bool, **options: Any) -> int:  # noqa: FBT001
        return _sensitivity(scenario, lang, as_json=as_json, options=options)

    words = say("Replications of each figure at each end; else {runs}.", runs=RUNS)
    sensitivity.params[1:1] = [*run_options(tell, runs=words), *what_if_options(tell)]
    return sensitivity


def _sensitivity(scenario: Path, lang: str, *, as_json: bool, options: Mapping[str, Any]) -> int:
    from simulator.cli.kept import show_study
    from simulator.cli.options import playing_of, what_if_of
    from simulator.cli.played import open_case
    from simulator.cli.sensitive import sensitivity_or_find, show_sensitivity

    playing = playing_of(options)
    case = open_case(scenario, lang, what_if_of(options))
    found = sensitivity_or_find(case, lang, playing, options)
    return show_study(found, lang, as_json=as_json, show=show_sensitivity)
