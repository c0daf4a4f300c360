"""Replications played on a Dask cluster that is there already. The only door to `distributed`.

Code and programs travel; workers need Python, numpy and simpy. Whoever may connect to a scheduler may run
anything on its workers, and they on those that take what they hand back: a cluster must be trusted.
"""

import io
import logging
import pickle
import zipfile
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import CancelledError, Executor, Future
from contextlib import contextmanager, suppress
from importlib.resources import files
from secrets import token_hex
from typing import Any

from simulator.errors import Message, StoppedError, say
from simulator.study.hands import Hands
from simulator.study.identity import identity, modules
from simulator.study.version import drill_version

PATIENCE = 15
"""Seconds to wait for the scheduler, and for a first worker."""
_LOOK = 16
"""How often the width is told between two times that the scheduler is asked for it."""
_EACH = 2
"""Parts handed out at a time for each thread, so that none waits for its next one."""
_LOGGERS = ("distributed", "tornado", "asyncio")
"""Those who log a lost connection, each in its own words."""


@contextmanager
def cluster(address: str) -> Iterator[Hands]:
    """Give the threads of all workers that a scheduler has, or comes to have.

    Raises
    ------
    StoppedError
        When there is no `distributed` here, no scheduler or worker there, or they are lost; when a worker
        has another drill, Python, numpy or simpy.
    """
    try:
        from distributed import KilledWorker
    except ImportError as fault:
        raise StoppedError(
            say("--cluster needs the package `distributed`: pip install 'drill-simulator[cluster]'")
        ) from fault
    _silence()
    name = f"drill-{token_hex(4)}"
    client = _connected(address, name)
    try:
        there = _There(client, address)
        yield Hands(there.width(), executor=there, width=there.width)
    except KilledWorker as fault:
        raise StoppedError(
            say("the cluster gave a part up: workers were lost again and again while they played it")
        ) from fault
    except CancelledError as fault:
        raise _lost(address) from fault
    finally:
        with suppress(Exception):  # a scheduler that is lost keeps nothing
            client.unregister_worker_plugin(name)
        with suppress(Exception):  # and takes no leave
            client.close()


def _silence() -> None:
    """Keep `distributed` and what it stands on from printing what is also raised.

    Some of their loggers have a level of their own.
    """
    for name in [name for name in logging.root.manager.loggerDict if name.startswith(_LOGGERS)]:
        logging.getLogger(name).setLevel(logging.CRITICAL)


def _lost(address: str) -> StoppedError:
    return StoppedError(say("the scheduler at {address} was lost", address=address))


def _connected(address: str, name: str) -> Any:
    """Connect to a scheduler, and send the code to its workers."""
    from distributed import Client

    client = None
    try:
        client = Client(address, timeout=PATIENCE, set_as_default=False)  # type: ignore[no-untyped-call]
        client.wait_for_workers(1, timeout=PATIENCE)
        client.register_plugin(_carrier(code()), name=name)
    except (OSError, ValueError) as fault:
        if client:
            client.close()  # type: ignore[no-untyped-call]
        raise StoppedError(
            say(
                "no scheduler with a worker answers at {address}: {reason}",
                address=address,
                reason=str(fault),
            )
        ) from fault
    return client


def code() -> bytes:
    """Give drill's own modules as a ZIP file that can be imported from."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as packed:
        for path, file in modules("simulator/", files("simulator")):
            packed.writestr(path, file.read_bytes())
        about = f"Metadata-Version: 2.1\nName: drill-simulator\nVersion: {drill_version()}\n"
        packed.writestr("drill_simulator.dist-info/METADATA", about)
    return content.getvalue()


def _carrier(content: bytes) -> Any:
    """Give what brings the code to each worker, to those that come later too.

    It is a class in a function, as `_play_there` is a function in one: so they travel by value, and need
    nothing of drill where they arrive.
    """
    from distributed import WorkerPlugin

    class Carrier(WorkerPlugin):  # type: ignore[misc, unused-ignore]
        def setup(self, worker: Any) -> None:
            import sys
            from hashlib import sha256
            from pathlib import Path

            file = Path(worker.local_directory) / f"drill-{sha256(content).hexdigest()[:12]}.zip"
            if "simulator" not in sys.modules and not file.exists():
                file.write_bytes(content)
                sys.path.insert(0, str(file))

    return Carrier()


def _player(here: Mapping[str, str]) -> Callable[..., bytes | dict[str, str]]:
    def play_there(arguments: bytes) -> bytes | dict[str, str]:
        """Play a part; gives what this worker plays with where that differs."""
        import pickle

        try:
            from simulator.study.identity import identity
            from simulator.study.worker import play
        except ImportError as fault:
            return {str(fault.name): "-"}
        there = identity()
        return play(*pickle.loads(arguments)) if there == here else there  # noqa: S301 (from drill itself)

    return play_there


class _There(Executor):
    """The workers of a cluster, which play parts and do nothing else."""

    def __init__(self, client: Any, address: str) -> None:
        self._client, self._address = client, address
        self._executor = client.get_executor(pure=False)
        self._play = _player(identity())
        self._asked, self._threads = 0, 1

    def width(self) -> int:
        """Give how many parts to hand out at a time, by the workers that were there a moment ago.

        Raises
        ------
        StoppedError
            When the scheduler is lost.
        """
        if self._asked % _LOOK == 0:
            with self._reached():
                self._threads = max(1, sum(self._client.nthreads().values()))
        self._asked += 1
        return _EACH * self._threads

    def submit(self, _play: Callable[..., Any], /, *arguments: Any, **_none: Any) -> "Future[Any]":
        """Have a part played; the function is always the one that plays."""
        # As bytes: the scheduler looks into all else, and need not know drill.
        with self._reached():
            there = self._executor.submit(self._play, pickle.dumps(arguments))
        played: Future[Any] = Future()
        there.add_done_callback(lambda done: _hand_on(done, played))
        return played

    @contextmanager
    def _reached(self) -> Iterator[None]:
        """Say that the scheduler does not answer: of a lost line `OSError`, else `RuntimeError`."""
        try:
            yield
        except (OSError, RuntimeError) as fault:
            raise _lost(self._address) from fault


def _hand_on(done: "Future[Any]", played: "Future[Any]") -> None:
    from distributed.comm.core import CommClosedError

    try:
        kept = done.result()
    except CommClosedError as fault:
        played.set_exception(CancelledError(str(fault)))
        return
    except BaseException as fault:  # noqa: BLE001 (raised where the part is wanted)
        played.set_exception(fault)
        return
    if isinstance(kept, bytes):
        played.set_result(kept)
    else:
        played.set_exception(StoppedError(_difference(kept)))


def _difference(there: Mapping[str, str]) -> Message:
    here = identity()
    what = next(name for name in (*there, *here) if there.get(name) != here.get(name))
    return say(
        "a worker of the cluster has {what} {there}, here it is {here}: the results need not be the same; "
        "start the workers again with the same",
        what=what,
        there=there.get(what, "-"),
        here=here.get(what, "?"),
    )
