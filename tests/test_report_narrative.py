"""The second layout on real data: every heading, line, mark and cell of the three documents, as published."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path

import docx
import pypdfium2
import pytest
from docx_reading import ReadDocx, W, paragraph_text
from make_sample import ROOT, SAMPLES
from openpyxl import load_workbook
from sample_documents import REVIEW, REVIEW_STEPS, reference

from reportgen import Outcome, Workspace, build
from reportgen.pipeline.forms import make_forms
from reportgen.proof.read_docx import read_docx
from reportgen.proof.read_html import read_html
from reportgen.proof.read_pdf import read_pdf
from reportgen.proof.reading import Leaf, ReadCell, ReadFigure, Reading, ReadTable

READERS = {".docx": read_docx, ".pdf": read_pdf, ".html": read_html}
SUFFIXES = tuple(READERS)
PLAN = "2023/kamaishi-juten"

CAPTIONS = {
    "indicators": "【取組指標】※下記の記載内容が取り組んでいるのか把握するもの",
    "indicator_progress": "★取組指標の進捗状況及び成果と課題について",
    "roles": "",
    "role_progress": "★役割分担の取組状況及び成果と課題について",
}
HEADS = {
    "indicators": ["指標名", "内容"],
    "indicator_progress": ["指標名", "進捗状況及び成果と課題"],
    "roles": ["主体", "役割"],
    "role_progress": ["主体", "取組状況及び成果と課題"],
}
BEFORE = {"indicators": "■指標（5年後に目指したい姿）", "roles": "■役割分担（指標を達成するための役割）"}

Found = tuple[object, ...]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Outcome, Path]:
    root = tmp_path_factory.mktemp("narrative")
    for name in ("templates", "inputs"):
        shutil.copytree(ROOT / name, root / name)
    (outcome,) = build(Workspace(root), 2023, "kamaishi-juten")
    return outcome, root / outcome.folder


@pytest.fixture(scope="module")
def output(built: tuple[Outcome, Path]) -> Callable[[str], Path]:
    def find(suffix: str) -> Path:
        (path,) = built[1].glob(f"進捗状況_*{suffix}")
        return path

    return find


@pytest.fixture(scope="module")
def readings(output: Callable[[str], Path]) -> dict[str, Reading]:
    return {suffix: reader(output(suffix).read_bytes()) for suffix, reader in READERS.items()}


# ── what was published, in its order ─────────────────────────────────────────────────────────────────────────


def published() -> Iterator[Found]:
    """Headings by level, paragraphs, lines with their marks, the chart, and every table as rows of cells."""
    data = reference("kamaishi-2023")
    yield "heading", 1, data["title"]
    for chapter in data["chapters"]:
        yield "heading", 2, f"{chapter['number']} {chapter['title']}"
        *paragraphs, last = chapter["paragraphs"]
        yield from (("paragraph", text) for text in paragraphs)
        if chapter["number"] == "3.":
            yield "chart", REVIEW, REVIEW_STEPS
        yield "paragraph", last
        if chapter["number"] == "2.":
            for project in data["projects"]:
                yield from published_project(project)


def published_project(project: dict) -> Iterator[Found]:
    yield "heading", 3, f"プロジェクト{project['number']}：{project['title']}"
    yield "heading", 4, "(1) 将来像（5年後にこうなったら良いなと思う姿）"
    yield from (("item", *line) for line in lines(project["vision"]))
    yield "heading", 4, "(2) 取組指標と役割分担の進捗状況及び成果と課題"
    for one in project["initiatives"]:
        yield "heading", 5, f"{one['mark']}{one['title']}"
        yield "heading", 6, "■取組内容"
        yield "paragraph", one["summary"]
        for key, caption in CAPTIONS.items():
            if key in BEFORE:
                yield "heading", 6, BEFORE[key]
            rows = [[row["name"], lines(row["items"])] for row in one[key]]
            yield "table", caption, [HEADS[key], *rows]


def lines(items: list[dict]) -> list[tuple[str, str]]:
    return [("★" if item["progressed"] else "・", item["text"]) for item in items]


def words() -> Iterator[str]:
    """Every text of the published document, one after another."""
    for kind, *rest in published():
        if kind == "table":
            caption, rows = rest
            yield from [caption] if caption else []
            for left, right in rows:
                yield left
                yield from [right] if isinstance(right, str) else [text for _, text in right]
        elif kind == "chart":
            yield from rest[1]
        else:
            yield rest[-1]


# ── what is in the files ─────────────────────────────────────────────────────────────────────────────────────


def sequence(reading: Reading) -> Iterator[Found]:
    for part in reading.parts:
        if isinstance(part, ReadTable):
            yield "table", part.caption or "", [[cell_words(cell) for cell in row] for row in rows_of(part)]
        elif isinstance(part, ReadFigure):
            assert part.caption is None
            yield "chart", part.alternative, part.steps
        elif part.kind == "heading":
            yield "heading", part.level, part.text
        elif part.kind == "item":
            yield "item", part.mark, part.text
        else:
            yield "paragraph", part.text


def rows_of(table: ReadTable) -> list[list[ReadCell]]:
    rows: list[list[ReadCell]] = [[] for _ in range(table.row_count)]
    for cell in table.cells:
        assert (cell.row_span, cell.column_span) == (1, 1)
        rows[cell.row].append(cell)
    return rows


def cell_words(cell: ReadCell) -> str | list[tuple[str, str]]:
    if all(leaf.kind == "item" for leaf in cell.leaves):
        return [(leaf.mark, leaf.text) for leaf in cell.leaves]
    (leaf,) = cell.leaves
    return leaf.text


def tables(reading: Reading) -> list[ReadTable]:
    return [part for part in reading.parts if isinstance(part, ReadTable)]


def items(reading: Reading) -> tuple[list[Leaf], list[Leaf]]:
    """The lines outside of tables and those in tables."""
    outside = [part for part in reading.parts if isinstance(part, Leaf) and part.kind == "item"]
    inside = [leaf for table in tables(reading) for cell in table.cells for leaf in cell.leaves if leaf.kind == "item"]
    return outside, inside


def test_the_sample_ends_with_status_0_and_questions_about_wording_and_no_year_before_alone(built):
    outcome, folder = built
    assert (outcome.status, outcome.expected, outcome.missing) == (0, 3, ())
    assert (outcome.counts["受付不可"], outcome.counts["要修正"]) == (0, 0)
    findings = json.loads((folder / "findings.json").read_text(encoding="utf-8"))
    others = {finding["code"] for finding in findings if finding["code"][0] not in "LR"}
    assert others == {"C00"}
    assert outcome.final


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_every_heading_line_mark_and_cell_stands_as_published_and_in_its_order(readings, suffix):
    assert list(sequence(readings[suffix])) == list(published())


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_the_counts_are_those_of_the_published_document(readings, suffix):
    reading = readings[suffix]
    found = tables(reading)
    assert len(found) == 36
    assert sum(table.row_count - table.header_rows for table in found) == 136
    outside, inside = items(reading)
    assert (len(outside), len(inside)) == (14, 235)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_the_55_stars_stand_in_visions_indicators_and_roles(readings, suffix):
    outside, _ = items(readings[suffix])
    stars = Counter({"visions": sum(leaf.mark == "★" for leaf in outside)})
    for number, table in enumerate(tables(readings[suffix])):
        key = list(CAPTIONS)[number % 4]
        stars[key] += sum(leaf.mark == "★" for cell in table.cells for leaf in cell.leaves)
    assert stars == {"visions": 7, "indicators": 25, "roles": 23, "indicator_progress": 0, "role_progress": 0}


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_each_initiative_has_its_two_headings_with_a_star(readings, suffix):
    captions = [table.caption or "" for table in tables(readings[suffix])]
    starred = [caption for caption in captions if caption.startswith("★")]
    assert len(starred) == 18
    assert Counter(starred) == {CAPTIONS["indicator_progress"]: 9, CAPTIONS["role_progress"]: 9}


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_the_chart_stands_between_the_last_chapter_and_its_note(readings, suffix):
    before, chart, after = readings[suffix].parts[-3:]
    assert isinstance(chart, ReadFigure)
    assert chart.alternative == f"検討の流れ：{'、'.join(chart.steps)}の順に進みます。"
    assert before.text.endswith("検討の流れは以下を想定します。")
    assert after.text.startswith("※取組指標の状況確認")


@pytest.mark.parametrize("suffix", [".pdf", ".html"])
def test_every_row_is_announced_by_its_name(readings, suffix):
    for table in tables(readings[suffix]):
        assert [cell.header for cell in table.cells] == [True, True, *([True, False] * (table.row_count - 1))]
        assert all(cell.headers == ((0, 1), (cell.row, 0)) for cell in table.cells if cell.row and cell.column)


# ── other eyes ───────────────────────────────────────────────────────────────────────────────────────────────


def test_python_docx_sees_the_same_tables(output):
    found = [[[cell.text for cell in row.cells] for row in t.rows] for t in docx.Document(output(".docx")).tables]
    expected = [part[2] for part in published() if part[0] == "table"]
    plain = [
        [[one if isinstance(one, str) else "\n".join(text for _, text in one) for one in row] for row in table]
        for table in expected
    ]
    assert found == plain


def test_the_marks_in_word_are_marks_of_its_lists(output):
    read = ReadDocx(output(".docx").read_bytes())
    marks = Counter(read.mark(paragraph) for paragraph in read.body.iter(f"{W}p"))
    assert (marks["★"], marks["・"]) == (55, 235 + 14 - 55)
    assert not any(paragraph_text(paragraph).startswith("・") for paragraph in read.body.iter(f"{W}p"))


class Rows(HTMLParser):
    """Another reader of the HTML file: tables of rows of lines; marks belong to the text they stand before."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.tables, self.lines = [], None

    def handle_starttag(self, tag, attrs):
        if tag == "table":
            self.tables.append([])
        elif tag == "tr":
            self.tables[-1].append([])
        elif tag in ("td", "th"):
            self.lines = [""]
        elif tag in ("p", "li") and self.lines not in (None, [""]):
            self.lines.append("")

    def handle_data(self, data):
        if self.lines is not None and data.strip("\n"):
            self.lines[-1] += data

    def handle_endtag(self, tag):
        if tag in ("td", "th"):
            self.tables[-1][-1].append(self.lines)
            self.lines = None


