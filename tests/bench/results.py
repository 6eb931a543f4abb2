"""RESULTS.md and its chart: what was measured, held against what was wanted."""

from __future__ import annotations

import math
import statistics
from collections.abc import Iterator
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from measure import machine
from programs import versions

if TYPE_CHECKING:
    from compare import Measured, Table

ROWS = 48


def page(table: Table, rounds: int, profile: str, whole: dict[str, str]) -> str:
    """The page. ``profile``: our functions that cost most; ``whole``: what other programs of the bench printed."""
    parts = [
        "# Results of `make bench`\n",
        f"{'; '.join(machine())}. {', '.join(versions())}.\n",
        f"Medians of {rounds} interleaved rounds, in brackets the least and the most; n says when there were fewer (a "
        "slow program gets two minutes a size). Every figure is a whole process with its start, except LibreOffice "
        "warm, where it is the call alone. Memory is the peak of the largest process. All programs set the same rows: "
        "eight columns, merged cells for each programme, a repeated header row, BIZ UDGothic, a draft mark on every "
        "page; every file was read back first. ×1 is the reference report of 48 rows; larger sizes hold as many times "
        'as many rows, of varied text. This project reads its own files back too ("proven"), as it always does; a '
        "report of several formats is divided between two processes where there are two processors.\n",
        "![Seconds by program](results.svg)\n",
        *(_section(size, found) for size, found in table.items()),
        _targets(table),
        _stages(table),
    ]
    if "not reached" in parts[-2]:
        parts.append(_block(f"Our functions that cost most at ×{max(table)}, in one process", _clean(profile)))
    parts += [_block(title, text) for title, text in whole.items()]
    return "\n".join(parts)


def _block(title: str, text: str) -> str:
    return f"## {title}\n\n```\n{text}\n```\n"


