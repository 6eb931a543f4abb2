"""The papers of a meeting: numbers recounted from the published data, stamps, limits, and all or nothing."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from collections.abc import Callable
from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path

import openpyxl
import pikepdf
import pytest
from docx import Document as WordFile
from lxml import html
from make_sample import indicator_items, words
from sample_documents import reference

from reportgen import ReportgenError, Workspace
from reportgen.cli.run import run
from reportgen.errors import ProofError, UsageError
from reportgen.pipeline import papers
from reportgen.pipeline.handouts import Handouts, make_handouts

ROOT = Path(__file__).parents[2]
OGORI, INDICATORS, KAMAISHI = (2021, "ogori-kosodate"), (2024, "sample-indicators"), (2023, "kamaishi-juten")
MEETING = {"meeting": "子ども・子育て会議", "day": date(2022, 7, 1)}


def made(root: Path, plan: tuple[int, str], **options) -> Handouts:
    given = {"formats": ("html",), **MEETING, **options}
    (one,) = make_handouts(Workspace(root), *plan, **given)
    return one


@pytest.fixture(scope="module")
def look(tmp_path_factory: pytest.TempPathFactory) -> Callable[[tuple[int, str]], tuple[Path, Handouts]]:
    """Give the papers of a sample as it stands, made once, to be looked at only."""
    root = tmp_path_factory.mktemp("samples")
    for name in ("templates", "inputs"):
        shutil.copytree(ROOT / name, root / name)
    return cache(lambda plan: (root, made(root, plan)))


def page(root: Path, one: Handouts, title: str) -> html.HtmlElement:
    (name,) = (name for name in one.names if title in name and name.endswith(".html"))
    data = (root / one.folder / name).read_bytes()
    return html.document_fromstring(data, parser=html.HTMLParser(encoding="utf-8"))


def table(document: html.HtmlElement, title: str) -> list[list[str]]:
    """The rows of the table whose caption holds some words."""
    (found,) = (t for t in document.xpath("//table") if title in t.xpath("string(.//caption)"))
    return [["".join(cell.itertext()).strip() for cell in row] for row in found.xpath(".//tbody/tr")]


def text(element: html.HtmlElement) -> str:
    return "".join(element.itertext())


def add(root: Path, plan: tuple[int, str], sheet: str, head: list[str], rows: list[list[object]]) -> None:
    path = root / "inputs" / str(plan[0]) / plan[1] / "plan.xlsx"
    book = openpyxl.load_workbook(path)
    made = book.create_sheet(sheet)
    for row in (head, *rows):
        made.append(row)
    book.save(path)


def ratings_before(root: Path, before: dict[tuple[str, str], str]) -> None:
    """Write last year's ratings into the plan master, by id of the item and department."""
    head = ["事業ID", "担当・指標", "項目", "年度", "値"]
    add(root, OGORI, "実績", head, [[item, party, "評価", "2020", value] for (item, party), value in before.items()])


def assignments(root: Path) -> list[tuple[str, str]]:
    """Every item id with its department, in the order of the sheet 担当."""
    book = openpyxl.load_workbook(root / "inputs/2021/ogori-kosodate/plan.xlsx")
    rows = [[cell.value for cell in row] for row in book["担当"].iter_rows()]
    start = next(number for number, row in enumerate(rows) if "事業ID" in row)
    at, party = (rows[start].index(name) for name in ("事業ID", "担当課"))
    return [(row[at], row[party]) for row in rows[start + 1 :] if row[at]]


@pytest.mark.parametrize(
    ("field", "title", "choices"), [("rating", "評価", "ABCD"), ("direction", "方向性", "充継縮廃")]
)
def test_the_counts_of_the_summary_are_those_of_the_published_report(look, field, title, choices):
    workspace, one = look(OGORI)
    rows = table(page(workspace, one, "概要"), f"施策ごとの{title}")
    wanted = []
    for measure in reference()["measures"]:
        said = [e[field] for programme in measure["programmes"] for e in programme["entries"]]
        counts = [sum(value.startswith(choice) for value in said) for choice in choices]
        base = sum(counts)
        label = f"{measure['number']} {measure['title']}"
        wanted.append([label, *(f"{n}件" for n in (*counts, base, len(said) - base))])
    assert rows[: len(wanted)] == wanted
    totals = [sum(int(row[n].removesuffix("件")) for row in wanted) for n in range(1, len(wanted[0]))]
    assert rows[len(wanted)] == ["計", *(f"{n}件" for n in totals)]
    base = totals[len(choices)]
    assert rows[-1][1 : len(choices) + 1] == [
        f"{(n * 1000 / base + 0.5) // 1 / 10:.1f}%" for n in totals[: len(choices)]
    ]


