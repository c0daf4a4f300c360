"""Parts of a study as bytes, read back without trusting them: files come from elsewhere."""

import io
import pickle
import sys
from dataclasses import is_dataclass
from typing import Any

_OURS = "simulator.analysis."
_PLAIN = {("builtins", "frozenset"), ("builtins", "set")}


class DecodingError(Exception):
    """The bytes are not what a worker encoded."""


class _Reader(pickle.Unpickler):
    """Makes values of the measures and plain ones, and nothing else."""

    def find_class(self, module: str, name: str) -> Any:
        """Give a class that holds values.

        Raises
        ------
        DecodingError
            For everything that could do something.
        """
        if (module, name) in _PLAIN:
            return super().find_class(module, name)
        # No module is imported for the sake of a file, and no attribute of a class is reached through a dot.
        found = vars(sys.modules[module]).get(name) if module in sys.modules else None
        if module.startswith(_OURS) and isinstance(found, type) and _holds_values(found):
            return found
        raise DecodingError(f"{module}.{name}")


def _holds_values(found: type) -> bool:
    return is_dataclass(found) or (issubclass(found, tuple) and hasattr(found, "_fields"))


def decode(content: bytes) -> list[Any]:
    """Give what `simulator.study.worker.encode` made bytes of.

    Raises
    ------
    DecodingError
        For anything else.
    """
    try:
        found = _Reader(io.BytesIO(content)).load()
    except DecodingError:
        raise
    except Exception as fault:  # broken bytes raise whatever they like
        raise DecodingError(str(fault)) from fault
    if not isinstance(found, list):
        raise DecodingError("not a list")
    return found
