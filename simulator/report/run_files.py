"""Everything that a run leaves, as the files of its folder."""

from collections.abc import Callable, Mapping
from math import inf
from pathlib import Path
from typing import TYPE_CHECKING, Any

from simulator.analysis.loads.load import loads
from simulator.analysis.results import Reached
from simulator.analysis.tables import tables
from simulator.errors import Message, say
from simulator.log.rows import Log
from simulator.log.store import STORE, write_store
from simulator.plan.gap import gap_record
from simulator.program.model import Program
from simulator.report.awareness_chart import draw_awareness, measured
from simulator.report.belief_chart import draw_beliefs
from simulator.report.boundary_chart import boundary_chart
from simulator.report.clock_rows import chain_limits, limits, periods
from simulator.report.clocks_chart import draw_clocks
from simulator.report.concerned import concerned
from simulator.report.lanes import MEDIAN, SHEET, Bounds, lanes
from simulator.report.load_chart import draw_loads
from simulator.report.network import network_chart
from simulator.report.population import draw_population
from simulator.report.response_model import Response
from simulator.report.responses import draw_responses
from simulator.report.run_folder import PAGE, Content, json_bytes, summary_bytes
from simulator.report.scorecard import draw_scorecard
from simulator.report.sheet import Head
from simulator.report.start_chart import start_chart
from simulator.report.style import MARK, chart_style, figure_bytes
from simulator.report.timeline import draw_timeline
from simulator.report.timeline_layout import layout
from simulator.report.timeline_model import Timeline
from simulator.report.waiting_chart import draw_waiting, waited_for
from simulator.report.warning_rows import warned
from simulator.report.warnings_chart import draw_warnings
from simulator.report.words import tell
from simulator.study.restored import INTERRUPTED
from simulator.study.run import FreshRun, Run
from simulator.study.start_sweep import StartSweep

if TYPE_CHECKING:
    from matplotlib.figure import Figure

Draw = Callable[[], "Figure"]
LEAVES = tuple(Bounds(lanes=lanes, arrows=60) for lanes in range(20, 4, -2))
LEAF_WIDE, LEAF_HIGH = 760.0, 830.0
"""What a leaf of A4 may show: the first whose lanes end above that. 9 points of its sheet are 6 on paper."""


def run_files(run: FreshRun, *, lang: str, sweep: StartSweep | None = None) -> dict[str, Content]:
    """Give the files of a run's folder by path: summary, gaps, measures and logs, charts, inputs.

    Charts are drawn when they are written; their words are in `lang`. `sweep` is that of the starts, where
    one was played.
    """
    program, results, summary = run.program, run.results, run.summary
    files: dict[str, Content] = {
        "summary.json": summary_bytes(summary),
        "gaps.json": json_bytes([gap_record(gap) for gap in run.gaps]),
        STORE: lambda path: write_store(path, tables(program, results, meta=_meta(run), logs=run.kept)),
    }
    charts = charts_of(run, lang, sweep)
    for stem, draw in charts.items():
        files |= chart_files(stem, draw)
    files[PAGE] = lambda path: _write_page(path, run, charts, lang, sweep=sweep)
    for item in run.case.inputs:
        files[f"inputs/{item.path}"] = item.content
    return files


def live_files(run: FreshRun, *, lang: str) -> dict[str, Content]:
    """Give the files of a run that is watched: a page that loads itself again, no charts beside it."""
    files = {path: file for path, file in run_files(run, lang=lang).items() if not path.startswith("charts/")}
    charts = charts_of(run, lang)
    files[PAGE] = lambda path: _write_page(path, run, charts, lang, live=True)
    return files


def charts_of(run: Run, lang: str, sweep: StartSweep | None = None) -> dict[str, Draw]:
    """Give what draws each chart in the house style, by the name of its files; each is drawn once."""
    drawers = chart_drawers(run, lang)
    if sweep:
        title = run.program.title.show(lang)
        drawers["start_sweep"] = lambda: start_chart(sweep, lang=lang, title=title)
    return {stem: _once(draw) for stem, draw in drawers.items()}


def chart_drawers(run: Run, lang: str) -> dict[str, Draw]:
    """Give what draws each chart, by the name of its files."""
    program, summary, composition = run.program, run.summary, run.case.composition
    title = program.title.show(lang)
    charts: dict[str, Callable[[], Figure]] = {
        "timeline": lambda: draw_timeline(_timeline(program, run.typical, summary, lang), lang=lang),
        "response_times": lambda: _responses(program, run.results, summary, lang),
        "network": lambda: network_chart(composition, run.gaps, lang=lang, title=title),
        "boundary_matrix": lambda: boundary_chart(composition, run.gaps, lang=lang, title=title),
        "scores": lambda: draw_scorecard(summary, title=title, lang=lang),
    }
    if concerned(summary, lang):
        charts["population"] = lambda: draw_population(summary, lang=lang)
    if program.voices:
        charts["beliefs"] = lambda: draw_beliefs(program, run.typical, title=title, lang=lang)
    head = Head(title, summary["runs"], summary["seed"])
    if paths := waited_for(summary):
        charts["waiting"] = lambda: draw_waiting(paths, head=head, lang=lang)
    if found := loads(program, run.typical):
        charts["load"] = lambda: draw_loads(program, run.typical, found, title=title, lang=lang)
    return charts | (_fresh_charts(run, head, lang) if isinstance(run, FreshRun) else {})


