"""Properties of paths, over random logs whose causes come before what they cause."""

from hypothesis import given
from hypothesis import strategies as st

from simulator.analysis.measures import measure
from simulator.analysis.paths import LABELS, critical_path
from simulator.log.rows import (
    AT,
    CLOCK,
    DECIDED,
    DECISION,
    DECLARE,
    ENDED,
    FINISHED,
    LEARNED,
    MILESTONE,
    NEVER,
    NOTHING,
    READY,
    REF,
    REPORT,
    REQUEST,
    SEEN,
    SET,
    TASK,
)
from simulator.units import TICK
from tests.analysis.by_hand import (
    Story,
    agent,
    errand,
    link,
    medium,
    milestone,
    observer,
    program,
    scale,
    seat,
    source,
    task,
)

FACTS = 20
MILESTONES = 3
CASE = program(
    agents=tuple(agent(name) for name in ("world", "plant", "duty")),
    media=(medium("phone"),),
    links=(link("plant>duty", 1, 2), link("every hour", 1, 2, every=3600.0)),
    errands=(errand("ask", 0, 1, 2, 0),),
    seats=(seat("chief", 0, 2),),
    scales=(scale("response", 0, 2),),
    observers=(observer("incident", 1),),
    sources=(source("incident"),),
    clocks=("leak for 30 min",),
    tasks=(task("shut", 1), task("evacuate", 2)),
    milestones=tuple(milestone(f"m{number}") for number in range(MILESTONES)),
)


TICKS = st.integers(0, 2**22) | st.just(0)


class Maker:
    """Makes a story row by row, each caused by an event before; `times` holds the events by (row, via)."""

    def __init__(self, draw):
        self.draw = draw
        self.story = Story()
        self.times = {}
        self.note(self.story.add(SET, 0, (NOTHING, NOTHING), self.later(0.0)), AT, AT)

    def note(self, row, via, stage):
        if self.story.rows[row][stage] >= 0:
            self.times[row, via] = self.story.rows[row][stage]

    def later(self, begin):
        return begin + self.draw(TICKS) * TICK

    def event(self):
        return self.draw(st.sampled_from(list(self.times)))

    def stages(self, begin, count):
        """Give times that never go back, None for some stages, but not for the last."""
        found = []
        for number in range(count):
            happened = number == count - 1 or self.draw(st.booleans())
            begin = self.later(begin) if happened else begin
            found.append(begin if happened else None)
        return found

    def batch(self, kind):
        cause = self.event()
        facts = self.draw(st.lists(st.integers(0, FACTS), min_size=1, unique=True))
        contents = [(fact, self.event()) for fact in facts]
        begin = max(self.times[reason] for reason in (cause, *(why for _, why in contents)))
        rest = [*[None] * 5, self.later(begin)] if kind == SEEN else self.stages(begin, 6)
        row = self.story.add(kind, 0, cause, begin, *rest, contents=contents)
        for via in (*facts, NOTHING):
            self.note(row, via, LEARNED)

    def periodic(self, kind):
        why = self.event()
        begin = self.later(self.times[why])
        row = self.story.add(kind, 1, (NOTHING, NOTHING), begin, *self.stages(begin, 6), contents=[(0, why)])
        self.note(row, 0, LEARNED)

    def task(self, kind):
        cause = self.event()
        begin = decided = self.times[cause]
        row = self.story.add(kind, self.draw(st.integers(0, 1)), cause, begin)
        if self.draw(st.booleans()):
            taken_up = self.later(begin)
            decided = self.later(taken_up)
            self.story.rows[row][REF] = self.story.add(DECISION, 0, (row, READY), begin, taken_up, decided)
        stages = [NEVER if time is None else time for time in (decided, *self.stages(decided, 5))]
        self.story.rows[row][DECIDED : FINISHED + 1] = stages
        for stage in range(READY, FINISHED + 1):
            self.note(row, stage, stage)

    def span(self, kind):
        cause = self.event()
        begin = self.times[cause]
        self.note(self.story.add(kind, 0, cause, begin, *self.stages(begin, 2)), ENDED, ENDED)

    def milestone(self, kind):
        cause = self.event()
        number = self.draw(st.integers(0, MILESTONES - 1))
        self.note(self.story.add(kind, number, cause, self.times[cause]), AT, AT)


@st.composite
def logs(draw):
    """Give a story and the times of its events by (row, via)."""
    maker = Maker(draw)
    makes = [(maker.batch, kind) for kind in (SEEN, REPORT, REQUEST)]
    makes += [(maker.span, kind) for kind in (DECLARE, CLOCK)]
    makes += [(maker.task, TASK), (maker.milestone, MILESTONE), (maker.periodic, REPORT)]
    for make, kind in draw(st.lists(st.sampled_from(makes), min_size=1, max_size=12)):
        make(kind)
    return maker.story, maker.times


@given(logs())
def test_a_path_has_no_gap_and_sums_to_the_time_of_its_event_exactly(made):
    story, times = made
    for (row, via), time in times.items():
        path = critical_path(CASE, story.log(), row, via)
        assert [segment.begin for segment in path] == [0, *(segment.end for segment in path)][: len(path)]
        assert sum(segment.end - segment.begin for segment in path) == time
        assert all(segment.end > segment.begin for segment in path)
        assert all(segment.label in LABELS for segment in path)


@given(logs())
def test_the_parts_of_a_milestone_sum_to_its_time_exactly(made):
    story, _ = made
    found = measure(CASE, story.log())
    for time, split in zip(found.milestones, found.splits, strict=True):
        assert sum(split.values()) == (0 if time == float("inf") else time)
