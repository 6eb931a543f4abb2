"""The main job on real data: every cell of the three documents against the published report."""

from __future__ import annotations

import json
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path

import docx
import jsonschema
import page
import pytest
from docx.oxml.ns import qn
from sample_documents import reference

from reportgen import Finding
from reportgen.deliver.records import schemas
from reportgen.proof.read_docx import read_docx
from reportgen.proof.read_html import read_html
from reportgen.proof.read_pdf import read_pdf
from reportgen.proof.reading import Leaf, ReadCell, Reading, ReadTable


def text(cell: ReadCell) -> str:
    return "\n".join(leaf.text for leaf in cell.leaves)


def tables(reading: Reading) -> list[ReadTable]:
    return [part for part in reading.parts if isinstance(part, ReadTable)]


def headings(reading: Reading) -> list[str]:
    return [part.text for part in reading.parts if isinstance(part, Leaf) and part.kind == "heading"]


ROOT = Path(__file__).parent.parent
READERS = {".docx": read_docx, ".pdf": read_pdf, ".html": read_html}


def expected_tables() -> list[list[list[tuple[str, int]]]]:
    """Tables of rows of (text, row span), only the cells that start in a row."""
    data = reference()
    tables = []
    for measure in data["measures"]:
        rows = [[(title, 1) for title in data["columns"]]]
        for programme in measure["programmes"]:
            span = len(programme["entries"])
            for index, entry in enumerate(programme["entries"]):
                tail = [(entry[key], 1) for key in ("status", "rating", "next_steps", "direction")]
                party = (entry["department"], 1)
                if index:
                    rows.append([party, *tail])
                else:
                    lead = [(str(programme["number"]), span), (programme["name"], span)]
                    rows.append([*lead, party, (programme["content"], span), *tail])
        tables.append(rows)
    return tables


def published_headings() -> list[str]:
    data = reference()
    goal = f"{data['goal']['number']} {data['goal']['title']}"
    return [goal, *(f"{measure['number']} {measure['title']}" for measure in data["measures"])]


def test_the_sample_ends_with_status_0_and_all_seventeen_departments(built):
    outcome, _ = built
    assert (outcome.status, outcome.expected, outcome.missing) == (0, 17, ())
    assert (outcome.counts["受付不可"], outcome.counts["要修正"]) == (0, 0)


@pytest.mark.parametrize("suffix", READERS)
def test_every_cell_and_every_merge_equals_the_published_report(output, suffix):
    reading = READERS[suffix](output(suffix).read_bytes())
    found = []
    for table in tables(reading):
        rows: dict[int, list[tuple[str, int]]] = {}
        for cell in table.cells:
            rows.setdefault(cell.row, []).append((text(cell), cell.row_span))
        found.append([rows[row] for row in sorted(rows)])
    assert found == expected_tables()


@pytest.mark.parametrize("suffix", READERS)
def test_the_headings_are_those_of_the_published_report(output, suffix):
    reading = READERS[suffix](output(suffix).read_bytes())
    assert headings(reading)[1:] == published_headings()


def test_the_report_holds_48_rows_20_programmes_4_tables_and_17_departments(output):
    found = tables(read_docx(output(".docx").read_bytes()))
    assert len(found) == 4
    cells = [cell for table in found for cell in table.cells if cell.row > 0]
    parties = [text(cell) for cell in cells if cell.column == 2]
    assert len(parties) == 48
    assert len(set(parties)) == 17
    assert sum(cell.column == 0 for cell in cells) == 20


def test_ratings_and_directions_are_counted_as_published(output):
    found = tables(read_pdf(output(".pdf").read_bytes()))
    cells = [cell for table in found for cell in table.cells if cell.row > 0]
    assert Counter(text(cell) for cell in cells if cell.column == 5) == {"A": 30, "B": 17, "未選択": 1}
    assert Counter(text(cell) for cell in cells if cell.column == 7) == {"継続": 41, "充実": 6, "未選択": 1}


@pytest.mark.parametrize("profile", ["ua1", "2a"])
def test_the_pdf_keeps_to_both_standards_and_is_small(output, profile):
    data = output(".pdf").read_bytes()
    assert page.validate_pdf_bytes(data, profile=profile).failures == []
    assert len(data) <= 250_000


def test_python_docx_sees_the_same_grid(output):
    """A third pair of eyes: python-docx repeats the text of a merged cell in every row it covers."""
    document = docx.Document(str(output(".docx")))
    for table, expected in zip(document.tables, expected_tables(), strict=True):
        assert [len(row.cells) for row in table.rows] == [8] * len(expected)
        anchors = [
            [cell.text for cell in row.cells if cell._tc.tcPr.find(qn("w:vMerge")) is None or cell._tc.top == index]
            for index, row in enumerate(table.rows)
        ]
        assert [text for row in anchors for text in row] == [text for row in expected for text, _ in row]


