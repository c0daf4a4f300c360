"""`drill open`: the report of a run, in the browser of this machine."""

import webbrowser
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from simulator.cli.codes import DONE, INTERRUPTED
from simulator.cli.group import Words
from simulator.errors import say

HELP = say(
    "Open the report of RUN, a folder under outputs/, or of a SCENARIO, which is played unless it was, in "
    "the browser of this machine; it needs no network. Without a browser its path is printed.\n\n"
    "Example: drill open scenarios/ammonia_leak_night.yaml"
)


def command(tell: Words, lang: str) -> click.Command:
    """Give the verb, with its words in a language."""
    from simulator.cli.options import run_options, what_if_options

    @click.command("open", help=tell(HELP), short_help=tell(say("Open the report in a browser.")))
    @click.argument("target", metavar="RUN|SCENARIO", type=click.Path(path_type=Path))
    @click.option("--path", "only_path", is_flag=True, help=tell(say("Print its path and open nothing.")))
    def open_report(target: Path, only_path: bool, **options: Any) -> int:  # noqa: FBT001
        return _open(target, lang, only_path=only_path, options=options)

    open_report.params += [*run_options(tell), *what_if_options(tell)]
    return open_report


def _open(target: Path, lang: str, *, only_path: bool, options: Mapping[str, Any]) -> int:
    from simulator.cli.run_folders import damaged, open_target
    from simulator.report.run_folder import PAGE

    run = open_target(target, lang, options)
    page = (run.folder / PAGE).resolve()
    if not page.is_file():
        raise damaged(run.folder, PAGE)
    if only_path or not _shown(page):
        click.echo(page)
    return INTERRUPTED if run.interrupted else DONE


def _shown(page: Path) -> bool:
    """Open a page; False where there is no browser."""
    try:
        return webbrowser.open(page.as_uri())
    except webbrowser.Error:
        return False
