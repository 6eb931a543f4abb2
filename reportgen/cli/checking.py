"""The command ``check`` on a screen: what is said of each form, as soon as it and those before it are done.

Comes in: files and folders. Goes out: their findings on standard output, faults on standard error, a progress bar on a
terminal. The text is made where the form is checked, and nothing is kept once it is printed.
"""

import json
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

import typer

from reportgen.cli.faults import record
from reportgen.cli.progress import bar
from reportgen.cli.texts import text
from reportgen.errors import ReportgenError
from reportgen.pipeline.check import Check
from reportgen.pipeline.checks import Chunk, Failed, Form, check_each, chunks_of, forms_in, in_order
from reportgen.pipeline.workers import Death
from reportgen.workspace import Workspace

FEW = 20
"""Up to here one process is done before others have started, and nobody needs a bar."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What is printed for one form: ``out`` or the fault, as ``Failed`` has it."""

    status: int
    out: str = ""
    failed: Failed | None = None


def run_checks(
    paths: Sequence[Path],
    root: Path,
    jobs: int | None,
    *,
    as_json: bool,
    work: Callable[..., tuple[Said, ...]] | None = None,
) -> int:
    """Check all forms, print what is to be said of each in their order, and return the highest status.

    ``root`` is the workspace. ``work`` checks one chunk in a process of its own, ``said_of`` unless said.
    """
    forms = forms_in(paths)
    processes = jobs or (os.cpu_count() or 1 if len(forms) > FEW else 1)
    printer = _Printer(as_json=as_json)
    for path in paths:
        if path.is_dir() and not any(path in form.path.parents for form in forms):
            printer.refuse(text("check.none", folder=path))
    with bar(text("check.working"), len(forms)) if len(forms) > FEW else nullcontext(_no_bar) as advance:
        for chunk, result in _results(forms, root, processes, work or said_of, as_json=as_json):
            if isinstance(result, Death):
                files = "、".join(form.name for form in chunk)
                fault = ReportgenError("I04", reason=result.reason, count=len(chunk), files=files)
                printer.refuse(str(fault), fault.status)
            else:
                for one in result:
                    printer.say(one)
            advance(len(chunk), "")
    printer.end()
    return printer.status


def said_of(chunk: Chunk, *, as_json: bool) -> tuple[Said, ...]:
    """Check the forms of a chunk and return what is to be said of each."""
    return tuple(_said(one, as_json=as_json) for one in check_each(chunk.forms, Workspace(chunk.root)))


def _results(
    forms: Sequence[Form], root: Path, jobs: int, work: Callable[..., tuple[Said, ...]], *, as_json: bool
) -> Iterator[tuple[tuple[Form, ...], tuple[Said, ...] | Death]]:
    if jobs == 1:
        for form, one in zip(forms, check_each(forms, Workspace(root)), strict=True):
            yield (form,), (_said(one, as_json=as_json),)
        return
    for chunk, result in in_order(chunks_of(forms, root, jobs), jobs, partial(work, as_json=as_json)):
        yield chunk.forms, result


def _no_bar(_count: int, _remark: str) -> None:
    pass


class _Printer:
    """Prints what is said, one form after the other, and knows the highest status so far."""

    def __init__(self, *, as_json: bool) -> None:
        self.status = 0
        self._as_json = as_json
        self._begun = False
        self._told: dict[str, str] = {}

    def say(self, said: Said) -> None:
        self.status = max(self.status, said.status)
        if said.failed:
            self._explain(said.failed)
        elif not self._as_json:
            typer.echo(said.out)
        elif said.out:
            typer.echo((",\n" if self._begun else "[\n") + said.out, nl=False)
            self._begun = True

    def refuse(self, message: str, status: int = 2) -> None:
        self.status = max(self.status, status)
        typer.echo(message, err=True)

    def end(self) -> None:
        if self._as_json:
            typer.echo("\n]" if self._begun else "[]")

    def _explain(self, failed: Failed) -> None:
        """Print a fault; what is the same for many files is told, and recorded, once."""
        key = failed.trace or failed.message
        if failed.trace:
            kept = self._told.get(key) or self._told.setdefault(key, record(failed.trace))
            typer.echo(f"{failed.file}　{text('fault.unexpected', kind=failed.message, record=kept)}", err=True)
            return
        if not failed.of_plan:
            typer.echo(failed.message, err=True)
            return
        if key not in self._told:
            self._told[key] = key
            typer.echo(failed.message, err=True)
        typer.echo(text("check.broken", file=failed.file), err=True)


def _said(one: Check | Failed, *, as_json: bool) -> Said:
    if isinstance(one, Failed):
        return Said(status=one.status, failed=one)
    return Said(status=one.status, out=_records(one) if as_json else "\n".join(_lines(one)))


def _records(check: Check) -> str:
    """Return the records as they stand within an array, without its brackets."""
    records = [json.dumps(asdict(one), ensure_ascii=False, indent=1) for one in check.records]
    return ",\n".join(" " + one.replace("\n", "\n ") for one in records)


def _lines(check: Check) -> Iterator[str]:
    if not check.records:
        yield text("check.clean", file=check.file)
        return
    levels = [one.level for one in check.shown]
    counts = "、".join(f"{level} {levels.count(level)}件" for level in dict.fromkeys(levels))
    yield text("check.summary", file=check.file, counts=counts or text("report.none_open"))
    for one in check.shown:
        yield f"  [{one.level}] {one.where}　{one.what}（{one.code}）"
        if one.answered_by:
            yield f"    → {text('check.settled', by=one.answered_by, reason=one.answer)}"
        elif one.do:
            yield f"    → {one.do}"
    if check.more:
        yield f"  {text('check.more', count=check.more)}"
