"""Do many tasks in processes of their own, so that what happens to one of them never stops the rest.

Comes in: tasks, and a function of a module that does one. Goes out: what became of each task, as soon as it is done.
Each worker holds one task at a time: if it dies, it is known which task it died of, and another takes its place.
Nothing is known here of plans or reports.
"""

import gc
import multiprocessing
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Generic, TypeVar

Task = TypeVar("Task")
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True, kw_only=True)
class Death:
    """A worker ended before its task did. ``code`` is its exit status; a signal is its number, negative."""

    code: int

    @property
    def reason(self) -> str:
        """How the process ended: the name of its signal, or its exit status."""
        try:
            return signal.Signals(-self.code).name
        except ValueError:
            return str(self.code)


@dataclass(slots=True)
class _Worker(Generic[Task, Result]):
    process: BaseProcess
    pipe: Connection
    task: Task | None = None

    def heard(self) -> Result | Death:
        try:
            answer: Result = self.pipe.recv()
        except (EOFError, OSError):
            self.process.join()
            return Death(code=self.process.exitcode or 0)
        return answer


_CONTEXT = multiprocessing.get_context("spawn")
"""A fresh interpreter on every system: a fork would copy the threads of a progress bar, and break."""


def done(tasks: Sequence[Task], jobs: int, work: Callable[[Task], Result]) -> Iterator[tuple[Task, Result | Death]]:
    """Do every task in one of up to ``jobs`` processes; yield each with its result, in the order they end.

    ``work``, tasks and results must be picklable. ``work`` must not raise: an exception ends its worker like any other
    death. Workers are ended when the caller stops asking, also by Ctrl+C, which only the caller hears.
    """
    waiting = list(reversed(tasks))
    workers: list[_Worker[Task, Result]] = []
    try:
        while waiting or workers:
            while waiting and len(workers) < jobs:
                workers.append(_hired(work))
                _give(workers[-1], waiting.pop())
            for ready in wait([worker.pipe for worker in workers]):
                worker = next(one for one in workers if one.pipe is ready)
                task, result = worker.task, worker.heard()
                if isinstance(result, Death) or not waiting:
                    workers.remove(worker)
                    _dismiss(worker)
                else:
                    _give(worker, waiting.pop())
                if task is not None:
                    yield task, result
    finally:
        for worker in workers:
            worker.process.terminate()
            _dismiss(worker)


def _hired(work: Callable[[Task], Result]) -> _Worker[Task, Result]:
    ours, theirs = _CONTEXT.Pipe()
    process = _CONTEXT.Process(target=_serve, args=(theirs, work, gc.get_threshold()), daemon=True)
    process.start()
    theirs.close()
    return _Worker(process, ours)


def _give(worker: _Worker[Task, Result], task: Task) -> None:
    worker.task = task
    with suppress(OSError):  # it has died, which is heard of when its answer is waited for
        worker.pipe.send(task)


def _dismiss(worker: _Worker[Task, Result]) -> None:
    worker.pipe.close()
    worker.process.join()


def _serve(pipe: Connection, work: Callable[[Task], Result], collecting: tuple[int, int, int]) -> None:
    """Answer tasks until the other end is closed. ``collecting``: how often to look for garbage, as the parent does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.set_threshold(*collecting)
    while True:
        try:
            task = pipe.recv()
        except EOFError:
            return
        pipe.send(work(task))
