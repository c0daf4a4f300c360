"""Names without what tells them apart: copies (`times:`), incidents, plans."""

import re

_COPY = re.compile(r"#\d+")


def common(name: str) -> str:
    """Give the name that many alike share.

    >>> common("city.grid#3"), common("city.patrol#2.done"), common("city.duty>city.grid#2:warn/2")
    ('city.grid', 'city.patrol.done', 'city.duty>city.grid:warn/2')
    """
    return _COPY.sub("", name)


def common_task(name: str) -> str:
    """Give the name that the copies of a task share, for many alike and for several incidents.

    >>> common_task("city.patrol#2"), common_task("city.rescue/2")
    ('city.patrol', 'city.rescue')
    """
    return common(name).partition("/")[0]


def bare(name: str) -> str:
    """Give a name without its plan.

    >>> bare("city.duty_room")
    'duty_room'
    """
    return name.rpartition(".")[2]
