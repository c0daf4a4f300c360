"""What a scenario says, as the audit of its plans takes it."""

from collections.abc import Iterator

from simulator.plan.audit.setting import Aim, Setting
from simulator.scenario.case import Case
from simulator.text.scalars import Value
from simulator.text.titles import Title


def setting_of(case: Case) -> Setting:
    """Give what a scenario adds to its plans: what happens, who sees it, what is to be reached, from when."""
    return Setting(
        facts=tuple(_facts(case)),
        seen=tuple(dict.fromkeys(_seen(case))),
        aims=tuple(
            Aim(goal.name, goal.record.title or Title.read(goal.name), goal.when, goal.record.place)
            for goal in case.goals
        ),
        hazards=frozenset(happening.record.hazard.rpartition(".")[2] for happening in case.happenings),
        start=case.scenario.start,
        horizon=case.scenario.horizon,
    )


def _facts(case: Case) -> Iterator[tuple[str, Value]]:
    for happening in case.happenings:
        yield from happening.facts
    for move in case.moves:
        if move.record.reissue is None:
            yield from move.facts


def _seen(case: Case) -> Iterator[tuple[str, str]]:
    for happening in case.happenings:
        for agency, _time in happening.observers:
            yield from ((agency, fact) for fact, _value in happening.facts)
    for move in case.moves:
        for agency, _time in move.observers:
            yield from ((agency, fact) for fact, _value in move.facts)
        if move.receiver:
            yield from ((move.receiver, fact) for fact, _value in move.facts)
