"""YAML text to plain data that knows where each key and value stands."""

from typing import Any

import yaml

from simulator.errors import DrillError, Place, Problem, say
from simulator.text.builder import Builder, Stop
from simulator.text.containers import Map, Seq
from simulator.text.scan import full_width
from simulator.text.source import Source
from simulator.text.syntax import syntax_problem

__all__ = ["Map", "Seq", "read_tree", "read_value"]

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_tree(source: Source) -> Map:
    """Read YAML whose top level is a mapping.

    Scalars follow the core schema of YAML 1.2: `on`, `no`, `10:40` and dates are text. All keys are text.
    Raises `DrillError` with every problem up to a syntax error.
    """
    builder = _built(source, source.text)
    if not isinstance(builder.root, Map):
        raise DrillError([_no_mapping(builder, source)])
    return builder.root


def read_value(source: Source, place: Place) -> Any:
    """Read the YAML that stands from a place to the end of its line.

    Raises `DrillError` as `read_tree`.
    """
    before = "\n" * (place.line - 1) + " " * (place.column - 1)
    return _built(source, before + source.line(place.line)[place.column - 1 :]).root


def _built(source: Source, text: str) -> Builder:
    builder = Builder(source)
    try:
        builder.build(yaml.parse(text, Loader=_LOADER))
    except Stop:
        pass
    except (yaml.YAMLError, UnicodeEncodeError) as error:
        builder.problems.append(syntax_problem(error, source))
    if builder.problems:
        raise DrillError(builder.problems)
    return builder


def _no_mapping(builder: Builder, source: Source) -> Problem:
    if builder.root_spot is None:
        return Problem(Place(source.path), say("the file holds no data"))
    hint = full_width(builder.root) if isinstance(builder.root, str) else None
    place = builder.place
    found = say("the file must hold `key: value` lines at its top level")
    return Problem(place, found, hint or say("begin with `drill: plan`"), "", source.line(place.line))
