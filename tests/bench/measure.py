"""One command as a process of its own: wall, CPU, peak memory, and what it printed.

The measuring process stays small: the peak of a child is never less than its parent's size when it started.
"""

from __future__ import annotations

import os
import signal
import subprocess
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Sample:
    """``wall`` and ``cpu`` in seconds, ``peak`` in MiB of the largest process; ``fault`` is empty if it ended well."""

    wall: float
    cpu: float
    peak: float
    fault: str
    said: str


def run(command: list[str], limit: float, environment: dict[str, str]) -> Sample:
    """Run to the end or to the limit in seconds; the children of the command are counted with it."""
    with tempfile.TemporaryFile() as out:
        start = time.perf_counter()
        process = subprocess.Popen(
            command, stdout=out, stderr=subprocess.STDOUT, env={**os.environ, **environment}, start_new_session=True
        )
        late = threading.Event()
        timer = threading.Timer(limit, _end, [process.pid, late])
        timer.start()
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        timer.cancel()
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        said = out.read().decode("utf-8", "replace").strip()
    last = said.splitlines()[-1] if said else ""
    fault = f"more than {limit:.0f} s" if late.is_set() else f"status {process.returncode}: {last}"
    return Sample(
        wall=wall,
        cpu=used.ru_utime + used.ru_stime,
        peak=used.ru_maxrss / 1024,
        fault=fault if process.returncode else "",
        said=said,
    )


def _end(process: int, late: threading.Event) -> None:
    late.set()
    os.killpg(process, signal.SIGKILL)


def machine() -> list[str]:
    """The machine in lines: processor, cores, memory, system; no names, no paths."""
    facts = Path("/proc/cpuinfo").read_text(encoding="utf-8") if Path("/proc/cpuinfo").exists() else ""
    model = next((line.partition(":")[2].strip() for line in facts.splitlines() if line.startswith("model name")), "?")
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    kind = os.uname()
    return [
        f"{model}, {os.cpu_count()} cores, {memory:.0f} GiB",
        f"{kind.sysname} {kind.release.split('-')[0]} {kind.machine}",
    ]