def _section(size: int, found: dict[str, Measured]) -> str:
    lines = [
        f"## ×{size}: {ROWS * size:,} rows\n",
        "| program | wall s | CPU s | peak MiB | kB | pages | tagged | n |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for one in found.values():
        if not one.samples:
            lines.append(f"| {one.program.title} | not measured: {one.fault} | | | | | | 0 |")
            continue
        seconds = one.seconds()
        wall = f"{statistics.median(seconds):.2f} ({min(seconds):.2f}–{max(seconds):.2f})"
        size_kb = " + ".join(f"{count / 1000:,.0f}" for count in one.bytes.values())
        tagged = {True: "yes", False: "no", None: ""}[one.tagged]
        cells = [one.program.title, wall, _shown(one.middle("cpu"), 2), _shown(one.middle("peak"), 0)]
        lines.append(f"| {' | '.join([*cells, size_kb, str(one.pages or ''), tagged, str(len(seconds))])} |")
    return "\n".join(lines) + "\n"


def _shown(number: float | None, digits: int) -> str:
    return "" if number is None else f"{number:,.{digits}f}"


def _targets(table: Table) -> str:
    lines = [
        "## Targets\n",
        "| what | wanted | proven | proven, in one process | no proof, in one process |",
        "|---|---|---|---|---|",
        *_ratios(table),
    ]
    return "\n".join(lines) + "\n"


def _ratios(table: Table) -> Iterator[str]:
    small, large = min(table), max(table)
    docx, both = ("ours-docx", "ours-docx", "ours-docx-unproven"), ("ours", "ours-alone", "ours-unproven")
    wall, peak = _wall, _peak
    wanted = (
        (small, "DOCX + PDF to Typst's PDF", both, "typst", 3.0, wall),
        (small, "DOCX + PDF to warm LibreOffice's conversion", both, "office-warm", 1.0, wall),
        (large, "DOCX + PDF to Typst's PDF", both, "typst", 0.5, wall),
        (large, "DOCX + PDF to warm LibreOffice's conversion", both, "office-warm", 0.1, wall),
        (large, "DOCX + PDF to cold LibreOffice's conversion", both, "office", 0.1, wall),
        (large, "DOCX to docxtpl's DOCX", docx, "docxtpl", 0.5, wall),
        (large, "peak memory of DOCX + PDF to Typst's PDF", both, "typst", 0.25, peak),
    )
    for size, what, ours, other, most, of in wanted if large > small else wanted[:2]:
        found = table[size]
        base = of(found[other])
        told = [_verdict(of(found[key]), base, most) for key in ours]
        if not found[other].samples and found[other].fault.startswith("more than"):
            told = [f"reached (the other was stopped: {found[other].fault})"] * len(ours)
        yield f"| ×{size} {what} | ≤ {most:g} | {' | '.join(told)} |"
    yield f"| growth ×{small} → ×{large} beyond start-up, exponent | ≤ 1 | {_growth(table, small, large)} |"


def _wall(one: Measured) -> float | None:
    return one.median


def _peak(one: Measured) -> float | None:
    return one.middle("peak")


def _verdict(own: float | None, base: float | None, most: float) -> str:
    if own is None or base is None:
        return "not measured"
    return f"{own / base:.2f} {_word(own / base <= most)}"


def _word(reached: bool) -> str:
    return "reached" if reached else "**not reached**"


def _growth(table: Table, small: int, large: int) -> str:
    """Start-up is what the first run of a process takes longer than a second one on other rows of the same number."""
    if small == large:
        return "not measured | | "
    first, last = table[small]["ours"], table[large]["ours"]
    told = [""]
    for key, leave in (("ours-alone", ()), ("ours-unproven", ("proof",))):
        warm = _middle_sum(first, "then", leave)
        cold = _middle_sum(first, "first", leave)
        whole = table[large][key].median
        start = (table[small][key].median or 0) - warm
        if whole is None or not last.stages or not cold:
            told.append("not measured")
            continue
        exponent = math.log((whole - start) / warm) / math.log(large / small)
        told.append(f"{exponent:.2f} {_word(exponent <= 1)}")
    return " | ".join(told)


def _middle_sum(one: Measured, run: str, leave: tuple[str, ...]) -> float:
    return statistics.median(sum(s for name, s in each[run].items() if name not in leave) for each in one.stages)


def _stages(table: Table) -> str:
    """Our own stages; cold includes the loading of what each needs first."""
    columns = [(size, "first") for size in table] + [(min(table), "then")]
    names = [name for name in table[min(table)]["ours"].stages[0]["first"]]
    lines = [
        "## Our stages\n",
        "Seconds, medians. The last column is a second report of 48 other rows in the same process: what remains when "
        "everything is loaded.\n",
        f"| stage | {' | '.join(f'×{size}' + (' warm' if run == 'then' else '') for size, run in columns)} |",
        "|---|" + "---|" * len(columns),
    ]
    for name in names:
        cells = [_stage(table[size]["ours"], run, name) for size, run in columns]
        lines.append(f"| {name} | {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def _stage(one: Measured, run: str, name: str) -> str:
    seconds = [each[run][name] for each in one.stages if name in each[run]]
    return f"{statistics.median(seconds):.3f}" if seconds else ""


def _clean(profile: str) -> str:
    lines = [line.rstrip() for line in profile.splitlines() if line.strip()]
    return "\n".join(line for line in lines if "/" not in line or line.lstrip()[0].isdigit())


# ── the chart ──────────────────────────────────────────────────────────────────────────────────────────

_WIDTH, _LABEL, _BAR, _GAP = 900, 330, 16, 6
_INK, _OURS, _OTHERS = "#222", "#1f5fa8", "#9aa5b1"


def chart(table: Table) -> str:
    """Bars on a logarithmic scale, the smallest and the largest size one below the other."""
    sizes = sorted({min(table), max(table)})
    shown = [(size, [one for one in table[size].values() if one.median]) for size in sizes]
    seconds = [one.median for _, ones in shown for one in ones if one.median]
    low, high = math.floor(math.log10(min(seconds))), math.ceil(math.log10(max(seconds)))
    scale = (_WIDTH - _LABEL - 80) / (high - low)
    parts, top = [], 20
    for size, ones in shown:
        parts.append(_text(10, top + 12, f"×{size}: {ROWS * size:,} rows, seconds", "start", bold=True))
        top += 26
        for one in sorted(ones, key=lambda each: each.median or 0):
            length = (math.log10(one.median or 1) - low) * scale
            color = _OURS if one.program.key.startswith("ours") else _OTHERS
            parts.append(_text(_LABEL - 8, top + 12, one.program.title, "end"))
            parts.append(f'<rect x="{_LABEL}" y="{top}" width="{length:.1f}" height="{_BAR}" fill="{color}"/>')
            parts.append(_text(_LABEL + length + 6, top + 12, f"{one.median:.2f}", "start"))
            top += _BAR + _GAP
        top += 16
    body = "\n".join(parts)
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {top}" role="img" font-family="sans-serif">'
    title = "<title>Seconds by program, logarithmic scale; shorter is faster</title>"
    return f'{head}\n{title}\n<rect width="{_WIDTH}" height="{top}" fill="#fff"/>\n{body}\n</svg>\n'


def _text(x: float, y: float, words: str, anchor: str, *, bold: bool = False) -> str:
    weight = ' font-weight="bold"' if bold else ""
    return (
        f'<text x="{x:.1f}" y="{y}" font-size="12" fill="{_INK}" text-anchor="{anchor}"{weight}>{escape(words)}</text>'
    )
