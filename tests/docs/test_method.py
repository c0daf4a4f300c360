"""docs/method.md: the figures in it are those of the code."""

import re

import pytest

from simulator.analysis import awareness
from simulator.analysis.gaps import contradictions, findings, gap_words, observed
from simulator.analysis.paths import LABELS
from simulator.analysis.statistics import limits
from simulator.plan.gap import KINDS
from simulator.plan.ground import DETOUR
from simulator.plan.seats import DEPUTY_AFTER
from simulator.program import shapes, travel, units, wiring, work
from simulator.study.remedy_desks import SOON
from simulator.study.remedy_units import LONGER
from simulator.text.draws import Z90
from simulator.text.lengths import show_duration
from tests.docs.pages import ROOT, page

METHOD = "docs/method.md"
ASSUMED = {
    "`tries` of a call": wiring.CALL_TRIES,
    "`tries` of a message": wiring.MESSAGE_TRIES,
    "`patience` of a call": show_duration(wiring.CALL_PATIENCE + 0.0).replace("1 min", "60 s"),
    "`pause` of a call": show_duration(wiring.CALL_PAUSE.value).replace("1 min", "60 s"),
    "`pause` of a message": show_duration(wiring.MESSAGE_PAUSE.value),
    "`again` of a link": show_duration(wiring.AGAIN),
    "`pause` of an asking link": show_duration(wiring.ASK_PAUSE),
    "`after` of a post": show_duration(DEPUTY_AFTER),
    "`lapses` of an agreement": show_duration(units.REQUEST_LAPSES),
    "`promise_lapses` of an agreement": show_duration(units.PROMISE_LAPSES),
    "`speed` of a pool": f"{travel.ASSUMED_SPEED * 3.6:g} km/h",
    "`detour`": DETOUR,
    "`priority` of a task": work.TASK_PRIORITY,
}


def rows(first):
    """The rows of the table whose head begins with a word, as cells."""
    table = re.search(rf"^\| {first} \|.*?(?:\n\n|\Z)", page(METHOD), re.MULTILINE | re.DOTALL)
    return [
        [cell.strip() for cell in line.strip("| ").split("|")] for line in table[0].strip().splitlines()[2:]
    ]


@pytest.mark.parametrize("key", ASSUMED)
def test_an_assumed_figure_is_that_of_the_code(key):
    stated = {cells[0]: cells[-1] for cells in rows("key")}
    assert stated[key] == str(ASSUMED[key])


def test_every_label_of_a_critical_path_is_explained():
    assert [cells[0].strip("`") for cells in rows("label")] == list(LABELS)


@pytest.mark.parametrize("cells", rows("quantile"), ids=lambda cells: cells[0])
def test_the_fewest_replications_are_those_that_support_the_quantile(cells):
    q, fewest = int(cells[0].removeprefix("p")) / 100, int(cells[1])
    assert limits(fewest, q)
    assert not limits(fewest - 1, q)


def test_constants_in_the_text_are_those_of_the_code():
    text = " ".join(page(METHOD).split())
    assert f"at {shapes.NODES} chances" in text
    assert float(re.search(r"ln\(q/m\) / ([0-9.]+)", text)[1]) == pytest.approx(Z90, rel=1e-15)
    assert f"{travel.EARTH_RADIUS:,.1f} m" in text
    assert f"over the first {awareness.FIRST} replications" in text
    assert f"deputies step in after {show_duration(SOON)} at the latest" in text
    assert f"`lapses` {LONGER} times as long" in text


@pytest.mark.parametrize("start", ["what closing means", "what is tried"])
def test_closing_and_remedy_of_every_kind_of_gap_are_explained(start):
    table = page(METHOD).partition(start)[2].partition("\n\n")[0]
    named = {re.split(r"\W", line.removeprefix("| "))[0] for line in table.splitlines()}
    assert set(KINDS) <= named


def test_every_rule_of_the_audit_has_its_row():
    source = "".join(
        path.read_text(encoding="utf-8") for path in (ROOT / "simulator/plan/audit").glob("*.py")
    )
    stated = {rule for cells in rows("rule") for rule in re.findall(r"`(\w+)`", cells[0])}
    named = set(re.findall(r'rule="(\w+)"', source)) - {"no_path", "not_from_all"}
    assert named <= stated
    covering = {rule for cells in rows("code") for rule in re.findall(r"`(\w+)`", cells[3])}
    assert stated - covering == {"not_from_all"}


def test_every_type_of_gap_has_its_place_in_order():
    cells = rows("code")
    assert [each[0] for each in cells] == [f"G{number:02}" for number in range(1, 37)]
    assert all(each[3] or each[4] for each in cells)
    known = set(
        re.findall(r'"(G\d\d)"', (ROOT / "simulator/plan/audit").joinpath("medium.py").read_text("utf-8"))
    )
    assert known <= {each[0] for each in cells}


def test_every_gap_that_runs_can_show_is_explained():
    stated = {tuple(cells[0].replace("`", "").split(" / ")) for cells in rows("kind and rule")}
    assert stated == {*gap_words.RULES, ("information", contradictions.RULE)}


def test_tolerance_and_severity_are_those_of_the_code():
    text = " ".join(page(METHOD).split())
    assert f"else {show_duration(findings.TOLERANCE)}, or {observed.PART:.0%}".replace("%", " %") in text
    assert f"at least {observed.GRAVE:.0%}".replace("%", " %") in text
