"""Labels of milestones and limits above the lanes: words, or letters with a key where room is short."""

from dataclasses import dataclass

from simulator.report.lettering import drawable, shorten, width, wrap
from simulator.report.placing import staggered
from simulator.report.timeline_model import Rule

LABEL_SIZE = 7.5
KEY_SIZE = 8.5
KEY_LINE = 14.0
LEVEL = 13.0
LINE = 9.0
LONGEST_LABEL = 150.0
MOST_LEVELS = 5
"""Labels that would stand on more levels than this become letters."""


@dataclass(frozen=True, slots=True)
class PlacedRule:
    """A flag, or the label of a milestone or limit; lines end at `x`, the middle of the last is at `y`."""

    rule: Rule
    x: float
    y: float
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlacedKey:
    """A line of the key to the letters; `wrong` where a limit was not kept."""

    x: float
    y: float
    letter: str
    text: str
    wrong: bool


@dataclass(frozen=True, slots=True)
class Labels:
    """Labels, the key to them (empty where they are words) and where the axis with their signs is."""

    labels: tuple[PlacedRule, ...]
    key: tuple[PlacedKey, ...]
    base: float


def place_labels(rules: list[Rule], places: list[float], top: float, *, left: float, right: float) -> Labels:
    """Place labels under `top`, the key between `left` and `right`."""
    words = [_folded(drawable(_words(rule)), x - left) for rule, x in zip(rules, places, strict=True)]
    if max(_levels(places, words), default=0) < MOST_LEVELS:
        labels, base = _placed(rules, places, words, top)
        return Labels(labels, (), base)
    letters = _letters(rules)
    key, bottom = _key(rules, letters, top, left=left, right=right)
    labels, base = _placed(rules, places, [[letters[rule.name]] for rule in rules], bottom)
    return Labels(labels, key, base)


def _levels(places: list[float], texts: list[list[str]]) -> list[int]:
    wide = [max((width(line, LABEL_SIZE) for line in lines), default=0.0) + 9 for lines in texts]
    return staggered(list(zip(places, wide, strict=True)))


def _placed(
    rules: list[Rule], places: list[float], texts: list[list[str]], top: float
) -> tuple[tuple[PlacedRule, ...], float]:
    levels = _levels(places, texts)
    height = LEVEL + (max(map(len, texts), default=1) - 1) * LINE
    base = top + (max(levels, default=0) + 1) * height + 6
    placed = [
        PlacedRule(rule, x, base - 8 - level * height, tuple(lines))
        for rule, x, level, lines in zip(rules, places, levels, texts, strict=True)
    ]
    return tuple(placed), base + 4


def _folded(text: str, room: float) -> list[str]:
    """Fold a label into two lines of about one length, so that fewer labels need a level of their own."""
    half = width(text, LABEL_SIZE) / 2 + LABEL_SIZE
    return wrap(text, min(max(half, 78.0), LONGEST_LABEL, room), LABEL_SIZE, lines=2)


def _words(rule: Rule) -> str:
    sign = {True: " ✓", False: " ✗", None: ""}[rule.met]
    return f"{rule.label} {rule.when}{sign}"


def _letters(rules: list[Rule]) -> dict[str, str]:
    """Give a letter to each milestone, in order of time; its limit has the same."""
    names = dict.fromkeys(
        rule.name for rule in sorted(rules, key=lambda rule: (rule.kind != "milestone", rule.at))
    )
    return {name: _letter(number) for number, name in enumerate(names)}


def _letter(number: int) -> str:
    """Give A to Z, then AA.

    >>> _letter(0), _letter(25), _letter(26)
    ('A', 'Z', 'AA')
    """
    return (_letter(number // 26 - 1) if number >= 26 else "") + chr(ord("A") + number % 26)


def _key(
    rules: list[Rule], letters: dict[str, str], top: float, *, left: float, right: float
) -> tuple[tuple[PlacedKey, ...], float]:
    """Give the key in as many columns as fit, read downwards."""
    lines = [_line([rule for rule in rules if rule.name == name]) for name in letters]
    widest = max(width(text, KEY_SIZE) for text, _ in lines) + 44
    columns = max(1, min(4, int((right - left) // widest)))
    rows = -(-len(lines) // columns)
    column = (right - left) / columns
    key = [
        PlacedKey(
            left + (number // rows) * column,
            top + 6 + (number % rows) * KEY_LINE,
            letter,
            shorten(text, column - 32, KEY_SIZE),
            wrong,
        )
        for number, (letter, (text, wrong)) in enumerate(zip(letters.values(), lines, strict=True))
    ]
    return tuple(key), top + rows * KEY_LINE + 6


def _line(of_one: list[Rule]) -> tuple[str, bool]:
    """Give the line of a milestone: when it was reached, and its limit; and whether that was missed."""
    reached = [drawable(_words(rule)) for rule in of_one if rule.kind == "milestone"]
    limits = [rule for rule in of_one if rule.kind == "limit"]
    if not reached:
        return drawable(_words(limits[0])), True
    within = "".join(f" (≤ {rule.when})" for rule in limits)
    return reached[0] + within, any(rule.met is False for rule in of_one)
