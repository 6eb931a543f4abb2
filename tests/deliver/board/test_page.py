from __future__ import annotations

import re
from datetime import date
from html.parser import HTMLParser

from boards import finding, made

from reportgen.deliver.board import Board, board_page
from reportgen.findings.tracked import State, Tracked


class Page(HTMLParser):
    """The tags of a page, and its table as rows of texts."""

    def __init__(self, board: Board):
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.rows: list[list[str]] = []
        self.text = ""
        self._in_cell = False
        self.feed(board_page(board).decode("utf-8"))

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag == "tr":
            self.rows.append([])
        if tag in ("th", "td"):
            self.rows[-1].append("")
        self._in_cell = self._in_cell or tag in ("th", "td")

    def handle_endtag(self, tag):
        self._in_cell = self._in_cell and tag not in ("th", "td")

    def handle_data(self, data):
        self.text += data
        if self._in_cell:
            self.rows[-1][-1] += data.strip()

    def row(self, submitter: str) -> list[str]:
        return next(row for row in self.rows if row[0] == submitter)


def test_each_submitter_has_a_row_with_words_and_a_sign() -> None:
    page = Page(made(finding("C13"), finding("C06"), sent="甲課", names="甲課、乙課"))
    assert page.row("甲課") == ["甲課", "！要修正", "1", "", "1", "1", "", "", "文案"]
    assert page.row("乙課") == ["乙課", "－未提出", "－", "", "", "", "", "", "文案"]
    assert "2件のうち0件が完了" in page.text


def test_states_have_columns_only_where_there_is_a_round_before() -> None:
    assert "前回の確認から" not in Page(made(finding("C13"))).text
    gone = Tracked(finding=finding("C13").finding, state=State.GONE)
    page = Page(made(gone))
    assert page.row("甲課") == ["甲課", "✓完了", "1", "", "", "", "", "", "", "", "", "1", ""]
    assert page.row("乙課")[8] == "－"


def test_it_is_one_file_without_scripts_and_its_links_lead_to_what_a_run_writes() -> None:
    page = Page(made(finding("C13"), finding("F18", submitter="", item="", sheet=None), sent="甲課"))
    assert {tag for tag, _ in page.tags} & {"script", "link", "img", "iframe", "object"} == set()
    targets = [attributes["href"] for tag, attributes in page.tags if tag == "a"]
    ids = {attributes.get("id") for _, attributes in page.tags}
    assert all((target or "")[1:] in ids for target in targets if (target or "").startswith("#"))
    assert [t for t in targets if not (t or "").startswith("#")] == [
        "findings/%E7%94%B2%E8%AA%B2/%E6%8C%87%E6%91%98%E4%B8%80%E8%A6%A7.html",
        "findings/_%E4%BA%8B%E5%8B%99%E5%B1%80/%E6%8C%87%E6%91%98%E4%B8%80%E8%A6%A7.html",
    ]


def test_without_a_day_only_the_deadline_is_told_and_the_bytes_are_the_same() -> None:
    page = Page(made(sent="甲課"))
    assert "提出期限：令和4年5月20日" in " ".join(page.text.split())
    assert "あと" not in page.text
    assert "現在" not in page.text
    assert board_page(made(sent="甲課")) == board_page(made(sent="甲課"))


def test_with_a_day_the_days_that_are_left_are_told() -> None:
    assert "あと4日" in Page(made(today=date(2022, 5, 16))).text
    assert "期限から3日過ぎています" in Page(made(today=date(2022, 5, 23))).text


def test_what_departments_wrote_cannot_become_markup() -> None:
    page = board_page(made(finding("C13", found="<script>alert(1)</script>"), names="<b>課</b>"))
    assert b"<script" not in page
    assert b"<b>" not in page


def test_texts_to_copy_and_lists_stay_off_the_paper() -> None:
    html = board_page(made(finding("C13"), finding("S15"))).decode("utf-8")
    assert re.search(r"@media print \{.*\.screen \{ display: none; \}", html, re.DOTALL)
    outside = re.sub(r'<section class="screen".*?</section>', "", html, flags=re.DOTALL)
    assert "<details" not in outside
