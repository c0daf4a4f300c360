"""Gathers what is wrong in several files, each fault at its place."""

from dataclasses import dataclass

from simulator.errors import Message, Place, Problem
from simulator.text.record import Record


@dataclass(frozen=True, slots=True)
class At:
    """A value in a plan: where a reference stands. `plan` is empty in a scenario."""

    plan: str
    record: Record
    path: tuple[str | int, ...] = ()

    def of(self, *path: str | int) -> "At":
        """Give the place of a value inside this one."""
        return At(self.plan, self.record, self.path + path)

    @property
    def place(self) -> Place:
        """The position in the file."""
        return self.record.place_of(*self.path)


class Faults:
    """Problems in the order in which they were found."""

    def __init__(self) -> None:
        self.found: list[Problem] = []

    def add(
        self,
        at: At,
        found: Message,
        hint: Message | None = None,
        *,
        offset: int | None = None,
        others: tuple[Place, ...] = (),
        warning: bool = False,
    ) -> None:
        """Add a problem at a value; `offset` counts characters inside the value."""
        raise NotImplementedError

    @property
    def errors(self) -> list[Problem]:
        """The problems that stop a run."""
        return [problem for problem in self.found if not problem.warning]
