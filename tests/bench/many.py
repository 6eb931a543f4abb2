"""Many plans at once: ``python many.py [--count 200] [--jobs N]`` builds towns that do not exist with ``batch``.

Prints plans a second, the peak memory of the largest process, and every plan that failed. The towns are written first
and are not timed; with ``--folder`` they stay, and are not written again if they are there.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from pathlib import Path

from measure import Sample, machine, run

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
LIMIT = 3 * 3600.0


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--folder", type=Path)
    given = parser.parse_args()
    if given.folder:
        build(given.folder, given.count, given.jobs)
        return
    with tempfile.TemporaryDirectory() as folder:
        build(Path(folder), given.count, given.jobs)


def build(folder: Path, count: int, jobs: int) -> None:
    if not (folder / f"{count - 1:03}").exists():
        made = run([sys.executable, str(HERE / "municipalities.py"), str(folder), "--count", str(count)], LIMIT, {})
        if made.fault:
            sys.exit(f"{made.said}\n{made.fault}")
    print("; ".join(machine()))
    told("first run", batch(folder, jobs, "--again"), jobs)
    told("second run, nothing changed", batch(folder, jobs), jobs)


def batch(folder: Path, jobs: int, *options: str) -> Sample:
    command = [sys.executable, "-m", "reportgen", "batch", str(folder), "--jobs", str(jobs), "--json", *options]
    return run(command, LIMIT, {"PYTHONPATH": str(ROOT)})


def told(title: str, done: Sample, jobs: int) -> None:
    start = done.said.find("[\n")
    if start < 0:
        sys.exit(f"{done.fault}\n{done.said}")
    plans = json.loads(done.said[start:])
    failed = [plan for plan in plans if "message" in plan]
    current = sum(plan["current"] for plan in plans)
    print(
        f"{title}: {len(plans)} plans ({current} current, {len(failed)} failed) with {jobs} jobs in {done.wall:.1f} s, "
        f"{len(plans) / done.wall:.2f} plans/s, CPU {done.cpu:.1f} s, peak {done.peak:.0f} MiB in one process"
    )
    for plan in failed:
        print(f"  {plan['name']} ({plan['status']}): {plan['message']}")


if __name__ == "__main__":
    main()
