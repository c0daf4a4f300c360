"""The page put together."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from simulator.collector import without_collector
from simulator.plan.gap import gap_record
from simulator.report.agreements_told import told_of_agreements
from simulator.report.caseload_told import told_of_caseload
from simulator.report.follow_up import Earlier
from simulator.report.gap_words import by_weight
from simulator.report.joint_told import told_of_joint_tasks
from simulator.report.levels_told import declared_levels
from simulator.report.page.awareness import aware, aware_curve
from simulator.report.page.beliefs import leading_table
from simulator.report.page.chart import inline_chart
from simulator.report.page.deeds import deeds
from simulator.report.page.door import LETTERS, LIVE, POLICY, data_text, finish, render, script, style_sheet
from simulator.report.page.duties import broken, duties
from simulator.report.page.findings import boundary, findings
from simulator.report.page.followed import followed
from simulator.report.page.inputs import assumed, inputs
from simulator.report.page.lead import lead
from simulator.report.page.loads import load_table
from simulator.report.page.misreports import misreports, warnings
from simulator.report.page.population import population
from simulator.report.page.scored import scored
from simulator.report.page.standing import qualities
from simulator.report.page.starts import starts
from simulator.report.page.timeline_data import timeline_data
from simulator.report.page.times import times
from simulator.report.style import LOOKS, MARK, Look
from simulator.report.supplies_told import told_of_supplies
from simulator.report.timeline_keys import PIECES
from simulator.report.words import tell
from simulator.study.run import Run
from simulator.study.start_sweep import StartSweep

if TYPE_CHECKING:
    from matplotlib.figure import Figure

Drawn = Callable[[], "Figure"]
CHARTS = ("timeline", "network", "start_sweep")
"""Those that stand on the page as they stand in the folder."""
HATCHED = {
    **{name: look for name, look in LOOKS.items() if look.hatch},
    "wrong": Look(LOOKS["limit"].colour, hatch="///"),
}
"""Looks that the page needs as patterns."""


@without_collector()
def page_bytes(
    run: Run,
    charts: Mapping[str, Drawn],
    *,
    lang: str,
    sweep: StartSweep | None = None,
    live: bool = False,
    earlier: Sequence[Earlier] = (),
) -> bytes:
    """Give `report.html`: the run as one page in a language. Equal runs give equal bytes.

    `charts` gives the figures `timeline` and `network`, and `start_sweep` where starts were compared; they
    are drawn when they are asked for. A `live` page loads itself again from disk, until `still` takes that
    out. Of `earlier` runs it is said what became of their gaps.
    """
    gaps = [gap_record(gap) for gap in run.gaps]
    order = {gap["id"]: number for number, gap in enumerate(by_weight(gaps))}
    data = timeline_data(run, sorted(run.gaps, key=lambda gap: order[gap.id]), lang=lang)
    style, program = style_sheet(), script()
    page = render(
        "page.html",
        lang=lang,
        language="zh-Hans" if lang == "zh" else "en",
        mark=MARK,
        live=LIVE if live else "",
        policy=POLICY,
        letters=LETTERS,
        style=style,
        script=program,
        data=data_text(data),
        charts={name: inline_chart(charts[name](), name=name) for name in CHARTS if name in charts},
        hatched=HATCHED,
        pieces={kind: tell(message, lang=lang) for kind, message in PIECES.items()},
        starts=starts(sweep, lang=lang),
        summary=run.summary,
        **_found(run, gaps, lang, earlier),
        **_over_time(run, data, lang),
    )
    return finish(page, style=style, script=program).encode()


def _found(run: Run, gaps: list[dict[str, Any]], lang: str, earlier: Sequence[Earlier]) -> dict[str, Any]:
    """Give the values of the sections that say what was found, and from what."""
    return {
        "lead": lead(run, gaps, lang=lang),
        "times": times(run, lang=lang),
        "duties": duties(run, lang=lang),
        "broken": broken(run, gaps, lang=lang),
        "levels": list(declared_levels(run.summary, lang)),
        "warnings": warnings(run.summary, lang=lang),
        "findings": findings(run, gaps, lang=lang, earlier=earlier),
        "followed": followed(run, gaps, earlier, lang=lang),
        "matrices": boundary(run, lang=lang),
        "caseload": list(told_of_caseload(run.summary, lang)),
        "agreements": list(told_of_agreements(run.summary, lang)),
        "supplies": list(told_of_supplies(run.summary, lang)),
        "joint": list(told_of_joint_tasks(run.summary, lang)),
        "misreports": misreports(run.summary, lang=lang),
        "qualities": qualities(run, lang=lang),
        "scored": scored(run.summary, lang=lang),
        "assumed": assumed(run, lang=lang),
        "inputs": inputs(run),
    }


def _over_time(run: Run, data: Mapping[str, Any], lang: str) -> dict[str, Any]:
    """Give the values of what is drawn over time; `data` is what the script is given."""
    return {
        "deeds": deeds(run, lang=lang),
        "loads": load_table(data, lang),
        "belief": leading_table(data, lang),
        "aware": aware(run, lang=lang),
        "curve": aware_curve(data, lang),
        "population": population(run.summary, lang=lang),
    }
