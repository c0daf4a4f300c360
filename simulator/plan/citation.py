"""Where a duty stands, for people to read: source, article, and how sure that is."""

import re

from simulator.errors import Message, say
from simulator.plan.norms import Ban, NormDuty, NormPack
from simulator.plan.tasks import Certainty, Obligation
from simulator.text.messages import in_language
from simulator.text.titles import Title

_NUMBERS = re.compile(r"\d[\d\s,、–—-]*")


def cited(record: Obligation, pack: NormPack | None = None) -> Title | None:
    """Give the basis of a duty: as it states it, else the article; what is not verified says so.

    A duty of a pack without `certainty` counts as unverified.
    """
    certainty: Certainty | None = record.certainty or ("unverified" if pack else None)
    basis = record.basis or _source(record, pack)
    if record.article is not None:
        basis = _title(_with_article(basis, record.article))
    return basis if basis is None else marked(basis, certainty)


def prohibition(ban: Ban, pack: NormPack) -> Title:
    """Give where it stands that a report may not go wrong in one way; what is not verified says so."""
    title = pack_title(pack)
    basis = title if ban.article is None else _title(_with_article(title, ban.article))
    return marked(basis, ban.certainty or "unverified")


def _source(record: Obligation, pack: NormPack | None) -> Title | None:
    if isinstance(record, NormDuty) and record.source:
        return record.source
    return pack_title(pack) if pack else None


def pack_title(pack: NormPack) -> Title:
    """Give how a norm is cited: as it says, else its title with its number."""
    if pack.short is not None:
        return pack.short
    if pack.number is None:
        return pack.title
    return _title(say("{title} ({number})", title=pack.title, number=pack.number))


def marked(basis: Title, certainty: Certainty | None) -> Title:
    """Give a source with how sure it is; nothing is added to what was read in its own text."""
    if certainty == "unverified":
        return _title(say("{basis} (unverified)", basis=basis))
    if certainty == "secondary":
        return _title(say("{basis} (second-hand copy)", basis=basis))
    return basis


def article_title(article: int | str) -> Title:
    """Give an article as people say it; what is no number stands as it is."""
    if _is_number(article):
        zh, en = (say("Article {number}", number=str(article).replace(", ", comma)) for comma in ("、", ", "))
        return Title(in_language(zh, "zh"), in_language(en, "en"))
    return Title(str(article), str(article))


def _with_article(basis: Title | None, article: int | str) -> Message:
    told = article_title(article)
    if basis is None:
        return say("{text}", text=told)
    if _is_number(article):
        return say("{source}, {article}", source=basis, article=told)
    return say("{source}, {section}", source=basis, section=told)


def _is_number(article: int | str) -> bool:
    return _NUMBERS.fullmatch(str(article)) is not None


def _title(message: Message) -> Title:
    return Title(in_language(message, "zh"), in_language(message, "en"))
