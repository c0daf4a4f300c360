"""Values of options that drill reads in its own way."""

import click

from simulator.text.durations import parse_duration
from simulator.text.faults import TextError


class Time(click.ParamType):
    """A length of time, as plans write it; gives seconds."""

    name = "time"

    def convert(self, value: object, param: click.Parameter | None, context: click.Context | None) -> float:
        """Read it, or say what is wrong with it."""
        from simulator.text.messages import translator

        if isinstance(value, float):
            return value
        try:
            return parse_duration(value)
        except TextError as fault:
            translate = translator(context.find_root().obj if context else "en")
            hint = f" ({fault.hint.render(translate)})" if fault.hint else ""
            self.fail(fault.found.render(translate) + hint, param, context)


TIME = Time()
