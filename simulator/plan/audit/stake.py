"""What cannot be reached, or which obligation cannot be met, without a thing that is wrong."""

from collections.abc import Iterable

from simulator.errors import say
from simulator.plan.audit.naming import listed
from simulator.plan.audit.survey import Survey
from simulator.plan.gap import Evidence


def at_stake(survey: Survey, names: Iterable[str]) -> tuple[Evidence, ...]:
    """Give, as evidence, the milestones and obligations that hang on tasks or scales; empty where none do."""
    hang = {aim for name in names for aim, alone in survey.ways.get(name, {}).items() if alone}
    titles = [aim.title for aim in survey.aims if aim.name in hang]
    if not titles:
        return ()
    text = say("Cannot be reached, or met, without it: {aims}.", aims=listed(titles))
    return (Evidence("audit", text, {"aims": len(titles)}),)
