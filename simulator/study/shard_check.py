"""Whether the files of shards make one run: every reason why not, at once."""

from collections.abc import Iterator, Mapping, Sequence

from simulator.errors import Message, Place, Problem, say
from simulator.study.identity import identity
from simulator.study.shard import Shard, ShardFile


def shard_problems(shards: Sequence[ShardFile]) -> list[Problem]:
    """Give why these shards do not make one run: each is compared with the first. Empty if they do."""
    first = shards[0]
    problems = [
        Problem(Place(str(shard.path)), found)
        for shard in shards
        for found in (*_other_maker(shard.made_with), *_differences(shard, first))
    ]
    return problems or [*_twice(shards), *_missing(shards)]


def _other_maker(made_with: Mapping[str, str]) -> Iterator[Message]:
    for what, here in identity().items():
        if made_with.get(what) != here:
            yield say(
                "this shard was played with {what} {there}, here it is {here}: "
                "the results need not be the same",
                what=what,
                there=made_with.get(what, "?"),
                here=here,
            )


def _differences(shard: ShardFile, first: ShardFile) -> Iterator[Message]:
    other = str(first.path)
    if shard.stem != first.stem:
        yield say(
            "this shard is of the scenario {here}, {file} of {other}",
            here=shard.stem,
            file=other,
            other=first.stem,
        )
        return
    pairs = {
        "seed": (shard.seed, first.seed),
        "replications": (shard.runs, first.runs),
        "shards": (shard.shard.of, first.shard.of),
    }
    for name, (here, there) in pairs.items():
        if here != there:
            yield say(_OTHER[name], here=here, file=other, other=there)
    ours, theirs = ({item.path: item.content for item in each.inputs} for each in (shard, first))
    for path in sorted(ours.keys() | theirs.keys()):
        if ours.get(path) != theirs.get(path):
            yield say("{input} was not the same as in {file}", input=path, file=other)


_OTHER = {
    "seed": say("this shard was played with seed {here}, {file} with {other}").template,
    "replications": say("this shard is of a run of {here} replications, {file} of one of {other}").template,
    "shards": say("this shard is one of {here}, {file} one of {other}").template,
}


def _twice(shards: Sequence[ShardFile]) -> Iterator[Problem]:
    known: dict[Shard, ShardFile] = {}
    for shard in shards:
        other = known.setdefault(shard.shard, shard)
        if other is not shard:
            found = say("shard {shard} is there twice", shard=str(shard.shard))
            yield Problem(Place(str(shard.path)), found, others=(Place(str(other.path)),))


def _missing(shards: Sequence[ShardFile]) -> Iterator[Problem]:
    of = shards[0].shard.of
    there = {shard.shard.number for shard in shards}
    missing = [str(Shard(number, of)) for number in range(1, of + 1) if number not in there]
    if missing:
        yield Problem(
            Place(str(shards[0].path)),
            say("of this run shards are missing: {missing}", missing=", ".join(missing)),
            say("play them with --shard, or name their files too"),
        )
