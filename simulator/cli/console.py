"""What every verb shows: warnings, progress, where the results are."""

import os
import re
import shlex
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from simulator.errors import Message, Problem, say
from simulator.text.messages import in_language, safe_terminal, show_problem

if TYPE_CHECKING:
    from rich.console import Console

_ONE_WORD = re.compile(r"[\w@%+=:,./-]+")


def console(stream: IO[str]) -> "Console":
    """Give a console on a stream; without colour where it is not a terminal or NO_COLOR is set.

    It is as wide as the terminal or COLUMNS says, else 120 columns.
    """
    from rich.console import Console

    class Plain(Console):
        def on_broken_pipe(self) -> None:
            """Raise it, instead of ending the process with a code that means something else."""
            raise BrokenPipeError

    known = stream.isatty() or os.environ.get("COLUMNS", "").isdigit()
    return Plain(file=stream, highlight=False, markup=False, emoji=False, width=None if known else 120)


@contextmanager
def reader_may_go() -> Iterator[None]:
    """Print as far as anybody reads: `head` goes early, and that is no fault."""
    try:
        yield
        sys.stdout.flush()
    except BrokenPipeError:
        silence(sys.stdout)


def print_record(
    record: Mapping[str, Any], lang: str, *, as_json: bool, show: Callable[[Mapping[str, Any], str], None]
) -> None:
    """Print a record as JSON, or as `show` lays it out, as far as anybody reads."""
    from simulator.text.json_writing import show_json

    with reader_may_go():
        if as_json:
            sys.stdout.write(show_json(record))
        else:
            show(record, lang)


def silence(stream: IO[str]) -> None:
    """Send what is still to come on a stream to nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def tell(message: Message, lang: str) -> str:
    """Give a message as one line of the terminal."""
    return safe_terminal(in_language(message, lang))


def typed(*words: str | Path) -> str:
    """Give words as they are typed in a shell, quoted where they would not be one word there.

    >>> typed("--with", Path("the night/过夜.yaml"), "演练.yaml")
    "--with 'the night/过夜.yaml' 演练.yaml"
    """
    return " ".join(word if _ONE_WORD.fullmatch(word) else shlex.quote(word) for word in map(str, words))


def note(message: Message, lang: str) -> None:
    """Say something beside the results."""
    sys.stderr.write(tell(message, lang) + "\n")


def show_warnings(warnings: Iterable[Problem], scenario: Path, lang: str) -> None:
    """Say how much there is that does not stop a run but should be known, and what shows it."""
    count, file = len(tuple(warnings)), typed(scenario)
    if count == 1:
        note(say("1 warning: drill check {file}", file=file), lang)
    elif count:
        note(say("{count} warnings: drill check {file}", count=count, file=file), lang)


def show_problems(problems: Iterable[Problem], lang: str) -> None:
    """Print problems in full."""
    for problem in problems:
        sys.stderr.write(show_problem(problem, lang) + "\n")


@contextmanager
def working(on: Message, lang: str) -> Iterator[None]:
    """Say on stderr what is being done for so long; nothing where stderr is no terminal."""
    if not sys.stderr.isatty():
        yield
        return
    with console(sys.stderr).status(tell(on, lang)):
        yield


@contextmanager
def progress_bar(total: int, lang: str) -> Iterator[Callable[[int], None]]:
    """Show a bar on stderr with rate and remaining time; nothing where stderr is no terminal."""
    if not sys.stderr.isatty():
        yield lambda _finished: None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console(sys.stderr), transient=True) as bar:
        task = bar.add_task(tell(say("replications"), lang), total=total, rate="")

        def advance(finished: int) -> None:
            bar.advance(task, finished)
            speed = bar.tasks[task].speed
            bar.update(task, rate=tell(say("{rate} a second", rate=f"{speed:.0f}"), lang) if speed else "")

        yield advance
