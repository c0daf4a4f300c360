"""Words of the vocabulary as options take them: as the formats write them, or by their Chinese names."""

from collections.abc import Mapping

import click

Names = Mapping[str, tuple[str, ...]]
"""A word of the vocabulary, and what it is called in Chinese, the name that is shown first."""

GAP_KINDS: Names = {
    "information": ("信息", "情况"),
    "authority": ("权限",),
    "resource": ("力量",),
    "medium": ("通信手段", "通信"),
    "desk": ("值守",),
    "seam": ("预案衔接", "衔接"),
}
GAP_SEVERITIES: Names = {"low": ("轻微",), "medium": ("一般",), "high": ("严重",)}
SIDES: Names = {
    "sector": ("部门类别", "部门"),
    "level": ("层级",),
    "region": ("地区",),
    "agency": ("机构",),
}


class Word(click.Choice[str]):
    """One of some words; a Chinese name of it means the same."""

    def __init__(self, names: Names, lang: str) -> None:
        super().__init__(names)
        self._names, self._lang = names, lang
        self._meant = {called: word for word, all_names in names.items() for called in all_names}

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Give the word itself."""
        return super().convert(self._meant.get(value, value), param, ctx)

    def get_invalid_choice_message(self, value: object, ctx: click.Context | None) -> str:
        """Give the words that may stand there, in Chinese with their names."""
        if self._lang != "zh":
            return super().get_invalid_choice_message(value, ctx)
        named = click.Choice(tuple(f"{word}（{called[0]}）" for word, called in self._names.items()))
        return named.get_invalid_choice_message(value, ctx)
