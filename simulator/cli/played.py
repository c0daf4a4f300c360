"""A scenario as verbs take it: read, with the plans shipped with drill where there is no such file."""

from pathlib import Path
from typing import TYPE_CHECKING

from simulator.cli.console import note, show_warnings
from simulator.errors import Place, say

if TYPE_CHECKING:
    from simulator.scenario.case import Case

SHIPPED = Path(__file__).parent.parent / "shipped"


def open_case(scenario: Path, lang: str) -> "Case":
    """Read a scenario and its plans; say how many warnings there are."""
    from simulator.scenario.read import read_case

    case = read_case(shipped(scenario, lang))
    show_warnings(case.warnings, lang)
    return case


def shipped(path: Path, lang: str) -> Path:
    """Give the path itself, or the file that drill ships under it where there is none here."""
    inside = SHIPPED / path
    if path.exists() or path.is_absolute() or ".." in path.parts or not inside.is_file():
        return path
    note(say("there is no {file} here; the one that comes with drill is used", file=str(Place(path.as_posix()).file)), lang)
    return inside
