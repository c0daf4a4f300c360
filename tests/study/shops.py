"""Small plans with gaps, priced. All times are in minutes."""

from simulator.errors import say
from simulator.plan.gap import Gap, Side
from simulator.study.price import price
from tests.engine.small import MINUTE, read_small

F_AT_10 = "injects: [{at: 10 min, set: {f: true}, observed_by: {a: 0 s}}]\n"
DONE = "milestones: {m: {when: done}}\n"
case = read_small
SIDE = Side("p.a", "government", "city", "")


def gap(name, rule="seen", *also, **fields):
    """A gap of which only what a closing looks at is said: `desk:p.a`."""
    kind, _, place = name.partition(":")
    fields = {"evidence": ()} | fields
    return Gap(kind, place, rule, say("title"), say("remedy"), "medium", (SIDE, SIDE), also=also, **fields)


def priced(a_case, *gaps, runs=1, jobs=1, seed=1, **options):
    """The costs of gaps, by id."""
    gaps = [gap(each) if isinstance(each, str) else each for each in gaps]
    options = {"progress": lambda _: None} | options
    found = price(a_case, gaps, runs=runs, seed=seed, jobs=jobs, **options)
    return {each.gap: each for each in found}


def minutes(costs, milestone="m"):
    """The mean saved at a milestone, in minutes."""
    return cost_at(costs, milestone).saved.mean / MINUTE


def cost_at(costs, milestone="m"):
    """The cost at a milestone."""
    return next(cost for cost in costs if cost.milestone == milestone)


# -- plans whose answer can be worked out on paper: (plan, what happens, further plans) ----------------------

DESK = (
    """
    agencies: {a: {~, desk: {operators: 1, compose: 4 min}}, b: {~}, c: {~}}
    links: [{from: a, to: b, carries: [f]}, {from: a, to: c, carries: [f]}]
    procedures: {h: {go: {owner: c, when: f, duration: 7 min, achieves: done}}}
    """,
    F_AT_10 + DONE,
)
INFORMATION = (
    """
    agencies: {a: {~}, r: {~, desk: {operators: 1, compose: 3 min, handling: 5 min}}, b: {~}}
    media: {net: {delay: 2 min}}
    links: [{from: a, to: r, carries: [f], over: [net]}, {from: r, to: b, carries: [f]}]
    procedures: {h: {go: {owner: b, when: f, duration: 7 min, achieves: done}}}
    """,
    F_AT_10 + DONE,
)
OUTAGE = (
    """
    agencies: {a: {~}, b: {~}}
    media:
      phone: {mode: call, delay: 1 min, tries: 2, pause: 3 min}
      net: {delay: 2 min}
    links:
      - {from: a, to: b, carries: [f], over: [phone]}
      - {from: a, to: b, purpose: report, carries: [x], over: [net]}
    procedures: {h: {go: {owner: b, when: f, duration: 7 min, achieves: done}}}
    """,
    """
    injects:
      - {at: 5 min, outage: p.phone, lasts: 30 min}
      - {at: 10 min, set: {f: true}, observed_by: {a: 0 s}}
      - {at: 9 h, set: {x: true}, observed_by: {a: 0 s}}
    milestones: {m: {when: done}}
    """,
)
DECISION = (
    """
    agencies:
      a: {~, desk: {operators: 1, compose: 1 min}}
      boss: {~, desk: {operators: 1, handling: 2 min}}
    links: [{from: a, to: boss, carries: []}]
    procedures:
      h:
        busy: {owner: boss, when: e, needs: {desk: 1}, duration: 20 min}
        go: {owner: a, when: f, decision: {by: boss, takes: 5 min}, duration: 7 min, achieves: done}
    """,
    """
    injects:
      - {at: 5 min, set: {e: true}, observed_by: {boss: 0 s}}
      - {at: 10 min, set: {f: true}, observed_by: {a: 0 s}}
    milestones: {m: {when: done}}
    """,
)
SCALE = (
    """
    agencies: {boss: {~, desk: {operators: 1}}, a: {~}}
    scales: {level: {order: [I], declared_by: boss, decide: 5 min, levels: {I: {when: f}}}}
    procedures: {h: {busy: {owner: boss, when: e, needs: {desk: 1}, duration: 20 min}}}
    """,
    """
    injects:
      - {at: 5 min, set: {e: true}, observed_by: {boss: 0 s}}
      - {at: 10 min, set: {f: true}, observed_by: {boss: 0 s}}
    milestones: {m: {when: level >= I}}
    """,
)
VACANCY = (
    """
    agencies: {a: {~}, boss: {~, desk: {operators: 0}}, x: {~}}
    posts: {duty: {holder: boss, deputies: [x], after: 15 min}}
    links: [{from: a, to: boss, carries: []}, {from: a, to: x, carries: []}]
    procedures: {h: {go: {owner: a, when: f, decision: {by: duty, takes: 5 min}, duration: 7 min,
        achieves: done}}}
    """,
    F_AT_10 + DONE,
)
UNITS = (
    """
    agencies: {a: {~, pools: {team: {units: 1}}}, c: {~, pools: {team: {units: 1, mobilise: 4 min}}}}
    procedures:
      h:
        first: {owner: a, when: f, needs: {team: 1}, duration: 30 min, priority: 1}
        go: {owner: a, when: f, needs: {team: 1}, duration: 7 min, achieves: done}
    """,
    F_AT_10 + DONE,
)
NOBODYS = (
    """
    agencies: {a: {~}, c: {~, pools: {team: {units: 1, mobilise: 4 min}}}}
    procedures: {h: {go: {owner: a, when: f, needs: {team: 1}, duration: 7 min, achieves: done}}}
    """,
    F_AT_10 + DONE,
)
_PACT = "gives: {team: 2}, decision: {by: q.duty, takes: 10 min}, accepts: 1, lapses: 5 min"
LAPSED = (
    f"""
    regions: {{north: {{name: n}}, south: {{name: s}}}}
    agencies: {{a: {{~, region: north}}}}
    links: [{{from: a, to: q.duty, purpose: request_aid, carries: []}}]
    travel: {{table: {{south-north: 20 min}}}}
    agreements: {{pact: {{from: q.fire, to: a, {_PACT}}}}}
    procedures: {{h: {{go: {{owner: a, when: f, needs: {{team: 2}}, goes_to: north, duration: 30 min,
        achieves: done}}}}}}
    """,
    F_AT_10 + DONE,
    (
        "q",
        f"""
        agencies: {{fire: {{~, region: p.south, pools: {{team: {{units: 2, mobilise: 5 min}}}}}},
            duty: {{~, desk: {{operators: 1, handling: 1 min}}}}}}
        links: [{{from: duty, to: fire, purpose: command, carries: []}}]
        agreements: {{pact: {{from: fire, to: p.a, {_PACT}}}}}
        """,
    ),
)
SERIES = (
    """
    agencies: {a: {~}, b: {~}, c: {~}}
    procedures:
      h:
        one: {owner: b, when: f, duration: 5 min, achieves: g}
        go: {owner: c, when: g, duration: 7 min, achieves: done}
    """,
    F_AT_10 + DONE,
)
