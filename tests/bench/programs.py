"""The programs of the bench: how each is called, what it writes, and whether it is there.

A program that is not there says why; the bench goes on without it and says so too.
"""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
FONTS = ROOT / "reportgen/assets/bizud-gothic"


def environment(work: Path) -> dict[str, str]:
    """What every program is started with: our package, and compiled modules kept, as they are wherever Python may."""
    return {"PYTHONPATH": str(ROOT), "PYTHONPYCACHEPREFIX": str(work / "compiled"), "PYTHONDONTWRITEBYTECODE": ""}


Command = Callable[[Path, Path], list[str]]
"""From the rows and the stem of the files to write (no suffix) to a command line."""


@dataclass(frozen=True)
class Program:
    """``key`` names it in targets; ``files`` are the suffixes it writes. ``warm``: it prints its own seconds."""

    key: str
    title: str
    files: tuple[str, ...]
    command: Command
    missing: str = ""
    warm: bool = False


def python(script: str, *arguments: str | Path) -> list[str]:
    return [sys.executable, str(HERE / script), *map(str, arguments)]


def ours(formats: str, *options: str) -> Command:
    return lambda rows, stem: python("ours.py", rows, stem, formats, *options)


def peer(script: str, suffix: str, *more: str | Path) -> Command:
    return lambda rows, stem: python(f"peers/{script}.py", rows, stem.with_suffix(suffix), *more)


def programs(work: Path, port: int | None) -> list[Program]:
    """All programs. ``work`` holds docxtpl's template and LibreOffice's profile; our DOCX lies beside the rows."""
    office = "" if shutil.which("soffice") else "soffice is not installed"
    found = [
        Program("ours", "this project: DOCX + PDF, proven", (".docx", ".pdf"), ours("docx,pdf")),
        Program("ours-alone", "this project: the same in one process", (".docx", ".pdf"), ours("docx,pdf", "--alone")),
        Program(
            "ours-unproven", "this project: one process, no proof", (".docx", ".pdf"), ours("docx,pdf", "--no-proof")
        ),
        Program("ours-docx", "this project: DOCX, proven", (".docx",), ours("docx")),
        Program("ours-docx-unproven", "this project: DOCX, no proof", (".docx",), ours("docx", "--no-proof")),
        Program("ours-pdf", "this project: PDF, proven", (".pdf",), ours("pdf")),
        Program(
            "docxtpl",
            "docxtpl: DOCX",
            (".docx",),
            peer("with_docxtpl", ".docx", work / "template.docx"),
            _lacks("docxtpl"),
        ),
        Program("python-docx", "python-docx: DOCX", (".docx",), peer("with_python_docx", ".docx"), _lacks("docx")),
        Program("typst", "Typst: PDF/UA-1", (".pdf",), peer("with_typst", ".pdf", FONTS), _lacks("typst")),
        Program("weasyprint", "WeasyPrint: PDF/UA-1", (".pdf",), peer("with_weasyprint", ".pdf", FONTS), _weasyprint()),
        Program("reportlab", "reportlab platypus: PDF, no tags", (".pdf",), peer("with_reportlab", ".pdf", FONTS)),
        Program("office", "LibreOffice, cold: our DOCX to tagged PDF", (".pdf",), _office(work), office),
    ]
    why = office or _lacks("unoserver") or ("" if port else "no LibreOffice could be kept running (python3-uno?)")

    def warm(rows: Path, stem: Path) -> list[str]:
        return python("peers/warm_libreoffice.py", str(port), _docx(rows), stem.with_suffix(".pdf"))

    return [
        *found,
        Program("office-warm", "LibreOffice, warm: our DOCX to tagged PDF", (".pdf",), warm, why, warm=True),
    ]


def _docx(rows: Path) -> Path:
    """Our Word file of the same rows, written before anything is timed."""
    return rows.with_suffix(".docx")


def _office(work: Path) -> Command:
    def command(rows: Path, stem: Path) -> list[str]:
        target = 'pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"true"}}'
        profile = f"-env:UserInstallation={(work / 'office').as_uri()}"
        return [
            "soffice",
            profile,
            "--headless",
            "--convert-to",
            target,
            "--outdir",
            str(stem.parent),
            str(_docx(rows)),
        ]

    return command


def _lacks(module: str) -> str:
    return "" if find_spec(module) else f"{module} is not installed"


def _weasyprint() -> str:
    if _lacks("weasyprint"):
        return _lacks("weasyprint")
    tried = subprocess.run([sys.executable, "-c", "import weasyprint"], capture_output=True, text=True)
    return "pango is not installed (Debian: libpango-1.0-0 libpangoft2-1.0-0)" if tried.returncode else ""


@contextmanager
def warm_office(work: Path) -> Iterator[int | None]:
    """A LibreOffice that waits for work on a port of this machine, or ``None`` if it cannot be had."""
    interpreter = next((one for one in ("/usr/bin/python3", sys.executable) if _has_uno(one)), None)
    if _lacks("unoserver") or not shutil.which("soffice") or interpreter is None:
        yield None
        return
    port, inner = _free(), _free()
    library = Path(next(iter(find_spec("unoserver").submodule_search_locations))).parent  # type: ignore[union-attr, arg-type]
    server = subprocess.Popen(
        [interpreter, "-m", "unoserver.server", "--port", str(port), "--uno-port", str(inner), "--quiet",
         "--user-installation", str(work / "office-warm")],
        env={"PYTHONPATH": str(library), "PATH": "/usr/bin:/bin", "HOME": str(work)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        yield port if _listens(port, server) else None
    finally:
        server.terminate()
        server.wait()


def _has_uno(interpreter: str) -> bool:
    if not Path(interpreter).exists():
        return False
    return subprocess.run([interpreter, "-c", "import uno"], capture_output=True).returncode == 0


def _free() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def _listens(port: int, server: subprocess.Popen[bytes]) -> bool:
    for _ in range(120):
        if server.poll() is not None:
            return False
        with socket.socket() as one:
            if one.connect_ex(("127.0.0.1", port)) == 0:
                return True
        time.sleep(0.25)
    return False


def versions() -> list[str]:
    """Every program that is there with its version."""
    found = [f"Python {sys.version.split()[0]}"]
    for name in ("docxtpl", "python-docx", "typst", "weasyprint", "reportlab", "unoserver"):
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            found.append(f"{name} (not installed)")
    if shutil.which("soffice"):
        told = subprocess.run(["soffice", "--version"], capture_output=True, text=True).stdout.split()
        found.append(" ".join(told[:2]))
    return found