def _fresh_charts(run: FreshRun, head: Head, lang: str) -> dict[str, Draw]:
    """Give the charts of measures that are not in the folder of a run, where there are some."""
    program, results, composition = run.program, run.results, run.case.composition
    charts: dict[str, Draw] = {}
    if measured(results.aware):
        charts["awareness"] = lambda: draw_awareness(program, results.aware, run.summary, lang=lang)
    if warnings := warned(program, results, lang=lang):
        charts["warnings"] = lambda: draw_warnings(warnings, head=head, lang=lang)
    obligations, due = limits(program, results, lang=lang), periods(program, results, lang=lang)
    if obligations or due:
        sums = chain_limits(program, results, composition, lang=lang)
        charts["clocks"] = lambda: draw_clocks(obligations, sums, due, head=head, lang=lang)
    return charts


def leaf_timeline(run: Run, lang: str) -> "Figure":
    """Draw the timeline of those who did most, of so many as can be read on a leaf of A4."""
    made = (_timeline(run.program, run.typical, run.summary, lang, bounds) for bounds in LEAVES)
    fitting = (each for each in made if layout(each, wide=LEAF_WIDE).bottom <= LEAF_HIGH)
    least = _timeline(run.program, run.typical, run.summary, lang, LEAVES[-1])
    with chart_style():
        return draw_timeline(next(fitting, least), lang=lang, wide=LEAF_WIDE)


def _timeline(
    program: Program, typical: Log, summary: Mapping[str, Any], lang: str, bounds: Bounds = SHEET
) -> Timeline:
    runs, seed = summary["runs"], summary["seed"]
    return lanes(program, typical, lang=lang, which=MEDIAN, runs=runs, seed=seed, bounds=bounds)


def _once(draw: Draw) -> Draw:
    """Draw when first asked, in the house style; then give the same figure again."""
    drawn: list[Figure] = []

    def figure() -> "Figure":
        with chart_style():
            if not drawn:
                drawn.append(draw())
        return drawn[0]

    return figure


def chart_files(stem: str, draw: Draw) -> dict[str, Content]:
    """Both formats of a chart, from one drawing."""
    figure = _once(draw)

    def write(path: Path) -> None:
        path.write_bytes(figure_bytes(figure(), "svg" if path.suffix == ".svg" else "png"))

    return {f"charts/{stem}.svg": write, f"charts/{stem}.png": write}


def _write_page(
    path: Path,
    run: Run,
    charts: Mapping[str, Draw],
    lang: str,
    *,
    sweep: StartSweep | None = None,
    live: bool = False,
) -> None:
    from simulator.report.page.page import page_bytes  # a run that is shown again needs no templates

    path.write_bytes(page_bytes(run, charts, lang=lang, sweep=sweep, live=live))


def _meta(run: Run) -> dict[str, str]:
    names = ("scenario", "runs", "seed", "horizon_s", "drill", "format")
    known = {name: str(run.summary[name]) for name in names if name in run.summary}
    return {"mark": MARK, **known, **({INTERRUPTED: "yes"} if run.interrupted else {})}


def _responses(program: Program, results: Reached, summary: Mapping[str, Any], lang: str) -> "Figure":
    objectives = {record["milestone"]: record for record in summary["objectives"]}
    responses = [
        _response(number, record, objectives.get(record["name"]), results, lang)
        for number, record in enumerate(summary["milestones"])
    ]
    subtitle: Message = say("{runs} replications, seed {seed}", runs=summary["runs"], seed=summary["seed"])
    return draw_responses(
        responses,
        title=program.title.show(lang),
        subtitle=tell(subtitle, lang=lang),
        horizon=program.horizon,
        lang=lang,
    )


def _beyond(record: Mapping[str, Any]) -> bool:
    """Tell whether the interval of the median ends beyond the horizon, and is not just unsupported."""
    return record["p50_high_s"] is None and "p50" not in record["unsupported"]


def _response(
    number: int, record: Mapping[str, Any], objective: Mapping[str, Any] | None, results: Reached, lang: str
) -> Response:
    goal = objective or {}
    return Response(
        name=record["name"],
        title=record["title"][lang],
        times=results.milestones[:, number],
        within=goal.get("within_s"),
        required=goal.get("required_share"),
        share=goal.get("share"),
        low=goal.get("share_low"),
        high=goal.get("share_high"),
        verdict=goal.get("verdict"),
        median_low=record["p50_low_s"],
        median_high=inf if _beyond(record) else record["p50_high_s"],
    )
