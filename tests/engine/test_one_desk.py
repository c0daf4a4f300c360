"""Rule 12 to 16 by hand: people who tell one another, over lines that may be engaged."""

from tests.engine.small import play


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
        "injects: [{at: 10 min, set: {f: true}, observed_by: {duty: 0 s}}]",
    )
    # each: compose 2 + ring 1 + talk 3 = 6; x 16, y 22, z 28
    assert [run.learned(each, "f") for each in "xyz"] == [16, 22, 28]
