"""Ctrl-C is heard at once."""

import signal
from contextlib import suppress

import pytest

from simulator.cli.stopping import stop_is_told
from simulator.errors import Dropped


@pytest.fixture(autouse=True)
def heeded():
    """The signal as a shell leaves it, whatever started the tests."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def interrupt(finished, *, lang="en"):
    """Finish so many of ten, then interrupt; gives what was told of finished ones."""
    heard = []
    with suppress(KeyboardInterrupt), stop_is_told(10, heard.append, lang) as progress:
        progress(finished)
        signal.raise_signal(signal.SIGINT)
        pytest.fail("the interrupt was lost")
    return heard


@pytest.mark.parametrize(
    ("lang", "told"), [("en", "stopping; what is finished is kept"), ("zh", "正在停止，保留已完成的推演")]
)
def test_it_is_said(capfd, lang, told):
    assert interrupt(4, lang=lang) == [4]
    assert told in capfd.readouterr().err
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_a_second_one_is_not_told_again_and_no_study_keeps_it_back(capfd):
    with pytest.raises(Dropped):
        interrupt_twice()
    assert capfd.readouterr().err.count("stopping") == 1
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def interrupt_twice():
    with stop_is_told(10, lambda _: None, "en"):
        with suppress(KeyboardInterrupt):  # as a study does
            signal.raise_signal(signal.SIGINT)
        signal.raise_signal(signal.SIGINT)


def test_when_all_are_finished_nothing_is_promised(capfd):
    interrupt(10)
    assert capfd.readouterr().err == ""


def test_who_ignores_it_goes_on_ignoring_it(capfd):
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with stop_is_told(10, lambda _: None, "en"):
        signal.raise_signal(signal.SIGINT)
    assert capfd.readouterr().err == ""
