import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.text.condition_tree import (
    And,
    AtLeast,
    Believes,
    Combine,
    Compare,
    Holds,
    Known,
    Knows,
    Lasting,
    Name,
    Not,
    Number,
    Or,
    People,
    Share,
    atoms,
    names_in,
    show_condition,
)
from simulator.text.conditions import parse_condition
from simulator.text.durations import LONGEST
from simulator.text.faults import TextError
from simulator.text.names import parse_ident
from simulator.units import TICK

A, B, C = (Holds(Name(letter)) for letter in "abc")


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("a", A),
        ("a or b and c", Or((A, And((B, C))))),
        ("(a or b) and c", And((Or((A, B)), C))),
        ("not a for 30 min", Lasting(Not(A), 1800)),
        ("not (a for 30 min)", Not(Lasting(A, 1800))),
        ("a for 30 min and not b", And((Lasting(A, 1800), Not(B)))),
        ("a for 1 h 30 min or b", Or((Lasting(A, 5400), B))),
        ("a for PT15M", Lasting(A, 900)),
        ("a for 15分钟 且 b", And((Lasting(A, 900), B))),
        ("not not a", Not(Not(A))),
        ("dead@city.north >= 3", Compare(Name("dead", "city.north"), ">=", Number(3))),
        ("a == b", Compare(Name("a"), "=", Name("b"))),
        ("a ≤ -1.5", Compare(Name("a"), "<=", Number(-1.5))),
        ("a ＞＝ ３", Compare(Name("a"), ">=", Number(3))),
        ("a≠b", Compare(Name("a"), "!=", Name("b"))),
        ("response >= II", Compare(Name("response"), ">=", Name("II"))),
        ("watered >= 90% of displaced", Compare(Name("watered"), ">=", Share(0.9, Name("displaced")))),
        ("people(knows x) >= 95%", Compare(People(Name("x")), ">=", Number(0.95))),
        ("sum(trapped) >= 3", Compare(Combine("sum", Name("trapped")), ">=", Number(3))),
        ("any(leak)", Holds(Combine("any", Name("leak")))),
        ("sum and known", And((Holds(Name("sum")), Holds(Name("known"))))),
        ("known(rvp@north)", Known(Name("rvp", "north"))),
        ("riverside.em knows leak", Knows("riverside.em", Name("leak"))),
        ("em knows response >= II", Believes("em", Compare(Name("response"), ">=", Name("II")))),
        (
            "em knows sum(dead) > 2 and a",
            And((Believes("em", Compare(Combine("sum", Name("dead")), ">", Number(2))), A)),
        ),
        ("em knows any(leak)", Believes("em", Holds(Combine("any", Name("leak"))))),
        ("at_least(2, a, b, c or a)", AtLeast(2, (A, B, Or((C, A))))),
        ("at_least（2，a，b）", AtLeast(2, (A, B))),
        (
            "泄漏 且 被困 或 非 疏散",
            Or((And((Holds(Name("泄漏")), Holds(Name("被困")))), Not(Holds(Name("疏散"))))),
        ),
        ("且末县", Holds(Name("且末县"))),
        ("evacuate.ready", Holds(Name("evacuate.ready"))),
    ],
)
def test_a_condition_is_read_by_its_binding(text, meant):
    assert parse_condition(text) == meant


