"""Laying a patch over data: what wins, what is added, where everything then stands."""

import json

import pytest

from simulator.text.containers import Map
from simulator.text.merge import Merger
from simulator.text.source import Source
from simulator.text.tree import read_tree


class Ids:
    """Items of lists are known by their id."""

    def find(self, key, items, name):
        return [at for at, item in enumerate(items) if isinstance(item, Map) and item.get("id") == name]

    def known(self, key, items):
        return [item["id"] for item in items if isinstance(item, Map) and "id" in item]


def merged(base, patch, added=()):
    problems = []
    source = Source("patch.yaml", patch)
    tree = Merger(source, Ids(), problems).merge(
        read_tree(Source("base.yaml", base)), read_tree(source), added=added
    )
    return tree, [f"{problem.place}: {problem.found}" for problem in problems]


# The examples of RFC 7396, appendix A, that are mappings at the top.
RFC = [
    ('{"a":"b"}', '{"a":"c"}', '{"a":"c"}'),
    ('{"a":"b"}', '{"b":"c"}', '{"a":"b","b":"c"}'),
    ('{"a":"b"}', '{"a":null}', "{}"),
    ('{"a":"b","b":"c"}', '{"a":null}', '{"b":"c"}'),
    ('{"a":["b"]}', '{"a":"c"}', '{"a":"c"}'),
    ('{"a":"c"}', '{"a":["b"]}', '{"a":["b"]}'),
    ('{"a":{"b":"c"}}', '{"a":{"b":"d","c":null}}', None),
    ('{"a":[{"b":"c"}]}', '{"a":[1]}', '{"a":[1]}'),
    ('{"e":null}', '{"a":1}', '{"e":null,"a":1}'),
]


@pytest.mark.parametrize(("base", "patch", "result"), RFC)
def test_mappings_are_merged_as_json_merge_patch_does(base, patch, result):
    tree, problems = merged(base, patch)
    if result is None:  # the one difference: null for a key that is not there is a slip, and said
        assert problems == ["patch.yaml:1:15: there is no `c` that could be taken away"]
    else:
        assert (tree, problems) == (json.loads(result), [])


def test_what_a_patch_says_stands_where_the_patch_says_it_and_all_else_where_it_was():
    tree, _ = merged("a:\n  b: 1\n  c: 2\n", "a: {c: 3, d: 4}\n")
    inner = tree["a"]
    places = {key: str(place) for key, place in inner.values_at.items() if key in inner}
    assert places == {"b": "base.yaml:2:6", "c": "patch.yaml:1:8", "d": "patch.yaml:1:14"}
    assert str(tree.keys_at["a"]) == "base.yaml:1:1"
    assert str(inner.keys_at["d"]) == "patch.yaml:1:11"


def test_merging_changes_neither_of_the_two():
    base, source = read_tree(Source("b", "a: &x {b: [1]}\nc: *x\n")), Source("p", "a: {b: {0: 2}}\n")
    patch = read_tree(source)
    tree = Merger(source, Ids(), []).merge(base, patch)
    assert tree == {"a": {"b": [2]}, "c": {"b": [1]}}  # the alias keeps its value, too
    assert base == {"a": {"b": [1]}, "c": {"b": [1]}}
    assert patch == {"a": {"b": {"0": 2}}}


def test_lists_are_replaced_unless_they_are_to_be_added_to():
    assert merged("a: [1]\n", "a: [2]\n")[0] == {"a": [2]}
    assert merged("a: [1]\n", "a: [2]\n", added={"a"})[0] == {"a": [1, 2]}


def test_a_further_item_with_the_id_of_one_that_is_there_changes_this_one():
    tree, _ = merged("a: [{id: x, v: 1, w: 1}]\n", "a: [{id: x, v: 2}, {id: y}]\n", added={"a"})
    assert tree == {"a": [{"id": "x", "v": 2, "w": 1}, {"id": "y"}]}
    assert [str(place) for place in tree["a"].values_at] == ["base.yaml:1:5", "patch.yaml:1:20"]


def test_a_mapping_over_a_list_changes_items_by_number_and_name():
    tree, problems = merged("a: [{id: x, v: 1}, {v: 2}, 3]\n", "a: {x: {v: 5}, 1: null, 2: 4}\n")
    assert (tree, problems) == ({"a": [{"id": "x", "v": 5}, 4]}, [])
    assert [str(place) for place in tree["a"].values_at] == ["base.yaml:1:5", "patch.yaml:1:28"]


def test_an_item_that_is_not_there_is_a_problem_with_what_may_have_been_meant():
    problems = []
    source = Source("patch.yaml", "a: {phnoe: 1, 7: 2}\n")
    base = read_tree(Source("base.yaml", "a: [{id: phone}]\n"))
    Merger(source, Ids(), problems).merge(base, read_tree(source))
    assert [(str(each.place), str(each.found), str(each.hint)) for each in problems] == [
        ("patch.yaml:1:5", "there is no `phnoe` among `a`", "did you mean `phone`?"),
        ("patch.yaml:1:15", "there is no `7` among `a`", "count from 0 to 0, or add with `a: [...]`"),
    ]
    assert problems[0].line == "a: {phnoe: 1, 7: 2}"
    assert problems[0].path == "a.phnoe"
