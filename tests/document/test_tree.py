"""Which headings a table of contents lists, and which one is its title."""

from __future__ import annotations

from sample_documents import HERE, document, heading, paragraph

from reportgen.document.tree import Contents, PageBreak, Section, entries, title_of


def contents(first=2, last=3):
    return Contents(first, last, HERE)


def listed(sample, found):
    return [one.text for one in entries(sample, found)]


def test_headings_of_its_levels_are_listed_wherever_they_stand():
    found = contents()
    inner = Section((heading("い", 3), Section((heading("う", 4), heading("え", 3)), HERE)), HERE)
    assert listed(document(heading("題"), found, heading("あ", 2), inner), found) == ["あ", "い", "え"]


def test_those_before_it_are_listed_too():
    found = contents()
    assert listed(document(heading("前", 2), paragraph("a"), found, heading("後", 2)), found) == ["前", "後"]


def test_headings_of_the_cover_are_not_listed():
    found = contents()
    cover = Section((heading("題"), heading("副題", 2)), HERE, cover=True)
    assert listed(document(cover, found, heading("あ", 2)), found) == ["あ"]


def test_the_heading_right_before_a_table_of_contents_is_its_title_and_in_none_listed():
    first, second = contents(), contents(3, 3)
    sample = document(heading("目次", 2), first, Section((heading("細目次", 3), second, heading("い", 3)), HERE))
    one, other = title_of(sample, first), title_of(sample, second)
    assert one is not None
    assert other is not None
    assert (one.text, other.text) == ("目次", "細目次")
    assert (listed(sample, first), listed(sample, second)) == (["い"], ["い"])


def test_what_stands_between_them_parts_a_heading_and_the_contents():
    for between in (paragraph("a"), PageBreak(HERE)):
        found = contents()
        sample = document(heading("あ", 2), between, found)
        assert title_of(sample, found) is None
        assert listed(sample, found) == ["あ"]


def test_the_title_of_the_document_is_no_title_of_the_contents():
    found = contents()
    assert title_of(document(heading("題"), found, heading("あ", 2)), found) is None
