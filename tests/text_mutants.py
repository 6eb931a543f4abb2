"""One-defect mutants of a good Word file and of a good HTML file, made by changing their text in one place.

``WORD`` and ``HTML`` map a sentence to (pattern, replacement, what the proof must say). A Word mutant changes
document.xml, or the part that it names.
"""

from __future__ import annotations

import re
from io import BytesIO
from zipfile import ZipFile

_BODY = "word/document.xml"
_CELL = r'<w:tc><w:tcPr><w:tcW w:w="\d+" w:type="dxa"/>'

WORD: dict[str, tuple[str, str, str] | tuple[str, str, str, str]] = {
    "a covered cell starts a merge": (r'<w:vMerge w:val="continue"/>', '<w:vMerge w:val="restart"/>', "rows"),
    "a merge is not started": (r'<w:vMerge w:val="restart"/>', "", "continues no cell"),
    "a merge is not continued": (r'<w:vMerge w:val="continue"/>', "", "rows"),
    "a covered cell is gone": (_CELL + r'<w:vMerge w:val="continue"/>.*?</w:tc>', "", "columns, the table has"),
    "a covered cell holds text": (
        r'(<w:vMerge w:val="continue"/>.*?</w:pPr>)(</w:p>)',
        r"\1<w:r><w:t>隠れた文</w:t></w:r>\2",
        "covered, but holds text: 隠れた文",
    ),
    "a column span dropped": (r'<w:gridSpan w:val="2"/>', "", "columns, the table has"),
    "a column span too big": (r'<w:gridSpan w:val="2"/>', '<w:gridSpan w:val="3"/>', "columns, the table has"),
    "a merge of another width": (
        r'<w:gridSpan w:val="2"/>(<w:vMerge w:val="continue"/>)',
        r"\1",
        "not as wide",
    ),
    "a header row is not repeated": (r"<w:tblHeader/>", "", "header rows"),
    "a later row is a header row": (
        r'(<w:trPr><w:cantSplit/>)(</w:trPr><w:tc><w:tcPr><w:tcW w:w="\d+" w:type="dxa"/><w:vMerge w:val="continue"/>'
        r"</w:tcPr>)",
        r"\1<w:tblHeader/>\2",
        "behind other rows",
    ),
    "another text": ("公園の|児童", "児童数", "text"),
    "two texts joined": (
        r'</w:t></w:r></w:p><w:p><w:pPr><w:pStyle w:val="CellText"/>(<w:keepNext/>)?</w:pPr><w:r><w:t[^>]*>',
        "",
        "line",
    ),
    "a line break gone": (r"<w:r><w:br/></w:r>", "", "text"),
    "a page break instead of a line break": (r"<w:br/>", '<w:br w:type="page"/>', "element br"),
    "white space that Word drops": (r' xml:space="preserve">(　?[^<]* )<', r">\1<", "text"),
    "a cell with one paragraph too many": (r"(</w:p>)(</w:tc>)", r"\1<w:p/>\2", "line 2"),
    "a cell with one more line": (r"(<w:p>(?:(?!</w:p>).)*</w:p>)(</w:tc>)", r"\1\1\2", "line"),
    "a row is gone": (r"<w:tr>(?:(?!</w:tr>).)*</w:tr></w:tbl>", "</w:tbl>", "rows"),
    "a row stands twice": (r"(<w:tr>(?:(?!</w:tr>).)*</w:tr>)(</w:tbl>)", r"\1\1\2", "rows"),
    "a paragraph is gone": (r'<w:p><w:pPr><w:pStyle w:val="BodyText"/></w:pPr>.*?</w:p>', "", "before table 1"),
    "a heading of another level": ('w:val="Heading2"', 'w:val="Heading3"', "level"),
    "a heading is a paragraph": ('w:val="Heading2"', 'w:val="BodyText"', "kind"),
    "a statement without its mark": (r'w:val="Item\d"', 'w:val="BodyText"', "kind"),
    "a style that is not there": ('w:val="BodyText"', 'w:val="Nobody"', "is not defined"),
    "a caption is a paragraph": ('w:val="Caption"', 'w:val="BodyText"', "caption"),
    "two tables become one": (
        r"(</w:tbl>)(?:(?!<w:tbl>).)*(<w:tbl>)",
        r"\1\2",
        "without a paragraph between them",
    ),
    "hidden text": (r"<w:r><w:t", "<w:r><w:rPr><w:vanish/></w:rPr><w:t", "is hidden"),
    "a tracked deletion": (r"(<w:r>(?:(?!</w:r>).)*</w:r>)", r'<w:del w:id="9" w:author="x">\1</w:del>', "element del"),
    "a text box": (r"(<w:r>)(<w:t)", r"\1<w:pict/>\2", "element pict"),
    "a link leads elsewhere": ("https://example.jp/", "https://example.com/", "links", "word/_rels/document.xml.rels"),
    "a link leads to another heading": (r'w:anchor="heading_2"', 'w:anchor="heading_1"', "links"),
    "a link leads nowhere": (r'w:anchor="heading_2"', 'w:anchor="heading_99"', "leads nowhere"),
    "another list mark": ('<w:lvlText w:val="★"/>', '<w:lvlText w:val="●"/>', "mark", "word/numbering.xml"),
    "a list that counts": ('<w:numFmt w:val="bullet"/>', '<w:numFmt w:val="decimal"/>', "counts", "word/numbering.xml"),
    "a style that hides": ("(<w:rPr>)(<w:b/>)", r"\1<w:vanish/>\2", "hidden by its style", "word/styles.xml"),
    "another language": ('w:eastAsia="ja-JP"', 'w:eastAsia="en-US"', "file language", "word/styles.xml"),
    "another title": ("試験用の文書", "別の題", "file title", "docProps/core.xml"),
    "a figure without alternative text": (' descr="[^"]*"', "", "alternative"),
    "another alternative text": ('descr="計画から', 'descr="点検から', "alternative"),
    "another step": (r"(<w:txbxContent>.*?>)点検<", r"\1検査<", "steps"),
    "a step is gone": (r"<wps:txbx>(?:(?!</wps:txbx>).)*見直し.*?</wps:txbx>", "", "steps"),
    "another step where shapes are not known": ("<mc:Fallback>(.*?)点検", r"<mc:Fallback>\1検査", "are not known"),
    "a figure caption is a paragraph": ('w:val="FigureCaption"', 'w:val="BodyText"', "caption"),
    "a drawing that floats": (r"<wp:inline (.*?)</wp:inline>", r"<wp:anchor \1</wp:anchor>", "in the line of text"),
    "another label": ('<w:tblCaption w:val="[^"]*"', '<w:tblCaption w:val="別の題"', "label"),
    "no summary": ("<w:tblDescription [^>]*/>", "", "summary"),
}

