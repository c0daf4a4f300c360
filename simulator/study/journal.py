"""A file of named parts, each there whole or not at all.

Parts are packed as `.xz` files are: what is kept of one replication is about as long as the 32 KB that zlib
looks back, and much like that of the one before.
"""

from collections.abc import Iterator
from hashlib import blake2b
from lzma import LZMADecompressor, LZMAError, compress
from pathlib import Path
from struct import Struct
from typing import BinaryIO, NamedTuple

_HEAD = Struct("<4sIQ16s")
"""Before each part: the mark, the lengths of key and content, the digest of both."""
_MARK = b"part"
_LARGEST = 1 << 30
"""Bytes of a part that are unpacked."""
QUICK, SMALL = 0, 2
"""How a part is packed: what is put down while something is played, and what is sent elsewhere."""
_MEMORY = 1 << 26
"""Bytes that unpacking may need: what comes from elsewhere may ask for more."""


class Where(NamedTuple):
    """Where the content of a part stands: packed, in a file."""

    file: Path
    start: int
    length: int

    def read(self) -> bytes:
        """Give the content.

        Raises
        ------
        ValueError
            When it is not packed, or would be larger than any part.
        """
        with self.file.open("rb") as file:
            file.seek(self.start)
            packed, opened = file.read(self.length), LZMADecompressor(memlimit=_MEMORY)
        try:
            content = opened.decompress(packed, _LARGEST)
        except (LZMAError, EOFError) as fault:
            raise ValueError(str(fault)) from fault
        if not opened.eof:
            raise ValueError("too large, or cut off")
        return content


def add_part(file: BinaryIO, key: str, content: bytes, *, packing: int = QUICK) -> None:
    """Put a part behind those that are there."""
    name, packed = key.encode(), compress(content, preset=packing)
    file.write(_HEAD.pack(_MARK, len(name), len(packed), _digest(name, packed)) + name + packed)


def read_parts(path: Path) -> Iterator[tuple[str, Where]]:
    """Give the parts of a file in their order, up to the first that is not whole."""
    size = path.stat().st_size
    with path.open("rb") as file:
        while len(head := file.read(_HEAD.size)) == _HEAD.size:
            mark, *lengths, digest = _HEAD.unpack(head)
            if mark != _MARK or file.tell() + sum(lengths) > size:
                return
            name = file.read(lengths[0])
            where = Where(path, file.tell(), lengths[1])
            packed = file.read(where.length)
            if _digest(name, packed) != digest:
                return
            yield name.decode(), where


def _digest(name: bytes, packed: bytes) -> bytes:
    return blake2b(name + packed, digest_size=16).digest()
