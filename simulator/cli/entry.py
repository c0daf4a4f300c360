"""The `drill` command: languages, verbs found when they are wanted, and the one place where errors end."""

import gettext
import os
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path
from tempfile import mkstemp

from simulator.cli.codes import BUG, DONE, INTERRUPTED, USER_CAN_MEND
from simulator.cli.console import silence
from simulator.errors import DrillError, Dropped, Message, StoppedError, say
from simulator.text.messages import (
    LOCALES,
    in_language,
    pick_language,
    safe_terminal,
    show_problem,
)
from simulator.text.titles import LANGUAGES

_LONGEST = 100
"""Letters of a path in a message, from its end."""


def run_command_line(arguments: Sequence[str] | None = None) -> None:
    """Run the command of the command line (or of `arguments`) and exit with its code."""
    arguments = list(sys.argv[1:] if arguments is None else arguments)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    lang = pick_language(_flag(arguments), os.environ)
    # Before click is imported: its own words come from the same catalogue.
    os.environ["LANGUAGE"] = lang
    gettext.bindtextdomain("drill", str(LOCALES))
    gettext.textdomain("drill")
    sys.exit(_guarded(arguments, lang))


def _flag(arguments: Sequence[str]) -> str | None:
    """Give the language that is asked for; none where it is none that there is, which click will say."""
    for number, argument in enumerate(arguments):
        option, equals, lang = argument.partition("=")
        if option == "--lang" and not equals:
            lang = next(iter(arguments[number + 1 :]), "")
        if option == "--lang":
            return lang if lang in LANGUAGES else None
    return None


def _guarded(arguments: Sequence[str], lang: str) -> int:
    try:
        return _dispatch(arguments, lang)
    except DrillError as fault:
        for problem in fault.problems:
            sys.stderr.write(show_problem(problem, lang) + "\n")
        count = len(fault.problems)
        _tell(say("1 problem") if count == 1 else say("{count} problems", count=count), lang)
        return USER_CAN_MEND
    except (KeyboardInterrupt, Dropped):
        _tell(say("interrupted; no results were written"), lang)
        return INTERRUPTED
    except BrokenPipeError:
        silence(sys.stdout)
        return DONE
    except Exception as fault:  # noqa: BLE001 (the one place where a bug ends)
        refused = _refusal(fault)
        _tell(refused or _confession(), lang)
        return USER_CAN_MEND if refused else BUG


def _refusal(fault: Exception) -> Message | None:
    """Give why it stopped; None where that is a bug.

    A path that the system refuses is none: too long a name, a circle of links, a disk that is gone.
    """
    if isinstance(fault, StoppedError):
        return fault.message
    if isinstance(fault, OSError) and fault.filename is not None:
        path, reason = str(fault.filename)[-_LONGEST:], fault.strerror or str(fault)
        return say("cannot use {file}: {reason}", file=path, reason=reason)
    return None


def _confession() -> Message:
    trace = _keep_trace()
    return say("this is a fault of drill, not of your files; the details are in {file}", file=trace)


def _tell(message: Message, lang: str) -> None:
    sys.stderr.write(safe_terminal(in_language(message, lang)) + "\n")


def _keep_trace() -> str:
    """Give the new file that holds the trace; nobody can foresee its name and lay a link there."""
    try:
        descriptor, path = mkstemp(prefix="drill-fault-", suffix=".txt")
        os.close(descriptor)
        Path(path).write_text(traceback.format_exc(), encoding="utf-8")
    except OSError:
        return "-"
    return path


def _dispatch(arguments: Sequence[str], lang: str) -> int:
    import click

    from simulator.cli.group import group
    from simulator.cli.refusals import reworded

    # Not `main`, which makes exit codes of its own of Ctrl-C and of a reader that goes early.
    try:
        verbs = group(lang)
        with verbs.make_context("drill", list(arguments) or ["--help"], obj=lang) as context:
            result = verbs.invoke(context)
    except click.exceptions.Exit as end:
        return end.exit_code
    except click.ClickException as fault:
        reworded(fault, lang).show()
        return fault.exit_code
    return int(result or DONE)
