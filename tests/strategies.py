"""Plans and scenarios for hypothesis, as the values that stand in their files; valid by construction."""

from hypothesis import strategies as st

from tests.cases import agency, plan, scenario

NAMES = ("a", "b", "c", "d", "e")
TOLD = ("leak", "smoke")
"""Facts of the world that are true or not, set by the incident."""
COUNT = "trapped"
"""A number of the world that injects change."""

FIXED = ("0 s", "30 s", "1 min", "5 min")
SPREADS = ("1..4 min", "1..2..9 min", {"mean": "3 min"}, {"median": "4 min", "p90": "9 min"})
spreads = st.sampled_from((*FIXED, *SPREADS))
priorities = st.integers(1, 9)
moments = st.integers(0, 120).map(lambda minutes: f"{minutes} min")

media = st.fixed_dictionaries(
    {
        "net": st.fixed_dictionaries({"delay": spreads}),
        "mail": st.fixed_dictionaries(
            {"delay": spreads, "success": st.sampled_from((0.5, 0.9)), "tries": st.integers(1, 3)}
        ),
        "phone": st.fixed_dictionaries(
            {"mode": st.just("call"), "delay": spreads, "success": st.sampled_from((0.7, 1.0))},
            optional={"patience": st.sampled_from(("0 s", "1 min", "10 min")), "pause": spreads},
        ),
        "radio": st.fixed_dictionaries(
            {"delay": spreads, "members": st.lists(st.sampled_from("abc"), min_size=2, unique=True)}
        ),
    }
)
shifts = st.just([{"hours": "08:00-10:00", "operators": 2}, {"operators": 1}])
desks = st.one_of(
    st.none(),
    st.fixed_dictionaries(
        {"operators": st.integers(1, 3)}, optional={"compose": spreads, "handling": spreads}
    ),
    st.fixed_dictionaries(
        {"shifts": shifts}, optional={"compose": spreads, "handling": spreads, "hand_over": st.just("10 min")}
    ),
)
yes = st.sampled_from((True,))
pools = st.fixed_dictionaries(
    {
        "team": st.fixed_dictionaries({"units": st.integers(1, 3)}, optional={"mobilise": spreads}),
        "water": st.fixed_dictionaries({"units": st.integers(0, 9), "consumed": yes}),
    }
)
turns = st.sampled_from(("30 min", "20..90 min", {"mean": "1 h"}))
"""Times of tasks that repeat."""


@st.composite
def agencies(draw):
    names = NAMES[: draw(st.integers(3, len(NAMES)))]
    found = {}
    for name in names:
        desk = draw(desks)
        found[name] = agency(pools=draw(pools), **({} if desk is None else {"desk": desk}))
    return found


@st.composite
def conditions(draw, facts):
    """A condition over facts that are true or not, and the number."""
    one, other, third = (draw(st.sampled_from(facts)) for _ in range(3))
    return draw(
        st.sampled_from(
            [
                one,
                f"{one} and {other}",
                f"{one} or {other}",
                f"{one} and not {other}",
                f"at_least(2, {one}, {other}, {third})",
                f"{one} and {COUNT} >= 3",
                f"known({COUNT}) or {one}",
                f"{one} for 10 min",
                f"{one} and (watered < 50% of {COUNT} or not known(watered))",
                f"watered >= 2 or {one}",
            ]
        )
    )


@st.composite
def services(draw):
    """Who brings water to those trapped: uses some up, or fetches more, once or again and again."""
    uses = draw(st.sampled_from(({}, {"uses": {"water": "4 / h"}})))
    service = {"serves": {"watered": draw(st.sampled_from(("3 / h", "7 / h", "0.3 / min"))), **uses}}
    more = draw(
        st.sampled_from(({}, {"repeats": True}, {"refills": {"water": 2}}, {"stops": "watered >= 2"}))
    )
    return service | more | draw(st.sampled_from(({"duration": "40 min"}, {"duration": "3 h"})))


