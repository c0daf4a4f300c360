"""`drill report`: the report of a run in four forms and two languages, without playing it again."""

import hashlib
import os

import pytest

from tests.cli.conftest import ROOT


@pytest.fixture
def run_folder(given):
    """The folder of a run that was played in English."""
    return given("run", "fire.yaml", "--runs", "5", "--jobs", "1", "--lang", "en")


def digests(folder):
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {path: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_every_form_is_written_and_the_run_stays_as_it_was(drill, run_folder, tmp_path):
    before = digests(tmp_path / "outputs")
    starts = {"html": b"<!doctype html>", "md": b"# Fire at night", "docx": b"PK", "pdf": b"%PDF-"}
    for form, start in starts.items():
        done = drill("report", run_folder, "--format", form, "--lang", "en")
        assert (done.returncode, done.stdout) == (0, f"fire.en.{form}\n")
        assert (tmp_path / f"fire.en.{form}").read_bytes().startswith(start)
    assert digests(tmp_path / "outputs") == before


def test_the_short_form_is_two_leaves_and_no_page(drill, run_folder, tmp_path):
    from pypdf import PdfReader

    done = drill("report", run_folder, "--short", "--lang", "en")
    assert (done.returncode, done.stdout) == (0, "fire.short.en.pdf\n")
    assert len(PdfReader(tmp_path / "fire.short.en.pdf").pages) <= 2
    assert drill("report", run_folder, "--short", "--out", "two.md").returncode == 0
    assert [path.name for path in (tmp_path / "two_pictures").iterdir()] == ["timeline.png"]
    done = drill("report", run_folder, "--short", "--format", "html", "--lang", "en")
    assert (done.returncode, "--short is for md, docx and pdf" in done.stderr) == (2, True)


def test_the_page_is_that_of_the_run_or_the_same_in_the_other_language(drill, run_folder, tmp_path):
    drill("report", run_folder, "--lang", "en", "--out", "same.html")
    assert (tmp_path / "same.html").read_bytes() == (run_folder / "report.html").read_bytes()
    drill("report", run_folder / "report.html", "--lang", "zh", "--out", "other.html")
    text = (tmp_path / "other.html").read_text(encoding="utf-8")
    assert "最先补这几处" in text
    assert "Mend these first" not in text


def test_markdown_refers_to_pictures_that_are_there(drill, run_folder, tmp_path):
    done = drill("report", run_folder, "--lang", "zh", "--out", "夜间 火灾.md")
    assert done.returncode == 0
    text = (tmp_path / "夜间 火灾.md").read_text(encoding="utf-8")
    assert text.startswith("# 夜间火灾\n\n**演练 / EXERCISE** ")
    pictures = {path.name for path in (tmp_path / "夜间 火灾_pictures").iterdir()}
    assert {"timeline.png", "network.png"} <= pictures
    assert "%20%E7%81%AB%E7%81%BE_pictures/timeline.png)" in text


def test_a_scenario_is_played_if_it_was_not(drill, tmp_path):
    assert drill("report", "fire.yaml", "--out", "a.md", "--runs", 5, "--jobs", 1).returncode == 0
    (folder,) = (tmp_path / "outputs/fire").iterdir()
    assert "| " in (tmp_path / "a.md").read_text(encoding="utf-8")
    assert (folder / "summary.json").is_file()


def test_a_scenario_is_played_where_it_is_said_and_again_if_wanted(drill, tmp_path):
    drill("report", "fire.yaml", "--runs", "20", "--jobs", "1", "--results", "there", "--out", "one.md")
    assert not (tmp_path / "outputs").exists()
    (store,) = (tmp_path / "there").rglob("run.sqlite")
    before = store.stat().st_mtime_ns
    arguments = ("--runs", "20", "--jobs", "1", "--results", "there", "--replace", "--out", "one.md")
    drill("report", "fire.yaml", *arguments)
    assert store.stat().st_mtime_ns == before
    drill("report", "fire.yaml", *arguments, "--fresh")
    assert store.stat().st_mtime_ns > before
    done = drill("report", str(store.parent), "--fresh", "--out", "two.md")
    assert done.returncode == 2
    assert "--fresh cannot change a run that is there" in done.stderr


def test_a_file_that_is_there_is_replaced_only_when_told_to(drill, run_folder, tmp_path):
    (tmp_path / "mine.html").write_text("mine", encoding="utf-8")
    done = drill("report", run_folder, "--out", "mine.html", "--lang", "en")
    assert (done.returncode, "mine.html is there already" in done.stderr) == (2, True)
    assert (tmp_path / "mine.html").read_text(encoding="utf-8") == "mine"
    assert drill("report", run_folder, "--out", "mine.html", "--replace").returncode == 0
    assert (tmp_path / "mine.html").read_bytes().startswith(b"<!doctype")
    assert not list(tmp_path.glob(".mine*"))


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--out", "a.txt"), "does not say a form"),
        (("--format", "pdf", "--out", "a.docx"), "another form"),
        (("--format", "pfd"), "pfd"),
        (("--runs", "3"), "--runs cannot change a run that is there"),
    ],
)
def test_what_cannot_be_is_said_in_a_line(drill, run_folder, arguments, said):
    done = drill("report", run_folder, *arguments, "--lang", "en")
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(("form", "module", "extra"), [("docx", "docx", "office"), ("pdf", "typst", "pdf")])
def test_a_missing_package_is_said_with_what_to_install(drill, tmp_path, form, module, extra):
    hidden = tmp_path / "hidden"
    hidden.mkdir()
    line = f"import sys; sys.modules[{module!r}] = None\n"
    (hidden / "sitecustomize.py").write_text(line, encoding="utf-8")
    done = drill(
        "report", "fire.yaml", "--format", form, "--lang", "en", PYTHONPATH=f"{ROOT}{os.pathsep}{hidden}"
    )
    assert done.returncode == 2
    assert done.stderr == (
        f"a report as {form} needs one package more: pip install 'drill-simulator[{extra}]'\n"
    )
    assert not (tmp_path / "outputs").exists()


