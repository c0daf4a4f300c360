"""The page as text: what stands in it, what it allows, what it makes of names that mean harm."""

import re
from base64 import b64encode
from collections import Counter
from hashlib import sha256
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from simulator.report.page import choice
from simulator.report.page.door import HERE, SCRIPTS, data_text, script
from simulator.report.page.script_words import script_words
from tests.report.page.small import HOSTILE, data_of, page, run

VOID = {"meta", "input", "br", "img", "link"}


class Read(HTMLParser):
    """The elements of a page: (tag, attributes), and the text of those that are asked for."""

    def __init__(self, text):
        super().__init__()
        self.elements, self.texts, self.open = [], {}, []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if self.open:
            self.texts.setdefault(self.open[-1], []).append(data)

    def all(self, tag):
        return [attributes for name, attributes in self.elements if name == tag]


@pytest.fixture(scope="module")
def plain():
    return page(run())


@pytest.fixture(scope="module")
def hostile():
    return page(run(HOSTILE))


def test_the_letters_of_charts_are_those_of_the_page_which_brings_them(plain):
    assert "<text" in plain
    assert not [attributes for _, attributes in Read(plain).elements if "font-family" in attributes]


def colours_of_stretches(text):
    rules = re.findall(r"((?:\.stretch\.[\w-]+,? ?)+)\{ fill: ([^;]+);", text)
    return {kind: fill for kinds, fill in rules for kind in re.findall(r"\.stretch\.([\w-]+)", kinds)}


def test_the_bars_of_where_the_time_went_have_a_key_with_each_colour_once(plain):
    shown = set(re.findall(r'class="stretches".*?</svg>', plain, re.DOTALL))
    kinds = {kind for bar in shown for kind in re.findall(r'rect class="stretch ([\w-]+)"', bar)}
    key = re.search(r'<ul class="legend".*?</ul>', plain[plain.index('<section id="times"') :], re.DOTALL)[0]
    colours = colours_of_stretches(plain)
    named = [colours[kind] for kind in re.findall(r'rect class="stretch ([\w-]+)"', key) if kind != "rest"]
    assert kinds
    assert {colours[kind] for kind in kinds} == set(named)
    assert len(named) == len(set(named))


def test_the_contents_name_the_sections_in_their_order(plain):
    read = Read(plain)
    sections = [each["id"] for each in read.all("section")]
    links = [each["href"][1:] for each in read.all("a") if each["href"][1:] in sections]
    nav = plain[plain.index("<nav") : plain.index("</nav>")]
    assert sections == ["lead", *re.findall(r'href="#(\w+)"', nav)]
    assert set(sections) - {"lead"} <= set(links)
    order = ("lead", "timeline", "clocks", "gaps", "boundaries", "network", "resources", "awareness")
    assert [name for name in sections if name in order] == list(order)
    assert sections[-2:] == ["assumptions", "inputs"]


def test_every_element_is_closed_every_id_is_there_once_and_every_link_leads_to_one(plain):
    read = Read(plain)
    assert read.open == []
    ids = Counter(attributes["id"] for _, attributes in read.elements if "id" in attributes)
    assert {name for name, times in ids.items() if times > 1} == set()
    links = [attributes["href"] for _, attributes in read.elements if "href" in attributes]
    assert links
    assert {link for link in links if not link.startswith("#") or link[1:] not in ids} == set()
    for name in ("aria-labelledby", "aria-describedby"):
        for _, attributes in read.elements:
            assert set(attributes.get(name, "").split()) <= set(ids)


def test_nothing_is_loaded_from_anywhere(plain):
    read = Read(plain)
    assert not [
        attributes for _, attributes in read.elements if {"src", "srcset", "action"} & set(attributes)
    ]
    assert not read.all("link")
    assert not read.all("img")
    others = [address for address in re.findall(r"url\(([^)]*)\)", plain) if not address.startswith("#")]
    assert [address.partition(",")[0] for address in others] == ['"data:font/woff;base64']
    assert "@import" not in plain


def test_the_policy_names_the_style_the_letters_and_the_script_and_nothing_else(plain):
    def named(text):
        return "'sha256-" + b64encode(sha256(text.encode()).digest()).decode() + "'"

    (policy,) = (each["content"] for each in Read(plain).all("meta") if each.get("http-equiv"))
    letters, style = re.findall(r"<style>(.*?)</style>", plain, re.DOTALL)
    code = re.search(r'<script type="module">(.*?)</script>', plain, re.DOTALL)[1]
    assert policy.split("; ") == [
        "default-src 'none'",
        f"style-src {named(style)} {named(letters)}",
        "font-src data:",
        f"script-src {named(code)}",
        "base-uri 'none'",
        "form-action 'none'",
    ]


