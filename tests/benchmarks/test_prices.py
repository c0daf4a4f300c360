"""What pricing gaps costs: the ten leading ones of the sample city, alone and last."""

import resource
import time
from pathlib import Path

import pytest

from simulator.scenario.read import read_case
from simulator.study.price import price, replications_to_price
from tests.study.shops import gap

pytestmark = pytest.mark.benchmark

CITY = Path(__file__).parents[2] / "scenarios/ammonia_leak_night.yaml"
LEADING = (
    "resource:ambulance@north.hospital",
    "medium:north.hospital>city.emergency_120:request_aid",
    "desk:city.headquarters",
    "seam:ambulance_county",
    "desk:plant.control_room",
    "medium:north.town_chengguan>north.liulin_village:warn",
    "desk:city.safety_hq",
    "desk:city.em_duty",
    "information:leak@north.fire",
    "information:leak@city.safety_hq",
)
RUNS, JOBS, MOST = 200, 2, 60


def processor_time():
    """Seconds that this process and those that it has waited for have kept a core busy."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


def test_ten_gaps_of_the_sample_city_are_priced_in_a_minute_on_two_cores(figure, slowness):
    case, gaps = read_case(CITY), [gap(name) for name in LEADING]
    began, busy = time.perf_counter(), processor_time()
    options = {"runs": RUNS, "remedies": False}
    found = price(case, gaps, seed=case.scenario.seed, jobs=JOBS, progress=lambda _count: None, **options)
    took, busy = time.perf_counter() - began, processor_time() - busy
    played = replications_to_price(case, gaps, **options)
    figure(
        f"sample city: ten gaps priced, {RUNS} replications each, two jobs",
        f"{took:.0f} s",
        f"<= {MOST} s",
        f"{played} replications; two cores busy for {busy / JOBS:.0f} s each",
    )
    assert len(found) == len(LEADING)
    # Not the time on the clock: other work on the machine would count.
    assert busy / JOBS <= MOST * slowness()
