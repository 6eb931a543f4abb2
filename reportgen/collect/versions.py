"""Which of a submitter's files counts, and which came before it.

Comes in: every file of one submitter that could be read, in order of names. Goes out: the one that counts, those before
it, and what is to be said about several (F12). A later round goes before an earlier one; within a round the file saved
last, by its own record. Nothing is merged: what stands only in a file that does not count is named, never lost.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from reportgen.findings.finding import Finding
from reportgen.model.plan import Plan, RowKind
from reportgen.model.submitted import RawCell, Submission

REASON_KEY: Final = "reason"
_NAMED: Final = 5
"""So many answers that stand only in another file are named; the others are counted."""

_Answers = Mapping[tuple[RowKind, str, str], RawCell]


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One file that could be read, with what was found in it; ``modified`` is when it says it was saved, or empty."""

    submission: Submission
    findings: tuple[Finding, ...]
    modified: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """The file that counts, those before it (the oldest first), and what is to be said about having several."""

    used: Version
    before: tuple[Version, ...]
    findings: tuple[Finding, ...]


def chosen(versions: Sequence[Version], plan: Plan, unselected: str) -> Chosen:
    """Return which of one submitter's files counts. At least one is given.

    A file of the same round that was saved before the used one, and in which nothing is answered that is blank there,
    is the same form before it was corrected: it counts as the round before. ``unselected`` is the layout's word for a
    choice not made.
    """
    newest = max(one.submission.round for one in versions)
    same = [one for one in versions if one.submission.round == newest]
    last = max(one.modified for one in same)
    candidates = [one for one in same if one.modified == last]
    used, dated = candidates[-1], len(candidates) == 1
    others = [one for one in same if one is not used]
    lost = [position for one in others for position in _lost(one, used, unselected)]
    corrected = others if dated and not lost else []
    findings = [_double(same, used, plan, lost, dated=dated)] if others else []
    earlier = [one for one in versions if one.submission.round < newest]
    findings += [_late(one, used) for one in earlier if _is_later(one, used)]
    before = [one for one in (*earlier, *corrected) if not _is_same(one.submission, used.submission)]
    return Chosen(
        used=used,
        before=tuple(sorted(before, key=lambda one: (one.submission.round, one.modified))),
        findings=tuple(findings),
    )


def _answers(submission: Submission) -> _Answers:
    """Return every cell in which something can be answered, notes of rows included."""
    return {
        (row.kind, row.row_id, key): cell
        for row in submission.rows
        if row.row_id is not None and row.counts
        for key, cell in (*row.cells.items(), *([(REASON_KEY, row.reason)] if row.reason else []))
    }


def _lost(older: Version, used: Version, unselected: str) -> Iterator[tuple[RowKind, str]]:
    """Yield the rows in which the older file answers something that the used one leaves blank."""
    now = _answers(used.submission)
    for (kind, row_id, key), cell in _answers(older.submission).items():
        kept = now.get((kind, row_id, key))
        if not cell.is_unanswered(unselected) and (kept is None or kept.is_unanswered(unselected)):
            yield kind, row_id


def _shown(submission: Submission) -> dict[tuple[RowKind, str, str], str]:
    return {position: cell.shown for position, cell in _answers(submission).items() if cell.shown}


def _is_same(one: Submission, other: Submission) -> bool:
    """Say whether two files answer the same: saved once more, they are no round of their own."""
    said = [{(r.fingerprint, r.content): (r.handling, r.reason) for r in s.replies} for s in (one, other)]
    return one.round == other.round and said[0] == said[1] and _shown(one) == _shown(other)


def _is_later(older: Version, used: Version) -> bool:
    """Say whether a form of an earlier round was saved after the one that counts, and says something else."""
    later = bool(used.modified) and older.modified > used.modified
    return later and _shown(older.submission) != _shown(used.submission)


def _double(
    same: Sequence[Version], used: Version, plan: Plan, lost: Sequence[tuple[RowKind, str]], *, dated: bool
) -> Finding:
    """Return F12b for equal files, F12c where no date decides, F12a if a file not used says more, else F12d."""
    equal = len({one.submission.place.sha256 for one in same}) == 1
    names = [_name(one) for one in same]
    rows = {(row.kind, row.row_id): item.full_number for item in plan.items() for row in item.rows()}
    where = list(dict.fromkeys(rows.get(position, position[1]) for position in lost))
    more = f"ほか{len(where) - _NAMED}件" if len(where) > _NAMED else ""
    return Finding(
        code="F12b" if equal else "F12c" if not dated else "F12a" if lost else "F12d",
        place=used.submission.place,
        facts={
            "count": str(len(names)),
            "files": "／".join(names),
            "used": _name(used),
            "items": "・".join([*where[:_NAMED], *([more] if more else [])]),
        },
        related=tuple(one.submission.place for one in same if one is not used),
    )


def _late(older: Version, used: Version) -> Finding:
    facts = {"older": _name(older), "used": _name(used), "round": str(used.submission.round)}
    return Finding(code="F12e", place=used.submission.place, facts=facts, related=(older.submission.place,))


def _name(version: Version) -> str:
    return version.submission.place.file.rpartition("/")[2]
