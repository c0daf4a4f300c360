"""What if something were otherwise: patches, settings and removals, laid over a scenario and its plans."""

import json
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from simulator.engine.replication import Player
from simulator.errors import DrillError, StoppedError
from simulator.log.rows import AT, KIND, MILESTONE, SUBJECT
from simulator.program.compile import compile_case
from simulator.report.run_folder import run_id
from simulator.scenario.called import called
from simulator.scenario.check import check_files
from simulator.scenario.read import read_case
from simulator.scenario.removal import KINDS
from simulator.scenario.what_if import WhatIf
from simulator.study.provenance import provenance
from simulator.text.choices import chinese_names
from simulator.text.containers import Map
from simulator.text.messages import show_problem

CITY = """\
drill: plan
format: 1
id: city
name: City
authority: press
hazards: {spill: {name: Spill}}
facts: {trapped: {kind: number}}
media:
  phone: {mode: message, delay: 1..9 min}
  radio: {mode: message, delay: 1..9 min, members: [duty, fire]}
agencies:
  duty:
    name: Duty room
    sector: government
    level: city
    role: duty_room
    desk:
      shifts:
        - {days: workdays, hours: "08:00-18:00", operators: 3}
        - {operators: 1}
      compose: 2..4 min
  fire:
    name: Fire
    sector: public_safety
    level: city
    desk: {operators: 2}
    pools: {engine: {units: 2, open_to: [duty]}}
  press: {name: Press, sector: government, level: city}
posts:
  chief: {holder: duty, deputies: [fire]}
links:
  - {id: hot, from: duty, to: fire, carries: [leak], over: [phone, radio]}
  - {from: duty, to: press, purpose: warn, carries: [leak], over: [phone]}
  - {from: fire, to: north.watch, purpose: report, carries: [leak], over: [phone]}
procedures:
  spill:
    go: {owner: fire, when: leak, needs: {engine: 1}, duration: 10..20 min, achieves: dry}
    tell: {owner: press, when: leak, with: [duty], duration: 5 min, achieves: told}
    lead: {owner: chief, when: leak, duration: 1 min, achieves: led}
obligations:
  - {id: soon, from: duty_room, to: fire, fact: leak, within: 9 min}
"""
NORTH = """\
drill: plan
format: 1
id: north
name: North
authority: fire
agencies:
  watch: {name: Watch, sector: government, level: county}
  fire: {name: Northern fire, sector: public_safety, level: county}
links:
  - {from: watch, to: fire, purpose: command, carries: [leak], over: [city.phone]}
"""
SCENARIO = """\
drill: scenario
format: 1
name: Test
plans: [city.yaml, north.yaml]
start: "2026-02-17 02:10"
horizon: 12 h
incident: {hazard: spill, facts: {leak: true}, observed_by: {city.duty: 1..4 min, city.press: 3 h}}
injects:
  - {at: 5 min, outage: city.phone, lasts: 10 min}
  - {at: 6 min, take_away: {city.fire.engine: 1}}
milestones: {dry: {when: dry}, north_told: {when: north.watch knows leak}}
"""


@pytest.fixture
def what_if(project):
    """Read the scenario with changes; a `patch` is YAML under its two head lines."""

    def read(*settings, without=(), patch=None, scenario=SCENARIO):
        path = project(scenario, **{"city.yaml": CITY, "north.yaml": NORTH})
        patches = ()
        if patch is not None:
            patches = (path.parent / "patch.yaml",)
            patches[0].write_text(f"drill: patch\nformat: 1\n{patch}", encoding="utf-8")
        return read_case(path, WhatIf(patches, settings, tuple(without)))

    return read


@pytest.fixture
def faults(what_if):
    """Give the problems of changes as they are shown; the head line alone, or with its hint."""

    def read(*settings, hints=False, **changes):
        with pytest.raises(DrillError) as caught:
            what_if(*settings, **changes)
        found = [each for each in caught.value.problems if not each.warning]
        return [f"{each.place}: {each.found}" + (f" | {each.hint}" if hints else "") for each in found]

    return read


def agency(case, name):
    return case.composition.actors[name].record


def edges(case):
    return {(edge.name, edge.over) for edge in case.composition.edges}


