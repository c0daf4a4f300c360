"""Rules 12 to 16 by hand: people who tell one another, over lines that may be engaged or out."""

from tests.engine.small import play

SEES_AT_10 = "injects: [{at: 10 min, set: {f: true}, observed_by: {duty: 0 s}}]"


def test_one_officer_tells_three_partners_one_after_another(tmp_path):
    run = play(
        tmp_path,
        """
        agencies:
          duty: {~, desk: {operators: 1, compose: 2 min}}
          x: {~, desk: {operators: 1, handling: 3 min}}
          y: {~, desk: {operators: 1, handling: 3 min}}
          z: {~, desk: {operators: 1, handling: 3 min}}
        media: {phone: {mode: call, delay: 1 min}}
        links:
          - {from: duty, to: x, carries: [f], over: [phone]}
          - {from: duty, to: y, carries: [f], over: [phone]}
          - {from: duty, to: z, carries: [f], over: [phone]}
        """,
        SEES_AT_10,
    )
    # each: compose 2 + ring 1 + talk 3 = 6; x 16, y 22, z 28
    assert [run.learned(each, "f") for each in "xyz"] == [16, 22, 28]


def test_a_message_frees_the_officer_when_it_is_written(tmp_path):
    run = play(
        tmp_path,
        """
        agencies:
          duty: {~, desk: {operators: 1, compose: 2 min}}
          x: {~, desk: {operators: 1, handling: 3 min}}
          y: {~, desk: {operators: 1, handling: 3 min}}
        media: {net: {delay: 1 min}}
        links:
          - {from: duty, to: x, carries: [f], over: [net]}
          - {from: duty, to: y, carries: [f], over: [net]}
        """,
        SEES_AT_10,
    )
    # x: 10 + 2 + 1 + 3 = 16; y composed 14, there 15, taken in 18
    assert [run.learned(each, "f") for each in "xy"] == [16, 18]


def test_command_goes_before_coordination_however_declared(tmp_path):
    run = play(
        tmp_path,
        """
        agencies: {duty: {~, desk: {operators: 1, compose: 2 min}}, x: {~}, y: {~}, z: {~}}
        links:
          - {from: duty, to: x, carries: [f]}
          - {from: duty, to: y, carries: [f], purpose: report}
          - {from: duty, to: z, carries: [f], purpose: command}
        """,
        SEES_AT_10,
    )
    # 1 before 2 before 4: z 12, y 14, x 16
    assert [run.learned(each, "f") for each in "xyz"] == [16, 14, 12]


def test_a_priority_that_is_stated_overrides_the_purpose(tmp_path):
    run = play(
        tmp_path,
        """
        agencies: {duty: {~, desk: {operators: 1, compose: 2 min}}, x: {~}, y: {~}}
        links:
          - {from: duty, to: x, carries: [f], purpose: command}
          - {from: duty, to: y, carries: [f], priority: 1}
          - {from: duty, to: y, carries: [f], purpose: command, priority: 5}
        """,
        SEES_AT_10,
    )
    # 1 declared first, then 1, then 5
    assert [row.composed for row in run.all("report", "duty>x")] == [12]
    assert [row.composed for row in run.all("report", "duty>y")] == [14, 16]


def test_a_command_does_not_break_off_what_is_being_written(tmp_path):
    run = play(
        tmp_path,
        """
        agencies: {duty: {~, desk: {operators: 1, compose: 10 min}}, x: {~}, y: {~}}
        links:
          - {from: duty, to: x, carries: [f]}
          - {from: duty, to: y, carries: [g], purpose: command}
        """,
        """
        injects:
          - {at: 10 min, set: {f: true}, observed_by: {duty: 0 s}}
          - {at: 11 min, set: {g: true}, observed_by: {duty: 0 s}}
        """,
    )
    # the coordination of minute 10 takes until 20, the command until 30
    assert (run.learned("x", "f"), run.learned("y", "g")) == (20, 30)
    assert run.one("report", "duty>y").held == 2  # the row of the first report: SET, SEEN, REPORT


