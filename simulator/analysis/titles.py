"""What the things of a program are called, for people to read: titles in place of ids."""

import re
from collections import Counter
from collections.abc import Callable, Iterator

from simulator.program.model import NONE, Duty, FactRow, Program
from simulator.text.lengths import show_duration
from simulator.text.titles import LANGUAGES

_NAME = re.compile(r"[^\W\d]\w*(?:\.[^\W\d]\w*)*(?:@[^\W\d]\w*(?:\.[^\W\d]\w*)*)?")

_RANK = re.compile(rf"({_NAME.pattern}) (<=|>=|!=|<|>|=) (\d+)\b")
_LASTS = re.compile(r" for ((?:\d[\d.]* (?:d|h|min|s)\b ?)+(?<! ))")
_WORDS = {"and": "且", "or": "或", "not": "非", "knows": "知道", "of": "的"}
"""The words of conditions in Chinese; `knows` is not read back, it is only shown."""


class Titles:
    """Titles of one program in one language; what has no title keeps its id."""

    def __init__(self, program: Program, lang: str) -> None:
        self._program = program
        self._lang = lang
        alike = Counter(row.base for row in program.facts)
        self._facts = [
            _numbered(_title(row, lang), row.name if alike[row.base] > 1 else row.base, row.base)
            for row in program.facts
        ]
        self._levels = {row.base: row.levels for row in program.facts if row.levels}
        self._known = {
            **{row.name: title for row, title in zip(program.facts, self._facts, strict=True)},
            **{row.base: row.title.show(lang) for row in program.facts if row.title},
            **{agent.name: self.agent(number) for number, agent in enumerate(program.agents) if number},
            **{region: title.show(lang) for region, title in program.regions},
        }
        self._names = dict(self._named())

    def agent(self, number: int) -> str:
        """Give the title of an agency, with its number where there are several alike."""
        agent = self._program.agents[number]
        return _numbered(agent.title.show(self._lang) or agent.name, agent.name, agent.name.partition("#")[0])

    def way(self, sender: int, receiver: int) -> str:
        """Give from which agency something goes to which."""
        return f"{self.agent(sender)} → {self.agent(receiver)}"

    def fact(self, number: int) -> str:
        """Give the title of a fact, with its region or incident where there are several."""
        return self._facts[number]

    def task(self, number: int) -> str:
        """Give the title of a task."""
        task = self._program.tasks[number]
        return task.title.show(self._lang) if task.title else task.name

    def post(self, number: int) -> str:
        """Give the title of a post."""
        post = self._program.posts[number]
        return post.title.show(self._lang) if post.title else post.name

    def medium(self, number: int) -> str:
        """Give the title of a medium."""
        medium = self._program.media[number]
        return medium.title.show(self._lang) if medium.title else medium.name

    def source(self, number: int) -> str:
        """Give the title of something from outside the plans, or of the thing that it concerns."""
        source = self._program.sources[number]
        return source.title.show(self._lang) if source.title else self.place(source.name)

    def duty(self, duty: Duty) -> str:
        """Give the title of an obligation: its own, else who must tell whom what, else its condition."""
        if duty.title:
            return duty.title.show(self._lang)
        if duty.receiver == NONE or not duty.facts:
            return self.condition(duty.name.partition(".")[2] or duty.name)
        told = dict.fromkeys(self._program.facts[fact].base for fact in duty.facts)
        comma, colon = ("、", "：") if self._lang == "zh" else (", ", ": ")
        what = comma.join(self._known.get(base, base) for base in told)
        return f"{self.way(duty.holder, duty.receiver)}{colon}{what}"

    def place(self, name: str) -> str:
        """Give what a place of a critical path is called."""
        return self._names.get(name) or self.condition(name)

    def condition(self, text: str) -> str:
        """Give a condition with titles for the names in it, its levels by name, its words in the language."""
        told = _RANK.sub(self._level, text)
        told = _LASTS.sub(self._lasting, told)
        return _NAME.sub(self._word, told)

    def _level(self, found: re.Match[str]) -> str:
        levels = self._levels.get(found[1], ())
        rank = int(found[3])
        return f"{found[1]} {found[2]} {levels[rank - 1]}" if 0 < rank <= len(levels) else found[0]

    def _lasting(self, found: re.Match[str]) -> str:
        from simulator.text.durations import (
            parse_duration,
        )  # reading YAML is not known where logs are measured

        return found[0] if self._lang != "zh" else f" 持续 {show_duration(parse_duration(found[1]), 'zh')}"

    def _word(self, found: re.Match[str]) -> str:
        word = found[0]
        return self._known.get(word) or (_WORDS.get(word, word) if self._lang == "zh" else word)

    def _named(self) -> Iterator[tuple[str, str]]:
        program = self._program
        for source in program.sources:  # first: most are named after something that has a title of its own
            plain = self.condition(source.name.partition("#")[0].replace("+", " + "))
            yield source.name, source.title.show(self._lang) if source.title else plain
        for server in program.servers:
            pool = server.name.rpartition(".")[2]
            yield server.name, f"{self.agent(server.agent)} · {pool}"
        for link in program.links:
            way = self.way(link.sender, link.receiver)
            yield link.name, way
            for rung in link.rungs:
                yield f"{link.name}/{program.media[rung.medium].name}", f"{way} · {self.medium(rung.medium)}"
        yield from ((medium.name, self.medium(number)) for number, medium in enumerate(program.media))
        yield from ((task.name, self.task(number)) for number, task in enumerate(program.tasks))
        yield from ((post.name, self.post(number)) for number, post in enumerate(program.posts))
        yield from ((goal.name, goal.title.show(self._lang) or goal.name) for goal in program.milestones)
        yield from ((agent.name, self.agent(number)) for number, agent in enumerate(program.agents) if number)


class Texts:
    """Titles of one program by language, as JSON holds them."""

    def __init__(self, program: Program) -> None:
        self._titles = {lang: Titles(program, lang) for lang in LANGUAGES}

    def agent(self, number: int) -> dict[str, str]:
        """Give the title of an agency."""
        return self._each(lambda titles: titles.agent(number))

    def way(self, sender: int, receiver: int) -> dict[str, str]:
        """Give from which agency something goes to which."""
        return self._each(lambda titles: titles.way(sender, receiver))

    def fact(self, number: int) -> dict[str, str]:
        """Give the title of a fact."""
        return self._each(lambda titles: titles.fact(number))

    def task(self, number: int) -> dict[str, str]:
        """Give the title of a task."""
        return self._each(lambda titles: titles.task(number))

    def post(self, number: int) -> dict[str, str]:
        """Give the title of a post."""
        return self._each(lambda titles: titles.post(number))

    def duty(self, duty: Duty) -> dict[str, str]:
        """Give the title of an obligation."""
        return self._each(lambda titles: titles.duty(duty))

    def place(self, name: str) -> dict[str, str]:
        """Give what a place of a critical path is called."""
        return self._each(lambda titles: titles.place(name))

    def _each(self, show: Callable[[Titles], str]) -> dict[str, str]:
        return {lang: show(titles) for lang, titles in self._titles.items()}


def _title(row: FactRow, lang: str) -> str:
    return row.title.show(lang) if row.title else row.base


def _numbered(title: str, name: str, base: str) -> str:
    """Add to a title what tells alike things apart: `#3`, `@region`, `/2`.

    >>> _numbered("Trapped", "trapped@north", "trapped")
    'Trapped @north'
    """
    rest = name.removeprefix(base)
    return f"{title} {rest}" if rest else title