def times(case, replication=3):
    """The times of the milestones of a replication, by name."""
    program = compile_case(case)
    rows = Player(program, case.scenario.seed).play(replication).rows
    return {program.milestones[row[SUBJECT]].name: row[AT] for row in rows if row[KIND] == MILESTONE}


# -- one value -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("setting", "operators"),
    [
        ("city.duty.desk.operators.night=2", [3, 2]),  # at 02:00 only the second shift is on duty
        ("city.duty.desk.operators.day=2", [2, 2]),  # at 10:00 the first is, and at weekends the second
        ("city.duty.desk.operators.07:30=2", [3, 2]),
        ("city.duty.desk.shifts.0.operators=7", [7, 1]),
        ("city.agencies.duty.desk.operators.night = 2", [3, 2]),
        ("duty.desk.operators.night=2", [3, 2]),
    ],
)
def test_a_shift_is_named_by_the_time_of_day_or_its_number(what_if, setting, operators):
    assert [shift.operators for shift in agency(what_if(setting), "city.duty").desk.shifts] == operators


def test_operators_of_every_hour_stand_instead_of_shifts(what_if):
    desk = agency(what_if("city.duty.desk.operators=2"), "city.duty").desk
    assert (desk.operators, desk.shifts, desk.compose is None) == (2, (), False)


def test_values_of_any_kind_are_set(what_if):
    case = what_if(
        "city.fire.engine.units=5",
        "city.phone.success=50%",
        "city.hot.over=[radio]",
        "north.watch->north.fire.over=[city.radio, city.phone]",
        "city.links.city.duty->city.press.lapses=1 h",
        "city.go.duration=1 min",
        "city.facts.trapped.per=region",
        "scenario.horizon=2 h",
        "scenario.injects.0.lasts=20 min",
        "scenario.milestones.dry.within=1 h",
    )
    assert agency(case, "city.fire").pools["engine"].units == 5
    assert case.composition.channels["city.phone"].record.success == 0.5
    assert {edge.name: edge.over for edge in case.composition.edges} == {
        "city.hot": ("city.radio",),
        "city.duty>city.press:warn": ("city.phone",),
        "city.fire>north.watch:report": ("city.phone",),
        "north.watch>north.fire:command": ("city.radio", "city.phone"),
    }
    assert (
        next(each.record.lapses for each in case.composition.edges if each.receiver == "city.press") == 3600
    )
    assert (case.scenario.horizon, case.moves[0].record.lasts) == (7200, 1200)
    assert case.scenario.milestones["dry"].within == 3600


def test_every_problem_of_all_settings_is_said_at_once_at_its_place(faults):
    assert faults(
        "city.dtuy.desk.operators=2",
        "city.duty.desk.oprators=2",
        "city.duty.desk.operators.night=two",
        "city.fire.desk.operators.night=2",
        "city.duty",
        "city.duty.desk.compose=",
        "city=1",
        "fire.desk.operators=1",
        "city.duty->north.fire.over=[phone]",
        "city.duty.desk.shifts.4.operators=1",
        "city..duty=1",
        "city.duty.desk.compose=[1",
        hints=True,
    ) == [
        "--set:1:6: no plan here has anything called `dtuy` | did you mean `duty`?",
        "--set:2:16: there is no key `oprators` here | did you mean `operators`?",
        "--set:3:32: a whole number is expected here, not `two` | None",
        (
            "--set:4:26: this desk has the same operators at every hour"
            " | write `desk.operators=2`; shifts can be given with --with"
        ),
        "--set:5:10: `=` and a value are missing | write it as `city.duty_room.desk.operators=2`",
        "--set:6:24: a value is missing | write it as `city.duty_room.desk.operators=2`",
        "--set:7:1: what of `city` is to be otherwise? | write it as `city.duty_room.desk.operators=2`",
        (
            "--set:8:1: `fire` can mean `city.agencies.fire`, `north.agencies.fire`"
            " | write one of these in its place"
        ),
        "--set:9:1: there is no link `city.duty->north.fire` | did you mean `city.duty->city.fire`?",
        "--set:10:23: there is no `4` among `shifts` | count from 0 to 1, or add with `shifts: [...]`",
        "--set:11:6: a name is missing here | write it as `city.duty_room.desk.operators=2`",
        (
            "--set:12:26: a bracket is not closed, or a comma is missing"
            " | if a comma, colon or bracket belongs to a text, put the text in quotes"
        ),
    ]


