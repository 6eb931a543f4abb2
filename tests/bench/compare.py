"""The same rows through this project and others: ``python compare.py [--rounds N] [--sizes 1,10,100] [--quick]``.

Every program is checked before it is timed, and left out visibly if it is missing or does something else. Rounds are
interleaved: each program once, then each again. Then the command itself: its stages, and two hundred plans.
Writes RESULTS.md and results.svg beside this file; a quick run prints one round and leaves out the many plans.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

import results
from measure import Sample, run
from programs import HERE, ROOT, Program, environment, programs, python, warm_office

LIMIT = 300.0
"""Seconds after which a program is stopped."""
WHOLE_LIMIT = 7200.0
"""The same for a program that measures many runs."""
BUDGET = 120.0
"""Seconds for all rounds of one program at one size; a slow one is measured less often, and the table says so."""


@dataclass
class Measured:
    """What is known of one program at one size."""

    program: Program
    samples: list[Sample] = field(default_factory=list)
    fault: str = ""
    bytes: dict[str, int] = field(default_factory=dict)
    pages: int | None = None
    tagged: bool | None = None
    stages: list[dict[str, dict[str, float]]] = field(default_factory=list)

    def seconds(self) -> list[float]:
        return [float(one.said) for one in self.samples] if self.program.warm else [one.wall for one in self.samples]

    @property
    def median(self) -> float | None:
        return statistics.median(self.seconds()) if self.samples else None

    def middle(self, of: str) -> float | None:
        if not self.samples or self.program.warm:
            return None
        return statistics.median(getattr(one, of) for one in self.samples)


Table = dict[int, dict[str, Measured]]


def prepared(work: Path, size: int) -> Path:
    """Write the rows of a size, other rows to go on with, and our Word file of them; return the rows."""
    rows = work / f"rows{size}.json"
    for command in (
        python("rows.py", size, 0, rows),
        python("rows.py", 1, size + 1, work / f"other{size}.json"),
        python("ours.py", rows, work / f"word{size}", "docx"),
    ):
        done = run(command, LIMIT, environment(work))
        if done.fault:
            sys.exit(f"{command[1]}: {done.fault}\n{done.said}")
    (work / f"word{size}.docx").rename(rows.with_suffix(".docx"))
    return rows


def once(program: Program, rows: Path, stem: Path) -> Sample:
    for suffix in program.files:
        stem.with_suffix(suffix).unlink(missing_ok=True)
    done = run(program.command(rows, stem), LIMIT, environment(rows.parent))
    by_office = stem.with_name(rows.stem).with_suffix(".pdf")
    if by_office.exists() and by_office != stem.with_suffix(".pdf"):
        by_office.rename(stem.with_suffix(".pdf"))
    lost = [suffix for suffix in program.files if not stem.with_suffix(suffix).exists()]
    if lost and not done.fault:
        return Sample(done.wall, done.cpu, done.peak, f"wrote no {lost[0]}: {done.said[-200:]}", done.said)
    return done


def checked(program: Program, rows: Path, stem: Path) -> Measured:
    """Run once to warm the disk, and read back what was written."""
    found = Measured(program, fault=program.missing)
    if found.fault:
        return found
    first = once(program, rows, stem)
    found.fault = first.fault
    if first.wall > BUDGET / 2 and not first.fault:  # so slow that it needs no warming: this counts
        found.samples.append(first)
    for suffix in program.files if not found.fault else ():
        file = stem.with_suffix(suffix)
        told = run(python("checks.py", rows, file), LIMIT, environment(rows.parent))
        seen = json.loads(told.said.splitlines()[-1]) if not told.fault else {"faults": [told.said[-200:]]}
        found.fault = "; ".join(seen["faults"])
        found.bytes[suffix] = file.stat().st_size
        if seen.get("pages"):
            found.pages, found.tagged = seen["pages"], seen["tagged"]
        if found.fault:
            break
    return found


def measured(work: Path, sizes: list[int], rounds: int, port: int | None) -> Table:
    table: Table = {}
    for size in sizes:
        rows = prepared(work, size)
        found = {one.key: checked(one, rows, work / f"{one.key}-{size}") for one in programs(work, port)}
        table[size] = found
        for key, one in found.items():
            print(f"×{size} {key}: {one.fault or 'checked'}", file=sys.stderr, flush=True)
        for number in range(rounds):
            for key, one in found.items():
                spent = sum(sample.wall for sample in one.samples)
                if one.fault or (one.samples and spent + spent / len(one.samples) > BUDGET):
                    continue
                sample = once(one.program, rows, work / f"{key}-{size}")
                one.samples.append(sample)
                one.fault = sample.fault
                print(f"×{size} {number + 1}/{rounds} {key} {one.seconds()[-1]:.2f} s", file=sys.stderr, flush=True)
    return table


def staged(work: Path, size: int, rounds: int) -> list[dict[str, dict[str, float]]]:
    """The seconds of our stages, cold and then warm on one report of other rows, once a round."""
    rows, found = work / f"rows{size}.json", []
    for _ in range(rounds):
        stem = work / f"staged-{size}"
        done = run(
            python("ours.py", rows, stem, "docx,pdf", "--stages", work / f"other{size}.json"),
            LIMIT,
            environment(rows.parent),
        )
        if done.fault:
            sys.exit(done.fault)
        found.append(json.loads(stem.with_suffix(".json").read_text(encoding="utf-8")))
    return found


def profile(work: Path, size: int) -> str:
    target = work / "profile.txt"
    done = run(
        python("ours.py", work / f"rows{size}.json", work / "profiled", "docx,pdf", "--profile", target),
        LIMIT,
        environment(work),
    )
    return target.read_text(encoding="utf-8") if not done.fault else done.fault


def whole(quick: bool) -> dict[str, str]:
    """What the commands themselves take, from workbooks to outputs: titles and what the programs printed."""
    asked = [("Where the time of a whole run goes", python("stages.py", "--copies", "1" if quick else "1,100"))]
    if not quick:
        asked.append(("Two hundred plans that do not exist", python("many.py", "--count", "200")))
    told = {}
    for title, command in asked:
        print(f"{title} …", file=sys.stderr, flush=True)
        done = run(command, WHOLE_LIMIT, {"PYTHONDONTWRITEBYTECODE": ""})
        told[title] = f"{done.said}\n{done.fault}".strip()
    return told


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--sizes", default="1,10,100")
    parser.add_argument("--quick", action="store_true", help="one round; print the results instead of writing them")
    given = parser.parse_args()
    sizes, rounds = [int(size) for size in given.sizes.split(",")], 1 if given.quick else given.rounds
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        first = run(python("rows.py", 1, 0, work / "first.json"), LIMIT, environment(work))
        run(python("peers/with_docxtpl.py", work / "first.json", work / "template.docx"), LIMIT, environment(work))
        if first.fault:
            sys.exit(first.said)
        with warm_office(work) as port:
            table = measured(work, sizes, rounds, port)
        for size in sizes:
            table[size]["ours"].stages = staged(work, size, rounds)
        text = results.page(table, rounds, profile(work, sizes[-1]), whole(given.quick))
    if given.quick:
        print(text)
        return
    (HERE / "RESULTS.md").write_text(text, encoding="utf-8")
    (HERE / "results.svg").write_text(results.chart(table), encoding="utf-8")
    print((HERE / "RESULTS.md").relative_to(ROOT))


if __name__ == "__main__":
    main()