def extras(names, owner, facts, number):
    """What a task may have beside what all tasks have."""
    others = st.sampled_from([name for name in names if name != owner])
    outcome = {f"good{number}": 0.6, f"poor{number}": 0.4}
    decider = st.sampled_from((*names, "head"))
    return st.one_of(
        st.just({}),
        st.fixed_dictionaries({"priority": priorities}),
        st.fixed_dictionaries({"decision": st.fixed_dictionaries({"by": decider, "takes": spreads})}),
        st.fixed_dictionaries({"with": st.tuples(others), "wait_at_most": st.just("20 min")}),
        st.fixed_dictionaries({"stops": st.sampled_from(facts)}),
        st.fixed_dictionaries({"outcome": st.just(outcome)}),
        st.fixed_dictionaries({"outcome": st.just(outcome), "repeats": yes, "duration": turns}),
        st.fixed_dictionaries({"repeats": yes, "duration": turns}),
        services(),
    )


@st.composite
def tasks(draw, names):
    facts, found = list(TOLD), {}
    for number in range(draw(st.integers(2, 6))):
        owner = draw(st.sampled_from((*names, "head")))
        needs = draw(st.sampled_from(({}, {"desk": 1}, {"team": 1}, {"team": 1, "desk": 1})))
        task = {"owner": owner, "when": draw(conditions(facts)), "needs": needs, "duration": draw(spreads)}
        task |= {"achieves": [f"done{number}"]} | draw(extras(names, owner, facts, number))
        found[f"t{number}"] = task
        facts += [*task["achieves"], *task.get("outcome", ())]
    return found, facts


@st.composite
def posts(draw):
    """A post that stays, is handed over to the last agency, or is taken up when its holder is there."""
    facts = [*TOLD, "done0", "done1"]
    head = {"holder": "b", "deputies": ["c"], "after": draw(st.sampled_from(("2 min", "15 min")))}
    if draw(st.booleans()):
        head["hand_over"] = {
            "to": draw(st.sampled_from(("a", "c"))),
            "when": draw(conditions(facts)),
            "takes": draw(spreads),
        }
    if draw(st.booleans()):
        head["taken_up"] = {
            "when": draw(conditions(facts)),
            "wanted": draw(st.sampled_from(facts)),
            "takes": draw(spreads),
        }
    return {"head": head}


@st.composite
def links(draw, names, facts, group):
    """Links in a ring and across it; by radio only between members of its talk group."""
    ring = list(zip(names, (*names[1:], names[0]), strict=True))
    pairs = draw(
        st.lists(st.sampled_from([(one, to) for one in names for to in names if one != to]), max_size=8)
    )
    found = []
    for one, other in dict.fromkeys((*ring, *pairs)):
        carries = draw(st.one_of(st.just(["*"]), st.lists(st.sampled_from(facts), min_size=1, unique=True)))
        link = {"from": one, "to": other, "carries": carries}
        ladders = [["net"], ["mail"], ["phone"], ["phone", "mail"], []]
        if {one, other} <= group:
            ladders.append(["radio"])
        link["over"] = draw(st.sampled_from(ladders))
        link["purpose"] = draw(
            st.sampled_from(("command", "warn", "report", "request_aid", "coordinate", "ask"))
        )
        if link["purpose"] != "ask":
            link |= draw(st.sampled_from(({}, {}, {"acknowledge": True}, {"every": "90 min"})))
        found.append({key: value for key, value in link.items() if value != []})
    return found


@st.composite
def injects(draw, names):
    """What exercise control may add: changes of the number first, then disturbances."""
    seen_by = st.dictionaries(st.sampled_from(names), spreads, min_size=1, max_size=2)
    changes = [
        {"at": draw(moments), "set": {COUNT: draw(st.integers(0, 6))}, "observed_by": draw(seen_by)}
        for _ in range(draw(st.integers(1, 3)))
    ]
    name = draw(st.sampled_from(names))
    calls = {"every": {"mean": "5 min"}, "talk": {"mean": "4 min"}, "patience": "2 min", "lasts": "1 h"}
    others = [
        {"at": draw(moments), "outage": "phone", "lasts": "40 min"},
        {"at": draw(moments), "outage": name, "lasts": "30 min"},
        {"at": draw(moments), "take_away": {f"{name}.team": 1}, "lasts": "1 h"},
        {"at": draw(moments), "message": "hello", "to": name, "tells": {COUNT: 4}},
        {"at": draw(moments), "reissue": [TOLD[0]]},
        {"when": f"{COUNT} >= 2", "set": {"flood": True}, "observed_by": {name: "1 min"}},
        {"at": draw(moments), "calls_to": "a"} | calls,
        {"at": draw(moments), "refill": {f"{name}.water": 3}},
        {"when": "watered > 1", "set": {"eased": True}, "observed_by": {name: "1 min"}},
    ]
    return changes + draw(st.lists(st.sampled_from(others), max_size=3, unique_by=str))


