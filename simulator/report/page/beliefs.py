"""Who believed what when, beside the truth; and how many knew what they needed to know, over time."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from heapq import nlargest
from itertools import groupby
from operator import itemgetter
from typing import Any

from simulator.analysis.awareness import Step, steps
from simulator.analysis.beliefs import Beliefs, Believing, apart
from simulator.analysis.truth import Change
from simulator.log.rows import NOTHING
from simulator.report.page.shared import Opened, Shared
from simulator.report.story import moment
from simulator.report.value_words import ValueWords
from simulator.report.words import titled
from simulator.text.lengths import show_duration

FACTS, HOLDERS = 30, 20
"""Facts that can be chosen, and agencies that are shown for each, those most apart from the truth."""

Record = Mapping[str, Any]


class BeliefTrack:
    """Writes the beliefs of the replications of a page; the first says of which facts, in which order."""

    def __init__(self, shared: Shared, first: Opened) -> None:
        self._shared = shared
        self._believing = Believing(shared.program)
        self._values = ValueWords(shared.program, shared.titles, shared.lang)
        self._flowing = frozenset(quantity.fact for quantity in shared.program.quantities)
        self._needing: dict[int, set[int]] = defaultdict(set)
        """By fact: agents that need to know it."""
        for cell in self._believing.awareness.needs:
            agent, fact = shared.program.cells[cell]
            self._needing[fact].add(agent)
        self.facts = self._leading(first)

    def titles(self) -> list[str]:
        """Give the titles of the facts, in the order in which each replication has them."""
        return [self._shared.titles.fact(fact) for fact in self.facts]

    def written(self, opened: Opened) -> dict[str, Any]:
        """Give the beliefs and the awareness of one replication as a value for JSON.

        Of each fact: how it changed, time and text of the value by turns, then of each agency its name, the
        seconds for which it was wrong and unaware, and how its belief changed. Of the awareness of all
        together, then of each agency: its name, then time, facts needed, known and known rightly by turns.
        """
        changes, ended = self._believing.changes(opened.book), opened.log.ended
        found = {each.fact: each for each in self._believing.of_facts(changes)}
        return {
            "beliefs": [self._fact(fact, found.get(fact), ended) for fact in self.facts],
            "aware": self._aware(self._believing.awareness.turns(changes, ended)),
        }

    def _leading(self, first: Opened) -> list[int]:
        """Give the facts on which beliefs were other than the truth for longest, then the longest unknown."""
        found = self._believing.of_facts(self._believing.changes(first.book))
        return [each.fact for each in nlargest(FACTS, found, key=lambda each: self._apart(each, first))]

    def _apart(self, found: Beliefs, opened: Opened) -> tuple[float, float]:
        lengths = [apart(held, found.truth, opened.log.ended) for held in found.held.values()]
        # Of what flows everybody is always a little behind.
        wrong = 0.0 if found.fact in self._flowing else sum(length.wrong for length in lengths)
        return wrong, sum(length.unaware for length in lengths)

    def _fact(self, fact: int, found: Beliefs | None, ended: float) -> list[list[int]]:
        if found is None:
            return [[]]
        lengths = {agent: apart(held, found.truth, ended) for agent, held in found.held.items()}
        needing = self._needing.get(fact, ())
        shown = [agent for agent, held in found.held.items() if held or agent in needing]
        shown = nlargest(HOLDERS, shown, key=lambda agent: lengths[agent])
        first = {agent: held[0][0] if held else ended for agent, held in found.held.items()}
        rows = [
            [self._name(agent), *map(round, lengths[agent]), *self._changes(fact, found.held[agent])]
            for agent in sorted(shown, key=lambda agent: (first[agent], agent))
        ]
        return [self._changes(fact, found.truth), *rows]

    def _name(self, agent: int) -> int:
        return self._shared.texts.number(self._shared.titles.agent(agent))

    def _family(self, agent: int) -> int:
        """Give the name of an agency, without its number where it stands for many alike."""
        key, own = self._shared.families[agent], self._shared.program.agents[agent]
        if key == own.name:
            return self._name(agent)
        return self._shared.texts.number(titled(own.title, key, lang=self._shared.lang))

    def _changes(self, fact: int, changes: Iterable[Change]) -> list[int]:
        """Give times and texts by turns; what is only learned anew is no change."""
        return [
            part
            for value, same in groupby(changes, key=itemgetter(1))
            for part in (round(next(same)[0]), self._shared.texts.number(self._values.say(fact, value)))
        ]

    def _aware(self, turns: Iterable[tuple[int, Step]]) -> list[list[int]]:
        found: dict[int, list[Step]] = defaultdict(list)
        for agent, step in turns:
            found[NOTHING].append(step)
            found[self._family(agent)].append(step)
        return [
            [name, *(part for step in steps(found[name]) for part in (round(step.at), *step[1:]))]
            for name in sorted(found)
        ]


def leading_table(data: Record, lang: str) -> dict[str, Any] | None:
    """Give what was believed of the leading fact in the first replication, as a table; None without a fact.

    `data` is what the script is given.
    """
    if not data["facts"]:
        return None
    first, texts = data["replications"][0], data["texts"]
    truth, *rows = first["beliefs"][0]

    def course(changes: Sequence[int]) -> list[tuple[str, str]]:
        turns = zip(changes[::2], changes[1::2], strict=True)
        return [(moment(when, until=first["until"], lang=lang), texts[value]) for when, value in turns]

    return {
        "title": data["facts"][0],
        "truth": course(truth),
        "rows": [
            {
                "agency": texts[name],
                "course": course(changes),
                "wrong": show_duration(wrong, lang) if wrong else "",
                "unaware": show_duration(unaware, lang) if unaware else "",
            }
            for name, wrong, unaware, *changes in rows
        ],
    }