def test_an_engaged_line_is_left_for_the_next_medium(tmp_path):
    run = play(
        tmp_path,
        """
        agencies:
          a: {~}
          b: {~, desk: {operators: 1, handling: 10 min}}
          c: {~}
        media:
          phone: {mode: call, patience: 2 min, tries: 1, pause: 30 s}
          net: {delay: 1 min}
        links:
          - {from: c, to: b, carries: [g], over: [phone]}
          - {from: a, to: b, carries: [f], over: [phone, net]}
        """,
        """
        injects:
          - {at: 10 min, set: {g: true}, observed_by: {c: 0 s}}
          - {at: 12 min, set: {f: true}, observed_by: {a: 0 s}}
        """,
    )
    # b talks with c 10..20; a rings 12..14, gives up, pause 0.5, net 14.5 + 1 = 15.5,
    # in the queue until 20, + 10
    report = run.one("report", "a>b")
    assert (report.sent, report.received, report.picked, report.learned) == (14.5, 15.5, 20, 30)
    assert report.medium == "p.net"
    assert [(row.begun, row.ended, row.state) for row in run.all("attempt")] == [(12, 14, "no_answer")]


def test_nobody_answers_three_calls_and_the_officer_is_free_in_the_pauses(tmp_path):
    run = play(
        tmp_path,
        """
        agencies:
          a: {~, desk: {operators: 1, compose: 1 min}}
          b: {~, desk: {operators: 0}}
          c: {~}
        media: {phone: {mode: call, delay: 1 min, patience: 2 min, pause: 4 min}}
        links:
          - {from: a, to: b, carries: [f], over: [phone], lapses: 0 s, purpose: report}
          - {from: a, to: c, carries: [f]}
        """,
        "injects: [{at: 10 min, set: {f: true}, observed_by: {a: 0 s}}]",
    )
    # composed 11; rings 12..14; pause to 18; rings 19..21; pause to 25; rings 26..28; undelivered 28
    assert [(row.begun, row.ended) for row in run.all("attempt")] == [(11, 14), (18, 21), (25, 28)]
    assert run.one("undelivered").due == 28
    assert run.one("report", "a>b").state == "lapsed"
    assert run.learned("c", "f") == 15  # in the first pause


def test_a_failed_message_is_noticed_after_its_delay(tmp_path):
    run = play(
        tmp_path,
        """
        agencies: {a: {~}, b: {~}}
        media: {post: {delay: 5 min, success: 0, tries: 2, pause: 3 min}, net: {delay: 1 min}}
        links: [{from: a, to: b, carries: [f], over: [post, net]}]
        """,
        "injects: [{at: 10 min, set: {f: true}, observed_by: {a: 0 s}}]",
    )
    # 10..15, pause to 18, 18..23, pause to 26, net 27
    assert [(row.begun, row.ended, row.state) for row in run.all("attempt")] == [
        (10, 15, "failed"),
        (18, 23, "failed"),
    ]
    assert run.learned("b", "f") == 27


def test_what_was_undelivered_in_an_outage_is_tried_again_after_a_quarter_of_an_hour(tmp_path):
    run = play(
        tmp_path,
        """
        agencies: {a: {~}, b: {~}}
        media: {net: {delay: 1 min}}
        links: [{from: a, to: b, carries: [f], over: [net]}]
        """,
        """
        injects:
          - {at: 5 min, outage: a, lasts: 2 min}
          - {at: 10 min, outage: b, lasts: 1 d}
          - {at: 10 min, set: {f: true}, observed_by: {a: 0 s}}
        """,
    )
    # tried 10..11, 26..27, ... every 16 minutes, and never through
    assert [row.due for row in run.all("undelivered")][:3] == [11, 27, 43]
    assert run.learned("b", "f") is None


