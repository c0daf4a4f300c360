"""A norm pack as JSON holds it, and as tables are made from."""

from collections.abc import Mapping
from typing import Any

from simulator.plan.citation import cited, marked, pack_title
from simulator.plan.composed import Composition, Duty
from simulator.plan.norm_words import criterion
from simulator.plan.norms import Grade, NormDuty, NormPack, name_of, party_title
from simulator.text.condition_tree import Condition, show_condition
from simulator.text.messages import texts
from simulator.text.titles import LANGUAGES, Title

Record = dict[str, Any]
_OR = {"zh": " 或 ", "en": " or "}


def pack_record(pack: NormPack) -> Record:
    """Give a pack: titles, grades, prohibitions, duties with start, stop, limit, article and certainty."""
    return {
        "id": pack.id,
        "title": _texts(pack.title),
        "short": _texts(pack_title(pack)),
        "number": _texts(pack.number),
        "in_force": pack.in_force.isoformat() if pack.in_force else None,
        "version": pack.version.isoformat() if pack.version else None,
        "hazards": list(pack.hazards),
        "grades": _grades(pack),
        "forbids": [
            {"what": ban.what, "article": _article(ban.article), "certainty": ban.certainty or "unverified"}
            for ban in pack.forbids
        ],
        "duties": [duty_record(pack, duty) for duty in pack.obligations],
    }


def duty_record(pack: NormPack, duty: NormDuty) -> Record:
    """Give a duty of a pack; limits in seconds, null where there is none."""
    return {
        "id": f"{pack.id}.{name_of(duty)}",
        "form": _form(duty),
        "says": _texts(duty.says or duty.name or Title.read(name_of(duty))),
        "fact": duty.fact,
        "from": duty.sender,
        "to": duty.receiver,
        "from_title": _party(pack, duty.sender),
        "to_title": _party(pack, duty.receiver),
        "when": _shown(duty.when),
        "then": _shown(duty.then),
        "requires": duty.requires.model_dump(mode="json", exclude_defaults=True) if duty.requires else None,
        "within_s": duty.within,
        "every_s": duty.every,
        "wording": _texts(duty.wording),
        "share": duty.share,
        "starts": duty.starts,
        "stops_at": duty.stops_at if duty.fact else None,
        "article": _article(duty.article),
        "certainty": duty.certainty or "unverified",
        "basis": _texts(cited(duty, pack)),
    }


def unbound_records(composition: Composition) -> list[Record]:
    """Give the duties of norms that bind nobody in composed plans, and why."""
    return [{"id": each.name, "reason": texts(each.reason)} for each in composition.unbound]


def bound_records(composition: Composition) -> list[Record]:
    """Give the duties that belong to norm packs, with whom they bind."""
    return [
        {
            "id": duty.name,
            "pack": duty.pack,
            "says": _texts(_says(duty)),
            "fact": duty.fact,
            "from": duty.sender or duty.holder,
            "from_title": _agency(composition, duty.sender or duty.holder),
            "to": duty.receiver,
            "to_title": _agency(composition, duty.receiver),
            "overrides": duty.record.overrides,
            "why": _texts(duty.record.why),
            "fulfilled": duty.fulfilled,
            "within_s": duty.record.within,
            "every_s": duty.record.every,
            "wording": _texts(duty.record.wording) if isinstance(duty.record, NormDuty) else None,
            "basis": _texts(duty.record.basis),
            "certainty": duty.record.certainty,
        }
        for duty in composition.duties
        if duty.pack is not None
    ]


def _party(pack: NormPack, word: str | None) -> Mapping[str, str] | None:
    return _texts(party_title(pack, word)) if word else None


def _says(duty: Duty) -> Title | None:
    """Give what a duty asks for in words; a plan's own may state none."""
    record = duty.record
    return (record.says if isinstance(record, NormDuty) else None) or record.name


def _agency(composition: Composition, name: str | None) -> Mapping[str, str] | None:
    return None if name is None else composition.actors[name].record.name.texts()


def _form(duty: NormDuty) -> str:
    if duty.requires is not None:
        return "have"
    if duty.every is not None:
        return "every period"
    return "tell" if duty.fact is not None else "if this then that"


def _grades(pack: NormPack) -> Record | None:
    if pack.grades is None:
        return None
    article = _article(pack.grades.article)
    certainty = pack.grades.certainty or "unverified"
    return {
        "article": article,
        "certainty": certainty,
        "basis": _texts(marked(Title.read(article), certainty)) if article else None,
        "levels": [
            {
                "id": name,
                "name": _texts(grade.name),
                "at_least": dict(grade.at_least),
                "when": _shown(criterion(grade)),
                "criteria": {lang: _criteria(pack, grade, lang) for lang in LANGUAGES},
            }
            for name, grade in pack.grades.levels.items()
        ],
    }


def _criteria(pack: NormPack, grade: Grade, lang: str) -> str:
    """Give from which numbers on a grade is reached, in words; empty of the one below all others."""
    found = (f"{_called(pack, fact, lang)} ≥ {number:,.15g}" for fact, number in grade.at_least.items())
    return _OR[lang].join(found)


def _called(pack: NormPack, word: str, lang: str) -> str:
    """Give what a word of the norm is called: in Chinese the first of its names that is Chinese."""
    chinese = (name for name in pack.names.get(word, ()) if not name.isascii())
    return next(chinese, word) if lang == "zh" else word


def _article(article: int | str | None) -> str | None:
    return None if article is None else str(article)


def _shown(condition: Condition | None) -> str | None:
    return show_condition(condition) if condition is not None else None


def _texts(title: Title | None) -> Mapping[str, str] | None:
    return title.texts() if title is not None else None
