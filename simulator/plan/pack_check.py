"""What must be right in a norm pack by itself, whatever plans it is laid beside."""

from collections.abc import Iterator

from simulator.errors import Message, say
from simulator.plan.duties import things_of
from simulator.plan.faults import At, Faults
from simulator.plan.norms import GRADE, NormDuty, NormPack, name_of
from simulator.text.condition_tree import Believes, Compare, Condition, Knows, Name, atoms
from simulator.text.faults import did_you_mean

_FORMS = ("fact", "then", "requires")


def check_pack(pack: NormPack, faults: Faults) -> None:
    """Add a problem for each duty that says too much or too little, and for grades that there are none of."""
    first: dict[str, NormDuty] = {}
    for duty in pack.obligations:
        at = At("", duty)
        if first.setdefault(name_of(duty), duty) is not duty and duty.id:
            found = say("the id `{name}` is given twice", name=name_of(duty))
            faults.add(at.of("id"), found, others=(first[name_of(duty)].place,))
        _check_form(duty, at, faults)
        _check_parties(duty, at, faults)
        for key in ("when", "then"):
            condition = getattr(duty, key)
            if condition is not None:
                _check_condition(pack, condition, at.of(key), faults)
    if pack.grades is not None:
        _check_grades(pack, faults)


def _check_form(duty: NormDuty, at: At, faults: Faults) -> None:
    forms = [form for form in _FORMS if getattr(duty, form) is not None]
    if len(forms) != 1:
        hint = say("say either `fact`, `from`, `to`, or `when`, `then`, or `requires`")
        faults.add(at, say("an obligation says one thing"), hint)
        return
    if duty.requires and len(things_of(duty.requires)) != 1:
        faults.add(at.of("requires"), say("say one of `post`, `one_source`, `talk_group`, `span`"))
    for key in ("overrides", "why"):
        if getattr(duty, key) is not None:
            faults.add(at.of_key(key), say("`{key}` is for the obligations of plans", key=key))
    for key in _missing(duty, forms[0]):
        faults.add(at, say("`{key}` is missing", key=key))
    if forms[0] != "requires" and not any((duty.within is not None, duty.every is not None, duty.wording)):
        hint = say("a limit that is no number is written `wording: at once`")
        faults.add(at, say("`{key}` is missing", key="within"), hint)


def _check_parties(duty: NormDuty, at: At, faults: Faults) -> None:
    words = [(duty.sender, at.of("from")), (duty.receiver, at.of("to"))]
    if duty.requires:
        group = At("", duty.requires)
        words += [
            (word, group.of("talk_group", place)) for place, word in enumerate(duty.requires.talk_group)
        ]
    for word, where in words:
        if word and "." in word:
            hint = say("write a role, or a word under `parties:`")
            faults.add(where, say("a norm names no agency, as `{word}` is", word=word), hint)


def _missing(duty: NormDuty, form: str) -> Iterator[str]:
    """Give the keys that a form needs; a norm always says whom it binds."""
    if duty.sender is None and form != "requires":
        yield "from"
    if form == "fact" and duty.receiver is None:
        yield "to"
    if form == "then" and duty.when is None:
        yield "when"


def _check_condition(pack: NormPack, condition: Condition, at: At, faults: Faults) -> None:
    levels = list(pack.grades.levels) if pack.grades else []
    for atom in atoms(condition):
        match atom:
            case Knows() | Believes():
                faults.add(at, say("a norm names no agency in a condition"))
            case Compare(Name(text=word, offset=offset), op, right) if word == GRADE:
                found = _wrong_grade(op, right, levels)
                if found:
                    hint = did_you_mean(right.text, levels) if isinstance(right, Name) else None
                    faults.add(at, found, hint, offset=offset)


def _wrong_grade(op: str, right: object, levels: list[str]) -> Message | None:
    if not isinstance(right, Name) or right.text not in levels:
        return say("a grade is compared with one of: {levels}", levels=", ".join(levels) or "-")
    return None if op in (">=", "<") else say("a grade is compared with `>=` or `<`")


def _check_grades(pack: NormPack, faults: Faults) -> None:
    """Check that each number grows from grade to grade."""
    last: dict[str, float] = {}
    for name, grade in (pack.grades.levels if pack.grades else {}).items():
        for word, least in grade.at_least.items():
            if least <= last.get(word, -1.0):
                at = At("", grade, ("at_least", word))
                faults.add(at, say("the grade `{name}` begins below the one before it", name=name))
            last[word] = float(least)
