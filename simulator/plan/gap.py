"""A coordination gap: one cause at one place, who stands on its two sides, and what proves it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal, TypeVar, get_args

from simulator.errors import Message, Place, say
from simulator.text.messages import heading, texts
from simulator.text.titles import Title

if TYPE_CHECKING:
    from simulator.plan.composed import Actor

Kind = Literal["information", "authority", "resource", "medium", "desk", "seam"]
KINDS: tuple[Kind, ...] = get_args(Kind)

Severity = Literal["low", "medium", "high"]
SEVERITIES: tuple[Severity, ...] = get_args(Severity)
"""In ascending order. `high`: it makes an objective or an obligation miss, or blocks a milestone; `medium`:
it costs time on the way of one, or would if one more thing failed; `low`: it breaks a norm or good practice
without either."""

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Side:
    """An agency at one end of a gap; `region` is empty where it has none."""

    agency: str
    sector: str
    level: str
    region: str

    @classmethod
    def of(cls, actor: "Actor") -> "Side":
        """Give the side that an agency stands on."""
        return cls(actor.name, actor.record.sector, actor.record.level, actor.region or "")


@dataclass(frozen=True, slots=True)
class Evidence:
    """What proves a gap: found in the plans alone (`audit`), or seen in replications (`runs`).

    `figures` are numbers under stable names, times in seconds (`..._s`), shares from 0 to 1.
    """

    source: Literal["audit", "runs"]
    text: Message
    figures: Mapping[str, Any] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Gap:
    """One cause of wasted time at one place.

    `kind` and `place` make its id, the same whether the audit or a run finds it. `rule` is the check that
    found it (see docs/method.md), `also` are others that found the same. `sides` are the agency that is in
    want and the one that the want comes from; twice the same where only one is concerned. `agencies`,
    `links`, `facts` are qualified names; `where` the lines of the plans that it concerns, the one to change
    first; `basis` their paragraphs; `known_from` codes of the catalogue of gap types in docs/method.md.
    """

    kind: Kind
    place: str
    rule: str
    title: Message
    remedy: Message
    severity: Severity
    sides: tuple[Side, Side]
    evidence: tuple[Evidence, ...]
    where: tuple[Place, ...] = ()
    agencies: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    basis: tuple[Title, ...] = ()
    known_from: tuple[str, ...] = ()
    also: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Name things in the title without their ids: those stand in the remedy and the evidence."""
        object.__setattr__(self, "title", heading(self.title))

    @property
    def rules(self) -> tuple[str, ...]:
        """All checks that found it, first the one that gives the words."""
        return (self.rule, *self.also)

    @property
    def id(self) -> str:
        """The stable id, as `information:trapped@north.fire`."""
        return gap_id(self.kind, self.place)


def gap_id(kind: Kind, place: str) -> str:
    """Give the id of a gap of a kind at a place. A shell takes it as it is: it has no `>` of a link's name.

    >>> gap_id("desk", "city.duty_room"), gap_id("medium", "city.a>city.b:report")
    ('desk:city.duty_room', 'medium:city.a→city.b:report')
    """
    return f"{kind}:{place.replace('>', '→')}"


def unite(gaps: Iterable[Gap]) -> tuple[Gap, ...]:
    """Make one gap of those with the same id; sorted by severity (highest first), kind and place.

    The first of them gives title, remedy, rule and sides; evidence, lines and names of all are kept, and
    the other rules.
    """
    found: dict[str, Gap] = {}
    for gap in gaps:
        found[gap.id] = _joined(found[gap.id], gap) if gap.id in found else gap
    return tuple(
        sorted(
            found.values(),
            key=lambda gap: (-SEVERITIES.index(gap.severity), KINDS.index(gap.kind), gap.place),
        )
    )


def _joined(one: Gap, other: Gap) -> Gap:
    return replace(
        one,
        severity=max(one.severity, other.severity, key=SEVERITIES.index),
        evidence=_both(one.evidence, other.evidence),
        where=_both(one.where, other.where),
        agencies=_both(one.agencies, other.agencies),
        links=_both(one.links, other.links),
        facts=_both(one.facts, other.facts),
        basis=_both(one.basis, other.basis),
        known_from=_both(one.known_from, other.known_from),
        also=_both(one.rules, other.rules)[1:],
    )


def _both(one: tuple[Item, ...], other: tuple[Item, ...]) -> tuple[Item, ...]:
    return tuple(dict.fromkeys((*one, *other)))


def gap_record(gap: Gap) -> dict[str, Any]:
    """Give a gap as JSON holds it; texts in both languages."""
    return {
        "id": gap.id,
        "kind": gap.kind,
        "place": gap.place,
        "severity": gap.severity,
        "rule": gap.rule,
        "rules": list(gap.rules),
        "title": texts(gap.title),
        "remedy": texts(gap.remedy),
        "sides": [
            {"agency": side.agency, "sector": side.sector, "level": side.level, "region": side.region}
            for side in gap.sides
        ],
        "where": [{"file": place.file, "line": place.line, "column": place.column} for place in gap.where],
        "agencies": list(gap.agencies),
        "links": list(gap.links),
        "facts": list(gap.facts),
        "basis": [title.texts() for title in gap.basis],
        "known_from": list(gap.known_from),
        "evidence": [
            {"source": each.source, "text": texts(each.text), **each.figures} for each in gap.evidence
        ],
    }


def gap_of(record: Mapping[str, Any]) -> Gap:
    """Give the gap that a record of `gaps.json` holds; its texts are as they were written."""
    return Gap(
        kind=record["kind"],
        place=record["place"],
        rule=record["rule"],
        title=_message(record["title"]),
        remedy=_message(record["remedy"]),
        severity=record["severity"],
        sides=(_side(record["sides"][0]), _side(record["sides"][1])),
        evidence=tuple(_evidence(each) for each in record["evidence"]),
        where=tuple(Place(place["file"], place["line"], place["column"]) for place in record["where"]),
        agencies=tuple(record["agencies"]),
        links=tuple(record["links"]),
        facts=tuple(record["facts"]),
        basis=tuple(_title(texts) for texts in record["basis"]),
        known_from=tuple(record["known_from"]),
        also=tuple(record["rules"][1:]),
    )


def _evidence(record: Mapping[str, Any]) -> Evidence:
    figures = {name: value for name, value in record.items() if name not in ("source", "text")}
    return Evidence(record["source"], _message(record["text"]), figures)


def _message(texts: Mapping[str, str]) -> Message:
    return say("{text}", text=_title(texts))


def _title(texts: Mapping[str, str]) -> Title:
    return Title(texts["zh"], texts["en"])


def _side(record: Mapping[str, str]) -> Side:
    return Side(record["agency"], record["sector"], record["level"], record["region"])
