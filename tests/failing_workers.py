"""Work that goes wrong in a process of its own, by the name of the plan. A worker imports it by name."""

from __future__ import annotations

import errno
import os
import signal
from dataclasses import dataclass
from pathlib import Path

from reportgen.cli import checking
from reportgen.cli.checking import Said
from reportgen.pipeline import batch
from reportgen.pipeline.batch import Built, Task
from reportgen.pipeline.checks import Chunk


@dataclass(frozen=True)
class Say:
    """A task of no plan: what to do, and what to answer."""

    what: str


def answer(task: Say) -> tuple[str, int]:
    """Answer with the process that did it, or die as told."""
    if task.what == "exit":
        os._exit(7)
    if task.what == "kill":
        os.kill(os.getpid(), signal.SIGKILL)
    if task.what == "raise":
        raise SystemExit(5)
    return task.what, os.getpid()


def build_or_die(task: Task) -> Built:
    """Build a plan, unless its workspace is called after a misfortune."""
    fate = task.folder.root.name
    if fate == "killed":
        os.kill(os.getpid(), signal.SIGKILL)
    if fate == "ended":
        os._exit(9)
    if fate == "full":
        return _on_a_full_disk(task)
    return _with_a_fault(task) if fate == "faulty" else batch.build_one(task)


def check_or_die(chunk: Chunk, *, as_json: bool) -> tuple[Said, ...]:
    """Check forms, unless one of them is called after a misfortune."""
    if any("killed" in form.name for form in chunk.forms):
        os.kill(os.getpid(), signal.SIGKILL)
    return checking.said_of(chunk, as_json=as_json)


def _with_a_fault(task: Task) -> Built:
    """Let the building fail; the next task of this worker is built as ever."""
    right, batch.build_plan = batch.build_plan, _faulty  # type: ignore[assignment]  # put back below
    try:
        return batch.build_one(task)
    finally:
        batch.build_plan = right


def _faulty(*_: object, **__: object) -> None:
    raise ZeroDivisionError


def _on_a_full_disk(task: Task) -> Built:
    """Let the third file that is written find no room, and build."""
    written: list[Path] = []
    write = Path.write_bytes

    def full(path: Path, data: bytes) -> int:
        written.append(path)
        if len(written) == 3:
            raise OSError(errno.ENOSPC, "", str(path))
        return write(path, data)

    Path.write_bytes = full  # type: ignore[method-assign, assignment]  # put back below
    try:
        return batch.build_one(task)
    finally:
        Path.write_bytes = write  # type: ignore[method-assign]  # see above
