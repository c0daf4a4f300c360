"""The norm pack: duties from law or doctrine, which speak of roles, sectors and levels alone."""

from typing import Literal

from pydantic import Field

from simulator.plan.agencies import Level, Sector
from simulator.plan.tasks import Certainty, Obligation
from simulator.text.day import Day
from simulator.text.document import Document
from simulator.text.numbers import Number, Probability
from simulator.text.record import Ident, Record, Title

EVENT = "incident"
"""The word of a pack for the fact that stands for the incident itself."""

GRADE = "grade"
"""The word of a pack for the grade that its own criteria give, as in `grade >= major`."""


class Party(Record):
    """Whom a word of the pack means: agencies with one of the roles, in the sector, at the level."""

    name: Title | None = Field(None, description="Name for people; absent: the word. 名称；不写即用词本身。")
    roles: tuple[Ident, ...] = Field(
        (), description="One of these roles; absent: any. 具有其中之一的角色；不写即不限。"
    )
    sector: Sector | None = Field(None, description="In this sector; absent: in any. 机构类别；不写即不限。")
    level: Level | None = Field(None, description="At this level; absent: at any. 行政层级；不写即不限。")
    neighbour: bool = Field(
        default=False,
        description="In a region that the hazard can reach across the border, not in the incident's own. "
        "在灾害可能波及的相邻地区，而非事发地区。",
    )


class Grade(Record):
    """One grade of an event: reached as soon as one of the numbers is."""

    name: Title | None = Field(None, description="Name for people. 等级名称。")
    at_least: dict[Ident, Number] = Field(
        {},
        description="Least numbers, each reached by the number itself; absent: below all others. "
        "各项下限，“以上”含本数；不写即低于其他各级。",
    )


class Grading(Record):
    """The grades of a norm, lowest first, and where they stand."""

    levels: dict[Ident, Grade] = Field(min_length=1, description="Grades, lowest first. 各等级，由低到高。")
    article: int | str | None = Field(None, description="Article of the law. 法律条款号。")
    certainty: Certainty | None = Field(
        None, description="How the article was checked; absent: unverified. 条款核实情况；不写即未核实。"
    )


class Ban(Record):
    """A way in which no report may go wrong."""

    what: Literal["late", "omitted", "falsified", "concealed"] = Field(
        description="Late, left out, falsified or concealed. 迟报、漏报、谎报、瞒报。"
    )
    article: int | str | None = Field(None, description="Article of the law. 法律条款号。")
    certainty: Certainty | None = Field(
        None, description="How the article was checked; absent: unverified. 条款核实情况；不写即未核实。"
    )


class NormDuty(Obligation):
    """A duty of a norm: an obligation whose ends are roles or words under `parties`."""

    says: Title | None = Field(None, description="What it asks for, in plain words. 通俗说明。")
    wording: Title | None = Field(
        None,
        description="How the norm words a limit that is no number; it is measured, not judged late. "
        "规范对时限的非数字表述（如“立即”）；只测量，不判迟报。",
    )
    share: Probability | None = Field(
        None, description="Share of the cases in which it must be kept. 必须做到的比例。"
    )
    source: Title | None = Field(
        None, description="Where it stands, if not in the norm itself. 出处，如不在本规范内。"
    )


class NormPack(Document):
    """One norm: a dated set of duties, with the words that it speaks in."""

    drill: Literal["norms"] = Field(description="Says that the file is a norm pack. 表明本文件是规范包。")
    format: Literal[1] = Field(description="Version of the format, 1. 格式版本，写 1。")
    id: Ident = Field(description="Short name by which scenarios name it. 规范包标识，情景用它来引用。")
    title: Title = Field(description="Title of the norm. 规范名称。")
    number: Title | None = Field(None, description="Number of the document. 文号。")
    short: Title | None = Field(
        None, description="How it is cited; absent: title with number. 引用时的简称；不写即名称加文号。"
    )
    in_force: Day | None = Field(None, description="In force since, as 2007-06-01. 施行日期。")
    version: Day | None = Field(
        None, description="Date of the pack itself, as 2026-11-26. 规范包自身的日期。"
    )
    hazards: tuple[Ident, ...] = Field(
        (), description="Hazards that it is for; absent: every one. 适用的灾种；不写即全部。"
    )
    names: dict[Ident, tuple[str, ...]] = Field(
        {},
        description="Words for facts and posts, each with the names under which plans may have it; the "
        "first that there is counts. 事实和岗位用词，及其在预案中可能的名称；取第一个存在的。",
    )
    parties: dict[Ident, Party] = Field(
        {}, description="Words for agencies; another word is a role. 机构用词；未列出的词即为角色。"
    )
    grades: Grading | None = Field(None, description="Grades of an event. 事件分级。")
    forbids: tuple[Ban, ...] = Field((), description="Ways in which no report may go wrong. 报告的禁止行为。")
    obligations: tuple[NormDuty, ...] = Field(
        (), max_length=1_000, description="The duties, 1,000 at the most. 各项义务，至多 1000 项。"
    )


def party_title(pack: NormPack, word: str) -> Title:
    """Give what people call those whom a word of a pack means; else the word."""
    party = pack.parties.get(word)
    return party.name if party and party.name else Title.read(word)


def name_of(duty: Obligation) -> str:
    """Give the name of a duty inside its pack: its id, else what it is about."""
    return duty.id or duty.fact or "duty"
