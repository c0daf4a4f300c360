"""A page that is watched loads itself again from disk: what is new is shown, what was chosen stays."""

import pytest

from simulator.report.page.door import LIVE, still
from simulator.report.page.page import page_bytes
from simulator.report.run_files import charts_of
from tests.report.page.small import HOSTILE, run

WAIT = 15_000
"""Milliseconds within which the page must have loaded itself again."""


@pytest.fixture(scope="module")
def pages():
    """The page of a run as it is watched, and that of one whose fact has another name."""
    names = ("Room", "Brigade", "Fire", "Put it out", "Fire is out")
    made = [run(each, duration="5..20 min") for each in (names, ("Hall", *names[1:]))]
    return [page_bytes(each, charts_of(each, "en"), lang="en", live=True) for each in made]


def test_an_ordinary_page_does_not_load_itself(pages):
    assert LIVE.encode() in pages[0]
    assert b'http-equiv="refresh"' not in still(pages[0])
    made = run(("Room", "Brigade", "Fire", "Put it out", "Fire is out"), duration="5..20 min")
    assert still(pages[0]) == page_bytes(made, charts_of(made, "en"), lang="en")


def test_only_our_own_mark_is_taken_out_not_the_same_text_in_a_plan():
    made = run((LIVE, *HOSTILE[1:5]))
    live = page_bytes(made, charts_of(made, "en"), lang="en", live=True)
    assert still(live).count(b"drill-live&#34;") == live.count(b"drill-live&#34;") > 0
    assert LIVE.encode() not in still(live)


def eventually(tab, condition):
    for _ in range(WAIT // 100):
        if condition():
            return
        tab.wait_for_timeout(100)
    raise AssertionError


@pytest.mark.browser
def test_it_shows_what_is_new_and_keeps_what_was_chosen(chromium, pages, tmp_path):
    from playwright.sync_api import sync_playwright

    file = tmp_path / "report.html"
    file.write_bytes(pages[0])
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        tab = browser.new_page(viewport={"width": 1000, "height": 700})
        complaints = []
        tab.on("console", lambda message: complaints.append(message.text))
        tab.on("pageerror", lambda error: complaints.append(str(error)))
        tab.goto(file.as_uri())
        tab.wait_for_selector("#pick-replication option", state="attached")
        label = tab.locator("#pick-replication option").nth(1).inner_text()
        tab.select_option("#pick-replication", index=1)
        tab.select_option("#pick-path", index=1)
        tab.select_option("#pick-group", "level")
        tab.fill("#search", "put")
        tab.click("#zoom-in")
        tab.locator("details.assumed summary").evaluate("one => one.closest('details').open = true")
        tab.evaluate("document.activeElement.blur()")
        tab.evaluate("scrollTo(0, 900)")
        before = tab.locator("#axis").inner_html()
        file.write_bytes(pages[1])
        eventually(tab, lambda: "Hall" in tab.locator("main").inner_text())
        eventually(tab, lambda: tab.title().startswith("↻ "))  # the script has done its part
        chosen = tab.locator("#pick-replication option:checked").inner_text()
        assert chosen.partition(":")[2] == label.partition(":")[2]
        assert tab.locator("#pick-path").input_value() == "0"
        assert tab.locator("#pick-group").input_value() == "level"
        assert tab.locator("#search").input_value() == "put"
        assert tab.locator("details.assumed").evaluate("one => one.open")
        assert abs(tab.evaluate("scrollY") - 900) < 3
        assert tab.locator("#axis").inner_html() == before
        file.write_bytes(still(pages[1]))
        eventually(tab, lambda: not tab.title().startswith("↻ "))
        assert complaints == []
        browser.close()
