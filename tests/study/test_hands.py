"""Helpers that are lost: whenever that is, it is said, and nothing waits for them for ever."""

import errno
import os
import select
import signal
import subprocess
import sys
import tempfile
import threading
from multiprocessing import connection
from pathlib import Path

import pytest

from simulator.errors import StoppedError
from simulator.study.hands import Hands, helpers, without_interrupts

LONG = 1_000_000
SECONDS = 30


def die(*_anything):
    os.kill(os.getpid(), signal.SIGKILL)


def dies_within_long_messages():
    """Give much, and be killed in the middle of every message that the pipe does not take at once."""
    send = connection.Connection._send

    def send_or_die(pipe, content, *rest):
        if len(content) > select.PIPE_BUF:
            send(pipe, content[: len(content) // 2], *rest)
            die()
        send(pipe, content, *rest)

    connection.Connection._send = send_or_die
    return bytes(LONG)


def dies_before_it_hands_back():
    tempfile._TemporaryFileWrapper.write = die  # looked up before any method of the file itself
    return bytes(LONG)


def no_room(*_anything):
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def finds_no_room():
    tempfile._TemporaryFileWrapper.write = no_room
    return bytes(LONG)


def gives_much():
    return bytes(LONG)


def handed_back(function):
    with helpers(Hands(2), at_most=1) as (pool, _width):
        return pool.submit(function).result(timeout=SECONDS)


def test_no_message_of_a_helper_can_be_left_half():
    """Asked for in a process of its own: a pool that waits for the rest of a message cannot be closed."""
    here = Path(__file__)
    asked = f"import {here.stem} as here; here.handed_back(here.dies_within_long_messages)"
    done = subprocess.run(
        [sys.executable, "-c", f"if __name__ == '__main__': {asked}"],
        check=False,
        cwd=here.parent,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        timeout=2 * SECONDS,
    )
    assert done.returncode == 0


def test_a_helper_that_is_lost_while_it_hands_back_is_said(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with pytest.raises(StoppedError, match="a worker process was lost"):
        handed_back(dies_before_it_hands_back)
    assert not list(tmp_path.iterdir())


def test_what_a_helper_gives_is_handed_back_whole_and_nothing_is_left(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    assert handed_back(gives_much) == bytes(LONG)
    assert not list(tmp_path.iterdir())


def test_a_helper_without_room_says_where_it_has_none(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with pytest.raises(StoppedError, match=rf"through {tmp_path}.*No space.*TMPDIR"):
        handed_back(finds_no_room)
    assert not list(tmp_path.iterdir())


@pytest.fixture
def heeded():
    """The signal as a shell leaves it, whatever started the tests."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("heeded")
def test_an_interrupt_is_put_off_whichever_thread_takes_it():
    """Python calls the handler in the main thread, whatever signals that one blocks."""
    go, done = threading.Event(), []

    def take_it():
        go.wait()
        signal.pthread_kill(threading.get_ident(), signal.SIGINT)

    other = threading.Thread(target=take_it)
    other.start()
    with pytest.raises(KeyboardInterrupt):
        work_without_interrupts(go, other, done)
    assert done == ["all"]


def work_without_interrupts(go, other, done):
    with without_interrupts():
        go.set()
        other.join()
        done.append("all")
