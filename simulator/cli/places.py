"""Where problems stand, seen from the folder in which the command is typed."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from simulator.errors import DrillError, Place, Problem


def from_here(problems: Iterable[Problem], typed: Iterable[Path]) -> list[Problem]:
    """Give problems with the paths of their files as an editor opens them from here.

    Problems name files relative to their project, the same on every machine; `typed` are the files of the
    command line, whose projects are looked into. A file that is not below this folder keeps its name.
    """
    from simulator.scenario.project import find_project

    roots = list(dict.fromkeys(find_project(path)[0].root for path in typed))
    return [
        replace(
            problem,
            place=_from_here(problem.place, roots),
            others=tuple(_from_here(place, roots) for place in problem.others),
        )
        for problem in problems
    ]


@contextmanager
def seen_from_here(typed: Iterable[Path]) -> Iterator[None]:
    """Raise a `DrillError` with the files of its problems as `from_here` gives them."""
    try:
        yield
    except DrillError as fault:
        raise DrillError(from_here(fault.problems, typed)) from fault


def _from_here(place: Place, roots: list[Path]) -> Place:
    here = Path.cwd()
    for root in roots:
        file = root / place.file
        if root != here and file.is_relative_to(here) and file.is_file():
            return replace(place, file=file.relative_to(here).as_posix())
    return place
