"""Decimal text and floats without a last digit lost."""

from decimal import Decimal


def show_number(value: float, times: int = 1) -> str:
    """Give `value * times` as decimal digits that read back as the same float."""
    digits = format(Decimal(repr(float(value))) * times, "f")
    return digits.rstrip("0").rstrip(".") if "." in digits else digits


def hundredth(digits: str) -> float:
    """Give the float nearest to a hundredth of a decimal number."""
    return float(Decimal(digits) / 100)
