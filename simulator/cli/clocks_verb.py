"""`drill clocks`: the chain of reporting limits beside what happens."""

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from simulator.cli.codes import DONE, INTERRUPTED
from simulator.cli.group import Words
from simulator.errors import say

if TYPE_CHECKING:
    from simulator.cli.tables import Table
    from simulator.study.clocks import Clocks

Record = Mapping[str, Any]

PARTS = 3
"""Stretches of a slow report that the console shows, those that take a twentieth of it or more."""

HELP = say(
    "Lay the chain of reporting limits beside what happens: for each duty to tell its own limit, the sum of "
    "limits since the chain began, how long it takes in half and in nine tenths of the replications, what "
    "is left of the limit, and what the slowest reports spend their time on.\n\n"
    "The duties are those of the norm packs that the scenario names under `norms:`, and those of its plans. "
    "A report that never comes counts as later than the horizon. Of RUN, a folder under outputs/, the "
    "scenario is played again as it was. Nothing is written.\n\n"
    "Example: drill clocks scenarios/ammonia_leak_night.yaml --runs 200"
)


def command(tell: Words, lang: str) -> click.Command:
    """Give the verb, with its words in a language."""
    from simulator.cli.options import play_options, what_if_options

    @click.command(
        "clocks", help=tell(HELP), short_help=tell(say("Lay reporting limits beside what happens."))
    )
    @click.argument("target", metavar="RUN|SCENARIO", type=click.Path(path_type=Path))
    @click.option("--json", "as_json", is_flag=True, help=tell(say("The chains as JSON.")))
    def clocks(target: Path, as_json: bool, **options: Any) -> int:  # noqa: FBT001
        return _clocks(target, lang, as_json=as_json, options=options)

    clocks.params += [*play_options(tell), *what_if_options(tell)]
    return clocks


def _clocks(target: Path, lang: str, *, as_json: bool, options: Mapping[str, Any]) -> int:
    from simulator.text.json_writing import show_json

    found = _played(target, lang, options)
    if as_json:
        click.echo(show_json(found.record), nl=False)
    else:
        _show(found.record, lang)
    return INTERRUPTED if found.interrupted else DONE


def _played(target: Path, lang: str, options: Mapping[str, Any]) -> "Clocks":
    from simulator.cli.options import crew_of
    from simulator.cli.playing import gathered
    from simulator.cli.run_folders import open_played
    from simulator.cli.stopping import watched
    from simulator.study.clocks import play_clocks

    crew = crew_of(options)
    case, runs, seed = open_played(target, lang, options)
    runs = options["runs"] or runs
    seed = seed if options["seed"] is None else options["seed"]
    with gathered(crew) as there, watched(runs, lang, exact=True) as progress:
        found = play_clocks(case, runs=runs, seed=seed, jobs=there, progress=progress)
    if found is None:
        raise KeyboardInterrupt
    return found


def _show(record: Record, lang: str) -> None:
    from simulator.cli.console import console, tell
    from simulator.report.style import MARK
    from simulator.text.lengths import show_duration
    from simulator.text.messages import safe_terminal

    screen = console(sys.stdout)
    screen.print(f"{safe_terminal(record['title'][lang])}  ·  {MARK}")
    head = say(
        "{runs} replications, seed {seed}, horizon {horizon}",
        runs=record["runs"],
        seed=record["seed"],
        horizon=show_duration(record["horizon_s"], lang),
    )
    screen.print(tell(head, lang))
    if not record["chains"]:
        screen.print(tell(say("No plan and no norm here has a duty to tell."), lang))
    for chain in record["chains"]:
        if _known(chain):
            screen.print()
            screen.print(_table(chain, record, lang))
    unknown = (chain["fact"]["title"][lang] for chain in record["chains"] if not _known(chain))
    if facts := tuple(dict.fromkeys(unknown)):
        screen.print()
        left_out = say("Left out, as no agency that must tell of it ever knew it: {facts}", facts=facts)
        screen.print(safe_terminal(tell(left_out, lang)))


