"""Random plans of the subset that the oracle plays: tasks on beliefs, links with media, desks and pools."""

import random  # noqa: TID251 - plans are drawn here, not what happens in them

from tests.cases import agency, plan, scenario

FACTS_OF_INCIDENT = ("i0", "i1", "i2")
FACTS_OF_INJECT = ("j0", "j1")
PURPOSES = ("command", "report", "coordinate")


def spread(chance, least, most):
    """A spread without ties: even, triangular, exponential or lognormal."""
    low = chance.uniform(least, most)
    high = low + chance.uniform(least, most)
    return chance.choice(
        [
            f"{low:.2f}..{high:.2f} s",
            f"{low:.2f}..{(low + high) / 2:.2f}..{high:.2f} s",
            {"mean": f"{low:.2f} s"},
            {"median": f"{low:.2f} s", "p90": f"{high:.2f} s"},
        ]
    )


def draw_agency(chance):
    fields = {}
    if chance.random() < 0.75:
        operators = chance.randint(1, 3)
        fields["desk"] = {"operators": operators, "compose": spread(chance, 20, 200)}
        fields["desk"]["handling"] = spread(chance, 20, 200)
    fields["pools"] = {"team": {"units": chance.randint(1, 2)}}
    return agency(**fields)


def draw_media(chance):
    sure = {"delay": spread(chance, 1, 30)}
    message = {"delay": spread(chance, 1, 60), "success": 0.7, "tries": chance.randint(1, 2)}
    call = {"mode": "call", "delay": spread(chance, 3, 9), "success": 0.8, "tries": chance.randint(1, 3)}
    call["patience"] = f"{chance.uniform(20, 400):.2f} s"
    for medium in (message, call):
        medium["pause"] = spread(chance, 10, 90)
    return {"sure": sure, "mail": message, "phone": call}


def draw_condition(chance, facts, depth=2):
    if depth == 0 or chance.random() < 0.4:
        return chance.choice(facts)
    parts = [draw_condition(chance, facts, depth - 1) for _ in range(chance.randint(2, 3))]
    return "(" + f" {chance.choice(('and', 'or'))} ".join(parts) + ")"


def draw_tasks(chance, names):
    facts, tasks = [*FACTS_OF_INCIDENT, *FACTS_OF_INJECT], {}
    for number in range(chance.randint(4, 12)):
        done = [f"f{number}", f"g{number}"][: chance.randint(1, 2)]
        task = {"owner": chance.choice(names), "when": draw_condition(chance, facts)}
        task["needs"] = chance.choice([{}, {"desk": 1}, {"team": 1}])
        task |= {"duration": spread(chance, 60, 900), "achieves": done}
        if chance.random() < 0.3:
            task["priority"] = chance.randint(1, 5)
        tasks[f"t{number}"] = task
        facts += done
    return tasks, facts


def draw_links(chance, names, facts):
    pairs = [(one, names[number - 1]) for number, one in enumerate(names)]
    pairs += [tuple(chance.sample(names, 2)) for _ in range(chance.randint(2, 2 * len(names)))]
    ladders = [["sure"], ["mail"], ["phone"], ["mail", "phone"], ["phone", "mail", "sure"]]
    return [
        {
            "from": one,
            "to": other,
            "purpose": chance.choice(PURPOSES),
            "carries": chance.choice([["*"], ["*"], chance.sample(facts, len(facts) // 2)]),
            "over": chance.choice(ladders),
            "again": f"{chance.uniform(200, 900):.2f} s",
        }
        for one, other in dict.fromkeys(pairs)
    ]


def draw_case(seed):
    """A plan and a scenario, as values."""
    chance = random.Random(seed)  # noqa: S311
    names = [f"a{number}" for number in range(chance.randint(3, 6))]
    tasks, facts = draw_tasks(chance, names)
    agencies = {name: draw_agency(chance) for name in names}
    links = draw_links(chance, names, facts)
    a_plan = plan(agencies, media=draw_media(chance), links=links, procedures={"h": tasks})

    def seen():
        return {name: spread(chance, 10, 300) for name in chance.sample(names, chance.randint(1, 3))}

    incident = {"hazard": "h", "facts": dict.fromkeys(FACTS_OF_INCIDENT, True), "observed_by": seen()}
    inject = {"at": f"{chance.uniform(60, 3600):.2f} s", "set": dict.fromkeys(FACTS_OF_INJECT, True)}
    inject["observed_by"] = seen()
    return a_plan, scenario(
        incident=incident, injects=[inject], milestones={"m": {"when": facts[-1]}}, horizon="20 d"
    )
