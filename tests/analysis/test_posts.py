"""How posts fared over replications, by hand."""

from math import inf

from simulator.analysis.learning import Sorted
from simulator.analysis.measures import Measurer
from simulator.analysis.posts.holding import holdings
from simulator.analysis.results import collect
from simulator.analysis.summary import summarise
from simulator.engine.replication import Player
from simulator.program.compile import compile_case
from tests.engine.small import read_small

PLAN = """
agencies: {a: {~}, b: {~}, z: {~}}
posts:
  command: {name: {zh: 指挥长, en: Commander}, holder: a, deputies: [b], after: 10 min%s}
links: [{from: a, to: z, carries: []}, {from: b, to: z, carries: []}]
procedures: {h: {go: {owner: command, when: f, duration: 5 min}}}
"""


def posts(tmp_path, plan, happens):
    program = compile_case(read_small(tmp_path, plan, happens, horizon="2 h"))
    player, measurer = Player(program, 1), Measurer(program)
    results = collect(program, (measurer.measure(player.play(number)) for number in range(4)))
    return summarise(program, results, seed=1).get("posts")


def test_the_time_in_which_nobody_holds_a_post_and_its_hand_over(tmp_path):
    handed = PLAN % ", hand_over: {to: z, when: f, takes: 20 min}"
    happens = """
        injects:
          - {at: 5 min, outage: a}
          - {at: 30 min, set: {f: true}, observed_by: {b: 0 s}}
        """
    # vacant 5..15, then b; handed over to z 30..50
    (record,) = posts(tmp_path, handed, happens)
    assert record == {
        "name": "p.command",
        "title": {"zh": "指挥长", "en": "Commander"},
        "vacant": 1.0,
        "vacant_mean_s": 600.0,
        "vacant_longest_s": 600.0,
        "vacant_at_end": 0.0,
        "handed_over": 1.0,
        "handed_over_p50_s": 3000.0,
        "hand_over_mean_s": 1200.0,
    }


def test_a_post_that_stays_vacant_counts_to_the_end(tmp_path):
    happens = "injects: [{at: 5 min, outage: a}, {at: 6 min, outage: b}, {at: 9 min, set: {f: true}}]"
    (record,) = posts(tmp_path, PLAN % "", happens)
    assert (record["vacant_mean_s"], record["vacant_at_end"]) == (115 * 60.0, 1.0)
    assert (record["handed_over"], record["handed_over_p50_s"], record["hand_over_mean_s"]) == (0, None, None)


def test_posts_that_stay_where_they_are_have_no_entry(tmp_path):
    assert posts(tmp_path, PLAN % "", "injects: [{at: 9 min, set: {f: true}, observed_by: {a: 0 s}}]") is None


def test_who_held_a_post_when_goes_over_vacancies_and_hand_overs(tmp_path):
    handed = PLAN % ", hand_over: {to: z, when: f, takes: 20 min}"
    happens = """
        injects:
          - {at: 5 min, outage: a}
          - {at: 30 min, set: {f: true}, observed_by: {b: 0 s}}
        """
    program = compile_case(read_small(tmp_path, handed, happens, horizon="2 h"))
    rows = Sorted(Player(program, 1).play(0).rows)
    a, b, z = (
        next(number for number, agent in enumerate(program.agents) if agent.name == name)
        for name in ("p.a", "p.b", "p.z")
    )
    # a to 5, nobody to 15, b to 50, z from then on
    assert holdings(program, 0, a, rows) == [(0, 300)]
    assert holdings(program, 0, b, rows) == [(900, 3000)]
    assert holdings(program, 0, z, rows) == [(3000, inf)]


def test_who_is_given_a_post_and_hands_it_over_at_once_does_not_hold_it(tmp_path):
    # b steps in at 15 min, knowing f, and hands over to z in no time; b has the higher number
    handed = (PLAN % ", hand_over: {to: z, when: f, takes: 0 s}").replace("b: {~}, z: {~}", "z: {~}, b: {~}")
    happens = """
        injects:
          - {at: 5 min, outage: a}
          - {at: 9 min, set: {f: true}, observed_by: {b: 0 s}}
        """
    program = compile_case(read_small(tmp_path, handed, happens, horizon="2 h"))
    rows = Sorted(Player(program, 1).play(0).rows)
    names = [agent.name for agent in program.agents]
    assert names.index("p.z") < names.index("p.b")
    assert holdings(program, 0, names.index("p.b"), rows) == []
    assert holdings(program, 0, names.index("p.z"), rows) == [(900, inf)]
