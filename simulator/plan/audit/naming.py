"""How findings name agencies, facts and lists of them, in both languages."""

from collections.abc import Iterable, Sequence

from simulator.errors import Place
from simulator.plan.alike import common
from simulator.plan.composed import Composition, Edge, Job, Pact, Seat
from simulator.text.titles import Identified, Title, bare_title

MOST_NAMED = 5
"""Names in a sentence; of more the number is said."""
_NONE = Title("无", "none")


def written(name: str, plan: str) -> str:
    """Give a qualified name as it is written in a plan.

    >>> written("city.grid#3", "city"), written("north.fire", "city")
    ('grid', 'north.fire')
    """
    return common(name).removeprefix(f"{plan}.")


def agency_title(composition: Composition, name: str) -> Title:
    """Give an agency's name for people, with its id: that is what stands in the file."""
    return Identified.of(composition.actors[name].record.name, common(name))


def post_title(seat: Seat) -> Title:
    """Give a post's name for people, with its id; of a post without a name the id."""
    return Identified.of(seat.record.name if seat.record else None, seat.name)


def pact_title(composition: Composition, pact: Pact) -> Title:
    """Give an agreement as who gives or tells whom, with its id."""
    giver, receiver = (composition.actors[end].record.name for end in (pact.giver, pact.receiver))
    ends = Title(*(f"{giver.show(lang)} → {receiver.show(lang)}" for lang in ("zh", "en")))
    return Identified.of(ends, pact.name)


def paragraphs_of(bases: Iterable[Title | None]) -> tuple[Title, ...]:
    """Give the paragraphs that things are based on, each once; None is no basis."""
    return tuple(dict.fromkeys(filter(None, bases)))


def fact_title(composition: Composition, fact: str) -> Title:
    """Give a fact's name for people, with its id; of a fact without a title the id."""
    item = composition.facts.get(fact)
    return Identified.of(item.title if item else None, common(fact))


def listed(titles: Iterable[Title | str], *, most: int = MOST_NAMED) -> Title:
    """Give several names as one, each once; of many the first and how many more.

    >>> listed(["a", "b", "c"], most=2).en, listed([]).en
    ('a, b and 1 more', 'none')
    """
    named = (title if isinstance(title, Title) else Title(title, title) for title in dict.fromkeys(titles))
    found = list(named) or [_NONE]
    whole, bare = _joined(found, most), _joined([bare_title(title) for title in found], most)
    return Identified(whole.zh, whole.en, bare) if bare != whole else whole


def _joined(titles: Sequence[Title], most: int) -> Title:
    named, rest = titles[:most], len(titles) - most
    zh, en = "、".join(each.show("zh") for each in named), ", ".join(each.show("en") for each in named)
    return Title(f"{zh}等 {len(titles)} 项", f"{en} and {rest} more") if rest > 0 else Title(zh, en)


def shown_place(place: Place) -> str:
    """Give a line of a file, as `plans/city.yaml:12`."""
    return f"{place.file}:{place.line}"


def link_yaml(sender: str, receiver: str, *, plan: str, carries: Sequence[str], over: Sequence[str]) -> str:
    """Give a link as it is to be written under `links:` of a plan."""
    ladder = f", over: [{', '.join(written(name, plan) for name in over)}]" if over else ""
    facts = ", ".join(written(fact, plan) for fact in carries)
    return f"{{from: {written(sender, plan)}, to: {written(receiver, plan)}, carries: [{facts}]{ladder}}}"


def link_title(composition: Composition, edge: Edge) -> Title:
    """Give a link as who tells whom."""
    sender, receiver = (composition.actors[end].record.name for end in (edge.sender, edge.receiver))
    return Title(
        f"{sender.show('zh')} → {receiver.show('zh')}", f"{sender.show('en')} to {receiver.show('en')}"
    )


def task_title(job: Job) -> Title:
    """Give a task's name for people, else its id."""
    return job.record.name or Title.read(common(job.name))
