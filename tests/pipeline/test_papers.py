"""Papers as files: each is read back before it is given out."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from sample_documents import bullets, document, heading, paragraph

from reportgen.errors import ProofError, RenderError, ReportgenError
from reportgen.pipeline import beside, papers
from reportgen.pipeline.papers import issue

PAPER = document(heading("調査のお願い"), paragraph("次のとおり、お願いします。"), bullets("期限", "連絡先"))


def test_a_paper_is_issued_in_the_formats_that_are_asked_for():
    files = issue(PAPER, "依頼文", ("docx", "html")).files
    assert list(files) == ["依頼文.docx", "依頼文.html"]
    assert files["依頼文.docx"].startswith(b"PK")
    assert files == issue(PAPER, "依頼文", ("docx", "html")).files


def test_a_file_that_says_something_else_is_not_given_out(monkeypatch):
    html = papers.RENDERERS["html"]
    monkeypatch.setitem(papers.RENDERERS, "html", lambda paper: html(paper).replace("期限".encode(), "年限".encode()))
    with pytest.raises(ProofError) as caught:
        issue(PAPER, "依頼文", ("html",))
    assert caught.value.code == "I01"
    assert "年限" in str(caught.value)


def test_nothing_is_written(tmp_path: Path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    issue(PAPER, "依頼文", ("html",))
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def two_processors(monkeypatch):
    if sys.platform != "linux":
        pytest.skip("no copy of a process can be had here")
    monkeypatch.setattr(beside, "is_possible", lambda: True)


def test_divided_between_two_processes_it_is_the_same_in_the_same_order(two_processors):
    told: list[str] = []
    divided = issue(PAPER, "依頼文", values=(), progress=told.append, divided=True)
    alone = issue(PAPER, "依頼文")
    assert told == ["pdf", "proof"]
    assert divided == alone
    assert list(divided.files) == list(alone.files) == ["依頼文.docx", "依頼文.pdf", "依頼文.html"]


def test_one_format_is_not_divided(two_processors, monkeypatch):
    monkeypatch.setattr(papers, "both", lambda *_parts: pytest.fail("divided"))
    for formats in (("pdf",), ("docx",), ("docx", "html")):
        assert issue(PAPER, "依頼文", formats, divided=True) == issue(PAPER, "依頼文", formats)


def told_of(**options) -> tuple[str, str]:
    """What is said of a paper that cannot be issued: divided between two processes, and in one."""
    told = []
    for divided in (True, False):
        with pytest.raises(ReportgenError) as caught:
            issue(PAPER, "依頼文", divided=divided, **options)
        told.append(f"{type(caught.value).__name__} {caught.value}")
    return told[0], told[1]


@pytest.mark.parametrize("name", ["docx", "pdf", "html"])
def test_what_is_wrong_is_told_alike_divided_or_not(name, two_processors, monkeypatch):
    other = papers.RENDERERS[name](document(heading("調査のお願い"), paragraph("次のとおり、断ります。")))
    monkeypatch.setitem(papers.RENDERERS, name, lambda _paper: other)
    divided, alone = told_of()
    assert divided == alone
    assert "断ります" in alone


@pytest.mark.parametrize("name", ["docx", "pdf"])
def test_what_cannot_be_written_is_told_alike_divided_or_not(name, two_processors, monkeypatch):
    def broken(_paper: object) -> bytes:
        raise RenderError("K80", table="1 施策", column=2, heading="事業", width=1, least=4)

    monkeypatch.setitem(papers.RENDERERS, name, broken)
    divided, alone = told_of()
    assert divided == alone
    assert alone.startswith("RenderError")


def test_a_value_that_stands_nowhere_is_told_first_divided_or_not(two_processors, monkeypatch):
    other = papers.RENDERERS["docx"](document(heading("別の題")))
    monkeypatch.setitem(papers.RENDERERS, "docx", lambda _paper: other)
    divided, alone = told_of(values=("entry/1/a/status",))
    assert divided == alone
    assert "entry/1/a/status" in alone
