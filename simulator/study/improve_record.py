"""What `improve` found, as JSON holds it: times in seconds, shares from 0 to 1, texts by language."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from simulator.analysis.figures import rounded_seconds
from simulator.analysis.statistics import Mean
from simulator.study.candidates import Chosen, PriceList
from simulator.study.cost import milestone_record
from simulator.study.improve import Improvement, by_gain
from simulator.study.trials import AS_IT_IS, Trials, is_sure
from simulator.text.messages import texts

Record = dict[str, Any]


def improvement_record(found: Improvement, summary: Mapping[str, Any], prices: PriceList) -> Record:
    """Give all of it; `summary` is that of the run whose gaps the remedies are for."""
    effort, screening, confirmation = found.effort, found.screening, found.confirmation
    kept = confirmation.kept if confirmation and confirmation.complete else ()
    chosen = confirmation.chosen if confirmation else screening.chosen
    titles = {each["name"]: each["title"] for each in summary["milestones"]}
    return {
        "scenario": summary["scenario"],
        "title": summary["title"],
        "aims": _aims(found.aims, titles, summary),
        "screened": {"runs": effort.screen, "seed": effort.seed},
        "confirmed": {"runs": effort.confirm, "seed": effort.fresh},
        "budget": effort.budget,
        "unit": prices.unit,
        "interrupted": found.interrupted,
        "remedies": [_remedy(found, number, titles) for number in _ranked(found)],
        "steps": [
            {
                "added": _ids(found, step.added),
                "gain": _mean(step.gain),
                "alike": [_ids(found, move) for move in step.alike],
            }
            for step in screening.steps
        ],
        "left": _ids(found, screening.left),
        "chosen": _ids(found, chosen),
        "dropped": _ids(found, confirmation.dropped if confirmation else ()),
        "kept": _kept(found, kept),
        "together": _together(found, frozenset(kept)),
        "everything": _mean(screening.together()),
    }


def _aims(aims: Sequence[str], titles: Mapping[str, Any], summary: Mapping[str, Any]) -> list[Record]:
    goals = {each["milestone"]: each for each in summary["objectives"]}
    return [
        {
            "milestone": name,
            "title": titles[name],
            **{key: goals.get(name, {}).get(key) for key in ("within_s", "required_share", "verdict")},
        }
        for name in aims
    ]


def _ids(found: Improvement, numbers: Iterable[int]) -> list[str]:
    return [found.candidates[number].id for number in numbers]


def _mean(gain: Mean | None) -> Record | None:
    if gain is None:
        return None
    ends = {"saved_low_s": rounded_seconds(gain.low), "saved_high_s": rounded_seconds(gain.high)}
    return {"saved_s": rounded_seconds(gain.mean), **ends, "sure": is_sure(gain)}


# -- each remedy ---------------------------------------------------------------------------------------------


def _ranked(found: Improvement) -> list[int]:
    """Give all remedies: those confirmed alone by what they save, then the others by what they promised."""
    confirmed = [n for n in range(len(found.candidates)) if _trials(found, n) is not found.screening.trials]
    rest = [number for number in by_gain(found.screening) if number not in confirmed]
    idle = [n for n in range(len(found.candidates)) if n not in confirmed and n not in rest]

    def saved(number: int) -> float:
        return -_trials(found, number).gain(AS_IT_IS, frozenset({number})).mean

    return [*sorted(confirmed, key=saved), *rest, *idle]


def _trials(found: Improvement, number: int) -> Trials:
    """Give the trials that say most of a remedy alone: those that confirm, else the screening."""
    confirming = found.confirmation.trials if found.confirmation else None
    wanted = {AS_IT_IS, frozenset({number})}
    known = confirming is not None and wanted <= confirming.times.keys()
    return confirming if known and confirming else found.screening.trials


def _remedy(found: Improvement, number: int, titles: Mapping[str, Any]) -> Record:
    candidate, trials = found.candidates[number], _trials(found, number)
    alone: Chosen = frozenset({number})
    played = {AS_IT_IS, alone} <= trials.times.keys()
    costs = trials.costs(AS_IT_IS, alone) if played else ()
    slower = [each.milestone for each in costs if each.inside and (each.saved.high or 0.0) < 0]
    return {
        "id": candidate.id,
        "measure": candidate.remedy.measure,
        "text": texts(candidate.remedy.text),
        "closes": list(candidate.closes),
        "cost": candidate.cost,
        "patch": f"patches/{candidate.file}",
        "confirmed": trials is not found.screening.trials,
        "alone": _mean(trials.gain(AS_IT_IS, alone)) if played else None,
        "milestones": [{**milestone_record(each), "title": titles[each.milestone]} for each in costs],
        "slower": slower,
        "last": _mean(found.screening.last(number)),
    }


# -- those that are kept together ----------------------------------------------------------------------------


def _kept(found: Improvement, kept: Sequence[int]) -> list[Record]:
    """Give each remedy that is kept, with all before it, and beside all others."""
    if found.confirmation is None:
        return []
    trials, before, cost, records = found.confirmation.trials, AS_IT_IS, 0.0, []
    for number in kept:
        after = before | {number}
        cost += found.candidates[number].cost
        played = after in trials.times
        records.append(
            {
                "id": found.candidates[number].id,
                "cost_so_far": cost,
                "so_far": _mean(trials.gain(AS_IT_IS, after)) if played else None,
                "beside_the_others": _mean(found.confirmation.adds(number)),
            }
        )
        before = after
    return records


def _together(found: Improvement, kept: Chosen) -> Record | None:
    trials = found.confirmation.trials if found.confirmation else None
    if trials is None or not kept or kept not in trials.times:
        return None
    return {
        "cost": sum(found.candidates[number].cost for number in kept),
        "gain": _mean(trials.gain(AS_IT_IS, kept)),
        "milestones": [milestone_record(each) for each in trials.costs(AS_IT_IS, kept)],
    }
