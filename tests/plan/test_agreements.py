import pytest

LINKS = "links:\n  - {from: duty, to: city.fire}\n"
GIVES = "agreements: {{aid: {{from: {0}, to: {1}, gives: {{engine: {2}}}, within: {3}}}}}\n"


def test_an_agreement_that_both_files_hold_alike_stands_once_and_gives_no_warning(composed):
    composition = composed(
        city=GIVES.format("fire", "north.duty", 1, "60 min"),
        north=LINKS + GIVES.format("city.fire", "duty", 1, "1 h"),
    )
    (pact,) = composition.pacts
    assert (pact.name, pact.giver, pact.receiver, pact.decider) == (
        "aid",
        "city.fire",
        "north.duty",
        "city.fire",
    )
    assert composition.warnings == ()


def test_unequal_records_are_a_warning_with_both_lines_and_the_givers_counts(composed):
    composition = composed(
        north=LINKS + GIVES.format("city.fire", "duty", 2, "1 h"),
        city=GIVES.format("fire", "north.duty", 1, "90 min"),
    )
    first, second = composition.warnings
    assert str(first.found) == "the two files of the agreement `aid` differ in `gives`"
    assert (str(first.place), [str(other) for other in first.others]) == (
        "city.yaml:10:55",
        ["north.yaml:12:54"],
    )
    assert str(second.found) == "the two files of the agreement `aid` differ in `within`"
    (pact,) = composition.pacts
    assert pact.records[0].gives == {"engine": 1}
    assert len(pact.records) == 2


@pytest.mark.parametrize(("there", "missing"), [("city", "north"), ("north", "city")])
def test_an_agreement_in_one_file_only_is_a_warning_that_names_the_other(composed, there, missing):
    texts = {"city": "", "north": LINKS}
    texts[there] += GIVES.format("city.fire", "north.duty", 1, "1 h")
    (warning,) = composed(**texts).warnings
    assert str(warning.found) == f"the agreement `aid` does not stand in the plan `{missing}`"
    assert [other.file for other in warning.others] == [f"{missing}.yaml"]


def test_an_agreement_inside_one_plan_stands_once(composed):
    text = "links:\n  - {from: duty, to: fire}\n" + GIVES.format("fire", "duty", 1, "1 h")
    composition = composed(city=text)
    assert (len(composition.pacts), composition.warnings) == (1, ())


def test_facts_told_are_the_same_however_they_are_written(composed):
    tells = "agreements: {{word: {{from: {0}, to: {1}, tells: [{2}], decision: {{by: {0}}}}}}}\n"
    made = "procedures: {rain: {go: {owner: fire, when: leak, achieves: dry}}}\n"
    composition = composed(
        city=made + tells.format("fire", "north.duty", "dry, leak"),
        north=tells.format("city.fire", "duty", "leak, city.dry"),
    )
    assert composition.warnings == ()
    assert composition.pacts[0].tells == ("city.dry", "leak")


def test_two_pairs_of_plans_may_use_one_id(composed):
    links = "links:\n  - {from: duty, to: fire}\n"
    composition = composed(
        city=links + GIVES.format("fire", "duty", 1, "1 h"),
        north=links + GIVES.format("fire", "duty", 1, "2 h"),
    )
    assert [pact.name for pact in composition.pacts] == ["aid:city", "aid:north"]
    assert composition.warnings == ()
