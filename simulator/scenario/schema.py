"""The JSON Schema of plans, scenarios, norm packs and patches, from the models, and that of gaps."""

from typing import Any

from pydantic import BaseModel

from simulator.plan.gap_schema import gap_schema
from simulator.plan.model import Plan
from simulator.plan.norms import NormPack
from simulator.scenario.model import Scenario
from simulator.scenario.patch import Patch

_MODELS: dict[str, type[BaseModel]] = {"plan": Plan, "scenario": Scenario, "norms": NormPack, "patch": Patch}
KINDS = (*_MODELS, "gaps")
_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema(kind: str) -> dict[str, Any]:
    """Give the JSON Schema of a kind of file, `plan`, `scenario`, `norms`, `patch` or `gaps`."""
    found = _MODELS[kind].model_json_schema(by_alias=True) if kind in _MODELS else gap_schema()
    return {"$schema": _DIALECT, "$id": f"urn:drill:format:1:{kind}", **found, "title": f"drill {kind}"}
