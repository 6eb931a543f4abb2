"""This project on the rows of the bench: layout, document, files, proof.

``python ours.py ROWS.json STEM FORMATS [--alone | --no-proof | --stages OTHER.json | --profile OUT]``. Writes
``STEM.docx`` and so on, as ``reportgen report`` does: with two processors, a copy of the process does its share.
``--alone`` and everything after it stay in one process. ``--stages`` also writes ``STEM.json``: the seconds of each
stage, and those of a second run in the same process on other rows, when everything is loaded.
"""

from __future__ import annotations

import time

START = time.perf_counter()

import argparse  # noqa: E402  # the clock runs before anything is loaded
import gc  # noqa: E402
import json  # noqa: E402
from pathlib import Path  # noqa: E402
from typing import Any  # noqa: E402

from rows import FIELDS, Data  # noqa: E402

TEMPLATES = Path(__file__).parents[2] / "templates"
ANSWERS = FIELDS[1:]


def report_of(data: Data) -> Any:
    """The canonical model of the rows, as ``merge`` hands it over."""
    from reportgen.model.plan import Choice, Meeting, Scale
    from reportgen.model.report import Entry, Report, ReportItem, ReportSection
    from reportgen.model.value import Value

    def value(name: str, text: str) -> Value:
        return Value(id=name, text=text, raw=text)

    def entry(name: str, row: Data) -> Entry:
        party = row["department"]
        values = {key: value(f"entry/{name}/{party}/{key}", row[key]) for key in ANSWERS}
        return Entry(id=f"{name}/{party}", party=value(f"party/{name}/{party}", party), submitter=party, values=values)

    def item(name: str, one: Data) -> ReportItem:
        return ReportItem(
            id=name,
            number=value(f"item/{name}/number", one["number"]),
            full_number=name,
            name=value(f"item/{name}/name", one["name"]),
            texts={"content": value(f"item/{name}/content", one["content"])},
            entries=tuple(entry(name, row) for row in one["entries"]),
        )

    def section(name: str, one: Data, level: int, **below: Any) -> ReportSection:
        return ReportSection(
            id=name,
            kind=("基本目標", "施策")[level - 1],
            level=level,
            number=value(f"section/{name}/number", one["number"]),
            title=value(f"section/{name}/title", one["title"]),
            sections=below.get("sections", ()),
            items=below.get("items", ()),
        )

    measures = [
        section(f"m{n}", one, 2, items=tuple(item(f"m{n}-{p['number']}", p) for p in one["programmes"]))
        for n, one in enumerate(data["measures"], start=1)
    ]
    choices = {"評価": "ABCD", "方向性": ("充実", "継続", "縮小", "廃止")}
    return Report(
        plan_id="bench",
        municipality=data["municipality"],
        plan_name=data["plan"],
        short_name="第2期計画",
        year=data["fiscal_year"],
        layout="matrix",
        issued=None,
        final=False,
        meeting=Meeting(),
        scales={
            name: Scale(name=name, choices=tuple(Choice(value=v) for v in values)) for name, values in choices.items()
        },
        sections=(section("goal", data["goal"], 1, sections=tuple(measures)),),
        receipts=(),
    )


def document_of(data: Data) -> tuple[Any, Any]:
    from reportgen.compose import compose
    from reportgen.plan.load import load_layout

    report = report_of(data)
    return report, compose(report, load_layout(TEMPLATES / "matrix"))[0]


def written(data: Data, formats: list[str], *, divided: bool) -> dict[str, bytes]:
    """The proven files."""
    from reportgen.pipeline.papers import issue

    report, document = document_of(data)
    return issue(document, "a", formats, printed(report), divided=divided).files


def unproven(data: Data, formats: list[str]) -> dict[str, bytes]:
    from reportgen.pipeline.papers import RENDERERS

    document = document_of(data)[1]
    return {f"a.{name}": RENDERERS[name](document) for name in formats}


def staged(data: Data, formats: list[str]) -> dict[str, float]:
    """The seconds of each stage, one after the other."""
    from reportgen.pipeline.papers import issue

    marks: list[tuple[str, float]] = [("compose", time.perf_counter())]
    report, document = document_of(data)
    issue(document, "a", formats, printed(report), progress=lambda stage: marks.append((stage, time.perf_counter())))
    marks.append(("", time.perf_counter()))
    ends = [at for _, at in marks[1:]]
    return {name: end - at for (name, at), end in zip(marks[:-1], ends, strict=True)}


def printed(report: Any) -> list[str]:
    """The ids of all values, each of which must stand in the document once."""
    return [value.id for value in report.values() if value.text]


def main() -> None:
    parser = argparse.ArgumentParser()
    for name in ("rows", "stem", "formats"):
        parser.add_argument(name)
    parser.add_argument("--alone", action="store_true")
    parser.add_argument("--no-proof", action="store_true")
    parser.add_argument("--stages", default="")
    parser.add_argument("--profile", default="")
    given = parser.parse_args()
    gc.set_threshold(200_000, 20, 20)  # as the command line does
    data, formats, stem = read(given.rows), given.formats.split(","), Path(given.stem)
    loading = time.perf_counter() - START
    if given.profile:
        profiled(data, formats, Path(given.profile))
    elif given.stages:
        first = {"start": loading, **staged(data, formats)}
        seconds = {"first": first, "then": staged(read(given.stages), formats)}
        stem.with_suffix(".json").write_text(json.dumps(seconds), encoding="utf-8")
    else:
        files = unproven(data, formats) if given.no_proof else written(data, formats, divided=not given.alone)
        for name, content in files.items():
            stem.with_suffix(Path(name).suffix).write_bytes(content)


def read(name: str) -> Data:
    found: Data = json.loads(Path(name).read_text(encoding="utf-8"))
    return found


def profiled(data: Data, formats: list[str], target: Path) -> None:
    """Write the functions that cost most of their own time."""
    import cProfile
    import io
    import pstats

    profile = cProfile.Profile()
    profile.runcall(written, data, formats, divided=False)
    stream = io.StringIO()
    pstats.Stats(profile, stream=stream).strip_dirs().sort_stats("tottime").print_stats(15)
    target.write_text(stream.getvalue(), encoding="utf-8")


if __name__ == "__main__":
    main()
