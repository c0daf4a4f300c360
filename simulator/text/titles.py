"""Titles: texts for people to read, in one or two languages."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from simulator.errors import say
from simulator.text.faults import TextError, did_you_mean, shown
from simulator.text.fields import Readable

LANGUAGES: tuple[Literal["zh", "en"], ...] = ("zh", "en")
"""The languages of titles and messages, in the order in which JSON holds them."""

_LONGEST_TITLE = 1000
_TITLE = {"type": ["string", "number"]}
_TITLES = {"type": "object", "additionalProperties": False, "minProperties": 1}


@dataclass(frozen=True, slots=True)
class Title(Readable):
    """A text for people, in one or two languages. A language that was not given is empty."""

    schema = {
        "anyOf": [_TITLE, {**_TITLES, "properties": {"zh": _TITLE, "en": _TITLE}}],
        "description": "A text, or one for each language. 文字，或分语言的文字。",
        "examples": ["市应急管理局", {"zh": "市应急管理局", "en": "City emergency bureau"}],
    }
    zh: str = ""
    en: str = ""

    def show(self, lang: str) -> str:
        """Give the text in a language, or in the other where this one was not given."""
        return (self.zh or self.en) if lang == "zh" else (self.en or self.zh)

    def texts(self) -> dict[str, str]:
        """Give the text by language, as JSON holds it."""
        return {lang: self.show(lang) for lang in LANGUAGES}

    @classmethod
    def read(cls, value: object) -> "Title":
        """Read a title: a text or number for both languages, or a mapping with `zh`, `en` or both."""
        if isinstance(value, Mapping):
            return cls(**{key: cls._language(key, text) for key, text in _languages(value).items()})
        text = _title_text(value)
        return cls(text, text)

    @classmethod
    def _language(cls, key: str, text: object) -> str:
        try:
            return _title_text(text)
        except TextError as fault:
            raise TextError(fault.found, fault.hint, within=(key,)) from None


@dataclass(frozen=True, slots=True)
class Identified(Title):
    """A title with the id that stands in the file, for sentences of which somebody looks up every name.

    `bare` is the title alone, for headings.
    """

    bare: Title = Title()

    @classmethod
    def of(cls, title: Title | None, name: str) -> Title:
        """Give a title with an id; of what has no title the id.

        >>> Identified.of(Title("", "Duty room"), "city.duty").en
        'Duty room (city.duty)'
        """
        if title is None:
            return Title(name, name)
        return cls(f"{title.show('zh')}（{name}）", f"{title.show('en')} ({name})", title)


def bare_title(title: Title) -> Title:
    """Give a title without the id."""
    return title.bare if isinstance(title, Identified) else title


def texts_or(title: Title | None, name: str) -> dict[str, str]:
    """Give a title by language, the name of what has none."""
    return title.texts() if title else dict.fromkeys(LANGUAGES, name)


def _languages(value: Mapping[Any, object]) -> Mapping[Literal["zh", "en"], object]:
    for key in value:
        if key not in LANGUAGES:
            hint = did_you_mean(str(key), LANGUAGES) or say("languages are `zh` and `en`")
            raise TextError(say("`{key}` is no language of a title", key=shown(key)), hint, within=(key,))
    if not value:
        raise TextError(say("a title is empty"))
    return value


def _title_text(value: object) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise TextError(say("a text is expected here"), say("put it in quotes"))
    text = " ".join(str(value).split())
    if not text:
        raise TextError(say("a title is empty"))
    if len(text) > _LONGEST_TITLE:
        raise TextError(
            say("`{text}` is longer than {most} characters", text=shown(text), most=_LONGEST_TITLE)
        )
    return text
