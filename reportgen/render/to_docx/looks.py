"""The XML of styles: defaults of the file, Word's built-in styles, the table style, and what a text style becomes.

Comes in: the theme. Goes out: fragments of styles.xml. ``styles`` decides which paragraph styles there are.
"""

from dataclasses import replace
from typing import Final, Literal

from reportgen.document.theme import TextStyle, Theme
from reportgen.render.to_docx.markup import quoted
from reportgen.units import Mm, Pt, Twip, mm_to_twip, pt_to_twip

BODY: Final = "BodyText"
TABLE: Final = "ProgressTable"
HEADER: Final = "Header"
FOOTER: Final = "Footer"
CAPTION: Final = "Caption"
GAP: Final = "TableGap"
"""The blank line below a table, half a line of text high."""
HAIRLINE: Final = "TableEdge"
"""A paragraph of one point where Word needs one and nothing should be seen: above a page's first table, at the end."""
BOX: Final = "DocumentNumber"
"""The framed number of the document in the header."""

_NO_OUTLINE: Final = 9

LineRule = Literal["exact", "atLeast"]

_BUILT_IN_NAMES: Final = frozenset(
    {
        *("Title", "caption", "header", "footer", "Body Text"),
        *(f"{name} {level}" for name in ("heading", "toc") for level in range(1, 7)),
    }
)

_FIXED_STYLES: Final = (
    # Snapping to a grid would inflate rows; blanks between Japanese and figures are not in the text.
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
    '<w:pPr><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/><w:snapToGrid w:val="0"/></w:pPr></w:style>',
    '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
    '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>',
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
    '<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>'
    '<w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/>'
    '<w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>',
    '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>'
    '<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/></w:style>',
    '<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/><w:uiPriority w:val="99"/>'
    '<w:rPr><w:color w:val="0563C1"/><w:u w:val="single"/></w:rPr></w:style>',
    f'<w:style w:type="character" w:customStyle="1" w:styleId="{BOX}"><w:name w:val="資料番号"/><w:qFormat/>'
    '<w:rPr><w:bdr w:val="single" w:sz="6" w:space="1" w:color="auto"/></w:rPr></w:style>',
)


def fonts(theme: Theme) -> str:
    """Return ``rFonts`` that names one face for every script, so that ①, ★ and “ ” stay in it too.

    Source: ECMA-376 part 1, 17.3.2.26; without ``eastAsia`` Word falls back to a face of its own.
    """
    face = quoted(theme.face.word_name)
    return f'<w:rFonts w:ascii="{face}" w:hAnsi="{face}" w:eastAsia="{face}" w:cs="{face}"/>'


def defaults(theme: Theme, language: str) -> str:
    """Return the defaults of the file, and that Word keeps its unused styles out of sight."""
    half_points = round(theme.body.size_pt * 2)
    tag = quoted(language)
    return (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{fonts(theme)}"
        f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'
        f'<w:lang w:val="{tag}" w:eastAsia="{tag}" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault/>'
        '</w:docDefaults><w:latentStyles w:defLockedState="0" w:defUIPriority="99" w:defSemiHidden="1" '
        'w:defUnhideWhenUsed="0" w:defQFormat="0" w:count="376"/>'
    )


def built_in(theme: Theme) -> list[str]:
    """Return the styles that every file has, whatever it holds."""
    width = mm_to_twip(theme.page.text_width_mm)
    center = mm_to_twip(Mm(theme.page.text_width_mm / 2))
    tabs = f'<w:tabs><w:tab w:val="center" w:pos="{center}"/><w:tab w:val="right" w:pos="{width}"/></w:tabs>'
    title = replace(theme.headings[0], align="center")
    return [
        *_FIXED_STYLES,
        _spacer(GAP, "表の下", Pt(theme.body.leading_pt / 2)),
        _spacer(HAIRLINE, "表の端", Pt(1.0), "<w:keepNext/>"),
        *(_heading_style(level, text) for level, text in enumerate(theme.headings, 1)),
        paragraph_style("Title", "Title", "Normal", look(title)),
        paragraph_style(CAPTION, "caption", "Normal", look(theme.body, keep_next=True)),
        paragraph_style(HEADER, "header", "Normal", look(theme.furniture, tabs=tabs)),
        paragraph_style(FOOTER, "footer", "Normal", look(replace(theme.furniture, align="center"))),
    ]


def _spacer(style: str, name: str, height_pt: Pt, flags: str = "") -> str:
    line = pt_to_twip(height_pt)
    made = (
        f'<w:pPr>{flags}<w:spacing w:before="0" w:after="0" w:line="{line}" w:lineRule="exact"/></w:pPr>'
        '<w:rPr><w:sz w:val="2"/><w:szCs w:val="2"/></w:rPr>'
    )
    return paragraph_style(style, name, "Normal", made)


