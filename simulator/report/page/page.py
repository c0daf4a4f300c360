"""The page put together."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from simulator.plan.gap import gap_record
from simulator.report.gap_words import by_weight
from simulator.report.page.awareness import aware
from simulator.report.page.chart import inline_chart
from simulator.report.page.deeds import deeds
from simulator.report.page.door import LIVE, data_text, policy, render, script, style_sheet
from simulator.report.page.duties import broken, duties
from simulator.report.page.findings import boundary, findings
from simulator.report.page.inputs import assumed, inputs
from simulator.report.page.lead import lead
from simulator.report.page.standing import agreements, qualities
from simulator.report.page.timeline_data import timeline_data
from simulator.report.page.times import times
from simulator.report.style import LOOKS, MARK
from simulator.report.timeline_keys import PIECES
from simulator.report.words import tell
from simulator.study.run import Run

if TYPE_CHECKING:
    from matplotlib.figure import Figure

Drawn = Callable[[], "Figure"]


def page_bytes(run: Run, charts: Mapping[str, Drawn], *, lang: str, live: bool = False) -> bytes:
    """Give `report.html`: the run as one page in a language. Equal runs give equal bytes.

    `charts` gives the figures `timeline` and `network`, which are drawn when they are asked for. A `live`
    page loads itself again from disk, until `still` takes that out.
    """
    gaps = [gap_record(gap) for gap in run.gaps]
    order = {gap["id"]: number for number, gap in enumerate(by_weight(gaps))}
    style, program = style_sheet(), script()
    return render(
        "page.html",
        lang=lang,
        language="zh-Hans" if lang == "zh" else "en",
        mark=MARK,
        live=LIVE if live else "",
        policy=policy(style=style, script=program),
        style=style,
        script=program,
        data=data_text(timeline_data(run, sorted(run.gaps, key=lambda gap: order[gap.id]), lang=lang)),
        charts={name: inline_chart(charts[name](), name=name) for name in ("timeline", "network")},
        hatched={name: look for name, look in LOOKS.items() if look.hatch},
        lead=lead(run, gaps, lang=lang),
        deeds=deeds(run, lang=lang),
        pieces={kind: tell(message, lang=lang) for kind, message in PIECES.items()},
        times=times(run, lang=lang),
        duties=duties(run, lang=lang),
        broken=broken(run, gaps, lang=lang),
        findings=findings(run, gaps, lang=lang),
        matrices=boundary(run, lang=lang),
        qualities=qualities(run, lang=lang),
        agreements=agreements(run, lang=lang),
        aware=aware(run, lang=lang),
        assumed=assumed(run, lang=lang),
        inputs=inputs(run),
        summary=run.summary,
    ).encode()
