"""Work without the collector."""

import gc
import weakref

import pytest

from simulator.collector import clear_now_and_then, without_collector


@pytest.mark.parametrize("was_on", [True, False])
def test_the_collector_is_off_within_and_as_before_afterwards(was_on):
    (gc.enable if was_on else gc.disable)()
    try:
        with without_collector():
            assert not gc.isenabled()
            with without_collector():
                assert not gc.isenabled()
            assert not gc.isenabled()
        assert gc.isenabled() is was_on
    finally:
        gc.enable()


def test_the_collector_is_back_after_a_fault_and_looks_at_what_was_made():
    with pytest.raises(KeyError), without_collector():
        raise KeyError
    assert gc.isenabled()
    assert gc.get_freeze_count() == 0


def test_what_lies_about_is_cleared_away_after_a_few_cases():
    class Ring:
        pass

    ring = Ring()
    ring.itself = ring
    gone = weakref.ref(ring)
    with without_collector():
        del ring
    assert gone() is not None
    for _ in range(4):
        clear_now_and_then()
    assert gone() is None
