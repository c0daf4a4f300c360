"""A critical path on the console, stretch by stretch."""

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from itertools import groupby
from typing import Any

import click

from simulator.cli.console import console, tell
from simulator.errors import Message, say
from simulator.log.rows import AT, KIND, MILESTONE, SUBJECT, Log
from simulator.program.model import Program
from simulator.report.story import elapsed
from simulator.report.words import LABEL_WORDS, named
from simulator.text.lengths import show_duration
from simulator.text.messages import safe_terminal


@dataclass(frozen=True, slots=True)
class Replication:
    """A milestone (its index) in one replication."""

    program: Program
    seed: int
    number: int
    milestone: int


def show_replication(one: Replication, told: Message, lang: str) -> None:
    """Print the critical path of a milestone in a replication, or why it was not reached."""
    from simulator.engine.replication import Player

    player = Player(one.program, one.seed)
    log = player.play(one.number)
    title = one.program.milestones[one.milestone].title.show(lang)
    click.echo(f"{safe_terminal(title)} · {tell(told, lang)}")
    reached = next(
        (
            number
            for number, row in enumerate(log.rows)
            if row[KIND] == MILESTONE and row[SUBJECT] == one.milestone
        ),
        None,
    )
    if reached is None:
        _show_lacking(one, log, player, lang)
    else:
        _show_path(one.program, log, reached, lang)
    click.echo()


def _show_lacking(one: Replication, log: Log, player: Any, lang: str) -> None:
    from simulator.report.lacking import lacking

    horizon = show_duration(one.program.horizon, lang)
    click.echo(
        "  " + tell(say("not reached within {horizon}; what was missing at the end:", horizon=horizon), lang)
    )

    def missing(gate: int) -> Any:
        return player.lacking(one.number, gate)

    gate = one.program.milestones[one.milestone].gate
    for lack in lacking(one.program, log, missing, gate, lang):
        click.echo("  " + "    " * lack.depth + "- " + tell(lack.what, lang))


def _show_path(program: Program, log: Log, reached: int, lang: str) -> None:
    from simulator.analysis.paths import critical_path
    from simulator.analysis.titles import Titles
    from simulator.report.sentences import Sentences

    titles, sentences = Titles(program, lang), Sentences(program, log, lang)
    path = critical_path(program, log, reached, AT)
    for (row, via), stretch in groupby(path, key=lambda segment: (segment.row, segment.via)):
        for segment in stretch:
            times = [
                f"{program.start + timedelta(seconds=int(at)):%H:%M:%S}"
                for at in (segment.begin, segment.end)
            ]
            length = show_duration(segment.end - segment.begin, lang)
            spent = named(segment.label, LABEL_WORDS, lang=lang)
            click.echo(
                f"  {times[0]} – {times[1]}  {_padded(length, 13)}  {elapsed(segment.end):<10} "
                f"{spent} · {safe_terminal(titles.place(segment.place))}",
            )
        click.echo(f"{'':36}→ {tell(sentences.say(row, via), lang)}")


def _padded(text: str, columns: int) -> str:
    from simulator.text.messages import display_width

    return " " * (columns - display_width(text)) + text


def show_mean(path: Mapping[str, Any], lang: str) -> None:
    """Print where the time went in the mean over the replications that reached the milestone."""
    from simulator.cli.tables import new_table
    from simulator.report.figures import share

    if not path["replications"]:
        return
    columns = (
        (say("mean"), "right"),
        (say("share of replications"), "right"),
        (say("spent on"), "left"),
        (say("where"), "left"),
    )
    heading = say(
        "Mean over the {runs} replications that reached it: {mean}",
        runs=path["replications"],
        mean=show_duration(path["mean_s"], lang),
    )
    table = new_table(heading, columns, lang)
    for part in path["parts"]:
        place = safe_terminal(part["place_title"][lang])
        mean = show_duration(part["mean_s"], lang)
        table.add_row(mean, share(part["share"]), named(part["label"], LABEL_WORDS, lang=lang), place)
    console(sys.stdout).print(table)
