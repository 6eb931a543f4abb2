"""What the theme decides, as CSS: page, faces, sizes and roles. The rest of the look stands in ``style.css``.

Lengths on paper are those of the theme; on a screen, sizes follow the reader's own text size in the same proportions.
"""

from reportgen.document.theme import Page, PageNumberStyle, RoleStyle, TextStyle, Theme

_PAGE_NUMBERS: dict[PageNumberStyle, str] = {
    "none": '""',
    "- 1 -": '"- " counter(page) " -"',
    "1/9": 'counter(page) "/" counter(pages)',
    "1頁": 'counter(page) "頁"',
}

_LIGHT_ENOUGH = 0.46
"""Grey level from which black text is read more easily than white; both have 4.5:1 there (WCAG 2.2, 1.4.3)."""


def theme_css(theme: Theme) -> str:
    """Return the rules that depend on the theme, to stand before the fixed ones."""
    rules = [_root(theme), paper(theme, theme.page)]
    rules += [rule for name, role in sorted(theme.roles.items()) if (rule := _role(name, role))]
    return "\n".join(rules) + "\n"


def _root(theme: Theme) -> str:
    table, body = theme.table, theme.body
    properties = {
        "face": theme.face.css_family,
        "body-pt": f"{body.size_pt:g}pt",
        "body-leading": f"{body.leading_pt:g}pt",
        "note-pt": f"{theme.note.size_pt:g}pt",
        "note-leading": f"{theme.note.leading_pt:g}pt",
        "furniture-pt": f"{theme.furniture.size_pt:g}pt",
        "cell-pt": f"{table.cell.size_pt:g}pt",
        "cell-leading": f"{table.cell.leading_pt:g}pt",
        "padding-x": f"{table.padding_x_mm:g}mm",
        "padding-y": f"{table.padding_y_mm:g}mm",
        "rule": f"{table.rule_pt:g}pt",
        "header-fill": f"#{_grey(table.header_fill)}",
        "header-ink": "#000" if table.header_fill >= _LIGHT_ENOUGH else "#fff",
        "header-weight": _weight(table.header),
        "header-align": table.header.align,
    }
    for level, style in enumerate(theme.headings, 1):
        properties[f"h{level}-pt"] = f"{style.size_pt:g}pt"
        properties[f"h{level}-rem"] = f"{max(1.0, style.size_pt / body.size_pt):.4g}rem"
    return ":root {\n" + "".join(f"  --{name}: {_safe(value)};\n" for name, value in properties.items()) + "}"


def paper(theme: Theme, page: Page, name: str = "", *, number: bool = True) -> str:
    """Return the rule of a sheet: the usual one, or one of a name; ``number``: its pages are numbered."""
    content = _PAGE_NUMBERS[page.number if number else "none"]
    return (
        f"@page {f'{name} ' if name else ''}{{\n"
        f"  size: {page.width_mm:g}mm {page.height_mm:g}mm;\n"
        f"  margin: {page.top_mm:g}mm {page.right_mm:g}mm {page.bottom_mm:g}mm {page.left_mm:g}mm;\n"
        f"  @bottom-center {{ content: {content}; font: {theme.furniture.size_pt:g}pt var(--face); }}\n"
        f"}}"
    )


def _role(name: str, role: RoleStyle) -> str:
    """Return the rule of a role, or nothing if it changes nothing."""
    look = []
    if role.align:
        look.append(f"text-align: {role.align}")
    if role.vertical:
        look.append(f"vertical-align: {role.vertical}")
    if role.strong is not None:
        look.append(f"font-weight: {'bold' if role.strong else 'normal'}")
    if role.fill is not None:
        look.append(f"background: #{_grey(role.fill)}; color: #000")
    return f"[data-role={css_string(name)}] {{ {'; '.join(look)}; }}" if look else ""


def _grey(level: float) -> str:
    return f"{round(level * 255):02x}" * 3


def _weight(style: TextStyle) -> str:
    return "bold" if style.strong else "normal"


def css_string(text: str) -> str:
    """Return a CSS string. Everything but letters and figures is escaped by its number (CSS Syntax 3, 4.3.7)."""
    return '"' + "".join(c if c.isalnum() else f"\\{ord(c):x} " for c in text) + '"'


def _safe(value: str) -> str:
    """Return a value that cannot end its declaration, its rule or the style element."""
    return "".join(c for c in value if c not in ";{}<>\\")
