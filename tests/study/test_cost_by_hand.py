"""What closing a gap gains, on plans whose answer can be worked out on paper. All times are in minutes."""

from tests.study.shops import case, minutes, priced

F_AT_10 = "injects: [{at: 10 min, set: {f: true}, observed_by: {a: 0 s}}]\n"
DONE = "milestones: {m: {when: done}}\n"


def test_a_desk_with_one_operator_costs_the_time_that_reports_wait_for_it(tmp_path):
    chain = case(
        tmp_path,
        """
        agencies: {a: {~, desk: {operators: 1, compose: 4 min}}, b: {~}, c: {~}}
        links: [{from: a, to: b, carries: [f]}, {from: a, to: c, carries: [f]}]
        procedures: {h: {go: {owner: c, when: f, duration: 7 min, achieves: done}}}
        """,
        F_AT_10 + DONE,
    )
    # as it is: a tells b 10..14, then c 14..18; c works 18..25. Closed: both told at 14; 14..21
    found = priced(chain, "desk:p.a")["desk:p.a"]
    assert minutes(found.alone) == 4
    # one more operator is as good here
    assert minutes(found.remedy.costs) == 4
