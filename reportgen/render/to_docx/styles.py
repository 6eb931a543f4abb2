"""Every look of the file as a named style, so that the secretariat restyles the whole in one place.

Comes in: the theme, and what the walk over the tree asks for. Goes out: style ids for the paragraphs, and styles.xml.
Built-in styles carry Word's own English names, by which Word knows them in every language; ours carry Japanese ones,
for they are seen. A variant (centred, bold, hanging) is made when it is first asked for and differs from the style it
is based on in that alone.
"""

from dataclasses import dataclass, replace
from math import inf
from typing import Final, NamedTuple

from reportgen.document.theme import NOTE_ROLE, Align, TextStyle, Theme
from reportgen.japanese.marks import LIST_MARKS, NARROWEST_HANGING_EM, typed_mark
from reportgen.japanese.width import width_em
from reportgen.render.to_docx.looks import (
    BODY,
    LineRule,
    bold,
    built_in,
    changed_heading,
    contents_line,
    defaults,
    header_shading,
    look,
    paragraph_style,
    table_style,
)
from reportgen.render.to_docx.markup import DECLARATION, NAMESPACES
from reportgen.render.to_docx.numbering import Bullet, bullet_number
from reportgen.units import Pt, pt_to_twip

_MARKS: Final = ("・", "★")
"""The marks of statements, whose styles every file has: a mark is changed in Word by choosing the other style."""
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


class _Difference(NamedTuple):
    """What a variant changes; ``None`` and 0 change nothing."""

    align: Align | None
    strong: bool | None
    hanging_em: float


_NO_DIFFERENCE: Final = _Difference(None, None, 0.0)


