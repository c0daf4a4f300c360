"""The readiness matrix as a chart: each scenario a row, each of its objectives a tile in it."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from simulator.errors import say
from simulator.report.coverage_words import COUNTED, SIGNS, hazards_told, outcome
from simulator.report.figures import VERDICTS
from simulator.report.lettering import drawable, shorten, width, wrap
from simulator.report.sheet import Sheet, tint
from simulator.report.style import GRID, INK, LOOKS, MUTED, PAPER, Look, chart_style
from simulator.report.svg_ids import svg_id
from simulator.report.words import percent, tell

if TYPE_CHECKING:
    from matplotlib.figure import Figure

Record = Mapping[str, Any]

WIDTH, MARGIN, TOP = 1180.0, 22.0, 100.0
NAMES = 226.0
"""How wide the names of scenarios stand, left of their tiles."""
COLUMNS, TILE, HIGH, GAP = 7, 126.0, 54.0, 4.0
APART = 12.0
"""Between two scenarios."""
FEWEST = 1.2
"""A scenario is at least so many tiles high, for its name and hazards."""
VERDICT_LOOKS: Mapping[str, Look] = {
    "met": LOOKS["message"],
    "undecided": LOOKS["waiting_operator"],
    "missed": LOOKS["limit"],
}
_BAR, _BARS = 128.0, 3


def draw_readiness(record: Record, *, lang: str) -> "Figure":
    """Draw the matrix of a suite, with how much of the plans it exercises below."""
    scenarios = record["scenarios"]
    rows = [_high(scenario) for scenario in scenarios]
    bottom = TOP + sum(rows)
    with chart_style():
        sheet = Sheet(WIDTH, bottom + 108)
        _head(sheet, record, lang)
        y = TOP
        for scenario, high in zip(scenarios, rows, strict=True):
            _scenario(sheet, scenario, y, lang)
            y += high
        _coverage(sheet, record["coverage"]["counts"], bottom + 22, lang)
        _legend(sheet, bottom + 84, lang)
    return sheet.figure


def _high(scenario: Record) -> float:
    lines = -(-len(scenario.get("objectives", ())) // COLUMNS)
    return max(lines, FEWEST) * (HIGH + GAP) + APART


def _head(sheet: Sheet, record: Record, lang: str) -> None:
    heading = say("Readiness: objectives of all scenarios in {folder}", folder=record["folder"])
    title = shorten(drawable(tell(heading, lang=lang)), WIDTH - 220, 16)
    sheet.text(MARGIN, 24, title, size=16, gid="title")
    sheet.text(MARGIN, 50, shorten(tell(outcome(record), lang=lang), WIDTH - 2 * MARGIN, 11), size=11)
    line = say("share of replications in time, its 95 % interval, and what is required")
    sheet.text(MARGIN, 72, tell(line, lang=lang), size=9, color=MUTED)
    sheet.mark()


def _scenario(sheet: Sheet, scenario: Record, y: float, lang: str) -> None:
    sheet.line((MARGIN, y - APART / 2), (WIDTH - MARGIN, y - APART / 2), color=GRID, linewidth=0.6)
    if scenario["run"] is None:
        _not_played(sheet, scenario, y, lang)
        return
    _names(sheet, scenario, y, lang)
    for number, objective in enumerate(scenario["objectives"]):
        corner = (
            MARGIN + NAMES + number % COLUMNS * (TILE + GAP),
            y + number // COLUMNS * (HIGH + GAP),
        )
        _tile(
            sheet, objective, corner, svg_id("objective", scenario["scenario"], objective["milestone"]), lang
        )


def _names(sheet: Sheet, scenario: Record, y: float, lang: str) -> None:
    most = NAMES - 14
    title = wrap(drawable(scenario["title"][lang]), most, 10.5, lines=2)
    for line, text in enumerate(title):
        gid = svg_id("scenario", scenario["scenario"]) if not line else None
        sheet.text(MARGIN, y + 8 + 14 * line, text, size=10.5, gid=gid)
    at = y + 10 + 14 * len(title)
    sheet.text(MARGIN, at, shorten(drawable(hazards_told(scenario, lang)), most, 8.5), size=8.5)
    met = sum(objective["verdict"] == "met" for objective in scenario["objectives"])
    values = {"met": met, "all": len(scenario["objectives"]), "runs": scenario["runs"]}
    words = say("{met} of {all} met · {runs} replications", **values)
    if not scenario["objectives"]:
        words = say("no objectives · {runs} replications", runs=scenario["runs"])
    sheet.text(MARGIN, at + 14, shorten(tell(words, lang=lang), most, 8), size=8, color=MUTED)


def _not_played(sheet: Sheet, scenario: Record, y: float, lang: str) -> None:
    sheet.text(MARGIN, y + 8, shorten(drawable(scenario["scenario"]), NAMES - 14, 10.5), size=10.5)
    problem = scenario["problems"][0]
    words = say(
        "not played, problems: {count}; the first: {found}",
        count=len(scenario["problems"]),
        found=problem["found"][lang],
    )
    most = WIDTH - 2 * MARGIN - NAMES
    colour = LOOKS["limit"].colour
    for line, text in enumerate(wrap(drawable(tell(words, lang=lang)), most, 9.5, lines=3)):
        sheet.text(MARGIN + NAMES, y + 8 + 14 * line, text, size=9.5, color=colour)


def _tile(sheet: Sheet, objective: Record, corner: tuple[float, float], gid: str, lang: str) -> None:
    x, y = corner
    look = VERDICT_LOOKS[objective["verdict"]]
    fill = tint(look.colour, 0.16)
    sheet.box(x, y, TILE, HIGH, facecolor=fill, edgecolor="none", gid=gid)
    sheet.box(x, y, 3.5, HIGH, facecolor=look.colour, edgecolor="none")
    for line, text in enumerate(wrap(drawable(objective["title"][lang]), TILE - 14, 8, lines=2)):
        sheet.text(x + 9, y + 9 + 11 * line, text, size=8)
    sign = f"{SIGNS[objective['verdict']]} {percent(objective['share'])}"
    sheet.text(x + 9, y + HIGH - 14, sign, size=12)
    low, high = (percent(objective[f"share_{end}"]).removesuffix(" %") for end in ("low", "high"))
    sheet.text(x + TILE - 5, y + HIGH - 19, f"{low} – {high}", size=7, ha="right", color=MUTED)
    required = f"≥ {percent(objective['required_share'])}"
    sheet.text(x + TILE - 5, y + HIGH - 8, required, size=7, ha="right", color=MUTED)


def _coverage(sheet: Sheet, counts: Record, y: float, lang: str) -> None:
    """Draw how much of each kind of part of the plans the scenarios exercise."""
    sheet.text(MARGIN, y, tell(say("exercised of the plans"), lang=lang), size=10.5)
    known = [(kind, count) for kind, count in counts.items() if count["all"]]
    wide = (WIDTH - 2 * MARGIN - NAMES) / _BARS
    for number, (kind, count) in enumerate(known):
        x, at = MARGIN + NAMES + number % _BARS * wide, y + number // _BARS * 22
        sheet.text(x, at, shorten(tell(COUNTED[kind], lang=lang), 100, 8.5), size=8.5)
        done = count["exercised"] / count["all"]
        sheet.box(x + 106, at - 6, _BAR, 12, facecolor=GRID, edgecolor="none")
        sheet.box(
            x + 106, at - 6, _BAR * done, 12, facecolor=LOOKS["working"].colour, edgecolor="none",
            gid=svg_id("coverage", kind),
        )  # fmt: skip
        sheet.text(x + 112 + _BAR, at, f"{count['exercised']} / {count['all']}", size=8.5, color=INK)


def _legend(sheet: Sheet, y: float, lang: str) -> None:
    x = MARGIN
    for verdict, look in VERDICT_LOOKS.items():
        sheet.box(x, y - 6, 18, 12, facecolor=tint(look.colour, 0.16), edgecolor=PAPER)
        sheet.box(x, y - 6, 3.5, 12, facecolor=look.colour, edgecolor="none")
        text = f"{SIGNS[verdict]} {tell(VERDICTS[verdict], lang=lang)}"
        sheet.text(x + 24, y, text, size=8.5)
        x += 24 + width(text, 8.5) + 18
