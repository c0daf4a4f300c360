"""Rule 10 by hand: quantities that rise at a rate, what that uses up, what fills it up again."""

from types import SimpleNamespace

import pytest

from simulator.analysis.books import Books
from simulator.analysis.gaps.sites import Sites
from simulator.analysis.gaps.waits import Waits
from simulator.analysis.learning import Sorted
from simulator.analysis.paths import critical_path
from simulator.engine.replication import Player
from simulator.log.rows import AT, KIND, MILESTONE, SUBJECT
from simulator.program.compile import compile_case
from simulator.study.closing_units import close_resource
from tests.engine.small import play, read_small

HEAD = "quantities: {displaced: {}, watered: {most: displaced}}"
AT_10 = "- {at: 10 min, set: {displaced: 300}, observed_by: {a: 0 s}}"


def served(tmp_path, task, *, pools="tanker: {units: 3}", more="", injects="", milestones="", **how):
    """One agency that serves up to 300 people, displaced after 10 minutes."""
    return play(
        tmp_path,
        f"""
        {HEAD}
        agencies: {{a: {{~, pools: {{{pools}}}}}, b: {{~}}}}
        media: {{net: {{delay: 1 min}}}}
        links: [{{from: a, to: b, carries: [watered], over: [net]}}]
        procedures:
          h:
            water: {{owner: a, when: displaced > 0, {task}}}
            {more}
        """,
        f"""
        injects:
          {AT_10}
          {injects}
        milestones:
          half: {{when: watered >= 50% of displaced and displaced > 0}}
          all: {{when: watered >= displaced and displaced > 0}}
          {milestones}
        """,
        **how,
    )


def test_it_rises_at_the_rate_of_each_unit_held_and_is_over_when_all_are_served(tmp_path):
    run = served(tmp_path, "needs: {tanker: 1}, serves: {watered: 300 / h}")
    # 300 at 300 an hour from 10: half at 40, all at 70
    assert (run.milestone("half"), run.milestone("all")) == (40, 70)
    assert run.task("water").finished == 70
    assert run.beliefs("", "watered") == [(0, 0), (40, 150), (70, 300)]
    twice = served(tmp_path, "needs: {tanker: 2}, serves: {watered: 300 / h}")
    assert (twice.milestone("half"), twice.milestone("all")) == (25, 40)


def test_a_crossing_that_lies_between_two_ticks_comes_with_the_later_one(tmp_path):
    run = served(tmp_path, "serves: {watered: 700 / h}")
    # 150 at 700 an hour take 771.43 s, to the next 1,024th
    exact = 10 * 60 + 150 / 700 * 3600
    assert 0 <= run.milestone("half") * 60 - exact < 1 / 1024
    assert (run.milestone("half") * 60 * 1024).is_integer()


def test_several_tasks_that_serve_one_quantity_add_up(tmp_path):
    run = served(
        tmp_path,
        "serves: {watered: 300 / h}",
        more="also: {owner: b, when: late, serves: {p.watered: 100 / h}, duration: 12 min}",
        injects="- {at: 34 min, set: {late: true}, observed_by: {b: 0 s}}",
    )
    # 120 by 34, then 400 an hour: half at 38.5; 80 by 46, so 200 then, then 300 an hour
    assert run.milestone("half") == 38.5
    assert run.milestone("all") == 46 + 20
    assert run.task("also").finished == 46


def test_what_bounds_it_may_move(tmp_path):
    run = served(
        tmp_path,
        "serves: {watered: 300 / h}, duration: 5 h",
        injects="""- {at: 90 min, set: {displaced: 400}, observed_by: {b: 0 s}}
          - {at: 3 h, set: {displaced: 50}, observed_by: {b: 0 s}}""",
    )
    # all 300 at 70; 100 more from 90, for 20 min; clipped at 180; the task works its five hours
    assert run.beliefs("", "watered") == [(0, 0), (40, 150), (70, 300), (110, 400), (180, 50)]
    assert run.task("water").finished == 310
    assert run.milestone("all") == 70


def test_without_duration_it_serves_anew_only_if_it_repeats(tmp_path):
    more = "- {at: 90 min, set: {displaced: 400}, observed_by: {a: 0 s}}"
    assert served(tmp_path, "serves: {watered: 300 / h}", injects=more).beliefs("", "watered")[-1] == (
        70,
        300,
    )
    again = "serves: {watered: 300 / h}, repeats: true"
    run = served(tmp_path, again.replace("repeats", "stops: known(never) and never, repeats"), injects=more
                 + "\n          - {at: 9 h, set: {never: true}, observed_by: {b: 0 s}}")  # fmt: skip
    assert run.beliefs("", "watered")[-1] == (70, 300)  # its condition has held all the time
    turns = served(tmp_path, again, injects=more).all("task", "p.water")
    assert [(turn.started, turn.finished) for turn in turns] == [(10, 70), (70, 70)]


