"""Text in the Word file: every character as it came, or a refusal that names the place."""

import re
from dataclasses import replace

import pytest
from docx_reading import ReadDocx, W, paragraph_text
from hypothesis import given, settings
from hypothesis import strategies as st
from sample_documents import HERE, cell, document, drawn_grid, every_kind_document, heading, matrix_document, paragraph
from sample_documents import table as table_node

from reportgen.document.text import Break, List, Paragraph, Run
from reportgen.document.tree import Document, Figure, Heading, Table, walk
from reportgen.errors import RenderError
from reportgen.render.to_docx import render_docx

HOSTILE = [
    "A&B <甲> \"引用\" 'x'",
    "①㈱Ⅳ㎡",
    "𠮟る・𠮷野家",
    "葛\U000e0100飾区と葛城市",
    "神\ufa19 塚\ufa10",
    "　先頭の全角空白",
    " 先頭と末尾の空白 ",
    "二つ  の空白",
    "_x000D_",
    "]]> <!-- &amp; &#x0;",
    "か\u3099き\u200bく\u00a0け",
    "a\tb",
    "あ" * 3000,
    "a" * 3000,
]


def read(*blocks) -> ReadDocx:
    return ReadDocx(render_docx(document(*blocks)))


@pytest.mark.parametrize("text", HOSTILE)
def test_a_text_comes_back_as_it_went_in(text):
    file = read(paragraph(text), table_node(drawn_grid("a|b\n----\n1|2")))
    assert file.leaves()[0] == text


@pytest.mark.parametrize("text", HOSTILE)
def test_a_text_in_a_cell_comes_back_as_it_went_in(text):
    grid = drawn_grid("a|b\n----\nX|2")
    file = ReadDocx(render_docx(document(table_node(with_first_body_text(grid, text)))))
    assert file.table().cells[2].text == text


def test_white_space_is_kept_and_a_tab_is_an_element():
    found = read(paragraph(" 前\t後 ")).body[0]
    assert {t.get("{http://www.w3.org/XML/1998/namespace}space") for t in found.iter(W + "t")} == {"preserve"}
    assert [t.text for t in found.iter(W + "t")] == [" 前", "後 "]
    assert len(list(found.iter(W + "tab"))) == 1


def with_first_body_text(grid, text):
    slot = grid.slots[1][0]
    made = replace(slot, cell=cell(text))
    return replace(grid, slots=(grid.slots[0], (made, *grid.slots[1][1:])))


writable = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\ufffe\uffff\n\r").filter(
        lambda c: c == "\t" or ord(c) >= 0x20
    )
)


@settings(derandomize=True, max_examples=50, deadline=None)
@given(st.lists(writable.filter(bool), min_size=1, max_size=6))
def test_any_writable_text_comes_back_as_it_went_in(texts):
    assert read(*(paragraph(text) for text in texts)).leaves() == texts


@pytest.mark.parametrize("char", ["\x00", "\x0b", "\x1b", "\n", "\r", "\ufffe", "\uffff", "\ud800"])
def test_a_character_that_xml_cannot_hold_is_refused_with_its_cell(char):
    grid = with_first_body_text(drawn_grid("a|b\n----\nX|2"), "前後")
    run = Run(f"前{char}後")
    slot = grid.slots[1][0]
    bad = replace(slot, cell=replace(slot.cell, blocks=(Paragraph((run,), HERE),)))
    grid = replace(grid, slots=(grid.slots[0], (bad, grid.slots[1][1])))
    with pytest.raises(RenderError) as error:
        render_docx(document(table_node(grid, label="子育て支援")))
    assert error.value.code == "I21"
    assert error.value.where == "Word 「子育て支援」2行1列目"
    assert f"U+{ord(char):04X}" in error.value.what


def test_a_refused_character_outside_tables_is_named_with_its_template_line():
    with pytest.raises(RenderError) as error:
        render_docx(document(heading("題\x0b名")))
    assert (error.value.code, error.value.where) == ("I21", f"Word {HERE}")


def test_a_break_and_emphasis_and_a_link_stand_in_one_paragraph():
    content = (
        Run("強い", strong=True),
        Run("点", emphasis=True),
        Break(),
        Run("市の案内", href="https://example.jp/?a=1&b=二 つ"),
        Run("です"),
    )
    file = read(Paragraph(content, HERE))
    found = file.body[0]
    assert paragraph_text(found) == "強い点\n市の案内です"
    runs = found.findall(f"{W}r")
    assert runs[0].find(f"{W}rPr/{W}b") is not None
    assert runs[1].find(f"{W}rPr/{W}em").get(W + "val") == "dot"
    assert runs[2][0].tag == W + "br"
    link = found.find(W + "hyperlink")
    assert link.find(f"{W}r/{W}rPr/{W}rStyle").get(W + "val") == "Hyperlink"
    relations = file.parts["word/_rels/document.xml.rels"].decode()
    (target,) = re.findall(r'Target="(https:[^"]*)" TargetMode="External"', relations)
    assert target == "https://example.jp/?a=1&amp;b=%E4%BA%8C%20%E3%81%A4"


def leaf_texts(tree: Document) -> list[str]:
    """The texts of the tree in reading order, cells row by row."""
    found: list[str] = []
    for block in walk(tree.blocks):
        if isinstance(block, Heading | Paragraph):
            found.append(block.text)
        elif isinstance(block, List):
            found += [item.text for item in block.items]
        elif isinstance(block, Figure):
            found += [*block.drawing.steps, block.caption.text if block.caption else ""]
        elif isinstance(block, Table):
            found += [block.caption.text] if block.caption else []
            for row in range(block.grid.row_count):
                found += [leaf.text for slot in block.grid.starting(row) for leaf in slot.cell.leaves]
    return [text for text in found if text]


@pytest.mark.parametrize("make", [matrix_document, every_kind_document])
def test_each_text_of_the_tree_stands_once_in_the_body_and_in_order(make):
    tree = make()
    assert ReadDocx(render_docx(tree)).leaves() == leaf_texts(tree)
