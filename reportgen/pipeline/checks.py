"""Check many forms: in this process one after the other, or dealt out to processes of their own.

Comes in: files and folders. Goes out: what is to be said of each file, in the order of the files; what goes wrong with
one never stops the rest. Nothing is kept but the names of the files, so that memory does not grow with their number.
"""

import traceback
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final, TypeVar

from reportgen.errors import ReportgenError, UsageError
from reportgen.pipeline.arrivals import files_of
from reportgen.pipeline.check import Check, check
from reportgen.pipeline.intake import load
from reportgen.pipeline.workers import Death, done
from reportgen.workspace import Workspace

_PLANS: Final = 8
"""How many plans with their layouts are kept: forms of one plan mostly lie together."""
_LARGEST: Final = 50
_CHUNKS_EACH: Final = 4
"""The fewest chunks for each process, so that none waits long for the last."""

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A file to check. ``name`` is how messages call it."""

    path: Path
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Chunk:
    """Forms that one process checks without being asked again. ``root`` is the workspace; chunks count from 0."""

    number: int
    root: Path
    forms: tuple[Form, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed:
    """A file that was not checked.

    ``of_plan``: the fault is in the plan or its layout, so the message is the same for all its forms. ``trace`` is
    there if the fault is ours; ``message`` is then the kind of exception.
    """

    file: str
    status: int
    message: str
    of_plan: bool = False
    trace: str = ""


def forms_in(paths: Sequence[Path]) -> tuple[Form, ...]:
    """Return files as they are named, and those below a folder in order of names, as ``collect`` leaves some out.

    A file of a folder is named from that folder; with the folder's name before it if there are several paths. A path
    that does not exist is a form, too: checking it says so.
    """
    several = len(paths) > 1
    found = []
    for path in paths:
        if not path.is_dir():
            found.append(Form(path=path, name=path.name))
            continue
        before = f"{path.resolve().name}/" if several else ""
        found += [Form(path=file, name=before + name) for file, name in files_of(path)]
    return tuple(found)


def check_each(forms: Sequence[Form], workspace: Workspace) -> Iterator[Check | Failed]:
    """Check one form after the other; whatever goes wrong is in the result. Each plan is read once."""
    loaded = lru_cache(maxsize=_PLANS)(load)
    for form in forms:
        try:
            yield check(form.path, workspace, name=form.name, loaded=loaded)
        except ReportgenError as fault:
            of_plan = not isinstance(fault, UsageError)
            yield Failed(file=form.name, status=fault.status, message=str(fault), of_plan=of_plan)
        except Exception as fault:
            kind, trace = type(fault).__name__, traceback.format_exc()
            yield Failed(file=form.name, status=ReportgenError.status, message=kind, trace=trace)


def chunks_of(forms: Sequence[Form], root: Path, jobs: int) -> tuple[Chunk, ...]:
    """Deal forms out for ``jobs`` processes: at most 50 at a time, and fewer if there are few."""
    size = max(1, min(_LARGEST, len(forms) // (jobs * _CHUNKS_EACH)))
    starts = range(0, len(forms), size)
    return tuple(Chunk(number=n, root=root, forms=tuple(forms[at : at + size])) for n, at in enumerate(starts))


def in_order(
    chunks: Sequence[Chunk], jobs: int, work: Callable[[Chunk], Result]
) -> Iterator[tuple[Chunk, Result | Death]]:
    """Do every chunk in one of up to ``jobs`` processes; yield each with its result, in their order.

    ``work`` is a function of a module that does not raise. What is early waits for the chunks before it.
    """
    early: dict[int, tuple[Chunk, Result | Death]] = {}
    following = 0
    for chunk, result in done(chunks, jobs, work):
        early[chunk.number] = chunk, result
        while following in early:
            yield early.pop(following)
            following += 1