def test_another_html_parser_sees_the_same_tables(output):
    parser = Rows()
    parser.feed(output(".html").read_text(encoding="utf-8"))
    expected = [part[2] for part in published() if part[0] == "table"]
    assert parser.tables == [
        [[[one] if isinstance(one, str) else [mark + text for mark, text in one] for one in row] for row in table]
        for table in expected
    ]


def test_another_pdf_reader_finds_every_text_in_its_order(output):
    pages = pypdfium2.PdfDocument(output(".pdf").read_bytes())
    text = bare("".join(page.get_textpage().get_text_range() for page in pages))
    assert text.count("★") == 55 + 18 + 1
    at = 0
    for word in words():
        found = text.find(bare(word), at)
        assert found >= 0, word
        at = found + len(bare(word))


def bare(text: str) -> str:
    return "".join(text.split())


# ── from empty forms to the report ───────────────────────────────────────────────────────────────────────────


def test_forms_that_are_filled_in_make_the_same_report(tmp_path, output):
    (sample,) = (one for one in SAMPLES if one.folder.endswith(PLAN))
    shutil.copytree(ROOT / "templates", tmp_path / "templates")
    folder = tmp_path / sample.folder
    (folder / "submissions").mkdir(parents=True)
    shutil.copy(ROOT / sample.folder / "plan.xlsx", folder / "plan.xlsx")
    (made,) = make_forms(Workspace(tmp_path), 2023)
    answers = sample.answers(sample.published, sample.own)
    assert sorted(Path(name).stem for name in made.names) == sorted(answers)
    for submitter, rows in answers.items():
        book = load_workbook(tmp_path / made.folder / f"{submitter}.xlsx")
        assert fill(book, rows) == len(rows)
        book.save(folder / "submissions" / f"{submitter}.xlsx")
    (outcome,) = build(Workspace(tmp_path), 2023)
    assert outcome.status == 0
    (again,) = (tmp_path / outcome.folder).glob("進捗状況_*.html")
    assert again.read_bytes() == output(".html").read_bytes()


