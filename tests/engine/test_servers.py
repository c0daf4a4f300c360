"""Rule 23: the one list of waiters, against the simplest walk that there can be."""

from types import SimpleNamespace

from hypothesis import given
from hypothesis import strategies as st

from simulator.engine.journal import NUMBER, Journal
from simulator.engine.servers import Claim, Servers
from simulator.log.rows import REPORT
from simulator.program.model import Need, Server

CAPACITY = (2, 1, 3)

asks = st.tuples(st.just("ask"), st.integers(0, 2), st.integers(1, 3))
claims = st.tuples(
    st.just("claim"), st.lists(st.integers(0, 2), min_size=2, max_size=2, unique=True), st.integers(1, 3)
)
releases = st.tuples(st.just("release"), st.integers(0, 30), st.just(0))
instants = st.lists(st.lists(st.one_of(asks, claims, releases), max_size=6), max_size=12)


def servers():
    program = SimpleNamespace(
        servers=tuple(Server(str(n), 0, str(n), units) for n, units in enumerate(CAPACITY))
    )
    return Servers(program, SimpleNamespace(now=0.0, dirty=set(), settle=None))


class Walk:
    """All waiters in one list; after an instant it is walked once, in order, and what fits is granted."""

    def __init__(self):
        self.free = list(CAPACITY)
        self.waiting = []
        self.granted = []

    def walk(self):
        for waiter in sorted(self.waiting):
            *_key, name, wants = waiter
            if all(self.free[server] > 0 for server in wants):
                for server in wants:
                    self.free[server] -= 1
                self.waiting.remove(waiter)
                self.granted.append((name, wants))


@given(instants)
def test_grants_are_those_of_one_walk_through_one_list(program):
    real, simple, journal, granted = servers(), Walk(), Journal(), []
    released = set()
    for now, instant in enumerate(program):
        real._calendar.now = float(now)
        for what, which, priority in instant:
            number = len(journal.rows)
            if what == "release":
                if which < len(simple.granted) and which not in released:
                    released.add(which)
                    name, wants = simple.granted[which]
                    for server in wants:
                        real.release(server, journal.rows[name])
                        simple.free[server] += 1
                continue
            row = journal.open(REPORT, 0, -1, -1, 0.0)
            wants = tuple(which) if what == "claim" else (which,)
            simple.waiting.append((priority, now, number, number, wants))
            if what == "ask":
                real.ask(which, priority, number, row, lambda row: granted.append(row[NUMBER]))
            else:
                claim = Claim(
                    real.next_key(priority, number), row, lambda claim: granted.append(claim.row[NUMBER])
                )
                claim.needs = tuple(Need(str(server), 1, (server,), (-1,), (-1,)) for server in which)
                real.claim(claim)
        while real._dirty:
            real.settle()
        simple.walk()
        assert sorted(granted) == sorted(name for name, _ in simple.granted)
        assert real.free[:-1] == simple.free  # the last is nobody's
