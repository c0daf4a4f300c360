"""Parts from elsewhere can hold measures and plain values, and nothing that does anything."""

import os
import pickle
from pathlib import Path

import pytest

from simulator.analysis.gaps import findings
from simulator.analysis.measures import Measurer
from simulator.program.compile import compile_case
from simulator.scenario.read import read_case
from simulator.study.decoding import DecodingError, decode
from simulator.study.worker import Work, encode

SCENARIOS = sorted((Path(__file__).parents[2] / "scenarios").glob("*.yaml"))


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda path: path.stem)
def test_what_was_kept_of_any_scenario_comes_back(scenario):
    program = compile_case(read_case(scenario))
    for keep in ("measures", "milestones"):
        part = Work(program, 1, keep).here.play((0, 2))
        assert decode(encode(part)) == part


class Runs:
    """Would run a function when it is read."""

    def __init__(self, function, *arguments):
        self.call = function, arguments

    def __reduce__(self):
        return self.call


@pytest.mark.parametrize(
    "what",
    [
        Runs(os.system, "true"),
        Runs(eval, "1"),
        Runs(Measurer, None),  # ours, but it does something
        Runs(findings.Finder, None),
        Path("x"),
    ],
    ids=["a command", "code", "a measurer", "a finder", "a path"],
)
def test_what_could_do_something_is_refused(what):
    with pytest.raises(DecodingError):
        decode(pickle.dumps([what]))


def test_no_attribute_is_reached_through_a_dot():
    content = b"\x80\x04\x8c\x1bsimulator.analysis.measures\x8c\x11Measures.__init__\x93."
    with pytest.raises(DecodingError):
        decode(content)


@pytest.mark.parametrize("content", [b"", b"x", pickle.dumps([1])[:-1], pickle.dumps({"a": 1})])
def test_what_is_no_part_is_refused(content):
    with pytest.raises(DecodingError):
        decode(content)
