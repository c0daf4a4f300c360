"""docs/format.md: complete, as the models are, and every example readable."""

import sys
from typing import get_type_hints

import pytest
from pydantic import TypeAdapter

from simulator.plan.model import Plan
from simulator.plan.norms import NormPack
from simulator.program.wiring import PRIORITIES
from simulator.scenario.injects import EFFECTS
from simulator.scenario.model import Inject, Scenario
from simulator.scenario.patch import Patch
from simulator.text.clock import parse_dates, parse_days, parse_hours, parse_moment, parse_office_hours
from simulator.text.conditions import parse_condition
from simulator.text.distributions import parse_spread
from simulator.text.document import read_document
from simulator.text.durations import parse_duration
from simulator.text.faults import TextError
from simulator.text.headcount import Headcount
from simulator.text.numbers import parse_coordinates, parse_share
from simulator.text.rates import parse_rate, parse_speed
from simulator.text.source import Source
from simulator.text.tree import read_tree
from tests.docs.pages import ROOT, blocks, lines, page, yaml_value

sys.path.insert(0, str(ROOT / ".ci"))
import format_docs

FORMAT = "docs/format.md"
READERS = {
    "duration": parse_duration,
    "spread": parse_spread,
    "condition": parse_condition,
    "hours": parse_hours,
    "days": parse_days,
    "office-hours": parse_office_hours,
    "moment": parse_moment,
    "dates": parse_dates,
    "share": parse_share,
    "rate": parse_rate,
    "speed": parse_speed,
    "people": Headcount.read,
    "position": parse_coordinates,
}
ONLY_READ = {"trapped"}  # what is wrong with it is found when the plan is checked, as the page says
HEADS = {
    Plan: "drill: plan\nformat: 1\nid: example\nname: Example\nauthority: duty_room\n",
    Scenario: "drill: scenario\nformat: 1\nname: Example\nplans: [city.yaml]\nstart: 2026-02-17 02:10\n"
    "horizon: 1 h\nmilestones: {told: {when: leak}}\n",
}
KEYS = [(model, name) for model in format_docs.MODELS.values() for name in model.model_fields]


def test_the_tables_are_as_the_models_are():
    text = page(FORMAT)
    assert format_docs.render(text) == text, "run python .ci/format_docs.py"


def test_a_record_without_a_place_on_the_page_is_refused():
    with pytest.raises(ValueError, match="Pool"):
        format_docs.render(page(FORMAT).replace("<!-- keys: Pool -->", ""))


@pytest.mark.parametrize(("model", "name"), KEYS, ids=lambda value: getattr(value, "__name__", value))
def test_every_key_is_described_in_both_languages(model, name):
    field = model.model_fields[name]
    english, chinese = format_docs._languages(field.description or "")
    assert english.isascii()
    assert chinese
    assert f"| `{field.alias or name}` |" in format_docs.table(model)


@pytest.mark.parametrize(("model", "name"), KEYS, ids=lambda value: getattr(value, "__name__", value))
def test_every_example_in_a_table_fits_its_key(model, name):
    hint = get_type_hints(model, include_extras=True)[name]
    example = format_docs.example_of(model, name, format_docs.kind_of(hint))
    if example:
        value = read_tree(Source("example.yaml", f"{name}: {example}\n"))[name]
        TypeAdapter(hint).validate_python(value, context={"folder": ".", "root": "."})


def test_every_example_belongs_to_a_key():
    known = {f"{model.__name__}.{name}" for model, name in KEYS}
    assert set(format_docs.EXAMPLES) <= known


@pytest.mark.parametrize("kind", READERS)
def test_every_value_on_the_page_is_read(kind):
    written = lines(FORMAT, kind)
    assert written
    for text in written:
        READERS[kind](yaml_value(text))


@pytest.mark.parametrize("kind", ["duration", "condition"])
def test_every_value_that_the_page_calls_wrong_is_refused(kind):
    written = [text for text in lines(FORMAT, f"not-{kind}") if text not in ONLY_READ]
    assert written
    for text in written:
        with pytest.raises(TextError):
            READERS[kind](yaml_value(text))


@pytest.mark.parametrize("block", blocks(FORMAT, "yaml"), ids=lambda block: f"line {block.line}")
def test_every_yaml_block_of_the_format_is_read(block):
    keys = set(read_tree(Source("block.yaml", block.text)))
    model = Plan if keys <= set(Plan.model_fields) and "milestones" not in keys else Scenario
    model = NormPack if "drill: norms" in block.text else model
    model = Patch if "drill: patch" in block.text else model
    head = "" if "drill" in keys else HEADS[model]
    read_document(model, Source("block.yaml", head + block.text))


def table(head):
    text = page(FORMAT).partition(f"| {head} |")[2].partition("\n\n")[0]
    return [[cell.strip() for cell in line.strip("| ").split("|")] for line in text.splitlines()[2:]]


def test_the_effects_of_injects_are_those_of_the_code():
    stated = {cells[0]: set(cells[2].split(", ")) - {"–"} for cells in table("effect")}
    assert stated == {
        f"`{kind}`": {f"`{Inject.model_fields[key].alias or key}`" for key in (*effect.needs, *effect.takes)}
        for kind, effect in EFFECTS.items()
    }


def test_the_priorities_of_purposes_are_those_of_the_code():
    assert {cells[0].strip("`"): int(cells[2]) for cells in table("`purpose`")} == PRIORITIES


def test_what_is_said_to_come_later_is_what_the_models_say():
    later = page(FORMAT).partition("## What is not played yet")[2]
    keys = {
        field.alias or name
        for model, name in KEYS
        if "(a later version)" in ((field := model.model_fields[name]).description or "")
    }
    assert {key for key in keys if f"`{key}`" not in later} == set()
