"""Small plans as plain values, and what the audit finds in them."""

import json

from simulator.plan.audit import Setting, audit
from simulator.plan.compose import compose
from simulator.plan.facts import Setting as Value
from simulator.plan.faults import At
from simulator.plan.model import Plan
from simulator.text.document import read_document
from simulator.text.source import Source

WORLD = {"alarm": True}


def agency(**fields):
    """An agency of which only what the test is about is said."""
    return {"name": "agency", "sector": "government", "level": "city"} | fields


def link(sender, receiver, *carries, **fields):
    return {"from": sender, "to": receiver, "carries": list(carries)} | fields


def task(owner, when, **fields):
    return {"owner": owner, "when": when, "basis": "para 1"} | fields


def a_plan(agencies, *, name="p", tasks=None, **fields):
    """A plan without a gap: its hazard has a special plan, `alarm` is a fact of the world."""
    standard = {"drill": "plan", "format": 1, "id": name, "name": name, "authority": next(iter(agencies))}
    standard |= {"hazards": {"h": {"name": "hazard", "special_plan": "plan for it"}}}
    standard |= {"facts": {"alarm": {}}, "agencies": agencies, "procedures": {"h": tasks or {}}}
    return standard | fields


def composition(*plans, world=WORLD):
    """Compose plans; `world` are facts that a scenario sets."""
    read = [
        read_document(Plan, Source(f"{each['id']}.yaml", json.dumps(each, ensure_ascii=False)))
        for each in plans
    ]
    return compose(read, world={name: (Value(value, At("", read[0])),) for name, value in world.items()})


def gaps(*plans, setting=None, world=WORLD):
    """By id, what the audit finds."""
    return {gap.id: gap for gap in audit(composition(*plans, world=world), setting)}


def seen(*agencies, facts=WORLD, aims=(), **fields):
    """A setting in which agencies see all that happens."""
    return Setting(
        facts=tuple(facts.items()),
        seen=tuple((agency, fact) for agency in agencies for fact in facts),
        aims=aims,
        hazards=frozenset({"h"}),
        **fields,
    )
