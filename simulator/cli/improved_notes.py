"""What is said of a search for remedies beside its tables: what was not tried, and what to type."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from simulator.cli.console import note, typed
from simulator.cli.run_folders import Opened
from simulator.errors import Message, say

if TYPE_CHECKING:
    from simulator.scenario.what_if import WhatIf

Record = Mapping[str, Any]


def show_notes(record: Record, folder: Path, run: Opened, scenario: Path, lang: str) -> None:
    """Say what the tables leave out, and where everything is; `scenario` is what the run was played from."""
    for message in (*_untried(record, run.gaps), *_notes(record, folder, run.what_if, scenario)):
        note(message, lang)


def _untried(record: Record, gaps: Iterable[Record]) -> Iterator[Message]:
    """Say for which gaps there was no remedy: one takes what the plans have, such as a medium in use."""
    from simulator.report.gap_words import by_weight

    tried = {gap for each in record["remedies"] for gap in each["closes"]}
    left = [gap["id"] for gap in by_weight(gaps) if gap["severity"] != "low" and gap["id"] not in tried]
    if left:
        yield say(
            "gaps above low for which nothing was tried: {count}, the first {gap}; raise --top, or write "
            "what the plans lack for it, as a second medium, into a patch and compare",
            count=len(left),
            gap=left[0],
        )


def _notes(record: Record, folder: Path, what_if: "WhatIf", scenario: Path) -> Iterator[Message]:
    if record["interrupted"]:
        yield say("interrupted: what was known by then is shown and kept; nothing is proved")
    yield from _ways(record)
    if record["dropped"]:
        yield say(
            "thrown out, not sure on fresh draws beside the others: {names}", names=tuple(record["dropped"])
        )
    if not record["remedies"]:
        yield say("nothing was played: for no gap is there a remedy to try")
    elif not record["kept"] and not record["interrupted"]:
        yield _none_kept(record)
    yield say("results, patches and chart: {folder}", folder=folder)
    kept = {each["id"] for each in record["kept"]}
    files = sorted(folder / each["patch"] for each in record["remedies"] if each["id"] in kept)
    if files:
        words = _options(replace(what_if, patches=(*what_if.patches, *files)))
        yield say("to play with them: drill run {target} {options}", target=typed(scenario), options=words)


def _none_kept(record: Record) -> Message:
    """Say why nothing is kept: what helps costs too much, or nothing helps."""
    played = [each for each in record["remedies"] if each["alone"] is not None]
    sure = [each["cost"] for each in played if each["alone"]["sure"]]
    cheapest = min(sure or (each["cost"] for each in played if each["alone"]["saved_s"] > 0), default=0.0)
    if cheapest > record["budget"]:
        return say(
            "no remedy that may help fits the budget of {budget}; the cheapest costs {cost}: raise --budget",
            budget=f"{record['budget']:g}",
            cost=f"{cheapest:g}",
        )
    return say("no remedy that was tried helps for certain; more may: --top, --screen-runs, --budget")


def _ways(record: Record) -> Iterator[Message]:
    """Say what might have been chosen as well; or that it was found by leaving out."""
    if record["left"] and record["chosen"] == record["left"]:
        yield say(
            "{names} gain more together than what was chosen in turn: they are left when, of all remedies, "
            "what is missed least is left out",
            names=tuple(record["left"]),
        )
        return
    for step in record["steps"]:
        if step["alike"]:
            others = "; ".join(" + ".join(move) for move in step["alike"])
            yield say(
                "as good as {added}, as far as can be told: {others}",
                added=" + ".join(step["added"]),
                others=others,
            )


def _options(what_if: "WhatIf") -> str:
    """Give what is otherwise as it is typed in a shell."""
    from simulator.scenario.what_if import SET, WITH, WITHOUT

    given = ((SET, what_if.settings), (WITHOUT, what_if.removals), (WITH, what_if.patches))
    return typed(*(word for option, values in given for value in values for word in (option, value)))
