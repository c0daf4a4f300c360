"""The page in a real browser, opened from disk: it asks for nothing, and each control does what it says."""

from contextlib import contextmanager
from itertools import pairwise
from re import fullmatch

import pytest

from tests.report.page.small import HOSTILE, NAMES, page, run

pytestmark = pytest.mark.browser
A4_WIDE = 688
"""Pixels between the margins of a sheet of A4."""
LONG_NAME = "County fire headquarters"
WAIT = 5_000
"""Milliseconds that a change may take at most."""


@pytest.fixture(scope="module")
def browser(chromium):
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """Two pages on disk: a plain one whose replications differ, one whose names mean harm."""
    folder = tmp_path_factory.mktemp("pages")
    plain = run(duration="5..20 min")
    for name, text in (
        ("plain", page(plain)),
        ("chinese", page(plain, "zh")),
        ("hostile", page(run(HOSTILE))),
        ("long", page(run(("Room", LONG_NAME, *NAMES[2:]), duration="100 d", horizon="120 d"))),
    ):
        (folder / f"{name}.html").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def show(browser, files):
    """Open a page and, at the end, see that it asked for nothing and complained of nothing."""
    contexts, complaints, requests = [], [], []

    def opened(name="plain", **options):
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **options})
        context.set_default_timeout(WAIT)
        contexts.append(context)
        tab = context.new_page()
        tab.on("console", lambda message: complaints.append(message.text))
        tab.on("pageerror", lambda error: complaints.append(str(error)))
        tab.on("dialog", lambda dialog: complaints.append(dialog.message))
        tab.on("request", lambda request: requests.append(request.url))
        tab.goto((files / f"{name}.html").as_uri())
        return tab

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []
    assert [url for url in requests if not url.startswith(files.as_uri())] == []
    assert len(requests) == len(contexts)


