from __future__ import annotations

import re
from datetime import date
from html.parser import HTMLParser

import pytest

from reportgen.deliver.listing import SECRETARIAT, UNKNOWN_SUBMITTER, folder_name, listing, listings
from reportgen.deliver.pages import findings_page
from reportgen.findings.catalogue import catalogue
from reportgen.findings.finding import Finding, Subject
from reportgen.findings.tracked import Answer, State, Tracked
from reportgen.model.plan import Meeting, Plan
from reportgen.place import Confidence, Place

PLAN = Plan(
    id="p",
    municipality="試験市",
    name="試験計画",
    year=2021,
    layout="matrix",
    sections=(),
    scales={},
    meeting=Meeting(deadline=date(2022, 5, 20), contact="企画課（内線 123）"),
)


def finding(code: str, cell: str, *, submitter: str = "甲課", **options) -> Finding:
    place = Place("inputs/2021/p/submissions/甲課.xlsx", "0" * 64, "調査票", cell, confidence=Confidence.EXACT)
    subject = Subject(submitter=submitter, party=submitter, item="(1)-4", item_name="延長保育事業", field="評価")
    facts = {"choices": "A・B", "example": "A", "printed": "（未選択）"}
    return Finding(code=code, place=place, subject=subject, facts=facts, **options)


class Page(HTMLParser):
    def __init__(self, data: bytes):
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(data.decode("utf-8"))

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.words.append(data)

    @property
    def text(self) -> str:
        return "".join(self.words)


def page(*findings: Finding | Tracked, words=None, reasons=None) -> Page:
    tracked = [one if isinstance(one, Tracked) else Tracked(finding=one) for one in findings]
    own = listing("甲課", tracked, words or catalogue(), PLAN, reasons or {})
    return Page(findings_page(own, PLAN))


def test_the_page_says_where_what_and_how_to_mend_it():
    text = page(finding("C13", "D12", found="E")).text
    assert "シート『調査票』D12（事業番号(1)-4『延長保育事業』・評価）" in text
    assert "評価の「E」は選択肢にありません。" in text
    assert "A・Bから1つを選んでください。" in text
    assert "提出期限：令和4年5月20日" in text
    assert "企画課（内線 123）" in text


def test_the_most_serious_finding_comes_first_whatever_the_order_they_came_in():
    ask = catalogue().with_levels({"C14a": "要確認"})
    text = page(finding("C14a", "D9"), finding("C13", "D12", found="E"), words=ask).text
    assert text.index("D12") < text.index("D9")


def test_the_summary_tells_a_department_with_questions_only_that_it_need_not_send_again():
    ask = catalogue().with_levels({"C14a": "要確認"})
    text = page(finding("C14a", "D9"), words=ask).text
    assert "直さなければならない項目はありません" in text
    assert "もう一度提出してください" not in text


def test_the_page_needs_nothing_from_outside_and_runs_no_script():
    tags = page(finding("C13", "D12", found="E")).tags
    assert not [tag for tag, _ in tags if tag in ("script", "link", "img", "iframe")]
    assert not [attrs for _, attrs in tags if {"src", "onclick"} & attrs.keys()]


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "&amp;", "「{found}」", '"><b>'])
def test_what_stands_in_a_cell_is_shown_as_text(text):
    found = page(finding("C13", "D12", found=text))
    assert text in found.text
    assert "script" not in [tag for tag, _ in found.tags]


def test_everybody_gets_what_they_can_act_on():
    absent = Finding(code="F16", place=Place(""), subject=Subject(submitter="乙課"), facts={"printed": "（未提出）"})
    found = [finding("C13", "D1"), finding("C13", "D2", submitter=""), absent]
    tracked = [Tracked(finding=one) for one in found]
    assert list(listings(tracked, catalogue(), PLAN)) == ["甲課", UNKNOWN_SUBMITTER, SECRETARIAT]


def test_the_secretariat_is_told_who_has_not_submitted():
    absent = Finding(code="F16", place=Place(""), subject=Subject(submitter="乙課"), facts={"printed": "（未提出）"})
    made = listings([Tracked(finding=absent)], catalogue(), PLAN)
    text = Page(findings_page(made[SECRETARIAT], PLAN)).text
    assert "事務局で対応する項目です" in text
    assert "乙課" in text
    assert "もう一度提出してください" not in text


def test_a_page_with_both_kinds_says_what_to_do_with_each():
    both = catalogue().with_levels({"C14a": "要確認"})
    text = page(finding("C13", "D1", found="E"), finding("C14a", "D2"), words=both).text
    assert "「要修正」の項目を調査票で直して" in text
    assert "「受付不可」" not in text
    assert "合っていれば、そのままで差し支えありません" in text


def test_what_the_department_wrote_beside_its_answer_stands_at_the_finding():
    reasons = {("(1)-4", "甲課"): "途中で事業を見直したため。"}
    text = page(finding("C14a", "D9"), reasons=reasons).text
    assert "途中で事業を見直したため。" in text
    assert "理由・補足" in text