def _known(chain: Record) -> bool:
    """Tell whether a clock of the chain ran, or its condition alone kept it from running."""
    return any(hop["began"] or hop["only_if"] for hop in chain["hops"])


def _table(chain: Record, record: Record, lang: str) -> "Table":
    from simulator.cli.tables import new_table
    from simulator.report.alike import worst_of_alike
    from simulator.text.lengths import show_duration

    columns = (
        (say("who tells whom, and the basis"), "left"),
        (say("limit"), "left"),
        (say("by then"), "right"),
        (say("median"), "right"),
        (say("p90"), "right"),
        (say("left at p90"), "right"),
        (say("on what the slowest spend it (mean)"), "left"),
    )
    fact = chain["fact"]["title"][lang]
    short = {norm["id"]: norm["short"][lang] for norm in record["norms"]}
    own = say("Told under the plans themselves: {fact}", fact=fact)
    pack = short.get(chain["pack"])
    title = say("Told under {pack}: {fact}", pack=pack, fact=fact) if pack else own
    table = new_table(title, columns, lang)
    horizon = show_duration(record["horizon_s"], lang)
    for hop in worst_of_alike(chain["hops"], name="duty", title="ends", lang=lang):
        table.add_row(*_row(hop, horizon, lang, most=hop["duty"] == chain["takes_most"]))
    return table


def _row(hop: Record, horizon: str, lang: str, *, most: bool) -> tuple[str, ...]:
    from simulator.report.figures import quantile_words
    from simulator.text.lengths import show_duration
    from simulator.text.messages import safe_terminal

    who = safe_terminal(hop["ends"][lang])
    basis = safe_terminal(hop["basis"][lang])
    ceiling, slack = hop["ceiling_s"], hop["slack_s"]
    return (
        f"{who}\n{basis}" if basis else who,
        _limit(hop, lang),
        show_duration(ceiling, lang) if ceiling else "",
        quantile_words(hop["since_start"], "p50", horizon, lang),
        quantile_words(hop["since_start"], "p90", horizon, lang),
        show_duration(slack, lang) if slack is not None else "–",
        _spent(hop, lang, most=most),
    )


def _limit(hop: Record, lang: str) -> str:
    from simulator.text.lengths import show_duration
    from simulator.text.messages import safe_terminal

    if hop["limit_s"] is not None:
        return show_duration(hop["limit_s"], lang)
    return safe_terminal(hop["wording"][lang]) if hop["wording"] else ""


def _spent(hop: Record, lang: str, *, most: bool) -> str:
    """Give what a hop's slowest reports spend their time on; that it never began, or was never told."""
    from simulator.cli.console import tell
    from simulator.report.figures import known_elsewhere, share

    if not hop["began"]:
        return tell(
            say("its condition never came true") if hop["only_if"] else say("never known there"), lang
        )
    lines = [tell(say("takes most of this chain"), lang)] if most else []
    if hop["hop"]["reached"] < 1:
        never = say("never told in {share}", share=share(round(1 - hop["hop"]["reached"], 6)))
        lines.append(tell(never, lang))
    if hop["by_others"]:
        lines.append(known_elsewhere(hop["by_others"], lang))
    if hop["only_if"] and hop["hop"]["reached"] and hop["by_others"] != 1 and not hop["slow"]:
        lines.append(tell(say("told before its condition came true"), lang))
    return "\n".join([*lines, *_stretches(hop, lang)])


def _stretches(hop: Record, lang: str) -> Iterator[str]:
    from simulator.report.words import LABEL_WORDS, named
    from simulator.text.lengths import show_duration
    from simulator.text.messages import safe_terminal

    parts = hop["slow"]["parts"] if hop["slow"] else ()
    least = sum(part["mean_s"] for part in parts) / 20
    for part in parts[:PARTS]:
        if part["mean_s"] >= least:
            place = safe_terminal(part["place_title"][lang])
            spent = named(part["label"], LABEL_WORDS, lang=lang)
            yield f"{show_duration(part['mean_s'], lang)}  {spent} · {place}"
