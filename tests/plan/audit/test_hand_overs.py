"""What the audit says of posts that are handed over, by hand."""

from tests.plan.audit.small import a_plan, agency, gaps, link, seen, task

THREE = {"a": agency(), "b": agency(), "c": agency()}


def plan(*links, tasks, **post):
    standing = {"holder": "a", "deputies": ["b"], "after": "5 min"} | post
    return a_plan(THREE, tasks=tasks, posts={"command": standing}, links=list(links))


def test_a_hand_over_between_agencies_without_a_link_is_a_gap():
    tasks = {"act": task("command", "alarm")}
    handed = {"hand_over": {"to": "c", "when": "alarm"}}
    found = gaps(plan(tasks=tasks, **handed), setting=seen("p.a", "p.b", "p.c"))
    assert {id_: gap.rule for id_, gap in found.items()} == {"authority:p.command": "hand_over"}
    assert found["authority:p.command"].agencies == ("p.a", "p.c")
    for linked in (link("a", "c", "alarm"), link("c", "a", "alarm")):
        assert gaps(plan(linked, tasks=tasks, **handed), setting=seen("p.a", "p.b", "p.c")) == {}


def test_what_the_next_holder_tells_is_told():
    tasks = {"act": task("command", "alarm", achieves="done"), "go_on": task("b", "done")}
    told = [link("c", "b", "done"), link("c", "a", "alarm")]
    # a itself has no link to b; c, who takes over, has
    (untold,) = gaps(plan(*told, tasks=tasks), setting=seen("p.a", "p.b", "p.c")).values()
    assert (untold.id, untold.rule) == ("information:p.done@p.b", "no_path")
    handed = {"hand_over": {"to": "c", "when": "alarm"}}
    (partly,) = gaps(plan(*told, tasks=tasks, **handed), setting=seen("p.a", "p.b", "p.c")).values()
    assert (partly.id, partly.rule) == ("information:p.done@p.b", "not_from_all")
    whole = plan(*told, link("a", "b", "done"), tasks=tasks, **handed)
    assert gaps(whole, setting=seen("p.a", "p.b", "p.c")) == {}


def test_who_takes_a_post_over_must_be_asked_by_a_link():
    tasks = {"act": task("b", "alarm", decision={"by": "command"})}
    handed = {"hand_over": {"to": "c", "when": "alarm"}}
    links = [link("b", "a", "alarm"), link("a", "c", "alarm")]
    (unasked,) = gaps(plan(*links, tasks=tasks, **handed), setting=seen("p.a", "p.b", "p.c")).values()
    assert (unasked.id, unasked.rule, unasked.agencies) == ("authority:p.act", "decision", ("p.b", "p.c"))
    linked = [*links, link("b", "c", "alarm")]
    assert gaps(plan(*linked, tasks=tasks, **handed), setting=seen("p.a", "p.b", "p.c")) == {}
