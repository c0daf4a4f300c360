"""The scorecard as it is published: who did how well in result and in process, and what vetoes whom."""

from collections.abc import Iterator, Mapping
from typing import Any

from simulator.errors import Message, say
from simulator.report.page.standing import points
from simulator.report.words import tell

Record = Mapping[str, Any]

GROUPS: Mapping[str, Message] = {"regions": say("Regions"), "enterprises": say("Enterprises")}
LACKING = 3
"""Things lacking that are named for each part of an agency's score; `drill score --agency` names all."""


def scored(summary: Record, *, lang: str) -> dict[str, Any]:
    """Give the agencies, those with a veto first and then the lowest, and the regions and enterprises."""
    cards = sorted(summary["scorecard"]["agencies"], key=lambda card: not card["vetoes"])
    return {
        "agencies": [_agency(card, lang) for card in cards],
        "groups": [
            {"head": tell(head, lang=lang), "rows": [_group(row, lang) for row in summary["scorecard"][key]]}
            for key, head in GROUPS.items()
            if summary["scorecard"][key]
        ],
    }


def _agency(card: Record, lang: str) -> dict[str, Any]:
    return {
        "title": card["title"][lang],
        "points": points(card["score"]),
        "result": points(card["result"]["score"]),
        "process": points(card["process"]["score"]),
        "vetoes": [tell(_veto(veto, lang), lang=lang) for veto in card["vetoes"]],
        "lacking": [*_lacking(card, lang)],
    }


def _veto(veto: Record, lang: str) -> Message:
    return say("{reason}: {where}", reason=veto["reason"][lang], where=veto["title"][lang])


def _lacking(card: Record, lang: str) -> Iterator[str]:
    """Say of each check that does not wholly hold how much of it does, and what lacks first."""
    for check in (*card["result"]["checks"], *card["process"]["checks"]):
        if points(check["score"]) in ("–", "100"):
            continue
        titles = list(dict.fromkeys(texts[lang] for texts in check["lacking"]))
        values = {"check": check["title"][lang], "points": points(check["score"])}
        if titles:
            named = " · ".join(titles[:LACKING])
            yield tell(say("{check} {points}: {lacking}", lacking=named, **values), lang=lang)
        else:
            yield tell(say("{check} {points}", **values), lang=lang)


def _group(group: Record, lang: str) -> dict[str, str]:
    return {
        "title": group["title"][lang],
        "points": points(group["score"]),
        "agencies": str(len(group["agencies"])),
        "vetoed": str(len(group["vetoed"]) or "–"),
    }
