"""Options that several verbs share."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from simulator.cli.group import Words
from simulator.errors import say

if TYPE_CHECKING:
    from simulator.scenario.what_if import WhatIf

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


WHAT_IF = ("settings", "removals", "patches")
"""The names of the options that say what is to be otherwise."""


def what_if_options(tell: Words) -> list[click.Parameter]:
    """What is to be otherwise than in the files."""
    return [
        click.Option(
            ["--set", "settings"],
            multiple=True,
            metavar=tell(say("NAME=VALUE")),
            help=tell(
                say("What if a value were another, as city.duty_room.desk.operators.night=2; several times.")
            ),
        ),
        click.Option(
            ["--without", "removals"],
            multiple=True,
            nargs=2,
            type=str,
            metavar=tell(say("KIND NAME")),
            help=tell(
                say(
                    "What if something were not there, as medium city.phone, or link "
                    "'north.em_office->city.duty_room'; several times."
                )
            ),
        ),
        click.Option(
            ["--with", "patches"],
            multiple=True,
            type=click.Path(path_type=Path),
            metavar=tell(say("PATCH")),
            help=tell(say("What if this patch, a YAML file, were laid over the plans; several times.")),
        ),
    ]


def what_if_of(options: Mapping[str, Any]) -> "WhatIf":
    """Give what is to be otherwise by the options of a verb."""
    from simulator.scenario.what_if import WhatIf

    removals = tuple(" ".join(words) for words in options["removals"])
    return WhatIf(tuple(options["patches"]), tuple(options["settings"]), removals)


def seed_option(tell: Words) -> click.Option:
    """Where chance begins."""
    return click.Option(
        ["--seed"],
        type=Whole(tell, 0, 2**63 - 1),
        metavar=tell(NUMBER),
        help=tell(say("Seed; else as the scenario says.")),
    )
