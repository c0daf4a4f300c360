"""`drill check`: everything that is wrong in files, without playing them."""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from simulator.cli.codes import DONE, USER_CAN_MEND
from simulator.cli.group import Words
from simulator.errors import DrillError, say

if TYPE_CHECKING:
    from simulator.plan.assumptions import Assumption
    from simulator.plan.model import Plan
    from simulator.scenario.what_if import WhatIf

HELP = say(
    "Check plans and scenarios without playing them: every problem of all files in one go, "
    "each with its line and "
    "a hint.\n\n"
    "A scenario is checked with all its plans; a plan alone, for what can be known without the "
    "others; of a folder "
    "all its YAML files. Warnings do not stop a run. The exit code is 0 without problems, else 2.\n\n"
    "Example: drill check scenarios/ammonia_leak_night.yaml --assumptions"
)


def command(tell: Words, lang: str) -> click.Command:
    """Give the verb, with its words in a language."""
    from simulator.cli.options import what_if_of, what_if_options

    @click.command("check", help=tell(HELP), short_help=tell(say("Find what is wrong in files.")))
    @click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
    @click.option(
        "--assumptions", is_flag=True, help=tell(say("List every figure of the plans without a basis."))
    )
    def check(files: tuple[Path, ...], assumptions: bool, **options: Any) -> int:  # noqa: FBT001
        return _check(files, lang, what_if_of(options), listed=assumptions)

    check.params += what_if_options(tell)
    return check


def _check(files: tuple[Path, ...], lang: str, what_if: "WhatIf", *, listed: bool) -> int:
    from simulator.cli.console import note, show_problems
    from simulator.cli.places import from_here
    from simulator.cli.played import shipped
    from simulator.cli.yaml_files import yaml_files
    from simulator.scenario.check import check_files

    paths = yaml_files(shipped(file, lang) for file in files)
    problems = from_here(check_files(paths, what_if), paths)
    show_problems(problems, lang)
    warnings = sum(problem.warning for problem in problems)
    faults = len(problems) - warnings
    if listed and not faults:
        _show_assumptions(paths, lang, what_if)
    sys.stdout.flush()
    values = {"files": len(paths), "warnings": warnings}
    if faults:
        note(
            say("files: {files}, problems: {problems}, warnings: {warnings}", problems=faults, **values), lang
        )
        return USER_CAN_MEND
    note(say("files: {files}, no problems, warnings: {warnings}", **values), lang)
    return DONE


def _show_assumptions(paths: Iterable[Path], lang: str, what_if: "WhatIf") -> None:
    from simulator.cli.console import tell
    from simulator.plan.assumptions import assumptions
    from simulator.text.messages import safe_terminal

    plans = {plan.source.path: plan for path in paths for plan in _plans(path, what_if)}
    found: list[Assumption] = assumptions(plans.values())
    click.echo(tell(say("Figures without a basis: {count}", count=len(found)), lang))
    heads = tuple(tell(head, lang) for head in (say("where"), say("what"), say("figure"), say("key")))
    rows = [heads]
    for each in found:
        where = f"{each.place.file}:{each.place.line}"
        rows.append((where, tell(each.what, lang), safe_terminal(each.figure), safe_terminal(each.path)))
    for line in _columns(rows):
        click.echo(line)
    if found:
        click.echo(tell(say("where a figure comes from is written as `basis:` in its record"), lang))


def _columns(rows: list[tuple[str, ...]]) -> Iterator[str]:
    """Give rows as lines, columns under each other; never broken, so that other programs can read them."""
    from simulator.text.messages import display_width

    widths = [max(map(display_width, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = zip(row, widths, strict=True)
        yield "  ".join(cell + " " * (width - display_width(cell)) for cell, width in cells).rstrip()


def _plans(path: Path, what_if: "WhatIf") -> Iterator["Plan"]:
    """Give the plans of a scenario, or the plan that the file is."""
    from simulator.plan.read import read_plan
    from simulator.scenario.project import find_project
    from simulator.scenario.read import read_case

    try:
        yield from read_case(path, what_if).composition.plans
    except DrillError:
        project, file = find_project(path)
        yield read_plan(file, root=project.root, shown=project.shown(file))