def test_a_problem_of_a_setting_shows_the_option_with_a_caret(what_if):
    with pytest.raises(DrillError) as caught:
        what_if("city.duty.desk.compose=2 min", "city.duty.desk.compose=5 mon")
    assert show_problem(caught.value.problems[-1], "en").split("\n")[:3] == [
        "--set:2:24 agencies.duty.desk.compose: `mon` is no unit of time",
        "    city.duty.desk.compose=5 mon",
        " " * (4 + 23) + "^",
    ]


def test_what_is_set_wrongly_is_found_where_names_are_resolved_too(faults):
    assert faults("city.hot.over=[phoen]", hints=True) == [
        "--set:1:16: there is no medium `phoen` | did you mean `phone`?"
    ]


# -- patches ---------------------------------------------------------------------------------------------


def test_a_patch_adds_and_overrides_in_the_words_of_the_plan(what_if):
    case = what_if(
        patch="""\
plans:
  city:
    media: {sat: {mode: message, delay: 1 min}, phone: {success: 90%}}
    agencies: {duty: {desk: {shifts: {night: {operators: 4}}}}}
    links: [{from: duty, to: north.fire, purpose: warn, carries: [leak], over: [sat]}, {id: hot, over: [sat]}]
    procedures: {spill: {lead: null}}
  north:
    links: {"watch->fire": {over: [city.sat]}}
scenario:
  horizon: 1 h
  injects: [{at: 1 h, set: {rain: true}, observed_by: {city.duty: 0 s}}]
"""
    )
    assert edges(case) == {
        ("city.hot", ("city.sat",)),
        ("city.duty>city.press:warn", ("city.phone",)),
        ("city.fire>north.watch:report", ("city.phone",)),
        ("city.duty>north.fire:warn", ("city.sat",)),
        ("north.watch>north.fire:command", ("city.sat",)),
    }
    assert case.composition.channels["city.phone"].record.success == 0.9
    assert [shift.operators for shift in agency(case, "city.duty").desk.shifts] == [3, 4]
    assert [job.name for job in case.composition.jobs] == ["city.go", "city.tell"]
    assert (case.scenario.horizon, len(case.moves)) == (3600, 3)


def test_what_a_patch_adds_comes_after_all_that_the_plan_declares(what_if):
    added = "plans: {city: {links: [{from: press, to: duty, carries: [leak]}]}}"
    orders = {
        edge.receiver: edge.order for edge in what_if(patch=added).composition.edges if edge.plan == "city"
    }
    assert max(orders, key=orders.get) == "city.duty"


def test_a_patch_may_bring_another_plan(what_if, project):
    project(
        **{"aid.yaml": NORTH.replace("north", "aid").replace("watch", "base").replace("city.phone", "phone")}
    )
    case = what_if(patch="scenario: {plans: [aid.yaml]}")
    assert [plan.id for plan in case.composition.plans] == ["city", "north", "aid"]


def test_settings_come_after_patches_and_removals_last(what_if):
    patch = "plans: {city: {media: {sat: {delay: 9 min}}}}"
    case = what_if(
        "city.sat.delay=2 min", "city.hot.over=[sat, phone]", patch=patch, without=["medium phone"]
    )
    assert case.composition.channels["city.sat"].record.delay.mean() == 120
    assert edges(case) == {("city.hot", ("city.sat",))}


def test_every_problem_of_a_patch_is_said_at_its_place(faults):
    patch = """\
plans:
  ctiy: {media: {phone: {delay: 1 min}}}
  city:
    media: {phone: {dleay: 1 min}}
    links: {"duty->frie": {over: [radio]}}
without: [medium phnoe, thing x]
"""
    assert faults(patch=patch) == ["patch.yaml:8:25: `thing` cannot be taken away"]
    assert faults(patch=patch.replace(", thing x", ""), hints=True) == [
        "patch.yaml:4:3: no plan of the scenario has the id `ctiy` | did you mean `city`?",
        "patch.yaml:6:21: there is no key `dleay` here | did you mean `delay`?",
        "patch.yaml:7:13: there is no `duty->frie` among `links` | did you mean `duty->fire`?",
        "patch.yaml:8:11: there is nothing called `phnoe` of the kind `medium` | did you mean `phone`?",
    ]


