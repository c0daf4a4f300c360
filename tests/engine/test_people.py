"""Rule 7 by hand: the share of the people whose agencies know."""

import pytest

from simulator.log.rows import CAUSE, KIND, MILESTONE, REPORT, SUBJECT
from tests.engine.small import play

WARNED_AT_10 = "injects: [{at: 10 min, set: {f: true}, observed_by: {duty: 0 s}}]"


def warned(tmp_path, wards, when, people="", **how):
    return play(
        tmp_path,
        f"""
        media: {{net: {{delay: 1 min}}}}
        agencies:
          duty: {{~, desk: {{operators: 1, compose: 2 min}}}}
          {people or f"ward: {{~, times: {wards}, people: 100}}"}
        links: [{{from: duty, to: ward, carries: [f], over: [net]}}]
        """,
        f'{WARNED_AT_10}\nmilestones: {{m: {{when: "{when}"}}}}',
        **how,
    )


@pytest.mark.parametrize(("share", "minutes"), [("25%", 13), ("26%", 15), ("50%", 15), ("100%", 19)])
def test_a_share_of_the_people_knows_when_so_many_have_been_told(tmp_path, share, minutes):
    # one operator tells four wards of 100 one after another: 12, 14, 16, 18, and a minute on the way
    assert warned(tmp_path, 4, f"people(knows f) >= {share}").milestone("m") == minutes


def test_people_count_and_not_agencies(tmp_path):
    people = "ward: {~, people: 300}\n          other: {~, people: 100}"
    run = warned(tmp_path, 0, "people(knows f) >= 75%", people=people)
    assert run.milestone("m") == 13
    assert warned(tmp_path, 0, "people(knows f) > 75%", people=people).milestone("m") is None


def test_the_vulnerable_are_counted_by_themselves(tmp_path):
    other = "other: {~, people: {count: 10, vulnerable: 1}}"
    people = f"ward: {{~, people: {{count: 300, vulnerable: 10%}}}}\n          {other}"
    assert warned(tmp_path, 0, "people(knows f) >= 90%", people=people).milestone("m") == 13
    # 30 of 40 vulnerable ones
    assert warned(tmp_path, 0, "people(vulnerable knows f) >= 75%", people=people).milestone("m") == 13
    assert warned(tmp_path, 0, "people(vulnerable knows f) >= 76%", people=people).milestone("m") is None


def test_before_anybody_is_told_it_is_nobody(tmp_path):
    run = warned(tmp_path, 4, "people(knows f) < 50% for 5 min")
    assert run.milestone("m") == 5


def test_who_unlearns_no_longer_counts(tmp_path):
    run = play(
        tmp_path,
        "agencies: {ward: {~, people: 100}, other: {~, people: 300}}",
        """
        injects:
          - {at: 10 min, set: {f: true}, observed_by: {ward: 0 s, other: 5 min}}
          - {at: 20 min, set: {f: false}, observed_by: {ward: 0 s, other: 5 min}}
        milestones: {few: {when: "people(knows f) >= 25% for 12 min"}, most: {when: people(knows f) >= 75%}}
        """,
    )
    assert run.milestone("most") == 15
    assert run.milestone("few") == 22  # at 20 only the other still knows, at 25 nobody
    assert run.beliefs("", "people(knows f)") == [(0, 0), (10, 0.25), (15, 1), (20, 0.75), (25, 0)]


def test_numbers_are_drawn_once_for_each_group_and_replication(tmp_path):
    people = "ward: {~, times: 2, people: 80..300}"
    shares = []
    for number in range(30):
        run = warned(tmp_path, 0, "people(knows f) >= 100%", people=people, replication_number=number)
        assert run.milestone("m") == 15
        shares.append(run.beliefs("", "people(knows f)")[1][1])
    # one of two wards holds between 80/380 and 300/380 of the people
    assert all(80 / 380 <= share <= 300 / 380 for share in shares)
    assert len(set(shares)) > 20


def test_the_way_to_the_share_goes_through_the_ward_that_made_it(tmp_path):
    run = warned(tmp_path, 4, "people(knows f) >= 50%")
    milestone = next(row for row in run.log.rows if row[KIND] == MILESTONE)
    report = run.log.rows[milestone[CAUSE]]
    assert report[KIND] == REPORT
    assert run.program.links[report[SUBJECT]].name == "p.duty>p.ward#2:coordinate"
