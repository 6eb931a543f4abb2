"""Papers as files: each is read back before it is given out."""

from __future__ import annotations

from pathlib import Path

import pytest
from sample_documents import bullets, document, heading, paragraph

from reportgen.errors import ProofError
from reportgen.pipeline import papers
from reportgen.pipeline.papers import issue

PAPER = document(heading("調査のお願い"), paragraph("次のとおり、お願いします。"), bullets("期限", "連絡先"))


def test_a_paper_is_issued_in_the_formats_that_are_asked_for():
    files = issue(PAPER, "依頼文", ("docx", "html"))
    assert list(files) == ["依頼文.docx", "依頼文.html"]
    assert files["依頼文.docx"].startswith(b"PK")
    assert files == issue(PAPER, "依頼文", ("docx", "html"))


def test_a_file_that_says_something_else_is_not_given_out(monkeypatch):
    html = papers._RENDERERS["html"]
    monkeypatch.setitem(papers._RENDERERS, "html", lambda paper: html(paper).replace("期限".encode(), "年限".encode()))
    with pytest.raises(ProofError) as caught:
        issue(PAPER, "依頼文", ("html",))
    assert caught.value.code == "I01"
    assert "年限" in str(caught.value)


def test_nothing_is_written(tmp_path: Path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    issue(PAPER, "依頼文", ("html",))
    assert list(tmp_path.iterdir()) == []
