"""A run on a real cluster, with a scheduler and workers on loopback, is the run on one machine."""

import io
import json
import os
import signal
import subprocess
import sys
import time
import zipfile
from importlib.util import find_spec
from pathlib import Path

import pytest

import simulator.study.cluster
from tests.cli.conftest import COMMAND, PLAN, SCENARIO, environment, in_this_process
from tests.cli.test_scale import SOON
from tests.cli.test_suite import write_scenarios
from tests.study.clusters import cluster_of

pytestmark = [
    pytest.mark.skipif(find_spec("distributed") is None, reason="the package distributed is not installed"),
    pytest.mark.skipif(os.name != "posix", reason="a worker is lost by a signal"),
]

KEPT = "outputs/.unfinished/*/*.parts"


@pytest.fixture
def project(tmp_path):
    """Write a small scenario."""
    (tmp_path / "plan.yaml").write_text(PLAN, encoding="utf-8")
    (tmp_path / "fire.yaml").write_text(SCENARIO, encoding="utf-8")
    return tmp_path


@pytest.fixture
def cluster(tmp_path_factory):
    """Start a scheduler with two workers."""
    with cluster_of(tmp_path_factory.mktemp("cluster"), workers=2) as found:
        yield found


def start(project, *arguments, verb="run", command=COMMAND):
    command = [*command, verb, "fire.yaml", *map(str, arguments)]
    return subprocess.Popen(
        command,
        cwd=project,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )


def finished(process):
    stdout, stderr = process.communicate(timeout=180)
    return subprocess.CompletedProcess(process.args, process.returncode, stdout, stderr)


def files(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.suffix != ".sqlite"
    }


def test_with_a_worker_lost_in_the_middle_it_is_byte_for_byte_the_run_on_one_machine(project, cluster):
    address, (_scheduler, *workers) = cluster
    far = start(project, "--runs", 3000, "--cluster", address, "--out", "far")
    busy = Path(f"/proc/{workers[0].pid}/stat")
    before = spent(busy)
    while far.poll() is None and spent(busy) < before + 150:  # a second and a half of it
        time.sleep(0.05)
    assert far.poll() is None, "it ended before a worker could be lost"
    os.kill(workers[0].pid, signal.SIGKILL)
    done = finished(far)
    assert done.returncode == 0, done.stderr
    assert finished(start(project, "--runs", 3000, "--out", "near")).returncode == 0
    assert files(project / "far") == files(project / "near")


def spent(stat):
    """Give the processor time of a process, in hundredths of a second."""
    words = stat.read_text(encoding="utf-8").rpartition(")")[2].split()
    return int(words[11]) + int(words[12])


@pytest.mark.parametrize(("verb", "runs"), [("run", 3000), ("stress", 1000)])
def test_a_lost_scheduler_is_said_and_what_is_finished_goes_on_elsewhere(project, cluster, verb, runs):
    address, (scheduler, *_workers) = cluster
    far = start(project, "--runs", runs, "--cluster", address, verb=verb, command=SOON)
    while far.poll() is None and not list(project.glob(KEPT)):
        time.sleep(0.05)
    assert far.poll() is None, "it ended before the scheduler could be lost"
    scheduler.kill()
    done = finished(far)
    assert done.returncode == 2, done.stderr
    assert "was lost" in done.stderr
    assert "Traceback" not in done.stderr
    assert "going on where it was stopped" in finished(start(project, "--runs", runs, verb=verb)).stderr
    assert not (project / "outputs/.unfinished").exists()


def test_what_is_logged_of_a_lost_connection_is_not_printed_beside_the_message():
    loggers = ("distributed.core", "tornado.application", "asyncio")
    code = (
        "import logging, distributed, simulator.study.cluster as cluster\n"
        "{}for name in {!r}: logging.getLogger(name).error('%s is gone', name)"
    )
    loud, silent = (
        subprocess.run(
            [sys.executable, "-c", code.format(first, loggers)],
            env=environment(),
            capture_output=True,
            text=True,
            check=True,
        ).stderr
        for first in ("", "cluster._silence()\n")
    )
    assert [name for name in loggers if f"{name} is gone" not in loud] == []
    assert not silent


def test_a_suite_connects_once_and_where_all_is_there_not_at_all(tmp_path, cluster, monkeypatch):
    write_scenarios(tmp_path)
    address, _processes = cluster
    connected, connect = [], simulator.study.cluster._connected
    monkeypatch.setattr(
        simulator.study.cluster, "_connected", lambda *how: connected.append(how) or connect(*how)
    )
    for times in (1, 1):
        done = in_this_process(
            tmp_path, ["suite", ".", "--runs", "40", "--cluster", address, "--out", "far"], {}
        )
        assert done.returncode == 0, done.stderr
        assert len(connected) == times
    assert in_this_process(tmp_path, ["suite", ".", "--runs", "40", "--out", "near"], {}).returncode == 0
    assert files(tmp_path / "far") == files(tmp_path / "near")


def test_a_worker_with_another_drill_is_named_and_nothing_is_written(project, tmp_path_factory):
    # It has a drill of its own imported already, so that the one that travels comes too late.
    folder = tmp_path_factory.mktemp("old")
    package = folder / "old/simulator/study"
    package.mkdir(parents=True)
    for part in (package.parent, package):
        (part / "__init__.py").touch()
    (package / "worker.py").write_text("play = None\n", encoding="utf-8")
    (package / "identity.py").write_text(
        "def identity():\n    return {'drill': '0.0.1 (old)', 'numpy': '0'}\n", encoding="utf-8"
    )
    (folder / "old/sitecustomize.py").write_text("import simulator.study.identity\n", encoding="utf-8")
    with cluster_of(folder, workers=1, PYTHONPATH=str(folder / "old")) as (address, _workers):
        done = finished(start(project, "--cluster", address))
    assert done.returncode == 2, done.stderr
    assert "a worker of the cluster has drill 0.0.1 (old), here it is" in done.stderr
    assert "Traceback" not in done.stderr
    assert not list((project / "outputs").rglob("*.json"))


def test_where_the_package_is_missing_it_is_named(project):
    hidden = "import sys; sys.modules['distributed'] = None; from simulator.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", hidden, "run", "fire.yaml", "--cluster", "tcp://127.0.0.1:9"],
        check=False,
        cwd=project,
        env=environment(),
        capture_output=True,
        encoding="utf-8",
    )
    assert done.returncode == 2
    assert "pip install 'drill-simulator[cluster]'" in done.stderr


def test_the_code_that_travels_plays_without_the_rest_of_drill(tmp_path):
    from simulator.study.cluster import code
    from simulator.study.identity import identity

    with zipfile.ZipFile(io.BytesIO(code())) as packed:
        assert not [name for name in packed.namelist() if name.endswith((".ttf", ".otf", ".mo", ".yaml"))]
    (tmp_path / "drill.zip").write_bytes(code())
    script = (
        "import sys, json; sys.path.insert(0, 'drill.zip')\n"
        "import simulator.study.worker\n"
        "from simulator.study.identity import identity\n"
        "assert 'drill.zip' in simulator.study.worker.__file__\n"
        "print(json.dumps(identity()))"
    )
    plain = environment()
    plain.pop("PYTHONPATH")
    done = subprocess.run(
        [sys.executable, "-c", script], check=True, cwd=tmp_path, env=plain, capture_output=True, text=True
    )
    assert json.loads(done.stdout) == identity()
