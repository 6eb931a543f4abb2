"""Where the time goes: the whole process on the sample, and each stage at 48 and at 4,800 rows.

Run by ``make bench``. Prints a table; measures nothing that a test depends on. Times hold for the machine they were
taken on; the shares and the ratio of the two sizes travel.
"""

from __future__ import annotations

import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reportgen.document.tree import Document

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(Path(__file__).parent)]
RUNS = 5
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT)}


def whole_process() -> tuple[float, float, float]:
    """Median wall seconds, their minimum, and the peak MiB of `reportgen report --year 2021`."""
    with tempfile.TemporaryDirectory() as folder:
        for name in ("templates", "inputs"):
            shutil.copytree(ROOT / name, Path(folder) / name)
        command = [sys.executable, "-m", "reportgen", "report", "--year", "2021", "--plan", "ogori-kosodate"]
        walls = []
        for _ in range(RUNS + 1):
            start = time.perf_counter()
            subprocess.run(command, cwd=folder, env=ENVIRONMENT, check=True, capture_output=True)
            walls.append(time.perf_counter() - start)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return statistics.median(walls[1:]), min(walls[1:]), peak


def stages_of_the_sample() -> dict[str, float]:
    """Seconds of each stage of one run, imports included, in a fresh process."""
    program = (
        "import sys, time, json\n"
        "from pathlib import Path\n"
        "start = time.perf_counter(); marks = []\n"
        "from reportgen import Workspace, build\n"
        "def note(stage): marks.append((stage, time.perf_counter()))\n"
        "build(Workspace(Path.cwd()), 2021, 'ogori-kosodate', progress=note)\n"
        "marks.append(('end', time.perf_counter()))\n"
        "spent = {'start': marks[0][1] - start}\n"
        "spent.update({name: later - t for (name, t), (_, later) in zip(marks, marks[1:])})\n"
        "print(json.dumps(spent))\n"
    )
    import json

    with tempfile.TemporaryDirectory() as folder:
        for name in ("templates", "inputs"):
            shutil.copytree(ROOT / name, Path(folder) / name)
        runs = []
        for _ in range(RUNS):
            done = subprocess.run(
                [sys.executable, "-c", program],
                cwd=folder,
                env=ENVIRONMENT,
                check=True,
                capture_output=True,
            )
            runs.append(json.loads(done.stdout))
    return {name: statistics.median(run[name] for run in runs) for name in runs[0]}


def renderers(copies: int) -> dict[str, tuple[float, int]]:
    """Seconds (least of three, warm) and bytes of each renderer and of the proof, on the reference rows × copies."""
    from sample_documents import matrix_document
    from untagged import untagged

    from reportgen.proof import prove
    from reportgen.render.to_docx import render_docx
    from reportgen.render.to_html import render_html
    from reportgen.render.to_pdf import render_pdf

    def without_tags(document: Document) -> bytes:
        with untagged():
            return render_pdf(document)

    document = matrix_document(copies=copies)
    small = matrix_document()
    made: dict[str, bytes] = {}
    found: dict[str, tuple[float, int]] = {}
    work: dict[str, Callable[[], object]] = {
        "docx": lambda: made.__setitem__("a.docx", render_docx(document)),
        "pdf": lambda: made.__setitem__("a.pdf", render_pdf(document)),
        "pdf（タグなし）": lambda: made.__setitem__("untagged", without_tags(document)),
        "html": lambda: made.__setitem__("a.html", render_html(document)),
        "照合": lambda: prove(document, {name: data for name, data in made.items() if "." in name}),
    }
    for warm in (render_docx, render_pdf, render_html):
        warm(small)
    for name, job in work.items():
        best = min(_timed(job) for _ in range(3))
        found[name] = (best, len(made.get(f"a.{name}", made["untagged"] if "タグ" in name else b"")))
    return found


def _timed(job: Callable[[], object]) -> float:
    start = time.perf_counter()
    job()
    return time.perf_counter() - start


def main() -> None:
    wall, least, peak = whole_process()
    print(f"reportgen report --year 2021（プロセス全体、{RUNS}回の中央値）")
    print(f"  {wall:.2f} s（最小 {least:.2f} s）、最大メモリ {peak:.0f} MiB\n")
    stages = stages_of_the_sample()
    total = sum(stages.values())
    print("段階ごと（読み込みを含む）")
    for name, seconds in stages.items():
        print(f"  {name:10} {seconds * 1000:7.0f} ms  {seconds / total:5.0%}")
    print("\n描画と照合（読み込みを除く、3回の最小）")
    small, large = renderers(1), renderers(100)
    print(f"  {'':8} {'48行':>10} {'4,800行':>10} {'比':>7} {'48行の大きさ':>14} {'4,800行の大きさ':>16}")
    for name, (seconds, size) in small.items():
        longer, larger = large[name]
        times = f"{seconds * 1000:7.0f} ms {longer:8.2f} s {longer / seconds:6.0f}倍"
        print(f"  {name:8} {times} {size / 1000:11.0f} kB {larger / 1e6:13.2f} MB")
    for rows, found in (("48行", small), ("4,800行", large)):
        print(f"  タグの費用（{rows}）: {found['pdf'][0] / found['pdf（タグなし）'][0] - 1:+.0%}")


if __name__ == "__main__":
    main()
