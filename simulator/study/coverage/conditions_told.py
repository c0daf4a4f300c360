"""What must be so, for people to read and to write into a scenario."""

from simulator.plan.audit.naming import listed
from simulator.plan.composed import Composition
from simulator.text.condition_tree import Condition, names_in, show_condition
from simulator.text.titles import Title


def told(given: Condition, composition: Composition) -> Title:
    """Give the titles of the facts of the world that a condition names, with the condition as it is written.

    Without a title it is the condition alone.
    """
    written = show_condition(given)
    items = [composition.facts.get(name.text) for name in names_in(given)]
    titles = [item.title for item in items if item is not None and item.title is not None]
    if not titles:
        return Title(written, written)
    known = listed(titles)
    return Title(f"{known.show('zh')}（{written}）", f"{known.show('en')} ({written})")
