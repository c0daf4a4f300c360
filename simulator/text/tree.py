"""YAML text to plain data that knows where each key and value stands."""

import yaml

from simulator.errors import DrillError, Place, Problem, say
from simulator.text.builder import Builder, Stop
from simulator.text.containers import Map, Seq
from simulator.text.scan import full_width
from simulator.text.source import Source
from simulator.text.syntax import syntax_problem

__all__ = ["Map", "Seq", "read_tree"]

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_tree(source: Source) -> Map:
    """Read YAML whose top level is a mapping.

    Scalars follow the core schema of YAML 1.2: `on`, `no`, `10:40` and dates are text. All keys are text.
    Raises `DrillError` with every problem up to a syntax error.
    """
    builder = Builder(source)
    problems = builder.problems
    try:
        builder.build(yaml.parse(source.text, Loader=_LOADER))
    except Stop:
        pass
    except (yaml.YAMLError, UnicodeEncodeError) as error:
        problems.append(syntax_problem(error, source))
    if not problems and not isinstance(builder.root, Map):
        problems.append(_no_mapping(builder, source))
    if problems:
        raise DrillError(problems)
    root: Map = builder.root
    return root


def _no_mapping(builder: Builder, source: Source) -> Problem:
    if builder.root_spot is None:
        return Problem(Place(source.path), say("the file holds no data"))
    hint = full_width(builder.root) if isinstance(builder.root, str) else None
    place = builder.place
    found = say("the file must hold `key: value` lines at its top level")
    return Problem(place, found, hint or say("begin with `drill: plan`"), "", source.line(place.line))
