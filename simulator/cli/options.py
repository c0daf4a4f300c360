"""Options that several verbs share."""

from pathlib import Path

import click

from simulator.cli.group import Words
from simulator.errors import say

NUMBER = say("NUMBER")


class Whole(click.IntRange):
    """A whole number within limits, called so where something else is given."""

    def __init__(self, tell: Words, least: int, most: int | None = None) -> None:
        super().__init__(least, most)
        self.name = tell(say("whole number"))


def run_options(tell: Words) -> list[click.Parameter]:
    """How many replications, from which seed, on how many cores, and where the results go."""
    return [
        click.Option(
            ["--runs"],
            type=Whole(tell, 1, 1_000_000),
            metavar=tell(NUMBER),
            help=tell(say("Replications; else as the scenario says.")),
        ),
        seed_option(tell),
        click.Option(
            ["--jobs"],
            type=Whole(tell, 1, 512),
            metavar=tell(NUMBER),
            help=tell(say("Worker processes; else one for each core.")),
        ),
        out_option(tell),
    ]


def out_option(tell: Words) -> click.Option:
    """Where the results go."""
    return click.Option(
        ["--out"],
        type=click.Path(path_type=Path),
        metavar=tell(say("PATH")),
        default=Path("outputs"),
        show_default=True,
        help=tell(say("Folder for the results.")),
    )


def seed_option(tell: Words) -> click.Option:
    """Where chance begins."""
    return click.Option(
        ["--seed"],
        type=Whole(tell, 0, 2**63 - 1),
        metavar=tell(NUMBER),
        help=tell(say("Seed; else as the scenario says.")),
    )
