"""The same plans once more, as one writes them in SimPy: processes, and resources for desks and pools.

It shares nothing with the engine but the draws, read from the program's streams by what they are for. Facts
here are true or not known. Where several things are due at one instant, the rules' order (priority, longest
waiting, declared) is met so: what one agency learns is worked on in that order, and who has finished leaves
the desk after those who have just come have queued.
"""

import ast
from itertools import count

import simpy

from simulator.engine.dice import Dice, Streams
from simulator.text.durations import parse_duration
from simulator.units import on_grid

PRIORITIES = {"command": 1, "report": 2, "coordinate": 4}
TASK_PRIORITY = 3
NEXT_ATTEMPT = 2**32
"""The k-th attempt at the n-th report takes the draw n + k times this."""


class Draws:
    """What one replication draws, by what it is for."""

    def __init__(self, program, seed, replication):
        self._numbers = {stream.key: number for number, stream in enumerate(program.streams)}
        self._dice = Dice(Streams(program, seed), replication)

    def __call__(self, key, use=0):
        return self._dice.take(self._numbers[key], use)


class Link:
    """A link, what is new on it, and what has been said."""

    def __init__(self, record, order, facts):
        self.sender, self.receiver = record["from"], record["to"]
        self.key = f"p.{self.sender}>p.{self.receiver}:{record['purpose']}"
        self.priority, self.order = PRIORITIES[record["purpose"]], order
        self.over = record["over"]
        self.again = on_grid(parse_duration(record["again"]))
        self.facts = facts
        self.new, self.said, self.uses = set(), set(), dict.fromkeys(facts, 0)
        self.making = False


class Desk:
    """The operators of an agency, or none that one would have to wait for."""

    def __init__(self, env, operators):
        self._env = env
        self._people = simpy.PriorityResource(env, operators) if operators else None

    def __bool__(self):
        return self._people is not None

    def ask(self, priority, order):
        """A request that comes true when somebody is free, in the order of the rules."""
        return (
            self._people.request(priority=(priority, self._env.now, order)) if self else self._env.timeout(0)
        )

    def leave(self, request):
        """Free whoever that request holds, at the end of the instant."""
        if self:
            self._env.process(self._leave(request))

    def _leave(self, request):
        yield self._env.timeout(0)
        self._people.release(request)


