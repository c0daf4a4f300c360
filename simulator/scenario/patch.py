"""A patch: what is otherwise than in the files of a scenario and its plans."""

from pathlib import Path
from typing import Any, Literal

from pydantic import Field

from simulator.text.document import Document, read_document
from simulator.text.record import Ident
from simulator.text.source import read_source
from simulator.text.titles import Title


class Patch(Document):
    """Changes to plans and a scenario, in the words of both; see docs/format.md."""

    drill: Literal["patch"] = Field(description="Says that the file is a patch. 表明本文件是改动。")
    format: Literal[1] = Field(description="Version of the format, 1. 格式版本，写 1。")
    name: Title | None = Field(None, description="Name for people. 名称。")
    plans: dict[Ident, dict[str, Any]] = Field(
        {},
        description="By id of the plan: what is added or otherwise, in the words of a plan; null takes away. "
        "按预案标识列出新增或改动的内容，写法与预案相同；null 表示去掉。",
    )
    scenario: dict[str, Any] = Field(
        {},
        description="What is added or otherwise in the scenario; null takes away. "
        "情景中新增或改动的内容；null 表示去掉。",
    )
    without: tuple[str, ...] = Field(
        (),
        description="What is taken away with all that hangs on it, as `medium city.phone`. "
        "连同所依附的内容一并去掉的对象，如 `medium city.phone`。",
    )


def read_patch(path: Path, *, shown: str) -> Patch:
    """Read a patch; `shown` is the file's name in messages.

    Raises `DrillError` with every problem of its shape; what it changes shows when it is merged.
    """
    return read_document(Patch, read_source(path, shown=shown))
