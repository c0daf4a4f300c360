"""`drill report`: the report of a run in another form or language, without playing it again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from simulator.cli.codes import DONE, INTERRUPTED
from simulator.cli.group import Words
from simulator.errors import StoppedError, say

if TYPE_CHECKING:
    from simulator.cli.run_folders import Opened
    from simulator.report.follow_up import Earlier
    from simulator.study.run import Run

FORMS = ("html", "md", "docx", "pdf")
_OTHERWISE = say("--replace writes over it, --out names another file")

HELP = say(
    "Write the report of RUN, a folder under outputs/, or of a SCENARIO, which is played unless it was: "
    "as the page (html), as Markdown with pictures to paste from (md), as a Word file (docx) or as PDF.\n\n"
    "It is in the language of --lang, whatever the language in which the run was played; what a plan says in "
    "one language alone stays in that. Nothing of RUN is played again, and its folder stays as it is.\n\n"
    "With --short it is two leaves of A4 for who has to decide: what was played, the objectives, the five "
    "worst gaps with what to do, the timeline of those who did most.\n\n"
    "With --since, also more than once, it says of each gap what became of it since earlier runs of the same "
    "plans: closed, still open, open again or new; and which lines of the files were changed.\n\n"
    "Word needs `pip install 'drill-simulator[office]'`, PDF `pip install 'drill-simulator[pdf]'`.\n\n"
    "Example: drill report scenarios/ammonia_leak_night.yaml --format docx --lang zh --out report.docx"
)


def command(tell: Words, lang: str) -> click.Command:
    """Give the verb, with its words in a language."""
    from simulator.cli.options import OUT, fresh_option, play_options, what_if_options

    @click.command("report", help=tell(HELP), short_help=tell(say("Write the report as page, Word or PDF.")))
    @click.argument("target", metavar="RUN|SCENARIO", type=click.Path(path_type=Path))
    @click.option("--format", "form", type=click.Choice(FORMS),
                  help=tell(say("Form; else as --out ends, else html, with --short pdf.")))  # fmt: skip
    @click.option("--short", is_flag=True,
                  help=tell(say("On two leaves, not as html: the page begins with the same.")))  # fmt: skip
    @click.option("--since", multiple=True, type=click.Path(path_type=Path), metavar="RUN",
                  help=tell(say("Follow up an earlier run; may be repeated, oldest first.")))  # fmt: skip
    @click.option("--out", type=click.Path(path_type=Path), metavar=tell(say("FILE")),
                  help=tell(say("File to write; else one here, named after the scenario.")))  # fmt: skip
    @click.option("--results", type=click.Path(path_type=Path), metavar=tell(say("PATH")), default=OUT,
                  show_default=True,
                  help=tell(say("Folder for the results where a scenario is played.")))  # fmt: skip
    @click.option("--replace", is_flag=True, help=tell(say("Write it even if a file of that name is there.")))
    def report(target: Path, form: str | None, out: Path | None, replace: bool, **options: Any) -> int:  # noqa: FBT001
        short, since = options.pop("short"), options.pop("since")
        wanted = _Wanted(_form(form, out, short=short), out, since, short=short, replace=replace)
        return _report(target, lang, wanted, options=options)

    report.params += [*play_options(tell), fresh_option(tell), *what_if_options(tell)]
    return report


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What is to be written: the form, the file if one was named, beside which earlier runs.

    `short`: on two leaves, `replace`: over another file.
    """

    form: str
    out: Path | None
    since: tuple[Path, ...]
    short: bool
    replace: bool


def _form(form: str | None, out: Path | None, *, short: bool) -> str:
    """Give the form that is asked for, by name or by the ending of the file.

    Raises
    ------
    StoppedError
        When the two say different things, the ending says nothing, or a page is to be short.
    """
    ending = out.suffix.lower().removeprefix(".") if out else ""
    ending = {"htm": "html", "markdown": "md"}.get(ending, ending)
    if form is None and ending and ending not in FORMS:
        raise StoppedError(
            say(
                "`{file}` does not say a form; add --format with one of: {forms}",
                file=out,
                forms=FORMS,
            )
        )
    if form and ending in FORMS and ending != form:
        raise StoppedError(
            say("--format says {form}, and the name of `{file}` another form", form=form, file=out)
        )
    wanted = form or ending or ("pdf" if short else "html")
    if short and wanted == "html":
        raise StoppedError(say("--short is for md, docx and pdf: the page begins with the same"))
    return wanted


def _report(target: Path, lang: str, wanted: _Wanted, *, options: Mapping[str, Any]) -> int:
    from simulator.cli.files import refuse_present, write_files
    from simulator.cli.run_folders import open_target
    from simulator.report.document.forms import check_form, picture_folder, report_files

    form = wanted.form
    check_form(form)
    if wanted.short and wanted.since:
        raise StoppedError(say("--since is for the full report: two leaves have no room for it"))
    if wanted.out and not wanted.replace:
        refuse_present([wanted.out], _OTHERWISE)
    earlier = [_earlier(run, lang) for run in wanted.since]
    found = open_target(target, lang, {**options, "out": options["results"]})
    out = wanted.out or Path(f"{found.scenario.stem}{'.short' if wanted.short else ''}.{lang}.{form}")
    if not wanted.replace:
        refuse_present([out, *([picture_folder(out)] if form == "md" else [])], _OTHERWISE)
    _check_same(earlier, found)
    run = _restored(found)
    write_files(report_files(run, out, form=form, lang=lang, short=wanted.short, earlier=earlier))
    click.echo(out)
    return INTERRUPTED if found.interrupted else DONE


def _earlier(target: Path, lang: str) -> "Earlier":
    from simulator.cli.run_folders import open_run, run_of
    from simulator.report.follow_up import Earlier

    run = open_run(run_of(target), lang, changes=False)
    return Earlier(run.folder.name, run.summary, run.gaps, run.inputs())


def _check_same(earlier: Sequence["Earlier"], found: "Opened") -> None:
    """Refuse runs of other plans: all their gaps would be called closed.

    Raises
    ------
    StoppedError
        With the first that has no milestone in common.
    """
    known = {each["name"] for each in found.summary["milestones"]}
    for run in earlier:
        if known.isdisjoint(each["name"] for each in run.summary["milestones"]):
            raise StoppedError(
                say(
                    "--since {run} is of other plans: it has no milestone in common with this one, so that "
                    "nothing can be told of its gaps",
                    run=run.name,
                )
            )


def _restored(found: "Opened") -> "Run":
    from simulator.cli.run_folders import damaged
    from simulator.log.store import STORE, read_store
    from simulator.study.restored import restore

    store = read_store(found.folder / STORE)
    try:
        return restore(found.case(), summary=found.summary, gaps=found.gaps, store=store)
    except ValueError as fault:
        raise damaged(found.folder, STORE) from fault
