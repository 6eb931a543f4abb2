"""The desk of one plan, at which files are taken in: the only module that writes inputs.

Comes in: files one by one. Goes out: each below ``submissions/`` under a name of its own, and its line in the register.

A file is copied under another name, renamed, and then noted, each step brought to the disk before the next. An
interruption leaves at most a file without its line, which the next intake adds, or a line that was cut off, which
counts for nothing. Nothing that lies there is overwritten.
"""

import hashlib
import os
import posixpath
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from reportgen.collect import collect, collect_rounds, identify
from reportgen.collect.container import is_left_out, name_order
from reportgen.deliver.listing import UNKNOWN_SUBMITTER
from reportgen.errors import UsageError
from reportgen.findings.catalogue import Level
from reportgen.model.submitted import Submission
from reportgen.pipeline.arrivals import Arrival
from reportgen.pipeline.intake import load, words_of
from reportgen.pipeline.outputs import why
from reportgen.plan.submitters import as_file_name
from reportgen.rounds import Edit, edits
from reportgen.rounds.register import Entry, heading, line_of, read_register, result
from reportgen.workspace import PlanFolder, Workspace

REGISTER: Final = "受付簿.csv"
_PART: Final = ".受付中"
_LONGEST: Final = 200
"""Bytes of a file's name in UTF-8, of the 255 that file systems allow; the rest is for a number."""