@pytest.mark.parametrize(
    ("text", "offset", "found", "hint"),
    [
        ("", None, "a condition is expected here", "write it as `leak and trapped >= 3`"),
        ("a && b", 2, "`&& b` is not understood here", "did you mean `and`?"),
        ("a || b", 2, "`|| b` is not understood here", "did you mean `or`?"),
        ("!a", 0, "`!a` is not understood here", "did you mean `not`?"),
        ("a =< 3", 2, "`=< 3` is not understood here", "did you mean `<=`?"),
        ("a => 3", 2, "`=> 3` is not understood here", "did you mean `>=`?"),
        ("a <> 3", 2, "`<> 3` is not understood here", "did you mean `!=`?"),
        ("at_least(2; a, b)", 10, "`; a, b)` is not understood here", "did you mean `,`?"),
        (
            "at_least(a, b)",
            9,
            "`at_least` begins with a number, not `a`",
            "write it as `at_least(2, a, b, c)`",
        ),
        ("at_least(3, a, b)", 0, "of 2 conditions not 3 can hold", "write it as `at_least(2, a, b, c)`"),
        ("at_least(1.5, a, b)", 0, "of 2 conditions not 1.5 can hold", "write it as `at_least(2, a, b, c)`"),
        ("at_least(0, a)", 0, "of 1 conditions not 0 can hold", "write it as `at_least(2, a, b, c)`"),
        ("(a and b", 0, "a bracket is not closed", "`)` is missing"),
        ("known(a", 5, "a bracket is not closed", "`)` is missing"),
        ("a and b)", 7, "a bracket is closed that was not opened", "`(` is missing"),
        ("(a b)", 3, "`b` is not expected here", "`and` or `or` is missing before it"),
        ("a AND b", 2, "`AND` is not expected here", "did you mean `and`?"),
        ("a 并且 b", 2, "`并且` is not expected here", "did you mean `and`?"),
        ("a know b", 2, "`know` is not expected here", "did you mean `knows`?"),
        ("a, b", 1, "`,` is not expected here", ""),
        (
            "a for",
            5,
            "a length of time is expected after `for`, but the condition ends",
            "write it as `for 30 min`",
        ),
        ("a for b", 6, "a length of time is expected after `for`, not `b`", "write it as `for 30 min`"),
        ("a for 5 mo", 6, "`mo` is no unit of time", "months and years have no fixed length"),
        ("a and", 5, "a fact is expected here, but the condition ends", ""),
        ("a and or b", 6, "a fact is expected here, not `or`", ""),
        ("a > and", 4, "a fact is expected here, not `and`", ""),
        ("dead@ > 3", 6, "a region is expected after `@`, not `>`", ""),
        ("a knows", 7, "a fact is expected here, but the condition ends", ""),
        ("a knows not b", 8, "a fact is expected here, not `not`", ""),
        ("a knows sum(b)", 8, "a number alone is no condition", "compare it, as in `trapped >= 3`"),
        (
            "a knows 1 < b < 3",
            14,
            "a comparison has two sides",
            "write two comparisons with `and` between them",
        ),
        ("95%", 0, "a number alone is no condition", "compare it, as in `trapped >= 3`"),
        ("sum(a)", 0, "a number alone is no condition", "compare it, as in `trapped >= 3`"),
        ("3 > 2", 0, "two numbers are compared, a fact is missing", ""),
        ("1 < a < 3", 6, "a comparison has two sides", "write two comparisons with `and` between them"),
        ("people(leak) > 5%", 7, "`knows` is expected here, not `leak`", "write it as `people(knows"),
        ("a > 5km", 4, "`5km` is not understood here", "a name does not begin with a digit"),
        ("a-b", 1, "`-b` is not understood here", "a name has letters, digits and `_`"),
        ("a + b > 2", 2, "`+ b > 2` is not understood here", "conditions do not calculate"),
        ("a 。", 2, "`。` is not understood here", "a condition has no full stop"),
        ("“a”", 0, "`“a”` is not understood here", "names in conditions have no quotes"),
        ("【a】", 0, "`【a】` is not understood here", "use round brackets"),
        ("a @", 3, "a region is expected after `@`, but the condition ends", ""),
        ("a ？", 2, "`?` is not understood here", ""),
    ],
)
def test_a_fault_is_said_at_its_position_with_a_hint(text, offset, found, hint):
    with pytest.raises(TextError) as fault:
        parse_condition(text)
    assert str(fault.value.found) == found
    assert fault.value.offset == offset
    assert str(fault.value.hint or "").startswith(hint)
    assert bool(fault.value.hint) is bool(hint)


@pytest.mark.parametrize("value", [True, None, 5, ["a"]])
def test_what_is_no_text_is_no_condition(value):
    with pytest.raises(TextError, match="a condition is expected here, not"):
        parse_condition(value)


def test_depth_and_length_have_limits():
    assert parse_condition("(" * 50 + "a" + ")" * 50) == A
    for text in ("(" * 51 + "a" + ")" * 51, "not " * 51 + "a", "a" + " for 1 s" * 51):
        with pytest.raises(TextError, match="nested deeper than 50"):
            parse_condition(text)
    with pytest.raises(TextError, match="longer than 2000 characters"):
        parse_condition("a" * 2001)


