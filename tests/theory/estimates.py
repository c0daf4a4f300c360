"""Estimates from replications with their intervals, and formulas of queueing theory to hold them against."""

import math
from typing import NamedTuple

import numpy as np

Z = 2.5758293035489004
"""Quantile of the normal distribution for two-sided 99 %."""


class Estimate(NamedTuple):
    """A mean over replications and half the width of its 99 % interval."""

    mean: float
    half: float

    def holds(self, exact, *, within):
        """Whether the interval covers the exact value and its half width is at most that share of it."""
        return abs(self.mean - exact) <= self.half <= within * exact


def mean_of(values):
    """The mean of independent values, one for each replication.

    References
    ----------
    Law, Simulation Modeling and Analysis (5th ed. 2015), chapter 9: replication and deletion.
    """
    values = np.asarray(values)
    return Estimate(values.mean(), Z * values.std(ddof=1) / math.sqrt(len(values)))


def ratio_of(tops, bottoms):
    """The ratio of two means over replications, with the interval of the delta method.

    References
    ----------
    Cochran, Sampling Techniques (3rd ed. 1977), chapter 6: ratio estimators.
    """
    tops, bottoms = np.asarray(tops, dtype=float), np.asarray(bottoms, dtype=float)
    ratio = tops.mean() / bottoms.mean()
    spread = (tops - ratio * bottoms).std(ddof=1) / bottoms.mean()
    return Estimate(ratio, Z * spread / math.sqrt(len(tops)))


def erlang_b(servers, load):
    """The share of arrivals that find all servers busy in M/M/c/c; `load` in erlang.

    References
    ----------
    Gross, Shortle, Thompson and Harris, Fundamentals of Queueing Theory (4th ed. 2008), chapter 2: the loss
    formula.
    """
    blocked = 1.0
    for number in range(1, servers + 1):
        blocked = load * blocked / (number + load * blocked)
    return blocked


def erlang_c(servers, load):
    """The share of arrivals that wait in M/M/c.

    References
    ----------
    Gross et al. (2008), chapter 2: Erlang C, here in terms of Erlang B.
    """
    blocked = erlang_b(servers, load)
    return servers * blocked / (servers - load * (1.0 - blocked))


def erlang_c_wait(servers, load, service):
    """The mean wait in M/M/c, in the unit of `service`, the mean time of service.

    References
    ----------
    Gross et al. (2008), chapter 2: multi-server queues.
    """
    return erlang_c(servers, load) * service / (servers - load)


def erlang_a(servers, arrivals, service, patience):
    """The share that gives up and the mean wait of all in M/M/c+M: exponential patience.

    The stationary chain of births and deaths, summed as far as a double can tell. Rates in 1/time.

    References
    ----------
    Garnett, Mandelbaum and Reiman, Designing a call center with impatient customers, Manufacturing and
    Service Operations Management 4 (2002): the model of Palm, "Erlang A".
    """
    weights, number = [1.0], 0
    while weights[-1] > 1e-18 * max(weights) or number < servers:
        number += 1
        leaving = min(number, servers) * service + max(number - servers, 0) * patience
        weights.append(weights[-1] * arrivals / leaving)
    waiting = sum(weight * max(state - servers, 0) for state, weight in enumerate(weights)) / sum(weights)
    return waiting * patience / arrivals, waiting / arrivals


def fixed_patience(servers, arrivals, service, patience):
    """The share that gives up and the mean wait of all in M/M/c+D: everybody waits `patience` at most.

    Rates in 1/time, patience a time.

    References
    ----------
    Zeltyn and Mandelbaum, Call centers with impatient customers: many-server asymptotics of the M/M/n+G
    queue, Queueing Systems 51 (2005): the integrals J, J_H and the constant E, here with a fixed patience in
    place of G. First: Barrer, Queuing with impatient customers and ordered service, Operations Research 5
    (1957).
    """
    load, surplus = arrivals / service, arrivals - servers * service
    ever = sum(load**j / math.factorial(j) for j in range(servers))
    ever /= load ** (servers - 1) / math.factorial(servers - 1)
    beyond = math.exp(surplus * patience) / (servers * service)
    inside = math.expm1(surplus * patience) / surplus
    first_moment = patience * math.exp(surplus * patience) / surplus - inside / surplus
    all_of_it = inside + beyond
    scale = ever + arrivals * all_of_it
    return (1 + surplus * all_of_it) / scale, arrivals * (first_moment + patience * beyond) / scale


def cobham(rates, services):
    """The mean wait of each class in M/M/1 with non-preemptive priorities, first class first.

    References
    ----------
    Cobham, Priority assignment in waiting line problems, Operations Research 2 (1954); Gross et al. (2008),
    chapter 3: residual work over the loads of higher classes. The second moment of an exponential is 2 m^2.
    """
    residual = sum(rate * service**2 for rate, service in zip(rates, services, strict=True))
    above, waits = 0.0, []
    for rate, service in zip(rates, services, strict=True):
        upto = above + rate * service
        waits.append(residual / ((1 - above) * (1 - upto)))
        above = upto
    return waits


def harmonic(first, last):
    """1/first + ... + 1/last."""
    return math.fsum(1 / number for number in range(first, last + 1))