def test_one_that_waits_for_more_says_so_in_its_condition(tmp_path):
    run = play(
        tmp_path,
        f"""
        {HEAD}
        agencies: {{a: {{~}}}}
        procedures:
          h:
            water:
              owner: a
              when: watered < displaced or (displaced > 0 and not known(watered))
              serves: {{watered: 300 / h}}
              repeats: true
        """,
        f"""
        injects:
          {AT_10}
          - {{at: 90 min, set: {{displaced: 400}}, observed_by: {{a: 0 s}}}}
        """,
    )  # fmt: skip
    assert [(turn.started, turn.finished) for turn in run.all("task")] == [(10, 70), (90, 110)]


def test_a_bound_that_is_served_itself_is_followed(tmp_path):
    run = play(
        tmp_path,
        """
        quantities: {displaced: {}, moved: {most: displaced}, housed: {most: moved}}
        agencies: {a: {~}}
        procedures:
          h:
            move: {owner: a, when: displaced > 0, serves: {moved: 100 / h}}
            house: {owner: a, when: late, serves: {housed: 400 / h}, duration: 9 h}
        """,
        f"""
        injects: [{AT_10[2:]}, {{at: 70 min, set: {{late: true}}, observed_by: {{a: 0 s}}}}]
        milestones:
          half: {{when: housed >= 150}}
          all: {{when: housed >= 300}}
          even: {{when: late and housed >= moved}}
        """,
    )
    # 100 moved by 70; 400 t = 100 + 100 t: even after 20 min with 133 1/3; then at the pace of the moving
    assert [run.milestone(each) for each in ("even", "half", "all")] == [90, 100, 190]


def test_what_is_used_up_stops_it_until_there_is_more(tmp_path):
    run = served(
        tmp_path,
        "needs: {tanker: 1}, serves: {watered: 300 / h, uses: {water: 6 / h}}",
        pools="tanker: {units: 1}, water: {units: 2, consumed: true}",
        injects="- {at: 50 min, refill: {a.water: 20}}",
        milestones="most: {when: watered >= 90% of displaced and displaced > 0}",
    )
    # two units last 20 min: 100 served by 30; more at 50: 150 at 60, 270 at 84, all at 90
    assert run.milestone("half") == 60
    assert run.milestone("most") == 84
    assert run.milestone("all") == 90
    supply = run.one("supply")
    assert (supply.asked, supply.ended, supply.about) == (30, 50, "p.water")
    assert run.log.rows[supply.held][0] != 10  # the inject that brought more
    assert run.free("a.water") == 22 - 6  # an hour of work at six an hour


def test_nothing_is_used_while_nobody_is_to_be_served(tmp_path):
    run = served(
        tmp_path,
        "serves: {watered: 300 / h, uses: {water: 6 / h}}, duration: 3 h",
        pools="water: {units: 100, consumed: true}",
        injects="- {at: 100 min, set: {displaced: 400}, observed_by: {b: 0 s}}",
    )
    # 60 min for 300, 20 min for 100 more
    assert run.milestone("all") == 70
    assert run.free("a.water") == 100 - 8


def test_a_task_fills_a_stock_up(tmp_path):
    run = served(
        tmp_path,
        "needs: {tanker: 1}, serves: {watered: 300 / h, uses: {water: 6 / h}}",
        pools="tanker: {units: 1}, water: {units: 2, consumed: true}",
        more="pump: {owner: a, when: displaced > 0, duration: 35 min, refills: {water: 20}}",
    )
    # dry from 30 to 45
    assert run.milestone("all") == 70 + 15


def test_without_more_it_is_never_done_and_the_task_goes_on_waiting(tmp_path):
    run = served(
        tmp_path,
        "serves: {watered: 300 / h, uses: {water: 6 / h}}",
        pools="water: {units: 2, consumed: true}",
    )
    assert run.milestone("half") is None
    assert run.task("water").state == "open"
    assert run.one("supply").ended is None


def test_units_that_are_left_when_work_is_broken_off_go_back(tmp_path):
    run = served(
        tmp_path,
        "serves: {watered: 300 / h, uses: {water: 60 / h}}, stops: storm",
        pools="water: {units: 40, consumed: true}",
        injects="- {at: 20 min, set: {storm: true}, observed_by: {a: 0 s}}",
    )
    assert run.task("water").state == "stopped"
    assert run.free("a.water") == 30  # ten minutes at one a minute
    assert run.beliefs("", "watered")[-1] == (20, 50)


