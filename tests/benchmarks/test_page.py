"""What the report page costs: its making, its size, and its frames with thousands of bars."""

import time
from pathlib import Path

import numpy as np
import pytest

from simulator.report.page.page import page_bytes
from simulator.report.run_files import chart_drawers
from simulator.report.style import figure_bytes
from simulator.scenario.read import read_case
from simulator.study.run import play_case
from tests.report.page.small import data_of, page, run, with_data

pytestmark = pytest.mark.benchmark

SCENARIO = Path(__file__).parents[2] / "scenarios/rainstorm_debris_flow.yaml"
LANES, BARS, MESSAGES = 60, 5000, 2000
PAN = """() => new Promise((done) => {
  const lanes = document.getElementById("lanes"), times = [];
  let last = performance.now(), left = 60;
  const step = (now) => {
    times.push(now - last);
    last = now;
    const turn = { deltaX: left % 2 ? 40 : -25, bubbles: true, cancelable: true };
    lanes.dispatchEvent(new WheelEvent("wheel", turn));
    left -= 1;
    if (left) requestAnimationFrame(step); else done(times);
  };
  requestAnimationFrame(step);
})"""

WATCH = """() => {
  window.longTasks = [];
  const note = (list) => list.getEntries().forEach((each) => window.longTasks.push(each.duration));
  new PerformanceObserver(note).observe({ type: "longtask" });
}"""
"""Notes what keeps the page busy for more than 50 ms at once."""


def test_the_page_of_the_sample_city_is_small_and_soon_made(figure, slowness):
    case = read_case(SCENARIO)
    made = play_case(case, runs=200, seed=case.scenario.seed, jobs=1, progress=lambda _: None)
    drawn = {
        name: draw() for name, draw in chart_drawers(made, "zh").items() if name in ("timeline", "network")
    }
    for chart in drawn.values():
        figure_bytes(chart, "svg")  # as a run does before
    began = time.process_time()
    size = len(
        page_bytes(made, {name: lambda chart=chart: chart for name, chart in drawn.items()}, lang="zh")
    )
    spent = time.process_time() - began
    figure("report.html of the sample city: making", f"{spent:.1f} s", "2 s")
    figure("report.html of the sample city: size", f"{size / 1e6:.1f} MB", "3 MB")
    assert spent <= 2 * slowness()
    assert size <= 3_000_000


def many():
    """The data of a page with so many lanes, bars and messages, all in one replication."""
    data = data_of(page(run(runs=20)))
    draw = np.random.default_rng(5)
    sectors = ("government", "enterprise", "public_safety", "medical")
    lane = data["lanes"][0]
    data["lanes"] = [
        {
            **lane,
            "title": f"Agency {number}",
            "sector": sectors[number // 15],
            "sectorTitle": sectors[number // 15],
        }
        for number in range(LANES)
    ]
    first = data["replications"][0]
    bar, arrow = first["bars"][0][:12], first["arrows"][0]
    starts = np.sort(draw.integers(0, 40_000, BARS)).tolist()
    first["bars"] = [
        [number % LANES, *bar[1:6], number, *bar[7:10], -1, at, 1, at + 200, 4, at + 400, 5, at + 900]
        for number, at in enumerate(starts)
    ]
    sent = draw.integers(0, 40_000, MESSAGES).tolist()
    first["arrows"] = [
        [
            number % LANES,
            (number * 7 + 3) % LANES,
            *arrow[2:5],
            BARS + number,
            *arrow[6:8],
            -1,
            *[at] * 4,
            *[at + 60] * 3,
        ]
        for number, at in enumerate(sent)
    ]
    return {**data, "replications": [{**first, "until": 42_000, "points": [], "paths": [], "waits": []}]}


@pytest.mark.browser
def test_moving_over_thousands_of_bars_takes_no_frame_too_long(figure, chromium, tmp_path):
    from playwright.sync_api import sync_playwright

    file = tmp_path / "many.html"
    file.write_text(with_data(page(run(runs=20)), many()), encoding="utf-8")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        tab = browser.new_page(viewport={"width": 1400, "height": 900})
        tab.goto(file.as_uri())
        tab.click("#zoom-in")
        tab.locator("#lanes").scroll_into_view_if_needed()
        metrics = tab.context.new_cdp_session(tab)
        metrics.send("Performance.enable")
        tab.evaluate(WATCH)
        passes = [worked(tab, metrics) for _ in range(5)]
        browser.close()
    work, longest = min(mean for mean, _ in passes), min(longest for _, longest in passes)
    told = f"work of a frame of the timeline while it moves, {BARS:,} bars, {MESSAGES:,} messages"
    figure(told, f"{1000 * work:.0f} ms", "50 ms")
    told = "longest frame of that, calmest pass of five (0: none above)"
    figure(told, f"{longest:.0f} ms", "50 ms")
    assert work <= 0.05
    assert longest <= 50


def worked(tab, metrics):
    """How long the page works on one frame, in the mean in s, and on the longest one, in ms."""

    def spent():
        return {each["name"]: each["value"] for each in metrics.send("Performance.getMetrics")["metrics"]}

    before = spent()["TaskDuration"]
    frames = len(tab.evaluate(PAN))
    mean = (spent()["TaskDuration"] - before) / frames
    return mean, max(tab.evaluate("window.longTasks.splice(0)"), default=0)