Kind = Literal["filed", "unreadable", "already", "noted", "refused"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """One file. ``stored`` says where it lies in the workspace, ``result`` is what the register says of it.

    ``kind``: it was filed; filed although it cannot be read; there already; there without a line, which it has now;
    or refused, with the reason. ``number`` is its 受付番号, 0 if it has none. ``edits`` compare it with the file of
    the same submitter that counted before.
    """

    kind: Kind
    original: str
    result: str
    stored: str = ""
    number: int = 0
    submitter: str = ""
    round: int = 0
    edits: tuple[Edit, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Seen:
    """What a file says: ``fault`` is why it cannot be read, empty if it can."""

    sha256: str
    submitter: str
    round: int
    version: str
    fault: str
    submission: Submission | None


class Desk:
    """One plan's register, and what lies below its ``submissions``."""

    def __init__(self, folder: PlanFolder, workspace: Workspace, now: str) -> None:
        """Open the register; make ``submissions`` if it is not there.

        Raises:
            PlanError, TemplateError: the plan or layout is broken. UsageError: U04, U19, U20.
        """
        self._folder, self._now = folder, now
        self._plan, self._layout = load(folder, workspace)
        self._words = words_of(self._layout)
        self._submissions, self._path = folder.path / "submissions", folder.path / REGISTER
        try:
            self._submissions.mkdir(exist_ok=True)
            data = self._path.read_bytes() if self._path.exists() else b""
            self._register = read_register(data, folder.named(self._path))
            self._begin(data)
        except OSError as fault:
            raise self._fault(fault) from fault
        files = {name: data for name, data in folder.submissions().items() if not is_left_out(name)}
        self._lying = {self._below(name): hashlib.sha256(data).hexdigest() for name, data in files.items()}
        self._unlisted = {self._below(name): files[name] for name in sorted(files, key=name_order)}
        listed = {entry.sha256 for entry in self._register.entries}
        self._unlisted = {name: data for name, data in self._unlisted.items() if self._lying[name] not in listed}
        self._latest = {one.submitter: one for one in collect_rounds(files, self._plan, self._layout).submissions}
        self._next = self._register.next_number
        self._numbers = {entry.sha256: entry.number for entry in self._register.entries}

    def note_unlisted(self) -> tuple[Received, ...]:
        """Give a line to every file that lies there without one. Raises ``UsageError`` U20."""
        names = {entry.stored for entry in self._register.entries}
        noted = []
        for stored, data in self._unlisted.items():
            seen = self._look(stored, data)
            told = result("rewritten" if stored in names else "lying")
            told = result("unreadable", what=seen.fault) if seen.fault else told
            noted.append(self._note("noted", stored, stored, seen, told))
        self._unlisted = {}
        return tuple(noted)

    def take(self, arrival: Arrival) -> Received:
        """File one arrival and note it. Raises ``UsageError`` U20; what was filed before stays, with its line."""
        seen = self._look(arrival.name, arrival.data)
        if seen.sha256 in self._lying.values():
            return self._already(arrival, seen)
        name = _file_name(arrival.name)
        try:
            stored = self._store(name if seen.submitter else f"{UNKNOWN_SUBMITTER}/{name}", arrival.data)
        except OSError as fault:
            raise self._fault(fault) from fault
        self._lying[stored] = seen.sha256
        told, edited = self._judged(seen)
        return self._note("unreadable" if seen.fault else "filed", arrival.name, stored, seen, told, edited)

    def lost(self) -> tuple[str, ...]:
        """Return the files that the register names but that lie nowhere, as the workspace names them."""
        there = set(self._lying.values())
        missing = [e for e in self._register.entries if e.stored not in self._lying and e.sha256 not in there]
        return tuple(self._named(entry.stored) for entry in missing)

    def _look(self, name: str, data: bytes) -> _Seen:
        """Return what a file says, read as a run reads it. A zip that lies there may hold several submissions."""
        submissions, findings = collect({name: data}, self._plan, self._layout)
        identity = identify(data, name)
        refusal = next((f for f in findings if self._words.level(f) is Level.UNREADABLE), None)
        named = [one.submitter for one in submissions] or ([refusal.subject.submitter] if refusal else [])
        said = submissions[0].round if submissions else identity.round if identity else 0
        return _Seen(
            sha256=hashlib.sha256(data).hexdigest(),
            submitter="、".join(named),
            round=said,
            version=identity.version if identity else "",
            fault=self._words.what(refusal) if refusal and not submissions else "",
            submission=submissions[0] if len(submissions) == 1 else None,
        )

    def _judged(self, seen: _Seen) -> tuple[str, tuple[Edit, ...]]:
        """Return what is noted of a new file, and what it changed; a newer one becomes what counts."""
        if seen.submission is None:
            return result("unreadable", what=seen.fault), ()
        before = self._latest.get(seen.submitter)
        if before is not None and before.round > seen.round:
            return result("older", round=seen.round, latest=before.round), ()
        self._latest[seen.submitter] = seen.submission
        if before is None:
            return result("first"), ()
        edited = edits(before, seen.submission, self._plan, self._layout)
        return (result("changed", count=len(edited)) if edited else result("unchanged")), edited

    def _already(self, arrival: Arrival, seen: _Seen) -> Received:
        stored = next(name for name, digest in self._lying.items() if digest == seen.sha256)
        number = self._numbers.get(seen.sha256, 0)
        return Received(
            kind="already",
            original=arrival.name,
            result=result("already", number=number),
            stored=self._named(stored),
            number=number,
            submitter=seen.submitter,
            round=seen.round,
        )

    def _note(
        self, kind: Kind, original: str, stored: str, seen: _Seen, told: str, edited: tuple[Edit, ...] = ()
    ) -> Received:
        entry = Entry(
            number=self._next,
            received=self._now,
            original=original,
            stored=stored,
            sha256=seen.sha256,
            submitter=seen.submitter,
            round=seen.round,
            version=seen.version,
            result=told,
        )
        try:
            self._append(line_of(entry))
        except OSError as fault:
            raise self._fault(fault) from fault
        self._next += 1
        self._numbers[seen.sha256] = entry.number
        return Received(
            kind=kind,
            original=original,
            result=told,
            stored=self._named(stored),
            number=entry.number,
            submitter=seen.submitter,
            round=seen.round,
            edits=edited,
        )

    def _begin(self, data: bytes) -> None:
        """Write the heading of a new register, or end a line that was cut off; see that the register can be written."""
        self._append(heading() if not data else b"" if self._register.ends_whole else b"\r\n")

    def _append(self, data: bytes) -> None:
        with self._path.open("ab") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())

    def _store(self, wanted: str, data: bytes) -> str:
        """Write a file under the name wanted, or that name with a number; return its path below ``submissions``."""
        part = self._folder.path / _PART
        with part.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        stem, ending = posixpath.splitext(wanted)
        stored, number = wanted, 2
        while not _moved(part, self._submissions / stored):
            stored, number = f"{stem} ({number}){ending}", number + 1
        return stored

    def _fault(self, fault: OSError) -> UsageError:
        with suppress(OSError):
            (self._folder.path / _PART).unlink(missing_ok=True)
        return UsageError("U20", Path(str(fault.filename or self._folder.path)).name, reason=why(fault))

    def _below(self, name: str) -> str:
        return name.removeprefix(f"{self._folder.named(self._submissions)}/")

    def _named(self, stored: str) -> str:
        return f"{self._folder.named(self._submissions)}/{stored}"


def _file_name(name: str) -> str:
    """Return the last part of a name as a file may bear it, cut where it is too long."""
    stem, ending = posixpath.splitext(as_file_name(name.rpartition("/")[2]) or UNKNOWN_SUBMITTER)
    room = _LONGEST - len(ending.encode("utf-8", "surrogateescape"))
    return stem.encode("utf-8", "surrogateescape")[: max(room, 1)].decode("utf-8", "ignore") + ending


def _moved(part: Path, target: Path) -> bool:
    """Give a written file its name, unless something bears it already; a link refuses that in one step."""
    target.parent.mkdir(exist_ok=True)
    if target.exists() or target.is_symlink():
        return False
    try:
        os.link(part, target)
    except FileExistsError:
        return False
    except OSError:  # a file system without links; only a second intake at this very moment could come between
        part.rename(target)
        return True
    part.unlink()
    return True
