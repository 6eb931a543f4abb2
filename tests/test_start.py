"""What a run loads: libraries and rooms that a small report has no use for stay out of the process.

Loading is most of what a small report costs, and an import at the head of some module brings it all back unseen. No
times are measured here: the modules are named.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import reportgen

HOUSE = Path(reportgen.__file__).parents[1]

LAYOUT = """
from pathlib import Path
from reportgen.plan.load import load_layout
layout = load_layout(Path("templates/matrix"))
"""
DOCUMENT = f"""{LAYOUT}
sys.path.insert(0, "tests")
from sample_reports import reference_report
from reportgen.compose import compose
document = compose(reference_report(), layout)[0]
"""
FILES = f"""{DOCUMENT}
from reportgen.pipeline.papers import issue
files = issue(document, "a", ("docx", "pdf", "html")).files
assert [name for name, content in files.items() if len(content) < 1000] == []
"""
LIBRARIES = {"jinja2", "lxml", "reportlab", "pikepdf", "PIL"}

# What is run, and what it must not load: no library of another stage, no room that only other runs enter.
RUNS = {
    "the command line until it has a command": (
        "import reportgen.cli.commands",
        {*LIBRARIES, "pydantic", "openpyxl", "docx", "sudachipy", "reportgen.plan", "reportgen.pipeline"},
    ),
    "a layout": (
        LAYOUT,
        {*LIBRARIES, "openpyxl", "docx", "reportgen.compose", "reportgen.model.submitted"},
    ),
    "a document": (
        DOCUMENT,
        {*LIBRARIES - {"jinja2"}, "openpyxl", "docx", "reportgen.render", "reportgen.document.draw"},
    ),
    "a paper without figures": (
        FILES,
        {"openpyxl", "reportgen.document.draw", "reportgen.compose.figures"},
    ),
}


def loaded(program: str) -> set[str]:
    """Return the names of all modules after a program has run in a process of its own."""
    told = subprocess.run(
        [sys.executable, "-c", f"import json, sys\n{program}\nprint(json.dumps(sorted(sys.modules)))"],
        cwd=HOUSE,
        env={**os.environ, "PYTHONPATH": str(HOUSE)},
        check=True,
        capture_output=True,
        encoding="utf-8",
    )
    return set(json.loads(told.stdout.splitlines()[-1]))


@pytest.mark.parametrize("name", RUNS)
def test_a_run_loads_nothing_that_it_has_no_use_for(name):
    program, unused = RUNS[name]
    assert loaded(program) & unused == set()
