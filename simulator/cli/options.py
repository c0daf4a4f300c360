"""Options that several verbs share."""

from pathlib import Path

import click

from simulator.cli.group import Words
from simulator.errors import say

NUMBER = say("NUMBER")


def run_options(tell: Words) -> list[click.Parameter]:
    """How many replications, from which seed, on how many cores, and where the results go."""
    return [
        click.Option(
            ["--runs"],
            type=click.IntRange(1, 1_000_000),
            metavar=tell(NUMBER),
            help=tell(say("Replications; else as the scenario says.")),
        ),
        seed_option(tell),
        click.Option(
            ["--jobs"],
            type=click.IntRange(1, 512),
            metavar=tell(NUMBER),
            help=tell(say("Worker processes; else one for each core.")),
        ),
        click.Option(
            ["--out"],
            type=click.Path(path_type=Path),
            metavar=tell(say("PATH")),
            default=Path("outputs"),
            show_default=True,
            help=tell(say("Folder for the results.")),
        ),
    ]


def seed_option(tell: Words) -> click.Option:
    """Where chance begins."""
    return click.Option(
        ["--seed"],
        type=click.IntRange(0, 2**63 - 1),
        metavar=tell(NUMBER),
        help=tell(say("Seed; else as the scenario says.")),
    )
