"""`drill improve`: which remedies to take first, and what they bring, shown by runs."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from simulator.cli.codes import DONE, INTERRUPTED
from simulator.cli.group import Words
from simulator.errors import say

if TYPE_CHECKING:
    from simulator.cli.run_folders import Opened
    from simulator.study.candidates import PriceList
    from simulator.study.improve import Effort

TOP = 20
"""Remedies that are tried, unless something else is said."""

HELP = say(
    "Find the remedies that help most in SCENARIO, or RUN, a folder under outputs/: for its gravest gaps "
    "a link, a backup medium, an operator, a unit, a deputy, an approval and more are tried with the same "
    "draws, alone and on top of one another, within a budget. What is chosen is confirmed on fresh draws; "
    "what only luck had chosen is thrown out.\n\n"
    "It saves minutes on the objectives that are missed, or on --milestone. Each remedy is written as a "
    "patch: drill run SCENARIO --with PATCH.\n\n"
    "A file for --costs can be this one line: "
    "{drill: costs, format: 1, measures: {operator: 12, link: 0.5}}\n\n"
    "Example: drill improve scenarios/ammonia_leak_night.yaml --budget 3"
)


def command(tell: Words, lang: str) -> click.Command:
    """Give the verb, with its words in a language."""
    from simulator.cli.options import NUMBER, Amount, Whole, run_options, what_if_options

    @click.command("improve", help=tell(HELP), short_help=tell(say("Find the remedies that help most.")))
    @click.argument("target", metavar="RUN|SCENARIO", type=click.Path(path_type=Path))
    @click.option("--budget", type=Amount(tell), metavar=tell(NUMBER),
                  help=tell(say(
                      "What the remedies may cost together, 5 if nothing is said; "
                      "without --costs each costs 1."
                  )))  # fmt: skip
    @click.option("--costs", type=click.Path(path_type=Path), metavar=tell(say("PATH")),
                  help=tell(say("A YAML file with what remedies cost.")))  # fmt: skip
    @click.option("--milestone", "milestones", multiple=True, type=str, metavar=tell(say("NAME")),
                  help=tell(say(
                      "Save minutes on this one; several times; else on objectives missed."
                  )))  # fmt: skip
    @click.option("--top", type=Whole(tell, 1), metavar=tell(NUMBER),
                  help=tell(say("Try so many remedies, those for the gravest gaps; else 20.")))  # fmt: skip
    @click.option("--screen-runs", type=Whole(tell, 2), metavar=tell(NUMBER),
                  help=tell(say(
                      "Replications of each set of remedies before the choice; else 100."
                  )))  # fmt: skip
    @click.option("--json", "as_json", is_flag=True, help=tell(say("What was found as JSON.")))
    def improve(target: Path, as_json: bool, **options: Any) -> int:  # noqa: FBT001
        return _improve(target, lang, as_json=as_json, options=options)

    words = say("Replications that confirm, with fresh draws; else 500.")
    # Of one replication alone nobody knows whether a gain is luck.
    improve.params += [*run_options(tell, runs=words, least=2), *what_if_options(tell)]
    return improve


def _improve(target: Path, lang: str, *, as_json: bool, options: Mapping[str, Any]) -> int:
    from simulator.cli.console import print_record
    from simulator.cli.improved import search, show
    from simulator.cli.improved_notes import show_notes
    from simulator.cli.options import playing_of
    from simulator.cli.run_folders import open_target, run_of
    from simulator.study.improve import aims_of

    prices = _prices(options["costs"])
    played = run_of(target).is_dir()
    if not played:
        _check(target, options)
    again = options["fresh"] and not played  # of a run that is there only the search is done again
    run = open_target(target, lang, {**options, "runs": None, "seed": None, "fresh": again})
    if run.interrupted:
        return INTERRUPTED
    aims, effort = aims_of(run.summary, options["milestones"]), _effort(run, options)
    playing = replace(playing_of(options), seed=effort.seed)
    found = search(run, aims, effort, prices, lang, top=options["top"] or TOP, playing=playing)
    record = found.summary
    print_record(record, lang, as_json=as_json, show=show)
    show_notes(record, found.folder, run, run.scenario if played else target, lang)
    return INTERRUPTED if record["interrupted"] else DONE


def _check(scenario: Path, options: Mapping[str, Any]) -> None:
    """Say what is wrong with the milestones that are named before anything is played."""
    from simulator.cli.options import what_if_of
    from simulator.cli.played import here_or_shipped
    from simulator.scenario.read import read_case
    from simulator.study.improve import check_named

    if options["milestones"]:
        case = read_case(here_or_shipped(scenario), what_if_of(options))
        check_named(options["milestones"], [goal.name for goal in case.goals])


def _prices(path: Path | None) -> "PriceList":
    from simulator.study.candidates import ONE_EACH
    from simulator.study.price_list import read_prices

    return ONE_EACH if path is None else read_prices(path)


def _effort(run: "Opened", options: Mapping[str, Any]) -> "Effort":
    from simulator.study.improve import BUDGET, CONFIRM, SCREEN, Effort

    seed = run.summary["seed"] if options["seed"] is None else options["seed"]
    return Effort(
        screen=options["screen_runs"] or SCREEN,
        confirm=options["runs"] or CONFIRM,
        seed=seed,
        budget=options["budget"] or float(BUDGET),
    )
