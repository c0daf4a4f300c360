"""Ctrl-C is heard at once."""

import signal
from contextlib import suppress

import pytest

from simulator.cli.stopping import stop_is_told


@pytest.fixture(autouse=True)
def heeded():
    """The signal as a shell leaves it, whatever started the tests."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.parametrize(
    ("lang", "told"), [("en", "stopping; what is finished is kept"), ("zh", "正在停止，保留已完成的推演")]
)
def test_it_is_said_before_anything_else_happens(capfd, lang, told):
    heard = []
    with pytest.raises(KeyboardInterrupt), stop_is_told(10, heard.append, lang) as progress:
        progress(4)
        try:
            signal.raise_signal(signal.SIGINT)
        finally:
            assert told in capfd.readouterr().err
    assert heard == [4]
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_a_second_one_is_not_told_again(capfd):
    with pytest.raises(KeyboardInterrupt), stop_is_told(10, lambda _: None, "en"):
        with suppress(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
        signal.raise_signal(signal.SIGINT)
    assert capfd.readouterr().err.count("stopping") == 1


def test_when_all_are_finished_nothing_is_promised(capfd):
    with pytest.raises(KeyboardInterrupt), stop_is_told(10, lambda _: None, "en") as progress:
        progress(10)
        signal.raise_signal(signal.SIGINT)
    assert capfd.readouterr().err == ""


def test_who_ignores_it_goes_on_ignoring_it(capfd):
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with stop_is_told(10, lambda _: None, "en"):
        signal.raise_signal(signal.SIGINT)
    assert capfd.readouterr().err == ""
