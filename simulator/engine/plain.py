"""The plain report, from desk to desk over a medium that loses nothing, and the plain task (rules 8, 12, 14).

Nearly all messages and tasks are of this kind. A courier carries one report after another, each from the
operator who writes it to the operator who takes it in: its life in one piece, in a coroutine that calendar
and desks wake up. What is out of the ordinary after all goes the long way, with `Delivery`.
"""

from collections.abc import Callable
from typing import Any, Protocol

from simulator.engine.beliefs import Beliefs
from simulator.engine.calendar import NORMAL, Calendar, Courier, Entry
from simulator.engine.dice import Dice
from simulator.engine.journal import NUMBER, TRY
from simulator.engine.servers import Servers
from simulator.engine.tables import Tables
from simulator.log.rows import (
    BEGUN,
    COMPOSED,
    CONTENTS,
    DECIDED,
    DONE,
    DUE,
    FINISHED,
    GRANTED,
    HELD,
    HELD_THERE,
    LEARNED,
    MISTAKEN,
    OPEN,
    PICKED,
    RECEIVED,
    REF,
    SENT,
    STARTED,
    STATE,
    SUBJECT,
    Row,
)
from simulator.program.model import Task

Write = Callable[[Row, int, int], tuple[float, float, float] | None]
"""Called with a row, its link and its receiver; gives the times of composing, delay and handling."""


class Outbox(Protocol):
    """What `Reports` notes: by link what is new and whether a report is in the making; by slot the rest."""

    making: list[bool]
    fresh: list[list[int]]
    said: list[tuple[object, int] | None]
    uses: list[int]

    def due_again(self, number: int) -> None:
        """Something new has come up while the last report was made."""

    def pack(self, fresh: list[int], receiver: int) -> tuple[tuple[object, ...], int]:
        """Give the contents of a report, and the slot that leads."""

    def drop(self, row: Row) -> None:
        """There is nothing to say any more."""

    def carry(self, row: Row, slot: int, use: int) -> None:
        """Have a report carried the long way."""


Kit = tuple[Any, ...]
"""What all couriers of a replication use, looked up once for all of them."""


def courier_kit(
    outbox: Outbox,
    write: Write,
    calendar: Calendar,
    servers: Servers,
    beliefs: Beliefs,
    tables: Tables,
    idle: list[Callable[[Row], None]],
) -> Kit:
    """Give what `courier` takes."""
    return (
        outbox.making, outbox.fresh, outbox.due_again, write, calendar, calendar.schedule, calendar.peek,
        calendar.dirty, servers.ask, servers.free, servers.last, servers.queues, servers.claims,
        beliefs.learn, tables.ways, idle,
    )  # fmt: skip


def courier(kit: Kit) -> Courier:  # noqa: C901, PLR0915 (a call out of the hottest loop costs as much as a stage)
    """Carry one report after another; takes each row when an operator of the sender is there."""
    (
        making, fresh, due_again, write, calendar, schedule, peek,
        dirty, ask, free, last, queues, claims,
        learn, ways, idle,
    ) = kit  # fmt: skip
    turn = yield
    entry: Entry | None = None
    while True:
        row = yield
        number = row[SUBJECT]
        desk, there, priority, order, medium, source, receiver = ways[number]
        times = write(row, number, receiver)
        if times is None:
            idle.append(turn[0])
            continue
        composing, delay, handling = times
        now = row[BEGUN] = calendar.now
        if row[DUE] < now:
            row[HELD] = last[desk]
        if entry is None:
            entry = calendar.enter(composing, turn)
        else:
            entry.callbacks = turn
            schedule(entry, NORMAL, composing)
        yield
        now += composing
        calendar.now = now
        free[desk] += 1
        last[desk] = row[NUMBER]
        if queues[desk] or desk in claims:
            dirty.add(desk)
        making[number] = False
        if fresh[number]:
            due_again(number)
        row[COMPOSED] = row[SENT] = now
        entry.callbacks = turn
        schedule(entry, NORMAL, delay)
        yield
        now += delay
        row[RECEIVED] = calendar.now = now
        # Who comes alone at this instant, and to whom an operator is free, need not go through the list.
        if free[there] > 0 and not dirty and not queues[there] and there not in claims and peek() > now:
            free[there] -= 1
        else:
            ask(there, priority, order, row, turn[0])
            yield
            if now < calendar.now:
                now = calendar.now
                row[HELD_THERE] = last[there]
        row[PICKED] = now
        row[REF] = medium
        if handling:
            entry.callbacks = turn
            schedule(entry, NORMAL, handling)
            yield
            now += handling
            calendar.now = now
        free[there] += 1
        last[there] = row[NUMBER]
        if queues[there] or there in claims:
            dirty.add(there)
        row[LEARNED] = now
        row[STATE] = DONE
        learn(row[CONTENTS], row[NUMBER], source)
        idle.append(turn[0])


