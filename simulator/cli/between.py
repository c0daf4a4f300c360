"""Whom `--between` names: sectors, levels, regions and agencies, by id or by title."""

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from simulator.errors import StoppedError, say
from simulator.report.words import LEVEL_WORDS, SECTOR_WORDS
from simulator.text.faults import did_you_mean
from simulator.text.messages import texts

if TYPE_CHECKING:
    from simulator.cli.run_folders import Opened
    from simulator.plan.composed import Composition


Record = Mapping[str, Any]
Names = Mapping[str, tuple[str, ...]]
"""What is meant by a word; several ids where it is not clear."""


def gaps_between(run: "Opened", gaps: Iterable[Record], between: tuple[str, str]) -> list[Record]:
    """Give the gaps with one of two on one side and the other on the other side.

    As in the boundary matrix, whoever stands in a neighbouring region is also of the sector `neighbour`.

    Raises
    ------
    StoppedError
        When a word names no sector, level, region or agency of the run, or several.
    """
    from simulator.analysis.gaps.boundary import NEIGHBOUR, neighbouring

    composition = run.case().composition
    one, other = _meant(_names(composition), between)
    outside = neighbouring(composition)

    def lies(gap: Record) -> bool:
        first, second = (
            {*side.values(), *([NEIGHBOUR] if side["region"] in outside else [])} - {""}
            for side in gap["sides"]
        )
        return (one in first and other in second) or (other in first and one in second)

    return [gap for gap in gaps if lies(gap)]


def _meant(names: Names, words: Iterable[str]) -> Iterator[str]:
    for word in words:
        found = names.get(word, ())
        if not found:
            hint = did_you_mean(word, names) or say("give a sector, a level, a region or an agency")
            raise StoppedError(say("nobody here is called {word}; {hint}", word=word, hint=hint))
        if len(found) > 1:
            which = ", ".join(found)
            raise StoppedError(say("several are called {word}: {names}", word=word, names=which))
        yield found[0]


def _names(composition: "Composition") -> Names:
    """Give all words that name somebody; an id counts before a title, a full id before a bare one."""
    words = {**SECTOR_WORDS, **LEVEL_WORDS}
    actors = {actor.name.partition("#")[0]: actor.record.name for actor in composition.actors.values()}
    areas = {name: area.record.name for name, area in composition.areas.items()}
    full = {name: (name,) for name in (*words, *areas, *actors)}
    bare = _gathered((name.rpartition(".")[2], name) for name in (*areas, *actors))
    titles = _gathered(
        (title, name)
        for name, shown in (
            *((name, texts(word).values()) for name, word in words.items()),
            *((name, title.texts().values()) for name, title in {**areas, **actors}.items()),
        )
        for title in shown
    )
    return {**titles, **bare, **full}


def _gathered(pairs: Iterable[tuple[str, str]]) -> Names:
    found: dict[str, tuple[str, ...]] = {}
    for word, name in pairs:
        found[word] = tuple(dict.fromkeys((*found.get(word, ()), name)))
    return found
