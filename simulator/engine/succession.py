"""What goes with a post from one holder to the next: tasks, decisions, levels, the picture (rule 21)."""

from collections.abc import Sequence

from simulator.engine.beliefs import Beliefs
from simulator.engine.decisions import Decisions, Scales
from simulator.engine.journal import NUMBER
from simulator.engine.sharing import Sharing
from simulator.engine.tasks import Tasks, Work
from simulator.log.rows import DONE, ENDED, FINISHED, MISTAKEN, NOTHING, STATE, SUBJECT, Row
from simulator.program.literals import SCALE_STEP
from simulator.program.model import NONE, HandOver, Post, Program

Reference = tuple[int, int]
"""(row, via): the event but for which another one would not have come about."""
DECLARED = 0
"""The place of the declared holder among those who may hold a post."""


class State:
    """One post as it stands: who holds it (a place in `Post.holders`, or `NONE`), who held it last."""

    def __init__(self, number: int, post: Post) -> None:
        self.number = number
        self.post = post
        self.came = post.arrives_gate == NONE
        """The declared holder is there, or is about to take the post up."""
        self.holder = self.last = DECLARED if self.came else NONE
        self.vacancy: Row | None = None
        self.overdue = False
        """Deputies were to step in, and none was in service."""
        self.handing: Row | None = None


class Succession:
    """What is the business of whoever holds a post.

    What a holder has begun it ends: work that has its people, a decision in hand. All else goes over.
    """

    def __init__(
        self, program: Program, beliefs: Beliefs, tasks: Tasks, decisions: Decisions, scales: Scales
    ) -> None:
        self._program = program
        self._beliefs = beliefs
        self._tasks = tasks
        self._decisions = decisions
        self._scales = scales
        self._sharing = Sharing(program, beliefs)
        self.states = [State(number, post) for number, post in enumerate(program.posts)]
        self._tasks_why: dict[int, Reference] = {}
        self._levels_why: dict[int, Reference] = {}
        """Why a condition holds that nobody acted on who does not hold the post."""
        decisions.seats_of = self._seats_of
        tasks.on_round = self._round_over

    # -- conditions that turn --------------------------------------------------------------------------------

    def task(self, number: int, holds: bool, cause: int, via: int) -> None:  # noqa: FBT001
        """The condition of a task has turned, in the beliefs of one who may hold its post."""
        self._tasks_why[number] = cause, via
        if not holds or self._is_up_to(self.states[self._program.tasks[number].post], number):
            self._tasks.when(number, holds, cause, via)

    def scale(self, subject: int, holds: bool, cause: int, via: int) -> None:  # noqa: FBT001
        """A criterion has turned, in the beliefs of one who may hold the post that declares."""
        scale = self._program.scales[subject // 100]
        state = self.states[scale.post]
        self._levels_why[subject] = cause, via
        if state.holder != NONE and state.post.holders[state.holder] == scale.agent:
            self._scales.called_for(subject, holds, cause, via)

    def lower(self, subject: int, holds: bool, cause: int, via: int) -> None:  # noqa: FBT001
        """A condition for going down has turned, in the beliefs of one who may declare."""
        scale = self._program.scales[subject // SCALE_STEP]
        state = self.states[scale.post] if scale.post != NONE else None
        if state is None or (state.holder != NONE and state.post.holders[state.holder] == scale.agent):
            self._scales.lower(subject, holds, cause, via)

    def _is_up_to(self, state: State, number: int) -> bool:
        """Whether a task is up to who holds the post now, and no other has begun it or is at it again."""
        holder = state.holder
        if holder == NONE or number not in state.post.tasks[holder]:
            return False
        place = state.post.tasks[holder].index(number)
        return not any(
            self._tasks.begun(tasks[place]) for other, tasks in enumerate(state.post.tasks) if other != holder
        )

    def _round_over(self, row: Row) -> None:
        """A round of a task that repeats is over, and the next is that of whoever holds the post now."""
        ended = self._program.tasks[row[SUBJECT]]
        state = self.states[ended.post]
        if state.holder == NONE:
            return
        place = state.post.tasks[state.post.holders.index(ended.owner)].index(row[SUBJECT])
        number = state.post.tasks[state.holder][place]
        stopped = row[STATE] % MISTAKEN != DONE
        if stopped and number == row[SUBJECT]:
            return  # what broke it off holds
        if self._beliefs.holds[self._program.tasks[number].when_gate] and self._is_up_to(state, number):
            self._tasks.when(number, True, row[NUMBER], FINISHED)  # noqa: FBT003

    def _seats_of(self, work: Work) -> Sequence[int]:
        """Give the seats of who holds the post that decides, then of its deputies; none while vacant."""
        state = self.states[work.task.decider]
        if state.holder == NONE:
            return ()
        others = (place for place in range(1, state.post.standing) if place != state.holder)
        return [work.task.turns[place] for place in (state.holder, *others)]

    # -- from one to the next --------------------------------------------------------------------------------

    def take_from(self, state: State) -> None:
        """Whoever is about to lose a post drops what it has not begun."""
        for number in state.post.tasks[state.holder]:
            self._tasks.when(number, False, NOTHING, NOTHING)  # noqa: FBT003 (an action of a condition)
        for number in state.post.scales[state.holder]:
            self._scales.drop(number)

    def brief(self, state: State, hand_over: HandOver, row: Row) -> None:
        """Both know the newest that either of them says."""
        giver = state.post.holders[hand_over.giver]
        there = frozenset({giver, state.post.holders[hand_over.taker]})
        self._sharing.share(hand_over.shared, there, (row[NUMBER], ENDED, giver), row)
        self._beliefs.evaluate()

    def give_to(self, state: State, change: Reference) -> None:
        """Whoever holds a post now takes up what waits for it."""
        holds, post = self._beliefs.holds, state.post
        for number in post.tasks[state.holder]:
            if holds[self._program.tasks[number].when_gate] and self._is_up_to(state, number):
                self._tasks.when(number, True, *self._tasks_why.get(number, change))  # noqa: FBT003
        self._decisions.passed_on(state.number)
        for number in post.scales[state.holder]:
            for rank, call, _criterion in self._program.scales[number].gates:
                if holds[call]:
                    subject = number * 100 + rank
                    self._scales.called_for(subject, True, *self._levels_why.get(subject, change))  # noqa: FBT003
            for rank, call, _criterion in self._program.scales[number].lower:
                if holds[call]:
                    self._scales.lower(number * SCALE_STEP + rank, True, *change)  # noqa: FBT003
