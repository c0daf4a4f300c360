"""What is said of a command line that cannot be read, where click's own sentence would not do."""

import click

from simulator.errors import Message, say
from simulator.text.messages import in_language


def reworded(fault: click.ClickException, lang: str) -> click.ClickException:
    """Give the fault in drill's words: of a missing parameter and an unknown option; others as they are.

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
        return say("the argument {name} is missing", name=name)
    if isinstance(fault, click.NoSuchOption) and fault.ctx is not None:
        found = say("there is no option {name}", name=fault.option_name)
        return say("{found}; {hint}", found=found, hint=_hint(fault, fault.ctx))
    return None


def _hint(fault: click.NoSuchOption, context: click.Context) -> Message:
    """Say which options begin so, else which are spelled nearly so, else where they are listed."""
    options = [name for param in context.command.get_params(context) for name in param.opts]
    begun = [name for name in options if name.startswith(fault.option_name)]
    meant = begun or fault.possibilities
    if meant:
        return say("did you mean {name}?", name=", ".join(meant))
    return say("{command} --help lists them", command=context.command_path)
