"""Gaps in the form that code-review tools read: SARIF 2.1.0 (OASIS, 2020)."""

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import quote

from simulator.text.titles import LANGUAGES

LEVELS = {"high": "error", "medium": "warning", "low": "note"}


def sarif(gaps: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Give gaps, as `gaps.json` holds them, as one SARIF log; sections 3.14, 3.27 and 3.49 of the standard.

    The id of a gap is its fingerprint: a tool that knows it already does not report it anew.
    """
    found = list(gaps)
    rules = sorted({f"{gap['kind']}/{gap['rule']}" for gap in found})
    return {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": {"name": "drill", "rules": [{"id": rule} for rule in rules]}},
                "columnKind": "unicodeCodePoints",
                "results": [_result(gap) for gap in found],
            }
        ],
    }


def _result(gap: Mapping[str, Any]) -> dict[str, Any]:
    text = "\n".join(gap[key][lang] for lang in LANGUAGES for key in ("title", "remedy"))
    return {
        "ruleId": f"{gap['kind']}/{gap['rule']}",
        "level": LEVELS[gap["severity"]],
        "message": {"text": text},
        "partialFingerprints": {"gap": gap["id"]},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": quote(place["file"])},
                    "region": {"startLine": place["line"], "startColumn": place["column"]},
                }
            }
            for place in gap["where"]
        ],
    }