def test_what_the_sentence_quotes_is_not_said_twice():
    assert "現在の内容" not in page(finding("C13", "D12", found="E")).text
    assert "現在の内容" in page(finding("C14b", "D12", found="何か")).text


def test_the_summary_leads_to_every_card():
    made = page(finding("C13", "D12", found="E"), finding("C13", "D13", found="F"))
    links = [attrs["href"] for tag, attrs in made.tags if tag == "a"]
    cards = [attrs["id"] for tag, attrs in made.tags if tag == "li" and "id" in attrs]
    assert links == [f"#{card}" for card in cards] == ["#f1", "#f2"]


def test_what_stands_there_is_marked_in_the_sentence_that_quotes_it():
    data = findings_page(listing("甲課", [Tracked(finding=finding("C13", "D12", found="E"))], catalogue(), PLAN), PLAN)
    assert "評価の「<mark>E</mark>」は選択肢にありません。" in data.decode()


def test_an_answered_question_is_no_longer_counted_and_shows_its_reason():
    ask = finding("C11b", "D12", found="Ａ（概ね）")
    ask.facts["after"] = "A"
    answered = Answer(reason="国の基準のとおり。", by="担当課", place=Place("x.xlsx"))
    text = page(Tracked(finding=ask, state=State.STAYS, answer=answered), finding("C13", "D13", found="E")).text
    assert "要確認 1" not in text.replace("\n", "")
    assert "確認済み 1" in text
    assert "国の基準のとおり。" in text
    assert text.index("D13") < text.index("D12")


def test_states_are_counted_where_there_was_an_earlier_round():
    gone, new = finding("C13", "D12", found="E"), finding("C13", "D13", found="F")
    text = page(Tracked(finding=gone, state=State.GONE), Tracked(finding=new, state=State.NEW)).text
    assert "前回の確認から：新規 1 件、継続 0 件、内容変更 0 件、解消 1 件" in text
    assert "要修正 1 件" in text
    assert "前回の確認から" not in page(new).text


@pytest.mark.parametrize(
    ("name", "folder"),
    [
        ("保育所・幼稚園課", "保育所・幼稚園課"),
        ("../etc", "＿etc"),
        ("甲/乙課", "甲＿乙課"),
        ("..", UNKNOWN_SUBMITTER),
        ("", UNKNOWN_SUBMITTER),
    ],
)
def test_a_submitter_is_never_a_path(name, folder):
    assert folder_name(name) == folder


def spelled(code: str, spellings: str, *, answer: Answer | None = None) -> Tracked:
    facts = {"spellings": spellings, "rows": "(1)-4 甲課（実施状況）"}
    found = Finding(code=code, place=Place(""), subject=Subject(plan="p"), found=spellings, facts=facts)
    return Tracked(finding=found, state=None, answer=answer)


def test_spellings_that_differ_are_one_table_on_the_secretariats_page_and_lines_of_the_list_all_the_same():
    own = [spelled("L16", "「取組」5・「取り組み」4"), spelled("R12b", "「HPや」4・「HP や」2")]
    ours = listing(SECRETARIAT, own, catalogue(), PLAN)
    assert [line.number for line in ours.lines] == [1, 2]
    text = findings_page(ours, PLAN).decode("utf-8")
    assert text.count('<table class="variants">') == 1
    assert '<tr id="f1"><th scope="row">1</th><td class="short">「取組」5<br>「取り組み」4</td>' in text
    assert '<tr id="f2"><th scope="row">2</th><td class="short">「HPや」4<br>「HP や」2</td>' in text
    assert '<ol class="cards">' not in text
    assert 'href="#variants"' in text


def test_a_spelling_that_was_accepted_is_a_card_with_its_reason():
    settled = spelled(
        "L16", "「取組」5・「取り組み」4", answer=Answer(reason="法令の名前のため", by="事務局", place=Place(""))
    )
    text = findings_page(listing(SECRETARIAT, [settled], catalogue(), PLAN), PLAN).decode("utf-8")
    assert "法令の名前のため" in text
    assert "<table" not in text


def test_a_list_made_of_the_whole_report_is_shown_line_by_line_under_the_reports_name():
    facts = {"groups": "2", "count": "5", "answers": "1", "words": "「園児を預かった。」3"}
    lines = "「園児を預かった。」3：(1)-1 甲課\n「相談を聞いた。」2：(1)-2 甲課"
    found = Finding(code="R04c", place=Place(""), subject=Subject(plan="p"), found=lines, facts=facts)
    text = findings_page(listing(SECRETARIAT, [Tracked(finding=found)], catalogue(), PLAN), PLAN).decode("utf-8")
    assert "<h3>報告書の全体</h3>" in text
    assert re.findall(r"<li>(「.*?)</li>", text)[:2] == lines.split("\n")
    assert "現在の内容" not in text
