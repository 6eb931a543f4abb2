"""Every look of the file as a named style, so that the secretariat restyles the whole in one place.

Comes in: the theme, and what the walk over the tree asks for. Goes out: style ids for the paragraphs, and styles.xml.
Built-in styles carry Word's own English names, by which Word knows them in every language; ours carry Japanese ones,
for they are seen. A variant (centred, bold, hanging) is made when it is first asked for and differs from the style it
is based on in that alone.
"""

from dataclasses import dataclass
from typing import Final

from reportgen.document.grid import Cell
from reportgen.document.theme import Align, RoleStyle, TextStyle, Theme
from reportgen.render.to_docx.looks import BODY, bold, built_in, defaults, look, paragraph_style, table_style
from reportgen.render.to_docx.markup import DECLARATION, NAMESPACES
from reportgen.render.to_docx.numbering import Bullet, bullet_number
from reportgen.units import pt_to_twip

NOTE_ROLE: Final = "note"
"""The role of a paragraph that ``theme.note`` draws; every other role changes the body style."""

_TYPED_MARKS: Final = frozenset("・･※★☆●■◆①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳")
"""Marks that a clerk types at the start of a line; the rest of the line hangs below the first letter after it."""
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


class StyleSheet:
    """The styles of one document. Asking for a style makes sure that it is in the file."""

    def __init__(self, theme: Theme, language: str) -> None:
        self._theme, self._language = theme, language
        self._cell = Base(id="CellText", name="表本文", text=theme.table.cell)
        self._header = Base(id="CellHeader", name="表見出し", text=theme.table.header)
        self._body = Base(id=BODY, name="Body Text", text=theme.body)
        self._note = Base(id="Note", name="注記", text=theme.note)
        self._xml: dict[str, str] = {}
        self._bullets: dict[tuple[str, bool], Bullet] = {}
        self._variants: dict[tuple[str, Align | None, bool | None, bool], str] = {}
        for base in (self._body, self._note):
            self._xml[base.id] = paragraph_style(base.id, base.name, "Normal", look(base.text))
        for base in (self._header, self._cell):
            self._xml[base.id] = paragraph_style(base.id, base.name, "Normal", look(base.text, rule="exact"))
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
            self._xml[name] = paragraph_style(name, f"{prefix}{mark}", base.id, indent)
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
        run = "" if strong is None else bold(strong=strong)
        made = (f"<w:pPr>{paragraph}</w:pPr>" if paragraph else "") + (f"<w:rPr>{run}</w:rPr>" if run else "")
        self._xml[style] = paragraph_style(style, name, base.id, made)
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
