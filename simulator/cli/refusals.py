"""What is said of a command line that cannot be read, where click's own sentence would not do."""

import re
from difflib import get_close_matches
from pathlib import Path

import click

from simulator.errors import Message, say
from simulator.text.messages import in_language


def reworded(fault: click.ClickException, lang: str) -> click.ClickException:
    """Give the fault in drill's words, where click's do not say what to do; others as they are.

    click ends the first with an English full stop in every language, and guesses at options without regard to
    how they begin.
    """
    said = _said(fault)
    if said is None or not isinstance(fault, click.UsageError):
        return fault
    return click.UsageError(in_language(said, lang), fault.ctx)


def _said(fault: click.ClickException) -> Message | None:
    if isinstance(fault, click.MissingParameter) and fault.param is not None:
        name = fault.param.get_error_hint(fault.ctx)
        if isinstance(fault.param, click.Option):
            return say("the option {name} is missing", name=name)
        if "SCENARIO" not in name:
            return say("the argument {name} is missing", name=name)
        return say("the argument {name} is missing, as in {command}", name=name, command=_example(fault))
    if isinstance(fault, click.NoSuchOption) and fault.ctx is not None:
        found = say("there is no option {name}", name=fault.option_name)
        return say("{found}; {hint}", found=found, hint=_hint(fault, fault.ctx))
    if isinstance(fault, click.BadOptionUsage) and fault.option_name == "--without":
        return say("--without wants a kind and a name, as in `--without medium city.phone`")
    return _surplus(fault)


def _example(fault: click.MissingParameter) -> str:
    """Give the command with a scenario that is here, else with one that comes with drill."""
    from simulator.cli.console import typed

    here = sorted(Path("scenarios").glob("*.yaml"))
    scenario = here[0] if here else Path("scenarios/ammonia_leak_night.yaml")
    return f"{fault.ctx.command_path if fault.ctx else 'drill'} {typed(scenario)}"


def _surplus(fault: click.ClickException) -> Message | None:
    """Say how a milestone or an agency is named to whoever writes it behind the scenario."""
    if type(fault) is not click.UsageError or fault.ctx is None:
        return None
    options = {name for param in fault.ctx.command.params for name in param.opts}
    number = re.search(r"[(（]\d+[)）]", fault.message)
    hints = _NAMED if number else {option: _NAMED[option] for option in ("--milestone", "--agency")}
    hint = next((hint for option, hint in hints.items() if option in options), None)
    return say("{found}; {hint}", found=fault.message, hint=hint) if hint else None


_NAMED = {
    "--replication": say("a replication is named with --replication"),
    "--milestone": say("a milestone is named with --milestone"),
    "--agency": say("an agency is named with --agency"),
}


def _hint(fault: click.NoSuchOption, context: click.Context) -> Message:
    """Say which options begin so, else which are spelled nearly so, else where they are listed."""
    options = [name for param in context.command.get_params(context) for name in param.opts]
    begun = [name for name in options if name.startswith(fault.option_name)]
    meant = begun or get_close_matches(fault.option_name, options, 1)
    if meant:
        return say("did you mean {name}?", name=tuple(meant))
    return say("{command} --help lists them", command=context.command_path)
