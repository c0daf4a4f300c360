"""`drill run`: play a scenario many times and leave what came of it."""

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from simulator.cli.codes import DONE, INTERRUPTED, NOT_MET
from simulator.cli.group import Words
from simulator.errors import say

if TYPE_CHECKING:
    from simulator.cli.played import Outcome
    from simulator.cli.playing import Playing
    from simulator.study.precision import Precision
    from simulator.study.shard import Shard

HELP = say(
    "Play SCENARIO many times, print how it went, and leave tables and charts under --out.\n\n"
    "The same files, seed and number of replications give the same results on every machine; "
    "a run that is there already is shown again unless --fresh."
)


def command(tell: Words, lang: str) -> click.Command:
    """Give the verb, with its words in a language."""
    from simulator.cli.options import playing_of, run_options, what_if_options
    from simulator.cli.scale_options import precision_of, scale_options, shard_of

    @click.command("run", help=tell(HELP), short_help=tell(say("Play a scenario many times.")))
    @click.argument("scenario", type=click.Path(path_type=Path))
    @click.option("--json", "as_json", is_flag=True, help=tell(say("Print summary.json and nothing else.")))
    @click.option("--check", is_flag=True, help=tell(say("Exit with 1 unless every objective is met.")))
    @click.option(
        "--start-sweep",
        type=click.Choice(("week", "day")),
        is_flag=False,
        flag_value="week",
        help=tell(
            say(
                "Play it from every hour of a `week` (if nothing is said), or of its own `day`, and show the "
                "worst hours; --runs counts for each start (else 50)."
            )
        ),
    )
    def run(scenario: Path, **options: Any) -> int:
        shard, precision, playing = shard_of(options), precision_of(options), playing_of(options)
        if shard is not None:
            return _shard(scenario, lang, shard, playing, options)
        if options["start_sweep"] is not None:
            return _sweep(scenario, lang, playing, options)
        return _run(scenario, lang, precision, playing, options)

    run.params[1:1] = [*run_options(tell), *scale_options(tell), *what_if_options(tell)]
    return run


def _run(
    scenario: Path, lang: str, precision: "Precision | None", playing: "Playing", options: Mapping[str, Any]
) -> int:
    from simulator.cli.console import reader_may_go
    from simulator.cli.gap_list import show_gaps
    from simulator.cli.options import what_if_of
    from simulator.cli.played import open_case, play_or_find, show_saved
    from simulator.cli.results import show_summary
    from simulator.cli.run_folders import open_run
    from simulator.report.run_folder import json_bytes

    case = open_case(scenario, lang, what_if_of(options))
    played = play_or_find(case, lang, playing, precision=precision)
    with reader_may_go():
        if options["as_json"]:
            sys.stdout.buffer.write(json_bytes(played.summary))
        else:
            show_summary(played.summary, lang)
            show_gaps(played.folder, open_run(played.folder, lang).gaps, lang)
    show_saved(played, lang)
    if played.interrupted:
        return INTERRUPTED
    return _code(played, check=options["check"])


def _shard(scenario: Path, lang: str, shard: "Shard", playing: "Playing", options: Mapping[str, Any]) -> int:
    from simulator.cli.console import note, typed
    from simulator.cli.options import what_if_of
    from simulator.cli.played import open_case
    from simulator.cli.sharded import shard_or_find

    case = open_case(scenario, lang, what_if_of(options))
    path = shard_or_find(case, lang, playing, shard)
    note(say("shard {shard}: {file}", shard=str(shard), file=path), lang)
    note(say("when all are there: drill merge {files}", files=f"{typed(path.with_suffix(''))}.shard-*"), lang)
    return DONE


def _sweep(scenario: Path, lang: str, playing: "Playing", options: Mapping[str, Any]) -> int:
    from simulator.cli.console import reader_may_go
    from simulator.cli.options import what_if_of
    from simulator.cli.played import open_case, show_saved
    from simulator.cli.swept import show_sweep, sweep_of, sweep_or_find
    from simulator.report.run_folder import json_bytes

    case = open_case(scenario, lang, what_if_of(options))
    played = sweep_or_find(case, lang, playing, scope=options["start_sweep"])
    sweep = sweep_of(played.folder)
    with reader_may_go():
        if options["as_json"]:
            sys.stdout.buffer.write(json_bytes(sweep))
        else:
            show_sweep(sweep, lang)
    show_saved(played, lang)
    if played.interrupted:
        return INTERRUPTED
    return _code(played, check=options["check"])


def _code(played: "Outcome", *, check: bool) -> int:
    met = all(objective["verdict"] == "met" for objective in played.summary["objectives"])
    return NOT_MET if check and not met else DONE