def writing(outbox: Outbox, beliefs: Beliefs, dice: Dice, tables: Tables) -> Write:
    """Give what puts a report together when an operator is there; None: it is not to be carried."""
    slots, first, take = tables.carried, dice.first, dice.take
    fresh, said, uses = outbox.fresh, outbox.said, outbox.uses
    values, issues, stamps, sources = beliefs.values, beliefs.issues, beliefs.stamps, beliefs.sources
    rows, vias, heard = beliefs.rows, beliefs.vias, beliefs.heard

    def write(row: Row, number: int, receiver: int) -> tuple[float, float, float] | None:
        new = fresh[number]
        if len(new) != 1 or heard:
            row[CONTENTS], slot = outbox.pack(new, receiver)
        else:
            slot = new.pop()
            fact, cell, there, _ = slots[slot]
            value, issue = state = values[cell], issues[cell]
            if said[slot] != state and sources[cell] != receiver:
                said[slot] = state
                row[CONTENTS] = ((fact, rows[cell], vias[cell], value, stamps[cell], issue, there),)
        if not row[CONTENTS]:
            row[CONTENTS] = None
            outbox.drop(row)
            return None
        use = uses[slot]
        uses[slot] = use + 1
        compose, delay, handling = slots[slot][3]
        if use:
            drawn = take(compose, use), take(delay, use), take(handling, use)
        else:
            drawn = first[compose], first[delay], first[handling]
        if drawn[0]:
            return drawn
        outbox.carry(row, slot, use)
        return None

    return write


def worker_kit(
    tasks: tuple[Task, ...],
    calendar: Calendar,
    dice: Dice,
    servers: Servers,
    beliefs: Beliefs,
    idle: list[Callable[[Row], None]],
) -> Kit:
    """Give what `worker` takes."""
    return (
        tasks, calendar, calendar.schedule, dice.first, servers.release, servers.last,
        beliefs.values, beliefs.achieve, beliefs.evaluate, idle,
    )  # fmt: skip


def worker(kit: Kit) -> Courier:
    """Do one plain task after another; takes each row when its operator or unit is there."""
    tasks, calendar, schedule, first, release, last, values, achieve, evaluate, idle = kit
    turn = yield
    entry: Entry | None = None
    while True:
        row = yield
        task = tasks[row[SUBJECT]]
        now = row[GRANTED] = row[STARTED] = calendar.now
        if row[DECIDED] < now:
            row[HELD] = last[task.single]
        for own, world in task.beliefs:
            believed = values[own]
            if believed is not values[world] and believed is not None and believed != values[world]:
                row[TRY] = MISTAKEN
        duration = first[task.duration]
        if entry is None:
            entry = calendar.enter(duration, turn)
        else:
            entry.callbacks = turn
            schedule(entry, NORMAL, duration)
        yield
        now += duration
        calendar.now = now
        if row[STATE] == OPEN:
            row[FINISHED] = now
            row[STATE] = DONE + row[TRY]
            release(task.single, row)
            number = row[NUMBER]
            for world, own, fact, value in task.achieves:
                achieve((world, own, fact), value, row=number, via=FINISHED, source=task.owner)
            evaluate()
        idle.append(turn[0])
