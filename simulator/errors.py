"""What can be wrong, as values: a place in a file, a message in no language yet, a problem."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import reduce
from string import Formatter
from typing import Any


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A position in a user's file; line and column count from 1, column in characters. Line 0: all of it."""

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence before it has a language: an English template and the values that go into it.

    A value that is a tuple is listed, with the comma of the language.
    """

    template: str
    values: Mapping[str, Any] = field(default_factory=dict, hash=False)

    def render(self, translate: Callable[[str], str] = str) -> str:
        """Give the sentence in the language of `translate`, a function from template to template."""
        values = {key: _put(value, translate) for key, value in self.values.items()}
        return _filled(translate(self.template), values) if values else translate(self.template)

    def __str__(self) -> str:
        return self.render()

    def __hash__(self) -> int:
        return hash((self.template, str(self)))  # `values` is a mapping and has no hash of its own


def _filled(template: str, values: Mapping[str, Any]) -> str:
    """Put values into a template.

    A Chinese template has a space beside a value for the sake of digits and Latin letters; where both sides
    of it turn out to be Chinese it goes.

    >>> _filled("此前 {time} 尚无事件", {"time": "21 小时"})
    '此前 21 小时尚无事件'
    """
    if template.isascii():
        return template.format(**values)
    return reduce(_joined, _parts(template, values), "")


def _joined(text: str, part: str) -> str:
    if part.startswith(" ") and _chinese(text[-1:]) and _chinese(part[1:2]):
        return text + part[1:]
    if text.endswith(" ") and _chinese(text[-2:-1]) and _chinese(part[:1]):
        return text[:-1] + part
    return text + part


def _parts(template: str, values: Mapping[str, Any]) -> Iterator[str]:
    for literal, name, form, conversion in Formatter().parse(template):
        yield literal
        if name is not None:
            yield f"{{{name}{f'!{conversion}' if conversion else ''}:{form}}}".format(**values)


def _chinese(letter: str) -> bool:
    """Tell whether a letter is Chinese, or one of the full-width signs of Chinese text."""
    return "\u3001" <= letter <= "\u9fff" or "\uff01" <= letter <= "\uff5e"


def say(template: str, **values: Any) -> Message:
    """Make a message. Every template in the code has a translation (held by a test)."""
    return Message(template, values)


COMMA = say(", ")
"""What stands between the things of a list."""


def _put(value: Any, translate: Callable[[str], str]) -> Any:
    if isinstance(value, Message):
        return value.render(translate)
    if isinstance(value, tuple):
        return translate(COMMA.template).join(str(_put(each, translate)) for each in value)
    return value


@dataclass(frozen=True, slots=True)
class Problem:
    """A fault in a user's file: where, what was found, what to do about it.

    `path` is the way to the value by keys (`agencies.duty_room.desk`), empty for a whole file.
    `line` is the text of the line at `place`, for the caret, empty where there is none.
    `others` are further places that the problem concerns. A `warning` does not stop a run.
    """

    place: Place
    found: Message
    hint: Message | None = None
    path: str = ""
    line: str = ""
    others: tuple[Place, ...] = ()
    warning: bool = False


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Give problems sorted by place, each once."""
    return tuple(dict.fromkeys(sorted(problems, key=lambda problem: (problem.place, str(problem.found)))))


class DrillError(Exception):
    """One or more problems that the user can mend; sorted by place, without repetition."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = in_order(problems)
        super().__init__("\n".join(f"{problem.place}: {problem.found}" for problem in self.problems))


class StoppedError(Exception):
    """Something outside the user's files stopped the work: a full disk, a lost worker."""

    def __init__(self, message: Message) -> None:
        self.message = message
        super().__init__(str(message))


class Dropped(BaseException):
    """Ctrl-C for the second time: what is finished is not wanted either."""


class EndlessError(StoppedError):
    """A plan turns round and round, so that playing it would never end."""