def _heading_style(level: int, text: TextStyle) -> str:
    style = look(text, keep_next=True, outline=level - 1)
    return paragraph_style(f"Heading{level}", f"heading {level}", "Normal", style, following=BODY)


def paragraph_style(style: str, name: str, based_on: str, look: str, following: str = "") -> str:
    """Return a paragraph style: its id, its name, the id of the style it is based on, and its ``pPr`` and ``rPr``.

    ``following`` is the id of the style that Word gives the paragraph typed after one of this style.
    """
    custom = "" if name in _BUILT_IN_NAMES else ' w:customStyle="1"'
    then = f'<w:next w:val="{following}"/>' if following else ""
    return (
        f'<w:style w:type="paragraph"{custom} w:styleId="{style}"><w:name w:val="{quoted(name)}"/>'
        f'<w:basedOn w:val="{based_on}"/>{then}<w:qFormat/>{look}</w:style>'
    )


def look(
    text: TextStyle, *, rule: LineRule = "atLeast", keep_next: bool = False, tabs: str = "", outline: int | None = None
) -> str:
    """Return ``pPr`` and ``rPr`` of a text style.

    In cells the line pitch is exact, so that a character from a face with taller lines leaves the row as high as in the
    PDF; elsewhere it is a minimum, for a picture put into an exact line is cut off.
    """
    size = round(text.size_pt * 2)
    return "".join(
        (
            "<w:pPr>",
            "<w:keepNext/><w:keepLines/>" if keep_next else "",
            tabs,
            f'<w:spacing w:before="{pt_to_twip(text.before_pt)}" w:after="{pt_to_twip(text.after_pt)}" '
            f'w:line="{pt_to_twip(text.leading_pt)}" w:lineRule="{rule}"/>',
            f'<w:jc w:val="{text.align}"/>',
            "" if outline is None else f'<w:outlineLvl w:val="{outline}"/>',
            "</w:pPr><w:rPr>",
            bold(strong=True) if text.strong else "",
            f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr>',
        )
    )


def changed_heading(*, centered: tuple[Pt, Pt] | None, listed: bool) -> str:
    """Return what a special heading changes: in the middle, with these spaces around it; not listed in any contents.

    What is not listed is body text in the outline (ECMA-376 part 1, 17.3.1.20).
    """
    middle = ""
    if centered:
        before, after = map(pt_to_twip, centered)
        middle = f'<w:spacing w:before="{before}" w:after="{after}"/><w:jc w:val="center"/>'
    outline = "" if listed else f'<w:outlineLvl w:val="{_NO_OUTLINE}"/>'
    return f"<w:pPr>{middle}{outline}</w:pPr>"


def contents_line(text: TextStyle, indent: Twip) -> str:
    """Return ``pPr`` and ``rPr`` of a line of the table of contents, ``indent`` from the margin."""
    made = look(replace(text, align="left", before_pt=Pt(0.0), after_pt=Pt(0.0)))
    return made.replace("<w:jc ", f'<w:ind w:left="{indent}"/><w:jc ', 1)


def bold(*, strong: bool) -> str:
    """Return what makes a style bold, or plain above a bold one."""
    return "<w:b/><w:bCs/>" if strong else '<w:b w:val="0"/><w:bCs w:val="0"/>'


def table_style(theme: Theme) -> str:
    """Return the table style: all six borders, the padding, and the look of the header rows."""
    table = theme.table
    eighths = max(2, round(table.rule_pt * 8))
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    borders = "".join(f'<w:{side} w:val="single" w:sz="{eighths}" w:space="0" w:color="auto"/>' for side in sides)
    x, y = mm_to_twip(table.padding_x_mm), mm_to_twip(table.padding_y_mm)
    padding = "".join(
        f'<w:{side} w:w="{width}" w:type="dxa"/>'
        for side, width in (("top", y), ("left", x), ("bottom", y), ("right", x))
    )
    return (
        f'<w:style w:type="table" w:customStyle="1" w:styleId="{TABLE}"><w:name w:val="進捗状況表"/>'
        '<w:basedOn w:val="TableNormal"/><w:qFormat/>'
        f'<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblBorders>{borders}</w:tblBorders>'
        f"<w:tblCellMar>{padding}</w:tblCellMar></w:tblPr>"
        f'<w:tblStylePr w:type="firstRow"><w:tblPr/><w:tcPr>{header_shading(theme)}<w:vAlign w:val="center"/></w:tcPr>'
        "</w:tblStylePr></w:style>"
    )


def header_shading(theme: Theme) -> str:
    """Return the fill of header cells. A program may apply a first-row style to one row only, so cells carry it too."""
    return shading(theme.table.header_fill)


def shading(fill: float) -> str:
    """Return a fill of a grey level."""
    level = f"{round(fill * 255):02X}"
    return f'<w:shd w:val="clear" w:color="auto" w:fill="{level * 3}"/>'
