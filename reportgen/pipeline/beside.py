"""Do one part of a piece of work in a copy of this process, while another part is done here.

Comes in: two functions. Goes out: what both return, or ``None`` if it was not to be had this way; then the caller does
the one after the other. What is returned, and what is raised, never depends on whether there was a copy.
"""

import os
import pickle
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any, NamedTuple, TypeVar

Here = TypeVar("Here")
There = TypeVar("There")


class _Copy(NamedTuple):
    """A running copy: its process, and the end of the pipe on which its result comes."""

    process: int
    pipe: int


def is_possible() -> bool:
    """Tell whether a copy can be made and would run at the same time.

    Linux alone: Windows cannot copy a process, and the system libraries of macOS do not survive it. With a second
    thread, a copy might inherit a lock that nobody opens any more.
    """
    return sys.platform == "linux" and len(os.sched_getaffinity(0)) > 1 and threading.active_count() == 1


def both(here: Callable[[], Here], there: Callable[[], There]) -> tuple[Here, There] | None:
    """Return what the two functions return, ``there`` having run in a copy; ``None`` if either failed in any way.

    ``there`` must change nothing outside itself, and its result must be picklable. An interruption of this process
    ends the copy and goes on to the caller.
    """
    if not is_possible():
        return None
    copy = _copied(there)
    if copy is None:
        return None
    try:
        done = here()
        return done, _result(copy)
    except Exception:  # whatever it was, it comes again when the caller does the work itself, and means something there
        return None
    finally:
        _end(copy)


def _copied(there: Callable[[], object]) -> _Copy | None:
    """Start a copy that answers and ends; ``None`` if the system gives no more processes or pipes."""
    try:
        reading, writing = os.pipe()
    except OSError:
        return None
    try:
        process = os.fork()
    except OSError:
        os.close(reading)
        os.close(writing)
        return None
    if process == 0:
        _answer(there, writing)
    os.close(writing)
    return _Copy(process, reading)


def _answer(there: Callable[[], object], writing: int) -> None:
    """Write the result and end at once: nothing that the first process opened may be closed or flushed twice."""
    status = 1
    try:
        with os.fdopen(writing, "wb") as pipe:
            pickle.dump(there(), pipe, pickle.HIGHEST_PROTOCOL)
        status = 0
    finally:
        os._exit(status)


def _result(copy: _Copy) -> Any:
    """Return what the copy wrote. Raises ``EOFError`` or ``UnpicklingError`` if it ended before."""
    with os.fdopen(os.dup(copy.pipe), "rb") as pipe:
        return pickle.load(pipe)


def _end(copy: _Copy) -> None:
    """Wait for the copy: closing the pipe stops one that still wants to write, and the signal one that still works."""
    import signal  # loaded with the first copy alone

    os.close(copy.pipe)
    with suppress(ProcessLookupError):
        os.kill(copy.process, signal.SIGKILL)
    with suppress(ChildProcessError):
        os.waitpid(copy.process, 0)
