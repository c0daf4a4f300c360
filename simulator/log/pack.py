"""A log as bytes: columns in the smallest integers that hold them, compressed.

Layout, before compression: the length of the header (4 bytes, little-endian), the header (JSON: replication,
end, the types and sizes of the columns, the distinct values that messages carried), then the columns one
after another.
"""

import json
import struct
import zlib
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from simulator.log.rows import CONFIRMED, CONTENTS, DUE, LEARNED, NOTHING, Log, Row
from simulator.units import TICK

Column = npt.NDArray[np.integer[Any]]

_VERSION = 1
_LEVEL = 6
_TYPES = ("<i1", "<i2", "<i4", "<i8")
_INTEGERS = tuple(range(DUE))
_TIMES = (*range(DUE, LEARNED + 1), CONFIRMED)
_AS_OF = 4
"""Place of the time in a content; the value stands before it, at 3."""
_VALUE = 3
_CONTENT = 7


def pack(log: Log) -> bytes:
    """Give a log as compressed bytes, from which `unpack` makes an equal one.

    Raises
    ------
    ValueError
        If a time does not lie on the grid of `TICK`.
    """
    return zlib.compress(lay_out(log), _LEVEL)


def unpack(packed: bytes) -> Log:
    """Give the log that `pack` made into these bytes.

    Raises
    ------
    ValueError
        If the bytes are not a packed log, or one of a format that this version does not know.
    """
    try:
        flat = zlib.decompress(packed)
        (size,) = struct.unpack_from("<I", flat)
        header = json.loads(flat[4 : 4 + size])
    except (zlib.error, struct.error, ValueError) as fault:
        raise ValueError("not a packed log") from fault
    if header["version"] != _VERSION:
        raise ValueError(f"a packed log of format {header['version']}, not {_VERSION}")
    columns = _cut(flat, 4 + size, header["columns"])
    rows = _rows(columns, header["values"])
    return Log(header["replication"], rows, header["ended"], header["stopped"])


def lay_out(log: Log) -> bytes:
    """Give the columns of a log before compression."""
    contents = [content for row in log.rows for content in (_contents(row) or ())]
    values, indexes = _pool(content[_VALUE] for content in contents)
    columns = [_smallest(column) for column in _columns(log.rows, contents, indexes)]
    header = {
        "version": _VERSION,
        "replication": log.replication,
        "ended": log.ended,
        "stopped": log.stopped,
        "columns": [(column.dtype.str, len(column)) for column in columns],
        "values": values,
    }
    text = json.dumps(header, separators=(",", ":")).encode()
    return b"".join((struct.pack("<I", len(text)), text, *(column.tobytes() for column in columns)))


def _columns(
    rows: Sequence[Row], contents: Sequence[tuple[Any, ...]], indexes: list[int]
) -> Iterator[Column]:
    """Give row lengths, fields, stages, numbers of contents, then the contents field by field."""
    yield np.array([len(row) for row in rows], dtype=np.int64)
    for field in _INTEGERS:
        yield np.array([row[field] for row in rows], dtype=np.int64)
    for field in _TIMES:
        yield _ticks([row[field] for row in rows if field < len(row)])
    yield np.array([_count(row) for row in rows], dtype=np.int64)
    for field in range(_CONTENT):
        if field == _VALUE:
            yield np.array(indexes, dtype=np.int64)
        elif field == _AS_OF:
            yield _ticks([content[field] for content in contents])
        else:
            yield np.array([content[field] for content in contents], dtype=np.int64)


def _contents(row: Row) -> tuple[tuple[Any, ...], ...] | None:
    found: tuple[tuple[Any, ...], ...] | None = row[CONTENTS] if len(row) > CONTENTS else None
    return found


def _count(row: Row) -> int:
    contents = _contents(row)
    return NOTHING if contents is None else len(contents)


def _pool(values: Iterable[Any]) -> tuple[list[Any], list[int]]:
    """Give the distinct values in order of appearance, and which of them each is.

    The key holds the type, because 1, 1.0 and True are equal, and the text, because 0.0 and -0.0 are.
    """
    known: dict[tuple[type, str], int] = {}
    distinct: list[Any] = []
    indexes: list[int] = []
    for value in values:
        key = (type(value), repr(value))
        if key not in known:
            known[key] = len(distinct)
            distinct.append(value)
        indexes.append(known[key])
    return distinct, indexes


def _ticks(times: list[float]) -> Column:
    scaled = np.array(times, dtype=np.float64) / TICK
    ticks = scaled.astype(np.int64)
    if not np.array_equal(ticks, scaled):
        raise ValueError("a time in the log is not a multiple of 2^-10 s")
    return ticks


def _smallest(column: Column) -> Column:
    if not len(column):
        return column.astype(_TYPES[0])
    low, high = int(column.min()), int(column.max())
    name = next(name for name in _TYPES if np.iinfo(name).min <= low and high <= np.iinfo(name).max)
    return column.astype(name)


def _cut(flat: bytes, begin: int, shapes: Iterable[tuple[str, int]]) -> list[Column]:
    columns: list[Column] = []
    for name, count in shapes:
        column: Column = np.frombuffer(flat, dtype=name, count=count, offset=begin)
        columns.append(column)
        begin += column.nbytes
    return columns


def _rows(columns: list[Column], values: list[Any]) -> list[Row]:
    lengths = columns[0].tolist()
    last = 1 + len(_INTEGERS) + len(_TIMES)
    integers = zip(*(column.tolist() for column in columns[1 : 1 + len(_INTEGERS)]), strict=True)
    stages = [iter((column * TICK).tolist()) for column in columns[1 + len(_INTEGERS) : last]]
    counts = columns[last].tolist()
    contents = _unpooled(columns[last + 1 :], values)
    return [
        _row(length, fields, stages, _taken(contents, count))
        for length, fields, count in zip(lengths, integers, counts, strict=True)
    ]


def _unpooled(columns: list[Column], values: list[Any]) -> Iterator[tuple[Any, ...]]:
    lists: list[list[Any]] = [column.tolist() for column in columns]
    lists[_VALUE] = [values[index] for index in lists[_VALUE]]
    lists[_AS_OF] = (columns[_AS_OF] * TICK).tolist()
    return iter(list(zip(*lists, strict=True)))


def _taken(contents: Iterator[tuple[Any, ...]], count: int) -> tuple[tuple[Any, ...], ...] | None:
    return None if count == NOTHING else tuple(next(contents) for _ in range(count))


def _row(length: int, fields: tuple[int, ...], stages: list[Iterator[float]], contents: object) -> Row:
    row: Row = [*fields, *(next(stage) for stage in stages[: min(length, CONTENTS) - DUE])]
    if length > CONTENTS:
        row.append(contents)
    if length > CONFIRMED:
        row.append(next(stages[-1]))
    return row
