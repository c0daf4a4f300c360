"""What a part was played with: two that agree in it give the same bytes."""

import sys
from collections.abc import Iterator
from functools import cache
from hashlib import blake2b
from importlib.metadata import version
from importlib.resources import files
from importlib.resources.abc import Traversable
from operator import itemgetter

from simulator.study.version import drill_version


@cache
def identity() -> dict[str, str]:
    """Give by name the version of all that results depend on, and a digest of drill's own code.

    Patch releases of Python change no results; releases of numpy may change draws.
    """
    return {
        "drill": f"{drill_version()} ({_code()})",
        "Python": f"{sys.version_info.major}.{sys.version_info.minor}",
        "numpy": version("numpy"),
        "simpy": version("simpy"),
    }


def _code() -> str:
    digest = blake2b(digest_size=4)
    for path, file in sorted(modules("", files("simulator")), key=itemgetter(0)):
        digest.update(f"{path}\n".encode() + file.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return digest.hexdigest()


def modules(path: str, folder: Traversable) -> Iterator[tuple[str, Traversable]]:
    """Give the modules of a package with their paths in it, each behind `path`, in any order."""
    for each in folder.iterdir():
        if each.is_dir():
            yield from modules(f"{path}{each.name}/", each)
        elif each.name.endswith(".py"):
            yield f"{path}{each.name}", each