def test_a_file_that_is_no_patch_is_said_to_be_none(faults, project):
    path = project(**{"city.yaml": CITY, "north.yaml": NORTH})
    with pytest.raises(DrillError) as caught:
        read_case(path, WhatIf(patches=(path.parent / "none.yaml", path.parent / "north.yaml")))
    assert [str(each.place) for each in caught.value.problems][:2] == ["none.yaml:1:1", "north.yaml:1:8"]


def test_two_patches_of_one_name_and_one_called_as_a_plan_are_refused(project, tmp_path_factory):
    path = project(SCENARIO, **{"city.yaml": CITY, "north.yaml": NORTH})
    outside = tmp_path_factory.mktemp("other")
    for name in ("city.yaml", "p.yaml"):
        (outside / name).write_text("drill: patch\nformat: 1\n", encoding="utf-8")
    with pytest.raises(DrillError, match="the scenario or a plan has this name, too"):
        read_case(path, WhatIf(patches=(outside / "city.yaml",)))
    with pytest.raises(DrillError, match="two patches have this name"):
        read_case(path, WhatIf(patches=(outside / "p.yaml", outside / "p.yaml")))


def test_a_patch_that_is_reached_by_a_detour_is_named_by_where_it_is(project):
    path = project(SCENARIO, **{"city.yaml": CITY, "north.yaml": NORTH})
    (path.parent / "other").mkdir()
    (path.parent / "p.yaml").write_text("drill: patch\nformat: 1\n", encoding="utf-8")
    case = read_case(path, WhatIf(patches=(path.parent / "other" / ".." / "p.yaml",)))
    assert "p.yaml" in [item.path for item in case.inputs]


def test_a_line_break_in_one_setting_moves_no_other(project):
    path = project(SCENARIO, **{"city.yaml": CITY, "north.yaml": NORTH})
    with pytest.raises(DrillError) as caught:
        read_case(path, WhatIf(settings=("scenario.runs=2\nscenario.seed=5", "scenario.sede=9")))
    assert [each.place.line for each in caught.value.problems] == [1, 2]


# -- taking away -----------------------------------------------------------------------------------------


def test_an_agency_goes_with_all_that_hangs_on_it(what_if):
    case = what_if(without=["agency city.duty"])
    composition = case.composition
    assert [*composition.actors] == ["city.fire", "city.press", "north.watch", "north.fire"]
    assert {edge.name for edge in composition.edges} == {
        "city.fire>north.watch:report",
        "north.watch>north.fire:command",
    }
    assert composition.seats["city.chief"].holders == ("city.fire",)  # its deputy holds the post
    assert composition.channels["city.radio"].members == ("city.fire",)
    assert next(job for job in composition.jobs if job.name == "city.tell").companions == ()
    assert composition.actors["city.fire"].open_to == {}
    assert composition.duties == ()  # nobody else has the role of who must tell
    assert [agency for agency, _ in case.happenings[0].observers] == ["city.press"]


@pytest.mark.parametrize(
    ("removal", "gone"),
    [
        ("link city.duty->city.press", {"city.duty>city.press:warn"}),
        ("link duty→press", set()),  # a bare name is one of every plan, and this is the city's
        ("link city.duty->city.press:warn", {"city.duty>city.press:warn"}),
        ("link hot", {"city.hot"}),
    ],
)
def test_a_link_is_named_by_its_ends_or_id(what_if, removal, gone):
    before, after = edges(what_if()), edges(what_if(without=[removal]))
    assert {name for name, _ in before - after} == (gone or {"city.duty>city.press:warn"})


def test_a_medium_goes_from_every_ladder_and_links_without_another_go(what_if):
    case = what_if(without=["medium city.phone"])
    assert edges(case) == {("city.hot", ("city.radio",))}
    assert [move.record.outage for move in case.moves] == [None]  # its outage is gone, the withdrawal is not


@pytest.mark.parametrize("removal", ["pool city.fire.engine", "units engine"])
def test_units_go_with_what_was_to_be_withdrawn_of_them(what_if, removal):
    case = what_if(without=[removal])
    assert agency(case, "city.fire").pools == {}
    assert [move.record.take_away for move in case.moves] == [None]


