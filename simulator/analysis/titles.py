"""What the things of a program are called, for people to read: titles in place of ids."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator

from simulator.plan.alike import common, common_task
from simulator.program.model import NONE, Duty, FactRow, Program, Server, Source
from simulator.text.lengths import show_duration
from simulator.text.titles import LANGUAGES, Title

_NAME = re.compile(r"[^\W\d]\w*(?:\.[^\W\d]\w*)*(?:@[^\W\d]\w*(?:\.[^\W\d]\w*)*)?")

_WORD = re.compile(
    rf"(?P<graded>{_NAME.pattern}) (?P<sign><=|>=|!=|<|>|=) (?P<rank>\d+)\b"
    r"| for (?P<lasting>(?:\d[\d.]* (?:d|h|min|s)\b ?)+(?<! ))"
    r"|(?P<compared><=|>=|!=)"
    rf"|{_NAME.pattern}"
)
"""What is put into words in a condition: a level reached, how long, a sign, a name."""
_SIGNS = {"<=": "≤", ">=": "≥", "!=": "≠"}
_REACHED = {
    "en": {"<": "below", "<=": "at most", ">": "above", ">=": "at least", "=": "is", "!=": "is not"},
    "zh": {"<": "低于", "<=": "不高于", ">": "高于", ">=": "不低于", "=": "为", "!=": "不为"},
}
"""How a level compares, in words: a reader knows no ranks."""
_STATES = {
    "en": {
        "ready": "{} is due",
        "started": "{} has begun",
        "done": "{} is done",
        "overdue": "{} is overdue",
        "undelivered": "no word gets through: {}",
    },
    "zh": {
        "ready": "“{}”待办",
        "started": "“{}”已开始",
        "done": "“{}”已完成",
        "overdue": "“{}”已逾期",
        "undelivered": "联络未能送达：{}",
    },
}
"""What the automatic facts of tasks and links are called."""
_BRACKETS = {"en": " ({})", "zh": "（{}）"}
_WORDS = {"and": "且", "or": "或", "not": "非", "knows": "知道", "of": "的"}
"""The words of conditions in Chinese; `knows` is not read back, it is only shown."""


class Titles:
    """Titles of one program in one language; what has no title keeps its id."""

    def __init__(self, program: Program, lang: str) -> None:
        self._program = program
        self._lang = lang
        self._kinds = dict(program.kinds)
        self._regions = dict(program.regions)
        self._owners = {
            **{task.name: self.task(number) for number, task in enumerate(program.tasks)},
            **{link.name: self.way(link.sender, link.receiver) for link in program.links},
        }
        alike = Counter(row.base for row in program.facts)
        self._facts = [self._placed(row, alone=alike[row.base] == 1) for row in program.facts]
        self._levels = {row.base: number for number, row in enumerate(program.facts) if row.levels}
        self._known = {
            **{name: title.show(lang) for name, title in program.regions},
            **{row.name: title for row, title in zip(program.facts, self._facts, strict=True)},
            **{row.base: row.title.show(lang) for row in program.facts if row.title},
            **{agent.name: self.agent(number) for number, agent in enumerate(program.agents) if number},
            **{region: title.show(lang) for region, title in program.regions},
        }
        self._names = {**dict(self._shared()), **dict(self._named())}

    def agent(self, number: int) -> str:
        """Give the title of an agency, with its number where there are several alike."""
        agent = self._program.agents[number]
        return _numbered(agent.title.show(self._lang) or agent.name, agent.name, agent.name.partition("#")[0])

    def _alike(self, number: int) -> str:
        """Give the title that many alike share."""
        agent = self._program.agents[number]
        return agent.title.show(self._lang) or common(agent.name)

    def way(self, sender: int, receiver: int) -> str:
        """Give from which agency something goes to which."""
        return f"{self.agent(sender)} → {self.agent(receiver)}"

    def fact(self, number: int) -> str:
        """Give the title of a fact, with its region or incident where there are several."""
        return self._facts[number]

    def level(self, fact: int, rank: int) -> str:
        """Give the name of a level of a fact by its rank from 1."""
        return self._program.facts[fact].level_title(rank).show(self._lang)

    def kind(self, kind: str) -> str:
        """Give the name of a kind of unit."""
        return self._kinds[kind].show(self._lang) if kind in self._kinds else kind

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
        """Give the title of an obligation, with the incident that it is for where there are several."""
        title = self._duty(duty)
        return title + _BRACKETS[self._lang].format(self.place(duty.incident)) if duty.incident else title

    def _duty(self, duty: Duty) -> str:
        """Give its own title, else who must tell whom what, else its condition."""
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
        return self._names.get(name) or self._known.get(name) or self.condition(name)

    def condition(self, text: str) -> str:
        """Give a condition with titles for the names in it, its levels by name, its words in the language."""
        return _WORD.sub(self._worded, text)

    def _worded(self, found: re.Match[str]) -> str:
        if found["graded"]:
            return self._graded(found["graded"], found["sign"], int(found["rank"]))
        if found["lasting"]:
            return self._lasting(found[0], found["lasting"])
        return _SIGNS[found[0]] if found["compared"] else self._word(found[0])

    def _placed(self, row: FactRow, *, alone: bool) -> str:
        """Give the title of a fact, with its region by name and its incident where there are several."""
        title = self._own(row)
        if alone:
            return title
        region, slash, incident = row.name.removeprefix(row.base).partition("/")
        name = self._regions.get(region.removeprefix("@"))
        where = f"@{name.show(self._lang)}" if name else region
        return _numbered(title, f"{where}{slash}{incident}", "")

    def _graded(self, name: str, sign: str, rank: int) -> str:
        """Give a comparison of a level in words, one with a number as it is."""
        fact = self._levels.get(name.partition("@")[0])
        if fact is None:
            return f"{self._word(name)} {_SIGNS.get(sign, sign)} {rank}"
        reached, level = _REACHED[self._lang][sign], self.level(fact, rank)
        gap = "" if self._lang == "zh" else " "
        return gap.join((self._word(name), reached, level))

    def _lasting(self, text: str, length: str) -> str:
        from simulator.text.durations import (
            parse_duration,
        )  # reading YAML is not known where logs are measured

        return text if self._lang != "zh" else f" 持续 {show_duration(parse_duration(length), 'zh')}"

    def _word(self, word: str) -> str:
        return self._known.get(word) or (_WORDS.get(word, word) if self._lang == "zh" else word)

    def _own(self, row: FactRow) -> str:
        """Give the title of a fact; that of the state of a task or link names what it is the state of."""
        if row.title:
            return row.title.show(self._lang)
        owner, _, state = row.base.rpartition(".")
        words = _STATES[self._lang]
        return (
            words[state].format(self._owners[owner]) if state in words and owner in self._owners else row.base
        )

    def _pool(self, server: Server) -> str:
        """Give what the units of a pool are called: by its own name, else by their kind."""
        name = server.name.rpartition(".")[2]
        return self.kind(name if name in self._kinds or server.kind not in self._kinds else server.kind)

    def _named(self) -> Iterator[tuple[str, str]]:
        program = self._program
        alike: dict[Title | None, set[str]] = defaultdict(set)
        for source in program.sources:
            alike[source.title].add(common(source.name))
        for source in program.sources:  # first: most are named after something that has a title of its own
            plain = self.condition(source.name.partition("#")[0].replace("+", " + "))
            yield source.name, self._happening(source, alike[source.title]) if source.title else plain
        for server in program.servers:
            yield server.name, f"{self.agent(server.agent)} · {self._pool(server)}"
        for link in program.links:
            way = self.way(link.sender, link.receiver)
            yield link.name, way
            for rung in link.rungs:
                yield f"{link.name}/{program.media[rung.medium].name}", f"{way} · {self.medium(rung.medium)}"
        for pact in program.pacts:
            way = self.way(program.servers[pact.server].agent, program.tasks[pact.task].owner)
            yield pact.name, f"{way} · {self.kind(pact.kind)}"
        yield from ((medium.name, self.medium(number)) for number, medium in enumerate(program.media))
        yield from ((task.name, self.task(number)) for number, task in enumerate(program.tasks))
        yield from ((post.name, self.post(number)) for number, post in enumerate(program.posts))
        yield from ((goal.name, goal.title.show(self._lang) or goal.name) for goal in program.milestones)
        yield from ((agent.name, self.agent(number)) for number, agent in enumerate(program.agents) if number)

    def _happening(self, source: Source, same: Collection[str]) -> str:
        """Give the title of something from outside, with its name where others are called the `same`."""
        title = source.title.show(self._lang) if source.title else source.name
        return title + _BRACKETS[self._lang].format(common(source.name)) if len(same) > 1 else title

    def _shared(self) -> Iterator[tuple[str, str]]:
        """Give the places that many alike share, as `simulator.analysis.places` names them."""
        program = self._program
        for server in program.servers:
            if common(server.name) != server.name:
                yield common(server.name), f"{self._alike(server.agent)} · {self._pool(server)}"
        for link in program.links:
            if common(link.name) != link.name:
                way = f"{self._alike(link.sender)} → {self._alike(link.receiver)}"
                yield common(link.name), way
                for rung in link.rungs:
                    medium = self.medium(rung.medium)
                    yield common(f"{link.name}/{program.media[rung.medium].name}"), f"{way} · {medium}"
        yield from ((common_task(task.name), self.task(number)) for number, task in enumerate(program.tasks))
        for number, agent in enumerate(program.agents):
            if common(agent.name) != agent.name:
                yield common(agent.name), self._alike(number)


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

    def level(self, fact: int, rank: int) -> dict[str, str]:
        """Give the name of a level of a fact by its rank from 1."""
        return self._each(lambda titles: titles.level(fact, rank))

    def kind(self, kind: str) -> dict[str, str]:
        """Give the name of a kind of unit."""
        return self._each(lambda titles: titles.kind(kind))

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

    def condition(self, text: str) -> dict[str, str]:
        """Give a condition in words."""
        return self._each(lambda titles: titles.condition(text))

    def _each(self, show: Callable[[Titles], str]) -> dict[str, str]:
        return {lang: show(titles) for lang, titles in self._titles.items()}


def _numbered(title: str, name: str, base: str) -> str:
    """Add to a title what tells alike things apart: `#3`, `@region`, `/2`.

    >>> _numbered("Trapped", "trapped@north", "trapped")
    'Trapped @north'
    """
    rest = name.removeprefix(base)
    return f"{title} {rest}" if rest else title
