import pickle
import time

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.errors import DrillError, Place
from simulator.text import tree as module
from simulator.text.source import Source
from simulator.text.syntax import syntax_problem
from simulator.text.tree import Map, Seq, read_tree


@pytest.fixture(params=["C", "Python"], autouse=True)
def parser(request, monkeypatch):
    """Hold every claim for both parsers: a machine may lack the one in C."""
    if request.param == "Python":
        monkeypatch.setattr(module, "_LOADER", yaml.SafeLoader)


def read(text):
    return read_tree(Source("a.yaml", text))


def faults(text):
    with pytest.raises(DrillError) as caught:
        read(text)
    return [
        (f"{p.place.line}:{p.place.column}", str(p.found), str(p.hint or "")) for p in caught.value.problems
    ]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("no", "no"),
        ("on", "on"),
        ("yes", "yes"),
        ("true", True),
        ("False", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("06:40", "06:40"),
        ("10:40", "10:40"),
        ("22:22:22", "22:22:22"),
        ("010", "010"),
        ("0o10", "0o10"),
        ("0x10", "0x10"),
        ("0", 0),
        ("-7", -7),
        ("+7", 7),
        ("1_000", "1_000"),
        ("1.10", 1.1),
        ("1e3", 1000.0),
        ("1.", 1.0),
        (".5", 0.5),
        (".", "."),
        ("-", None),
        (".inf", float("inf")),
        ("-.inf", -float("inf")),
        ("2026-11-23", "2026-11-23"),
        ("120", 120),
        ('"120"', "120"),
        ("1234567890123456789", "1234567890123456789"),
        ("95%", "95%"),
        ("5..15 min", "5..15 min"),
        ("! x", "x"),
    ],
)
def test_a_scalar_is_what_yaml_1_2_says_and_traps_of_1_1_are_text(text, value):
    found = read(f"a: {text}")["a"] if text != "-" else read('a: ""\nb:')["b"]
    assert (type(found), found) == (type(value), value)


def test_keys_are_text_whatever_they_look_like():
    assert read("120: a\nNO: b\ntrue: c\n1.10: d\n~: e") == {
        "120": "a",
        "NO": "b",
        "true": "c",
        "1.10": "d",
        "~": "e",
    }


def test_every_value_and_key_knows_its_line_and_column():
    tree = read("# first\n名称: 演练\nlist:\n  - a\n  - {k: 1, 'q': 2}\n")
    assert tree.place == Place("a.yaml", 2, 1)
    assert tree.keys_at["list"] == Place("a.yaml", 3, 1)
    assert tree.values_at["名称"] == Place("a.yaml", 2, 5)
    items = tree["list"]
    assert isinstance(items, Seq)
    assert items.place == Place("a.yaml", 4, 3)
    assert items.values_at == [Place("a.yaml", 4, 5), Place("a.yaml", 5, 5)]
    assert items[1].keys_at == {"k": Place("a.yaml", 5, 6), "q": Place("a.yaml", 5, 12)}


def test_a_tree_survives_a_trip_to_another_process():
    tree = pickle.loads(pickle.dumps(read("a: [1, {b: 2}]")))  # noqa: S301
    assert tree == {"a": [1, {"b": 2}]}
    assert tree["a"][1].values_at["b"] == Place("a.yaml", 1, 12)