class Cells(HTMLParser):
    """Another reader of the HTML file: rows of (text, rowspan)."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.tables, self.cell, self.span = [], None, 1

    def handle_starttag(self, tag, attrs):
        if tag == "table":
            self.tables.append([])
        elif tag == "tr":
            self.tables[-1].append([])
        elif tag in ("td", "th"):
            self.cell, self.span = [], int(dict(attrs).get("rowspan", 1))
        elif (tag == "p" and self.cell) or tag == "br":
            self.cell.append("\n")

    def handle_data(self, data):
        if self.cell is not None:
            self.cell.append(data)

    def handle_endtag(self, tag):
        if tag in ("td", "th"):
            self.tables[-1][-1].append(("".join(self.cell), self.span))
            self.cell = None


def test_another_html_parser_sees_the_same_tables(output):
    parser = Cells()
    parser.feed(output(".html").read_text(encoding="utf-8"))
    assert parser.tables == expected_tables()


def test_the_model_and_the_findings_keep_to_their_schemas(output):
    for name, schema in schemas().items():
        jsonschema.Draft202012Validator.check_schema(schema)
        jsonschema.validate(json.loads(output(name).read_text(encoding="utf-8")), schema)


def test_every_value_of_the_model_has_its_place(output):
    model = json.loads(output("model.json").read_text(encoding="utf-8"))
    values = []

    def collect(node):
        if isinstance(node, dict):
            if {"id", "text", "place"} <= node.keys():
                values.append(node)
            for child in node.values():
                collect(child)
        elif isinstance(node, list):
            for child in node:
                collect(child)

    collect(model["sections"])
    entries = [value for value in values if value["id"].startswith("entry/") and not value["id"].endswith("/party")]
    assert len(entries) == 48 * 4
    for value in entries:
        place = value["place"]
        assert place["file"].startswith("inputs/2021/ogori-kosodate/submissions/")
        assert place["sheet"] == "調査票"
        assert place["cell"]
        assert len(place["sha256"]) == 64


def test_findings_name_the_cell_and_say_what_to_do(output):
    every = json.loads(output("findings.json").read_text(encoding="utf-8"))
    findings = [f for f in every if f["code"][0] not in "LR"]
    assert [(f["code"], f["submitter"], f["item"], f["field"]) for f in findings] == [
        ("T08b", "子ども育成課", "(2)-5", "実施状況"),
        ("C14a", "都市計画課", "(3)-1", "評価"),
        ("C14a", "都市計画課", "(3)-1", "方向性"),
        ("C00", "", "", ""),
    ]
    assert all(f["confidence"] == "exact" and f["cell"] and f["do"].endswith("。") for f in findings if f["submitter"])
    assert len({f["fingerprint"] for f in every}) == len(every)


def test_questions_about_wording_are_all_in_the_json_and_the_surest_on_the_page(output, built):
    findings = json.loads(output("findings.json").read_text(encoding="utf-8"))
    own = [f for f in findings if f["submitter"] == "子育て支援課" and f["actor"] == "担当課"]
    _, folder = built
    page = (folder / "findings/子育て支援課/指摘一覧.html").read_text(encoding="utf-8")
    assert len(own) > 5
    assert page.count('<li id="f') == 5


def test_only_departments_with_findings_get_a_page(built, output):
    _, folder = built
    findings = json.loads(output("findings.json").read_text(encoding="utf-8"))
    names = {f["submitter"] if f["actor"] == "担当課" else "_事務局" for f in findings}
    assert {path.parent.name for path in folder.glob("findings/*/指摘一覧.html")} == names
    assert "図書課" not in names


def test_the_receipt_hashes_every_input_and_output_and_holds_the_proof(built):
    import hashlib

    _, folder = built
    receipt = json.loads((folder / "receipt.json").read_text(encoding="utf-8"))
    found = {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file() and path.name != "receipt.json"
    }
    assert receipt["outputs"] == found
    given = {name: ROOT / name for name in receipt["inputs"]}
    assert receipt["inputs"] == {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in given.items()}
    assert sum(name.startswith("inputs/") for name in given) == 18
    assert {"templates/matrix/layout.toml", "templates/matrix/report.html.j2"} <= given.keys()
    assert receipt["proof"]["equal"] is True


def test_the_public_names_are_complete():
    import reportgen

    assert Finding is reportgen.Finding
    assert all(getattr(reportgen, name) for name in reportgen.__all__)
