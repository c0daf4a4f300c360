"""`drill schema`: what may stand in the files, for editors."""

import json
from pathlib import Path

import click

from simulator.cli.codes import DONE
from simulator.cli.group import Words
from simulator.errors import say

HELP = say(
    "Print the JSON Schema of plans, scenarios, norm packs or patches, so that an editor can complete "
    "keys and mark mistakes, or of the gaps that `drill gaps --json` lists.\n\n"
    "Files that begin with `# yaml-language-server: $schema=PATH` are checked while you write, "
    "in editors that know "
    "this comment. With --out all schemas are written to a folder.\n\n"
    "Example: drill schema plan > plan.schema.json"
)


def command(tell: Words, lang: str) -> click.Command:
    """Give the verb, with its words in a language."""

    @click.command("schema", help=tell(HELP), short_help=tell(say("Print the JSON Schema for editors.")))
    @click.argument("kind", type=click.Choice(["plan", "scenario", "norms", "patch", "gaps"]), required=False)
    @click.option("--out", type=click.Path(path_type=Path), metavar=tell(say("PATH")),
                  help=tell(say("Folder to write the schemas to.")))  # fmt: skip
    def schema(kind: str | None, out: Path | None) -> int:
        return _schema(kind, out, lang)

    return schema


def _schema(kind: str | None, out: Path | None, lang: str) -> int:
    from simulator.cli.console import note
    from simulator.cli.files import write_files
    from simulator.scenario.schema import KINDS, schema

    if out is not None:
        names = (kind,) if kind else KINDS
        files = {out / f"{name}.schema.json": schema_text(name) for name in names}
        write_files(files)
        for path in files:
            note(say("written: {file}", file=path), lang)
    elif kind is None:
        click.echo(json.dumps({name: schema(name) for name in KINDS}, ensure_ascii=False, indent=2))
    else:
        click.echo(schema_text(kind), nl=False)
    return DONE


def schema_text(kind: str) -> str:
    """Give the schema of a kind of file as the text of a JSON file."""
    from simulator.scenario.schema import schema

    return json.dumps(schema(kind), ensure_ascii=False, indent=2) + "\n"
