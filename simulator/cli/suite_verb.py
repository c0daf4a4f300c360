"""`drill suite`: all scenarios of a folder, how ready the plans are, and what no scenario exercises."""

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from simulator.cli.codes import DONE, INTERRUPTED, NOT_MET, USER_CAN_MEND
from simulator.cli.group import Words
from simulator.errors import say

HELP = say(
    "Play all scenarios in DIR and in the folders inside it; show how ready the plans are for each, "
    "objective by objective, and which tasks, links, obligations and paragraphs of the plans no scenario "
    "exercises, each with the scenario that would.\n\n"
    "Each scenario leaves the folder that `drill run` leaves; one that is there already is not played again, "
    "so a suite that was stopped goes on where it was. A scenario with problems is reported, the others are "
    "played, and the exit code is 2.\n\n"
    "Example: drill suite scenarios"
)


def command(tell: Words, lang: str) -> click.Command:
    """Give the verb, with its words in a language."""
    from simulator.cli.options import run_options, what_if_options

    @click.command("suite", help=tell(HELP), short_help=tell(say("Play all scenarios of a folder.")))
    @click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
    @click.option("--all", "everything", is_flag=True,
                  help=tell(say("Also every part that no scenario exercises.")))  # fmt: skip
    @click.option("--json", "as_json", is_flag=True, help=tell(say("Print suite.json and nothing else.")))
    @click.option("--check", is_flag=True, help=tell(say("Exit with 1 unless every objective is met.")))
    def suite(folder: Path, everything: bool, as_json: bool, check: bool, **options: Any) -> int:  # noqa: FBT001
        return _suite(folder, lang, everything=everything, as_json=as_json, check=check, options=options)

    suite.params[1:1] = [*run_options(tell), *what_if_options(tell)]
    return suite


def _suite(
    folder: Path, lang: str, *, everything: bool, as_json: bool, check: bool, options: Mapping[str, Any]
) -> int:
    from simulator.cli.console import note, reader_may_go
    from simulator.cli.suite_played import play_suite, save
    from simulator.cli.suite_tables import show_suite
    from simulator.report.run_folder import summary_bytes
    from simulator.scenario.folder import plans_beside
    from simulator.study.suite import all_met, suite_record

    entries = play_suite(folder, lang, options)
    if entries is None:
        note(say("interrupted: what was finished is kept; the same command goes on from there"), lang)
        return INTERRUPTED
    record = suite_record(folder.resolve().name, entries, plans_beside(folder))
    with reader_may_go():
        if as_json:
            sys.stdout.buffer.write(summary_bytes(record))
        else:
            show_suite(record, lang, everything=everything)
    save(record, entries, options["out"], lang)
    if record["not_played"]:
        return USER_CAN_MEND
    return NOT_MET if check and not all_met(record) else DONE
