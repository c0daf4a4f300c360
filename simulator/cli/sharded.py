"""Shards of a run: one is played, all are merged."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from simulator.cli.console import note
from simulator.cli.played import Made, Outcome, find_or_make, identify, summary_of
from simulator.cli.playing import Playing, hands
from simulator.cli.stopping import watched
from simulator.errors import DrillError, Place, Problem, StoppedError, say

if TYPE_CHECKING:
    from simulator.scenario.case import Case, Input
    from simulator.scenario.what_if import WhatIf
    from simulator.study.run import FreshRun
    from simulator.study.shard import Shard, ShardFile


def shard_or_find(case: "Case", lang: str, playing: Playing, shard: "Shard") -> Path:
    """Give the file of a shard that is there, or play it and write that.

    Raises
    ------
    StoppedError
        When there are fewer replications than shards, or the file cannot be written.
    """
    from simulator.report.run_folder import check_folder
    from simulator.study.shard import open_shard, play_shard

    runs, seed = playing.runs or case.scenario.runs, playing.seed_for(case)
    if shard.of > runs:
        raise StoppedError(
            say("{runs} replications cannot be cut into {shards} shards", runs=runs, shards=shard.of)
        )
    run = identify(case, runs=runs, seed=seed, lang=lang)
    path = playing.out / case.stem / f"{run}.shard-{shard.number}-of-{shard.of}"
    if not playing.fresh and open_shard(path):
        note(say("this shard is there; --fresh plays it again"), lang)
        return path
    check_folder(path.parent)
    first, end = shard.span(runs)
    with (
        hands(playing, lang, study=f"{case.stem}-{path.name}") as crew,
        watched(end - first, lang, exact=True) as progress,
    ):
        play_shard(case, shard, path, runs=runs, seed=seed, jobs=crew, progress=progress)
        crew.finished.remove()
    return path


def merge_or_find(files: Sequence[Path], lang: str, *, out: Path, fresh: bool) -> Outcome:
    """Give the run that shards make if it is there, or write it.

    Raises
    ------
    DrillError
        With every reason why they do not make one.
    """
    from simulator.report.run_files import run_files
    from simulator.scenario.read import read_case
    from simulator.study.shard_check import shard_problems

    shards = _opened(files)
    if problems := shard_problems(shards):
        raise DrillError(problems)
    runs, seed = shards[0].runs, shards[0].seed
    with _laid_out(shards[0].inputs) as inputs:
        case = read_case(inputs / shards[0].inputs[0].path, _what_if(shards[0], inputs))
        return find_or_make(
            case.stem,
            identify(case, runs=runs, seed=seed, lang=lang),
            lang,
            Playing(runs, seed, None, out, fresh),
            read=lambda folder: summary_of(folder, lang),
            make=lambda _crew: Made(run_files(_merged(case, shards), lang=lang)),
        )


def _opened(files: Sequence[Path]) -> "list[ShardFile]":
    from simulator.study.shard import open_shard

    opened = [open_shard(file) for file in files]
    shards = [shard for shard in opened if shard is not None and _is_whole(shard)]
    if len(shards) < len(files):
        whole = {shard.path for shard in shards}
        raise DrillError([_damaged(file) for file in files if file not in whole])
    return sorted(shards, key=lambda shard: shard.shard)


def _is_whole(shard: "ShardFile") -> bool:
    """Whether a shard has inputs, all with names that stay inside a folder."""
    from simulator.report.run_folder import inside_folder

    try:
        return bool([inside_folder(item.path) for item in shard.inputs])
    except ValueError:
        return False


def _damaged(file: Path) -> Problem:
    if not file.exists():
        return Problem(Place(str(file)), say("there is no such file"))
    if file.is_dir():
        return Problem(
            Place(str(file)),
            say("this is a folder, not the file of a shard"),
            say("name the files: drill merge outputs/SCENARIO/RUN.shard-*"),
        )
    return Problem(
        Place(str(file)),
        say("this is no complete file of a shard"),
        say("play the shard again: drill run SCENARIO --shard NUMBER/OF"),
    )


@contextmanager
def _laid_out(inputs: "Sequence[Input]") -> Iterator[Path]:
    """Lay the inputs out in a folder as they were."""
    from simulator.report.run_folder import inside_folder

    with TemporaryDirectory(prefix="drill-") as folder:
        for item in inputs:
            path = Path(folder) / inside_folder(item.path)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(item.content)
        yield Path(folder)


def _what_if(shard: "ShardFile", folder: Path) -> "WhatIf":
    from simulator.scenario.what_if import WhatIf

    known = shard.what_if
    patches = tuple(folder / name for name in known["patches"])
    return WhatIf(patches, known["settings"], known["removals"])


def _merged(case: "Case", shards: "Sequence[ShardFile]") -> "FreshRun":
    from simulator.program.compile import compile_case
    from simulator.study.decoding import DecodingError
    from simulator.study.replicate import Replications
    from simulator.study.run import run_of
    from simulator.study.shard import merged

    program = compile_case(case)
    try:
        results = merged(program, shards)
    except DecodingError as fault:
        raise DrillError([_damaged(shards[0].path)]) from fault
    return run_of(case, program, Replications(results, interrupted=False), seed=shards[0].seed)
