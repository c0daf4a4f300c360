"""What a suite of scenarios exercises of the plans that it plays, and what it does not."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from simulator.plan.alike import common
from simulator.study.coverage.exercised import Exercised
from simulator.study.coverage.parts import Part, find_parts
from simulator.study.coverage.wanted import Stage, Wanted

Record = dict[str, Any]
KINDS = ("task", "link", "obligation", "level", "agreement")


@dataclass(frozen=True)
class Showing:
    """A scenario of the suite as it was played."""

    stage: Stage
    exercised: Exercised

    @cached_property
    def wanted(self) -> Wanted:
        """What tells which scenario its plans lack."""
        return Wanted(self.stage.case.composition)

    @property
    def size(self) -> int:
        """How many plans are played together: the more, the more can be followed back."""
        return len(self.stage.case.composition.plans)


class _Covered:
    """A part and the scenarios whose plans hold it, each with its replications that exercised it."""

    def __init__(self) -> None:
        self.found: list[tuple[Showing, Part, int]] = []

    @property
    def part(self) -> Part:
        return self.found[0][1]

    @property
    def by(self) -> dict[str, int]:
        """Replications by scenario, of those that exercised it."""
        return {showing.stage.path: count for showing, _, count in self.found if count}

    def wanted(self) -> Record:
        """Give the scenario that would exercise it, told from the scenario that plays the most plans."""
        showing, part, _ = max(self.found, key=lambda each: each[0].size)
        return showing.wanted.record(part, [each.stage for each, *_ in self.found])


def coverage_record(showings: Sequence[Showing]) -> Record:
    """Give what `suite.json` holds of coverage: counts by kind, parts and paragraphs, each with who shows it.

    `parts` stand by kind and then by place in the files; `by` gives for each scenario that exercised one in
    how many replications; `wanted` is null where some scenario did.
    """
    found: dict[Any, _Covered] = {}
    for showing in showings:
        for part in find_parts(showing.stage.case):
            covered = found.setdefault(part.key, _Covered())
            covered.found.append((showing, part, showing.exercised.count(part)))
    ordered = sorted(found.values(), key=lambda each: (KINDS.index(each.part.kind), each.part.place))
    parts = [_part(covered) for covered in ordered]
    paragraphs = list(_paragraphs(parts))
    counted: Mapping[str, list[Record]] = {
        **{kind: [part for part in parts if part["kind"] == kind] for kind in KINDS},
        "paragraph": paragraphs,
    }
    return {
        "counts": {
            kind: {"all": len(each), "exercised": sum(bool(one["by"]) for one in each)}
            for kind, each in counted.items()
        },
        "parts": parts,
        "paragraphs": paragraphs,
    }


def _part(covered: _Covered) -> Record:
    part, by = covered.part, covered.by
    return {
        "kind": part.kind,
        "plan": part.plan,
        "name": common(part.names[0]),
        "title": part.title.texts(),
        "basis": part.basis.texts() if part.basis else None,
        "file": part.place.file,
        "line": part.place.line,
        "by": by,
        "wanted": None if by else covered.wanted(),
    }


def _paragraphs(parts: Iterable[Record]) -> Iterator[Record]:
    """Give the paragraphs that parts cite, as they cite them, by plan; first those cited first in a plan.

    A paragraph is exercised where any part that cites it is; by the one that was exercised most often.
    """
    citing: dict[tuple[str, str, str], list[Record]] = {}
    for part in sorted(parts, key=lambda part: (part["file"], part["line"])):
        if part["basis"]:
            basis = part["basis"]
            citing.setdefault((part["plan"], basis["zh"], basis["en"]), []).append(part)
    for (plan, *_), each in citing.items():
        by: dict[str, int] = {}
        for part in each:
            by |= {path: max(count, by.get(path, 0)) for path, count in part["by"].items()}
        yield {
            "plan": plan,
            "basis": each[0]["basis"],
            "cited_by": [{name: part[name] for name in ("kind", "name", "file", "line")} for part in each],
            "by": by,
            "wanted": None if by else each[0]["wanted"],
        }