def test_the_choice_that_does_not_count_is_left_out_of_the_base_of_indicators(look):
    workspace, one = look(INDICATORS)
    document = page(workspace, one, "概要")
    said = Counter(i["rating"] for _, _, item in indicator_items(words("sample-plan-2024")) for i in item["indicators"])
    (total,) = (row for row in table(document, "施策ごとの評価") if row[0] == "計")
    base = sum(said[choice] for choice in "◎○△×")
    assert said["対象外"] > 0
    assert total == ["計", *(f"{said[c]}件" for c in "◎○△×"), f"{base}件", f"{said['対象外']}件", "0件"]


def test_the_chart_says_what_its_table_says_and_tells_it_to_those_who_do_not_see_it(look):
    document = page(*look(OGORI), "概要")
    (said,) = {text(title) for title in document.xpath("//svg/title")}
    rows = table(document, "施策ごとの評価")
    assert "母数47件のうち、A 30件（63.8%）、B 17件（36.2%）" in said
    for label, count, *_, base, _ in rows[:4]:
        share = int(count.removesuffix("件")) / int(base.removesuffix("件"))
        assert f"{label}が{share:.1%}" in said


def test_last_year_is_compared_and_what_fell_is_listed(workspace):
    first, second, *rest = assignments(workspace)
    ratings_before(workspace, {first: "D", second: "A", **dict.fromkeys(rest[:20], "B")})
    now = iter(e["rating"] for m in reference()["measures"] for p in m["programmes"] for e in p["entries"])
    today = dict(zip([first, second, *rest], now, strict=True))
    before = {first: "D", second: "A", **dict.fromkeys(rest[:20], "B")}
    rated = {key: (was, today[key]) for key, was in before.items() if today[key] in "ABCD"}
    fell = sum(is_ > was for was, is_ in rated.values())
    rose = sum(is_ < was for was, is_ in rated.values())
    document = page(workspace, made(workspace, OGORI), "概要")
    assert f"上がったものが{rose}件、下がったものが{fell}件、変わらないものが{len(rated) - rose - fell}件" in text(
        document
    )
    rows = table(document, "年度ごとの評価")
    counts = Counter(before.values())
    assert [row[1].split("件")[0] for row in rows] == [str(counts[c]) for c in "ABCD"]
    assert len({text(title) for title in document.xpath("//svg/title")}) == 2


def test_a_list_that_does_not_fit_on_the_page_is_cut_and_stands_in_the_reference_whole(workspace):
    ratings_before(workspace, dict.fromkeys(assignments(workspace), "A"))
    fell = [e for m in reference()["measures"] for p in m["programmes"] for e in p["entries"] if e["rating"] in "BCD"]
    one = made(workspace, OGORI)
    assert one.summary_pages == 1
    said = text(page(workspace, one, "概要"))
    shown = said.count("A → B")
    assert 0 < shown < len(fell)
    assert f"（{len(fell)}件。令和2年度 → 令和3年度）" in said
    assert f"ほか{len(fell) - shown}件は、参考資料に載せています。" in said
    assert text(page(workspace, one, "参考資料")).count("A → B") == len(fell)


def test_without_last_year_one_line_says_so_and_no_column_is_empty(look):
    document = page(*look(OGORI), "概要")
    assert "前の年度の評価の記録がないため、比較はありません。" in text(document)
    assert not [t for t in document.xpath("//table") if "年度ごと" in t.xpath("string(.//caption)")]


