import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.text.faults import TextError, fold
from simulator.text.names import parse_ident, parse_ref
from simulator.text.titles import Title


@pytest.mark.parametrize(
    ("value", "ident"), [("duty_room", "duty_room"), ("值班室", "值班室"), ("ａ１", "a1"), ("II", "II")]
)
def test_an_identifier_may_be_of_any_script(value, ident):
    assert parse_ident(value) == ident


@pytest.mark.parametrize(
    ("value", "found", "hint"),
    [
        ("3x", "`3x` is no identifier", "letters, digits and `_`"),
        (120, "`120` is no identifier", "letters, digits and `_`"),
        ("duty room", "`duty room` is no identifier", "did you mean `duty_room`?"),
        ("总值班，室", "`总值班，室` is no identifier", "`，` is full-width: write `,`"),
        ("a.b", "`a.b` is no identifier", "did you mean `a_b`?"),
        ("and", "`and` is a word of conditions and cannot be an identifier", ""),
        ("非", "`非` is a word of conditions and cannot be an identifier", ""),
        ("x" * 101, "`" + "x" * 57 + "...` is longer than 100 characters", ""),
        (True, "an identifier is expected here, not `true`", "letters"),
        (None, "an identifier is expected here, not `null`", "letters"),
        ([1], "an identifier is expected here, not `[1]`", "letters"),
    ],
)
def test_what_is_no_identifier_is_refused_with_a_hint(value, found, hint):
    with pytest.raises(TextError) as fault:
        parse_ident(value)
    assert str(fault.value.found) == found
    assert str(fault.value.hint or "").startswith(hint)


def test_a_reference_has_dots_between_identifiers():
    assert parse_ref("north.em_office") == "north.em_office"
    for wrong in ("north.", ".a", "a b", "north.and", ""):
        with pytest.raises(TextError):
            parse_ref(wrong)


def test_a_title_is_one_text_or_one_for_each_language():
    assert Title.read("市局").show("en") == "市局"
    assert Title.read(120).show("zh") == "120"
    both = Title.read({"zh": "市局", "en": "City  bureau\n"})
    assert (both.show("zh"), both.show("en")) == ("市局", "City bureau")
    assert Title.read({"en": "City"}).show("zh") == "City"


@pytest.mark.parametrize(
    ("value", "found", "within"),
    [
        ({"fr": "x"}, "`fr` is no language of a title", ("fr",)),
        ({}, "a title is empty", ()),
        ("  ", "a title is empty", ()),
        (None, "a text is expected here", ()),
        ({"zh": [1]}, "a text is expected here", ("zh",)),
        (True, "a text is expected here", ()),
        ("x" * 1001, "`" + "x" * 57 + "...` is longer than 1000 characters", ()),
    ],
)
def test_what_is_no_title_is_refused_at_the_language_at_fault(value, found, within):
    with pytest.raises(TextError) as fault:
        Title.read(value)
    assert (str(fault.value.found), fault.value.within) == (found, within)


@given(st.text())
def test_folding_keeps_the_position_of_every_letter(text):
    folded, origins = fold(text)
    assert len(origins) == len(folded) + 1
    assert origins == sorted(origins)
    assert origins[-1] == len(text)


@given(
    st.text() | st.integers() | st.none() | st.booleans(),
    st.sampled_from([parse_ident, parse_ref, Title.read]),
)
def test_anything_at_all_is_a_name_or_a_fault(value, parse):
    said = "a name"
    try:
        assert parse(value)
    except TextError as fault:
        said = str(fault.found)
    assert said