@pytest.mark.parametrize(
    ("removal", "left"),
    [("task city.tell", ["city.go", "city.lead"]), ("post chief", ["city.go", "city.tell"])],
)
def test_tasks_go_alone_or_with_the_post_that_owns_them(what_if, removal, left):
    assert [job.name for job in what_if(without=[removal]).composition.jobs] == left


def test_what_is_taken_away_may_be_called_by_its_chinese_word(what_if):
    case = what_if(without=["里程碑 dry", "任务 city.tell"])
    assert [goal.name for goal in case.goals] == ["north_told"]
    assert [job.name for job in case.composition.jobs] == ["city.go", "city.lead"]


def test_every_chinese_word_for_what_can_be_taken_away_means_another():
    names = [name for kind in KINDS for name in chinese_names(kind)]
    assert all(chinese_names(kind) for kind in KINDS)
    assert len(names) == len(set(names))


def test_milestones_and_duties_can_be_taken_away(what_if):
    case = what_if(without=["milestone dry", "obligation soon"])
    assert [goal.name for goal in case.goals] == ["north_told"]
    assert case.composition.duties == ()


def test_an_agreement_goes_from_both_files_or_from_one(what_if):
    record = "aid: {from: north.watch, to: city.fire, tells: [leak]}"
    both = f"plans: {{city: {{agreements: {{{record}}}}}, north: {{agreements: {{{record}}}}}}}"
    assert len(what_if(patch=both).composition.pacts) == 1
    assert what_if(patch=both, without=["agreement aid"]).composition.pacts == ()
    (pact,) = what_if(patch=both, without=["agreement north.aid"]).composition.pacts
    assert pact.missing_in == ("north",)


def test_what_would_change_its_sense_stays_and_names_nothing(faults):
    assert faults(without=["agency north.watch"]) == [
        "scenario.yaml:11:51: there is no agency or post `north.watch`",
    ]


def test_every_removal_that_means_nothing_is_said(faults):
    removals = [
        "agency city.dutyy",
        "agency fire",
        "lnik a->b",
        "link city.duty-",
        "units engin",
        "pool",
        "task tel",
    ]
    assert faults(without=removals[2:3] + removals[5:6], hints=True) == [
        "--without:1:1: `lnik` cannot be taken away | did you mean `link`?",
        "--without:2:1: a name is missing here | write it as `medium city.phone`",
    ]
    assert faults(without=[*removals[:2], *removals[3:5], removals[6]], hints=True) == [
        (
            "--without:1:1: there is nothing called `city.dutyy` of the kind `agency`"
            " | did you mean `city.duty`?"
        ),
        (
            "--without:2:1: `fire` can mean `city.fire`, `north.fire`"
            " | write the plan's id before it, as `city.fire`"
        ),
        (
            "--without:3:1: there is nothing called `city.duty-` of the kind `link`"
            " | put the name in quotes: to the shell `>` means a file"
        ),
        "--without:4:1: there is nothing called `engin` of the kind `units` | did you mean `engine`?",
        "--without:5:1: there is nothing called `tel` of the kind `task` | did you mean `tell`?",
    ]


def test_a_title_or_a_part_of_it_is_told_with_the_id_of_what_is_called_so(faults):
    def hint(*settings, **what_if):
        (found,) = faults(*settings, **what_if, hints=True)
        return found.partition(" | ")[2]

    assert hint(without=["agency Pre"]) == "did you mean `city.press` (Press)?"
    assert hint(without=["medium Pre"]) == "there are: phone, radio"
    assert hint(without=["agency room"]) == "did you mean `city.duty` (Duty room)?"
    assert hint("room.desk.operators=2") == "did you mean `city.duty` (Duty room)?"


def test_a_chinese_name_may_be_shortened():
    people = Map("plan.yaml", 0)
    people.update(name="县政府总值班室")
    longer = Map("plan.yaml", 0)
    longer.update(name="县公安局指挥中心值班室")
    things = [("north.police", longer), ("north.duty", people)]
    assert str(called("县值班室", things)) == "did you mean `north.duty` (县政府总值班室)?"
    assert called("县室值班", things) is None
    assert called("县", things) is None


# -- what it does to a run -------------------------------------------------------------------------------


