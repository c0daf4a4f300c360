"""The emergency-plan drill simulator, as a pipeline of values.

    read_case(path)                 -> Case      files, checked, every name resolved
    audit(case.composition, setting_of(case))
                                    -> Gaps      what the plans lack before anything runs
    compile_case(case)              -> Program   names to integers
    Player(program, seed).play(n)   -> Log       one replication: rows with their causes
    Measurer(program).measure(log)  -> Measures  milestones, clocks, critical paths of one replication
    collect(program, measures)      -> Results   those of many
    summarise(program, results)     -> dict      the content of summary.json

`play_case` does all of it on as many cores as there are; `run_files` makes the files of a run's folder;
`price` says what gaps cost.
What stands here is imported when it is first wanted, so that the command line starts at once.
"""

from importlib import import_module

_HOMES = {
    "read_case": "simulator.scenario.read",
    "check_files": "simulator.scenario.check",
    "audit": "simulator.plan.audit",
    "setting_of": "simulator.scenario.setting",
    "compile_case": "simulator.program.compile",
    "Player": "simulator.engine.replication",
    "Measurer": "simulator.analysis.measures",
    "critical_path": "simulator.analysis.paths",
    "collect": "simulator.analysis.results",
    "summarise": "simulator.analysis.summary",
    "play_case": "simulator.study.run",
    "price": "simulator.study.price",
    "run_files": "simulator.report.run_files",
}

__all__ = list(_HOMES)


def __getattr__(name: str) -> object:
    """Import a name of the public interface."""
    if name not in _HOMES:
        raise AttributeError(f"simulator has no public name {name}")
    return getattr(import_module(_HOMES[name]), name)
