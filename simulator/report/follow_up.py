"""The improvement list carried from run to run: what was closed since, what is open, what was corrected."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Literal, NamedTuple

from simulator.errors import Message, say
from simulator.plan.gap import SEVERITIES, Severity
from simulator.report.words import otherwise

Record = Mapping[str, Any]
State = Literal["new", "open", "again", "closed"]


@dataclass(frozen=True, slots=True)
class Earlier:
    """A run played before: its name, `summary.json`, its gaps as `gaps.json` has them, its files by path."""

    name: str
    summary: Record
    gaps: Sequence[Record]
    inputs: Mapping[str, bytes]


class Entry(NamedTuple):
    """How a gap stands: its state, and the number (from 0) of the earlier run that first had it, if any did.

    `gap` is as the latest run that has it tells it, `severity` the gravest that any run gives it.
    """

    gap: Record
    severity: Severity
    state: State
    since: int | None


class Change(NamedTuple):
    """Lines of a file that are otherwise: the line in the file as it is now (as it was, where it is gone)."""

    file: str
    line: int
    before: tuple[str, ...]
    after: tuple[str, ...]


def follow(gaps: Sequence[Record], earlier: Sequence[Earlier]) -> dict[str, Entry]:
    """Give how each gap stands, by id: those of now in their order, then those that are closed.

    `earlier` are the runs before, the first one first. A gap is `again` open that some run found, and the one
    before this did not.
    """
    held = [{gap["id"]: gap for gap in found} for found in (*(run.gaps for run in earlier), gaps)]
    return {
        name: _entry(name, held) for name in dict.fromkeys(name for run in reversed(held) for name in run)
    }


def _entry(name: str, held: Sequence[Mapping[str, Record]]) -> Entry:
    known = [run[name] for run in held if name in run]
    first = next((number for number, run in enumerate(held[:-1]) if name in run), None)
    return Entry(
        gap=known[-1],
        severity=max((gap["severity"] for gap in known), key=SEVERITIES.index),
        state=_state(first, there=name in held[-1], before=name in held[-2]),
        since=first,
    )


def _state(first: int | None, *, there: bool, before: bool) -> State:
    if not there:
        return "closed"
    if first is None:
        return "new"
    return "open" if before else "again"


def state_words(entry: Entry, earlier: Sequence[Earlier]) -> Message:
    """Say how a gap stands, and since which run."""
    if entry.since is None:
        return say("new")
    run = earlier[entry.since].name
    if entry.state == "closed":
        return say("closed; found first in {run}", run=run)
    if entry.state == "again":
        return say("open again; found first in {run}", run=run)
    return say("still open; found first in {run}", run=run)


def changes(before: Mapping[str, bytes], after: Mapping[str, bytes]) -> Iterator[Change]:
    """Give the lines that are otherwise, file by file; of a file that came or went all of them."""
    for file in dict.fromkeys((*before, *after)):
        if before.get(file) == after.get(file):
            continue
        old, new = (run.get(file, b"").decode("utf-8", "replace").splitlines() for run in (before, after))
        for kind, one, other, begin, end in SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
            if kind != "equal":
                line = (begin if end > begin else one) + 1
                yield Change(file, line, tuple(old[one:other]), tuple(new[begin:end]))


def otherwise_now(before: Record, after: Record) -> list[str]:
    """Give the options with which this run was played and that one was not."""
    known = otherwise(before.get("what_if"))
    return [option for option in otherwise(after.get("what_if")) if option not in known]


def played_otherwise(before: Record, after: Record) -> bool:
    """Whether chance may have its part in what differs: the draws are not the same ones."""
    return any(before[key] != after[key] for key in ("runs", "seed", "horizon_s"))
