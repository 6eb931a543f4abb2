"""Write a finished set of files into the output folder, all of it or nothing.

Comes in: the folder of one plan, and the bytes of every file by its name inside it. Goes out: the folder, holding the
new files, and whatever lay there that no run of ours wrote. The new folder is built beside the old one and moved into
place by two renames; what happens before them leaves the old folder whole, and a run that was killed between them is
put right by the next.
"""

import contextlib
import errno
import json
import os
import shutil
import signal
import threading
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from reportgen.errors import UsageError

RECEIPT = "receipt.json"


def write_outputs(folder: Path, files: Mapping[str, bytes]) -> None:
    """Replace the results of the previous run by new ones.

    A name may hold ``/``. Files of the previous run are those its receipt lists; any other file in the folder is
    carried over, for it is the user's.

    Raises:
        UsageError: U05 when the disk is full, the folder is locked or may not be written; the old folder is whole.
    """
    fresh, former = _beside(folder, "new"), _beside(folder, "old")
    try:
        recover(folder)
        _remove(fresh)
        fresh.mkdir(parents=True)
        for name, data in files.items():
            target = fresh / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
        _carry_over(folder, fresh, written=_listed(folder))
        with _uninterrupted():
            if folder.exists():
                folder.rename(former)
            try:
                fresh.rename(folder)
            except OSError:
                if former.exists():
                    former.rename(folder)
                raise
        _remove(former)
    except OSError as fault:
        with contextlib.suppress(OSError):
            _remove(fresh)
        raise UsageError("U05", str(folder.name), reason=_reason(fault)) from fault


def recover(folder: Path) -> None:
    """Put the previous folder back if a run was killed between the two renames; remove what it left behind."""
    former = _beside(folder, "old")
    if former.exists() and not folder.exists():
        former.rename(folder)
    _remove(former)


def write_beside(folder: Path, name: str, data: bytes) -> None:
    """Write one file into the output folder, replacing it in one step; the rest of the folder is left alone.

    Raises:
        UsageError: U05 as above; the file that was there is whole.
    """
    target = folder / name
    part = target.with_name(target.name + ".new")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(data)
        part.replace(target)
    except OSError as fault:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
        raise UsageError("U05", name, reason=_reason(fault)) from fault


def _beside(folder: Path, kind: str) -> Path:
    return folder.with_name(f".{folder.name}.{kind}")


def _remove(path: Path) -> None:
    if path.exists():
        shutil.rmtree(path)


def _listed(folder: Path) -> set[str]:
    """Return the files that the previous run wrote, as its receipt says; only the receipt itself without one."""
    try:
        receipt = json.loads((folder / RECEIPT).read_text(encoding="utf-8"))
        return {RECEIPT, *receipt["outputs"]}
    except (OSError, ValueError, KeyError, TypeError):
        return {RECEIPT}


def _carry_over(folder: Path, fresh: Path, *, written: Iterable[str]) -> None:
    ours = set(written)
    for path in sorted(folder.rglob("*")) if folder.exists() else ():
        name = path.relative_to(folder).as_posix()
        target = fresh / name
        if path.is_dir() or name in ours or target.exists():
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            os.link(path, target)
        except OSError:
            shutil.copy2(path, target)


@contextlib.contextmanager
def _uninterrupted() -> Iterator[None]:
    """Hold Ctrl+C back until the block is done; only the main thread can."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    pressed: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, _frame: pressed.append(number))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
    if pressed:
        raise KeyboardInterrupt


_REASONS = {
    errno.ENOSPC: "空き容量が足りません",
    errno.EDQUOT: "空き容量が足りません",
    errno.EACCES: "書き込みが許可されていません",
    errno.EPERM: "書き込みが許可されていません",
    errno.EROFS: "読み取り専用です",
    errno.ENAMETOOLONG: "名前が長すぎます",
}


def _reason(fault: OSError) -> str:
    return _REASONS.get(fault.errno or 0, fault.strerror or "原因不明")