def test_those_at_work_know_how_far_it_is_and_tell_it(tmp_path):
    run = served(tmp_path, "serves: {watered: 300 / h}")
    assert run.beliefs("a", "watered") == [(10, 0), (40, 150), (70, 300)]
    assert run.beliefs("b", "watered") == [(11, 0), (41, 150), (71, 300)]
    assert run.learned("a", "watered") == 10
    assert run.learned("b", "watered") == 11


def test_a_condition_of_who_is_at_work_is_met_at_the_very_moment(tmp_path):
    run = served(
        tmp_path,
        "serves: {watered: 300 / h}",
        more='cheer: {owner: a, when: "watered >= 100", duration: 1 min}',
    )
    assert run.started("cheer") == 30


def test_what_is_compared_with_something_that_changes_is_looked_at_as_it_is_now(tmp_path):
    run = served(
        tmp_path,
        "serves: {watered: 300 / h}",
        injects="- {at: 30 min, set: {displaced: 120}, observed_by: {b: 0 s}}",
        milestones="few: {when: watered < 10% of displaced and displaced > 200}",
    )
    # 100 at 30: more than half of 120 then
    assert run.milestone("half") == 30
    assert run.milestone("few") == 10
    assert run.milestone("all") == 34


@pytest.mark.parametrize("when", ["watered > 150", "not watered <= 150"])
def test_more_than_is_reached_just_after_it(tmp_path, when):
    run = served(tmp_path, "serves: {watered: 300 / h}", milestones=f"more: {{when: {when}}}")
    assert run.milestone("more") == (40 * 60 + 1 / 1024) / 60


def stretches(run, milestone):
    """The way to a milestone as (label, place, minutes)."""
    number = next(
        number
        for number, row in enumerate(run.log.rows)
        if row[KIND] == MILESTONE and run.program.milestones[row[SUBJECT]].name == milestone
    )
    path = critical_path(run.program, run.log, number, AT)
    return [(part.label, part.place, (part.end - part.begin) / 60) for part in path]


def test_the_way_to_a_crossing_is_the_way_to_what_set_the_rate_and_the_work_since(tmp_path):
    run = served(tmp_path, "needs: {tanker: 1}, duration: 2 h, serves: {watered: 300 / h}")
    assert stretches(run, "half") == [("before", "displaced", 10), ("work", "p.watered", 30)]


def test_waiting_for_what_was_used_up_is_waiting_for_units(tmp_path):
    run = served(
        tmp_path,
        "serves: {watered: 300 / h, uses: {water: 6 / h}}",
        pools="water: {units: 2, consumed: true}",
        injects="- {at: 50 min, refill: {a.water: 20}}",
    )
    assert stretches(run, "all") == [
        ("before", "displaced", 10),
        ("work", "p.water", 20),
        ("units", "p.a.water", 20),
        ("work", "p.watered", 40),
    ]
    rows = Sorted(run.log.rows)
    book = Books(run.program).open(run.log, rows)
    found = Waits(run.program, Sites(run.program)).of_log(run.log, rows, book, least=0.0).rows
    ((wait,),) = found.values()
    site = Sites(run.program).all[wait.site]
    assert (site.kind, site.place, site.rule) == ("resource", "water@p.a", "capacity")
    assert (wait.begin / 60, wait.end / 60) == (30, 50)


def test_the_gap_closed_is_a_stock_without_limit(tmp_path):
    case = read_small(
        tmp_path,
        f"""
        {HEAD}
        agencies: {{a: {{~, pools: {{water: {{units: 2, consumed: true}}}}}}}}
        procedures:
          h:
            water: {{owner: a, when: displaced > 0, serves: {{watered: 300 / h, uses: {{water: 6 / h}}}}}}
        """,
        f"injects: [{AT_10[2:]}]\nmilestones: {{all: {{when: watered >= displaced and displaced > 0}}}}",
    )  # fmt: skip
    program = compile_case(case)
    gap = SimpleNamespace(place="water@p.a", rule="capacity", rules=("capacity",))
    closed = close_resource(case, program, gap).program(program)
    reached = [row[AT] / 60 for row in Player(closed, 1).play(0).rows if row[KIND] == MILESTONE]
    assert reached == [70]
    assert not [row for row in Player(program, 1).play(0).rows if row[KIND] == MILESTONE]
