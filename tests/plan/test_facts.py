from simulator.text.condition_tree import Compare, Holds, Known, Name, Number

GO = "procedures: {{rain: {{{name}: {{owner: fire, when: {when}, achieves: {achieves}}}}}}}\n"


def test_what_the_scenario_sets_is_one_fact_for_all_plans(composed):
    city = GO.format(name="go", when="leak", achieves="{leak: false}")
    composition = composed(city=city, north="facts: {leak: {title: Leak}}\n")
    assert composition.jobs[0].achieves == (("leak", False),)
    assert composition.facts["leak"].title.en == "Leak"


def test_what_a_plan_produces_is_its_own_fact(composed):
    city = GO.format(name="go", when="leak", achieves="dry")
    composition = composed(city=city, north=city)
    assert [job.achieves for job in composition.jobs] == [(("city.dry", True),), (("north.dry", True),)]


def test_the_only_producer_is_meant_elsewhere(composed):
    city = GO.format(name="go", when="leak", achieves="dry")
    north = GO.format(name="end", when="dry", achieves="[closed, told]")
    job = composed(city=city, north=north).jobs[1]
    assert job.when == Holds(Name("city.dry"))
    assert job.achieves == (("north.closed", True), ("north.told", True))


def test_a_declared_fact_that_nobody_produces_is_no_problem(composed):
    text = "facts: {rain: {kind: number}}\n" + GO.format(name="go", when="rain >= 3", achieves="dry")
    composition = composed(city=text)
    assert composition.jobs[0].when == Compare(Name("rain"), ">=", Number(3))
    assert composition.facts["rain"].kind == "number"


def test_the_kind_follows_from_the_declaration_else_from_the_value(composed):
    text = "facts: {rvp: {kind: place}}\n" + GO.format(
        name="go", when="leak", achieves="{rvp: gate, cost: 3}"
    )
    facts = composed(city=text).facts
    assert (facts["city.rvp"].kind, facts["city.cost"].kind, facts["leak"].kind) == (
        "place",
        "number",
        "boolean",
    )


def test_a_title_alone_says_nothing_of_the_kind(composed):
    text = "facts: {rain: {kind: number}}\n"
    composition = composed(world={"leak": True, "rain": 3}, city="facts: {rain: {title: R}}\n", north=text)
    assert composition.facts["rain"].kind == "number"


def test_a_place_is_compared_with_a_text(composed):
    text = """\
procedures:
  rain:
    go: {owner: fire, when: known(rvp), achieves: {rvp: gate}}
    end: {owner: fire, when: rvp = gate}
"""
    go, end = composed(city=text).jobs
    assert go.when == Known(Name("city.rvp"))
    assert end.when == Compare(Name("city.rvp"), "=", Name("gate"))


def test_tasks_and_links_with_an_id_have_automatic_facts(composed):
    text = (
        GO.format(name="go", when="leak", achieves="dry")
        + "links:\n  - {id: hot, from: fire, to: duty, carries: ['*.done', go.started, hot.undelivered]}\n"
    )
    composition = composed(city=text)
    assert composition.edges[0].carries == ("*.done", "city.go.started", "city.hot.undelivered")
    assert composition.facts["city.go.ready"].automatic == "city.go"
    assert composition.facts["city.hot.undelivered"].automatic == "city.hot"


def test_a_task_and_a_link_may_share_a_name(composed):
    text = (
        GO.format(name="go", when="go.undelivered", achieves="dry")
        + "links:\n  - {id: go, from: fire, to: duty}\n"
    )
    assert composed(city=text).jobs[0].when == Holds(Name("city.go.undelivered"))


def test_a_destination_is_a_place_fact_a_place_or_a_region(composed):
    text = """\
places: {gate: {at: [109.9, 33.8]}}
regions: {east: {name: E}}
procedures:
  rain:
    one: {owner: fire, when: leak, achieves: {rvp: gate}, goes_to: rvp}
    two: {owner: fire, when: leak, goes_to: gate}
    three: {owner: fire, when: leak, goes_to: east}
    four: {owner: fire, when: leak, goes_to: incident}
"""
    found = [job.goes_to for job in composed(city=text).jobs]
    assert found == ["city.rvp", "city.gate", "city.east", "incident"]
