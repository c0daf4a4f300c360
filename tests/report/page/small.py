"""A run so small that its page can be worked out by hand, and names that mean harm."""

import json
import re

from simulator.report.page.page import page_bytes
from simulator.report.run_files import chart_drawers
from simulator.study.run import play_case
from tests.cases import agency, plan, read, scenario

HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</script><script>alert(2)</script>",
    "{{ 7 * 7 }}",
    "\u202eevil\u202c",
    "مرحبا بالعالم",
    "🔥🚒 消防",
    "长" * 40,
)
NAMES = ("Room", "Brigade", "Fire", "Put it out", "Fire is out")
DATA = re.compile(r'<script type="application/json" id="timeline-data">(.*?)</script>', re.DOTALL)


def run(names=NAMES, *, runs=40, duration="10 min", **fields):
    """Room sees the alarm at once, takes a minute to write it down and tells the brigade.

    So the brigade knows at 1 min, begins at once and is done after `duration`: at 11 min.
    """
    room, brigade, fact, task, milestone = names[:5]
    made = plan(
        {
            "a": agency(name=room, desk={"operators": 1, "compose": "1 min"}),
            "b": agency(name=brigade, sector="public_safety", level="county", desk={"operators": 1}),
        },
        facts={"alarm": {"title": fact}},
        media={"phone": {"name": "Phone", "delay": "0 s"}},
        links=[{"from": "a", "to": "b", "purpose": "report", "carries": ["alarm"], "over": ["phone"]}],
        procedures={"h": {"out": {"name": task, "owner": "b", "when": "alarm", "duration": duration}}},
        obligations=[
            {"from": "a", "to": "b", "fact": "alarm", "within": "30 s", "basis": "Act 1, article 2"}
        ],
    )
    goal = {"m": {"title": milestone, "when": "out.done", "within": "15 min", "share": "90%"}}
    told = {"name": room, "milestones": goal, "horizon": "1 h", "runs": runs} | fields
    return play_case(read(made, scenario(**told)), runs=runs, seed=7, jobs=1, progress=lambda _: None)


def page(a_run, lang="en"):
    """The page of a run as text."""
    return page_bytes(a_run, chart_drawers(a_run, lang), lang=lang).decode()


def data_of(html):
    """What the script of a page is given."""
    return json.loads(DATA.search(html)[1])


def with_data(html, data):
    """The page with other data for its script."""
    text = json.dumps(data).replace("<", "\\u003c")
    return DATA.sub(lambda _: f'<script type="application/json" id="timeline-data">{text}</script>', html)
