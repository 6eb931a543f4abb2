"""The file as a whole: schema, properties, nothing left over, the same bytes every time."""

import os
import re
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path

import docx
import pytest
from docx_reading import ReadDocx, W, audit, disorders, parts
from lxml import etree
from paged_documents import with_pages
from sample_documents import document, every_kind_document, matrix_document, paragraph

import reportgen
from reportgen.document.theme import Face, Theme
from reportgen.document.tree import Metadata
from reportgen.errors import RenderError
from reportgen.japanese.classes import no_break_after, no_break_before
from reportgen.render.to_docx import render_docx

PARTS = [
    "[Content_Types].xml",
    "_rels/.rels",
    "docProps/app.xml",
    "docProps/core.xml",
    "word/_rels/document.xml.rels",
    "word/document.xml",
    "word/fontTable.xml",
    "word/footer1.xml",
    "word/header1.xml",
    "word/numbering.xml",
    "word/settings.xml",
    "word/styles.xml",
    "word/theme/theme1.xml",
]


def rendered(**metadata) -> bytes:
    tree = document(paragraph("文"))
    return render_docx(replace(tree, metadata=replace(tree.metadata, **metadata)))


def test_the_file_holds_these_parts_and_no_other():
    assert list(parts(render_docx(every_kind_document()))) == PARTS


@pytest.mark.parametrize("make", [matrix_document, every_kind_document, lambda: with_pages(1)])
def test_the_schema_check_finds_nothing(make, tmp_path):
    assert audit(render_docx(make()), tmp_path / "a.docx") == []


def test_the_schema_check_would_find_a_fault(tmp_path):
    from reportgen.opc import repack

    broken = parts(render_docx(every_kind_document()))
    broken["word/document.xml"] = broken["word/document.xml"].replace(b"<w:tblGrid>", b"<w:tblGird>", 1)
    broken["word/document.xml"] = broken["word/document.xml"].replace(b"</w:tblGrid>", b"</w:tblGird>", 1)
    assert audit(repack(broken), tmp_path / "a.docx")


def test_every_part_is_well_formed_and_in_the_order_of_the_schema():
    for name, content in parts(render_docx(every_kind_document())).items():
        assert disorders(etree.fromstring(content)) == [], name


def test_python_docx_opens_the_file_and_finds_its_properties():
    metadata = Metadata(
        title="進捗状況 <令和3年度>",
        subject="子育て",
        author="試験市",
        keywords=("計画", "進捗"),
        issued=date(2022, 7, 1),
    )
    opened = docx.Document(BytesIO(render_docx(replace(document(paragraph("文")), metadata=metadata))))
    found = opened.core_properties
    issued = datetime(2022, 7, 1, tzinfo=UTC)
    assert (found.title, found.subject, found.author) == ("進捗状況 <令和3年度>", "子育て", "試験市")
    assert (found.keywords, found.language, found.last_modified_by) == ("計画; 進捗", "ja-JP", "試験市")
    assert (found.created, found.modified, found.revision) == (issued, issued, 1)
    assert [p.text for p in opened.paragraphs] == ["文"]
    assert opened.paragraphs[0].style.name == "Body Text"


def test_a_file_without_a_date_of_issue_carries_a_date_that_is_plainly_none():
    found = docx.Document(BytesIO(rendered())).core_properties
    assert found.created == found.modified == datetime(2000, 1, 1, tzinfo=UTC)


def test_the_file_names_this_product_and_no_other():
    files = parts(render_docx(every_kind_document()))
    assert b"<Application>reportgen</Application>" in files["docProps/app.xml"]
    assert not [name for name, content in files.items() if b"python-docx" in content or b"en-US" in content]


def test_a_title_that_is_too_long_for_the_properties_is_refused():
    with pytest.raises(RenderError) as error:
        rendered(title="題" * 256)
    assert (error.value.code, error.value.facts["name"], error.value.facts["length"]) == ("I22", "title", 256)


def test_a_refused_character_in_the_properties_is_named():
    with pytest.raises(RenderError) as error:
        rendered(author="市\x0b")
    assert (error.value.code, error.value.where) == ("I21", "Word metadata.author")


def test_word_and_the_pdf_obey_one_rule_of_line_breaking():
    settings = ReadDocx(rendered()).settings
    before, after = settings.find(W + "noLineBreaksBefore"), settings.find(W + "noLineBreaksAfter")
    assert (before.get(W + "val"), before.get(W + "lang")) == (no_break_before(), "ja-JP")
    assert after.get(W + "val") == no_break_after()


def test_the_file_opens_without_compatibility_mode():
    modes = {s.get(W + "name"): s.get(W + "val") for s in ReadDocx(rendered()).settings.iter(W + "compatSetting")}
    assert modes["compatibilityMode"] == "15"


def test_one_face_in_all_four_slots_and_no_theme_face():
    face = Face(word_name="BIZ UD明朝", word_alternative="ＭＳ 明朝")
    files = parts(render_docx(document(paragraph("文"), theme=Theme(face=face))))
    styles = etree.fromstring(files["word/styles.xml"])
    slots = [set(fonts.attrib.values()) for fonts in styles.iter(W + "rFonts")]
    assert slots == [{"BIZ UD明朝"}]
    assert [len(fonts.attrib) for fonts in styles.iter(W + "rFonts")] == [4]
    assert "ＭＳ 明朝" in files["word/fontTable.xml"].decode()
    assert not [
        name for name, content in files.items() if re.search(rb"(asciiTheme|eastAsiaTheme|themeFontLang)", content)
    ]


def test_the_language_is_japanese_for_every_script():
    language = etree.fromstring(parts(rendered())["word/styles.xml"]).find(f"{W}docDefaults//{W}lang")
    assert (language.get(W + "val"), language.get(W + "eastAsia")) == ("ja-JP", "ja-JP")


def test_no_identifier_is_random():
    files = parts(render_docx(every_kind_document()))
    assert not [name for name, content in files.items() if b"w:rsid" in content or b"w:nsid" in content]


SCRIPT = """
import hashlib, sys
from sample_documents import every_kind_document, matrix_document
from reportgen.render.to_docx import render_docx
for make in (matrix_document, every_kind_document):
    print(hashlib.sha256(render_docx(make())).hexdigest())
"""


def hashes(folder: Path, **environment: str) -> list[str]:
    here = [str(Path(reportgen.__file__).parent.parent), str(Path(__file__).parents[2])]
    folder.mkdir()
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(here)} | environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.split()


def test_two_processes_in_other_surroundings_write_the_same_bytes(tmp_path):
    first = hashes(tmp_path / "a", PYTHONHASHSEED="1", TZ="Asia/Tokyo", LANG="ja_JP.UTF-8", LC_ALL="C.UTF-8")
    second = hashes(tmp_path / "b", PYTHONHASHSEED="2", TZ="America/New_York", LANG="C", LC_ALL="C")
    assert len(first) == 2
    assert first == second


@pytest.mark.proof
def test_a_large_file_is_as_clean_as_a_small_one(tmp_path):
    assert audit(render_docx(matrix_document(copies=25)), tmp_path / "a.docx") == []
