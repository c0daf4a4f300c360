"""Keeps `docs/commands.md`: every verb, argument and option of the command line, in both languages.

`python .ci/command_docs.py` rewrites the page from the help texts. With `--check` it changes nothing and
fails where the page is behind.
"""

import sys
from pathlib import Path

import click

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from simulator.cli.codes import VERBS  # noqa: E402 (a script that runs from any folder)
from simulator.cli.group import group  # noqa: E402

PAGE = ROOT / "docs" / "commands.md"
HEAD = """# The command line

命令行。每个命令：说明（英、中），然后是参数与选项。

Made by `python .ci/command_docs.py` from the texts that `--help` shows after `drill` and after each verb. The
language is that of `--lang`, else of `DRILL_LANG`, else of the environment. Exit codes (退出码): 0 done,
1 objectives not met (with `--check`), 2 something that you can mend, 3 a fault of drill, 130 interrupted.
"""
COLUMNS = ("option", "takes", "if absent", "meaning", "含义")


def render() -> str:
    """Give the page."""
    whole = _chapter("drill", group("en"), group("zh"))
    verbs = (_chapter(f"drill {verb}", _verb("en", verb), _verb("zh", verb)) for verb in VERBS)
    return "\n".join((HEAD, whole, *verbs))


def _verb(lang: str, name: str) -> click.Command:
    root = group(lang)
    found = root.get_command(click.Context(root), name)
    if found is None:
        raise ValueError(f"there is no verb {name}")
    return found


def _chapter(title: str, english: click.Command, chinese: click.Command) -> str:
    words = [f"## {title}", f"    {_usage(title, english)}", english.help or "", chinese.help or ""]
    options = [
        _row(one, other)
        for one, other in zip(english.params, chinese.params, strict=True)
        if isinstance(one, click.Option) and isinstance(other, click.Option)
    ]
    rows = [COLUMNS, ("---",) * len(COLUMNS), *options]
    table = "\n".join(f"| {' | '.join(row)} |" for row in rows)
    return "\n\n".join([*words, table]) + "\n"


def _usage(title: str, command: click.Command) -> str:
    context = click.Context(command, info_name=title)
    return f"{title} {' '.join(command.collect_usage_pieces(context))}"


def _row(one: click.Option, other: click.Option) -> tuple[str, ...]:
    default = (
        "" if one.is_flag or not isinstance(one.default, (str, int, float, Path)) else f"`{one.default}`"
    )
    return f"`{', '.join(one.opts)}`", _takes(one), default, one.help or "", other.help or ""


def _takes(option: click.Option) -> str:
    kind = option.type
    if option.is_flag:
        return ""
    if isinstance(kind, click.Choice):
        return ", ".join(f"`{choice}`" for choice in kind.choices)
    if isinstance(kind, click.FloatRange):
        return f"above {kind.min:g}"
    if isinstance(kind, click.IntRange):
        return f"{kind.min:,} to {kind.max:,}" if kind.max is not None else f"{kind.min:,} or more"
    if kind is click.STRING:
        return "text"
    return {"path": "a path", "text": "a duration"}.get(kind.name, kind.name)


def main() -> int:
    """Rewrite or check; gives the exit code."""
    rendered = render()
    if "--check" in sys.argv[1:]:
        behind = PAGE.read_text(encoding="utf-8") != rendered
        print("run python .ci/command_docs.py" if behind else "docs/commands.md is as the help texts are")
        return int(behind)
    PAGE.write_text(rendered, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
