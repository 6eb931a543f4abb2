"""The list of codes that the README points at is the catalogue's."""

from __future__ import annotations

from pathlib import Path

from code_list import code_list

import reportgen.findings
from reportgen.findings.catalogue import catalogue

LIST = Path(reportgen.findings.__file__).parent / "README.md"


def test_the_list_of_codes_is_what_the_catalogue_says():
    assert LIST.read_text(encoding="utf-8") == code_list()


def test_every_code_has_its_line_of_five_cells():
    lines = [line for line in code_list().splitlines() if line.startswith("| ")][1:]
    assert len(lines) == len(catalogue().entries)
    assert all(line.replace("\\|", "").count("|") == 6 for line in lines)
