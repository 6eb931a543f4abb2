"""Write a finished set of files into the output folder, all of it or nothing.

Comes in: the folder of one plan, and the bytes of every file by its name inside it. Goes out: the folder, holding the
new files, and whatever lay there that no run of ours wrote. The new folder is built beside the old one and moved into
place by two renames; what happens before them leaves the old folder whole, and a run that was killed between them is
put right by the next.
"""

import contextlib
import errno
import hashlib
import json
import os
import shutil
import signal
import threading
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path, PurePosixPath

from reportgen.errors import UsageError

RECEIPT = "receipt.json"


def write_outputs(
    folder: Path, files: Mapping[str, bytes], former_hashes: Mapping[str, str] | None = None
) -> tuple[str, ...]:
    """Replace the results of the previous run by new ones; return the names under which edited results were kept.

    A name may hold ``/``. Files of the previous run are those its receipt lists, unchanged (or ``former_hashes``, for a
    folder without a receipt); one that was edited since is kept under another name, and any other file in the folder is
    carried over, for both are the user's.

    Raises:
        UsageError: U05 when the disk is full, the folder is locked or may not be written; the old folder is whole.
    """
    fresh = _beside(folder, "new")
    try:
        recover(folder)
        _remove(fresh)
        fresh.mkdir(parents=True)
        for name, data in files.items():
            target = fresh / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
        kept = _carry_over(folder, fresh, _listed(folder) if former_hashes is None else former_hashes)
        former = _free(folder)
        with _uninterrupted():
            _swap(folder, fresh, former)
    except OSError as fault:
        _discard(fresh)
        raise UsageError("U05", _where(fault, folder.name), reason=why(fault)) from fault
    _discard(former)
    return kept


def write_new(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write a folder that is not there yet, whole or not at all. A name may hold ``/``.

    Raises:
        UsageError: U39 the disk is full, the place is read-only, or a folder has come there meanwhile.
    """
    fresh = _beside(folder, "new")
    try:
        _remove(fresh)
        for name, data in files.items():
            target = fresh / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
        fresh.rename(folder)
    except OSError as fault:
        _discard(fresh)
        raise UsageError("U39", _where(fault, folder.name), reason=why(fault)) from fault


def recover(folder: Path) -> None:
    """Put the previous folder back if a run was killed between the two renames; remove what earlier runs left behind.

    A leftover that cannot be removed (a file in it is open elsewhere) stays for a later run and disturbs nothing.
    """
    leftovers = sorted(folder.parent.glob(f".{folder.name}.old*"))
    if leftovers and not folder.exists():
        leftovers.pop().rename(folder)
    for path in leftovers:
        _discard(path)


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
        raise UsageError("U05", name, reason=why(fault)) from fault


def _swap(folder: Path, fresh: Path, former: Path) -> None:
    if folder.exists():
        folder.rename(former)
    try:
        fresh.rename(folder)
    except OSError:
        if former.exists():
            former.rename(folder)
        raise


def _free(folder: Path) -> Path:
    """Return a name for the previous folder that nothing bears; later names sort later."""
    numbers = (f"old{number:03}" for number in range(1000))
    return next(path for path in (_beside(folder, kind) for kind in numbers) if not path.exists())


def _discard(path: Path) -> None:
    with contextlib.suppress(OSError):
        _remove(path)


def _beside(folder: Path, kind: str) -> Path:
    return folder.with_name(f".{folder.name}.{kind}")


def _remove(path: Path) -> None:
    if path.exists():
        shutil.rmtree(path)


def _listed(folder: Path) -> dict[str, str]:
    """Return the files that the previous run wrote with their hashes, as its receipt says; empty without one."""
    try:
        receipt = json.loads((folder / RECEIPT).read_text(encoding="utf-8"))
        return {str(name): str(digest) for name, digest in receipt["outputs"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def _carry_over(folder: Path, fresh: Path, written: Mapping[str, str]) -> tuple[str, ...]:
    """Take the user's files along; return the new names of results that were edited by hand."""
    kept: list[str] = []
    for path in sorted(folder.rglob("*")) if folder.exists() else ():
        name = path.relative_to(folder).as_posix()
        if path.is_dir() or name == RECEIPT or path.name.startswith("~$"):
            continue
        if name in written:
            if hashlib.sha256(path.read_bytes()).hexdigest() == written[name]:
                continue
            other = _edited_name(name, taken=lambda n: (folder / n).exists() or (fresh / n).exists())
            target = fresh / other
            kept.append(other)
        else:
            target = fresh / name
        if not target.exists():
            _take(path, target)
    return tuple(kept)


def _edited_name(name: str, taken: Callable[[str], bool]) -> str:
    """Return a free name that says that a result was edited by hand: 進捗状況（手直し）.docx, then （手直し2） …."""
    path = PurePosixPath(name)
    marks = ("（手直し）", *(f"（手直し{number}）" for number in range(2, 1000)))
    others = (path.with_stem(path.stem + mark).as_posix() for mark in marks)
    return next(other for other in others if not taken(other))


def _take(path: Path, target: Path) -> None:
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
    errno.EACCES: "書き込みが許可されていないか、ほかのソフトで開かれています",
    errno.EPERM: "書き込みが許可されていないか、ほかのソフトで開かれています",
    errno.EBUSY: "ほかのソフトで開かれています",
    errno.ETXTBSY: "ほかのソフトで開かれています",
    errno.EROFS: "読み取り専用です",
    errno.ENAMETOOLONG: "名前が長すぎます",
    errno.EEXIST: "同じ名前のファイルがあります",
    errno.ENOTDIR: "フォルダーのはずの場所にファイルがあります",
    errno.EIO: "ディスクの読み書きに失敗しました",
}


def why(fault: OSError) -> str:
    """Return why something could not be written, for a sentence that says so."""
    return _REASONS.get(fault.errno or 0, f"エラー番号 {fault.errno}")


def _where(fault: OSError, otherwise: str) -> str:
    return Path(str(fault.filename)).name if fault.filename else otherwise
