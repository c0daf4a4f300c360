"""Options that several verbs share."""

import re
from collections.abc import Mapping
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from simulator.cli.group import Words
from simulator.errors import Message, StoppedError, say

if TYPE_CHECKING:
    from simulator.cli.playing import Crew, Playing
    from simulator.scenario.what_if import WhatIf

NUMBER = say("NUMBER")
RUNS = say("Replications; else as the scenario says.")
MOST_RUNS = 1_000_000
OUT = Path("outputs")
_ADDRESS = re.compile(r"[a-z]+://[^\s/]+:\d{1,5}")
_FLAGS = {"as_json": "--json"}


class Whole(click.IntRange):
    """A whole number within limits, called so where something else is given."""

    def __init__(self, tell: Words, least: int, most: int | None = None) -> None:
        super().__init__(least, most)
        self.name = tell(say("whole number"))
        self._least = least
        self._outside = tell(
            say("it must be at least {limit}", limit=least)
            if most is None
            else say("it must lie between {least} and {most}", least=least, most=most)
        )

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Read it; a number outside is refused in words instead of signs."""
        try:
            number = int(value)
        except ValueError:
            return int(super().convert(value, param, ctx))
        if number < self._least or (self.max is not None and number > self.max):
            self.fail(self._outside, param, ctx)
        return number


class Amount(click.FloatRange):
    """A number above 0 that has an end, called so where something else is given."""

    def __init__(self, tell: Words) -> None:
        super().__init__(0, min_open=True)
        self.name = tell(say("number"))
        self._endless = tell(say("a number that has an end is expected here, as `5`"))

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """Read it. Raises `click.BadParameter` for `nan` and `inf` too, which no limit refuses."""
        number = float(super().convert(value, param, ctx))
        return number if isfinite(number) else self.fail(self._endless, param, ctx)


def run_options(tell: Words, *, runs: Message = RUNS, least: int = 1) -> list[click.Parameter]:
    """How a scenario is played, where the results go, and whether those that are there will do.

    `runs` says how many replications it is if nothing is said.
    """
    return [*play_options(tell, runs=runs, least=least), out_option(tell), fresh_option(tell)]


def play_options(tell: Words, *, runs: Message = RUNS, least: int = 1) -> list[click.Parameter]:
    """How many replications, from which seed, and who plays."""
    return [
        click.Option(["--runs"], type=Whole(tell, least, MOST_RUNS), metavar=tell(NUMBER), help=tell(runs)),
        seed_option(tell),
        jobs_option(tell),
        click.Option(
            ["--cluster"],
            metavar=tell(say("ADDRESS")),
            help=tell(
                say(
                    "Play on a Dask cluster, `tcp://scheduler:8786`, which you trust; it needs "
                    "pip install 'drill-simulator[cluster]'."
                )
            ),
        ),
    ]


def jobs_option(tell: Words) -> click.Option:
    """On how many cores."""
    return click.Option(
        ["--jobs"],
        type=Whole(tell, 1, 512),
        metavar=tell(NUMBER),
        help=tell(say("Worker processes; else one for each core.")),
    )


def out_option(tell: Words) -> click.Option:
    """Where the results go."""
    return click.Option(
        ["--out"],
        type=click.Path(path_type=Path),
        metavar=tell(say("PATH")),
        default=OUT,
        show_default=True,
        help=tell(say("Folder for the results.")),
    )


def fresh_option(tell: Words) -> click.Option:
    """Whether what is there will do."""
    return click.Option(
        ["--fresh"], is_flag=True, help=tell(say("Play again even if the very same is there."))
    )


def playing_of(options: Mapping[str, Any], *, fresh: bool | None = None) -> "Playing":
    """Give how a verb is to play by its options; `fresh` where the verb decides that.

    Raises
    ------
    StoppedError
        When they do not go together.
    """
    from simulator.cli.playing import Playing

    again = bool(options["fresh"]) if fresh is None else fresh
    return Playing(options["runs"], options["seed"], crew_of(options), options["out"], again)


def crew_of(options: Mapping[str, Any]) -> "Crew":
    """Read `--jobs` and `--cluster`: who plays.

    Raises
    ------
    StoppedError
        When both are there.
    """
    if options["cluster"] is None:
        jobs: Crew = options["jobs"]
        return jobs
    refuse_beside("--cluster", options, "jobs")
    address = str(options["cluster"])
    if not _ADDRESS.fullmatch(address):
        raise StoppedError(
            say("--cluster {value} is no address: write `tcp://scheduler:8786`", value=address)
        )
    return address


def refuse_beside(option: str, options: Mapping[str, Any], *names: str) -> None:
    """Refuse other options beside one.

    Raises
    ------
    StoppedError
        When one of them is there.
    """
    named = [_FLAGS.get(name, f"--{name.replace('_', '-')}") for name in names if options[name]]
    if named:
        raise StoppedError(
            say("{options} and {option} do not go together", options=tuple(named), option=option)
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
            callback=_kinds_and_names,
            metavar=tell(say("KIND NAME")),
            help=tell(
                say(
                    "What if something were not there, as medium city.phone, or link "
                    "'north.duty_room->city.duty_room'; several times."
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


def _kinds_and_names(
    context: click.Context, param: click.Parameter, value: tuple[tuple[str, str], ...]
) -> tuple[tuple[str, str], ...]:
    """Refuse an option that was taken for the name, where only one word was written."""
    if any(name.startswith("--") for _kind, name in value):
        raise click.BadOptionUsage(param.opts[0], "", context)
    return value


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