@pytest.mark.parametrize("plan", [OGORI, INDICATORS, KAMAISHI])
def test_the_summary_of_every_sample_is_one_page_and_stamped(workspace, plan):
    one = made(workspace, plan, formats=("pdf", "docx"), numbers=("資料7", "資料8", "参考資料"))
    assert one.summary_pages == 1
    folder = workspace / one.folder
    with pikepdf.open(folder / "資料7_概要.pdf") as pdf:
        assert len(pdf.pages) == 1
    for name, number in (("資料7_概要", "資料7"), ("参考資料", "参考資料")):
        word = WordFile(BytesIO((folder / f"{name}.docx").read_bytes()))
        stamped = [
            "".join(node.text or "" for node in s.header._element.iter() if node.tag.endswith("}t"))
            for s in word.sections
        ]
        assert all(number in words and "子ども・子育て会議　令和4年7月1日" in words for words in stamped), stamped


def test_the_contents_of_the_reference_are_a_field_of_word(workspace):
    one = made(workspace, OGORI, formats=("docx",))
    body = WordFile(BytesIO((workspace / one.folder / "参考資料.docx").read_bytes())).element.xml
    assert "TOC \\" in body


def test_a_layout_without_ratings_counts_answers_and_stars(look):
    document = page(*look(KAMAISHI), "概要")
    data = reference("kamaishi-2023")
    answers = [
        part["items"]
        for project in data["projects"]
        for one in project["initiatives"]
        for part in (*one["indicator_progress"], *one["role_progress"])
    ]
    written = table(document, "ごとの記入")[-1]
    assert written[-3:] == [f"{len(answers)}件", f"{sum(map(bool, answers))}件", f"{sum(map(len, answers))}文"]
    planned = [
        line
        for project in data["projects"]
        for lines in (
            project["vision"],
            *(part["items"] for one in project["initiatives"] for part in (*one["indicators"], *one["roles"])),
        )
        for line in lines
    ]
    starred = sum(line["progressed"] for line in planned)
    assert table(document, "★の付いた文")[-1][1:4] == [
        f"{starred}文",
        f"{len(planned) - starred}文",
        f"{len(planned)}文",
    ]


@pytest.mark.parametrize("plan", [OGORI, INDICATORS, KAMAISHI])
def test_before_anything_has_arrived_there_is_a_page_without_a_chart_of_ratings(workspace, plan):
    for path in (workspace / "inputs" / str(plan[0]) / plan[1] / "submissions").iterdir():
        path.unlink()
    one = made(workspace, plan)
    document = page(workspace, one, "概要")
    assert (one.summary_pages, one.final) == (1, False)
    assert ("評価は、まだありません。" in text(document)) is (plan != KAMAISHI)
    assert "未提出" in text(document)
    assert [*document.xpath("//table[not(.//tbody/tr)]")] == []
    assert bool(document.xpath("//svg")) is (plan == KAMAISHI)


def test_more_choices_than_a_chart_can_show_are_a_table(workspace):
    path = workspace / "inputs/2021/ogori-kosodate/plan.xlsx"
    book = openpyxl.load_workbook(path)
    for choice in "EFG":
        book["選択肢"].append(["評価", choice, "意味"])
    book.save(path)
    document = page(workspace, made(workspace, OGORI), "概要")
    assert document.xpath("//svg") == []
    assert table(document, "施策ごとの評価")[0][1:9] == ["8件", "4件", "0件", "0件", "0件", "0件", "0件", "12件"]


def test_the_years_are_not_drawn_where_that_makes_room_for_what_stands_nowhere_else(look):
    """The drawing repeats the table above it; the list of what lags behind is on no other sheet of the summary."""
    document = page(*look(INDICATORS), "概要")
    assert len(table(document, "達成率")) >= 3
    assert len(table(document, "年度ごとの評価")) == 4
    assert [title for title in document.xpath("//svg/title") if "年度" in text(title)] == []


def test_opinions_stand_in_the_reference_or_in_a_paper_of_their_own(workspace):
    (item, _), *_ = assignments(workspace)
    add(
        workspace,
        OGORI,
        "意見",
        ["対象ID", "意見者", "意見", "回答"],
        [[item, "甲委員", "理由を知りたい。", "改修のためです。"]],
    )
    within = made(workspace, OGORI)
    assert "理由を知りたい。" in text(page(workspace, within, "参考資料"))
    (row,) = table(page(workspace, within, "参考資料"), "意見と回答")
    assert row[0].startswith("(1)-1 "), "the number by which an item is known in the whole plan"
    apart = made(workspace, OGORI, numbers=("資料1", "資料2", "参考資料1", "参考資料2"))
    assert "理由を知りたい。" not in text(page(workspace, apart, "参考資料1"))
    assert "改修のためです。" in text(page(workspace, apart, "意見と回答"))
    assert sorted(p.name for p in (workspace / apart.folder).glob("*.html")) == sorted(apart.names)


