"""`drill stress`: everything that can be lost, lost in turn, and what breaks."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from simulator.cli.group import Words
from simulator.errors import say

HELP = say(
    "Lose every agency, link, medium and pool of SCENARIO in turn, then the worst in pairs; add a second "
    "incident at the same time; start it at every hour of its day. Say what breaks which objective, the "
    "worst first, and the smallest sets of losses that break it.\n\n"
    "Lost means out of service from the start to the end. Everything is played with the same draws. Each "
    "loss is tried in 32 replications first; what changes no objective in them is not played further, and "
    "the results say so. An objective breaks where it is missed for certain and was not missed before. "
    "Ctrl-C keeps what is known.\n\n"
    "Example: drill stress scenarios/ammonia_leak_night.yaml --only links --only media --pairs 6"
)


def command(tell: Words, lang: str) -> click.Command:
    """Give the verb, with its words in a language."""
    from simulator.cli.options import NUMBER, Whole, run_options, what_if_options
    from simulator.study.stress_parts import PAIRS, PARTS, RUNS

    @click.command("stress", help=tell(HELP), short_help=tell(say("Say which loss breaks which objective.")))
    @click.argument("scenario", type=click.Path(path_type=Path))
    @click.option("--pairs", type=Whole(tell, 0, 100), default=PAIRS, show_default=True, metavar=tell(NUMBER),
                  help=tell(say("Of the worst losses so many are lost in pairs; 0: none.")))  # fmt: skip
    @click.option("--only", type=click.Choice(PARTS), multiple=True,
                  help=tell(say("Only this part of the study; several times.")))  # fmt: skip
    @click.option("--json", "as_json", is_flag=True, help=tell(say("The study as JSON.")))
    def stress(scenario: Path, as_json: bool, **options: Any) -> int:  # noqa: FBT001
        return _stress(scenario, lang, as_json=as_json, options=options)

    words = say("Replications of each loss; else {runs}.", runs=RUNS)
    stress.params[1:1] = [*run_options(tell, runs=words), *what_if_options(tell)]
    return stress


def _stress(scenario: Path, lang: str, *, as_json: bool, options: Mapping[str, Any]) -> int:
    from simulator.cli.kept import show_study
    from simulator.cli.options import playing_of, what_if_of
    from simulator.cli.played import open_case, shipped
    from simulator.cli.stressed import show_stress, stress_or_find

    playing = playing_of(options)
    path = shipped(scenario, lang)
    case = open_case(path, lang, what_if_of(options))
    found = stress_or_find(path, case, lang, playing, options)
    return show_study(found, lang, as_json=as_json, show=show_stress)
