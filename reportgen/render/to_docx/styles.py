"""Every look of the file as a named style, so that the secretariat restyles the whole in one place.

Comes in: the theme, and what the walk over the tree asks for. Goes out: style ids for the paragraphs, and styles.xml.
Built-in styles carry Word's own English names, by which Word knows them in every language; ours carry Japanese ones,
for they are seen. A variant (centred, bold, hanging) is made when it is first asked for and differs from the style it
is based on in that alone.
"""

from dataclasses import dataclass, replace
from typing import Final, Literal

from reportgen.document.grid import Cell
from reportgen.document.theme import Align, RoleStyle, TextStyle, Theme
from reportgen.render.to_docx.markup import DECLARATION, NAMESPACES, quoted
from reportgen.render.to_docx.numbering import Bullet, bullet_number
from reportgen.units import Mm, Pt, mm_to_twip, pt_to_twip

TABLE: Final = "ProgressTable"
HEADER: Final = "Header"
FOOTER: Final = "Footer"
CAPTION: Final = "Caption"
GAP: Final = "TableGap"
BOX: Final = "DocumentNumber"
NOTE_ROLE: Final = "note"
"""The role of a paragraph that ``theme.note`` draws; every other role changes the body style."""

_TYPED_MARKS: Final = frozenset("・･※★☆●■◆①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳")
"""Marks that a clerk types at the start of a line; the rest of the line hangs below the first letter after it."""
_MARKS: Final = ("・", "★")
"""The marks of statements, whose styles every file has: a mark is changed in Word by choosing the other style."""
LineRule = Literal["exact", "atLeast"]

