"""A generated emergency plan: agencies with duty desks and teams, tasks that wait for one another over links.

The sizes and the random structure are those of the workload that the project measures itself by: 40 agencies,
120 tasks times the scale, desks of 1 to 3 operators, 1 to 3 teams, lognormal durations, messages between agencies
with exponential delay and PERT handling, composed at the sender's desk; each task waits for up to 3 of the last
40 times the scale. One fact for each task; one link for each pair of agencies, that carries what the other needs.
"""

import random
from dataclasses import dataclass
from functools import cached_property

AGENCIES = 40
TASKS = 120
WINDOW = 40
ROOTS = 5
MILESTONES = 10
DELAYS = 8
P90 = 1.2815515655446004

Pert = tuple[float, float, float]


@dataclass(frozen=True)
class Workload:
    """All times in seconds. `preds` are the tasks that each task waits for, in ascending order."""

    desks: list[int]
    teams: list[int]
    compose: list[tuple[float, float]]
    handling: list[Pert]
    delays: list[float]
    owners: list[int]
    medians: list[float]
    sigmas: list[float]
    preds: list[list[int]]
    spare: tuple[tuple[int, int], ...] = ()
    """Links that nobody needs."""

    @cached_property
    def carried(self):
        """By pair of agencies, in the order declared, the tasks whose being done is told."""
        pairs = {}
        for task, preds in enumerate(self.preds):
            for pred in preds:
                if self.owners[pred] != self.owners[task]:
                    pairs.setdefault((self.owners[pred], self.owners[task]), set()).add(pred)
        for sender, receiver in self.spare:
            pairs.setdefault((sender, receiver), set())
        return {pair: sorted(told) for pair, told in sorted(pairs.items())}

    def medium(self, pair):
        """The medium of a link."""
        return (pair[0] * 31 + pair[1]) % len(self.delays)


def network(scale, seed=20261123):
    """The workload of a scale."""
    dice = random.Random(seed * 1000 + scale)
    tasks = TASKS * scale
    owners = [dice.randrange(AGENCIES) for _ in range(tasks)]
    preds = [_preds(dice, task, WINDOW * scale) for task in range(tasks)]
    return _with_times(dice, AGENCIES, owners, preds)


def _preds(dice, task, window):
    if task < ROOTS:
        return []
    low = max(0, task - window)
    return sorted(dice.sample(range(low, task), min(dice.randint(1, 3), task - low)))


def province(agencies=3_000, links=20_000, tasks=50_000, seed=7):
    """A whole province: tasks wait for their own agency's and their neighbours' last ones."""
    dice = random.Random(seed)
    pairs = set()
    while len(pairs) < links:
        pair = dice.randrange(agencies), dice.randrange(agencies)
        if pair[0] != pair[1]:
            pairs.add(pair)
    senders = [[] for _ in range(agencies)]
    for sender, receiver in sorted(pairs):
        senders[receiver].append(sender)
    owners = [task % agencies for task in range(tasks)]
    preds, latest = [], {}
    for task, owner in enumerate(owners):
        near = [latest[other] for other in (owner, *senders[owner]) if other in latest]
        preds.append(sorted(dice.sample(near, min(len(near), dice.randint(1, 3)))) if task >= ROOTS else [])
        latest[owner] = task
    return _with_times(dice, agencies, owners, preds, tuple(sorted(pairs)))


def _with_times(dice, agencies, owners, preds, spare=()):
    def handling():
        low = dice.uniform(12, 60)
        mode = low + dice.uniform(1, 120)
        return low, mode, mode + dice.uniform(6, 240)

    return Workload(
        desks=[dice.randint(1, 3) for _ in range(agencies)],
        teams=[dice.randint(1, 3) for _ in range(agencies)],
        compose=[(dice.uniform(10, 30), dice.uniform(40, 120)) for _ in range(agencies)],
        handling=[handling() for _ in range(agencies)],
        delays=[dice.uniform(30, 240) for _ in range(DELAYS)],
        owners=owners,
        medians=[dice.uniform(300, 2700) for _ in owners],
        sigmas=[dice.uniform(0.25, 0.7) for _ in owners],
        preds=preds,
        spare=spare,
    )


# -- as a plan and a scenario ----------------------------------------------------------------------------------


def write(workload, folder):
    """Write it as a plan and a scenario; gives the scenario's path."""
    for name in ("plans", "scenarios"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    (folder / "plans" / "network.yaml").write_text("\n".join(_plan(workload)), encoding="utf-8")
    path = folder / "scenarios" / "network.yaml"
    path.write_text("\n".join(_scenario(workload)), encoding="utf-8")
    return path


def _plan(workload):
    yield "drill: plan\nformat: 1\nid: network\nname: {zh: 网络, en: Network}\nauthority: a0\n"
    yield "media:"
    for number, mean in enumerate(workload.delays):
        yield f"  m{number}: {{name: m{number}, mode: message, delay: {{mean: {mean:.3f} s}}}}"
    yield "\nagencies:"
    for number, desk in enumerate(workload.desks):
        yield f"  a{number}:\n    name: a{number}\n    sector: government\n    level: city"
        low, high = workload.compose[number]
        handling = "..".join(f"{time:.3f}" for time in workload.handling[number])
        compose = f"{low:.3f}..{high:.3f}"
        yield f"    desk: {{operators: {desk}, compose: {compose} s, handling: {handling} s}}"
        yield f"    pools: {{team: {{units: {workload.teams[number]}}}}}"
    yield "\nlinks:"
    for (sender, receiver), told in workload.carried.items():
        carries = ", ".join(f"f{task}" for task in told) or f"f{sender}"
        medium = workload.medium((sender, receiver))
        yield f"  - {{from: a{sender}, to: a{receiver}, carries: [{carries}], over: [m{medium}]}}"
    yield "\nfacts:"
    yield from (f"  f{task}: {{}}" for task in range(len(workload.owners)))
    yield "\nhazards:\n  storm: {name: storm}\n\nprocedures:\n  storm:"
    for task, owner in enumerate(workload.owners):
        median = workload.medians[task]
        p90 = workload.medians[task] * 2.718281828459045 ** (P90 * workload.sigmas[task])
        when = " and ".join(f"f{pred}" for pred in workload.preds[task]) or "go"
        duration = f"{{median: {median:.3f} s, p90: {p90:.3f} s}}"
        yield f"    t{task}:\n      owner: a{owner}\n      when: {when}\n      needs: {{team: 1}}"
        yield f"      duration: {duration}\n      achieves: f{task}"


def _scenario(workload):
    tasks = len(workload.owners)
    roots = [task for task in range(tasks) if not workload.preds[task]]
    seers = ", ".join(
        f"network.a{owner}: 0 s" for owner in dict.fromkeys(workload.owners[task] for task in roots)
    )
    yield "drill: scenario\nformat: 1\nname: {zh: 网络, en: Network}\nplans: [../plans/network.yaml]"
    yield 'start: "2026-01-05 08:00"\nhorizon: 300 d'
    yield f"incident: {{hazard: storm, facts: {{go: true}}, observed_by: {{{seers}}}}}"
    yield "milestones:"
    for number in range(min(MILESTONES, tasks)):
        task = tasks - 1 - number
        yield f"  m{number}: {{title: m{number}, when: network.f{task}}}"
    yield "runs: 10\nseed: 5"
