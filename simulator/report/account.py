"""What a gap is not let go without: its cause, who answers for it, whom to teach what, what to correct.

The four are 四不放过 (cause, responsibility, education, correction), as far as plans and run know them.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from simulator.errors import Message, say
from simulator.plan.audit.naming import listed
from simulator.plan.model import Plan
from simulator.report.boundary_chart import value_names
from simulator.report.words import tell
from simulator.study.run import Run

Record = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Account:
    """The four columns of a gap as lines of text; only what is known stands there, so some may be empty."""

    cause: tuple[str, ...]
    responsibility: tuple[str, ...]
    education: tuple[str, ...]
    correction: tuple[str, ...]


class Accounts:
    """Gives the account of each gap of a run in a language."""

    def __init__(self, run: Run, lang: str) -> None:
        self._composition = run.case.composition
        self._duties = {duty["name"]: duty for duty in run.summary["obligations"]}
        self._plans = {plan.place.file: plan for plan in self._composition.plans}
        self._lang = lang

    def of(self, gap: Record) -> Account:
        """Give the account of a gap, a record of `gaps.json`."""
        return Account(
            cause=tuple(each["text"][self._lang] for each in gap["evidence"]),
            responsibility=tuple(self._told(self._responsibility(gap))),
            education=tuple(self._told(self._education(gap))),
            correction=(gap["remedy"][self._lang], *_lines(gap)),
        )

    def _told(self, lines: Iterator[Message | str]) -> Iterator[str]:
        return (line if isinstance(line, str) else tell(line, lang=self._lang) for line in lines)

    def _responsibility(self, gap: Record) -> Iterator[Message]:
        """Say who issued the plans that have to change, then who is concerned."""
        for plan in self._to_change(gap):
            yield say(
                "{authority} amends: {plan}", authority=self._authority(plan), plan=plan.name.show(self._lang)
            )
        yield say("concerned: {agencies}", agencies=self._concerned(gap))

    def _education(self, gap: Record) -> Iterator[Message | str]:
        """Say which paragraphs those who are concerned have to know: of the lines, of the duties broken."""
        broken = {duty["basis"][self._lang]: duty for duty in self._broken(gap)}
        paragraphs = dict.fromkeys((*(basis[self._lang] for basis in gap["basis"]), *broken))
        known = [_paragraph(each, broken.get(each), self._lang) for each in paragraphs]
        known = known or [*self._unnumbered(gap)]
        if known:
            yield say("to be known to {agencies}:", agencies=self._concerned(gap))
            yield from known

    def _broken(self, gap: Record) -> Iterator[Record]:
        """Give the duties that are broken through it and cite a paragraph."""
        names = (each["obligation"] for found in gap["evidence"] for each in found.get("breaks", ()))
        return (self._duties[name] for name in names if self._duties.get(name, {}).get("basis"))

    def _unnumbered(self, gap: Record) -> Iterator[Message]:
        """Name the plans where none of their lines names a paragraph."""
        for plan in self._to_change(gap):
            yield say("{plan}, no paragraph named", plan=plan.name.show(self._lang))

    def _to_change(self, gap: Record) -> list[Plan]:
        files = dict.fromkeys(place["file"] for place in gap["where"])
        return [self._plans[file] for file in files if file in self._plans]

    def _authority(self, plan: Plan) -> str:
        issuer = self._composition.actors.get(self._composition.authorities.get(plan.id, ""))
        return issuer.record.name.show(self._lang) if issuer else str(plan.authority)

    def _concerned(self, gap: Record) -> str:
        sides = list(dict.fromkeys(side["agency"] for side in gap["sides"]))
        names = value_names(self._composition, sides, by="agency", lang=self._lang)
        return listed(names.values()).show(self._lang)


def _paragraph(name: str, duty: Record | None, lang: str) -> Message | str:
    """Say a paragraph, with the duty in it that is broken."""
    return say("{paragraph} ({duty})", paragraph=name, duty=duty["title"][lang]) if duty else name


def _lines(gap: Record) -> Iterator[str]:
    """Give the lines of the plans, those of one file together."""
    lines: dict[str, list[str]] = {}
    for place in gap["where"]:
        lines.setdefault(place["file"], []).append(str(place["line"]))
    return (f"{file}:{', '.join(dict.fromkeys(found))}" for file, found in lines.items())
