from simulator.plan.assumptions import FIGURES, assumptions


def test_figures_without_a_basis_are_assumptions(plan):
    text = """\
  hall: {name: H, sector: government, level: city, desk: {operators: 2, compose: 5..10 min, basis: roster}}
  ward: {name: W, sector: medical, level: city, desk: {shifts: [{operators: 1}], handling: {mean: 4 min}}}
travel: {table: {a-b: 1 h}}
"""
    found = [(item.path, item.figure) for item in assumptions([plan(text)])]
    assert found == [
        ("agencies.fire.pools.engine.units", "2"),
        ("agencies.grid.times", "3"),
        ("agencies.ward.desk.shifts.0.operators", "1"),
        ("agencies.ward.desk.handling", "mean: 4 min"),
        ("travel.table.a-b", "1 h"),
    ]


def test_a_basis_covers_what_lies_inside(plan):
    task = "owner: fire, when: leak, duration: 1 h, decision: {{by: duty, takes: 5 min}}{0}"
    task = f"procedures: {{{{r: {{{{go: {{{{{task}}}}}}}}}}}}}\n"
    bare = {item.path for item in assumptions([plan(task.format(""))])}
    based = {item.path for item in assumptions([plan(task.format(", basis: plan 3"))])}
    assert bare - based == {"procedures.r.go.duration", "procedures.r.go.decision.takes"}


def test_chances_rates_and_limits_are_figures_too(plan):
    work = "go: {owner: fire, when: leak, duration: 1 h, outcome: {wet: 0.8, dry: 0.2}}"
    duty = "obligations: [{from: fire, to: grid, fact: leak, within: 5 min}]"
    text = f"procedures: {{r: {{{work}}}}}\n{duty}\n"
    found = {item.path: item.figure for item in assumptions([plan(text)])}
    assert found["procedures.r.go.outcome.wet"] == "0.8"
    assert found["obligations.0.within"] == "5 min"


def test_assumptions_stand_at_their_figure(plan):
    first = assumptions([plan()])[0]
    assert str(first.place) == "city.yaml:8:82"
    assert str(first.what) == "units that there are"


def test_every_figure_is_a_key_of_its_record():
    for record, figures in FIGURES.items():
        assert figures.keys() <= set(record.model_fields)
