"""Texts that come up again and again, each kept once and meant by its number."""


class Texts:
    """Numbers texts in the order in which they are met; the empty one is -1."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def number(self, text: str) -> int:
        """Give the number of a text."""
        return self._numbers.setdefault(text, len(self._numbers)) if text else -1

    @property
    def all(self) -> list[str]:
        """The texts, in the order of their numbers."""
        return list(self._numbers)
