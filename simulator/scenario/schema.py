"""The JSON Schema of plans and scenarios, from the models."""

from typing import Any

from pydantic import BaseModel

from simulator.plan.model import Plan
from simulator.scenario.model import Scenario

_MODELS: dict[str, type[BaseModel]] = {"plan": Plan, "scenario": Scenario}
KINDS = tuple(_MODELS)
_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema(kind: str) -> dict[str, Any]:
    """Give the JSON Schema of a kind of file, `plan` or `scenario`."""
    found = _MODELS[kind].model_json_schema(by_alias=True)
    return {"$schema": _DIALECT, "$id": f"urn:drill:format:1:{kind}", **found, "title": f"drill {kind}"}