def eventually(tab, condition, arg=None):
    """Wait until an expression of the page is true; asked from outside, for the policy lets no eval run."""
    for _ in range(WAIT // 25):
        if tab.evaluate(condition, arg):
            return
        tab.wait_for_timeout(25)
    raise AssertionError(condition)


@contextmanager
def changing(tab, selector, attribute="innerHTML"):
    """See that something of an element is different afterwards."""
    before = tab.locator(selector).evaluate(f"element => element.{attribute}")
    yield
    changed = "([selector, attribute, before]) => document.querySelector(selector)[attribute] !== before"
    eventually(tab, changed, [selector, attribute, before])


def bars(tab):
    """Where the bars of the timeline are drawn."""
    return tab.locator("#lanes .bars path").evaluate_all("all => all.map(each => each.getAttribute('d'))")


@pytest.mark.parametrize("name", ["plain", "chinese", "hostile"])
def test_it_opens_from_disk_and_shows_its_timeline(show, name):
    tab = show(name)
    assert tab.locator("#interactive").is_visible()
    assert not tab.locator("#static-timeline").is_visible()
    tab.wait_for_selector("#lanes .bars path")
    assert all(tab.locator("#lanes .names text").all_text_contents())


def test_times_above_the_lanes_never_cover_each_other_however_long_it_takes(show):
    for name, width in (("plain", 1280), ("long", 1280), ("long", 700)):
        tab = show(name, viewport={"width": width, "height": 900})
        tab.wait_for_selector("#axis .elapsed")
        for button in ("", "#zoom-in", "#zoom-in", "#pan-right", "#zoom-in", "#pan-right"):
            if button:
                with changing(tab, "#axis"):
                    tab.click(button)
            for kind in ("elapsed", "clock"):
                see_them_apart(tab, kind)


def see_them_apart(tab, kind):
    places = f"[...document.querySelectorAll('#axis .{kind}')].map(each => each.getBoundingClientRect())"
    boxes = tab.evaluate(f"{places}.map(each => [each.left, each.right])")
    chart = tab.locator("#axis").bounding_box()
    assert len(boxes) >= 2
    assert boxes[-1][1] <= chart["x"] + chart["width"]
    assert all(right < left for (_, right), (left, _) in pairwise(boxes))


def test_a_run_of_many_days_counts_in_days_as_on_paper(show):
    tab = show("long")
    tab.wait_for_selector("#axis .elapsed")
    ticks = tab.locator("#axis .elapsed").all_text_contents()
    assert all(fullmatch(r"T\+\d+ d", tick) for tick in ticks)
    assert len(set(ticks)) == len(ticks) > 2
    ends = tab.locator(".deeds td").all_text_contents()
    assert any(fullmatch(r"T\+\d{2,3} d \d+:\d\d:\d\d", end.strip()) for end in ends)


def test_cells_of_words_keep_a_readable_width_on_a_phone(show):
    tab = show("chinese", viewport={"width": 390, "height": 844})
    least = (
        "cell => parseFloat(getComputedStyle(cell).minWidth) / parseFloat(getComputedStyle(cell).fontSize)"
    )
    words, heads = (
        tab.locator(f".table {cells}").evaluate_all(f"all => all.map({least})")
        for cells in ("td:not([class])", "thead th")
    )
    assert min(words) >= 7
    assert min(heads) >= 4.5
    assert tab.evaluate("document.documentElement.scrollWidth") == 390


def test_the_key_explains_the_signs_of_the_lines_that_are_there(show):
    key = show().locator("#interactive .legend li")
    signs = [each.text_content() for each in key.all() if each.locator(".sign").count()]
    first = key.count() - len(signs)
    assert signs == [
        "inject",
        "limit of an objective",
        "milestone reached",
        "milestone reached after its limit",
        "limit of an obligation, missed",
    ]
    colours = "entry => getComputedStyle(entry.querySelector('path')).fill"
    milestone, late = (key.nth(signs.index(sign) + first).evaluate(colours) for sign in signs[2:4])
    assert milestone != late


def test_names_that_mean_harm_are_letters_on_the_timeline_too(show):
    tab = show("hostile")
    tab.wait_for_selector("#lanes .name")
    titles = tab.locator("#lanes .name title").all_text_contents()
    assert any(title.startswith(HOSTILE[0]) for title in titles)
    assert tab.locator("#pick-fact option").all_text_contents() == [HOSTILE[2]]
    assert HOSTILE[1] in tab.locator("#pick-agency option").all_text_contents()
    assert HOSTILE[0] in tab.locator("#pick-only option").all_text_contents()
    tab.locator("#beliefs").scroll_into_view_if_needed()
    tab.wait_for_selector("#beliefs .row")
    assert tab.locator("#beliefs .row title").all_text_contents()[1:] == list(HOSTILE[:2])
    assert tab.locator("main img, main script").count() == 0


def test_the_policy_keeps_what_got_in_from_running_and_from_loading(browser, files):
    context = browser.new_context()
    tab = context.new_page()
    tab.goto((files / "plain.html").as_uri())
    refused = tab.evaluate(
        """() => new Promise((done) => {
          const refused = new Set();
          document.addEventListener("securitypolicyviolation", (event) => {
            refused.add(event.effectiveDirective);
            if (refused.size === 3) done([...refused].sort());
          });
          const added = document.createElement("div");
          added.innerHTML = "<img src='x.png' onerror='document.title = 1'>";
          document.body.append(added);
          added.firstChild.dispatchEvent(new Event("error"));
          added.insertAdjacentHTML("beforeend", "<p style='color: red'>a</p>");
        })"""
    )
    assert refused == ["img-src", "script-src-attr", "style-src-attr"]
    context.close()


def test_buttons_and_the_wheel_zoom_and_move(show):
    tab = show()
    tab.wait_for_selector("#lanes .bars path")
    for button in ("#zoom-in", "#pan-right", "#pan-left", "#zoom-out"):
        with changing(tab, "#axis"):
            tab.click(button)
    tab.locator("#lanes").hover()
    with changing(tab, "#axis"):
        tab.keyboard.down("Control")
        tab.mouse.wheel(0, -300)
        tab.keyboard.up("Control")
    with changing(tab, "#axis"):
        tab.click("#zoom-all")


def test_dragging_moves_the_time(show):
    tab = show()
    tab.wait_for_selector("#lanes .bars path")
    tab.click("#zoom-in")
    tab.locator("#lanes").scroll_into_view_if_needed()
    box = tab.locator("#lanes").bounding_box()
    x, y = box["x"] + box["width"] - 200, box["y"] + box["height"] - 8
    with changing(tab, "#axis"):
        tab.mouse.move(x, y)
        tab.mouse.down()
        tab.mouse.move(x - 150, y, steps=4)
        tab.mouse.up()


def test_keys_alone_reach_every_control_and_every_item(show):
    tab = show()
    tab.wait_for_selector("#lanes .bars path")
    tab.focus("summary:has-text('Filter')")
    tab.keyboard.press("Enter")
    tab.focus("body")
    tab.evaluate("document.activeElement.blur()")
    reached = set()
    for _ in range(150):
        tab.keyboard.press("Tab")
        reached.add(tab.evaluate("document.activeElement.id"))
    wanted = tab.locator(":is(#interactive, .strip) .controls :is(select, input, button)").evaluate_all(
        "all => all.filter(each => each.offsetParent && each.id).map(each => each.id)"
    )
    assert {"pick-fact", "pick-agency", "pick-load", "pick-only"} <= set(wanted)
    assert set(wanted) | {"lanes", "beliefs", "aware", "loads"} <= reached
    tab.focus("#lanes")
    tab.keyboard.press("ArrowRight")
    tab.wait_for_selector("#details h3")
    assert "Room" in tab.locator("#details h3").inner_text()  # the message, first on the first lane
    tab.keyboard.press("ArrowDown")
    eventually(tab, "document.querySelector('#details h3')?.textContent === 'Brigade: Put it out'")
    with changing(tab, "#axis"):
        tab.keyboard.press("+")
    tab.keyboard.press("Escape")
    eventually(tab, "!document.querySelector('#details h3')")


def test_an_item_tells_its_times_its_causes_and_its_line_of_the_plan(show):
    tab = show()
    tab.focus("#lanes")
    tab.keyboard.press("ArrowRight")
    tab.keyboard.press("ArrowDown")
    tab.wait_for_selector("#details .because li")
    told = tab.locator("#details").inner_text()
    assert "working: 09:01 – " in told
    assert "because, at T+0:01:00: Room tells Brigade by Phone: Fire." in told
    assert "in the plan: plan.yaml:1" in told
    tab.click("#details a:has-text('plan.yaml')")
    eventually(tab, "document.querySelector('details.input[open] li:target') !== null")


def test_a_line_tells_what_it_is_by_key_and_by_mouse(show):
    # lines in order of time: the inject at the start, the limit of 15 min, the milestone at 6 to 21 min
    tab = show()
    tab.focus("#lanes")
    for wanted in ("inject", "milestone reached"):
        for _ in range(3):
            tab.keyboard.press("]")
            if wanted in tab.locator("#details").inner_text():
                break
        eventually(tab, "wanted => document.querySelector('#details').textContent.includes(wanted)", wanted)
    tab.wait_for_selector("#lanes .marks .active[d^=M]", state="attached")
    tab.keyboard.press("[")
    tab.keyboard.press("Escape")
    tab.locator("#axis .sign.inject text").first.click()
    eventually(tab, "document.querySelector('#details li')?.textContent === 'inject'")


def test_the_pointer_shows_what_it_is_over(show):
    tab = show()
    tab.wait_for_selector("#lanes .label")
    tab.locator("#lanes").scroll_into_view_if_needed()
    place = tab.locator("#lanes .label").first.bounding_box()
    tab.mouse.move(place["x"] + 5, place["y"] + 5)
    tab.wait_for_selector("#tip:not([hidden])")
    assert tab.locator("#tip strong").inner_text() == "Brigade: Put it out"


def test_another_replication_has_other_times(show):
    tab = show()
    tab.wait_for_selector("#lanes .bars path")
    before = bars(tab)
    slowest = tab.locator("#pick-replication option:has-text('slowest')").get_attribute("value")
    with changing(tab, "#axis"):
        tab.select_option("#pick-replication", slowest)
    assert bars(tab) != before


def test_the_critical_path_is_lit_and_told_from_end_to_end(show):
    tab = show()
    tab.select_option("#pick-path", label="Fire is out")
    tab.wait_for_selector("#lanes .critical .lit")
    assert tab.locator("#path-strip li").count() == 2
    tab.click("summary:has-text('Filter')")
    tab.check("#only-path")
    eventually(tab, "document.querySelectorAll('#lanes .name').length === 2")


def test_filters_take_away_lanes_messages_and_lines(show):
    tab = show()
    tab.wait_for_selector("#lanes .arrows .late")
    tab.click("summary:has-text('Filter')")
    tab.uncheck("#filter-purposes input[value=report]")
    eventually(tab, "!document.querySelector('#lanes .arrows .arrow')")
    tab.uncheck("#filter-groups input[value=government]")
    eventually(tab, "document.querySelectorAll('#lanes .name').length === 1")
    with changing(tab, "#axis"):
        tab.uncheck("#filter-rules input[value=milestone]")
    with changing(tab, "#axis"):
        tab.check("#filter-rules input[value=deadline]")


def test_filters_take_away_kinds_of_work_and_agencies(show):
    tab = show()
    tab.wait_for_selector("#lanes .bars .piece")
    tab.focus("summary:has-text('Filter')")
    tab.keyboard.press("Enter")
    tab.focus("#filter-bars input[value=task]")
    tab.keyboard.press("Space")
    eventually(tab, "!document.querySelector('#lanes .bars .piece')")
    tab.keyboard.press("Space")
    tab.wait_for_selector("#lanes .bars .piece")
    tab.uncheck("#show-messages")
    tab.select_option("#pick-only", label="Brigade")
    eventually(tab, "document.querySelectorAll('#lanes .name').length === 1")
    tab.check("#show-messages")  # the one of Room to Brigade: so Room is there again
    eventually(tab, "document.querySelectorAll('#lanes .name').length === 2")
    tab.select_option("#pick-only", value="")


def test_lanes_are_grouped_and_folded(show):
    tab = show()
    heads = tab.locator("#lanes .head text")
    assert heads.all_text_contents() == ["Government (1)", "Public safety (1)"]
    tab.select_option("#pick-group", "level")
    eventually(tab, "document.querySelector('#lanes .head text')?.textContent === 'City (1)'")
    tab.locator("#lanes .head").first.click()
    eventually(tab, "document.querySelectorAll('#lanes .name').length === 1")


def test_a_search_finds_and_goes_to_what_it_finds(show):
    tab = show()
    tab.fill("#search", "put it")
    assert tab.locator("#search-found").inner_text() == "1 found"
    tab.press("#search", "Enter")
    eventually(tab, "document.querySelector('#details h3')?.textContent === 'Brigade: Put it out'")


def test_a_gap_at_the_top_leads_to_its_place_in_the_timeline(show):
    tab = show()
    tab.locator("#lead [data-gap]").first.click()
    tab.wait_for_selector("#lanes .gaps .wait[d^=M]")
    assert tab.locator("#pick-gap option:checked").inner_text() == "Brigade learns late: Fire"


def test_time_is_played_paused_and_scrubbed(show):
    tab = show()
    tab.select_option("#speed", "1")
    tab.click("#play")
    tab.wait_for_selector("#lanes .future .now", state="attached")
    assert tab.locator("#play").get_attribute("aria-pressed") == "true"
    with changing(tab, "#now", "textContent"):
        pass
    tab.click("#play")
    assert tab.locator("#play").inner_text() == "Play"
    with changing(tab, "#now", "textContent"):
        tab.locator("#scrub").fill("500")


def bands(tab):
    """The kinds of bands of the chart of beliefs, with what each says."""
    return tab.locator("#beliefs .held:not(.unaware)").evaluate_all(
        "all => all.map(each => [each.classList[1], each.textContent.split(' · ')[0]])"
    )


def test_beliefs_stand_beside_the_truth_of_the_fact_that_is_chosen(show):
    # The alarm is so from the start; Room sees it then, Brigade is told a minute later.
    tab = show()
    tab.locator("#beliefs").scroll_into_view_if_needed()
    tab.select_option("#pick-fact", label="Fire")
    tab.wait_for_selector("#beliefs .held.truth")
    assert tab.locator("#beliefs .first").text_content().startswith("what is so")
    assert bands(tab) == [["truth", "yes"], ["right", "yes"], ["right", "yes"]]
    tab.click("summary:has-text('The same as a table')")
    lines = tab.locator("#belief-table tbody tr").all_inner_texts()
    assert [line.split("\t") for line in lines] == [
        ["what is so", "T+0:00:00 yes", "", ""],
        ["Room", "T+0:00:00 yes", "", ""],
        ["Brigade", "T+0:01:00 yes", "", "1 min"],
    ]


def test_the_chart_of_beliefs_shows_the_same_time_as_the_timeline_and_moves_with_it(show):
    tab = show()
    tab.locator("#beliefs").scroll_into_view_if_needed()
    tab.wait_for_selector("#beliefs .elapsed")
    with changing(tab, "#axis"):
        tab.focus("#beliefs")
        tab.keyboard.press("+")
        tab.keyboard.press("Shift+ArrowLeft")
    times = (
        "chart => [...document.querySelectorAll(`${chart} .elapsed`)].map(each => each.textContent).join()"
    )
    eventually(
        tab, f"(({times})('#axis') || 'none') === ({times})('#beliefs')"
    )  # read between the same frames
    with changing(tab, "#axis"):
        tab.keyboard.press("0")


def test_awareness_is_shown_of_all_and_of_the_agency_that_is_chosen(show):
    tab = show()
    tab.locator("#aware").scroll_into_view_if_needed()
    tab.wait_for_selector("#aware path.known")
    assert tab.locator("#aware path.known").count() == 1
    tab.focus("#pick-agency")
    tab.keyboard.press("ArrowDown")
    eventually(tab, "document.querySelectorAll('#aware path.known').length === 2")
    assert tab.locator("#aware .row").last.text_content().startswith("Brigade")


def test_the_load_of_a_desk_is_drawn_and_one_can_be_chosen(show):
    tab = show()
    tab.locator("#loads").scroll_into_view_if_needed()
    tab.wait_for_selector("#loads .load.taken[d^=M]")
    assert tab.locator("#loads .row").count() == 1
    tab.focus("#pick-load")
    tab.keyboard.press("ArrowDown")
    assert tab.locator("#pick-load option:checked").inner_text() == "Room"
    eventually(tab, "document.querySelector('#loads .row')?.textContent.startsWith('Room')")


def test_it_prints_with_the_static_chart_and_without_controls(show):
    tab = show()
    tab.emulate_media(media="print")
    assert tab.locator("#static-timeline").is_visible()
    assert not tab.locator("#interactive").is_visible()
    assert tab.locator(".deeds table").first.is_visible()
    assert tab.pdf(format="A4").startswith(b"%PDF")
    assert tab.pdf(format="A3").startswith(b"%PDF")


@pytest.mark.parametrize("name", ["plain", "chinese", "hostile", "long"])
def test_nothing_is_wider_than_a_sheet_of_paper_which_would_shrink_all_of_it(show, name):
    tab = show(name, viewport={"width": A4_WIDE, "height": 900})
    tab.emulate_media(media="print")
    assert tab.evaluate("document.documentElement.scrollWidth") <= A4_WIDE


def test_paper_shows_charts_and_first_causes_and_leaves_to_the_screen_what_nobody_reads_on_paper(show):
    tab = show()
    tab.emulate_media(media="print")
    for shown in ("#static-timeline", "#beliefs", ".gap.high dl", ".paths .path ul", "#inputs summary"):
        assert tab.locator(shown).first.is_visible(), shown
    for hidden in ("#deeds-caption", "#belief-table", ".input ol", "#times th:nth-child(8)"):
        assert not tab.locator(hidden).first.is_visible(), hidden


def test_without_scripts_it_is_a_readable_document(show):
    tab = show(java_script_enabled=False)
    assert tab.locator("#static-timeline").is_visible()
    assert not tab.locator("#interactive").is_visible()
    assert "Brigade learns late" in tab.locator("#lead").inner_text()
    assert tab.locator("#belief-table").is_visible()
    assert tab.locator("svg.aware").is_visible()
    assert not tab.locator("#pick-fact").is_visible()


def test_it_is_dark_where_the_reader_wants_that_and_fits_a_narrow_window(show):
    def ground(tab):
        return tab.evaluate("getComputedStyle(document.documentElement).backgroundColor")

    light, dark = show(), show(color_scheme="dark", viewport={"width": 390, "height": 800})
    assert ground(light) == "rgb(255, 255, 255)"
    assert ground(dark) == "rgb(21, 24, 28)"
    assert dark.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert dark.screenshot().startswith(b"\x89PNG")


def test_the_band_of_all_replications_can_be_seen_on_a_dark_page_too(show):
    strength = "getComputedStyle(document.querySelector('.legend .band')).opacity"
    light, dark = (float(show(color_scheme=scheme).evaluate(strength)) for scheme in ("light", "dark"))
    assert 0.1 < light < dark / 2


def test_a_narrow_window_shows_captions_verdicts_and_whole_names(show):
    tab = show("chinese", viewport={"width": 390, "height": 800})
    tab.wait_for_selector("#lanes .name")
    for inside in ("caption", ".objectives .verdict"):
        for each in tab.locator(f"main :not(details:not([open]) *) > {inside}, main {inside}").all():
            if each.is_visible():
                box = each.bounding_box()
                assert box["x"] + box["width"] <= 390, each.inner_text()


def test_a_name_that_is_too_long_for_a_narrow_window_stands_on_two_lines(show):
    tab = show("long", viewport={"width": 390, "height": 800})
    tab.wait_for_selector("#lanes .name")
    lines = tab.locator("#lanes .name .folded").all_text_contents()
    assert " ".join(lines) == LONG_NAME
    ends = tab.locator("#lanes .name .folded").evaluate_all(
        "all => all.map(each => each.getBBox().x + each.getBBox().width)"
    )
    assert max(ends) <= 112


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_that_keeps_a_reader_out(show, scheme):
    from axe_playwright_python.sync_playwright import Axe

    tab = show(color_scheme=scheme, bypass_csp=True)  # axe is a script of its own
    tab.focus("#lanes")
    tab.keyboard.press("ArrowRight")
    tab.select_option("#pick-path", label="Fire is out")
    tab.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    found = Axe().run(tab).response["violations"]
    assert [(each["impact"], each["id"], each["nodes"][0]["html"]) for each in found] == []
