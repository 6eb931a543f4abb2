"""Tasks in processes of their own: every one is answered, whatever becomes of the worker."""

from __future__ import annotations

import multiprocessing

import pytest
from failing_workers import Say, answer

from reportgen.pipeline.workers import Death, done


def outcomes(*words: str, jobs: int = 2) -> dict[str, object]:
    return {task.what: result for task, result in done([Say(word) for word in words], jobs, answer)}


def test_every_task_is_answered_once_by_as_many_processes_as_are_wanted():
    found = outcomes(*"abcdefgh", jobs=2)
    assert [result[0] for result in found.values()] == list(found)
    assert sorted(found) == list("abcdefgh")
    assert 1 <= len({result[1] for result in found.values()}) <= 2


@pytest.mark.parametrize(("way", "code"), [("exit", 7), ("kill", -9), ("raise", 5)])
def test_a_worker_that_dies_is_told_with_its_task_and_another_goes_on(way, code):
    found = outcomes("a", way, "b", "c", jobs=1)
    assert found[way] == Death(code=code)
    assert [found[name][0] for name in "abc"] == list("abc")
    assert found["a"][1] != found["b"][1] == found["c"][1]


def test_all_workers_may_die():
    assert set(outcomes("exit", "kill", "raise", jobs=3).values()) == {Death(code=c) for c in (7, -9, 5)}


def test_no_worker_outlives_the_caller_who_stops_asking():
    running = done([Say(word) for word in "abcdefgh"], 2, answer)
    next(running)
    running.close()
    assert multiprocessing.active_children() == []


def test_nothing_to_do_starts_nobody():
    assert outcomes() == {}