HTML: dict[str, tuple[str, str, str]] = {
    "a row span dropped": (' rowspan="2"', "", "no cell"),
    "a row span too big": (' rowspan="2"', ' rowspan="3"', "beyond its group"),
    "a column span dropped": (' colspan="2"', "", "columns"),
    "a header cell is data": ("<th ([^>]*)>(.*?)</th>", r"<td>\2</td>", "header"),
    "a header cell without scope": (' scope="col"', "", "scope"),
    "another scope": (' scope="col"', ' scope="row"', "scope"),
    "an empty header cell": ("(<th [^>]*>)[^<]+", r"\1", "line"),
    "a cell names the header of another column": ('headers="t1-r0c0"', 'headers="t1-r0c5"', "headers"),
    "a cell names a header that is not there": ('headers="t1-r0c0"', 'headers="t9-r0c0"', "are not in the table"),
    "a cell names no header": (' headers="t1-r0c0"', "", "headers"),
    "a cell stands twice": ("(<td[^>]*>[^<]*</td>)(</tr>)", r"\1\1\2", "leaves the table"),
    "a cell is gone": ("<td[^>]*>[^<]*</td></tr>", "</tr>", "no cell"),
    "a row is gone": ("<tr>(?:(?!</tr>).)*</tr>\n</tbody>", "</tbody>", "rows"),
    "a head in the body": ("</tr>\n</thead>\n<tbody>", "</tr>\n</thead><tbody>\n<tr></tr>", "rows"),
    "another text": ("児童", "児童数", "text"),
    "two lines joined": ("</p><p>", "", "line"),
    "a line break gone": ("<br>", "", "text"),
    "a space gone": ("  二つ", " 二つ", "text"),
    "a space between paragraphs": ("</p><p>", "</p> <p>", "text beside paragraphs"),
    "a twin character": ("\ufa19", "神", "text"),
    "an entity too many": ("&amp;B", "&amp;amp;B", "text"),
    "a paragraph is gone": ("<p>令和3年度の実績です。</p>", "", "before table 1"),
    "a paragraph more": ("</section>", "<p>余分</p></section>", "before table"),
    "a heading of another level": ("<h2 (.*?)</h2>", r"<h3 \1</h3>", "level"),
    "a heading is a paragraph": ("<h2 (.*?)</h2>", r"<p \1</p>", "kind"),
    "a statement without its mark": ('<span class="mark">★</span>', "", "mark"),
    "another mark": ('<span class="mark">★', '<span class="mark">●', "mark"),
    "a hidden cell": ("<td ", "<td hidden ", "no markup of the subset"),
    "a cell that is not shown": ("<td ", '<td style="display: none" ', "attributes of td"),
    "a cell that is not heard": ("<td ", '<td aria-hidden="true" ', "attributes of td"),
    "hidden words in a line": ("児童</td>", '児童<span class="hidden">です</span></td>', "stands in running text"),
    "a hidden paragraph that nothing announces": ("</section>", '<p class="hidden">余分</p></section>', "before table"),
    "a script": ("</main>", "<script>x</script></main>", "element script"),
    "a picture from elsewhere": ("</main>", '<img src="https://example.jp/a.png"></main>', "element img"),
    "a style sheet from elsewhere": ("<style>", '<style>@import "a.css";', "reaches outside"),
    "a figure without alternative text": ("<title>計画から.*?</title>", "", "announced"),
    "another alternative text in one of the pictures": ("<title>計画から", "<title>点検から", "different pictures"),
    "another step in one of the pictures": (">点検</tspan>", ">検査</tspan>", "different pictures"),
    "another description": ("<desc>計画", "<desc>点検", "described as"),
    "a picture that is not announced as one": (' role="img"', "", "announced"),
    "a figure caption is gone": ("<figcaption>.*?</figcaption>", "", "caption"),
    "a picture of the subset that links out": ("<desc>", '<a href="#g1"></a><desc>', "a inside svg"),
    "an element that is not closed": ("</h1>", "", "p inside h1"),
    "a block inside a paragraph": ("<p>令和3年度の", "<p><div>令和3年度の</div>", "div inside p"),
    "an id that stands twice": ('id="g2"', 'id="g1"', "stands twice"),
    "a link leads elsewhere": ("https://example.jp/", "https://example.com/", "links"),
    "a link leads to another heading": ('href="#g1"', 'href="#g2"', "links"),
    "a link leads nowhere": ('href="#g1"', 'href="#nobody"', "leads nowhere"),
    "another language": ('lang="ja-JP"', 'lang="en"', "file language"),
    "another title": ("<title>試験用の文書", "<title>別の題", "file title"),
    "a caption that nobody sees": ('<caption id="t2', '<caption class="hidden" id="t2', "caption"),
    "another summary": ("行は指標、", "列は指標、", "summary"),
    "no doctype": ("<!DOCTYPE html>\n", "", "does not begin"),
}


def mutated_word(data: bytes, name: str) -> bytes:
    """The Word file with one change."""
    pattern, replacement, _, *part = WORD[name]
    out = BytesIO()
    with ZipFile(BytesIO(data)) as package, ZipFile(out, "w") as copy:
        for entry in package.namelist():
            content = package.read(entry)
            if entry == (part[0] if part else _BODY):
                content = _changed(content, pattern, replacement)
            copy.writestr(entry, content)
    return out.getvalue()


def mutated_html(data: bytes, name: str) -> bytes:
    """The HTML file with one change."""
    pattern, replacement, _ = HTML[name]
    return _changed(data, pattern, replacement)


def _changed(data: bytes, pattern: str, replacement: str) -> bytes:
    text = data.decode("utf-8")
    changed = re.sub(pattern, replacement, text, count=1, flags=re.DOTALL)
    assert changed != text, pattern
    return changed.encode("utf-8")
