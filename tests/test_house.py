"""The house: who may import whom, what a start costs, what the package carries."""

import ast
import json
import re
import shutil
import subprocess
import sys
import zipfile
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FLOORS = ("cli", "report", "study", "engine", "analysis", "log", "program", "scenario", "plan", "text")
SLOW_TO_IMPORT = ("matplotlib", "networkx", "simpy", "numpy")


def modules_after(statement):
    code = f"import json, sys\n{statement}\nprint(json.dumps(sorted(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True, cwd=ROOT)
    return set(json.loads(done.stdout))


def broken_contracts(folder):
    done = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        check=False,
        capture_output=True,
        encoding="utf-8",
        cwd=folder,
    )
    broken = re.findall(r"^(.+) BROKEN", done.stdout, flags=re.MULTILINE)
    assert bool(broken) == bool(done.returncode), done.stdout + done.stderr
    return broken


def house(folder, **modules):
    """Build the floors without furniture, and in them the given modules."""
    for floor in FLOORS:
        (folder / "simulator" / floor).mkdir(parents=True)
        (folder / "simulator" / floor / "__init__.py").touch()
    for name in ("__init__.py", "collector.py", "errors.py", "units.py"):
        (folder / "simulator" / name).touch()
    for name, line in modules.items():
        (folder / "simulator" / name.replace("__", "/")).with_suffix(".py").write_text(line, encoding="utf-8")
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


def test_every_import_contract_holds():
    assert broken_contracts(ROOT) == []


FLOORS_HOLD = "A module imports only from the floors below its own"


@pytest.mark.parametrize(
    ("module", "line", "contract"),
    [
        ("text__extra", "import simulator.plan", FLOORS_HOLD),
        ("engine__extra", "import simulator.analysis", FLOORS_HOLD),
        ("analysis__extra", "import simulator.engine", FLOORS_HOLD),
        ("errors", "import simulator.units", FLOORS_HOLD),
        ("log__extra", "import simpy", "simpy has its only door in engine"),
        ("plan__extra", "import networkx", "networkx has its only doors in plan.graph and analysis"),
        ("study__extra", "import matplotlib.figure", "matplotlib and jinja2 have their only door in report"),
        ("cli__extra", "import jinja2", "matplotlib and jinja2 have their only door in report"),
        ("plan__extra", "import yaml", "yaml has its only door in text"),
        ("study__extra", "import sqlite3", "sqlite3 has its only door in log"),
        ("study__extra", "import distributed", "distributed has its only door in study.cluster"),
        ("report__extra", "import rich.table", "click and rich have their only door in cli"),
        ("text__extra", "import click", "click and rich have their only door in cli"),
        ("scenario__extra", "import numpy", "numpy is not known below program"),
    ],
)
def test_a_forbidden_import_breaks_its_contract(tmp_path, module, line, contract):
    assert broken_contracts(house(tmp_path, **{module: line})) == [contract]


def imported_by(tree):
    """Give what a module imports when it runs, also inside its functions, but not for types alone."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            continue
        if isinstance(node, ast.ImportFrom) and node.module:
            yield from (node.module, *(f"{node.module}.{alias.name}" for alias in node.names))
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        yield from imported_by(node)


def test_no_modules_import_each_other_in_a_ring_not_even_inside_a_function():
    names = {
        ".".join(path.relative_to(ROOT).with_suffix("").parts): path
        for path in (ROOT / "simulator").rglob("*.py")
        if path.name != "__init__.py"
    }
    imports = {
        name: names.keys() & imported_by(ast.parse(path.read_text(encoding="utf-8")))
        for name, path in names.items()
    }
    TopologicalSorter(imports).prepare()  # raises CycleError, which names the ring


def test_a_module_beside_the_floors_is_refused(tmp_path):
    assert broken_contracts(house(tmp_path, utils="")) == [FLOORS_HOLD]


def test_each_library_may_come_in_by_its_door_and_be_reached_from_above(tmp_path):
    doors = {
        "engine__extra": "import simpy",
        "plan__graph": "import networkx",
        "analysis__extra": "import networkx, numpy",
        "report__extra": "import matplotlib.figure, jinja2",
        "text__extra": "import yaml",
        "log__extra": "import sqlite3",
        "program__extra": "import numpy, simulator.plan.graph, simulator.text.extra",
        "cli__extra": "import click, rich.table, simulator.engine.extra, simulator.report.extra",
    }
    assert broken_contracts(house(tmp_path, **doors)) == []


def test_starting_the_command_line_imports_nothing_slow():
    assert not modules_after("import simulator.cli").intersection(SLOW_TO_IMPORT)


def test_importing_the_chart_style_does_not_import_matplotlib():
    assert "matplotlib" not in modules_after("import simulator.report.style")


def test_the_wheel_carries_plans_scenarios_and_data_files(tmp_path):
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", tmp_path]
    subprocess.run(build, check=True, capture_output=True, cwd=ROOT)
    with zipfile.ZipFile(next(tmp_path.glob("*.whl"))) as wheel:
        held = set(wheel.namelist())
    shipped = {
        f"simulator/shipped/{path.relative_to(ROOT).as_posix()}"
        for folder in ("plans", "scenarios")
        for path in (ROOT / folder).rglob("*.yaml")
    }
    fonts = {f"simulator/report/fonts/{name}" for name in ("DrillSansSC-Regular.otf", "OFL.txt")}
    parts = {
        path.relative_to(ROOT).as_posix()
        for folder in ("templates", "assets")
        for path in (ROOT / "simulator/report/page" / folder).iterdir()
    }
    assert len(parts) > 20
    assert parts <= held
    assert shipped | fonts | {"simulator/py.typed"} <= held
    tops = {name.split("/")[0] for name in held}
    assert "simulator" in tops
    assert not [top for top in tops if top != "simulator" and not top.endswith(".dist-info")]
