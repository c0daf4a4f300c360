"""What agencies believed beside what was so, of tiny plans played through the engine, worked out by hand."""

from simulator.analysis.beliefs import Apart, Believing, apart
from simulator.analysis.books import Books
from simulator.analysis.learning import Sorted
from tests.engine.small import play

PLAN = """
agencies: {a: {~}, b: {~}, c: {~}}
facts: {n: {kind: number}, tip: {title: Tip}}
media: {post: {delay: 5 min}}
links: [{from: a, to: b, carries: [f, n, tip], over: [post]}]
procedures: {h: {x: {owner: b, when: "f or n > 3 or tip", duration: 1 min}}}
"""
HAPPENS = """
injects:
  - {at: 10 min, set: {n: 2}, observed_by: {a: 0 s}}
  - {at: 20 min, set: {n: 4}}
  - {at: 20 min, set: {f: true}, observed_by: {c: 0 s}}
  - {at: 30 min, message: m, to: a, tells: {tip: true}}
"""


def beliefs(tmp_path, plan=PLAN, happens=HAPPENS):
    """What was believed, by the name of the fact: the truth and the beliefs by name, times in minutes."""
    run = play(tmp_path, plan, happens, horizon="60 min")
    believing = Believing(run.program)
    book = Books(run.program).open(run.log, Sorted(run.log.rows))

    def minutes(changes):
        return [(when / 60, value) for when, value in changes]

    return {
        run.program.facts[each.fact].base: (
            minutes(each.truth),
            {run.program.agents[agent].name: minutes(held) for agent, held in each.held.items()},
        )
        for each in believing.of_facts(believing.changes(book))
    }


def test_each_agency_believes_what_it_saw_or_was_told_when_that_came(tmp_path):
    # a watches n from 10 on and sees each change at once, its report takes five minutes
    truth, held = beliefs(tmp_path)["n"]
    assert truth == [(10, 2), (20, 4)]
    assert held == {"p.a": [(10, 2), (20, 4)], "p.b": [(15, 2), (25, 4)]}


def test_what_is_so_or_not_is_not_so_at_first(tmp_path):
    truth, held = beliefs(tmp_path)["f"]
    assert truth == [(0, False), (20, True)]
    assert held == {"p.b": [], "p.c": [(20, True)]}  # c sees it, and has no link to b


def test_what_nobody_sets_has_no_truth_to_hold_beliefs_against(tmp_path):
    assert set(beliefs(tmp_path)) == {"n", "f"}


def test_being_wrong_and_knowing_nothing_are_counted_apart():
    # so from 10 on; nothing known until 30, then something else until 60: 20 s and 30 s of 100
    assert apart([(30.0, 4), (60.0, 5)], [(10.0, 5)], 100.0) == Apart(30.0, 20.0)


def test_who_knows_nothing_of_what_never_came_true_lacks_nothing():
    assert apart([], [(0.0, False)], 100.0) == Apart(0.0, 0.0)
    assert apart([(40.0, True)], [(0.0, False)], 100.0) == Apart(60.0, 0.0)
