"""`drill compare`: two runs side by side, draw for draw: what got better, what worse."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from simulator.cli.codes import DONE, INTERRUPTED, NOT_MET
from simulator.cli.group import Words
from simulator.errors import StoppedError, say

if TYPE_CHECKING:
    from simulator.cli.run_folders import Opened

HELP = say(
    "Play A and B with the same draws and say what is better in B, what is worse, and what cannot be told. "
    "Both are scenarios, or folders of finished runs under outputs/; with --set, --without or --with B may "
    "be left out: it is A with what is otherwise.\n\n"
    "Shown are milestones, objectives, obligations and gaps with differences (B less A) and 95 % intervals. "
    "What is called better or worse is judged among all comparisons together: the chance to call anything so "
    "where nothing differs is at most 5 %. With --check the exit code is 1 if anything got worse.\n\n"
    "Example: drill compare scenarios/ammonia_leak_night.yaml --set city.duty_room.desk.operators.night=2"
)


def command(tell: Words, lang: str) -> click.Command:
    """Give the verb, with its words in a language."""
    from simulator.cli.options import run_options, what_if_options

    @click.command("compare", help=tell(HELP), short_help=tell(say("Say what is better in another plan.")))
    @click.argument("before", metavar="A", type=click.Path(path_type=Path))
    @click.argument("after", metavar="[B]", required=False, type=click.Path(path_type=Path))
    @click.option("--all", "everything", is_flag=True,
                  help=tell(say("Also what is the same or cannot be told.")))  # fmt: skip
    @click.option("--json", "as_json", is_flag=True, help=tell(say("The comparison as JSON.")))
    @click.option("--check", is_flag=True, help=tell(say("Exit code 1 if anything got worse.")))
    def compare(before: Path, after: Path | None, as_json: bool, check: bool, **options: Any) -> int:  # noqa: FBT001
        return _compare(before, after, lang, as_json=as_json, check=check, options=options)

    compare.params += [*run_options(tell), *what_if_options(tell)]
    return compare


def _compare(
    before: Path,
    after: Path | None,
    lang: str,
    *,
    as_json: bool,
    check: bool,
    options: dict[str, Any],
) -> int:
    from simulator.cli.compare_pair import open_pair, save
    from simulator.cli.compared import show
    from simulator.cli.console import note, print_record
    from simulator.cli.options import what_if_of

    if after is None and not what_if_of(options):
        raise StoppedError(
            say("name two scenarios or runs, or say with --set, --without or --with what differs")
        )
    pair = open_pair(before, after or before, lang, options)
    if pair is None:
        note(say("interrupted: nothing is compared; what was finished is kept"), lang)
        return INTERRUPTED
    record = _record(pair)
    show_it = partial(show, everything=options["everything"])
    print_record(record, lang, as_json=as_json, show=show_it)
    save(record, pair, options["out"], lang)
    return NOT_MET if check and record["worse"] else DONE


def _record(pair: "tuple[Opened, Opened]") -> Mapping[str, Any]:
    from simulator.log.store import STORE, read_store
    from simulator.study.compare import compare
    from simulator.study.compare_side import side_of

    runs = [
        side_of(run.summary, run.gaps, read_store(run.folder / STORE), run.case().composition) for run in pair
    ]
    heads = {
        side: {
            "scenario": run.summary["scenario"],
            "title": run.summary["title"],
            "run": run.folder.name,
            "what_if": run.summary.get("what_if"),
        }
        for side, run in zip("ab", pair, strict=True)
    }
    return {**heads, **compare(*runs)}
