import pytest

from simulator.errors import DrillError
from simulator.text.condition_tree import And, Holds, Knows, Name


def only(items, name):
    return next(item for item in items if item.name == name)


def test_a_bare_name_means_the_own_plans_agency_before_any_other(composed):
    links = "links:\n  - {from: fire, to: duty}\n"
    edge = composed(city=links, north=links).edges[1]
    assert (edge.sender, edge.receiver) == ("north.fire", "north.duty")


def test_a_qualified_name_reaches_into_another_plan(composed):
    edge = composed(city="links:\n  - {from: fire, to: north.duty}\n", north="").edges[0]
    assert (edge.name, edge.receiver) == ("city.fire>north.duty:coordinate", "north.duty")


def test_a_bare_name_of_one_other_plan_is_enough(composed):
    media = "media: {phone: {mode: call}}\n"
    edge = composed(city=media, north="links:\n  - {from: fire, to: duty, over: [phone]}\n").edges[0]
    assert edge.over == ("city.phone",)


def test_many_alike_are_agencies_of_their_own_and_links_to_them_fan_out(composed):
    composition = composed(city="links:\n  - {from: duty, to: grid, carries: [leak]}\n")
    assert composition.members["city.grid"] == ("city.grid#1", "city.grid#2", "city.grid#3")
    assert [edge.receiver for edge in composition.edges] == ["city.grid#1", "city.grid#2", "city.grid#3"]
    assert [edge.order for edge in composition.edges] == [0, 1, 2]


def test_a_task_of_many_alike_is_a_task_for_each_which_reads_its_own_copy(composed):
    tasks = """\
procedures:
  rain:
    patrol: {owner: grid, when: leak}
    report: {owner: grid, when: patrol.done}
    close: {owner: duty, when: patrol.done}
"""
    jobs = composed(city=tasks).jobs
    assert only(jobs, "city.report#2").when == Holds(Name("city.patrol#2.done"))
    assert only(jobs, "city.close").when == And(
        tuple(Holds(Name(f"city.patrol#{number}.done")) for number in (1, 2, 3))
    )


def test_a_post_owns_tasks_through_its_holder_and_its_deputy_steps_in_after_fifteen_minutes(composed):
    composition = composed(
        city="posts: {command: {holder: fire, deputies: [duty]}}\n"
        "links:\n  - {from: duty, to: fire}\n"
        "procedures: {rain: {go: {owner: command, when: leak, decision: {by: command}}}}\n"
    )
    job = composition.jobs[0]
    assert (job.owner, job.seat.name, job.seat.holders) == (
        "city.fire",
        "city.command",
        ("city.fire", "city.duty"),
    )
    assert job.seat.after == 900


def test_a_decision_by_an_agency_alone_has_no_deputy(composed):
    text = "procedures: {rain: {go: {owner: fire, when: leak, decision: {by: fire}}}}\n"
    seat = composed(city=text).jobs[0].seat
    assert (seat.name, seat.holders, seat.after) == ("city.fire", ("city.fire",), None)


def test_the_order_is_that_of_plans_and_then_of_lines(composed):
    first = "procedures: {rain: {one: {owner: fire, when: leak}}}\nlinks:\n  - {from: fire, to: duty}\n"
    second = "links:\n  - {from: fire, to: duty}\nprocedures: {rain: {two: {owner: fire, when: leak}}}\n"
    composition = composed(city=first, north=second)
    assert [job.order for job in composition.jobs] == [0, 3]
    assert [edge.order for edge in composition.edges] == [1, 2]


def test_links_keep_their_names_when_another_is_added_before(composed):
    one = "links:\n  - {from: fire, to: duty, purpose: report}\n"
    two = "links:\n  - {from: duty, to: fire}\n  - {from: fire, to: duty, purpose: report}\n"
    assert composed(city=one).edges[0].name == composed(city=two).edges[1].name


def test_two_links_with_the_same_ends_have_different_names(composed):
    names = [edge.name for edge in composed(city="links:\n" + "  - {from: fire, to: duty}\n" * 2).edges]
    assert names == ["city.fire>city.duty:coordinate", "city.fire>city.duty:coordinate/2"]


def test_levels_of_a_scale_are_ranks_from_one(composed):
    composition = composed(
        world={"leak": True, "rain": 3},
        city="scales:\n  alarm: {order: [low, high], declared_by: duty, levels:"
        " {high: {when: rain > 9}, low: {when: rain > 2}}}\n",
    )
    axis = composition.axes[0]
    assert (axis.name, [rank for rank, _ in axis.criteria]) == ("city.alarm", [1, 2])
    assert composition.facts["city.alarm"].levels == ("low", "high")


def test_someone_who_knows_is_a_posts_holder_or_every_one_of_many(composed):
    tasks = """\
posts: {command: {holder: fire}}
procedures:
  rain:
    go: {owner: duty, when: command knows leak}
    end: {owner: duty, when: grid knows leak}
"""
    go, end = composed(city=tasks).jobs
    assert go.when == Knows("city.fire", Name("leak"))
    assert end.when == And(tuple(Knows(f"city.grid#{number}", Name("leak")) for number in (1, 2, 3)))


def test_units_open_to_others_are_noted_by_agency(composed):
    pools = "{tent: {units: 9, open_to: [grid]}}"
    more = f"  depot: {{name: Depot, sector: government, level: city, pools: {pools}}}\n"
    opened = composed(city=more).actors["city.depot"].open_to
    assert opened == {"tent": ("city.grid#1", "city.grid#2", "city.grid#3")}


def test_travel_times_hold_both_ways_and_the_detour_has_a_default(composed):
    text = "regions: {east: {name: E}, west: {name: W, within: east}}\ntravel: {table: {east-west: 10 min}}\n"
    composition = composed(city=text)
    assert composition.travel["city.west", "city.east"].mean() == 600
    assert composition.detour == 1.3
    assert composition.areas["city.west"].within == ("city.east",)


def test_holidays_are_dates_by_plan(composed):
    text = "calendar: {holidays: [2026-02-16..2026-02-22]}\n"
    assert len(composed(city=text, north="").holidays["city"]) == 7


def test_every_problem_of_every_file_comes_at_once(composed):
    with pytest.raises(DrillError) as error:
        composed(
            city="links:\n  - {from: fier, to: duty}\n",
            north="procedures: {rain: {go: {owner: nobody, when: leka}}}\n",
        )
    assert [str(problem.place) for problem in error.value.problems] == [
        "city.yaml:11:12",
        "north.yaml:10:33",
        "north.yaml:10:47",
    ]
    first = error.value.problems[0]
    assert (first.path, str(first.hint)) == ("links.0.from", "did you mean `fire`?")
    assert first.line == "  - {from: fier, to: duty}"


def test_too_many_copies_are_refused_before_they_are_made(problems):
    crowd = "  crowd{n}: {{name: C, sector: community, level: village_grid, times: 10000}}\n"
    text = "".join(crowd.format(n=number) for number in range(30))
    assert problems(city=text) == ["city.yaml:29:69: with its copies this makes more than 200000 agencies"]


def test_too_many_links_are_refused_before_they_are_made(problems):
    text = (
        "  crowd: {name: C, sector: community, level: village_grid, times: 1000}\n"
        "links:\n  - {from: crowd, to: crowd}\n"
    )
    assert problems(city=text) == [
        "city.yaml:12:5: with its copies this is 1000000 links; all links together may be 200000"
    ]
