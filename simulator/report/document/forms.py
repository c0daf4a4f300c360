"""The forms that the report of a run may take, as files."""

from collections.abc import Callable, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path

from simulator.errors import StoppedError, say
from simulator.report.document.blocks import Document
from simulator.report.document.content import document_of
from simulator.report.document.short import short_document
from simulator.report.follow_up import Earlier
from simulator.report.page.page import page_bytes
from simulator.report.run_files import charts_of
from simulator.study.run import Run

NEEDS: Mapping[str, tuple[str, str]] = {"docx": ("docx", "office"), "pdf": ("typst", "pdf")}
"""By form, the module that writes it and the extra of drill that brings it."""


def check_form(form: str) -> None:
    """See that what writes a form is installed.

    Raises
    ------
    StoppedError
        When it is not; says what to install.
    """
    module, extra = NEEDS.get(form, ("json", ""))
    if find_spec(module) is None:
        raise StoppedError(
            say(
                "a report as {form} needs one package more: pip install 'drill-simulator[{extra}]'",
                form=form,
                extra=extra,
            )
        )


def picture_folder(out: Path) -> Path:
    """Give the folder of the pictures that a Markdown file refers to."""
    return out.with_name(f"{out.stem}_pictures")


def report_files(
    run: Run, out: Path, *, form: str, lang: str, short: bool = False, earlier: Sequence[Earlier] = ()
) -> Mapping[Path, bytes]:
    """Give the report of a run in a form and a language, as files; those that others refer to come first.

    `short`: on two leaves. The page has no short form: it begins with what would stand there. Of `earlier`
    runs all but the short form say what became of their gaps.
    """
    if short:
        return WRITERS[form](short_document(run, lang=lang), out)
    charts = charts_of(run, lang)
    if form == "html":
        return {out: page_bytes(run, charts, lang=lang, earlier=earlier)}
    return WRITERS[form](document_of(run, charts, lang=lang, earlier=earlier), out)


def _markdown(document: Document, out: Path) -> dict[Path, bytes]:
    from simulator.report.document.markdown import markdown

    folder = picture_folder(out)
    pictures = {folder / f"{name}.png": content for name, content in document.pictures.items()}
    return {**pictures, out: markdown(document, folder=folder.name).encode()}


def _word(document: Document, out: Path) -> dict[Path, bytes]:
    from simulator.report.document.word import word_bytes

    return {out: word_bytes(document)}


def _pdf(document: Document, out: Path) -> dict[Path, bytes]:
    from simulator.report.document.typeset import pdf_bytes

    return {out: pdf_bytes(document)}


WRITERS: Mapping[str, Callable[[Document, Path], dict[Path, bytes]]] = {
    "md": _markdown,
    "docx": _word,
    "pdf": _pdf,
}