def test_a_damaged_store_is_said(drill, run_folder):
    (run_folder / "run.sqlite").write_bytes(b"no store")
    done = drill("report", run_folder, "--lang", "en")
    assert done.returncode == 2
    assert "run.sqlite" in done.stderr


def test_a_run_that_was_played_otherwise_is_reported_as_it_was_and_says_so(drill, tmp_path):
    otherwise = ("--set", "city.team.engine.units=2")
    made = drill("report", "fire.yaml", "--runs", 5, "--jobs", 1, *otherwise, "--lang", "en", "--out", "a.md")
    assert made.returncode == 0, made.stderr
    text = (tmp_path / "a.md").read_text(encoding="utf-8")
    assert "**Otherwise than in the files: --set city.team.engine.units=2**" in text
    (folder,) = (tmp_path / "outputs/fire").iterdir()
    assert drill("report", folder, "--lang", "en", "--out", "b.html").returncode == 0
    assert (tmp_path / "b.html").read_bytes() == (folder / "report.html").read_bytes()


def followed(text):
    """The part of a report in Markdown that follows earlier runs up."""
    return text.partition("### 跟踪问效")[2].partition("问题整改清单")[0]


def test_a_later_run_says_what_a_correction_closed_what_is_open_and_which_line_was_changed(
    drill, run_folder, tmp_path
):
    # The line to the team has one medium, which the outage takes: a radio beside it closes the gap there.
    plan = tmp_path / "plan.yaml"
    text = plan.read_text(encoding="utf-8")
    corrected = text.replace("media:", "media:\n  radio: {name: {zh: 电台, en: Radio}, delay: 5 s}")
    plan.write_text(corrected.replace("over: [phone]", "over: [radio, phone]"), encoding="utf-8")
    assert drill("run", "fire.yaml", "--runs", "5", "--jobs", "1", "--out", "later").returncode == 0
    (later,) = (tmp_path / "later/fire").iterdir()
    for form in ("md", "html", "docx", "pdf"):
        done = drill("report", later, "--since", run_folder, "--out", f"f.{form}", "--lang", "zh")
        assert (done.returncode, done.stderr) == (0, "")
    told = followed((tmp_path / "f.md").read_text(encoding="utf-8"))
    assert f"{run_folder.name}：5 场" in told
    assert "已消除；首次发现于" in told
    assert "over: \\[phone\\]\\} | \\- \\{from: duty" in told
    assert "over: \\[radio, phone\\]" in told
    page = (tmp_path / "f.html").read_text(encoding="utf-8")
    assert "over: [radio, phone]}" in page.partition('id="followed"')[2].partition("</section>")[0]


def test_beside_the_same_run_nothing_is_closed_and_nothing_changed(drill, run_folder, tmp_path):
    drill("report", run_folder, "--since", run_folder, "--out", "same.md", "--lang", "en")
    text = (tmp_path / "same.md").read_text(encoding="utf-8")
    assert "No line of the files and no option is otherwise" in text
    assert "Gaps that are closed" not in text
    assert "0 closed" in text
    assert "found first in" in text


def test_other_replications_are_said_to_leave_room_for_chance(drill, run_folder, tmp_path):
    drill("run", "fire.yaml", "--runs", "7", "--jobs", "1", "--out", "later")
    (later,) = (tmp_path / "later/fire").iterdir()
    drill("report", later, "--since", run_folder, "--out", "seven.md", "--lang", "en")
    assert "part of what differs may be chance" in (tmp_path / "seven.md").read_text(encoding="utf-8")


def test_follow_up_is_for_the_full_report_and_wants_a_run(drill, run_folder, tmp_path):
    done = drill("report", run_folder, "--short", "--since", run_folder, "--lang", "en")
    assert (done.returncode, "--since is for the full report" in done.stderr) == (2, True)
    done = drill("report", run_folder, "--since", tmp_path / "nothing", "--out", "a.md", "--lang", "en")
    assert done.returncode == 2
    assert not (tmp_path / "a.md").exists()


def test_a_run_of_other_plans_is_no_earlier_one(drill, run_folder, tmp_path):
    text = (tmp_path / "fire.yaml").read_text(encoding="utf-8")
    for name in ("told", "out", "tidied"):
        text = text.replace(f"  {name}: {{title", f"  other_{name}: {{title")
    (tmp_path / "other.yaml").write_text(text, encoding="utf-8")
    assert drill("run", "other.yaml", "--runs", "2", "--jobs", "1").returncode == 0
    (other,) = (tmp_path / "outputs/other").iterdir()
    done = drill("report", run_folder, "--since", other, "--out", "a.md", "--lang", "en")
    assert (done.returncode, "is of other plans" in done.stderr) == (2, True)
    assert not (tmp_path / "a.md").exists()