def test_an_alias_stands_for_the_value_of_its_anchor_at_its_own_place():
    tree = read("a: &x [1, 2]\nb: *x\n&k c: 5\nd: {*k : 6}")
    assert tree == {"a": [1, 2], "b": [1, 2], "c": 5, "d": {"c": 6}}
    assert tree.values_at["b"] == Place("a.yaml", 2, 4)


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("a: 1\nb: 2\na: 3\n", [("3:1", "`a` stands here twice", "leave one of them out")]),
        ("<<: {a: 1}", [("1:1", "merging with `<<` is not allowed", "write the keys out")]),
        (
            "a: *x",
            [
                (
                    "1:4",
                    "`*x` stands for nothing",
                    "`&x` must stand before it; put a text that begins with `*` in quotes",
                )
            ],
        ),
        ("a: &x [*x]", [("1:8", "`*x` contains itself", "")]),
        ("a: &x [1]\n*x : 2", [("2:1", "an alias as a key must stand for text", "")]),
        (
            "? [a]\n: 1",
            [("1:3", "a list or mapping cannot be a key", "put a key that begins with a bracket in quotes")],
        ),
        ('"": 1', [("1:1", "a key is empty", "")]),
        ("a: 1\n---\nb: 2", [("2:1", "a second document begins here", "put it into a file of its own")]),
        (
            "- 1",
            [("1:1", "the file must hold `key: value` lines at its top level", "begin with `drill: plan`")],
        ),
        (
            "--- x",
            [("1:5", "the file must hold `key: value` lines at its top level", "begin with `drill: plan`")],
        ),
        ("# nothing", [("1:1", "the file holds no data", "")]),
        ("", [("1:1", "the file holds no data", "")]),
        (
            "a: !!python/object:x 1\nb: !!set {x}\nc: !y [1]",
            [
                (
                    "1:4",
                    "tags such as `tag:yaml.org,2002:python/object:x` are not allowed",
                    "leave it out, or put the text in quotes",
                ),
                (
                    "2:4",
                    "tags such as `tag:yaml.org,2002:set` are not allowed",
                    "leave it out, or put the text in quotes",
                ),
                (
                    "2:11",
                    "`x` has no value",
                    "if a comma or colon belongs to the text before it, put that text in quotes",
                ),
                ("3:4", "tags such as `!y` are not allowed", "leave it out, or put the text in quotes"),
            ],
        ),
        (
            "a: {when: rescue, then}",
            [
                (
                    "1:19",
                    "`then` has no value",
                    "if a comma or colon belongs to the text before it, put that text in quotes",
                )
            ],
        ),
        (
            "a: {b：1}",
            [
                (
                    "1:5",
                    "a key contains a full-width sign: `b：1`",
                    "`：` is full-width: write `:`, or put the text in quotes",
                )
            ],
        ),
        (
            "\u3000a: 1",
            [
                (
                    "1:1",
                    "a key contains a full-width sign: `\u3000a`",
                    "this is a full-width space: write plain spaces",
                )
            ],
        ),
        (
            "名称：演练",
            [
                (
                    "1:1",
                    "the file must hold `key: value` lines at its top level",
                    "`：` is full-width: write `:`, or put the text in quotes",
                )
            ],
        ),
    ],
)
def test_what_a_plan_must_not_contain_is_refused_with_a_hint(text, problems):
    assert faults(text) == problems


WIDE = "a full-width sign stands where YAML wants a plain one"


@pytest.mark.parametrize(
    ("text", "place", "found", "hint"),
    [
        ("名称：演练\nb: 1", "1:3", WIDE, "`：` is full-width"),
        ("名称：演练\n\n\nb: 1", "1:3", WIDE, "`：` is full-width"),
        ("a: “x: y”", "1:4", WIDE, "`“` is full-width"),
        ("a: {b: 甲，c: 2}", "1:9", WIDE, "`，` is full-width"),
        ("a: 【1, 2: 3】", "1:4", WIDE, "`【` is full-width"),
        ("a:\n\tb: 1", "2:1", "a tab is used for indentation", "indent with spaces"),
        ('a: "x\nb: 1', "1:4", "the quotes are not closed", "close the quotes"),
        ("a: 'x\nb: 1", "1:4", "the quotes are not closed", "close the quotes"),
        ("a: b: c", "1:5", "a colon is not possible here", "if it belongs to a text"),
        ("a: 1\n b: 2", "2:3", "a colon is not possible here", "if it belongs to a text"),
        ("a: @x", "1:4", "a text cannot begin with this sign", "put the text in quotes"),
        ("a: [1,2\nb: 3", None, "a bracket is not closed, or a comma is missing", "if a comma, colon"),
        ("a: {b: 1", None, "a bracket is not closed, or a comma is missing", "if a comma, colon"),
        ('a: "\\z"', None, "`\\` has a meaning in double quotes", "use single quotes"),
        ("a: *", "1:5", "`*` and `&` have a meaning at the beginning of a text", "put the text in quotes"),
        ("a: &", "1:5", "`*` and `&` have a meaning at the beginning of a text", "put the text in quotes"),
        (
            "%YAML x\n---\na: 1",
            None,
            "`%` has a meaning at the beginning of a line",
            "put the text in quotes",
        ),
        ("a: |x", "1:5", "`|` and `>` have a meaning at the beginning of a text", "put the text in quotes"),
        ("a: !<x", None, "`!` has a meaning at the beginning of a text", "put the text in quotes"),
        ("a: 1\nb\nc: 2", None, "a key without a colon", "write `key: value`"),
        ("a:\n  - 1\n b: 2", "3:2", "the indentation does not fit", "begin all keys"),
        ("a: 1\x07", "1:5", "a sign that no text file may contain", "delete it"),
        ("a: 1\n甲\ud800", "2:2", "a sign that no text file may contain", "delete it"),
    ],
)
def test_a_syntax_error_is_explained_at_its_place(text, place, found, hint):
    ((where, said, help_),) = faults(text)
    assert said == found
    assert place in (None, where)
    assert help_.startswith(hint)


