"""Programs and logs made by hand: what a test does not say is empty."""

from datetime import datetime

from simulator.log.rows import (
    CAUSE,
    CONTENTS,
    DONE,
    HELD,
    HELD_THERE,
    KIND,
    NEVER,
    NOTHING,
    REF,
    STATE,
    SUBJECT,
    VIA,
    Log,
)
from simulator.program.model import (
    NONE,
    Agent,
    Duty,
    Errand,
    FactRow,
    Gate,
    Link,
    Medium,
    Milestone,
    Need,
    Observer,
    Pact,
    Program,
    Scale,
    SeatTurn,
    Server,
    Source,
    Task,
)
from simulator.text.titles import Title


def agent(name):
    return Agent(name, Title("", name), "government", "city", "city", "plan", NONE)


def fact(name):
    return FactRow(name, name, "boolean", None, ())


def medium(name, *members):
    return Medium(name, None, call=False, members=members, channel=NONE, up_gate=NONE, switch=NONE)


def link(name, sender, receiver, **fields):
    standard = {
        "number": 0,
        "name": name,
        "sender": sender,
        "receiver": receiver,
        "sender_desk": NONE,
        "receiver_desk": NONE,
        "purpose": "report",
        "priority": 2,
        "order": 0,
        "rungs": (),
        "slots": (),
        "again": 900.0,
        "lapses": 0.0,
        "every": 0.0,
        "pause": 600.0,
        "acknowledge": False,
    }
    return Link(**standard | fields)


def errand(name, task, sender, receiver, way=NONE):
    return Errand(name, task, way, sender, receiver, priority=2, dice=None)


def need(*servers):
    return Need("team", 1, servers, (), ())


def server(name):
    return Server(name, 1, "team", 1)


def task(name, owner, **fields):
    standard = {
        "name": name,
        "title": None,
        "owner": owner,
        "desk": NONE,
        "priority": 3,
        "order": 0,
        "operators": 0,
        "needs": (),
        "when_gate": 0,
        "stops_gate": NONE,
        "turns": (),
        "after": 0.0,
        "duration": NONE,
        "achieves": (),
        "ready_cells": None,
        "started_cells": None,
        "done_cells": None,
        "companions": (),
        "at_least": 0,
        "wait_at_most": 0.0,
        "aid": (),
        "beliefs": (),
        "basis": None,
        "place": ("plan.yaml", 1, 1),
    }
    return Task(**standard | fields)


def seat(name, of_task, by):
    return SeatTurn(name, of_task, by, NONE, NONE, NONE, 0)


def scale(name, of_fact, by):
    return Scale(name, of_fact, by, NONE, 0, NONE, NONE, NONE, (), 0)


def pact(name, of_task):
    return Pact(
        name=name,
        task=of_task,
        kind="team",
        units=1,
        server=0,
        asks=(),
        receiver=0,
        decider=0,
        decider_desk=NONE,
        takes=NONE,
        chance=NONE,
        accepts=1.0,
        order_errand=NONE,
        gives_itself=True,
        mobilise=NONE,
        leg=NONE,
        lapses=3600.0,
        promise_lapses=21600.0,
    )


def observer(name, by):
    return Observer(name, by, NONE, ())


def source(name, kind="incident"):
    return Source(name, None, kind)


def milestone(name, within=None, share=None):
    return Milestone(name, Title("", name), NONE, within, share)


def duty(name, **fields):
    standard = {
        "name": name,
        "title": None,
        "basis": None,
        "holder": NONE,
        "receiver": NONE,
        "facts": (),
        "holder_cells": (),
        "when_gate": NONE,
        "then_gate": NONE,
        "within": None,
        "every": None,
        "stops_at": "received",
        "fulfilled": None,
        "overdue_cells": None,
        "place": ("plan.yaml", 1, 1),
    }
    return Duty(**standard | fields)


def program(**tables):
    standard = {
        "stem": "by_hand",
        "title": Title("手工", "By hand"),
        "start": datetime(2026, 2, 17, 2, 10),
        "horizon": 43_200.0,
        "runs": 1,
        "seed": 7,
        "agents": (agent("world"),),
        "gates": (Gate(NONE, 1),),
    }
    standard["duty_sources"] = ((NONE, NONE, NONE),) * len(tables.get("duties", ()))
    empty = set(Program.__dataclass_fields__) - set(standard)
    return Program(**dict.fromkeys(empty, ()) | standard | tables)


class Story:
    """A log in the making. `add` gives the number of the row, for what it causes."""

    def __init__(self):
        self.rows = []

    def add(self, kind, subject, cause=(NOTHING, 0), *stages, contents=None, **fields):
        """Add a row; `stages` are times from the first one on, None where a stage was not reached.

        `contents` are (fact, (row, via) by which the sender had it), and the value where it is not True.
        """
        row = [NOTHING] * 8 + [NEVER] * 7 + [None, NEVER]
        row[KIND], row[SUBJECT], (row[CAUSE], row[VIA]) = kind, subject, cause
        row[STATE] = fields.pop("state", DONE)
        row[REF] = fields.pop("ref", NOTHING)
        row[HELD] = fields.pop("held", NOTHING)
        row[HELD_THERE] = fields.pop("held_there", NOTHING)
        row[8 : 8 + len(stages)] = [NEVER if time is None else float(time) for time in stages]
        row[CONTENTS] = contents and tuple(
            (fact, *why, value[0] if value else True, 0.0, 1, NONE) for fact, why, *value in contents
        )
        row[16] = float(fields.pop("confirmed", NEVER))
        assert not fields
        self.rows.append(row)
        return len(self.rows) - 1

    def log(self, replication=0, ended=43_200.0, *, stopped=False):
        return Log(replication, self.rows, float(ended), stopped)