class Model:
    """One replication. `learned`, `worked` and `reported` hold what happened, as tuples with their times."""

    def __init__(self, plan, scenario, draws, carried):
        self.env = simpy.Environment()
        self.draw = draws
        self.plan, self.media = plan, plan["media"]
        agencies = plan["agencies"]
        self.desks = {
            name: Desk(self.env, fields.get("desk", {}).get("operators", 0))
            for name, fields in agencies.items()
        }
        self.teams = {
            name: Desk(self.env, fields["pools"]["team"]["units"]) for name, fields in agencies.items()
        }
        self.tasks = plan["procedures"]["h"]
        self.conditions = {
            name: ast.parse(task["when"], mode="eval").body for name, task in self.tasks.items()
        }
        self.links = [Link(record, order, carried[order]) for order, record in enumerate(plan["links"])]
        self.orders = dict(zip(self.tasks, count(len(self.links)), strict=False))
        self.known = {name: {} for name in agencies}
        self.begun = set()
        self.learned, self.worked, self.reported, self.failed = [], [], [], []
        for happening in (scenario["incident"], *scenario["injects"]):
            self.env.process(self.happen(happening))
        self.env.run()

    # -- what is seen and learned

    def happen(self, happening):
        yield self.env.timeout(parse_duration(happening.get("at", "0 s")))
        facts = list(happening.get("facts") or happening["set"])
        for name in happening["observed_by"]:
            self.env.process(self.observe(name, facts))

    def observe(self, name, facts):
        yield self.env.timeout(self.draw(f"see|p.{name}|{'+'.join(facts)}"))
        self.learn(name, facts, None)

    def learn(self, name, facts, source):
        """Take in what was seen, told or done, and begin what follows from it: first things first."""
        self.learned += [(self.env.now, name, fact) for fact in facts]
        known = self.known[name]
        new = [fact for fact in facts if fact not in known]
        known.update(dict.fromkeys(new, source))
        following = [*self.tasks_due(name), *self.reports_due(name, new)]
        for _priority, _order, begin, subject in sorted(following, key=lambda one: one[:2]):
            self.env.process(begin(subject))

    def tasks_due(self, name):
        for task, record in self.tasks.items():
            if (
                record["owner"] == name
                and task not in self.begun
                and holds(self.conditions[task], self.known[name])
            ):
                self.begun.add(task)
                yield record.get("priority", TASK_PRIORITY), self.orders[task], self.work, task

    def reports_due(self, name, new):
        for link in self.links:
            if link.sender != name:
                continue
            link.new.update(
                fact
                for fact in new
                if fact in link.facts and self.known[name][fact] != link.receiver and fact not in link.said
            )
            if link.new and not link.making:
                link.making = True
                yield link.priority, link.order, self.report, link

    # -- tasks

    def work(self, task):
        record = self.tasks[task]
        owner, ready = record["owner"], self.env.now
        servers = {"desk": self.desks, "team": self.teams}
        held = [servers[kind][owner] for kind in record["needs"] if servers[kind][owner]]
        requests = [server.ask(record.get("priority", TASK_PRIORITY), self.orders[task]) for server in held]
        for request in requests:
            yield request
        started = self.env.now
        yield self.env.timeout(self.draw(f"work|p.{task}"))
        for server, request in zip(held, requests, strict=True):
            server.leave(request)
        self.worked.append((ready, started, self.env.now, task))
        self.learn(owner, record["achieves"], owner)

    # -- reports

    def report(self, link):
        """One report, from the moment when it is due until it is taken in."""
        due, desk = self.env.now, self.desks[link.sender]
        operator = desk.ask(link.priority, link.order)
        if desk:
            yield operator
        facts = [fact for fact in link.facts if fact in link.new and fact not in link.said]
        facts = [fact for fact in facts if self.known[link.sender][fact] != link.receiver]
        link.new.clear()
        if not facts:
            link.making = False
            desk.leave(operator)
            return
        link.said.update(facts)
        first = facts[0]
        use = link.uses[first]
        link.uses[first] += 1
        begun = self.env.now
        if desk:
            yield self.env.timeout(self.draw(f"compose|{link.key}|{full(first)}", use))
        composed = self.env.now
        link.making = bool(link.new)
        if link.new:
            self.env.process(self.report(link))
        times = yield from self.deliver(link, f"{link.key}|{full(first)}", use, operator)
        self.reported.append((due, begun, composed, *times, link.order, tuple(facts)))
        self.learn(link.receiver, facts, link.sender)

    def deliver(self, link, key, use, operator):
        """Try the media one after another, again and again; give when it arrived, was picked up, taken in."""
        if self.media[link.over[0]].get("mode") != "call":
            self.desks[link.sender].leave(operator)
            operator = None
        attempt = 0
        while True:
            for position, name in enumerate(link.over):
                medium = self.media[name]
                for turn in range(medium.get("tries", 1)):
                    throw = Throw(
                        self.draw, f"p.{name}.{position}|{key}", use + attempt * NEXT_ATTEMPT, medium
                    )
                    by = self.call if medium.get("mode") == "call" else self.message
                    times = yield from by(link, throw, f"handling|{key}", use, operator)
                    if times:
                        return times
                    operator = None
                    attempt += 1
                    if turn + 1 < medium.get("tries", 1) or position + 1 < len(link.over):
                        yield self.env.timeout(throw("pause"))
            yield self.env.timeout(link.again)

    def message(self, link, throw, handling, use, _operator):
        sent = self.env.now
        through = throw.gets_through()
        yield self.env.timeout(throw("delay"))
        if not through:
            self.failed.append((sent, self.env.now, link.order))
            return None
        received, desk = self.env.now, self.desks[link.receiver]
        operator = desk.ask(link.priority, link.order)
        picked = yield from self.handle(desk, operator, handling, use)
        desk.leave(operator)
        return received, picked, self.env.now

    def call(self, link, throw, handling, use, caller):
        ours, theirs = self.desks[link.sender], self.desks[link.receiver]
        if caller is None:
            caller = ours.ask(link.priority, link.order)
            if ours:
                yield caller
        sent, received, callee = self.env.now, None, None
        if throw.gets_through():
            yield self.env.timeout(throw("delay"))
            received, callee = self.env.now, theirs.ask(link.priority, link.order)
            if theirs:
                yield callee | self.env.timeout(parse_duration(throw.medium["patience"]))
        if received is None or (theirs and not callee.triggered):
            if received is not None:
                callee.cancel()
            self.failed.append((sent, self.env.now, link.order))
            ours.leave(caller)
            return None
        picked = yield from self.handle(theirs, callee, handling, use)
        theirs.leave(callee)
        ours.leave(caller)
        return received, picked, self.env.now

    def handle(self, desk, operator, handling, use):
        """Wait for an operator of the receiver, if it has a desk, and take in; give when that began."""
        if desk:
            yield operator
        picked = self.env.now
        if desk:
            yield self.env.timeout(self.draw(handling, use))
        return picked


class Throw:
    """The draws of one attempt over one medium."""

    def __init__(self, draw, key, use, medium):
        self._draw, self._key, self._use = draw, key, use
        self.medium = medium

    def __call__(self, what):
        return self._draw(f"{what}|{self._key}", self._use)

    def gets_through(self):
        chance = self.medium.get("success", 1.0)
        return chance == 1.0 or self("success") < chance


def full(fact):
    """A fact as the program names it: what a task achieves belongs to the plan, the rest to the world."""
    return f"p.{fact}" if fact[0] in "fg" else fact


def holds(condition, known):
    """Whether a condition, a small syntax tree, holds for who knows these facts."""
    if isinstance(condition, ast.Name):
        return condition.id in known
    parts = [holds(part, known) for part in condition.values]
    return all(parts) if isinstance(condition.op, ast.And) else any(parts)
