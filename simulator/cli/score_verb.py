"""`drill score`: the five qualities, and how each agency did."""

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from simulator.cli.codes import DONE, INTERRUPTED, NOT_MET
from simulator.cli.group import Words
from simulator.errors import StoppedError, say

if TYPE_CHECKING:
    from simulator.cli.run_folders import Opened
    from simulator.cli.tables import Table

HELP = say(
    "Score RUN, a folder under outputs/, or a SCENARIO, which is played unless it was: the five qualities of "
    "the response, and the agencies, regions and enterprises by result and process alike.\n\n"
    "Each score is a mean of counted checks; --agency opens one up. What must not happen at all (an "
    "obligation that is never met, a desk left alone, a report falsified or kept back) is a veto: the score "
    "does not count.\n\n"
    "Example: drill score scenarios/ammonia_leak_night.yaml --runs 200"
)


def command(tell: Words, lang: str) -> click.Command:
    """Give the verb, with its words in a language."""
    from simulator.cli.options import run_options, what_if_options

    @click.command("score", help=tell(HELP), short_help=tell(say("Score qualities and agencies.")))
    @click.argument("target", metavar="RUN|SCENARIO", type=click.Path(path_type=Path))
    @click.option("--agency", metavar="NAME", help=tell(say("Only this agency, opened up to its checks.")))
    @click.option("--all", "everyone", is_flag=True, help=tell(say("All agencies, not the lowest alone.")))
    @click.option("--json", "as_json", is_flag=True, help=tell(say("Qualities and scorecard as JSON.")))
    @click.option("--check", is_flag=True, help=tell(say("Exit code 1 if any agency has a veto.")))
    def score(target: Path, check: bool, **options: Any) -> int:  # noqa: FBT001
        return _score(target, lang, check=check, options=options)

    score.params += [*run_options(tell), *what_if_options(tell)]
    return score


def _score(target: Path, lang: str, *, check: bool, options: Mapping[str, Any]) -> int:
    from simulator.cli.run_folders import open_target
    from simulator.text.json_writing import show_json

    run = open_target(target, lang, options)
    card = _wanted(run, options["agency"])
    scorecard = run.summary["scorecard"]
    if options["as_json"]:
        content = card or {"qualities": run.summary["qualities"], "scorecard": scorecard}
        click.echo(show_json(content), nl=False)
    else:
        _print(_tables(run, card, lang, everyone=options["everyone"]))
    if run.interrupted:
        return INTERRUPTED
    judged = [card] if card else scorecard["agencies"]
    return NOT_MET if check and any(each["vetoes"] for each in judged) else DONE


def _wanted(run: "Opened", name: str | None) -> Mapping[str, Any] | None:
    from difflib import get_close_matches

    from simulator.cli.scores import named_card

    cards = run.summary["scorecard"]["agencies"]
    card = None if name is None else named_card(cards, name)
    if name is not None and card is None:
        near = get_close_matches(name, [card["name"] for card in cards], 1, 0.5)
        raise StoppedError(
            say("no agency {name} has a score; did you mean {near}?", name=name, near=near[0])
            if near
            else say("no agency {name} has a score: nothing was asked of it, or it is not there", name=name)
        )
    return card


def _tables(run: "Opened", card: Mapping[str, Any] | None, lang: str, *, everyone: bool) -> Iterator["Table"]:
    from simulator.cli.scores import agency_tables, card_table, check_tables, group_tables

    gaps = {gap["id"]: gap for gap in run.gaps}
    if card:
        yield from agency_tables(card, gaps, lang)
        return
    yield from check_tables(run.summary, gaps, lang)
    yield card_table(run.summary["scorecard"]["agencies"], lang, everyone=everyone)
    yield from group_tables(run.summary["scorecard"], lang)


def _print(tables: Iterator["Table"]) -> None:
    from simulator.cli.console import console

    screen = console(sys.stdout)
    for table in tables:
        if table.row_count:
            screen.print(table)