def test_what_was_undelivered_goes_at_once_when_the_medium_is_back(tmp_path):
    run = play(
        tmp_path,
        """
        agencies: {a: {~}, b: {~}}
        media: {net: {delay: 1 min}}
        links: [{from: a, to: b, carries: [f], over: [net], again: 1 h}]
        """,
        """
        injects:
          - {at: 10 min, outage: net, lasts: 12 min}
          - {at: 12 min, set: {f: true}, observed_by: {a: 0 s}}
        """,
    )
    # 12..13 fails; back at 22; there at 23
    assert run.learned("b", "f") == 23
    assert run.one("report").state == "done"


def test_what_has_lapsed_is_not_sent_any_more(tmp_path):
    run = play(
        tmp_path,
        """
        agencies: {a: {~}, b: {~}}
        media: {net: {delay: 1 min}}
        links: [{from: a, to: b, carries: [f], over: [net], lapses: 20 min}]
        """,
        """
        injects:
          - {at: 10 min, outage: net, lasts: 1 h}
          - {at: 12 min, set: {f: true}, observed_by: {a: 0 s}}
        """,
    )
    # 12..13, 28..29, lapses at 32; the net is back at 70
    assert [row.due for row in run.all("undelivered")] == [13, 29]
    assert run.one("report").state == "lapsed"
    assert run.learned("b", "f") is None


def test_what_is_in_transit_when_the_medium_fails_arrives(tmp_path):
    run = play(
        tmp_path,
        """
        agencies: {a: {~}, b: {~}}
        media: {post: {delay: 10 min}}
        links: [{from: a, to: b, carries: [f], over: [post]}]
        """,
        """
        injects:
          - {at: 10 min, set: {f: true}, observed_by: {a: 0 s}}
          - {at: 12 min, outage: post, lasts: 1 h}
        """,
    )
    assert run.learned("b", "f") == 20


def test_the_sender_hears_of_an_undelivered_report_and_acts_and_of_its_getting_through(tmp_path):
    run = play(
        tmp_path,
        """
        agencies: {a: {~}, b: {~}}
        media: {net: {delay: 1 min}}
        links: [{id: line, from: a, to: b, carries: [f], over: [net]}]
        procedures: {h: {runner: {owner: a, when: line.undelivered, duration: 5 min, achieves: sent_runner}}}
        """,
        """
        injects:
          - {at: 10 min, outage: net, lasts: 10 min}
          - {at: 12 min, set: {f: true}, observed_by: {a: 0 s}}
        """,
    )
    # undelivered at 13, runner 13..18; through at 21
    assert run.beliefs("a", "line.undelivered") == [(13, True), (21, False)]
    assert (run.task("runner").started, run.task("runner").finished) == (13, 18)


def test_an_acknowledged_message_is_confirmed_after_the_way_back(tmp_path):
    run = play(
        tmp_path,
        """
        agencies: {a: {~}, b: {~, desk: {operators: 1, handling: 2 min}}}
        media: {net: {delay: 1 min}}
        links: [{from: a, to: b, carries: [f], over: [net], acknowledge: true}]
        """,
        "injects: [{at: 10 min, set: {f: true}, observed_by: {a: 0 s}}]",
    )
    assert (run.one("report").learned, run.one("report").confirmed) == (13, 14)


def test_public_calls_take_the_operators_after_everything_else_and_hang_up(tmp_path):
    run = play(
        tmp_path,
        """
        agencies: {a: {~}, b: {~, desk: {operators: 1, handling: 4 min}}}
        links: [{from: a, to: b, carries: [f]}]
        """,
        """
        injects:
          - {at: 10 min, calls_to: b, every: 2 min, talk: 5 min, patience: 3 min, lasts: 6 min}
          - {at: 13 min, set: {f: true}, observed_by: {a: 0 s}}
        """,
    )
    # calls at 12, 14, 16; the first 12..17; the report of 13 before them 17..21; 14 hangs up at 17, 16 at 19
    calls = run.all("caller")
    assert [(row.received, row.picked, row.learned, row.state) for row in calls] == [
        (12, 12, 17, "done"),
        (14, None, None, "no_answer"),
        (16, None, None, "no_answer"),
    ]
    assert run.learned("b", "f") == 21
