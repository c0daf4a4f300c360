"""A run in shards, played apart without any service between them: one file each, and all of them merged."""

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex
from typing import Any, NamedTuple

from simulator.analysis.measures import Measures
from simulator.analysis.results import Results, collect
from simulator.engine.dice import AHEAD
from simulator.program.compile import compile_case
from simulator.program.model import Program
from simulator.scenario.case import Case, Input
from simulator.study.decoding import DecodingError, decode
from simulator.study.hands import Jobs, hands_of
from simulator.study.identity import identity
from simulator.study.journal import SMALL, Where, add_part, read_parts
from simulator.study.provenance import what_if_record
from simulator.study.replicate import Progress
from simulator.study.team import Parts, parts_of, play_together
from simulator.study.worker import Chunk, Work, encode

MOST_SHARDS, MOST_RUNS = 10_000, 1_000_000
"""Shards of a run, and its replications."""
_ABOUT, _INPUT, _END = "about", "input/", "end"
"""Keys of what stands in the file of a shard beside its parts: first, then the inputs, and last."""


class Shard(NamedTuple):
    """One of several shards, counted from 1."""

    number: int
    of: int

    def __str__(self) -> str:
        return f"{self.number}/{self.of}"

    def span(self, runs: int) -> Chunk:
        """Give its replications: whole blocks of draws, where there are enough of them."""
        unit = AHEAD if runs >= AHEAD * self.of else 1
        units = -(-runs // unit)
        first, end = (unit * (units * number // self.of) for number in (self.number - 1, self.number))
        return first, min(end, runs)


def play_shard(
    case: Case, shard: Shard, path: Path, *, runs: int, seed: int, jobs: Jobs, progress: Progress
) -> None:
    """Play a shard of a run and write its file, which is complete or not there at all.

    Raises
    ------
    StoppedError
        See `simulator.study.team.play_together`.
    """
    hands, work = hands_of(jobs), Work(compile_case(case), seed, "measures")
    todo = list(parts_of(work, shard.span(runs), beginning=hands.finished.section(), hands=hands))
    scratch = path.with_name(f".{path.name}-{token_hex(4)}")
    try:
        with scratch.open("wb") as file:
            add_part(file, _ABOUT, json.dumps(_about(case, shard, runs=runs, seed=seed)).encode())
            for item in case.inputs:
                add_part(file, _INPUT + item.path, item.content)
            missing = sum(not part.there for part in todo)
            with closing(play_together(todo, hands, at_most=missing - 1)) as parts:
                for bundle in _bundles(parts, progress):
                    add_part(file, f"{bundle[0].replication}", encode(bundle), packing=SMALL)
            add_part(file, _END, b"")
            file.flush()
            os.fsync(file.fileno())
        scratch.replace(path)
    finally:
        with suppress(OSError):
            scratch.unlink()


def _bundles(parts: Parts, progress: Progress) -> Iterator[list[Measures]]:
    """Give measures by the block: many together take little more than half of what each takes alone."""
    bundle: list[Measures] = []
    for _, measures in parts:
        progress(len(measures))
        bundle += measures
        if len(bundle) >= AHEAD:
            yield bundle
            bundle = []
    if bundle:
        yield bundle


def _about(case: Case, shard: Shard, *, runs: int, seed: int) -> dict[str, Any]:
    return {
        "stem": case.stem,
        "runs": runs,
        "seed": seed,
        "shard": list(shard),
        "what_if": what_if_record(case),
        "with": identity(),
    }


@dataclass(frozen=True, slots=True)
class ShardFile:
    """A complete file of a shard. `made_with` is the `identity` of who played it."""

    path: Path
    shard: Shard
    stem: str
    runs: int
    seed: int
    made_with: Mapping[str, str]
    what_if: Mapping[str, tuple[str, ...]]
    """What was otherwise than in the files; see `simulator.study.provenance.what_if_record`."""
    inputs: tuple[Input, ...]
    """The scenario, then the other files."""
    parts: tuple[Where, ...]

    def measures(self) -> Iterator[Measures]:
        """Give the measures of its replications, in order.

        Raises
        ------
        DecodingError
            When they are not those.
        """
        numbers = iter(range(*self.shard.span(self.runs)))
        for part in self.parts:
            for each in decode(part.read()):
                if not isinstance(each, Measures) or each.replication != next(numbers, None):
                    raise DecodingError("not the replications of this shard")
                yield each
        if next(numbers, None) is not None:
            raise DecodingError("replications are missing")


def open_shard(path: Path) -> ShardFile | None:
    """Open the file of a shard; None where it is none, or not complete."""
    try:
        parts = list(read_parts(path))
        (first, about), *rest, (last, _end) = parts
        if (first, last) != (_ABOUT, _END):
            return None
        known = json.loads(about.read())
        if not _can_be(known):
            return None
        return ShardFile(
            path=path,
            shard=Shard(*map(int, known["shard"])),
            stem=str(known["stem"]),
            runs=int(known["runs"]),
            seed=int(known["seed"]),
            made_with={str(name): str(version) for name, version in known["with"].items()},
            what_if={
                name: tuple(map(str, known["what_if"][name])) for name in ("patches", "settings", "removals")
            },
            inputs=tuple(
                Input(key.removeprefix(_INPUT), where.read()) for key, where in rest if key.startswith(_INPUT)
            ),
            parts=tuple(where for key, where in rest if not key.startswith(_INPUT)),
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def _can_be(known: Mapping[str, Any]) -> bool:
    """Whether the numbers of a shard can be those of any run."""
    number, of = map(int, known["shard"])
    return 1 <= number <= of <= MOST_SHARDS and 1 <= int(known["runs"]) <= MOST_RUNS


def merged(program: Program, shards: Sequence[ShardFile]) -> Results:
    """Give the results of all shards of a run, given in their order.

    Raises
    ------
    DecodingError
        When a file does not hold the measures of this program.
    """
    try:
        return collect(program, (each for shard in shards for each in shard.measures()))
    except (ValueError, TypeError, AttributeError, IndexError, KeyError) as fault:
        raise DecodingError(str(fault)) from fault
