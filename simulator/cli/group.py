"""The group of verbs."""

from collections.abc import Callable, Iterator, Sequence
from importlib import import_module

import click

from simulator.cli.codes import MEANT, VERBS
from simulator.errors import Message, say
from simulator.text.messages import translator

HELP = say(
    "Play emergency plans before the real exercise, and see who learns what when.\n\n"
    "Begin with `drill new DIR`, which writes a small plan and scenario, then `drill run` what it wrote."
)

OPTIONS = say("[OPTIONS]")

Words = Callable[[Message], str]


def words(lang: str) -> Words:
    """Give the function that puts a message into a language."""
    translate = translator(lang)
    return lambda message: message.render(translate)


class Verbs(click.Group):
    """Verbs, each imported when it is wanted."""

    def __init__(self, lang: str) -> None:
        self._lang = lang
        tell = words(lang)
        super().__init__(
            name="drill",
            help=tell(HELP),
            params=[language_option(tell), version_option(tell)],
            invoke_without_command=True,
            callback=_help_alone,
            options_metavar=tell(OPTIONS),
            subcommand_metavar=tell(say("COMMAND [ARGS]...")),
            context_settings={"help_option_names": ["-h", "--help"]},
        )

    def list_commands(self, _context: click.Context) -> list[str]:
        """Give the verbs in the order in which a planner meets them."""
        return list(VERBS)

    def get_command(self, _context: click.Context, name: str) -> click.Command | None:
        """Import a verb."""
        if name not in VERBS:
            return None
        verb: click.Command = import_module(f"simulator.cli.{name}_verb").command(
            words(self._lang), self._lang
        )
        verb.options_metavar = words(self._lang)(OPTIONS)
        verb.params.append(language_option(words(self._lang)))
        return verb

    def resolve_command(
        self, context: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Say which verb may have been meant."""
        if args and args[0] not in VERBS and not args[0].startswith("-"):
            from difflib import get_close_matches

            tell = words(self._lang)
            near = get_close_matches(args[0].lower(), (*VERBS, *MEANT), 1)
            found = say("there is no verb {verb}", verb=args[0])
            hint = (
                say("did you mean {name}?", name=MEANT.get(near[0], near[0]))
                if near
                else say("drill --help lists them")
            )
            context.fail(tell(say("{found}; {hint}", found=found, hint=hint)))
        return super().resolve_command(context, list(_apart(args)))


def _apart(args: Sequence[str]) -> Iterator[str]:
    """Give the words, kind and name behind `--without` apart where one pair of quotes holds both."""
    for before, word in zip(("", *args), args, strict=False):
        quoted = before == "--without" or word.startswith("--without=")
        yield from word.split(maxsplit=1) if quoted and word.strip() else (word,)


@click.pass_context
def _help_alone(context: click.Context) -> None:
    """Show what there is where no verb is given."""
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


def language_option(tell: Words) -> click.Option:
    """Give the option `--lang`; it has been read before click begins."""
    return click.Option(
        ["--lang"],
        type=click.Choice(["zh", "en"]),
        expose_value=False,
        help=tell(say("Language, else DRILL_LANG, else that of the environment.")),
    )


def version_option(tell: Words) -> click.Option:
    """Give the option `--version`."""

    def show(context: click.Context, _option: click.Parameter, wanted: bool) -> None:  # noqa: FBT001
        if wanted and not context.resilient_parsing:
            from simulator.study.version import drill_version

            click.echo(f"drill {drill_version()}")
            context.exit()

    return click.Option(
        ["--version"],
        is_flag=True,
        is_eager=True,
        expose_value=False,
        callback=show,
        help=tell(say("Show the version.")),
    )


def group(lang: str) -> click.Group:
    """Give the `drill` command in a language."""
    return Verbs(lang)
