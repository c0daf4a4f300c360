"""A cost file: what remedies cost, as a planner writes it."""

from pathlib import Path
from typing import Literal

from pydantic import Field, NonNegativeFloat

from simulator.text.document import Document, read_document
from simulator.text.source import read_source
from simulator.text.titles import Title

Measure = Literal[
    "link",
    "medium",
    "operator",
    "unit",
    "position",
    "opening",
    "agreement",
    "deputy",
    "approval",
    "activation",
]
"""What a remedy adds, as a cost file prices it."""


class Costs(Document):
    """What remedies cost, by what they add or one by one; see docs/method.md."""

    drill: Literal["costs"] = Field(description="Says that the file holds costs. 表明本文件是费用表。")
    format: Literal[1] = Field(description="Version of the format, 1. 格式版本，写 1。")
    name: Title | None = Field(None, description="Name for people. 名称。")
    unit: Title | None = Field(None, description="What is counted, as `万元`. 计量单位，如 `万元`。")
    measures: dict[Measure, NonNegativeFloat] = Field(
        {}, description="By what is added; absent: 1. 按措施类别的费用；不写为 1。"
    )
    remedies: dict[str, NonNegativeFloat] = Field(
        {}, description="Of single remedies, by id. 个别措施的费用，按标识。"
    )


def read_costs(path: Path, *, shown: str) -> Costs:
    """Read a cost file, called `shown` in messages. Raises `DrillError` with every problem."""
    return read_document(Costs, read_source(path, shown=shown))
