"""`drill explain`: the critical path of a milestone in words."""

from collections.abc import Mapping
from math import inf
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from simulator.cli.codes import DONE, INTERRUPTED
from simulator.cli.group import Words
from simulator.errors import Message, StoppedError, say

if TYPE_CHECKING:
    from simulator.cli.played import Played
    from simulator.program.model import Program

HELP = say(
    "Say what the time until MILESTONE was spent on: stretch by stretch in the typical and in "
    "the worst replication, "
    "then in the mean over all.\n\n"
    "Use it when `drill run` shows a milestone late or never reached. Where it was never "
    "reached, you see what was "
    "missing. A run with the same files, seed and replications that is there already is used.\n\n"
    "Example: drill explain scenarios/ammonia_leak_night.yaml evacuated --runs 200"
)


def command(tell: Words, lang: str) -> click.Command:
    """Give the verb, with its words in a language."""
    from simulator.cli.options import NUMBER, Whole, run_options

    @click.command(
        "explain", help=tell(HELP), short_help=tell(say("Say what the time until a milestone went into."))
    )
    @click.argument("scenario", type=click.Path(path_type=Path))
    @click.argument("milestone")
    @click.option("--replication", type=Whole(tell, 0), metavar=tell(NUMBER),
                  help=tell(say("Only this replication.")))  # fmt: skip
    def explain(scenario: Path, milestone: str, replication: int | None, **options: Any) -> int:
        return _explain(scenario, milestone, lang, replication=replication, options=options)

    explain.params += run_options(tell)
    return explain


def _explain(
    scenario: Path, milestone: str, lang: str, *, replication: int | None, options: Mapping[str, Any]
) -> int:
    from simulator.cli.played import open_case, play_or_find, show_saved
    from simulator.cli.stretches import Replication, show_mean, show_replication
    from simulator.program.compile import compile_case

    case = open_case(scenario, lang)
    program = compile_case(case)
    number = find_milestone(program, milestone)
    seed = program.seed if options["seed"] is None else options["seed"]
    if replication is not None:
        told = say("replication {replication}", replication=replication)
        show_replication(Replication(program, seed, replication, number), told, lang)
        return DONE
    played = play_or_find(case, lang, **options, fresh=False)
    for chosen, told in _chosen(played, program, number):
        show_replication(Replication(program, seed, chosen, number), told, lang)
    show_mean(played.summary["critical_paths"][number], lang)
    show_saved(played, lang)
    return INTERRUPTED if played.interrupted else DONE


def find_milestone(program: "Program", name: str) -> int:
    """Give the index of a milestone by its id or title.

    Raises
    ------
    StoppedError
        When there is none; says which there are.
    """
    from simulator.text.faults import did_you_mean

    names = [goal.name for goal in program.milestones]
    for number, goal in enumerate(program.milestones):
        if name in (goal.name, goal.title.zh, goal.title.en):
            return number
    listed = say("there is no milestone {name}; there are: {names}", name=name, names=", ".join(names))
    hint = did_you_mean(name, names)
    raise StoppedError(say("{found}; {hint}", found=listed, hint=hint) if hint else listed)


def _chosen(played: "Played", program: "Program", number: int) -> list[tuple[int, Message]]:
    """Give the typical and the worst replication of a milestone, with what they are."""
    from simulator.log.store import read_store

    goal = program.milestones[number].name
    times = {
        replication: inf if seconds is None else seconds
        for replication, name, seconds in read_store(played.folder / "run.sqlite").milestones
        if name == goal
    }
    worst = max(times, key=lambda replication: (times[replication], -replication))
    typical = played.summary["critical_paths"][number]["longest_typical"]
    if typical is None:
        template = say(
            "in none of {runs} replications was it reached; replication {replication} as an example"
        )
        return [(worst, say(template.template, runs=len(times), replication=worst))]
    template = say("typical: replication {replication} of {runs}, the median of those that reached it")
    median = say(template.template, runs=len(times), replication=typical)
    last = say("worst: replication {replication} of {runs}", runs=len(times), replication=worst)
    return [(typical, median), (worst, last)] if worst != typical else [(typical, median)]
