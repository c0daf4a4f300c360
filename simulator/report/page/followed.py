"""How the gaps stand beside earlier runs of the plans: counted, the closed ones, what was changed."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from simulator.errors import Message, say
from simulator.report.follow_up import (
    Change,
    Earlier,
    Entry,
    changes,
    follow,
    otherwise_now,
    played_otherwise,
    state_words,
)
from simulator.report.gap_words import Record, by_weight
from simulator.report.page.lead import cost_words
from simulator.report.words import otherwise, tell
from simulator.study.run import Run

CHANGES = 60
"""Places in the files that are shown."""
LINES = 4
"""Lines of each place that are shown."""


def followed(
    run: Run, gaps: Iterable[Record], earlier: Sequence[Earlier], *, lang: str
) -> dict[str, Any] | None:
    """Give what became of the gaps since the earlier runs; None where no earlier one is named."""
    if not earlier:
        return None
    stands = follow([*gaps], earlier)
    made = [*_changes(run, earlier[-1])]
    last = earlier[-1].summary
    mixed = say(
        "The last of the earlier runs had another number of replications, seed or horizon: "
        "part of what differs may be chance."
    )
    return {
        "runs": [tell(_played(each), lang=lang) for each in earlier],
        "count": tell(count_words(stands.values()), lang=lang),
        "warning": tell(mixed, lang=lang) if played_otherwise(last, run.summary) else "",
        "closed": [*_closed(stands, earlier, lang)],
        "changed": tell(_changed(len(made)), lang=lang),
        "changes": made[:CHANGES],
    }


def count_words(entries: Iterable[Entry]) -> Message:
    """Say how many gaps that some run gives more than low are closed, still open, open again and new."""
    states = [entry.state for entry in entries if entry.severity != "low"]
    return say(
        "Gaps above low: {closed} closed, {open} still open, {again} open again, {new} new.",
        **{state: states.count(state) for state in ("closed", "open", "again", "new")},
    )


def _played(run: Earlier) -> Message:
    values = {"run": run.name, "runs": run.summary["runs"], "seed": run.summary["seed"]}
    options = otherwise(run.summary.get("what_if"))
    if options:
        played = " ".join(options)
        return say("{run}: {runs} replications, seed {seed}, with {options}", options=played, **values)
    return say("{run}: {runs} replications, seed {seed}", **values)


def _closed(stands: dict[str, Entry], earlier: Sequence[Earlier], lang: str) -> Iterator[dict[str, str]]:
    gone = {name: entry for name, entry in stands.items() if entry.state == "closed"}
    for gap in by_weight(entry.gap for entry in gone.values()):
        yield {
            "title": gap["title"][lang],
            "state": tell(state_words(gone[gap["id"]], earlier), lang=lang),
            "cost": " · ".join(cost_words(gap, lang)),
            "remedy": gap["remedy"][lang],
        }


def _changed(count: int) -> Message:
    if not count:
        return say("No line of the files and no option is otherwise than in the last of the earlier runs.")
    if count > CHANGES:
        return say(
            "What was changed since the last of the earlier runs; the first {shown} of {count} places",
            shown=CHANGES,
            count=count,
        )
    return say("What was changed since the last of the earlier runs")


def _changes(run: Run, before: Earlier) -> Iterator[dict[str, str]]:
    for option in otherwise_now(before.summary, run.summary):
        yield {"where": "–", "before": "", "after": option}
    for change in changes(before.inputs, {item.path: item.content for item in run.case.inputs}):
        yield _change(change)


def _change(change: Change) -> dict[str, str]:
    before, after = (_shown(lines) for lines in (change.before, change.after))
    return {"where": f"{change.file}:{change.line}", "before": before, "after": after}


def _shown(lines: tuple[str, ...]) -> str:
    return "\n".join((*map(str.strip, lines[:LINES]), *(["…"] if len(lines) > LINES else [])))
