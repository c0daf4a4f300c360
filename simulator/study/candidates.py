"""What could be done about gaps: each remedy once, with what it costs and the patch that brings it about."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from simulator.plan.gap import Gap, gap_id
from simulator.program.compile import compile_case
from simulator.program.model import Program
from simulator.scenario.case import Case
from simulator.study.remedies import remedies_of
from simulator.study.remedy import Remedy
from simulator.text.messages import texts
from simulator.text.writing import show_yaml

Chosen = frozenset[int]
"""Remedies that are taken together, by their numbers among the candidates."""


@dataclass(frozen=True, slots=True)
class PriceList:
    """What remedies cost: by id, else by what they add, else 1; `unit` by language, empty without one."""

    remedies: Mapping[str, float] = field(default_factory=dict)
    measures: Mapping[str, float] = field(default_factory=dict)
    unit: Mapping[str, str] = field(default_factory=dict)

    def cost(self, remedy: str, measure: str) -> float:
        """Give what a remedy costs.

        >>> PriceList(measures={"operator": 12.0}).cost("operator:city.duty_room", "operator")
        12.0
        """
        return self.remedies.get(remedy, self.measures.get(measure, 1.0))


ONE_EACH = PriceList()
"""Every remedy costs 1: a budget is a number of remedies."""


_LONGEST = 60
"""Letters of an id in the name of a file, which has 255 bytes: a Chinese letter takes three."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A remedy that may be taken. `closes` are the ids of the gaps that it is for, the gravest first."""

    number: int
    id: str
    remedy: Remedy
    closes: tuple[str, ...]
    cost: float

    @property
    def file(self) -> str:
        """The name of the file of its patch, of letters and a length that every system takes."""
        words = re.sub(r"[^\w.]+", "-", self.id)[:_LONGEST].strip("-.")
        return f"{self.number:02d}-{words}.yaml"


def candidates_of(
    case: Case, gaps: Iterable[Gap], prices: PriceList = ONE_EACH, *, most: int | None = None
) -> tuple[Candidate, ...]:
    """Give the remedies of gaps in their order, each once however many gaps it is for, at most so many."""
    program, found = compile_case(case), dict[str, Candidate]()
    for gap in gaps:
        for remedy in remedies_of(case, program, gap):
            same = show_yaml(remedy.patch)
            if same in found:
                closes = dict.fromkeys((*found[same].closes, gap.id))
                found[same] = replace(found[same], closes=tuple(closes))
            elif most is None or len(found) < most:
                name = _named(remedy, gap, {each.id for each in found.values()})
                cost = prices.cost(name, remedy.measure)
                found[same] = Candidate(len(found) + 1, name, remedy, (gap.id,), cost)
    return tuple(found.values())


def _named(remedy: Remedy, gap: Gap, taken: set[str]) -> str:
    """Give the id of a remedy: what it adds, and the place of the gap that it is for."""
    first = gap_id(gap.kind, gap.place).replace(gap.kind, remedy.measure, 1)
    names = (first if number == 1 else f"{first}/{number}" for number in range(1, len(taken) + 2))
    return next(name for name in names if name not in taken)


def program_with(case: Case, candidates: Sequence[Candidate], chosen: Chosen) -> Program:
    """Give the program of a case in which remedies are taken, in the order of their numbers."""
    for number in sorted(chosen):
        case = candidates[number].remedy.change(case)
    return compile_case(case)


def patch_text(candidate: Candidate, lang: str) -> str:
    """Give the patch of a remedy as a file for `--with`, which says what it does and what it is for."""
    closes = "".join(f"#   {gap}\n" for gap in candidate.closes)
    title = texts(candidate.remedy.text)
    head = f"# {title[lang]}\n# {_FOR[lang]}\n{closes}"
    data = {"drill": "patch", "format": 1, "name": title, "plans": candidate.remedy.patch}
    return head + show_yaml(data)


_FOR = {"zh": "针对的缺口：", "en": "For the gaps:"}
