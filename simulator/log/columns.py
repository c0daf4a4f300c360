"""A value for each replication, as bytes.

Layout: one byte for the type of a value (`b` 1, `h` 2, `i` 4, `q` 8 bytes, an integer; `d` a float of 8),
then, compressed, the first byte of every value, the second of every value, and so on, little-endian: what is
alike in the values stands together so.
"""

import zlib
from math import inf
from typing import Any

import numpy as np
import numpy.typing as npt

from simulator.log.rows import NEVER
from simulator.units import TICK

Times = npt.NDArray[np.float64]
Numbers = npt.NDArray[np.int64]

_LEVEL = 6
_INTEGERS = ("b", "h", "i", "q")
_FLOAT = "d"
_NEVER = int(NEVER)


def pack_times(times: Times) -> bytes:
    """Give times in seconds, `inf` where something was not reached, as bytes: in units of `TICK`.

    Times that do not lie on that grid are kept as they are.
    """
    reached = np.isfinite(times)
    ticks = np.where(reached, np.where(reached, times, 0.0) / TICK, NEVER).astype(np.int64)
    return pack_numbers(ticks) if np.array_equal(_seconds(ticks), times) else _packed(times, _FLOAT)


def unpack_times(packed: bytes, count: int) -> Times:
    """Give the times of so many replications that `pack_times` made into these bytes.

    Raises
    ------
    ValueError
        If they are not those.
    """
    found = _unpacked(packed, count)
    return found if found.dtype.kind == "f" else _seconds(found)


def pack_numbers(numbers: npt.NDArray[np.integer[Any]]) -> bytes:
    """Give whole numbers as bytes, in the smallest type that holds them."""
    low, high = (int(numbers.min()), int(numbers.max())) if len(numbers) else (0, 0)
    fit = (name for name in _INTEGERS if np.iinfo(name).min <= low and high <= np.iinfo(name).max)
    return _packed(numbers, next(fit))


def unpack_numbers(packed: bytes, count: int) -> Numbers:
    """Give the numbers of so many replications that `pack_numbers` made into these bytes.

    Raises
    ------
    ValueError
        If they are not those.
    """
    return _unpacked(packed, count).astype(np.int64)


def _seconds(ticks: npt.NDArray[np.integer[Any]]) -> Times:
    times: Times = np.where(ticks == _NEVER, inf, ticks * TICK)
    return times


def _packed(values: npt.NDArray[Any], name: str) -> bytes:
    each = np.dtype(f"<{name}")
    planes = np.frombuffer(values.astype(each).tobytes(), dtype=np.uint8).reshape(-1, each.itemsize).T
    return name.encode() + zlib.compress(planes.tobytes(), _LEVEL)


def _unpacked(packed: bytes, count: int) -> npt.NDArray[Any]:
    name, opened = packed[:1].decode("latin-1"), zlib.decompressobj()
    if name not in (*_INTEGERS, _FLOAT):
        raise ValueError("not packed values")
    each = np.dtype(f"<{name}")
    try:
        # One byte more than wanted shows that there is none; what comes from elsewhere may hold gigabytes.
        flat = opened.decompress(packed[1:], count * each.itemsize + 1)
    except zlib.error as fault:
        raise ValueError("not packed values") from fault
    if len(flat) != count * each.itemsize:
        raise ValueError("not the values of so many replications")
    planes = np.frombuffer(flat, dtype=np.uint8).reshape(each.itemsize, count)
    values: npt.NDArray[Any] = np.frombuffer(planes.T.tobytes(), dtype=each)
    return values
