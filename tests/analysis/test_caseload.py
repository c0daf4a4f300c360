"""The work on incidents that come again and again, by hand."""

from simulator.analysis.measures import measure
from simulator.analysis.results import collect
from simulator.analysis.summary import summarise
from simulator.engine.replication import Player
from simulator.program.compile import compile_case
from simulator.report.caseload_told import told_of_caseload
from tests.engine.small import read_small
from tests.report.page.small import page, run

PLAN = """
agencies: {office: {~, desk: {operators: 1}}}
procedures:
  h:
    settle: {owner: office, when: case, needs: {desk: 1}, duration: 4 h, achieves: settled}
    sign: {owner: office, when: settled, duration: 5 min}
"""
HAPPENS = """
incidents:
  - {id: claim, hazard: h, every: 10 min, count: 3, facts: {case: true}, observed_by: {office: 0 s}}
"""


def summary(tmp_path, happens=HAPPENS):
    program = compile_case(read_small(tmp_path, PLAN, happens))
    measures = measure(program, Player(program, 1).play(0))
    return summarise(program, collect(program, [measures]), seed=1)


def test_what_came_up_was_done_and_lies_open_is_counted_for_each_task_with_the_mean_times(tmp_path):
    # one operator, 10 h: come at 0, 10, 20 min; begun at 0, 240, 480, so 0, 230 and 460 min waited; done at
    # 240 and 480, the third not by 600. Signed at once, by 245 and 485.
    found = {record["name"]: record for record in summary(tmp_path)["caseload"]}
    settle, sign = found["p.settle"], found["p.sign"]
    assert (settle["incidents"], settle["came_up"], settle["done"], settle["open"]) == (3, 3, 2, 1)
    assert (settle["waited_s"], settle["worked_s"]) == (230 * 60, 240 * 60)
    assert (sign["incidents"], sign["came_up"], sign["done"], sign["open"]) == (3, 2, 2, 0)
    assert (sign["waited_s"], sign["worked_s"]) == (0, 5 * 60)
    assert (settle["owner"], settle["incident"]) == ("p.office", "claim")


def test_in_words_nothing_is_written_as_nothing_that_is_some(tmp_path):
    found = summary(tmp_path)
    found["caseload"][0] |= {"came_up": 2.96, "open": 0.02, "worked_s": None}
    (settle, sign) = told_of_caseload(found, "en")
    assert settle[3:] == ("3 / 3", "2", "< 0.1", "3 h 50 min", "–")
    assert sign[3:] == ("2 / 3", "2", "0", "0 s", "5 min")


def test_incidents_that_come_once_have_no_such_table(tmp_path):
    happens = """
incidents:
  - {id: one, hazard: h, facts: {case: true}, observed_by: {office: 0 s}}
  - {id: two, hazard: h, facts: {case: true}, observed_by: {office: 0 s}}
"""
    assert summary(tmp_path, happens)["caseload"] == []
    assert 'id="caseload"' not in page(run())
