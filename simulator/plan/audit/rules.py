"""The rules of the audit. A new rule is a function from the survey to gaps, and an entry here."""

from collections.abc import Callable, Iterable

from simulator.plan.audit import (
    ambiguous,
    authority,
    border,
    desk,
    information,
    levels,
    limits,
    medium,
    posts,
    required,
    resource,
    seam,
    unled,
)
from simulator.plan.audit.setting import Setting
from simulator.plan.audit.survey import Survey
from simulator.plan.composed import Composition
from simulator.plan.gap import Gap, unite

Rule = Callable[[Survey], Iterable[Gap]]

RULES: tuple[Rule, ...] = (
    information.untold,
    required.missing,
    ambiguous.two_meanings,
    limits.too_slow,
    authority.powerless,
    authority.unasked,
    authority.never,
    unled.unled,
    posts.undeputised,
    posts.mute_deputies,
    posts.unlinked_hand_overs,
    posts.command_circles,
    levels.incomplete,
    resource.unmet,
    resource.promised_twice,
    resource.overlapping,
    medium.single_media,
    medium.single_lines,
    medium.single_agencies,
    desk.unattended,
    desk.too_few,
    desk.wide_span,
    seam.unequal,
    seam.without_special_plan,
    border.across_the_border,
    border.enterprises,
)


def audit(composition: Composition, setting: Setting | None = None) -> tuple[Gap, ...]:
    """Give the gaps that composed plans have before anything runs, sorted by severity, kind and place.

    With a setting only what it can set in motion counts; without one, whatever the world may bring.
    Deterministic; neither the order of the records nor the names of agencies decide what is found.
    """
    survey = Survey(composition, setting)
    return unite(gap for rule in RULES for gap in rule(survey))
