"""Random lengths of time in seconds. A new one is a class here, listed in `DISTRIBUTIONS`."""

import math
from dataclasses import dataclass
from statistics import NormalDist, fmean
from typing import ClassVar

from simulator.errors import Message, say
from simulator.text.lengths import show_duration
from simulator.text.messages import translator

Z90 = NormalDist().inv_cdf(0.9)
"""The standard normal quantile at 90 %, 1.2815515655446004."""


def _render(message: Message, lang: str) -> str:
    return message.render(translator(lang))


@dataclass(frozen=True, slots=True)
class Constant:
    """Always the same length."""

    value: float
    constant: ClassVar[bool] = True

    def mean(self) -> float:
        """Give the mean in seconds."""
        return self.value

    def least(self) -> float:
        """Give the length in seconds that none falls below."""
        return self.value

    def describe(self, lang: str) -> str:
        """Give it in words."""
        return show_duration(self.value, lang)


@dataclass(frozen=True, slots=True)
class Even:
    """All lengths from `low` to `high` alike."""

    low: float
    high: float
    constant: ClassVar[bool] = False

    def mean(self) -> float:
        """Give the mean in seconds."""
        return (self.low + self.high) / 2

    def least(self) -> float:
        """Give the length in seconds that none falls below."""
        return self.low

    def describe(self, lang: str) -> str:
        """Give it in words."""
        low, high = show_duration(self.low, lang), show_duration(self.high, lang)
        return _render(say("{low} to {high}", low=low, high=high), lang)


@dataclass(frozen=True, slots=True)
class Pert:
    """Least, likeliest and most, `low < high`: a beta distribution.

    Malcolm, Roseboom, Clark and Fazar, Application of a technique for research and development program
    evaluation, Operations Research 7(5), 1959, with weight 4 on the likeliest.
    """

    low: float
    mode: float
    high: float
    constant: ClassVar[bool] = False

    def mean(self) -> float:
        """Give the mean in seconds."""
        return (self.low + 4 * self.mode + self.high) / 6

    def least(self) -> float:
        """Give the length in seconds that none falls below."""
        return self.low

    def describe(self, lang: str) -> str:
        """Give it in words."""
        low, mode, high = (show_duration(time, lang) for time in (self.low, self.mode, self.high))
        return _render(say("{low} to {high}, likeliest {mode}", low=low, mode=mode, high=high), lang)


@dataclass(frozen=True, slots=True)
class Lognormal:
    """Half of all lengths up to `median`, nine in ten up to `p90`; 0 < median < p90."""

    median: float
    p90: float
    constant: ClassVar[bool] = False

    @property
    def sigma(self) -> float:
        """Give the standard deviation of the logarithm."""
        return math.log(self.p90 / self.median) / Z90

    def mean(self) -> float:
        """Give the mean in seconds."""
        return self.median * math.exp(self.sigma**2 / 2)

    def least(self) -> float:
        """Give the length in seconds that none falls below."""
        return 0.0

    def describe(self, lang: str) -> str:
        """Give it in words."""
        median, p90 = show_duration(self.median, lang), show_duration(self.p90, lang)
        return _render(say("half within {median}, 90 % within {p90}", median=median, p90=p90), lang)


@dataclass(frozen=True, slots=True)
class Exponential:
    """Lengths without memory, with the mean `average`."""

    average: float
    constant: ClassVar[bool] = False

    def mean(self) -> float:
        """Give the mean in seconds."""
        return self.average

    def least(self) -> float:
        """Give the length in seconds that none falls below."""
        return 0.0

    def describe(self, lang: str) -> str:
        """Give it in words."""
        return _render(say("{mean} on average, exponential", mean=show_duration(self.average, lang)), lang)


@dataclass(frozen=True, slots=True)
class Gamma:
    """Lengths with the mean `average` and the coefficient of variation `cv` (deviation over mean)."""

    average: float
    cv: float
    constant: ClassVar[bool] = False

    def mean(self) -> float:
        """Give the mean in seconds."""
        return self.average

    def least(self) -> float:
        """Give the length in seconds that none falls below."""
        return 0.0

    def describe(self, lang: str) -> str:
        """Give it in words."""
        mean, deviation = show_duration(self.average, lang), show_duration(self.average * self.cv, lang)
        return _render(
            say("{mean} on average, give or take {deviation}", mean=mean, deviation=deviation), lang
        )


@dataclass(frozen=True, slots=True)
class Samples:
    """Measured lengths, each as likely as another, and where they stand."""

    values: tuple[float, ...]
    file: str
    column: str
    constant: ClassVar[bool] = False

    def mean(self) -> float:
        """Give the mean in seconds."""
        return fmean(self.values)

    def least(self) -> float:
        """Give the length in seconds that none falls below."""
        return min(self.values)

    def describe(self, lang: str) -> str:
        """Give it in words."""
        count = len(self.values)
        words = say(
            "{count} measured values from {file}, {column}", count=count, file=self.file, column=self.column
        )
        return _render(words, lang)


DISTRIBUTIONS = (Constant, Even, Pert, Lognormal, Exponential, Gamma, Samples)
"""All kinds of distributions."""

Distribution = Constant | Even | Pert | Lognormal | Exponential | Gamma | Samples
"""A random length of time."""
