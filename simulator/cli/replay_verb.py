"""`drill replay`: the story of one replication."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from math import inf
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from simulator.cli.codes import DONE
from simulator.cli.group import Words
from simulator.errors import say

if TYPE_CHECKING:
    from simulator.program.model import Program
    from simulator.report.story import Line

HELP = say(
    "Tell what happened in one replication of a SCENARIO, or of a RUN (a folder under outputs/), in order of "
    "time: who did what, and because of what.\n\n"
    "Use it when a figure of `drill run` surprises you. The replication is the same one that "
    "`drill run` plays "
    "with this seed.\n\n"
    "Example: drill replay scenarios/ammonia_leak_night.yaml --replication 17 --agency city.duty_room"
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which lines are shown."""

    agency: str | None
    since: float | None
    until: float | None
    everything: bool


def command(tell: Words, lang: str) -> click.Command:
    """Give the verb, with its words in a language."""
    from simulator.cli.options import NUMBER, WHAT_IF, Whole, seed_option, what_if_options
    from simulator.cli.values import read_time

    time: Any = {"callback": read_time, "metavar": tell(say("TIME"))}

    @click.command("replay", help=tell(HELP), short_help=tell(say("Tell the story of one replication.")))
    @click.argument("target", metavar="RUN|SCENARIO", type=click.Path(path_type=Path))
    @click.option(
        "--replication",
        type=Whole(tell, 0),
        default=0,
        show_default=True,
        metavar=tell(NUMBER),
        help=tell(say("Number of the replication, from 0.")),
    )
    @click.option(
        "--agency",
        metavar=tell(say("AGENCY")),
        help=tell(say("Only what this agency had a hand in (id or title).")),
    )
    @click.option("--since", **time, help=tell(say("Only from this time after the start on.")))
    @click.option("--until", **time, help=tell(say("Only up to this time after the start.")))
    @click.option("--all", "everything", is_flag=True, help=tell(say("Also public calls and repetitions.")))
    def replay(target: Path, replication: int, seed: int | None, **wanted: Any) -> int:
        changes = {name: wanted.pop(name) for name in WHAT_IF}
        return _replay(target, lang, changes, replication=replication, seed=seed, wanted=Wanted(**wanted))

    replay.params.insert(2, seed_option(tell))
    replay.params += what_if_options(tell)
    return replay


def _replay(
    target: Path, lang: str, changes: Mapping[str, Any], *, replication: int, seed: int | None, wanted: Wanted
) -> int:
    from simulator.cli.run_folders import open_played
    from simulator.program.compile import compile_case
    from simulator.report.story import story
    from simulator.study.representative import replay

    case, _runs, played_with = open_played(target, lang, changes)
    program = compile_case(case)
    agents = _agents(program, wanted.agency, lang)
    seed = played_with if seed is None else seed
    (log,) = replay(program, seed, [replication])
    click.echo(_heading(program, replication, seed, lang))
    lines = [
        line
        for line in story(program, log, lang)
        if (wanted.since or 0.0) <= line.at <= (inf if wanted.until is None else wanted.until)
        and (not agents or line.agents & agents)
    ]
    _show(program, lines, lang, everything=wanted.everything)
    return DONE


def _heading(program: "Program", replication: int, seed: int, lang: str) -> str:
    from simulator.cli.console import tell
    from simulator.report.style import MARK

    title = program.title.show(lang)
    told = say(
        "{title}: replication {replication}, seed {seed}", title=title, replication=replication, seed=seed
    )
    return f"{tell(told, lang)}  ·  {MARK}\n"


def _agents(program: "Program", wanted: str | None, lang: str) -> frozenset[int]:
    """Give the agencies that an id, the last part of one, or a title means; empty for all."""
    from simulator.analysis.titles import Titles
    from simulator.errors import StoppedError
    from simulator.text.faults import did_you_mean

    if wanted is None:
        return frozenset()
    titles = Titles(program, lang)
    known: dict[str, set[int]] = {}
    for number, agent in enumerate(program.agents[1:], start=1):
        plain = agent.name.partition("#")[0]
        for name in (
            agent.name,
            plain,
            plain.rpartition(".")[2],
            agent.title.zh,
            agent.title.en,
            titles.agent(number),
        ):
            known.setdefault(name, set()).add(number)
    if wanted not in known:
        hint = did_you_mean(wanted, sorted(known)) or say("agencies are named as in the plans")
        raise StoppedError(say("there is no agency {agency}; {hint}", agency=wanted, hint=hint))
    return frozenset(known[wanted])


def _show(program: "Program", lines: Iterable["Line"], lang: str, *, everything: bool) -> None:
    from simulator.cli.console import note, tell
    from simulator.report.story import elapsed

    calls = repeats = shown = 0
    for line in lines:
        if not everything and (line.call or line.repeat):
            calls, repeats = calls + line.call, repeats + (not line.call)
            continue
        shown += 1
        clock = program.start + timedelta(seconds=int(line.at))
        click.echo(f"{elapsed(line.at):>11}  {clock:%m-%d %H:%M:%S}  {tell(line.what, lang)}")
        for because in line.because:
            click.echo(f"{'':29}↳ {tell(because, lang)}")
    note(say("{shown} lines", shown=shown), lang)
    if calls or repeats:
        note(
            say(
                "left out: {calls} public calls and {repeats} repetitions; --all shows them",
                calls=calls,
                repeats=repeats,
            ),
            lang,
        )