def test_no_element_has_a_style_or_a_handler_of_its_own(plain):
    names = {name for _, attributes in Read(plain).elements for name in attributes}
    assert not [name for name in names if name == "style" or name.startswith("on")]


def test_it_has_landmarks_headings_in_order_and_a_caption_for_every_table(plain):
    read = Read(plain)
    assert {"header", "nav", "main", "footer"} <= {tag for tag, _ in read.elements}
    levels = [int(tag[1]) for tag, _ in read.elements if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert len(read.all("caption")) == len(read.all("table"))


def test_it_is_marked_at_the_top_in_the_title_at_the_charts_and_at_the_foot(plain):
    read = Read(plain)
    assert all("演练 / EXERCISE" in "".join(read.texts[tag]) for tag in ("title", "p", "li", "figcaption"))


def test_the_top_says_what_was_played_whether_it_met_its_objectives_and_what_to_mend(plain):
    assert "Played 40 times by chance (seed 7). It begins at 2026-03-02 09:00 and ends after 1 h" in plain
    assert "1 of 1 objectives are met, 0 missed." in plain
    assert "100 % (91.2 % – 100 %)" in plain  # Wilson: 40 of 40 is at least 40 / (40 + 1.96²)
    top = plain[plain.index('id="lead"') : plain.index('id="timeline"')]
    assert "Brigade learns late: Fire" in top
    assert "<strong>Fire is out: 1 min later through it</strong>" in top


def test_what_the_figures_and_bands_mean_is_said_in_words(plain):
    assert "by then it was reached in 10, 90 and 95 of 100 replications; –: too few to tell." in plain
    assert "in at least 80 of 100 replications it begins no earlier and ends no later" in plain
    assert "the time that was enough in 90 of 100 replications (p90)" in plain
    assert "On top what is so; below it a row for each agency" in plain
    assert "At each time: of what had become true by then" in plain


def test_the_obligation_is_late_by_half_a_minute_in_every_replication(plain):
    # The limit is 30 s, the message takes a minute: slack is 30 s less than nothing.
    clocks = plain[plain.index('id="clocks"') : plain.index('id="gaps"')]
    assert "Act 1, article 2" in clocks
    assert re.search(r'<td class="number">100 %</td><td class="number">0 %</td>', clocks)
    assert '<td class="number short">−30 s</td>' in clocks


def test_a_reader_without_scripts_finds_what_each_agency_did(plain):
    table = plain[plain.index("deeds-caption") :]
    assert re.search(r"T\+0:01:00</td>.*T\+0:11:00</td>\s*<td>Brigade</td>\s*<td>Put it out", table)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_page_is_in_one_language_and_says_so(lang):
    html = page(run(runs=10), lang)
    assert f'<html lang="{ {"zh": "zh-Hans", "en": "en"}[lang] }">' in html
    assert ("义务时限" in html) is (lang == "zh")
    assert data_of(html)["words"]["play"] == {"zh": "播放", "en": "Play"}[lang]


def test_the_same_run_gives_the_same_bytes(plain):
    assert page(run()) == plain


def test_names_that_mean_harm_are_shown_as_text_and_nothing_else(hostile):
    read = Read(hostile)
    assert [attributes.get("type") for attributes in read.all("script")] == ["application/json", "module"]
    assert not read.all("img")
    assert not [name for _, attributes in read.elements for name in attributes if name.startswith("on")]
    assert "".join(read.texts["h1"]) == HOSTILE[0]
    assert HOSTILE[3] in "".join(read.texts["td"])
    assert {lane["title"] for lane in data_of(hostile)["lanes"]} == set(HOSTILE[:2])


def test_data_cannot_end_its_element():
    assert "<" not in data_text(list(HOSTILE))
    assert "\u2028" not in data_text("\u2028")


def test_a_scenario_without_objectives_says_so():
    goal = {"m": {"when": "out.done"}}
    assert "The scenario states no objectives." in page(run(runs=5, milestones=goal))


def test_a_milestone_that_is_never_reached_is_missed_and_named():
    goal = {"m": {"title": "Never", "when": "not alarm and known(alarm)", "within": "5 min", "share": "90%"}}
    html = page(run(runs=40, milestones=goal))
    assert "0 of 1 objectives are met, 1 missed." in html
    assert "not reached: Never" in html


def test_the_bar_and_the_message_stand_in_the_data_with_their_times():
    data = data_of(page(run()))
    first = data["replications"][0]
    (row,) = first["bars"]
    bar = dict(zip(data["fields"]["bar"], row, strict=False))
    assert data["texts"][bar["title"]] == "Put it out"
    assert (data["lanes"][bar["lane"]]["title"], bar["start"], row[-1]) == ("Brigade", 60, 660)
    (row,) = first["arrows"]
    arrow = dict(zip(data["fields"]["arrow"], row, strict=True))
    assert data["lanes"][arrow["lane"]]["title"] == "Room"
    assert [arrow[stage] for stage in ("due", "begun", "composed", "learned")] == [0, 0, 60, 60]
    assert arrow["flags"] == 4  # it ends the obligation of 30 s too late
    assert bar["cause"] == arrow["row"]


def test_the_critical_path_in_the_data_has_no_gap():
    data = data_of(page(run()))
    ((_, legs),) = data["replications"][0]["paths"]
    path = [dict(zip(data["fields"]["leg"], leg, strict=True)) for leg in legs]
    assert [(leg["begin"], leg["end"]) for leg in path] == [(0, 60), (60, 660)]


def test_the_desk_that_writes_the_message_is_taken_for_a_minute():
    # 660 s in 300 stretches of 2.2 s: taken for 27 whole ones, then for 0.6 of the 2.2 s
    data = data_of(page(run()))
    (load,) = data["replications"][0]["loads"]
    assert data["texts"][load["title"]] == "Room"
    assert (load["there"], load["waited"], load["most"]) == ([0, 1], 0, 0)
    assert load["steps"] == [0, 10, 0, 27, 3, 0, 28, 0, 0]


def test_the_belief_in_the_data_is_that_of_the_log():
    data = data_of(page(run()))
    assert data["facts"] == ["Fire"]
    truth, *held = data["replications"][0]["beliefs"][0]
    rows = [(data["texts"][name], *rest) for name, *rest in held]
    yes = data["texts"].index("yes")
    assert truth == [0, yes]
    assert rows == [("Room", 0, 0, 0, yes), ("Brigade", 0, 60, 60, yes)]
    everybody, brigade = data["replications"][0]["aware"]
    assert everybody == [-1, 0, 1, 0, 0, 60, 1, 1, 1]
    assert brigade[1:] == everybody[1:]  # nobody else needs to know


def test_replications_are_offered_from_best_to_worst_of_the_objective():
    made = run(duration="5..20 min", runs=40)
    data = data_of(page(made))
    labels = [label for each in data["replications"] for label in each["labels"]]
    assert labels[0] == "typical of all replications"
    assert {each["number"] for each in data["replications"]} == {log.replication for _, log in made.kept}
    assert {"Fire is out: the quickest", "Fire is out: the median"} <= set(labels)
    ends = {label: each["bars"][0][-1] for each in data["replications"] for label in each["labels"]}
    worst = ends["Fire is out: the slowest, or not reached"]
    assert ends["Fire is out: the quickest"] == round(min(made.results.milestones[:, 0]))
    assert worst == round(max(made.results.milestones[:, 0]))


def test_of_long_logs_fewer_replications_are_offered(monkeypatch):
    made = run(duration="5..20 min", runs=40)
    assert len(data_of(page(made))["replications"]) > 2
    monkeypatch.setattr(choice, "ENOUGH", len(made.typical.rows))
    first, *others = data_of(page(made))["replications"]
    assert first["labels"][0] == "typical of all replications"
    assert len(others) == 1


def test_every_part_of_the_script_is_on_the_page_and_every_word_of_it_is_used():
    assert {path.stem for path in (HERE / "assets").glob("*.js")} == set(SCRIPTS)
    words = script_words("en")
    used = set(re.findall(r"words\.(\w+)", script())) | set(re.findall(r"`(hop|duration)_", script()))
    assert used - {"hop", "duration", "pieces", "purposes", "rules", "bars"} <= set(words)
    plain = {name for name in words if not name.startswith(("hop_", "duration_"))}
    assert plain - used - {"withdrawn", "stopped"} == set()


def test_the_script_has_nothing_global_and_runs_nothing_that_it_was_given():
    code = script()
    assert "window." not in code
    assert "globalThis" not in code
    assert not re.search(r"\b(eval|Function|innerHTML|outerHTML|insertAdjacentHTML|document\.write)\b", code)
