"""A real scheduler and its workers on loopback, each a process of its own."""

import json
import os
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def cluster_of(folder: Path, workers: int, **variables):
    """Start a scheduler with so many workers that know nothing of this tree.

    Gives its address and the processes, of the scheduler first, and ends all of them.
    """
    file = folder / "scheduler.json"
    started = []

    def start(name, *arguments):
        log = (folder / f"{name}.log").open("wb")
        command = [sys.executable, "-m", "distributed.cli.dask_" + name.partition("-")[0], *arguments]
        plain = {key: value for key, value in os.environ.items() if not key.startswith("COV")}
        plain.pop("PYTHONPATH", None)
        started.append(
            subprocess.Popen(command, cwd=folder, env=plain | variables, stdout=log, stderr=subprocess.STDOUT)
        )
        log.close()
        return started[-1]

    try:
        start(
            "scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", str(file)
        )
        address = json.loads(_when_there(file))["address"]
        for number in range(workers):
            start(
                f"worker-{number}",
                address,
                "--nthreads",
                "1",
                "--no-nanny",
                "--no-dashboard",
                "--local-directory",
                str(folder / f"worker-{number}"),
            )
        yield address, started
    finally:
        for process in reversed(started):
            process.kill()
            process.wait()


def _when_there(file: Path) -> str:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        if file.is_file() and (text := file.read_text(encoding="utf-8")).strip().endswith("}"):
            return text
        time.sleep(0.05)
    raise TimeoutError(file)
