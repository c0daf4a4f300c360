"""`drill explain`: the critical path of a milestone, or a gap, in words."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from simulator.cli.codes import DONE, INTERRUPTED
from simulator.cli.group import Words
from simulator.errors import Message, StoppedError, say

if TYPE_CHECKING:
    from simulator.cli.played import Outcome
    from simulator.program.model import Program
    from simulator.scenario.case import Case

HELP = say(
    "Say what the time until MILESTONE was spent on: stretch by stretch in the typical and in the worst "
    "replication, then in the mean over all; where it was never reached, what was missing.\n\n"
    "Or tell the story of a GAP, by its id from `drill gaps`: who waited for what, in the replication that "
    "shows it best, and the lines of the plan to change. The first argument may also be a folder under "
    "outputs/. A run with the same files, seed and replications that is there already is used.\n\n"
    "Examples: drill explain scenarios/ammonia_leak_night.yaml evacuated --runs 200\n\n"
    "drill explain scenarios/ammonia_leak_night.yaml desk:city.em_duty --runs 200"
)


def command(tell: Words, lang: str) -> click.Command:
    """Give the verb, with its words in a language."""
    from simulator.cli.options import NUMBER, Whole, run_options, what_if_options

    @click.command(
        "explain", help=tell(HELP), short_help=tell(say("Say what the time until a milestone went into."))
    )
    @click.argument("target", metavar="SCENARIO|RUN", type=click.Path(path_type=Path))
    @click.argument("name", metavar="MILESTONE|GAP", default="")
    @click.option("--replication", type=Whole(tell, 0), metavar=tell(NUMBER),
                  help=tell(say("Only this replication.")))  # fmt: skip
    def explain(target: Path, name: str, **options: Any) -> int:
        from simulator.cli.gap_explained import explain_gap, is_gap

        if not name:
            raise _nameless(target, lang, options)
        if is_gap(name):
            return explain_gap(target, name, lang, options=options)
        return _explain(target, name, lang, options=options)

    explain.params += [*run_options(tell), *what_if_options(tell)]
    return explain


def _nameless(target: Path, lang: str, options: Mapping[str, Any]) -> StoppedError:
    """Give the error that it is not said what is to be explained, with the milestones that can be."""
    from simulator.cli.run_folders import open_played
    from simulator.program.compile import compile_case

    case, _, _ = open_played(target, lang, options)
    listed = tuple(
        say("{name} ({title})", name=goal.name, title=goal.title.show(lang))
        for goal in compile_case(case).milestones
    )
    return StoppedError(
        say("say what to explain, a gap from `drill gaps` or a milestone: {names}", names=listed)
    )


def _explain(target: Path, milestone: str, lang: str, *, options: Mapping[str, Any]) -> int:
    from simulator.cli.played import show_saved
    from simulator.cli.stretches import Replication, show_mean, show_replication
    from simulator.program.compile import compile_case

    case, seed, play = _opened(target, lang, options)
    program = compile_case(case)
    number = find_milestone(program, milestone)
    replication = options["replication"]
    if replication is not None:
        told = say("replication {replication}", replication=replication)
        show_replication(Replication(program, seed, replication, number), told, lang)
        return DONE
    played = play()
    for chosen, told in _chosen(played, program, number):
        show_replication(Replication(program, seed, chosen, number), told, lang)
    show_mean(played.summary["critical_paths"][number], lang)
    show_saved(played, lang)
    return INTERRUPTED if played.interrupted else DONE


def _opened(target: Path, lang: str, options: Mapping[str, Any]) -> "tuple[Case, int, Callable[[], Outcome]]":
    """Give what is or was played, its seed, and what plays it unless it was."""
    from simulator.cli.options import playing_of, what_if_of
    from simulator.cli.played import Outcome, open_case, play_or_find
    from simulator.cli.run_folders import open_run, refuse_play_options, run_of

    target = run_of(target)
    if target.is_dir():
        refuse_play_options(options)
        run = open_run(target, lang)
        return run.case(), run.summary["seed"], lambda: Outcome(run.folder, run.summary)
    playing = playing_of(options)
    case = open_case(target, lang, what_if_of(options))
    seed = case.scenario.seed if options["seed"] is None else options["seed"]
    return case, seed, lambda: play_or_find(case, lang, playing)


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
    listed = say("there is no milestone {name}; there are: {names}", name=name, names=tuple(names))
    hint = did_you_mean(name, names) or _kind_meant(name)
    raise StoppedError(say("{found}; {hint}", found=listed, hint=hint) if hint else listed)


def _kind_meant(name: str) -> Message | None:
    """Give a hint where a name looks like the id of a gap of a kind that there is none of."""
    from simulator.plan.gap import KINDS
    from simulator.text.faults import did_you_mean

    kind, colon, _ = name.partition(":")
    return (did_you_mean(kind, KINDS) or say("`drill gaps` lists them")) if colon else None


def _chosen(played: "Outcome", program: "Program", number: int) -> list[tuple[int, Message]]:
    """Give the typical and the worst replication of a milestone, with what they are."""
    from simulator.log.store import STORE, read_store

    goal = program.milestones[number].name
    store = read_store(played.folder / STORE)
    times = dict(zip(store.replications.tolist(), store.milestones[goal].tolist(), strict=True))
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
