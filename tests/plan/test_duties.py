TASK = "procedures: {rain: {go: {owner: fire, when: leak, achieves: dry}}}\n"
SCALE = "scales: {alarm: {order: [low, high], declared_by: fire, levels: {low: {when: leak}}}}\n"


def duties(composed, *records, more="", **others):
    text = more + "obligations:\n" + "".join(f"  - {{{record}}}\n" for record in records)
    return composed(city=text, **others).duties


def test_an_obligation_binds_agencies_by_name(composed):
    (duty,) = duties(composed, "fact: leak, from: fire, to: duty, within: 1 h")
    assert (duty.name, duty.fact, duty.holder) == ("city.leak:city.fire>city.duty", "leak", "city.fire")
    assert (duty.sender, duty.receiver) == ("city.fire", "city.duty")


def test_an_obligation_binds_every_agency_of_the_own_plan_with_a_role(composed):
    found = duties(composed, "fact: leak, from: warden, to: duty_room, within: 1 h", north="")
    assert [duty.sender for duty in found] == ["city.grid#1", "city.grid#2", "city.grid#3"]
    assert {duty.receiver for duty in found} == {"city.duty"}


def test_a_role_that_the_own_plan_lacks_is_looked_for_in_the_others(composed):
    more = "  mayor: {name: M, sector: government, level: city, role: head}\n"
    (duty,) = duties(composed, "fact: leak, from: fire, to: head, within: 1 h", north=more)
    assert duty.receiver == "north.mayor"


def test_who_must_see_to_a_task_is_its_owner(composed):
    (duty,) = duties(composed, "when: leak, then: go.done, within: 1 h", more=TASK)
    assert (duty.name, duty.holder) == ("city.go.done", "city.fire")


def test_who_must_see_to_a_level_is_its_declarer(composed):
    (duty,) = duties(composed, "when: leak, then: alarm >= high, within: 1 h", more=SCALE)
    assert duty.holder == "city.fire"


def test_who_must_see_to_anything_else_is_the_plans_authority(composed):
    (duty,) = duties(composed, "when: leak, then: dry, within: 1 h", more=TASK)
    assert duty.holder == "city.duty"


def test_a_task_with_a_time_can_be_overdue(composed):
    links = "links:\n  - {from: fire, to: duty, carries: [go.overdue]}\n"
    text = TASK + links + "obligations:\n  - {when: leak, then: go.done, within: 1 h}\n"
    assert composed(city=text).warnings == ()


def test_what_must_exist_is_found_or_not(composed):
    found = duties(
        composed,
        "requires: {post: command}",
        "requires: {post: nobody}",
        "requires: {one_source: dry}",
        "requires: {one_source: leak}",
        "requires: {talk_group: [fire, duty]}",
        "requires: {talk_group: [fire, grid]}",
        more=TASK + "posts: {command: {holder: fire}}\nmedia: {radio: {members: [fire, duty]}}\n",
    )
    assert [duty.fulfilled for duty in found] == [True, False, True, False, True, False]


def test_names_of_duties_are_different(composed):
    found = duties(composed, *["fact: leak, from: fire, to: duty, within: 1 h"] * 2)
    assert [duty.name for duty in found] == [
        "city.leak:city.fire>city.duty",
        "city.leak:city.fire>city.duty/2",
    ]