def test_full_width_signs_inside_texts_quotes_and_comments_are_no_fault():
    assert read("a: 甲，乙：丙【丁】 # 注：释\n'b：': “引”") == {"a": "甲，乙：丙【丁】", "b：": "“引”"}
    ((_, said, _),) = faults("a: '，' # ：\nb: c: d")
    assert said == "a colon is not possible here"


def test_problems_before_a_syntax_error_are_said_too_and_both_places_of_a_key():
    with pytest.raises(DrillError) as caught:
        read("x:\n  a: 1\n  a: 2\ny: [")
    first, second = caught.value.problems
    assert (first.place.line, first.path, first.line) == (3, "x.a", "  a: 2")
    assert first.others == (Place("a.yaml", 2, 3),)
    assert (second.place.line, second.line) == (4, "y: [")


def test_the_first_of_two_equal_keys_does_not_hide_faults_in_the_second():
    assert len(faults("a: 1\na: {b, c}")) == 3


def test_depth_has_a_limit_and_never_overflows():
    assert read("a: " + "[" * 63 + "]" * 63)
    for text in ("a: " + "[" * 64 + "]" * 64, "a: " + "[" * 5000, "a: " + "{a: " * 5000, "- " * 5000):
        assert any("nested deeper than 64 levels" in found for _, found, _ in faults(text))


def test_a_bomb_of_aliases_is_refused_at_once():
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 40)]
    start = time.perf_counter()
    ((_, found, _),) = faults("\n".join(lines))
    assert found == "aliases stand for more than 100000 values"
    assert time.perf_counter() - start < 1


def test_aliases_up_to_the_limit_are_no_fault_however_many_values_stand_without():
    assert len(read("a: &x 1\nb: [" + "*x, " * 1000 + "]\nc: [" + "1, " * 5000 + "]")["b"]) == 1000


def test_thousands_of_problems_end_in_a_list_that_can_be_read():
    *told, last = faults("a: {" + ", ".join(f"k{n}" for n in range(1000)) + "}")
    assert len(told) == 200
    assert last[1] == "only 200 problems of this file are told, and it has more"


JUNK = st.text(alphabet="ab:,[]{}&*!|>'\"%@#-? \n\t：，“”　1<\\")


@given(JUNK | st.text())
@settings(deadline=None, max_examples=300)
def test_any_text_at_all_is_a_tree_or_a_list_of_problems(text):
    for loader in (yaml.SafeLoader, getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(module, "_LOADER", loader)
            said = ["a tree"]
            try:
                assert isinstance(read(text), Map)
            except DrillError as error:
                said = [str(problem.found) for problem in error.problems]
            assert said
            assert all(said)


PLAIN = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**17), 10**17)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"])),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text("abc甲", min_size=1), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(st.dictionaries(st.text("abc甲", min_size=1), PLAIN))
@settings(deadline=None)
def test_json_is_read_as_json(data):
    import json

    text = json.dumps(data, ensure_ascii=False)
    assert read(text) == data


def test_a_complaint_that_nobody_knows_is_said_plainly():
    error = yaml.MarkedYAMLError(problem="something new", problem_mark=yaml.Mark("", 0, 0, 2, None, 0))
    problem = syntax_problem(error, Source("a.yaml", "a: 1"))
    assert (str(problem.place), str(problem.found)) == ("a.yaml:1:3", "this is no YAML")
