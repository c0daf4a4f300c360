"""`drill new`: a small plan and scenario to begin with."""

from pathlib import Path

import click

from simulator.cli.codes import DONE
from simulator.cli.group import Words
from simulator.errors import say

HELP = say(
    "Write a small plan and a small scenario to the folder DIR, with comments that explain each part.\n\n"
    "They run at once; change them step by step into your own. Nothing that is there is ever overwritten.\n\n"
    "Example: drill new my_city"
)
TEMPLATES = Path(__file__).parent / "templates"
FILES = {"first_plan": "plans/first_plan.yaml", "first_drill": "scenarios/first_drill.yaml"}


def command(tell: Words, lang: str) -> click.Command:
    """Give the verb, with its words in a language."""

    @click.command(
        "new", help=tell(HELP), short_help=tell(say("Write a small plan and scenario to begin with."))
    )
    @click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
    def new(folder: Path) -> int:
        return _new(folder, lang)

    return new


def _new(folder: Path, lang: str) -> int:
    from simulator.cli.console import tell, typed
    from simulator.cli.files import refuse_present, write_files
    from simulator.cli.schema_verb import schema_text
    from simulator.scenario.schema import KINDS

    files = {
        folder / path: (TEMPLATES / f"{name}.{lang}.yaml").read_text(encoding="utf-8")
        for name, path in FILES.items()
    }
    files |= {folder / f"docs/schema/{kind}.schema.json": schema_text(kind) for kind in KINDS}
    refuse_present(files, say("name another folder"))
    write_files(files)
    for path in files:
        click.echo(tell(say("written: {file}", file=path), lang))
    scenario = typed(folder / FILES["first_drill"])
    click.echo(tell(say("next: drill run {file}", file=scenario), lang))
    click.echo(tell(say("then change the files, and: drill check {file}", file=scenario), lang))
    return DONE
