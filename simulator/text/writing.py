"""Plain data as YAML text."""

from collections.abc import Mapping
from typing import Any

import yaml

WIDTH = 100


def show_yaml(data: Mapping[str, Any]) -> str:
    r"""Give data as YAML that reads back as the same: keys in their order, what is innermost in one line.

    >>> show_yaml({"agencies": {"duty_room": {"desk": {"operators": 2}}}})
    'agencies:\n  duty_room:\n    desk: {operators: 2}\n'
    """
    return yaml.safe_dump(
        _plain(data), allow_unicode=True, sort_keys=False, default_flow_style=None, width=WIDTH
    )


def _plain(value: Any) -> Any:
    """Give containers of the standard types, of which alone the writer knows."""
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value
