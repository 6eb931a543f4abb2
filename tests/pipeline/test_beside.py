"""A part of the work in a copy of the process: the same results, and a copy that fails costs nothing but time."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from reportgen.pipeline import beside
from reportgen.pipeline.beside import both, is_possible

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="no copy of a process can be had here")


@pytest.fixture(autouse=True)
def possible(monkeypatch):
    """As on a machine with processors to spare; the runner of the tests may have threads of its own."""
    monkeypatch.setattr(beside, "is_possible", lambda: True)


def is_gone(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return True
    return False


def test_one_part_is_done_here_and_the_other_in_another_process():
    here, there = both(os.getpid, os.getpid)
    assert here == os.getpid() != there
    assert is_gone(there)


def test_a_result_larger_than_a_pipe_arrives_whole():
    many = both(lambda: 1, lambda: b"x" * 3_000_000)
    assert many == (1, b"x" * 3_000_000)


def test_nothing_that_the_copy_changes_is_changed_here(tmp_path):
    seen: list[int] = []
    assert both(lambda: None, lambda: seen.append(1)) == (None, None)
    assert seen == []


@pytest.mark.parametrize(
    "there",
    [lambda: 1 / 0, lambda: os._exit(0), lambda: os.kill(os.getpid(), signal.SIGKILL), lambda: sys.exit(0)],
    ids=["raises", "ends", "is killed", "exits"],
)
def test_a_copy_that_fails_in_any_way_is_none(there):
    assert both(lambda: 1, there) is None


def test_a_result_that_cannot_be_sent_is_none():
    assert both(lambda: 1, lambda: threading.Lock()) is None


class _Beside:
    """A copy that would work for a minute, and a failure here as soon as it has begun."""

    def __init__(self, place: Path, fault: type[BaseException]) -> None:
        self.place, self.fault = place, fault

    def here(self) -> None:
        while not (self.place.exists() and self.place.read_text()):
            time.sleep(0.01)
        raise self.fault

    def there(self) -> None:
        self.place.write_text(str(os.getpid()))
        time.sleep(60)
        self.place.write_text("0")

    def was_ended(self) -> bool:
        process = int(self.place.read_text())
        return process > 0 and is_gone(process)


def test_a_failure_here_is_none_and_ends_the_copy(tmp_path):
    parts = _Beside(tmp_path / "process", ValueError)
    assert both(parts.here, parts.there) is None
    assert parts.was_ended()


def test_an_interruption_ends_the_copy_and_goes_on(tmp_path):
    parts = _Beside(tmp_path / "process", KeyboardInterrupt)
    with pytest.raises(KeyboardInterrupt):
        both(parts.here, parts.there)
    assert parts.was_ended()


WAITING_OUTPUT = """
import atexit, sys
from reportgen.pipeline import beside
beside.is_possible = lambda: True
atexit.register(lambda: sys.stdout.write(" and the end"))
sys.stdout.write("once")
assert beside.both(lambda: 1, lambda: 2) == (1, 2)
"""


def test_the_copy_writes_nothing_that_was_waiting_to_be_written_and_closes_nothing():
    done = subprocess.run([sys.executable, "-c", WAITING_OUTPUT], capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("once and the end", "")


def test_no_process_and_no_pipe_stays_open(monkeypatch):
    fork, copies = os.fork, list[int]()

    def forked() -> int:
        copies.append(fork())
        return copies[-1]

    monkeypatch.setattr(os, "fork", forked)
    before = open_files()
    both(lambda: 1, lambda: 2)
    both(lambda: 1, lambda: 1 / 0)
    assert [is_gone(copy) for copy in copies] == [True, True]
    monkeypatch.setattr(os, "fork", refuse)
    assert both(lambda: 1, lambda: 2) is None
    assert open_files() == before


def open_files() -> set[str]:
    return {path.name for path in Path("/proc/self/fd").iterdir()}


def refuse() -> int:
    raise BlockingIOError


def test_a_second_thread_or_a_single_processor_makes_no_copy(monkeypatch):
    monkeypatch.setattr(os, "sched_getaffinity", lambda _process: {0, 1})
    monkeypatch.setattr(threading, "active_count", lambda: 1)
    assert is_possible()
    monkeypatch.setattr(threading, "active_count", lambda: 2)
    assert not is_possible()
    monkeypatch.setattr(threading, "active_count", lambda: 1)
    monkeypatch.setattr(os, "sched_getaffinity", lambda _process: {3})
    assert not is_possible()
    monkeypatch.setattr(os, "sched_getaffinity", lambda _process: {0, 1})
    monkeypatch.setattr(sys, "platform", "win32")
    assert not is_possible()


def test_nothing_is_done_where_no_copy_can_be_made(monkeypatch):
    monkeypatch.setattr(beside, "is_possible", lambda: False)
    assert both(lambda: pytest.fail("done here"), lambda: pytest.fail("done there")) is None