def fill(book, rows) -> int:
    """Type the answers into a form; return how many found their cell."""
    typed = 0
    for sheet in (book["指標"], book["役割分担"]):
        head = next(row for row in sheet.iter_rows() if row[0].value == "行ID")
        (column,) = (cell.column for cell in head if str(cell.value).endswith("成果と課題"))
        for row in sheet.iter_rows(min_row=head[0].row + 1):
            if row[0].value in rows:
                sheet.cell(row[0].row, column).value = rows[row[0].value]["progress"]
                typed += 1
    return typed


def test_every_form_can_be_opened_and_holds_no_answer(tmp_path):
    shutil.copytree(ROOT / "templates", tmp_path / "templates")
    shutil.copytree(ROOT / "inputs" / PLAN, tmp_path / "inputs" / PLAN)
    (made,) = make_forms(Workspace(tmp_path), 2023)
    (sample,) = (one for one in SAMPLES if one.folder.endswith(PLAN))
    answers = {
        row["progress"] for rows in sample.answers(sample.published, sample.own).values() for row in rows.values()
    }
    for name in made.names:
        book = load_workbook(BytesIO((tmp_path / made.folder / name).read_bytes()))
        assert not answers & {cell.value for sheet in book for row in sheet.iter_rows() for cell in row}