class StyleSheet:
    """The styles of one document. Asking for a style makes sure that it is in the file."""

    def __init__(self, theme: Theme, language: str, shading: str = "") -> None:
        self._theme, self._language = theme, language
        self.header_shading = shading or header_shading(theme)
        """The fill of header cells; a program may apply a first-row style to one row only, so cells carry it too."""
        self._cell = Base(id="CellText", name="表本文", text=theme.table.cell)
        self._header = Base(id="CellHeader", name="表見出し", text=theme.table.header)
        self._body = Base(id=BODY, name="Body Text", text=theme.body)
        self._note = Base(id="Note", name="注記", text=theme.note)
        self._xml: dict[str, str] = {}
        self._bullets: dict[tuple[str, bool], Bullet] = {}
        self._known: dict[tuple[str, _Difference], str] = {}
        for base in (self._body, self._note):
            self._add(base.id, base.name, "Normal", look(base.text))
        for base in (self._header, self._cell):
            self._add(base.id, base.name, "Normal", look(base.text, rule="exact"))
        self._variant(self._cell, _Difference("center", None, 0.0))
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

    def special_heading(self, level: int, *, cover: bool, listed: bool) -> str:
        """Return the style of a heading of the cover, or of one that no table of contents lists (目次 itself)."""
        if listed and not cover:
            return self.heading(level)
        text = self._theme.headings[level - 1]
        style = f"Heading{level}{'Cover' if cover else ''}{'' if listed else 'Unlisted'}"
        kind = "・".join((["表紙"] if cover else []) + ([] if listed else ["目次外"]))
        after = Pt(max(text.after_pt, 2 * self._theme.body.leading_pt))
        centered = (text.before_pt, after) if cover else None
        made = changed_heading(centered=centered, listed=listed)
        self._add(style, f"見出し{level}（{kind}）", self.heading(level), made)
        return style

    def contents(self, level: int, first: int) -> str:
        """Return the style of a line of a table of contents whose first level is ``first``: one em a level."""
        style = f"TOC{level}"
        if style not in self._xml:
            indent = pt_to_twip(Pt((level - first) * self._theme.body.size_pt))
            self._add(style, f"toc {level}", "Normal", contents_line(self._theme.body, indent))
        return style

    def body(self, role: str | None, text: str = "", *, cover: bool = False) -> str:
        """Return the style of a paragraph outside tables; ``text`` hangs if it begins with a typed mark.

        On the ``cover`` it stands in the middle, unless its role says where.
        """
        base = self._note if role == NOTE_ROLE else self._body
        if cover and base.text.align == "left" and self._theme.role(role).align is None:
            return self._variant(base, _Difference("center", self._theme.role(role).strong, 0.0))
        return self._styled(base, (role,), text, inf)

    def cell(self, roles: tuple[str | None, ...], *, header: bool, text: str = "", line_em: float = inf) -> str:
        """Return the style of a paragraph in a cell.

        ``roles`` are those of the cell and, after it, of the paragraph, which may change what the cell says; ``header``
        is whether the cell stands in a header row. ``text`` hangs if it begins with a typed mark, unless the column,
        ``line_em`` wide, is too narrow for that.
        """
        return self._styled(self._header if header else self._cell, roles, text, line_em)

    def item(self, mark: str, *, in_cell: bool = False, closes: bool = False) -> str:
        """Return the style of a statement with a mark. The mark is the numbering of the style, not text.

        The statements of a list stand close together; the one that ``closes`` it has the space of the text below it.
        """
        key = mark, in_cell
        if key not in self._bullets:
            number = len(self._bullets) + 1
            prefix, base = ("表項目", self._cell) if in_cell else ("項目", self._body)
            name = f"{'CellItem' if in_cell else 'Item'}{number}"
            bullet = Bullet(mark=mark, number=number, style=name, size_pt=base.text.size_pt)
            self._bullets[key] = bullet
            close = '<w:spacing w:after="0"/>' if base.text.after_pt and not in_cell else ""
            self._add(name, f"{prefix}{mark}", base.id, f"<w:pPr>{bullet_number(bullet)}{close}</w:pPr>")
        style = self._bullets[key].style
        return self._closing(style, mark) if closes and self._body.text.after_pt else style

    def _closing(self, item: str, mark: str) -> str:
        style = f"{item}Last"
        after = pt_to_twip(self._body.text.after_pt)
        self._add(style, f"項目{mark}（末尾）", item, f'<w:pPr><w:spacing w:after="{after}"/></w:pPr>')
        return style

    def figure(self) -> str:
        """Return the style of a paragraph that holds a drawing."""
        half = Pt(self._theme.body.leading_pt / 2)
        text = replace(self._theme.body, align="center", before_pt=half, after_pt=half)
        return self._once("Figure", "図", text, "atLeast")

    def figure_text(self, align: Align = "center") -> str:
        """Return the style of the text in a drawing."""
        text = replace(self._theme.table.cell, align=align, before_pt=Pt(0.0), after_pt=Pt(0.0))
        kind, name = {"left": ("Left", "（左）"), "center": ("", ""), "right": ("Right", "（右）")}[align]
        return self._once(f"FigureText{kind}", f"図の文字{name}", text, "exact")

    def figure_caption(self) -> str:
        """Return the style of the line below a drawing."""
        text = replace(
            self._theme.body, align="center", before_pt=Pt(0.0), after_pt=Pt(self._theme.body.leading_pt / 2)
        )
        return self._once("FigureCaption", "図の題", text, "atLeast")

    def _once(self, style: str, name: str, text: TextStyle, rule: LineRule) -> str:
        if style not in self._xml:
            self._add(style, name, "Normal", look(text, rule=rule))
        return style

    def xml(self) -> str:
        """Return styles.xml with everything that was asked for so far."""
        return "".join(
            (
                DECLARATION,
                f"<w:styles {NAMESPACES}>",
                defaults(self._theme, self._language),
                *built_in(self._theme),
                *self._xml.values(),
                table_style(self._theme),
                "</w:styles>",
            )
        )

    def _styled(self, base: Base, roles: tuple[str | None, ...], text: str, line_em: float) -> str:
        align, strong = base.text.align, base.text.strong
        for name in roles:
            if name is not None:
                role = self._theme.role(name)
                align, strong = role.align or align, strong if role.strong is None else role.strong
        hangs = text[:1] in LIST_MARKS and align == "left" and line_em >= NARROWEST_HANGING_EM
        difference = _Difference(
            align if align != base.text.align else None,
            strong if strong != base.text.strong else None,
            width_em(typed_mark(text)) if hangs else 0.0,
        )
        return base.id if difference == _NO_DIFFERENCE else self._variant(base, difference)

    def _variant(self, base: Base, difference: _Difference) -> str:
        key = base.id, difference
        if key not in self._known:
            english, japanese = zip(*_names(difference), strict=True)
            self._known[key] = base.id + "".join(english)
            name = f"{base.name}（{'・'.join(japanese)}）"
            self._add(self._known[key], name, base.id, _changes(base.text, difference))
        return self._known[key]

    def _add(self, style: str, name: str, based_on: str, made: str) -> None:
        self._xml[style] = paragraph_style(style, name, based_on, made)


def _names(difference: _Difference) -> list[tuple[str, str]]:
    """Return the words, for the id and for the name, that tell a variant from its base."""
    found: list[tuple[str, str]] = []
    if difference.align is not None:
        found.append(_ALIGN_NAMES[difference.align])
    if difference.strong is not None:
        found.append(("Strong", "太字") if difference.strong else ("Plain", "標準"))
    if difference.hanging_em:
        found.append((f"Hanging{difference.hanging_em * 10:g}", f"字下げ{difference.hanging_em:g}字"))
    return found


def _changes(text: TextStyle, difference: _Difference) -> str:
    """Return ``pPr`` and ``rPr`` of a variant: what it changes and nothing else."""
    align, strong, hanging_em = difference
    indent = pt_to_twip(Pt(text.size_pt * hanging_em))
    paragraph = (f'<w:ind w:left="{indent}" w:hanging="{indent}"/>' if hanging_em else "") + (
        f'<w:jc w:val="{align}"/>' if align else ""
    )
    run = "" if strong is None else bold(strong=strong)
    return (f"<w:pPr>{paragraph}</w:pPr>" if paragraph else "") + (f"<w:rPr>{run}</w:rPr>" if run else "")
