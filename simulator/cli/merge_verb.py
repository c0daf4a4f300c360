"""`drill merge`: make one run of the shards that were played apart."""

import sys
from pathlib import Path

import click

from simulator.cli.codes import DONE
from simulator.cli.group import Words
from simulator.errors import say

HELP = say(
    "Make one run of all its shards, FILES that `drill run --shard` left, on whatever machines: byte for "
    "byte the folder that one `drill run` would have left.\n\n"
    "Refused, with the reason, if a shard is missing or there twice, or was played from other plans, with "
    "another seed or another drill.\n\n"
    "Example: drill run SCENARIO --runs 100000 --shard 1/2; drill run SCENARIO --runs 100000 --shard 2/2; "
    "drill merge outputs/SCENARIO/*.shard-*"
)


def command(tell: Words, lang: str) -> click.Command:
    """Give the verb, with its words in a language."""
    from simulator.cli.options import out_option

    @click.command("merge", help=tell(HELP), short_help=tell(say("Make one run of its shards.")))
    @click.argument("files", metavar="FILES...", nargs=-1, required=True, type=click.Path(path_type=Path))
    @click.option("--json", "as_json", is_flag=True, help=tell(say("Print summary.json and nothing else.")))
    @click.option("--fresh", is_flag=True, help=tell(say("Merge again even if this very run is there.")))
    def merge(files: tuple[Path, ...], out: Path, as_json: bool, fresh: bool) -> int:  # noqa: FBT001
        return _merge(files, lang, out=out, as_json=as_json, fresh=fresh)

    merge.params[1:1] = [out_option(tell)]
    return merge


def _merge(files: tuple[Path, ...], lang: str, *, out: Path, as_json: bool, fresh: bool) -> int:
    from simulator.cli.console import reader_may_go
    from simulator.cli.played import show_saved
    from simulator.cli.results import show_summary
    from simulator.cli.sharded import merge_or_find
    from simulator.report.run_folder import json_bytes

    played = merge_or_find(files, lang, out=out, fresh=fresh)
    with reader_may_go():
        if as_json:
            sys.stdout.buffer.write(json_bytes(played.summary))
        else:
            show_summary(played.summary, lang)
    show_saved(played, lang)
    return DONE
