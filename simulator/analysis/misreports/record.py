"""What came of misreports in many replications, as `summary.json` holds it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from math import inf
from typing import Any

from simulator.analysis.figures import MEDIAN_AND_P90, quantile_figures, rounded_seconds
from simulator.analysis.misreports.check import Falsehoods
from simulator.analysis.misreports.grounds import makes_up
from simulator.analysis.misreports.listeners import first_hand, other_sources
from simulator.analysis.misreports.wrong import Wrong
from simulator.analysis.statistics import quantile
from simulator.analysis.titles import Texts
from simulator.log.rows import DECISION, KINDS, TASK
from simulator.program.model import NONE, WORLD, Act, Misreport, Program

Record = dict[str, Any]


def misreports_record(program: Program, found: Sequence[Falsehoods]) -> Record:
    """Give what was misreported, who believed it for how long, what was done and not done because of it."""
    titles = Texts(program)
    return {
        "misreports": [_misreport(program, act, titles) for act in program.acts if act.misreport is not None],
        "beliefs": sorted(
            _beliefs(program, found, titles),
            key=lambda record: (-record["false"]["mean_s"], record["agency"]),
        ),
        "acted": list(_acted(program, found, titles)),
        "kept": list(_kept(program, found, titles)),
    }


def kind_of(misreport: Misreport) -> str:
    """Give which of the four ways it is: `false`, `concealed` or `late` (left out by oversight is none)."""
    if makes_up(misreport):
        return "false"
    return "concealed" if misreport.never else "late"


def _misreport(program: Program, act: Act, titles: Texts) -> Record:
    misreport = act.misreport
    assert misreport is not None  # noqa: S101 (only such acts are given)
    voices = [program.voices[voice] for voice in misreport.voices]
    states = misreport.states
    levels = program.facts[voices[0].fact].levels if voices else ()
    if levels and isinstance(states, int):
        states = levels[states - 1]
    return {
        "kind": kind_of(misreport),
        "agencies": [
            _agency(program, agent, titles) for agent in dict.fromkeys(each.agent for each in voices)
        ],
        "facts": [_fact(program, fact, titles) for fact in dict.fromkeys(each.fact for each in voices)],
        "less": misreport.less or None,
        "as": states,
        "late_s": misreport.late if misreport.late >= 0 else None,
    }


def _agency(program: Program, agent: int, titles: Texts) -> Record:
    return {"name": program.agents[agent].name, "title": titles.agent(agent)}


def _fact(program: Program, fact: int, titles: Texts) -> Record:
    return {"name": program.facts[fact].name, "title": titles.fact(fact)}


# -- beliefs -------------------------------------------------------------------------------------------------


def _beliefs(program: Program, found: Sequence[Falsehoods], titles: Texts) -> Iterator[Record]:
    by_cell: dict[int, list[Wrong]] = {}
    for each in found:
        for wrong in each.wrong:
            by_cell.setdefault(wrong.cell, []).append(wrong)
    for cell, wrongs in sorted(by_cell.items()):
        agent, fact = program.cells[cell]
        sources = other_sources(program, (agent, fact))
        yield {
            "agency": program.agents[agent].name,
            "title": titles.agent(agent),
            "fact": _fact(program, fact, titles),
            "false": _lasting([wrong.false for wrong in wrongs], len(found)),
            "behind": _lasting([wrong.behind for wrong in wrongs], len(found)),
            "most": max(wrong.most for wrong in wrongs),
            "right": _when([wrong.right for wrong in wrongs]),
            "through": list(_through(program, wrongs, agent, titles)),
            "finds_out_itself": agent in first_hand(program, fact),
            "cross_check": [_agency(program, source, titles) for source in sources],
        }


def _lasting(seconds: Sequence[float], runs: int) -> Record:
    """Give how many replications have any of it, and mean and quantiles over all, those without it too."""
    every = sorted([*seconds, *[0.0] * (runs - len(seconds))])
    return {
        "share": round(sum(each > 0 for each in every) / runs, 6),
        "mean_s": round(sum(every) / runs, 3),
        **{f"{name}_s": rounded_seconds(quantile(every, q).value) for name, q in MEDIAN_AND_P90.items()},
    }


def _when(times: Iterable[float]) -> Record:
    """Give how many of those who were wrong were put right, and when: later than all where never."""
    ordered = sorted(times)
    quantiles = {name: quantile(ordered, q) for name, q in MEDIAN_AND_P90.items()}
    return {
        "replications": len(ordered),
        "reached": round(sum(time < inf for time in ordered) / len(ordered), 6),
        **quantile_figures(quantiles),
        "unsupported": [name for name, value in quantiles.items() if not value.supported],
    }


def _through(program: Program, wrongs: Sequence[Wrong], agent: int, titles: Texts) -> Iterator[Record]:
    """Give from whom the truth was learned, most frequent first, as shares of those who were put right."""
    counts = Counter(wrong.through for wrong in wrongs if wrong.right < inf)
    for teller, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        how = {agent: "itself", WORLD: "exercise control", NONE: "by change"}.get(teller, "told")
        named = _agency(program, teller, titles) if how in ("told", "itself") else None
        yield {"how": how, "agency": named, "share": round(count / counts.total(), 6)}


# -- what followed -------------------------------------------------------------------------------------------


def _acted(program: Program, found: Sequence[Falsehoods], titles: Texts) -> Iterator[Record]:
    counts = Counter(acted for each in found for acted in each.acted)
    for (kind, subject, voice), count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        said = program.voices[voice]
        yield {
            "kind": KINDS[kind],
            **_subject(program, kind, subject, titles),
            "fact": _fact(program, said.fact, titles),
            "said_by": _agency(program, said.agent, titles),
            "share": round(count / len(found), 6),
        }


def _kept(program: Program, found: Sequence[Falsehoods], titles: Texts) -> Iterator[Record]:
    seconds: dict[tuple[int, int, int], list[float]] = {}
    for each in found:
        for kept in each.kept:
            seconds.setdefault((kept.kind, kept.subject, kept.rank), []).append(kept.seconds)
    for (kind, subject, rank), times in sorted(seconds.items(), key=lambda item: (-sum(item[1]), item[0])):
        fact = NONE if kind == TASK else program.scales[subject].fact
        yield {
            "kind": KINDS[kind],
            **_subject(program, kind, subject, titles),
            "level": None if fact == NONE else program.facts[fact].levels[rank - 1],
            "level_name": None if fact == NONE else titles.level(fact, rank),
            "waited": _lasting(times, len(found)),
        }


def _subject(program: Program, kind: int, subject: int, titles: Texts) -> Record:
    """Give the name, title and agency of a task, of what a decision is on, or of a scale."""
    if kind in (TASK, DECISION):
        number = subject if kind == TASK else program.seats[subject].task
        agent = program.tasks[number].owner if kind == TASK else program.seats[subject].agent
        name = program.tasks[number].name
        title = titles.task(number)
    else:
        scale = program.scales[subject]
        agent, name = scale.agent, scale.name
        title = titles.fact(scale.fact)
    return {"name": name, "title": title, "agency": _agency(program, agent, titles)}