@st.composite
def cases(draw):
    """A plan and a scenario over one to two hours of trouble, with a day to come to rest."""
    people = draw(agencies())
    names = list(people)
    work, facts = draw(tasks(names))
    people["a"].setdefault("desk", {"operators": 1})
    ways = draw(media)
    group = set(ways["radio"]["members"])
    a_plan = plan(
        people,
        facts={COUNT: {"kind": "number"}},
        quantities={"watered": {"most": COUNT}},
        posts=draw(posts()),
        media=ways,
        links=draw(links(names, [*facts, COUNT, "watered"], group)),
        procedures={"h": work},
    )
    seen_by = draw(st.dictionaries(st.sampled_from(names), spreads, min_size=1, max_size=3))
    incident = {"hazard": "h", "facts": dict.fromkeys(TOLD, True), "observed_by": seen_by}
    milestones = {"last": {"when": facts[-1]}, "known": {"when": f"b knows {COUNT}"}}
    milestones |= {"served": {"when": f"watered >= 90% of {COUNT} and {COUNT} > 0"}}
    return a_plan, scenario(incident=incident, injects=draw(injects(names)), milestones=milestones)


@st.composite
def misreporting(draw):
    """A case in which some agencies misreport the number, or whether something is so."""
    a_plan, a_scenario = draw(cases())
    names = list(a_plan["agencies"])
    kept = []
    for _ in range(draw(st.integers(1, 3))):
        fact = draw(st.sampled_from((COUNT, *TOLD)))
        ways = [{"never": True}, {"late": "20 min"}]
        ways += [{"less": 2}, {"as": 7}] if fact == COUNT else [{"as": False}]
        ends = draw(st.sampled_from(({}, {"lasts": "50 min"}, {"until": f"{COUNT} >= 4"})))
        by = draw(st.sampled_from(names))
        kept.append({"at": draw(moments), "misreport": fact, "by": by} | draw(st.sampled_from(ways)) | ends)
    return a_plan, a_scenario | {"injects": [*a_scenario["injects"], *kept]}


@st.composite
def rings(draw):
    """A case in which what some make up can come back to them: agencies in a ring, each telling the next."""
    names = NAMES[: draw(st.integers(3, 4))]
    ways = [(one, names[place - 1]) for place, one in enumerate(names)]
    ways += [pair for pair in [("a", "c"), ("b", "a"), ("c", "b")] if draw(st.booleans())]
    told = [
        {"from": one, "to": other, "carries": [COUNT], "over": ["net"]}
        | draw(st.sampled_from(({}, {}, {"every": "20 min"})))
        for one, other in dict.fromkeys(ways)
    ]
    a_plan = plan(
        {name: agency() for name in names},
        facts={COUNT: {"kind": "number"}},
        media={"net": {"delay": draw(st.sampled_from(("1 min", "7 min")))}},
        links=told,
    )
    values = st.sampled_from((3, 7, 12))
    few = st.integers(0, 12).map(lambda steps: f"{steps * 10} min")
    misreports = st.fixed_dictionaries({"at": few, "misreport": st.just(COUNT), "by": st.sampled_from(names)})
    how = st.sampled_from(({"never": True}, {"late": "20 min"}, {"less": 2}, {"as": 7}, {"as": 12}))
    ends = st.sampled_from(({}, {"lasts": "50 min"}))
    kept = [draw(misreports) | draw(how) | draw(ends) for _ in range(draw(st.integers(1, 3)))]
    changes = [
        {
            "at": draw(few),
            "set": {COUNT: draw(values)},
            "observed_by": {draw(st.sampled_from(names)): "2 min"},
        }
        for _ in range(draw(st.integers(1, 3)))
    ]
    seen_by = {draw(st.sampled_from(names)): "0 s"}
    incident = {"hazard": "h", "facts": {COUNT: draw(values)}, "observed_by": seen_by}
    milestones = {"known": {"when": f"b knows {COUNT}"}}
    return a_plan, scenario(
        incident=incident, injects=[*changes, *kept], milestones=milestones, horizon="5 h"
    )
