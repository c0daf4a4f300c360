"""Options of a run that is to be just long enough, or is too long for one go."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import click

from simulator.cli.group import Words
from simulator.cli.options import MOST_RUNS, Whole, refuse_beside
from simulator.errors import StoppedError, say
from simulator.units import MINUTE

if TYPE_CHECKING:
    from simulator.study.precision import Precision
    from simulator.study.shard import Shard

AT_MOST = 10_000
"""Replications at which a run ends whose objectives do not come to be known well enough."""


def scale_options(tell: Words) -> list[click.Parameter]:
    """How long to play, and which part."""
    return [
        click.Option(
            ["--precision"],
            metavar=tell(say("WIDTH")),
            help=tell(
                say(
                    "Play on until every objective is known so well: `5%` is 5 percentage points of its "
                    "share and 5 % of its median time to either side, `2 min` is 2 minutes of that time."
                )
            ),
        ),
        click.Option(
            ["--at-most"],
            type=Whole(tell, 1, MOST_RUNS),
            metavar=tell(say("NUMBER")),
            help=tell(
                say(
                    "With --precision: replications at which it ends all the same (else {most}).",
                    most=AT_MOST,
                )
            ),
        ),
        click.Option(
            ["--shard"],
            metavar=tell(say("NUMBER/OF")),
            help=tell(
                say(
                    "Play only one of several shards, `3/16`, and leave its file; `drill merge` makes the "
                    "run of all of them."
                )
            ),
        ),
    ]


def shard_of(options: Mapping[str, Any]) -> "Shard | None":
    """Read `--shard`: which of how many.

    Raises
    ------
    StoppedError
        When it is none, or stands beside what is said of a whole run.
    """
    from simulator.study.shard import MOST_SHARDS, Shard
    from simulator.text.numbers import parse_ordinal

    if options["shard"] is None:
        return None
    refuse_beside("--shard", options, "as_json", "check", "start_sweep", "precision", "at_most")
    number, _, of = options["shard"].partition("/")
    found = parse_ordinal(number.strip()), parse_ordinal(of.strip())
    if found[0] is not None and found[1] is not None:
        shard = Shard(found[0], found[1])
        if 1 <= shard.number <= shard.of <= MOST_SHARDS:
            return shard
    raise StoppedError(
        say("--shard {value} is no shard: write `3/16` for the third of sixteen", value=options["shard"])
    )


def precision_of(options: Mapping[str, Any]) -> "Precision | None":
    """Read `--precision` and `--at-most`.

    Raises
    ------
    StoppedError
        When it is neither a share nor a length of time, or stands beside another length of the run.
    """
    from simulator.study.precision import Precision

    text = options["precision"]
    if text is None:
        if options["at_most"] is not None:
            raise StoppedError(say("--at-most says where --precision ends: without it, write --runs"))
        return None
    refuse_beside("--precision", options, "runs", "start_sweep")
    share, seconds = _width(text)
    shown = f"{share * 100:g}%" if share else _length(seconds or 0.0)
    return Precision(shown, share, seconds, options["at_most"] or AT_MOST)


def _length(seconds: float) -> str:
    """Give a length of time as the option takes it, however it was written."""
    return f"{seconds / MINUTE:g} min" if seconds % MINUTE == 0 else f"{seconds:g} s"


def _width(text: str) -> tuple[float | None, float | None]:
    from simulator.text.durations import parse_duration
    from simulator.text.faults import TextError

    number, percent, rest = text.replace("％", "%").partition("%")
    try:
        if percent:
            share = float(number) / 100
            if not rest.strip() and 0 < share < 1:
                return share, None
        elif (seconds := parse_duration(text)) > 0:
            return None, seconds
    except (ValueError, TextError):
        pass
    raise StoppedError(
        say(
            "--precision {value} is no width: write a share below 100 %, `5%`, or a length of time, `2 min`",
            value=text,
        )
    )
