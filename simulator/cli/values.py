"""Values of options that drill reads in its own way."""

import click


def read_time(context: click.Context, _option: click.Parameter, value: str | None) -> float | None:
    """Read a length of time as plans write it; gives seconds.

    Raises
    ------
    BadParameter
        When it is none.
    """
    from simulator.text.durations import parse_duration
    from simulator.text.faults import TextError
    from simulator.text.messages import translator

    if value is None:
        return None
    try:
        return parse_duration(value)
    except TextError as fault:
        translate = translator(context.find_root().obj)
        hint = f" ({fault.hint.render(translate)})" if fault.hint else ""
        raise click.BadParameter(fault.found.render(translate) + hint) from fault