def test_what_is_set_as_it_is_changes_nothing(what_if):
    program = compile_case(what_if("city.duty.desk.operators.night=1", "city.phone.delay=1..9 min"))
    for number in range(5):
        assert Player(program, 1).play(number).rows == Player(compile_case(what_if()), 1).play(number).rows


def test_what_has_no_part_in_it_moves_no_draw(what_if):
    far = """\
plans:
  city:
    agencies: {far: {name: Far, sector: government, level: city, desk: {operators: 1, compose: 1..9 min}}}
    links: [{from: far, to: duty, carries: [leak], over: [phone]}]
"""
    assert times(what_if(patch=far)) == times(what_if())
    assert times(what_if(without=["obligation soon"])) == times(what_if())
    assert times(what_if("city.hot.over=[radio]")) != times(what_if())


def test_it_is_kept_among_the_inputs_and_decides_the_id(what_if):
    plain, changed = what_if(), what_if("city.go.duration=1 min", patch="", without=["task tell"])
    kept = {item.path: item.content for item in changed.inputs}
    assert kept["--set"] == b"city.go.duration=1 min\n"
    assert kept["--without"] == b"task tell\n"
    assert kept["patch.yaml"] == b"drill: patch\nformat: 1\n"
    assert "what_if" not in provenance(plain)
    assert provenance(changed)["what_if"] == {
        "patches": ["patch.yaml"],
        "settings": ["city.go.duration=1 min"],
        "removals": ["task tell"],
    }
    ids = [
        run_id(case.inputs, seed=1, runs=1) for case in (plain, changed, what_if("city.go.duration=2 min"))
    ]
    assert len({*ids}) == 3


def test_only_a_scenario_can_be_looked_at_otherwise(project):
    path = project(SCENARIO, **{"city.yaml": CITY, "north.yaml": NORTH})
    with pytest.raises(StoppedError, match=r"--set: only a scenario .* and north.yaml is none"):
        check_files([path, path.parent / "north.yaml"], WhatIf(settings=("city.go.duration=1 min",)))
    assert check_files([path], WhatIf(settings=("city.go.duration=1 min",))) == check_files([path])


def test_a_patch_is_checked_alone_for_its_shape(project):
    path = project("drill: patch\nformat: 1\nplan: {}\n")
    assert [f"{each.place}: {each.found}" for each in check_files([path])] == [
        "scenario.yaml:3:1: there is no key `plan` here"
    ]


# -- anything at all -----------------------------------------------------------------------------------------

NAMES = """
city duty fire desk operators night links hot -> → . .. = 0 99 scenario injects milestones null [ {a:b}
north.watch->north.fire procedures spill agency link medium pool units &a *a 1e999 plans media over task : é
"""
WORDS = st.sampled_from([*NAMES.split(), " ", "\x00"])
TEXT = st.lists(WORDS, max_size=8).map("".join) | st.text(max_size=30)


@pytest.mark.no_cover
@given(setting=TEXT, removal=st.lists(WORDS, max_size=6).map(" ".join) | st.text(max_size=30), patch=TEXT)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_gives_a_case_or_problems(what_if, setting, removal, patch):
    with suppress(DrillError):
        what_if(setting, without=[removal], patch=patch.replace("\x00", ""))


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-2, 12)
    | st.sampled_from(["duty", "leak", "city.phone", "1 min", "*", ""]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["0", "hot", "duty", "from", "over", "desk", "shifts", "night", "id"]), inner
        )
    ),
    max_leaves=6,
)
PARTS = (
    "links",
    "agencies",
    "media",
    "procedures",
    "posts",
    "obligations",
    "id",
    "agreements",
    "name",
    "injects",
    "plans",
)


@pytest.mark.no_cover
@given(
    city=st.dictionaries(st.sampled_from(PARTS), VALUES, max_size=4),
    scenario=st.dictionaries(st.sampled_from(PARTS), VALUES, max_size=3),
    removal=st.sampled_from(
        ["agency city.duty", "link hot", "medium phone", "units engine", "task go", "post chief"]
    ),
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_patch_gives_a_case_or_problems(what_if, city, scenario, removal):
    patch = f"plans: {json.dumps({'city': city})}\nscenario: {json.dumps(scenario)}\n"
    with suppress(DrillError):
        what_if("duty.desk.operators.night=2", "hot.over=[radio]", without=[removal], patch=patch)
