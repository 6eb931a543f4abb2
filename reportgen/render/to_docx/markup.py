"""The smallest pieces of WordprocessingML, as text that is well formed by construction.

Comes in: texts, style ids, flags. Goes out: fragments of XML in the prefix ``w``. Text enters XML only through
``escaped`` and ``quoted``; nothing else in this package may put a value between angle brackets. A body of 4,800 rows is
written as text in a fraction of the time that an element tree of it takes, and this is the only such place.

Children stand in the order of the schema (ECMA-376 part 1, annex A), which Word insists on: ``pPr`` is pStyle,
keepNext, keepLines, pageBreakBefore, numPr, tabs, autoSpaceDE, autoSpaceDN, snapToGrid, spacing, ind, jc, outlineLvl,
sectPr;
``rPr`` is rStyle, rFonts, b, color, sz, szCs, u, bdr, em, lang; ``tcPr`` is tcW, gridSpan, vMerge, shd, vAlign.
"""

import re
from typing import Final

from reportgen.document.text import Inline, Run
from reportgen.render.to_docx.links import Links

NAMESPACES: Final = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
DECLARATION: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

# XML 1.0, 2.2 Char. Line ends are refused as well: a run of the tree holds none, a parser turns a carriage return into
# a line feed, and Word draws neither.
_UNWRITABLE: Final = re.compile("[\x00-\x08\x0a-\x1f\ud800-\udfff\ufffe\uffff]")

_TAB: Final = '</w:t><w:tab/><w:t xml:space="preserve">'
TAB: Final = "<w:r><w:tab/></w:r>"


class UnwritableText(ValueError):
    """A character that no XML file can hold; whoever knows the place turns it into a ``RenderError``."""

    def __init__(self, char: str) -> None:
        super().__init__(char)
        self.char = char


def escaped(text: str) -> str:
    """Return a text as XML character data.

    Raises:
        UnwritableText: control characters except the tab, U+FFFE, U+FFFF and lone surrogates.
    """
    found = _UNWRITABLE.search(text)
    if found:
        raise UnwritableText(found[0])
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def quoted(text: str) -> str:
    """Return a text as the value of an XML attribute, without the quotation marks around it."""
    return escaped(text).replace('"', "&quot;").replace("\t", "&#9;")


def text_run(text: str, properties: str = "") -> str:
    """Return a text as one ``w:r``; an empty text is no run. ``properties`` is an ``rPr`` or empty."""
    if not text:
        return ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{_drawn(text)}</w:t></w:r>'


def _drawn(text: str) -> str:
    """Return the content of a ``w:t``; a tab is an element of its own, as Word and every reader of it expect."""
    return escaped(text).replace("\t", _TAB)


def inline(content: tuple[Inline, ...], links: Links) -> str:
    """Return the runs of a leaf: texts, line breaks and links, in order."""
    if len(content) == 1 and isinstance(content[0], Run) and content[0].href is None:
        return text_run(content[0].text, run_properties(content[0]))
    return "".join(_part(part, links) for part in content)


def _part(part: Inline, links: Links) -> str:
    if not isinstance(part, Run):
        return "<w:r><w:br/></w:r>"
    if part.href is None:
        return text_run(part.text, run_properties(part))
    run = text_run(part.text, run_properties(part, style="Hyperlink"))
    return f"<w:hyperlink {links.attribute(part.href)}>{run}</w:hyperlink>"


def run_properties(run: Run, style: str = "") -> str:
    """Return the ``rPr`` of a run, empty for plain text.

    Strong is direct formatting, for a bold character style inside a bold paragraph style would switch bold off
    (ECMA-376 part 1, 17.7.3 toggle properties). Emphasis is a mark beside each character (圏点): Japanese faces have no
    italics, and a slanted one is hard to read.
    """
    if not (run.strong or run.emphasis or style):
        return ""
    return "".join(
        (
            "<w:rPr>",
            f'<w:rStyle w:val="{style}"/>' if style else "",
            "<w:b/><w:bCs/>" if run.strong else "",
            '<w:em w:val="dot"/>' if run.emphasis else "",
            "</w:rPr>",
        )
    )


def paragraph(
    style: str, runs: str, *, keep_next: bool = False, page_break_before: bool = False, more: str = ""
) -> str:
    """Return a paragraph of a style. ``runs`` is XML already, and so is ``more``: properties from ``tabs`` on."""
    flags = ("<w:keepNext/>" if keep_next else "") + ("<w:pageBreakBefore/>" if page_break_before else "")
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{flags}{more}</w:pPr>{runs}</w:p>'


def closing_section(made: str, section: str) -> str:
    """Return a paragraph as the last of a section, whose ``sectPr`` it carries."""
    return made.replace("</w:pPr>", f"{section}</w:pPr>", 1)


def ending_with(made: str, mark: str) -> str:
    """Return XML that ends with a paragraph, with a mark of no width as the last thing in that paragraph."""
    return f"{made.removesuffix('</w:p>')}{mark}</w:p>"


def field(instruction: str, cached: str) -> str:
    """Return a complex field with all its parts; ``cached`` is what it shows until the program computes it.

    Source: ECMA-376 part 1, 17.16.18 fldChar.
    """
    return f"{field_start(instruction)}{text_run(cached)}{field_end()}"


def field_start(instruction: str) -> str:
    """Return what stands before the result of a field."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )


def field_end() -> str:
    """Return what stands behind the result of a field."""
    return '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
