"""`drill gaps`: where coordination breaks, what proves it, and what to do about it."""

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from simulator.cli.codes import DONE, INTERRUPTED, NOT_MET
from simulator.cli.group import Words
from simulator.errors import Message, StoppedError, say
from simulator.plan.gap import SEVERITIES

if TYPE_CHECKING:
    from simulator.cli.run_folders import Opened

TOP, EACH = 10, 200
"""Gaps that are priced, and replications for each, unless something else is said."""

HELP = say(
    "Show the coordination gaps of RUN, a folder under outputs/, or of a SCENARIO, which is played unless "
    "it was: what the plans lack and what the replications show, the gravest first.\n\n"
    "With --cost the leading ones are priced: the same replications with the gap as it is and closed, and "
    "with one real remedy.\n\n"
    "--between takes two sectors, levels, regions or agencies: `--between government enterprise`. "
    "With --check the exit code is 1 if there are gaps of --min-severity (then high) or above.\n\n"
    "Example: drill gaps scenarios/ammonia_leak_night.yaml --runs 200 --between government enterprise"
)


def command(tell: Words, lang: str) -> click.Command:
    """Give the verb, with its words in a language."""
    from simulator.cli.options import NUMBER, Whole, run_options, what_if_options
    from simulator.cli.words_taken import GAP_KINDS, GAP_SEVERITIES, SIDES, Word

    @click.command("gaps", help=tell(HELP), short_help=tell(say("Show where coordination breaks.")))
    @click.argument("target", metavar="RUN|SCENARIO", type=click.Path(path_type=Path))
    @click.option("--kind", type=Word(GAP_KINDS, lang), multiple=True,
                  help=tell(say("Only gaps of this kind; may stand several times.")))  # fmt: skip
    @click.option("--between", nargs=2, type=str, metavar="A B",
                  help=tell(say("Only gaps with A on one side and B on the other.")))  # fmt: skip
    @click.option("--by", type=Word(SIDES, lang),
                  help=tell(say("How to lay out the table of boundaries; else by sector.")))  # fmt: skip
    @click.option("--min-severity", type=Word(GAP_SEVERITIES, lang),
                  help=tell(say("Only gaps of this severity or above; else medium.")))  # fmt: skip
    @click.option("--cost", is_flag=True,
                  help=tell(say("Play what closing each would save; takes a minute.")))  # fmt: skip
    @click.option("--top", type=Whole(tell, 1), metavar=tell(NUMBER),
                  help=tell(say("With --cost: so many gaps; else 10.")))  # fmt: skip
    @click.option("--cost-runs", type=Whole(tell, 2), metavar=tell(NUMBER),
                  help=tell(say("With --cost: replications for each; else 200.")))  # fmt: skip
    @click.option("--json", "form", flag_value="json", help=tell(say("The list of gaps as JSON.")))
    @click.option("--sarif", "form", flag_value="sarif",
                  help=tell(say("As SARIF 2.1.0, for tools that review changes of plans.")))  # fmt: skip
    @click.option("--check", is_flag=True, help=tell(say("Exit code 1 if such gaps exist.")))
    def gaps(target: Path, form: str | None, check: bool, **options: Any) -> int:  # noqa: FBT001
        return _gaps(target, lang, form=form, check=check, options=options)

    gaps.params += [*run_options(tell), *what_if_options(tell)]
    return gaps


def _gaps(target: Path, lang: str, *, form: str | None, check: bool, options: Mapping[str, Any]) -> int:
    from simulator.cli.run_folders import open_target

    if not options["cost"] and (options["top"] or options["cost_runs"]):
        raise StoppedError(say("--top and --cost-runs say how to price gaps: add --cost"))
    run = open_target(target, lang, options)
    interrupted = run.interrupted
    least: str | None = options["min_severity"]
    chosen = _chosen(run, options, least=least or ("low" if form else "medium"))
    if options["cost"]:
        chosen, complete = _priced(run, chosen, lang, options, form=form)
        interrupted |= not complete
    counted = _chosen(run, options, least=least or "low")
    _show(run, chosen, counted, lang, form=form, options=options)
    if interrupted:
        return INTERRUPTED
    return NOT_MET if check and _severe(chosen, least or "high") else DONE


def _priced(
    run: "Opened", chosen: list[Mapping[str, Any]], lang: str, options: Mapping[str, Any], *, form: str | None
) -> tuple[list[Mapping[str, Any]], bool]:
    """Price the leading ones and print what they cost, unless something else is printed.

    Gives all, those that were priced first, and whether they were priced to the end.
    """
    from simulator.cli.console import console
    from simulator.cli.gap_prices import price_gaps, price_table
    from simulator.cli.options import crew_of
    from simulator.report.gap_words import by_weight

    leading, runs = by_weight(chosen)[: options["top"] or TOP], options["cost_runs"] or EACH
    priced, complete = price_gaps(run, leading, lang, runs=runs, crew=crew_of(options))
    if form is None:
        console(sys.stdout).print(price_table(priced, run.summary, lang, runs=runs))
    known = {gap["id"] for gap in priced}
    return [*priced, *(gap for gap in chosen if gap["id"] not in known)], complete


def _chosen(run: "Opened", options: Mapping[str, Any], *, least: str) -> list[Mapping[str, Any]]:
    from simulator.cli.between import gaps_between

    kinds, between = options["kind"], options["between"]
    gaps = run.gaps if not between else gaps_between(run, run.gaps, between)
    return [gap for gap in _severe(gaps, least) if not kinds or gap["kind"] in kinds]


def _severe(gaps: Sequence[Mapping[str, Any]], least: str) -> list[Mapping[str, Any]]:
    severe = SEVERITIES[SEVERITIES.index(least) :]
    return [gap for gap in gaps if gap["severity"] in severe]


def _show(
    run: "Opened",
    chosen: list[Mapping[str, Any]],
    counted: list[Mapping[str, Any]],
    lang: str,
    *,
    form: str | None,
    options: Mapping[str, Any],
) -> None:
    """Print the gaps that were `chosen`; the matrix has all `counted`, low ones too, as its chart does."""
    from simulator.cli.boundaries import boundary_table
    from simulator.cli.broken_table import broken_table
    from simulator.cli.console import console, note
    from simulator.cli.gap_list import gap_lines
    from simulator.report.gap_words import by_weight
    from simulator.report.sarif import sarif
    from simulator.text.json_writing import show_json

    if form is not None:
        ordered = chosen if options["cost"] else by_weight(chosen)  # priced: the dearest first
        content = sarif(ordered) if form == "sarif" else ordered
        click.echo(show_json(content), nl=False)
        return
    for line in gap_lines(chosen, lang):
        click.echo(line)
    between = options["between"]
    by = options["by"] or ("agency" if between else "sector")
    tables = [boundary_table(counted, run.summary, lang, by=by)]
    if not between and not options["kind"]:
        tables.append(broken_table(run.gaps, run.summary, lang))
    screen = console(sys.stdout)
    for table in tables:
        if table.row_count:
            screen.print(table)
    sys.stdout.flush()
    note(_shown(run, chosen, options), lang)


def _shown(run: "Opened", chosen: list[Mapping[str, Any]], options: Mapping[str, Any]) -> Message:
    """Say how many gaps are shown, and how to see low ones where nobody asked for a severity."""
    counts = {"shown": len(chosen), "count": len(run.gaps)}
    low = any(gap["severity"] == "low" for gap in run.gaps)
    if low and options["min_severity"] is None:
        return say("gaps: {shown} shown of {count}; low ones too: --min-severity low", **counts)
    return say("gaps: {shown} shown of {count}", **counts)
