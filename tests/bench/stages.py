"""Where our time goes: ``python stages.py [--copies 1,100]``.

For each size the table of ``reportgen report --profile``, from the departments' workbooks to all outputs, and then what
tags cost in the PDF. The workbooks are written first. Run by ``make bench``; measures nothing that a test depends on.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from measure import run  # noqa: E402
from rows import canonical  # noqa: E402

LIMIT = 1800.0
ROWS = 48


def workspace(root: Path, copies: int) -> None:
    """Write the rows as a plan master and the forms of every department."""
    import make_sample as samples
    from municipalities import write_workspace

    own = samples.words("sample-plan") | {"id": "bench", "edition": "案"}
    made = samples.Sample(canonical(copies), own, samples.matrix_tables, samples.matrix_answers)
    write_workspace(root, made)


def profiled(copies: int) -> str:
    """What ``--profile`` says of one run, after one that is not counted."""
    with tempfile.TemporaryDirectory() as folder:
        written = run([sys.executable, __file__, "--write", folder, "--copies", str(copies)], LIMIT, {})
        if written.fault:
            return f"{written.said}\n{written.fault}"
        command = [sys.executable, "-m", "reportgen", "report", "--year", "2021", "--workspace", folder]
        kept = {"PYTHONPATH": str(ROOT), "PYTHONPYCACHEPREFIX": f"{folder}/compiled", "PYTHONDONTWRITEBYTECODE": ""}
        if copies == 1:
            run(command, LIMIT, kept)
        done = run([*command, "--profile"], LIMIT, kept)
    table = done.said[max(done.said.find("所要時間"), 0) :]
    return f"{table}\n（wall {done.wall:.2f} s, CPU {done.cpu:.2f} s, peak {done.peak:.0f} MiB）"


def cost_of_tags(copies: int) -> float:
    """How much longer a PDF takes with tags than without, as a share; least of three, warm."""
    from ours import document_of
    from untagged import untagged

    from reportgen.render.to_pdf import render_pdf

    document = document_of(canonical(copies))[1]

    def plain() -> Any:
        with untagged():
            return render_pdf(document)

    plain()
    return min(_timed(lambda: render_pdf(document)) for _ in range(3)) / min(_timed(plain) for _ in range(3)) - 1


def _timed(job: Callable[[], object]) -> float:
    start = time.perf_counter()
    job()
    return time.perf_counter() - start


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--copies", default="1,100")
    parser.add_argument("--write", type=Path, help="write the workbooks of one size there, and nothing else")
    given = parser.parse_args()
    sizes = [int(size) for size in given.copies.split(",")]
    if given.write:
        workspace(given.write, sizes[0])
        return
    for size in sizes:
        print(f"{ROWS * size:,} rows: reportgen report --profile\n{profiled(size)}\n", flush=True)
    print(f"tags in the PDF of {ROWS} rows: {cost_of_tags(1):+.0%}")


if __name__ == "__main__":
    main()
