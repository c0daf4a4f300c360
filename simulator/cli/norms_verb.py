"""`drill norms`: the duties that law and doctrine lay down, and whom they bind."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from simulator.cli.codes import DONE
from simulator.cli.group import Words
from simulator.errors import DrillError, Message, StoppedError, say

if TYPE_CHECKING:
    from simulator.plan.norms import NormPack

Record = Mapping[str, Any]

HELP = say(
    "List the norm packs that come with drill, or explain one: every duty with who must tell or do what, "
    "when its clock starts and stops, the limit, the article, and how sure that is.\n\n"
    "TARGET is the id of a pack, of a duty (`pack.duty`), the file of a pack, or a scenario: then whom the "
    "duties of its packs bind, and which bind nobody. What was not read in the text of the law says so.\n\n"
    "Examples: drill norms cn_work_accident\n\n"
    "drill norms scenarios/ammonia_leak_night.yaml"
)


def command(tell: Words, lang: str) -> click.Command:
    """Give the verb, with its words in a language."""

    @click.command("norms", help=tell(HELP), short_help=tell(say("List norms and explain their duties.")))
    @click.argument("target", required=False, metavar="TARGET")
    @click.option("--json", "as_json", is_flag=True, help=tell(say("The same as JSON.")))
    def norms(target: str | None, as_json: bool) -> int:  # noqa: FBT001
        record, show = _found(target, lang)
        if as_json:
            from simulator.text.json_writing import show_json

            click.echo(show_json(record), nl=False)
        else:
            show(record, lang)
        return DONE

    return norms


def _found(target: str | None, lang: str) -> tuple[Any, Any]:
    """Give what is told of a target as a record, and what shows it."""
    from simulator.cli import norms_shown
    from simulator.plan.norm_record import duty_record, pack_record
    from simulator.plan.norms import name_of

    if target is None:
        return [pack_record(pack) for pack in _shipped()], norms_shown.show_list
    if target.endswith((".yaml", ".yml")):
        return _of_file(Path(target), lang)
    name, dot, duty = target.partition(".")
    pack = _by_id(name)
    if not dot:
        return pack_record(pack), norms_shown.show_pack
    for record in pack.obligations:
        if name_of(record) == duty:
            return duty_record(pack, record), norms_shown.show_duty
    names = [f"{name}.{name_of(record)}" for record in pack.obligations]
    raise _unknown(say("the norm has no duty `{name}`", name=target), target, names)


def _of_file(path: Path, lang: str) -> tuple[Any, Any]:
    from simulator.cli import norms_shown
    from simulator.cli.played import open_case, shipped
    from simulator.plan.norm_record import bound_records, pack_record, unbound_records
    from simulator.plan.read import read_norms
    from simulator.scenario.check import kind_of

    file = shipped(path, lang)
    kind, problem = kind_of(file, str(path))
    if problem is not None:
        raise DrillError([problem])
    if kind == "norms":
        return pack_record(read_norms(file, shown=str(path))), norms_shown.show_pack
    case = open_case(path, lang)
    record = {
        "scenario": case.stem,
        "norms": [use.pack.id for use in case.norms],
        "duties": bound_records(case.composition),
        "unbound": unbound_records(case.composition),
    }
    return record, norms_shown.show_bound


def _shipped() -> "Iterable[NormPack]":
    from simulator.plan.read import read_norms
    from simulator.scenario.shipped import pack_files

    return [read_norms(file, shown=file.name) for file in pack_files().values()]


def _by_id(name: str) -> "NormPack":
    from simulator.plan.read import read_norms
    from simulator.scenario.shipped import pack_files

    files = pack_files()
    if name not in files:
        found = say("there is no norm pack `{name}`", name=name)
        raise _unknown(found, _titled(name) or name, files)
    return read_norms(files[name], shown=files[name].name)


def _titled(words: str) -> str | None:
    """Give the pack with the shortest title, number or short name that has some words in it."""
    packs = [
        (len(text), pack.id)
        for pack in _shipped()
        for title in (pack.title, pack.number, pack.short)
        for text in ((title.zh, title.en) if title else ())
        if words.casefold() in text.casefold()
    ]
    return min(packs)[1] if packs else None


def _unknown(found: Message, name: str, known: Iterable[str]) -> StoppedError:
    from simulator.text.faults import did_you_mean

    hint = did_you_mean(name, known) or say("`drill norms` lists them")
    return StoppedError(say("{found}; {hint}", found=found, hint=hint))
