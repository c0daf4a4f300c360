"""`drill audit`: the coordination gaps of plans before anything runs."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from simulator.cli.codes import DONE, NOT_MET
from simulator.cli.group import Words
from simulator.errors import say
from simulator.plan.gap import SEVERITIES

if TYPE_CHECKING:
    from simulator.plan.gap import Gap
    from simulator.scenario.what_if import WhatIf

HELP = say(
    "Find where plans do not fit together, without playing them: facts that never reach who needs them, "
    "posts without deputies, unmet needs, single lines, empty desks, seams between authorities.\n\n"
    "Several plans are taken together, and of a folder all its YAML files; a scenario brings its plans, "
    "and then only what it can set in motion counts. Each gap has an id, its line in the plan and what to "
    "write there. "
    "With --check the exit code is 1 if there are gaps of --min-severity (then high, unless you say "
    "another) or above.\n\n"
    "Example: drill audit scenarios/ammonia_leak_night.yaml --min-severity medium"
)


def command(tell: Words, lang: str) -> click.Command:
    """Give the verb, with its words in a language."""
    from simulator.cli.options import what_if_of, what_if_options
    from simulator.cli.words_taken import GAP_KINDS, GAP_SEVERITIES, Word

    @click.command("audit", help=tell(HELP), short_help=tell(say("Find the gaps of plans without playing.")))
    @click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
    @click.option("--kind", type=Word(GAP_KINDS, lang), multiple=True,
                  help=tell(say("Only gaps of this kind; may stand several times.")))  # fmt: skip
    @click.option("--min-severity", type=Word(GAP_SEVERITIES, lang),
                  help=tell(say("Only gaps of this severity or above.")))  # fmt: skip
    @click.option("--json", "as_json", is_flag=True, help=tell(say("The list of gaps as JSON.")))
    @click.option("--check", is_flag=True, help=tell(say("Exit code 1 if such gaps exist.")))
    def audit(
        files: tuple[Path, ...],
        kind: tuple[str, ...],
        min_severity: str | None,
        as_json: bool,  # noqa: FBT001
        check: bool,  # noqa: FBT001
        **options: Any,
    ) -> int:
        found = _chosen(_audited(files, lang, what_if_of(options)), kinds=kind, least=min_severity or "low")
        _show(found, lang, as_json=as_json)
        grave = _chosen(found, kinds=(), least=min_severity or "high")
        return NOT_MET if check and grave else DONE

    audit.params += what_if_options(tell)
    return audit


def _audited(files: tuple[Path, ...], lang: str, what_if: "WhatIf") -> "tuple[Gap, ...]":
    from simulator.cli.places import seen_from_here
    from simulator.cli.played import shipped, show_unbound
    from simulator.cli.yaml_files import yaml_files
    from simulator.scenario.audited import audit_files

    paths = yaml_files(shipped(file, lang) for file in files)
    with seen_from_here(paths):
        found = audit_files(paths, what_if)
    alone = files[0] if len(files) == 1 and files[0].is_file() else Path("SCENARIO")
    show_unbound(len(found.unbound), lang, alone)
    return found.gaps


def _chosen(gaps: "Iterable[Gap]", *, kinds: tuple[str, ...], least: str) -> "tuple[Gap, ...]":
    wanted = SEVERITIES[SEVERITIES.index(least) :]
    return tuple(gap for gap in gaps if gap.severity in wanted and (not kinds or gap.kind in kinds))


def _show(gaps: "tuple[Gap, ...]", lang: str, *, as_json: bool) -> None:
    from simulator.cli.console import note
    from simulator.cli.gap_list import gap_lines
    from simulator.plan.gap import gap_record
    from simulator.text.json_writing import show_json

    records = [gap_record(gap) for gap in gaps]
    if as_json:
        click.echo(show_json(records), nl=False)
        return
    for line in gap_lines(records, lang):
        click.echo(line)
    note(say("gaps: {count}", count=len(gaps)), lang)