_ALIGN_NAMES: Final[dict[Align, tuple[str, str]]] = {
    "left": ("Left", "左"),
    "center": ("Center", "中央"),
    "right": ("Right", "右"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Base:
    """A style that variants are made of: its id, its name in Word, and how it looks."""

    id: str
    name: str
    text: TextStyle


class StyleSheet:
    """The styles of one document. Asking for a style makes sure that it is in the file."""

    def __init__(self, theme: Theme, language: str) -> None:
        self._theme, self._language = theme, language
        self._cell = Base(id="CellText", name="表本文", text=theme.table.cell)
        self._header = Base(id="CellHeader", name="表見出し", text=theme.table.header)
        self._body = Base(id="BodyText", name="Body Text", text=theme.body)
        self._note = Base(id="Note", name="注記", text=theme.note)
        self._xml: dict[str, str] = {}
        self._bullets: dict[tuple[str, bool], Bullet] = {}
        self._variants: dict[tuple[str, Align | None, bool | None, bool], str] = {}
        for base in (self._body, self._note):
            self._xml[base.id] = _paragraph_style(base.id, base.name, "Normal", _look(base.text))
        for base in (self._header, self._cell):
            self._xml[base.id] = _paragraph_style(base.id, base.name, "Normal", _look(base.text, rule="exact"))
        self._variant(self._cell, RoleStyle(align="center"))
        for mark in _MARKS:
            self.item(mark)
            self.item(mark, in_cell=True)

    @property
    def bullets(self) -> tuple[Bullet, ...]:
        """The list marks in use, numbered from 1 in this order."""
        return tuple(self._bullets.values())

    def heading(self, level: int) -> str:
        """Return the style of a heading of level 1 to 6."""
        return f"Heading{level}"

    def body(self, role: str | None) -> str:
        """Return the style of a paragraph outside tables."""
        return self._variant(self._note if role == NOTE_ROLE else self._body, self._theme.role(role))

    def cell(self, cell: Cell, *, header: bool) -> str:
        """Return the style of a plain paragraph in a cell; ``header`` is whether the cell stands in a header row."""
        return self._variant(self._header if header else self._cell, self._theme.role(cell.role))

    def line(self, text: str, role: str | None, style: str) -> str:
        """Return the style of one paragraph in a cell whose plain style is ``style``.

        A line of left-aligned text that begins with a typed mark hangs: its further lines begin below the text.
        """
        if role is not None:
            base = self._note if role == NOTE_ROLE else self._cell
            return self._variant(base, self._theme.role(role))
        if style == self._cell.id and text[:1] in _TYPED_MARKS and len(text) > 1:
            return self._variant(self._cell, RoleStyle(), hanging=True)
        return style

    def item(self, mark: str, *, in_cell: bool = False) -> str:
        """Return the style of a statement with a mark. The mark is the numbering of the style, not text."""
        key = mark, in_cell
        if key not in self._bullets:
            number = len(self._bullets) + 1
            prefix, text = ("表項目", self._theme.table.cell) if in_cell else ("項目", self._theme.body)
            name = f"{'CellItem' if in_cell else 'Item'}{number}"
            bullet = Bullet(mark=mark, number=number, style=name, size_pt=text.size_pt)
            self._bullets[key] = bullet
            base = self._cell if in_cell else self._body
            indent = f"<w:pPr>{bullet_number(bullet)}</w:pPr>"
            self._xml[name] = _paragraph_style(name, f"{prefix}{mark}", base.id, indent)
        return self._bullets[key].style

    def _variant(self, base: Base, role: RoleStyle, *, hanging: bool = False) -> str:
        align = role.align if role.align != base.text.align else None
        strong = role.strong if role.strong != base.text.strong else None
        if align is None and strong is None and not hanging:
            return base.id
        key = base.id, align, strong, hanging
        if key not in self._variants:
            self._variants[key] = self._make_variant(base, align, strong, hanging=hanging)
        return self._variants[key]

    def _make_variant(self, base: Base, align: Align | None, strong: bool | None, *, hanging: bool) -> str:
        names = [
            *([_ALIGN_NAMES[align]] if align else []),
            *([("Strong", "太字") if strong else ("Plain", "標準")] if strong is not None else []),
            *([("Hanging", "字下げ")] if hanging else []),
        ]
        style = base.id + "".join(english for english, _ in names)
        name = f"{base.name}（{'・'.join(japanese for _, japanese in names)}）"
        indent = pt_to_twip(base.text.size_pt)
        paragraph = (f'<w:ind w:left="{indent}" w:hanging="{indent}"/>' if hanging else "") + (
            f'<w:jc w:val="{align}"/>' if align else ""
        )
        bold = "" if strong is None else _bold(strong=strong)
        look = (f"<w:pPr>{paragraph}</w:pPr>" if paragraph else "") + (f"<w:rPr>{bold}</w:rPr>" if bold else "")
        self._xml[style] = _paragraph_style(style, name, base.id, look)
        return style

    def xml(self) -> str:
        """Return styles.xml with everything that was asked for so far."""
        return "".join(
            (
                DECLARATION,
                f"<w:styles {NAMESPACES}>",
                _defaults(self._theme, self._language),
                *_built_in(self._theme),
                *self._xml.values(),
                _table_style(self._theme),
                "</w:styles>",
            )
        )


def fonts(theme: Theme) -> str:
    """Return ``rFonts`` that names one face for every script, so that ①, ★ and “ ” stay in it too.

    Source: ECMA-376 part 1, 17.3.2.26; without ``eastAsia`` Word falls back to a face of its own.
    """
    face = quoted(theme.face.word_name)
    return f'<w:rFonts w:ascii="{face}" w:hAnsi="{face}" w:eastAsia="{face}" w:cs="{face}"/>'


def _defaults(theme: Theme, language: str) -> str:
    half_points = round(theme.body.size_pt * 2)
    tag = quoted(language)
    return (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{fonts(theme)}"
        f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'
        f'<w:lang w:val="{tag}" w:eastAsia="{tag}" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault/>'
        "</w:docDefaults>"
        '<w:latentStyles w:defLockedState="0" w:defUIPriority="99" w:defSemiHidden="1" w:defUnhideWhenUsed="0" '
        'w:defQFormat="0" w:count="376"/>'
    )


def _built_in(theme: Theme) -> list[str]:
    width = mm_to_twip(theme.page.text_width_mm)
    center = mm_to_twip(Mm(theme.page.text_width_mm / 2))
    tabs = f'<w:tabs><w:tab w:val="center" w:pos="{center}"/><w:tab w:val="right" w:pos="{width}"/></w:tabs>'
    title = replace(theme.headings[0], align="center")
    caption = replace(theme.note, before_pt=Pt(0.0))
    return [
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
        '<w:pPr><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/><w:snapToGrid w:val="0"/></w:pPr></w:style>',
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>',
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/><w:tblPr>'
        '<w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>'
        '<w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
        '<w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>',
        '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/></w:style>',
        *(_heading_style(level, text) for level, text in enumerate(theme.headings, 1)),
        _paragraph_style("Title", "Title", "Normal", _look(title)),
        _paragraph_style(CAPTION, "caption", "Normal", _look(caption, keep_next=True)),
        _paragraph_style(HEADER, "header", "Normal", _look(theme.furniture, tabs=tabs)),
        _paragraph_style(FOOTER, "footer", "Normal", _look(replace(theme.furniture, align="center"))),
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{GAP}"><w:name w:val="表の間"/>'
        '<w:basedOn w:val="Normal"/><w:pPr><w:keepNext/>'
        '<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/></w:pPr><w:rPr><w:sz w:val="2"/><w:szCs w:val="2"/></w:rPr></w:style>',
        '<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/><w:uiPriority w:val="99"/>'
        '<w:rPr><w:color w:val="0563C1"/><w:u w:val="single"/></w:rPr></w:style>',
        f'<w:style w:type="character" w:customStyle="1" w:styleId="{BOX}"><w:name w:val="資料番号"/><w:qFormat/>'
        '<w:rPr><w:bdr w:val="single" w:sz="6" w:space="0" w:color="auto"/></w:rPr></w:style>',
    ]


def _heading_style(level: int, text: TextStyle) -> str:
    look = _look(text, keep_next=True, outline=level - 1)
    return _paragraph_style(f"Heading{level}", f"heading {level}", "Normal", look, following="BodyText")


_BUILT_IN_NAMES: Final = frozenset(
    {"Title", "caption", "header", "footer", "Body Text", *(f"heading {level}" for level in range(1, 7))}
)


def _paragraph_style(style: str, name: str, based_on: str, look: str, following: str = "") -> str:
    custom = "" if name in _BUILT_IN_NAMES else ' w:customStyle="1"'
    then = f'<w:next w:val="{following}"/>' if following else ""
    return (
        f'<w:style w:type="paragraph"{custom} w:styleId="{style}"><w:name w:val="{quoted(name)}"/>'
        f'<w:basedOn w:val="{based_on}"/>{then}<w:qFormat/>{look}</w:style>'
    )


def _look(
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
            _bold(strong=True) if text.strong else "",
            f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr>',
        )
    )


def _bold(*, strong: bool) -> str:
    return "<w:b/><w:bCs/>" if strong else '<w:b w:val="0"/><w:bCs w:val="0"/>'


def _table_style(theme: Theme) -> str:
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
    level = f"{round(theme.table.header_fill * 255):02X}"
    return f'<w:shd w:val="clear" w:color="auto" w:fill="{level * 3}"/>'