def test_numbers_are_branches_of_the_one_in_the_plan_master(workspace):
    path = workspace / "inputs/2021/ogori-kosodate/plan.xlsx"
    book = openpyxl.load_workbook(path)
    sheet = book["会議"]
    (head,) = (cell for row in sheet.iter_rows() for cell in row if cell.value == "資料番号")
    sheet.cell(head.row + 1, head.column).value = "資料3"
    book.save(path)
    one = made(workspace, OGORI)
    assert [name.split("_")[0] for name in one.names] == ["資料3-1", "資料3-2", "資料3-3"]
    assert "資料3-2" in text(page(workspace, one, "資料3-2"))


@pytest.mark.parametrize(
    ("numbers", "code"),
    [
        (("資料1",), "U80"),
        (("資料1", "", "資料3"), "U80"),
        (("資料1", "資料2", "資料1"), "U80"),
        (("資料1", "資料\n2", "資料3"), "U80"),
        (("資料1", "資料2", "資料3", "資料4"), "U81"),
    ],
)
def test_numbers_that_name_no_papers_are_refused_and_nothing_is_written(workspace, numbers, code):
    with pytest.raises(UsageError) as caught:
        made(workspace, OGORI, numbers=numbers)
    assert caught.value.code == code
    assert not (workspace / "outputs").exists()


def test_a_paper_that_says_something_else_keeps_the_previous_handouts(workspace, monkeypatch):
    before = made(workspace, OGORI)
    folder = workspace / before.folder
    was = {path.name: path.read_bytes() for path in folder.iterdir()}
    right = papers.RENDERERS["html"]
    monkeypatch.setitem(
        papers.RENDERERS, "html", lambda document: right(document).replace("数え方".encode(), "数え型".encode())
    )
    with pytest.raises(ProofError):
        made(workspace, OGORI, numbers=("資料4", "資料5", "参考資料"))
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == was


def test_a_new_number_leaves_no_old_paper_behind_and_the_same_inputs_give_the_same_bytes(workspace):
    made(workspace, OGORI)
    one = made(workspace, OGORI, numbers=("資料4", "資料5", "参考資料"))
    folder = workspace / one.folder
    was = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert not [name for name in was if name.startswith(("資料1", "資料2"))]
    made(workspace, OGORI, numbers=("資料4", "資料5", "参考資料"))
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == was
    receipt = json.loads(was["receipt.json"])
    assert {proof["equal"] for proof in receipt["proof"].values()} == {True}


def test_a_layout_may_have_a_summary_of_its_own(workspace):
    own = "<article><h1>独自の概要</h1><p>{{ digest.rating.total.base }}件</p></article>"
    (workspace / "templates/matrix/handout.html.j2").write_text(own, encoding="utf-8")
    assert "独自の概要47件" in text(page(workspace, made(workspace, OGORI), "概要")).replace("\n", "")


def test_a_fault_of_such_a_summary_has_its_line_and_nothing_is_written(workspace):
    (workspace / "templates/matrix/handout.html.j2").write_text("<article><h1>a</h1>\n{{ nobody }}</article>", "utf-8")
    with pytest.raises(ReportgenError) as caught:
        made(workspace, OGORI)
    assert "templates/matrix/handout.html.j2:2" in str(caught.value)
    assert not (workspace / "outputs").exists()


def test_the_command_names_the_papers(workspace, capsys):
    arguments = ["handout", "--year", "2021", "--workspace", str(workspace), "--format", "html", "--number"]
    assert run([*arguments, "資料1、資料2、参考資料", "--day", "2022-07-01"]) == 0
    assert "outputs/2021/ogori-kosodate/handouts/資料1_概要.html" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("option", "message"),
    [(["--day", "7月1日"], "「7月1日」は日付として読み取れません"), (["--number", "資料1"], "1個あります")],
)
def test_the_command_refuses_in_one_sentence(workspace, capsys, option, message):
    assert run(["handout", "--year", "2021", "--workspace", str(workspace), *option]) == 2
    assert message in capsys.readouterr().err
    assert not (workspace / "outputs").exists()