def test_positions_are_those_in_the_text_as_written_even_after_wide_signs():
    text = "㍿ or 值班室 knows leak"  # the first sign becomes four letters
    first, second = names_in(parse_condition(text))
    assert (first.text, first.offset, second.offset) == ("株式会社", 0, text.index("leak"))


def test_names_and_what_a_condition_is_put_together_from_are_found_in_order():
    condition = parse_condition(
        "a > 90% of b and duty knows c or at_least(1, not any(d), known(e)) for 1 h and f@x = 3"
    )
    assert [name.text for name in names_in(condition)] == list("abcdef")
    assert [show_condition(atom) for atom in atoms(condition)] == [
        "a > 90% of b", "duty knows c", "any(d)", "known(e)", "f@x = 3",
    ]  # fmt: skip
    other = parse_condition("duty knows trapped >= 90% of dead")
    assert [name.text for name in names_in(other)] == ["trapped", "dead"]
    assert [name.text for name in names_in(parse_condition("people(knows a) > 3%"))] == ["a"]


def is_plain(word):
    """Keep words that folding leaves alone and that conditions do not use."""
    try:
        return parse_ident(word) == word and word not in {"sum", "max", "min", "any"}
    except TextError:
        return False


IDENTS = st.from_regex(r"[^\W\d]\w{0,5}", fullmatch=True).filter(is_plain)


REFS = st.lists(IDENTS, min_size=1, max_size=3).map(".".join)
NAMES = st.builds(Name, REFS, st.none() | REFS)
NUMBERS = st.decimals(-(10**11), 10**11, places=3).map(float).map(Number)
SHARES = st.builds(Share, st.integers(0, 1000).map(lambda mille: mille / 1000), NAMES)
COMBINES = st.builds(Combine, st.sampled_from(["sum", "max", "min", "any"]), NAMES)
SIDES = NAMES | SHARES | COMBINES | st.builds(People, NAMES)
ATOMS = (
    st.builds(Holds, NAMES)
    | st.builds(Holds, NAMES.map(lambda name: Combine("any", name)))
    | st.builds(Compare, SIDES, st.sampled_from(["<", "<=", ">", ">=", "=", "!="]), SIDES | NUMBERS)
    | st.builds(Known, NAMES)
    | st.builds(Knows, REFS, NAMES)
)
ATOMS |= st.builds(Believes, REFS, ATOMS.filter(lambda atom: isinstance(atom, Compare)))


def larger(items):
    several = st.lists(items, min_size=2, max_size=3).map(tuple)
    return (
        st.builds(Not, items)
        | st.builds(And, several)
        | st.builds(Or, several)
        | st.builds(AtLeast, st.just(2), several)
        | st.builds(Lasting, items, st.integers(0, int(LONGEST / TICK)).map(lambda ticks: ticks * TICK))
    )


@given(st.recursive(ATOMS, larger, max_leaves=6))
@settings(deadline=None)
def test_a_condition_shown_reads_back_as_the_same(condition):
    text = show_condition(condition)
    if len(text) <= 2000:
        assert parse_condition(text) == condition


WORDS = [
    "a",
    "b",
    "and",
    "or",
    "not",
    "for",
    "knows",
    "of",
    "(",
    ")",
    ",",
    "@",
    "3",
    "95%",
    "30 min",
    ">=",
    "=",
    "at_least",
    "known",
    "sum",
    "people",
    "且",
    "；",
]


@given(st.lists(st.sampled_from(WORDS)).map(" ".join) | st.text())
@settings(deadline=None)
def test_any_text_at_all_is_a_condition_or_a_fault_inside_the_text(text):
    offset = 0
    try:
        condition = parse_condition(text)
        assert parse_condition(show_condition(condition)) == condition
    except TextError as fault:
        offset = fault.offset or 0
    assert 0 <= offset <= len(text)


@pytest.mark.parametrize("word", ["知道", "知悉", "获悉", "konws", "KNOWS"])
def test_knows_in_chinese_or_misspelt_is_guessed(word):
    with pytest.raises(TextError) as caught:
        parse_condition(f"duty_room {word} leak")
    assert str(caught.value.hint) == "did you mean `knows`?"
