"""One gap in full: what it is, the replication that shows it best as a story, the lines to change."""

from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from simulator.cli.codes import DONE, INTERRUPTED
from simulator.cli.console import note, tell
from simulator.cli.gap_list import gap_text, wrapped
from simulator.cli.run_folders import GAPS, INPUTS, Opened, damaged, open_target
from simulator.errors import Message, StoppedError, say
from simulator.plan.gap import KINDS
from simulator.text.lengths import show_duration
from simulator.text.messages import safe_terminal

if TYPE_CHECKING:
    from simulator.program.model import Program
    from simulator.report.gap_story import Episode


def is_gap(name: str) -> bool:
    """Whether a name is meant as the id of a gap, as `desk:city.duty_room`, and not as a milestone."""
    return name.partition(":")[0] in KINDS and ":" in name


def explain_gap(target: Path, name: str, lang: str, *, options: Mapping[str, Any]) -> int:
    """Print a gap of a run, or of a scenario that is played unless it was."""
    from simulator.program.compile import compile_case

    run = open_target(target, lang, options)
    code = INTERRUPTED if run.interrupted else DONE
    gap = _find(run, name)
    for line in gap_text(gap, lang):
        click.echo(line)
    _show_lines(run.folder, gap)
    shown_by = next((each["shown_by"] for each in gap["evidence"] if "shown_by" in each), None)
    chosen = shown_by if options["replication"] is None else options["replication"]
    if chosen is None:
        note(say("found in the plans alone: no replication shows it"), lang)
        return code
    program = compile_case(run.case())
    _show_story(program, run.summary["seed"], chosen, gap, lang)
    return code


def _find(run: Opened, name: str) -> Mapping[str, Any]:
    from simulator.text.faults import did_you_mean

    known = {gap["id"]: gap for gap in run.gaps}
    name = name.replace("->", "→").replace(">", "→")
    if name not in known:
        hint = did_you_mean(name, list(known)) or say("`drill gaps` lists them")
        raise StoppedError(say("there is no gap {name} in this run; {hint}", name=name, hint=hint))
    return known[name]


def _show_lines(folder: Path, gap: Mapping[str, Any]) -> None:
    """Print the lines of the plans that the gap concerns, as they were when it was played."""
    from simulator.text.source import read_source

    for place in gap["where"]:
        source = read_source(folder / INPUTS / place["file"], shown=place["file"])
        if place["line"] > len(source.lines):
            raise damaged(folder, GAPS)
        line = source.line(place["line"]).strip()
        click.echo(safe_terminal(f"    {place['file']}:{place['line']}: {line}"))
    click.echo()


def _show_story(program: "Program", seed: int, number: int, gap: Mapping[str, Any], lang: str) -> None:
    from simulator.engine.replication import Player
    from simulator.report.gap_story import gap_story

    log = Player(program, seed).play(number)
    episodes = gap_story(program, log, gap["kind"], gap["place"], lang)
    if not episodes:
        note(say("replication {number} does not show it; leave out --replication", number=number), lang)
        return
    click.echo(tell(say("Replication {number}, the longest waits first:", number=number), lang))
    for episode in episodes:
        click.echo()
        _show_episode(program, episode, lang)


def _show_episode(program: "Program", episode: "Episode", lang: str) -> None:
    from simulator.report.story import elapsed

    times = [
        f"{program.start + timedelta(seconds=int(at)):%m-%d %H:%M:%S}" for at in (episode.begin, episode.end)
    ]
    length = show_duration(episode.length, lang)
    for text in wrapped(f"{times[0]} – {times[1]}  {length}  {tell(episode.what, lang)}", "  "):
        click.echo(text)
    before: tuple[Message, ...] = ()
    for line in episode.lines:
        click.echo(f"    {elapsed(line.at):>9}  {tell(line.what, lang)}")
        for because in line.because:
            if because not in before:  # one attempt after the other has the same cause
                click.echo(f"{'':15}↳ {tell(because, lang)}")
        before = line.because
    if episode.open or not episode.lines:
        ended = say("it had not ended when the replication did") if episode.open else say("it was given up")
        click.echo("      " + tell(ended, lang))
