"""Whatever is done to the sample, it is a case or a list of problems."""

from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from simulator.errors import DrillError
from simulator.plan.assumptions import assumptions
from simulator.scenario.check import check_files
from simulator.scenario.read import read_case
from simulator.text.messages import show_problem

pytestmark = pytest.mark.no_cover

SAMPLE = Path(__file__).parent.parent / "data/sample"
FILES = {path.name: path.read_bytes() for path in sorted(SAMPLE.glob("*.yaml"))}
JUNK = [b"", b"\0", b"\xff", b"{", b"]", b": ", b"- ", b"\n", b"'", b"&a", b"*a", "：".encode()]
JUNK += [b"null", b"-1", b"1e9", b"leak", b"city.", b".done", b" and ", b"x" * 300, b"not ", b"@north", b"*"]
VALUES = [None, True, -1, 1e308, 10**12, "", "x", [], {}, [[]], {"a": 1}, ["leak"], {"leak": 1}]
VALUES += ["city.leak", "rescue", "leak > 1", "a.b.c.d", "10 min", "evacuate.done", "II", "*", "north-city"]
VALUES += ["phone", "grid", "command"]

relaxed = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def read_all(folder):
    """Read everything there is; what comes is a case, or problems that can be shown."""
    try:
        case = read_case(folder / "ammonia.yaml")
    except DrillError as error:
        shown = [show_problem(problem, "en") for problem in error.problems]
        return shown or pytest.fail("nothing is said to be wrong")
    assert assumptions(case.composition.plans)
    return [show_problem(problem, "zh") for problem in case.warnings]


def put(folder, **changed):
    for name, content in (FILES | changed).items():
        (folder / name).write_bytes(content)


@relaxed
@given(st.data())
def test_mangled_bytes(tmp_path, data):
    name = data.draw(st.sampled_from(sorted(FILES)))
    content = FILES[name]
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(content)))
        length = data.draw(st.integers(0, 12))
        content = content[:at] + data.draw(st.sampled_from(JUNK)) + content[at + length :]
    put(tmp_path, **{name: content})
    read_all(tmp_path)
    check_files([tmp_path / name])


def ways(value, way=()):
    """Give the way to every value inside."""
    steps = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, inner in steps:
        yield (*way, step)
        yield from ways(inner, (*way, step))


TREES = {name: yaml.load(content, yaml.BaseLoader) for name, content in FILES.items()}  # noqa: S506 (text only)
WAYS = {name: list(ways(tree)) for name, tree in TREES.items()}


@relaxed
@given(st.data())
def test_mangled_values(tmp_path, data):
    name = data.draw(st.sampled_from(sorted(FILES)))
    tree = yaml.load(FILES[name], yaml.BaseLoader)  # noqa: S506 (text only)
    *outer, last = data.draw(st.sampled_from(WAYS[name]))
    around = tree
    for step in outer:
        around = around[step]
    if data.draw(st.booleans()):
        del around[last]
    else:
        around[last] = data.draw(st.sampled_from(VALUES))
    put(tmp_path, **{name: yaml.safe_dump(tree, allow_unicode=True).encode()})
    read_all(tmp_path)
    check_files([tmp_path / name])


@pytest.mark.parametrize("name", sorted(FILES))
def test_an_empty_file(tmp_path, name):
    put(tmp_path, **{name: b""})
    read_all(tmp_path)
