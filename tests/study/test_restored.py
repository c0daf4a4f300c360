"""A run comes back from its folder as it was, without being played again."""

from dataclasses import replace

import numpy as np
import pytest

from simulator.log.store import read_store, write_store
from simulator.report.page.page import page_bytes
from simulator.report.run_files import chart_drawers, run_files
from simulator.study.restored import restore
from tests.report.page.small import run


def back(played, folder):
    """The run as its folder gives it, without the engine."""
    from simulator.plan.gap import gap_record

    run_files(played, lang="en")["run.sqlite"](folder / "run.sqlite")
    store = read_store(folder / "run.sqlite")
    return restore(
        played.case, summary=played.summary, gaps=[gap_record(gap) for gap in played.gaps], store=store
    )


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_page_of_what_came_back_is_that_of_the_run_byte_for_byte(tmp_path, lang):
    played = run(duration="5..20 min")
    found = back(played, tmp_path)
    pages = [page_bytes(each, chart_drawers(each, lang), lang=lang) for each in (played, found)]
    assert pages[0] == pages[1]


def test_times_that_were_not_reached_come_back_as_later_than_everything(tmp_path):
    played = run(duration="40..80 min")  # the horizon is 1 h
    found = back(played, tmp_path)
    assert np.isinf(found.results.milestones).any()
    assert np.array_equal(found.results.milestones, played.results.milestones)
    assert np.array_equal(found.results.replications, played.results.replications)


def test_that_it_was_interrupted_comes_back(tmp_path):
    played = run()
    assert not back(played, tmp_path).interrupted
    assert back(replace(played, interrupted=True), tmp_path).interrupted


def test_a_store_of_another_run_is_refused(tmp_path):
    played = run()
    path = tmp_path / "run.sqlite"
    run_files(played, lang="en")["run.sqlite"](path)
    store = read_store(path)
    for wrong in (
        replace(store, logs=()),
        replace(store, logs=[(0, "typical", b"no log")]),
        replace(store, milestones={"another": store.milestones["m"]}),
        replace(store, milestones={}),
    ):
        write_store(path, wrong)
        with pytest.raises(ValueError, match=r"."):
            restore(played.case, summary=played.summary, gaps=(), store=read_store(path))
