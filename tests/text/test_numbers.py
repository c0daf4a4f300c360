import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from simulator.text.faults import TextError
from simulator.text.numbers import Coordinates, Number, Units, Whole, parse_share
from simulator.text.rates import parse_rate, parse_speed


@pytest.mark.parametrize(
    ("value", "share"), [("97%", 0.97), (0.5, 0.5), (1, 1), ("0.5", 0.5), ("９７％", 0.97), ("0 %", 0)]
)
def test_a_share_is_a_number_or_per_cent(value, share):
    assert parse_share(value) == share


@pytest.mark.parametrize(
    ("value", "hint"),
    [
        (97, "did you mean 97 % or 0.97?"),
        ("97", "did you mean 97 % or 0.97?"),
        ("120%", "a share lies between 0 and 1, or between 0% and 100%"),
        (-0.1, "a share lies between 0 and 1, or between 0% and 100%"),
        (float("nan"), "a share lies between 0 and 1, or between 0% and 100%"),
        ("most", "write `95%` or `0.95`"),
        (True, "write `95%` or `0.95`"),
        (None, "write `95%` or `0.95`"),
    ],
)
def test_what_is_no_share_is_refused_with_a_hint(value, hint):
    with pytest.raises(TextError) as fault:
        parse_share(value)
    assert str(fault.value.hint) == hint


def test_a_count_is_no_truth_value_and_a_quantity_is_finite():
    assert TypeAdapter(Units).validate_python(5) == 5
    for kind, value in ((Whole, True), (Units, True), (Units, 0), (Number, False), (Number, float("inf"))):
        with pytest.raises(ValidationError):
            TypeAdapter(kind).validate_python(value)


@pytest.mark.parametrize("tenths", [7, 9, 13, 577, 999])
def test_a_share_in_per_cent_is_the_number_that_it_looks_like(tenths):
    assert parse_share(f"{tenths / 10}%") == float(f"{tenths / 1000}")


def test_a_position_is_longitude_then_latitude():
    assert Coordinates.read([109.95, 33.91]) == Coordinates(109.95, 33.91)


@pytest.mark.parametrize(
    ("value", "found", "hint"),
    [
        (
            [33.91, 109.95],
            "[33.91, 109.95] is no position on the earth",
            "longitude comes first: [109.95, 33.91]",
        ),
        ([200, 95], "[200, 95] is no position on the earth", "write [longitude, latitude]"),
        ([1], "a position is expected here", "write [longitude, latitude]"),
        ("109, 33", "a position is expected here", "write [longitude, latitude]"),
        ([True, 1], "a position is expected here", "write [longitude, latitude]"),
        ([float("nan"), 1], "a position is expected here", "write [longitude, latitude]"),
        ([10**400, 1], "a position is expected here", "write [longitude, latitude]"),
    ],
)
def test_what_is_no_position_is_refused_with_a_hint(value, found, hint):
    with pytest.raises(TextError) as fault:
        Coordinates.read(value)
    assert str(fault.value.found) == found
    assert str(fault.value.hint).startswith(hint)


@pytest.mark.parametrize(
    ("text", "rate"),
    [("300 / h", 1 / 12), ("3 / min", 0.05), ("1 / d", 1 / 86400), ("300/小时", 1 / 12), ("2 per s", 2)],
)
def test_a_rate_is_an_amount_per_second(text, rate):
    assert parse_rate(text) == pytest.approx(rate, rel=1e-15)


@pytest.mark.parametrize("text", ["300", 300, "/ h", "300 / mo", "300 / 2 h", "-3 / h", None])
def test_what_is_no_rate_is_refused(text):
    with pytest.raises(TextError):
        parse_rate(text)


@pytest.mark.parametrize(("text", "speed"), [("36 km/h", 10), ("36公里/小时", 10), ("5 m / s", 5)])
def test_a_speed_is_metres_per_second(text, speed):
    assert parse_speed(text) == pytest.approx(speed)


@pytest.mark.parametrize("text", ["36", 36, "36 mph", "0 km/h", "fast", None])
def test_what_is_no_speed_is_refused(text):
    with pytest.raises(TextError):
        parse_speed(text)


@given(
    st.text(alphabet="0123456789%./ hmin") | st.text(),
    st.sampled_from([parse_share, parse_rate, parse_speed]),
)
def test_any_text_at_all_is_a_number_or_a_fault(text, parse):
    said = "a number"
    try:
        assert parse(text) >= 0
    except TextError as fault:
        said = str(fault.found)
    assert said
